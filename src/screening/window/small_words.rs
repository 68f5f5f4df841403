//! Words of languages that write no capitals that stand before and behind names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Small words that no name begins or ends with, of Arabic, Persian and Urdu, of Hebrew and of Hindi. Those that
/// are parts of names from elsewhere, as `לי` is, are left out.
const SMALL: [&str; 3] = [
    "آن آنها أن أنه أنها أو أيضا إذ إذا إلى إن از است التي الذي الذين اما اور اگر این ایک بأن با \
    برای بعد به بود بودند بين بھی بین تا تلك تک تھا تھی تھے ثم حتى حيث خلال خود در دیگر ذلك را \
    سوف سے شد شده ضد عن عند عندما فقد في فی قبل قد كان كل كما كيف لأن لا لقد لم لن ليس لیے مع من \
    منذ می میں نحن نحو نہیں نیز نے هذا هذه هر هستند هم همه هناك هو هي هیچ وہ وی پر پس پیش چون کا \
    که کو کی کے گئی گیا ہی ہیں ہے یا یک یہ",
    "אבל או אז אין אך אני אף אשר את בלי גם הוא היא הם הן זאת זה זו יש כדי כי כל כמו כן לא ללא לפי \
    מה מן עד על רק של שלה שלו",
    "इस उस एक और कर का की के को गई गया जो तक तो था थी थे नहीं ने पर भी में यह या लिए वह से ही है \
    हैं",
];

/// Whether a word is one of them.
pub(super) fn is_small(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| SMALL.iter().flat_map(|words| words.split(' ')).collect());
    WORDS.contains(word)
}
