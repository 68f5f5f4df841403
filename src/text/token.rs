use std::ops::Range;

use super::class::{Class, class};
use super::fields;
use super::gap::{Gap, gap_between};
use super::lines;
use super::page;
use super::plain::PlainWord;
use super::reference::reference;
use super::scan::{char_at, scan_word};
use crate::script;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// No upper-case letter.
    Lower,
    /// First letter upper case, none after it.
    Title,
    /// All letters upper case.
    Upper,
    /// Upper case inside (McDonald, iPhone).
    Mixed,
    /// A script without case, or digits alone.
    Caseless,
    /// The same, of a script that sets no blanks between words (Han, Kana).
    Unspaced,
}

impl Case {
    /// Whether the token begins as a name does in a script with case, or has no case at all.
    pub(crate) fn is_name_like(self) -> bool {
        self != Self::Lower
    }

    /// Whether the token is of a script that has capitals.
    pub(crate) fn has_capitals(self) -> bool {
        !matches!(self, Self::Caseless | Self::Unspaced)
    }
}

/// A run of letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// Byte after the last.
    pub(crate) end: u32,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// How it is written.
    pub(crate) case: Case,
    /// Written as the initial of a name, or several (`J`, `J.R`).
    pub(crate) initial: bool,
    /// A character of a script that builds names from syllables (Han, Hangul).
    pub(crate) is_syllable: bool,
}

impl Token {
    /// The token as it stands in its text.
    pub(crate) fn surface<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Appends the tokens of `text` to `tokens`. The first one's gap is [`Gap::Paragraph`].
///
/// A possessive ending (`'s`) and clitics before an apostrophe (`l'`, `d'`) are no part of a token;
/// an apostrophe inside a word (`Ra'd`) is.
pub(crate) fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    let begin = tokens.len();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut gap_start = 0;
    let mut after_ending = false;
    let mut first = true;
    loop {
        if bytes.get(at) == Some(&b' ') {
            at += 1;
            continue;
        }
        if let Some(word) = PlainWord::of(&bytes[at..]) {
            let gap = match &bytes[gap_start..at] {
                _ if first => Gap::Paragraph,
                b" " if !after_ending => Gap::Space,
                _ => gap_after(&text[gap_start..at], after_ending),
            };
            (first, after_ending) = (false, false);
            let end = at + word.length;
            let token = Token {
                start: at as u32,
                end: end as u32,
                gap,
                case: if word.capital {
                    Case::Title
                } else {
                    Case::Lower
                },
                initial: word.capital && word.length == 1,
                is_syllable: false,
            };
            push_word(token, text, tokens);
            at = end;
            gap_start = end;
            continue;
        }
        let Some((c, width)) = char_at(text, bytes, at) else {
            break;
        };
        let kind = class(c);
        if matches!(kind, Class::Gap | Class::Apostrophe | Class::Invisible) {
            at += reference(&text[at..]).map_or(width, |(length, _)| length);
            continue;
        }
        let gap = if first {
            Gap::Paragraph
        } else {
            gap_after(&text[gap_start..at], after_ending)
        };
        (first, after_ending) = (false, false);
        if kind == Class::Unit {
            let word = script::eastern_word(&text[at..], text[..at].chars().next_back());
            let end = at + word.unwrap_or(width);
            tokens.push(Token {
                start: at as u32,
                end: end as u32,
                gap,
                case: if script::sets_no_blanks(c) {
                    Case::Unspaced
                } else {
                    Case::Caseless
                },
                initial: false,
                is_syllable: word.is_none(),
            });
            at = end;
            gap_start = at;
            continue;
        }
        let word = scan_word(text, bytes, at);
        let token = Token {
            start: at as u32,
            end: word.end as u32,
            gap,
            case: match word.case() {
                Case::Caseless if script::sets_no_blanks(c) => Case::Unspaced,
                case => case,
            },
            initial: word.is_initial() && !is_small_word(&text[at..], word.end - at),
            is_syllable: false,
        };
        push_word(token, text, tokens);
        at = word.next;
        gap_start = at;
        after_ending = word.next > word.end;
    }
    page::go_on(text, begin, tokens);
    lines::part(text, &mut tokens[begin..]);
    fields::join(text, begin, tokens);
}

