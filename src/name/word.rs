use std::borrow::Cow;

use crate::knowledge::{Knowledge, Place};
use crate::name::rarity;
use crate::script::{self, Script, Seam};

pub(crate) use crate::script::MAX_FORMS;

/// A longer word names nobody.
pub(crate) const MAX_WORD_BYTES: usize = 80;
/// Shorter words of text are not looked at for endings.
const SHORTEST_INFLECTED: usize = 5;
/// Shorter words are not looked for behind an article that hangs on them.
const SHORTEST_ELIDED: usize = 3;
/// What it costs to take an article or a genitive's s off, and other endings.
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
    /// Other spellings of it, nicknames and the like are known.
    pub(crate) has_variants: bool,
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

    /// Whether it is a single letter, of a script in which that may be an initial.
    pub(crate) fn is_initial(&self) -> bool {
        let mut letters = self.fold.chars();
        let (first, second) = (letters.next(), letters.next());
        second.is_none() && first.is_some_and(char::is_lowercase)
    }
}

/// What a word adds to one that it makes with its neighbour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Half<'a> {
    pub(crate) fold: &'a str,
    /// The first form.
    form: Option<FormView<'a>>,
}

impl<'a> Half<'a> {
    /// Of a word that is nothing but small ASCII letters.
    pub(crate) fn plain(word: &'a str) -> Self {
        let form = FormView {
            text: word,
            ..FormView::default()
        };
        Self {
            fold: word,
            form: Some(form),
        }
    }
}

/// A form in a word's buffer, where its key follows it.
#[derive(Clone, Copy, Debug)]
struct OwnedForm {
    start: u32,
    end: u32,
    key_end: u32,
    cost: u8,
    vowelless: bool,
    has_variants: bool,
}

/// A word that owns its strings. Its memory may be used for one word after another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// One behind the other: the folded word; the forms, each with its key; a key of the folded word
    /// if there is no form; the skeleton.
    text: String,
    fold_end: u32,
    forms: Vec<OwnedForm>,
    skeleton_start: u32,
    bits: f32,
    known: bool,
}

/// Memory for reading words.
#[derive(Debug, Default)]
pub(crate) struct WordScratch {
    forms: script::Forms,
    sounds: Sounds,
}

/// What the spellings of a form have in common.
#[derive(Debug, Default)]
struct Sounds {
    key: String,
    skeleton: String,
}

impl Word {
    /// Prepares a token as it stands in a text or name.
    pub(crate) fn new(surface: &str) -> Self {
        let mut word = Self::default();
        let mut scratch = WordScratch::default();
        word.read(surface, &mut scratch);
        word.finish(&mut scratch);
        word.weigh();
        word
    }

    /// Prepares a word of running text, which languages inflect: also by its stem.
    pub(crate) fn in_text(surface: &str) -> Self {
        let mut word = Self::default();
        word.read_in_text(surface, &mut WordScratch::default());
        word.weigh();
        word
    }

    /// Becomes a word of running text, not yet weighed.
    pub(crate) fn read_in_text(&mut self, surface: &str, scratch: &mut WordScratch) {
        self.read(surface, scratch);
        if let Some(article) = script::elided(surface) {
            let WordScratch { forms, sounds } = scratch;
            let rest = forms.get(0).and_then(|first| first.text.get(article..));
            if let Some(rest) = rest.filter(|rest| rest.len() >= SHORTEST_ELIDED) {
                self.add(&[rest], GENITIVE_COST, false, sounds);
            }
        }
        let is_long = self.latin().len() >= SHORTEST_INFLECTED;
        let capital = surface.chars().next().is_some_and(char::is_uppercase);
        if is_long && capital && self.fold().is_ascii() {
            self.add_stems(!surface.is_ascii(), scratch);
        }
        self.finish(scratch);
    }

    fn add_stems(&mut self, is_marked: bool, scratch: &mut WordScratch) {
        let WordScratch { forms, sounds } = scratch;
        let Some(first) = forms.get(0) else { return };
        if let Some(stem) = script::genitive_stem(first.text) {
            self.add(&[stem], GENITIVE_COST, false, sounds);
        }
        // A name as it stands, or an ordinary word, is rarely a case of another.
        self.weigh();
        if self.known {
            return;
        }
        script::transcriptions(first.text, |reading| {
            self.add(&[reading], script::TRANSCRIPTION_COST, false, sounds);
        });
        // As it is written, and by the sound of its marked letters.
        for form in forms.iter().take(2) {
            script::latin_stems(form.text, is_marked, |stem, ending| {
                self.add(&[stem, ending], CASE_COST, false, sounds);
                // `Jelcynem`: what drift does not tell is read where the word stands in a case, too.
                if stem.starts_with('j') || stem.contains('c') {
                    let name = [stem, ending].concat();
                    script::transcriptions(&name, |reading| {
                        self.add(&[reading], CASE_COST, false, sounds);
                    });
                }
            });
        }
    }

