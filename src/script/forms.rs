//! The forms of one token, kept in buffers that are used again for the next.

/// How a form was got from its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Origin {
    /// The token itself, in Latin letters without case and marks.
    Folded,
    /// Another usual spelling of the same letters: `ö` as `oe`, `1` as `i`.
    Alternative,
    /// Letter by letter, or by the usual Latin spelling of a known word.
    Transliterated,
    /// A Han character or Kana read in Mandarin, in pinyin or Wade-Giles.
    Mandarin,
    /// A Han family name as it is spelled by Cantonese and other southern bearers.
    Cantonese,
    /// A Han character read in Korean.
    Korean,
    /// Kana, as spoken in Japanese.
    Japanese,
    /// The word without an ending of its case.
    Stem,
    /// Letters of one script read as those of another that they look like.
    LookAlike,
}

/// One Latin reading of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form<'a> {
    /// Lower-case ASCII letters and digits, at least one.
    pub(crate) text: &'a str,
    pub(crate) origin: Origin,
    /// How much less than the token itself the form says, from 0 (as good as equal) to 100.
    pub(crate) cost: u8,
    /// Whether the script leaves vowels out, so that only consonants can be compared.
    pub(crate) vowelless: bool,
}

/// The most forms a token is given.
pub(crate) const MAX_FORMS: usize = 8;

/// The forms of one token, the likeliest first, all different.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    pub(super) folded: String,
    text: String,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    end: usize,
    origin: Origin,
    cost: u8,
    vowelless: bool,
}

impl Forms {
    /// The token folded in its own script; equal ones are equal originals.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The form at a place, the likeliest at 0.
    pub(crate) fn get(&self, at: usize) -> Option<Form<'_>> {
        let entry = self.entries.get(at)?;
        let start = self.start(at);
        Some(Form {
            text: &self.text[start..entry.end],
            origin: entry.origin,
            cost: entry.cost,
            vowelless: entry.vowelless,
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Form<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    pub(super) fn clear(&mut self) {
        self.folded.clear();
        self.text.clear();
        self.entries.clear();
    }

    /// Adds the form that `write` appends to the buffer, unless it is empty, known already or one
    /// too many. Only ASCII letters and digits may be appended, in any case.
    pub(super) fn add(&mut self, origin: Origin, cost: u8, write: impl FnOnce(&mut String)) {
        self.add_entry(origin, cost, false, write);
    }

    /// Adds a form whose short vowels are unknown.
    pub(super) fn add_vowelless(
        &mut self,
        origin: Origin,
        cost: u8,
        write: impl FnOnce(&mut String),
    ) {
        self.add_entry(origin, cost, true, write);
    }

    fn add_entry(
        &mut self,
        origin: Origin,
        cost: u8,
        vowelless: bool,
        write: impl FnOnce(&mut String),
    ) {
        if self.len() == MAX_FORMS {
            return;
        }
        let start = self.start(self.len());
        write(&mut self.text);
        let new = &self.text[start..];
        debug_assert!(
            new.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{new}"
        );
        let known = self.iter().position(|form| form.text == new);
        if new.is_empty() || known.is_some() {
            // What is read in Mandarin may as well be a name from elsewhere, whose vowels are a guess.
            if let Some(known) = known
                && self.entries[known].origin == Origin::Mandarin
            {
                self.entries[known].vowelless |= vowelless;
            }
            self.text.truncate(start);
            return;
        }
        self.entries.push(Entry {
            end: self.text.len(),
            origin,
            cost,
            vowelless,
        });
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1)
            .map_or(0, |before| self.entries[before].end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_kept_once_in_their_order_and_not_too_many() {
        let mut forms = Forms::default();
        forms.add(Origin::Folded, 0, |out| out.push_str("muller"));
        forms.add(Origin::Alternative, 2, |out| out.push_str("mueller"));
        forms.add(Origin::Stem, 9, |out| out.push_str("muller"));
        forms.add(Origin::Stem, 9, |_| ());
        let texts: Vec<_> = forms.iter().map(|form| (form.text, form.origin)).collect();
        assert_eq!(
            texts,
            [("muller", Origin::Folded), ("mueller", Origin::Alternative)]
        );
        for number in 0..20 {
            forms.add(Origin::Stem, 9, |out| out.push_str(&number.to_string()));
        }
        assert_eq!(forms.len(), MAX_FORMS);
        assert_eq!(forms.get(MAX_FORMS - 1).map(|form| form.text), Some("5"));
        assert_eq!(forms.get(MAX_FORMS), None);
    }
}