/// Takes ranges of tokens out that follow one another.
pub(super) fn take_out(ranges: Vec<Range<usize>>, tokens: &mut Vec<Token>) {
    let mut ranges = ranges.into_iter().peekable();
    let mut number = 0;
    tokens.retain(|_| {
        let at = number;
        number += 1;
        while ranges.next_if(|range| range.end <= at).is_some() {}
        !ranges.peek().is_some_and(|range| range.contains(&at))
    });
}

/// Whether a text begins with a letter that is a word of French or Italian, and nobody's initial.
fn is_small_word(text: &str, length: usize) -> bool {
    let (letter, rest) = text.split_at(length);
    matches!(letter, "À" | "È") && !rest.starts_with('.')
}

/// Appends a word, or what it is made of.
#[inline]
fn push_word(token: Token, text: &str, tokens: &mut Vec<Token>) {
    if token.case == Case::Mixed && is_tag(token, text) {
        push_tag(token, text, tokens);
        return;
    }
    // With capitals inside, its parts would not all be written as it is.
    let ends = (token.case != Case::Mixed)
        .then(|| script::compound(token.surface(text)))
        .flatten();
    let Some(ends) = ends else {
        tokens.push(token);
        return;
    };
    let mut part = token;
    for end in ends {
        part.end = token.start + end as u32;
        tokens.push(part);
        (part.start, part.gap) = (part.end, Gap::None);
    }
}

/// Whether a word is one by which posts are found, or somebody's account: `#MahanAir`.
fn is_tag(token: Token, text: &str) -> bool {
    /// A longer one is no tag, in bytes.
    const LONGEST: u32 = 100;
    token.end - token.start <= LONGEST
        && text[..token.start as usize].ends_with(['#', '@', '\u{FF03}'])
}

/// Appends the words that a tag is made of: each begins with a capital.
fn push_tag(token: Token, text: &str, tokens: &mut Vec<Token>) {
    let surface = token.surface(text);
    let is_upper = |at: usize| surface[at..].starts_with(char::is_uppercase);
    let is_apostrophe = |at: usize| surface[at..].starts_with(|c| class(c) == Class::Apostrophe);
    let places: Vec<usize> = surface.char_indices().map(|(at, _)| at).collect();
    let starts = places.windows(3).filter_map(|near| {
        let [before, at, after] = [near[0], near[1], near[2]];
        // `KataibHezbollah`, `PKKSupporters`, but not `O'Brien`
        let begins = is_upper(at) && (!is_upper(before) || !is_upper(after));
        (begins && !is_apostrophe(before)).then_some(at)
    });
    let mut part = token;
    for end in starts.chain([surface.len()]) {
        part.end = token.start + end as u32;
        let start = part.start as usize;
        let word = scan_word(
            &text[..part.end as usize],
            &text.as_bytes()[..part.end as usize],
            start,
        );
        tokens.push(Token {
            end: word.end as u32,
            case: word.case(),
            initial: word.is_initial(),
            ..part
        });
        (part.start, part.gap) = (part.end, gap_after("", word.next > word.end));
    }
}

