//! A listed word as it is stored: all that comparing it takes stands together, as most of the time of a
//! comparison would go into fetching it from here and there.
//!
//! First how many forms there are, the bits of rarity and flags, a byte each; the lengths of the folded
//! word, the key and the skeleton, two bytes each; of each form its length, two bytes, its cost and
//! flags; then all strings, one behind the other.

use crate::name::{FormView, MAX_FORMS, WordView};

use super::BITS_SCALE;

const HEAD: usize = 9;
const FORM: usize = 4;

const KNOWN: u8 = 1;
const BESIDE: u8 = 2;

const VOWELLESS: u8 = 1;
const HAS_VARIANTS: u8 = 2;
/// The form is the folded word, and not stored again.
const IS_FOLD: u8 = 4;

/// Appends a word, and whether it [stands beside](super::Index::stands_beside) others.
pub(super) fn write(word: &WordView<'_>, beside: bool, out: &mut Vec<u8>) {
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    let [fold, key, skeleton] = [word.fold, word.key, word.skeleton].map(clipped);
    let length = |text: &str| (text.len() as u16).to_le_bytes();
    out.push(word.form_count);
    out.push((word.bits * BITS_SCALE) as u8);
    out.push(flag(word.known, KNOWN) | flag(beside, BESIDE));
    for text in [fold, key, skeleton] {
        out.extend(length(text));
    }
    let is_fold = |form: &FormView<'_>| form.text == word.fold;
    for form in word.forms() {
        out.extend(length(clipped(form.text)));
        out.push(form.cost);
        out.push(
            flag(form.vowelless, VOWELLESS)
                | flag(form.has_variants, HAS_VARIANTS)
                | flag(is_fold(form), IS_FOLD),
        );
    }
    for text in [fold, key, skeleton] {
        out.extend(text.bytes());
    }
    for form in word.forms().iter().filter(|form| !is_fold(form)) {
        out.extend(clipped(form.text).bytes());
    }
}

/// As much of a text as its length can tell: no name has a longer word, but a broken list may.
fn clipped(text: &str) -> &str {
    let mut end = text.len().min(usize::from(u16::MAX));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A stored word, with its head fetched. What is damaged reads as `None`.
#[derive(Clone, Copy)]
pub(super) struct StoredWord<'a> {
    head: [u8; HEAD],
    /// What stands behind the head.
    rest: &'a [u8],
}

impl<'a> StoredWord<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (&head, rest) = bytes.split_first_chunk()?;
        Some(Self { head, rest })
    }

    pub(super) fn bits(self) -> f32 {
        f32::from(self.head[1]) / BITS_SCALE
    }

    pub(super) fn stands_beside(self) -> bool {
        self.head[2] & BESIDE != 0
    }

    pub(super) fn view(self) -> Option<WordView<'a>> {
        let Self { head, .. } = self;
        let (forms, mut strings) = self.parts()?;
        let mut word = WordView {
            fold: strings.next(length_at(&head, 3))?,
            forms: [FormView::default(); MAX_FORMS],
            form_count: head[0],
            key: strings.next(length_at(&head, 5))?,
            skeleton: strings.next(length_at(&head, 7))?,
            bits: self.bits(),
            known: head[2] & KNOWN != 0,
        };
        // Filled where they are, since to move them takes longer than to fill them.
        for (form, stored) in word.forms.iter_mut().zip(forms) {
            let [.., cost, flags] = *stored;
            *form = FormView {
                text: if flags & IS_FOLD != 0 {
                    word.fold
                } else {
                    strings.next(length_at(stored, 0))?
                },
                cost,
                vowelless: flags & VOWELLESS != 0,
                has_variants: flags & HAS_VARIANTS != 0,
                key: "",
            };
        }
        word.forms[0].key = word.key;
        Some(word)
    }

    /// The first Latin form, and the word folded.
    pub(super) fn spelling(self) -> Option<(&'a str, &'a str)> {
        let (forms, mut strings) = self.parts()?;
        let [fold, _, _] = [3, 5, 7].map(|at| strings.next(length_at(&self.head, at)));
        let fold = fold?;
        match forms.first() {
            Some(form) if form[3] & IS_FOLD == 0 => Some((strings.next(length_at(form, 0))?, fold)),
            _ => Some((fold, fold)),
        }
    }

    /// The forms, and the strings.
    fn parts(self) -> Option<(&'a [[u8; FORM]], Strings<'a>)> {
        let forms = usize::from(self.head[0]);
        if forms > MAX_FORMS {
            return None;
        }
        let (forms, strings) = self.rest.split_at_checked(forms * FORM)?;
        let strings = std::str::from_utf8(strings).ok()?;
        Some((forms.as_chunks().0, Strings(strings)))
    }
}

fn length_at(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

/// Strings one behind the other.
struct Strings<'a>(&'a str);

impl<'a> Strings<'a> {
    fn next(&mut self, length: usize) -> Option<&'a str> {
        let (next, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::{Word, relate};

    #[test]
    fn what_is_too_long_for_a_word_is_clipped() {
        let word = Word::new(&"tä".repeat(40_000));
        let mut bytes = Vec::new();
        write(&word.view(), false, &mut bytes);
        let read = StoredWord::new(&bytes).and_then(StoredWord::view);
        let read = read.expect("whole");
        assert!(word.view().fold.len() > read.fold.len() && read.fold.len() > 65_000);
        assert!(word.view().fold.starts_with(read.fold));
        assert!(word.view().key.starts_with(read.key));
    }

    #[test]
    fn a_word_that_was_read_is_related_as_it_was() {
        for (listed, text) in [
            ("باتروشيف", "Patrushev"),
            ("ペスコフ", "Peskov"),
            ("Varnakov", "فارناكوف"),
        ] {
            let (listed, text) = (Word::new(listed), Word::in_text(text));
            let mut bytes = Vec::new();
            write(&listed.view(), false, &mut bytes);
            let read = StoredWord::new(&bytes).and_then(StoredWord::view);
            let related = relate(&text.view(), &listed.view());
            assert!(related.is_some());
            assert_eq!(relate(&text.view(), &read.expect("whole")), related);
        }
    }

    #[test]
    fn a_word_is_read_as_it_was_written() {
        for surface in [
            "Varnakov",
            "Кашкулов",
            "محمد",
            "陈",
            "Özgür",
            "44",
            "O'Tavrik",
        ] {
            let word = Word::new(surface);
            let view = word.view();
            let mut bytes = Vec::new();
            write(&view, surface == "44", &mut bytes);
            let stored = StoredWord::new(&bytes).expect("whole");
            let read = stored.view().expect("whole");
            assert_eq!(
                (
                    read.fold,
                    read.key,
                    read.skeleton,
                    read.known,
                    read.form_count
                ),
                (
                    view.fold,
                    view.key,
                    view.skeleton,
                    view.known,
                    view.form_count
                )
            );
            for (read, form) in read.forms().iter().zip(view.forms()) {
                assert_eq!(
                    (read.text, read.cost, read.vowelless, read.has_variants),
                    (form.text, form.cost, form.vowelless, form.has_variants)
                );
            }
            assert_eq!(stored.spelling(), Some((view.latin(), view.fold)));
            assert_eq!(stored.stands_beside(), surface == "44");
            assert!((stored.bits() - view.bits).abs() < 1.0 / BITS_SCALE);
            // Cut short or spoilt it is no other word.
            for length in 0..bytes.len() {
                let cut = StoredWord::new(&bytes[..length]);
                assert!(cut.and_then(StoredWord::view).is_none());
            }
        }
    }
}
