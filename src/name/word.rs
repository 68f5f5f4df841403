use std::borrow::Cow;

use crate::knowledge::Knowledge;
use crate::name::rarity;
use crate::script;

pub(crate) use crate::script::MAX_FORMS;

/// Shorter words of text are not looked at for endings.
const SHORTEST_INFLECTED: usize = 5;
/// What it costs to take a genitive's s off, and other endings.
const GENITIVE_COST: u8 = 6;
const CASE_COST: u8 = 14;

/// One way to write a word in Latin letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormView<'a> {
    /// Lower-case ASCII letters and digits.
    pub(crate) text: &'a str,
    /// 0 to 100; 0 is as good as the word itself.
    pub(crate) cost: u8,
    /// The script writes no short vowels, so that the vowels of `text` are guesses.
    pub(crate) vowelless: bool,
    /// What transliteration drift leaves of the form; empty where it is not kept, as in the index
    /// for all but the first.
    pub(crate) key: &'a str,
}

/// A word ready for comparison, wherever its strings live: in a [`Word`] or in the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordView<'a> {
    /// The word folded in its own script.
    pub(crate) fold: &'a str,
    /// Its Latin forms, most likely first.
    pub(crate) forms: [FormView<'a>; MAX_FORMS],
    /// How many of `forms` count.
    pub(crate) form_count: u8,
    /// What transliteration drift leaves of the first form.
    pub(crate) key: &'a str,
    /// The consonants of the key.
    pub(crate) skeleton: &'a str,
    /// How rare it is among names, in bits.
    pub(crate) bits: f32,
    /// Whether it is a known name or a word met in text: a typo seldom turns one of these into
    /// another.
    pub(crate) known: bool,
}

impl<'a> WordView<'a> {
    /// The forms that count.
    pub(crate) fn forms(&self) -> &[FormView<'a>] {
        &self.forms[..usize::from(self.form_count)]
    }

    /// The first form, or the folded word where no Latin form exists.
    pub(crate) fn latin(&self) -> &'a str {
        if self.form_count == 0 {
            self.fold
        } else {
            self.forms[0].text
        }
    }

    /// The consonants of a form: of the first, and of all that have no vowels.
    pub(crate) fn skeleton_of(&self, form: &FormView<'_>) -> Option<Cow<'a, str>> {
        if form.text == self.forms[0].text {
            Some(Cow::Borrowed(self.skeleton))
        } else if form.vowelless {
            let mut skeleton = String::new();
            script::skeleton(form.text, &mut skeleton);
            Some(Cow::Owned(skeleton))
        } else {
            None
        }
    }

    /// Whether it is written in another script than Latin.
    pub(crate) fn is_foreign(&self) -> bool {
        !self.fold.is_ascii()
    }

    /// Whether it is a single letter.
    pub(crate) fn is_initial(&self) -> bool {
        let latin = self.latin();
        latin.len() == 1 && latin.as_bytes()[0].is_ascii_lowercase()
    }
}

#[derive(Clone, Debug)]
struct OwnedForm {
    text: String,
    cost: u8,
    vowelless: bool,
    key: String,
}

impl OwnedForm {
    fn new(text: String, cost: u8, vowelless: bool) -> Self {
        let mut key = String::new();
        script::drift_key(&text, &mut key);
        Self {
            text,
            cost,
            vowelless,
            key,
        }
    }
}

/// A word that owns its strings.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    fold: String,
    forms: Vec<OwnedForm>,
    key: String,
    skeleton: String,
    bits: f32,
    known: bool,
}

impl Word {
    /// Prepares a token as it stands in a text or name.
    pub(crate) fn new(surface: &str) -> Self {
        let mut forms = script::Forms::default();
        script::forms(surface, &mut forms);
        let owned = forms
            .iter()
            .take(MAX_FORMS)
            .map(|form| OwnedForm::new(form.text.to_owned(), form.cost, form.vowelless))
            .collect();
        Self::from_forms(forms.folded().to_owned(), owned)
    }

    /// Prepares a word of running text, which languages inflect: also by its stem.
    pub(crate) fn in_text(surface: &str) -> Self {
        let mut word = Self::new(surface);
        let is_long = word.latin().len() >= SHORTEST_INFLECTED;
        let capital = surface.chars().next().is_some_and(char::is_uppercase);
        if !is_long || !capital || !word.fold.is_ascii() {
            return word;
        }
        let mut stems = Vec::new();
        if let Some(stem) = script::genitive_stem(word.latin()) {
            stems.push(OwnedForm::new(stem.to_owned(), GENITIVE_COST, false));
        }
        // A name as it stands, or an ordinary word, is rarely a case of another.
        let forms = if word.known { &[] } else { &word.forms[..] };
        // As it is written, and by the sound of its marked letters.
        for form in forms.iter().take(2) {
            script::latin_stems(&form.text, !surface.is_ascii(), |stem, ending| {
                stems.push(OwnedForm::new(format!("{stem}{ending}"), CASE_COST, false));
            });
        }
        let room = MAX_FORMS - word.forms.len();
        word.forms.extend(stems.into_iter().take(room));
        word
    }

    /// The word that two neighbours make when they are written as one.
    pub(crate) fn joined(first: WordView<'_>, second: WordView<'_>) -> Self {
        let fold = format!("{}{}", first.fold, second.fold);
        let mut forms = Vec::new();
        if first.form_count > 0 && second.form_count > 0 {
            let (a, b) = (first.forms[0], second.forms[0]);
            forms.push(OwnedForm::new(
                format!("{}{}", a.text, b.text),
                a.cost.max(b.cost),
                a.vowelless || b.vowelless,
            ));
        }
        Self::from_forms(fold, forms)
    }

    fn from_forms(fold: String, forms: Vec<OwnedForm>) -> Self {
        let mut key = String::new();
        let mut skeleton = String::new();
        let latin = forms
            .first()
            .map_or(fold.as_str(), |form| form.text.as_str());
        match forms.first() {
            Some(first) => key.push_str(&first.key),
            None => script::drift_key(latin, &mut key),
        }
        script::skeleton(latin, &mut skeleton);
        let rarity = rarity::of(latin, &key);
        let known = rarity.known || Knowledge::get().name_class(latin).is_some();
        Self {
            bits: rarity.bits,
            known,
            fold,
            forms,
            key,
            skeleton,
        }
    }

    /// The word folded in its own script.
    pub(crate) fn fold(&self) -> &str {
        &self.fold
    }

    /// The first form, or the folded word where no Latin form exists.
    pub(crate) fn latin(&self) -> &str {
        self.forms.first().map_or(&self.fold, |form| &form.text)
    }

    /// How rare it is among names, in bits.
    pub(crate) fn bits(&self) -> f32 {
        self.bits
    }

    /// The word for comparison.
    pub(crate) fn view(&self) -> WordView<'_> {
        let mut forms = [FormView::default(); MAX_FORMS];
        for (view, form) in forms.iter_mut().zip(&self.forms) {
            *view = FormView {
                text: &form.text,
                cost: form.cost,
                vowelless: form.vowelless,
                key: &form.key,
            };
        }
        WordView {
            fold: &self.fold,
            forms,
            form_count: self.forms.len().min(MAX_FORMS) as u8,
            key: &self.key,
            skeleton: &self.skeleton,
            bits: self.bits,
            known: self.known,
        }
    }
}