    /// The word that two neighbours make when they are written as one.
    pub(crate) fn joined(first: Half<'_>, second: Half<'_>) -> Self {
        let mut word = Self::default();
        word.join(first, second, &mut WordScratch::default());
        word.weigh();
        word
    }

    /// Becomes the word that two neighbours make when they are written as one, not yet weighed.
    pub(crate) fn join(&mut self, first: Half<'_>, second: Half<'_>, scratch: &mut WordScratch) {
        self.begin(&[first.fold, second.fold]);
        if let Some((a, b)) = first.form.zip(second.form) {
            let vowelless = a.vowelless || b.vowelless;
            let cost = a.cost.max(b.cost);
            self.add(&[a.text, b.text], cost, vowelless, &mut scratch.sounds);
            let mut readings: Vec<String> = Vec::new();
            script::pinyin(self.latin(), |reading| readings.push(reading.to_owned()));
            for reading in readings {
                self.add(&[&reading], script::PINYIN_COST, false, &mut scratch.sounds);
            }
        }
        let readings: Vec<_> = script::japanese_readings(self.fold()).collect();
        for reading in readings {
            self.add(
                &[&reading],
                script::JAPANESE_COST,
                false,
                &mut scratch.sounds,
            );
        }
        self.finish(scratch);
    }

    fn read(&mut self, surface: &str, scratch: &mut WordScratch) {
        let WordScratch { forms, sounds } = scratch;
        script::forms(surface, forms);
        self.begin(&[forms.folded()]);
        for form in forms.iter() {
            self.add(&[form.text], form.cost, form.vowelless, sounds);
        }
    }

    fn begin(&mut self, fold: &[&str]) {
        self.text.clear();
        self.forms.clear();
        self.text.extend(fold.iter().copied());
        self.fold_end = self.text.len() as u32;
    }

    /// Adds a form with its key, unless it is one too many.
    fn add(&mut self, text: &[&str], cost: u8, vowelless: bool, sounds: &mut Sounds) {
        if self.forms.len() == MAX_FORMS {
            return;
        }
        let start = self.text.len();
        self.text.extend(text.iter().copied());
        let end = self.text.len();
        let Sounds { key, skeleton } = sounds;
        if self.forms.is_empty() {
            script::key_and_skeleton(&self.text[start..], key, skeleton);
        } else {
            script::drift_key(&self.text[start..], key);
        }
        let has_variants = !Knowledge::get()
            .variant_groups(&self.text[start..])
            .is_empty();
        self.text.push_str(key);
        self.forms.push(OwnedForm {
            start: start as u32,
            end: end as u32,
            key_end: self.text.len() as u32,
            cost,
            vowelless,
            has_variants,
        });
    }

    /// Closes a word whose forms are all added, the first with its skeleton.
    fn finish(&mut self, scratch: &mut WordScratch) {
        let Sounds { key, skeleton } = &mut scratch.sounds;
        if self.forms.is_empty() {
            script::key_and_skeleton(self.fold(), key, skeleton);
            self.text.push_str(key);
        }
        self.skeleton_start = self.text.len() as u32;
        self.text.push_str(skeleton);
    }

    /// Finds out how rare it is. Whatever relates it to others needs that.
    pub(crate) fn weigh(&mut self) {
        let latin = self.latin();
        let rarity = rarity::of(latin, self.key());
        let known = rarity.known || Knowledge::get().name_class(latin).is_some();
        // Whoever may be read in several ways agrees with others by chance the more often.
        let readings = if self.is_syllable() {
            self.forms.len().max(1)
        } else {
            1
        };
        let bits = rarity.bits - libm::log2(readings as f64) as f32;
        (self.bits, self.known) = (bits.max(rarity::LEAST_BITS), known);
    }

    /// Whether it is one character for a syllable.
    fn is_syllable(&self) -> bool {
        let mut letters = self.fold().chars();
        let first = letters.next().map(script::script_of);
        matches!(first, Some(Script::Han | Script::Hangul)) && letters.next().is_none()
    }

    /// The word folded in its own script.
    pub(crate) fn fold(&self) -> &str {
        &self.text[..self.fold_end as usize]
    }

    /// The first form, or the folded word where no Latin form exists.
    pub(crate) fn latin(&self) -> &str {
        match self.forms.first() {
            Some(form) => &self.text[form.start as usize..form.end as usize],
            None => self.fold(),
        }
    }

    fn key(&self) -> &str {
        match self.forms.first() {
            Some(form) => &self.text[form.end as usize..form.key_end as usize],
            None => &self.text[self.fold_end as usize..self.skeleton_start as usize],
        }
    }

    /// How rare it is among names, in bits.
    pub(crate) fn bits(&self) -> f32 {
        self.bits
    }