/// What stands before a token, where an ending of the one before may have been left out.
fn gap_after(gap: &str, ending: bool) -> Gap {
    match gap_between(gap) {
        gap if !ending => gap,
        Gap::Space | Gap::Line => Gap::Ending,
        gap => gap.max(Gap::Mark),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|token| token.surface(text)).collect()
    }

    fn gaps(text: &str) -> Vec<Gap> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|token| token.gap).collect()
    }

    #[test]
    fn words_keep_inner_apostrophes_and_lose_possessives() {
        assert_eq!(words("Ra'd al-Hasan's men"), ["Ra'd", "al", "Hasan", "men"]);
        assert_eq!(
            words("l'Iran, O\u{2019}Brien\u{2019}s"),
            ["l", "Iran", "O\u{2019}Brien"]
        );
        assert_eq!(words("'Abd Putins' \"X\""), ["Abd", "Putins", "X"]);
    }

    #[test]
    fn abbreviations_of_hebrew_keep_the_mark_before_their_last_letter() {
        assert_eq!(
            words("נדל\"ן בע\u{05F4}מ, \"דאע\"ש\""),
            ["נדל\"ן", "בע\u{05F4}מ", "דאע\"ש"]
        );
        // What is quoted is a word of its own.
        assert_eq!(words("ה\"ארגון\" \"א\""), ["ה", "ארגון", "א"]);
    }

    #[test]
    fn turkic_endings_behind_an_apostrophe_are_left_out() {
        assert_eq!(
            words(
                "Ecevit'in Gülen\u{2019}den AKP'nin DHKP-C'ye Al-A'la Rifa'i Sa'da Kılıç'a Air'in Van'daki San'ya"
            ),
            [
                "Ecevit",
                "Gülen",
                "AKP",
                "DHKP",
                "C",
                "Al",
                "A'la",
                "Rifa'i",
                "Sa'da",
                "Kılıç'a",
                "Air",
                "Van",
                "San'ya",
            ]
        );
    }

    #[test]
    fn compounds_are_parted() {
        let text = "Die Ölgesellschaften, die Staatsbank";
        assert_eq!(
            words(text),
            ["Die", "Öl", "gesellschaft", "die", "Staats", "bank"]
        );
        assert_eq!(gaps(text)[2..4], [Gap::None, Gap::Comma]);
    }

    #[test]
    fn tags_are_made_of_words() {
        let text = "#HurrasAlDin @PKKSupporters #McDonald";
        assert_eq!(
            words(text),
            ["Hurras", "Al", "Din", "PKK", "Supporters", "Mc", "Donald"]
        );
        assert_eq!(gaps(text)[..3], [Gap::Paragraph, Gap::None, Gap::None]);
        assert_eq!(words("HurrasAlDin #iran"), ["HurrasAlDin", "iran"]);
        assert_eq!(
            words("#GlebVarnakov14 #Tavrik'sArmy @O'Tavrik"),
            ["Gleb", "Varnakov", "Tavrik", "Army", "O'Tavrik"]
        );
        assert_eq!(words(&format!("#{}", "AaB".repeat(40))).len(), 1);
        assert_eq!(gaps("gleb_varnakov __ x")[1..], [Gap::Space, Gap::Mark]);
    }

    #[test]
    fn the_number_of_a_note_is_none_of_the_word_before_it() {
        assert_eq!(
            words("Fawwaz14 group2, M23"),
            ["Fawwaz", "14", "group", "2", "M23"]
        );
        for whole in ["Su30", "b2b12", "Varnak1234", "KPE14", "G77"] {
            assert_eq!(words(whole), [whole]);
        }
    }

    #[test]
    fn words_of_scripts_without_blanks_are_told_apart() {
        assert_eq!(words("タリバンは"), ["タリバン", "は"]);
        assert_eq!(words("中国银行的李明"), ["中国", "银行", "的", "李", "明"]);
        assert_eq!(words("조선무역은행이"), ["조선", "무역", "은행", "이"]);
        assert_eq!(
            words("จำคุกนายสมชาย นายกรัฐมนตรี"),
            ["จำคุก", "นาย", "สมชาย", "นายกรัฐมนตรี"]
        );
        assert_eq!(
            words("ประธานาธิบดีทาวริก นายกสมาคม พบกลุ่มทาวริก"),
            ["ประธานาธิบดี", "ทาวริก", "นายกสมาคม", "พบ", "กลุ่ม", "ทาวริก"]
        );
        assert_eq!(gaps("艾曼·扬科夫")[1], Gap::Hyphen);
    }

    #[test]
    fn dotted_letters_are_one_token() {
        assert_eq!(
            words("the U.S. and SIS d.o.o. of J. Smith"),
            ["the", "U.S", "and", "SIS", "d.o.o", "of", "J", "Smith"]
        );
        assert_eq!(words("in a.D.Smith"), ["in", "a.D", "Smith"]);
    }

    #[test]
    fn initials_are_told_in_every_script_with_capitals() {
        let initials = |text: &str| -> Vec<String> {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let initials = tokens.iter().filter(|token| token.initial);
            initials
                .map(|token| token.surface(text).to_owned())
                .collect()
        };
        assert_eq!(
            initials("J. Smith, J.R.R. Smith, a I. J5 W.H.A.T. Al"),
            ["J", "J.R.R", "I"]
        );
        assert_eq!(
            initials("À Tavrik, È Varnakov, À. Varnakov, Á Varnakov"),
            ["À", "Á"]
        );
        assert_eq!(
            initials("Ю. Варнаков, Варнаков Г.Т. и Σ. Βαρνάκος"),
            ["Ю", "Г.Т", "Σ"]
        );
    }

    #[test]
    fn references_to_characters_are_no_words() {
        assert_eq!(
            words("Gleb&nbsp;Varnakov &amp; Sons, &quot;R&D&quot; amp;"),
            ["Gleb", "Varnakov", "Sons", "R", "D", "amp"]
        );
        assert_eq!(
            gaps("Gleb&nbsp;Varnakov&#160;Kashkul &amp; Sons&nbsp;&nbsp;&quot;Tavrik"),
            [
                Gap::Paragraph,
                Gap::Space,
                Gap::Space,
                Gap::Mark,
                Gap::Quote
            ]
        );
    }

    #[test]
    fn syllable_scripts_give_one_token_a_character() {
        assert_eq!(
            words("金英哲 김영철은"),
            ["金", "英", "哲", "김", "영", "철", "은"]
        );
        assert_eq!(words("キム・ヨンチョル"), ["キム", "ヨンチョル"]);
    }

    #[test]
    fn gaps_are_told_apart() {
        assert_eq!(
            gaps("Al-Qaida in\nIraq, or: Abu\n\nBakr, Jr. Rosen-\nberg – A (b)"),
            [
                Gap::Paragraph,
                Gap::Hyphen,
                Gap::Space,
                Gap::Line,
                Gap::Comma,
                Gap::Stop,
                Gap::Paragraph,
                Gap::Comma,
                Gap::Period,
                Gap::HyphenLine,
                Gap::Dash,
                Gap::Mark,
            ]
        );
    }

    #[test]
    fn case_is_told() {
        let text = "al Qaida USA McDonald 42 x Путин";
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let cases: Vec<Case> = tokens.iter().map(|token| token.case).collect();
        assert_eq!(
            cases,
            [
                Case::Lower,
                Case::Title,
                Case::Upper,
                Case::Mixed,
                Case::Caseless,
                Case::Lower,
                Case::Title
            ]
        );
    }

    proptest! {
        #[test]
        fn plain_words_are_read_as_all_others_are(text in "([A-Za-z]{1,9}|[ .,'`\n-]{1,2}|[é7&中]){0,20}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            for token in tokens {
                let start = token.start as usize;
                let word = scan_word(&text, text.as_bytes(), start);
                if class(text[start..].chars().next().unwrap()) != Class::Unit {
                    prop_assert_eq!(token.end as usize, word.end);
                    prop_assert_eq!(token.case, word.case());
                    prop_assert_eq!(token.initial, word.is_initial());
                }
            }
        }

        #[test]
        fn tokens_lie_in_the_text_in_order(text in "\\PC*") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            let mut last = 0;
            for token in tokens {
                prop_assert!(token.start >= last && token.end > token.start);
                prop_assert!(!token.surface(&text).is_empty());
                last = token.end;
            }
        }
    }
}
