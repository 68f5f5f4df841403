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
            .map(|form| OwnedForm {
                text: form.text.to_owned(),
                cost: form.cost,
                vowelless: form.vowelless,
            })
            .collect();
        Self::from_forms(forms.folded().to_owned(), owned)
    }

    /// Prepares a word of running text, which languages inflect: also by its stem.
    pub(crate) fn in_text(surface: &str) -> Self {
        let mut word = Self::new(surface);
        let Some(first) = word
            .forms
            .first()
            .filter(|form| form.text.len() >= SHORTEST_INFLECTED)
        else {
            return word;
        };
        let capital = surface.chars().next().is_some_and(char::is_uppercase);
        if !capital || !surface.is_ascii() {
            return word;
        }
        let mut stems = Vec::new();
        script::latin_stems(&first.text, |stem, ending| {
            let cost = if first.text.ends_with('s') {
                GENITIVE_COST
            } else {
                CASE_COST
            };
            stems.push(OwnedForm {
                text: format!("{stem}{ending}"),
                cost,
                vowelless: false,
            });
        });
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
            forms.push(OwnedForm {
                text: format!("{}{}", a.text, b.text),
                cost: a.cost.max(b.cost),
                vowelless: a.vowelless || b.vowelless,
            });
        }
        Self::from_forms(fold, forms)
    }

    fn from_forms(fold: String, forms: Vec<OwnedForm>) -> Self {
        let mut key = String::new();
        let mut skeleton = String::new();
        let latin = forms
            .first()
            .map_or(fold.as_str(), |form| form.text.as_str());
        script::drift_key(latin, &mut key);
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