    /// What it adds to a word written as one with its neighbour.
    pub(crate) fn half(&self) -> Half<'_> {
        Half {
            fold: self.fold(),
            form: self.forms.first().map(|form| self.form(form)),
        }
    }

    /// The same, of its sound; nothing where it is not spelt in plain Latin letters.
    pub(crate) fn seam(&self) -> Seam {
        let fold = self.fold();
        let is_plain = fold.is_ascii() && !self.forms.is_empty() && self.latin() == fold;
        if is_plain {
            Seam::of(fold, &self.text[self.skeleton_start as usize..])
        } else {
            Seam::default()
        }
    }

    /// The first Latin form, by which what is known of words is looked up: `商`, read as shang, is no English
    /// or Latin word of that spelling, and what one or two syllables sound like tells nothing.
    pub(crate) fn known_by(&self) -> &str {
        if script::is_scrap_of_syllables(self.fold()) {
            return "";
        }
        self.latin()
    }

    /// The country of the place or people it names. What one or two syllables sound like names none.
    pub(crate) fn country(&self) -> Option<[u8; 2]> {
        if script::is_scrap_of_syllables(self.fold()) {
            return None;
        }
        let place = self.place_of_forms();
        place.map(|(place, _)| place.country)
    }

    /// The place that one of its forms names; `Hamas` is no case of Hama.
    fn place_of_forms(&self) -> Option<(Place, usize)> {
        const SHORTEST_IN_A_CASE: usize = 5;
        let is_latin = self.fold().is_ascii();
        let mut forms = self.forms.iter().map(|form| self.form(form).text);
        forms.find_map(|form| {
            let whole = form.len() == self.fold().len();
            let may_be = !is_latin || whole || form.len() >= SHORTEST_IN_A_CASE;
            may_be.then(|| Knowledge::get().place_at(&[form])).flatten()
        })
    }

    fn form(&self, form: &OwnedForm) -> FormView<'_> {
        FormView {
            text: &self.text[form.start as usize..form.end as usize],
            cost: form.cost,
            vowelless: form.vowelless,
            has_variants: form.has_variants,
            key: &self.text[form.end as usize..form.key_end as usize],
        }
    }

    /// How much memory it takes, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(self) + self.text.len() + size_of_val(&*self.forms)
    }

    /// The word for comparison.
    pub(crate) fn view(&self) -> WordView<'_> {
        let mut word = WordView {
            fold: self.fold(),
            forms: [FormView::default(); MAX_FORMS],
            form_count: self.forms.len() as u8,
            key: self.key(),
            skeleton: &self.text[self.skeleton_start as usize..],
            bits: self.bits,
            known: self.known,
        };
        // Filled where they are, since to move them takes longer than to fill them.
        for (view, form) in word.forms.iter_mut().zip(&self.forms) {
            *view = self.form(form);
        }
        word
    }
}

/// As much of a word as is compared.
pub(crate) fn clipped(surface: &str) -> &str {
    let mut end = surface.len().min(MAX_WORD_BYTES);
    while !surface.is_char_boundary(end) {
        end -= 1;
    }
    &surface[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_text_may_be_a_transcription() {
        let forms = |surface: &str| {
            let word = Word::in_text(surface);
            let forms: Vec<String> = word
                .view()
                .forms()
                .iter()
                .map(|form| form.text.to_owned())
                .collect();
            forms
        };
        assert!(forms("Warnatschuk").contains(&"varnachuk".to_owned()));
        assert!(forms("Varnakine").contains(&"varnakin".to_owned()));
        assert!(forms("Jarnakinem").contains(&"yarnakin".to_owned()));
        // Names as they stand, and what is written in small letters, are taken for none.
        assert_eq!(forms("Catherine"), ["catherine"]);
        assert_eq!(forms("warnatschuk"), ["warnatschuk"]);
    }

    #[test]
    fn what_a_syllable_sounds_like_tells_nothing() {
        // Read as sa and se, which are legal forms; the others are known by what they mean.
        assert_eq!(
            ["사", "色"].map(|one| Word::new(one).known_by().to_owned()),
            ["", ""]
        );
        assert_eq!(Word::new("银行").known_by(), "bank");
        assert_eq!(Word::new("SA").known_by(), "sa");
    }

    #[test]
    fn what_may_be_read_in_several_ways_is_worth_less() {
        let (syllable, reading) = (Word::new("정"), Word::new("jeong"));
        assert!(syllable.view().forms().len() > 1);
        assert!(syllable.bits() < reading.bits());
        // The sign that repeats a character has no reading of its own.
        assert!(Word::new("々").bits().is_finite());
        // A word of more than one character is known by all of them.
        assert_eq!(Word::new("Čapek").bits(), Word::new("Capek").bits());
    }
}
