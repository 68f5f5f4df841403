//! Each distinct word of the texts is prepared and looked up once.

use std::ops::Range;

use hashbrown::HashTable;

use crate::index::{Index, Letters, Neighbour, Reach, mask_bit};
use crate::knowledge::{Knowledge, OrgWordClass, Topics};
use crate::name::{Manner, ParseToken, RelationKind, Word, WordView, rarity};
use crate::screening::keyed_hash::KeyedHash;
use crate::screening::window::bridges;
use crate::text::{Case, Token};

/// A longer word names nobody.
const MAX_WORD_BYTES: usize = 80;
/// A shorter one is not written as two.
const LEAST_JOINED: usize = 5;
/// The number of no word.
const DEAD: u32 = u32::MAX;

/// What is known of a distinct word.
#[derive(Debug)]
pub(crate) struct Entry {
    surface: Range<u32>,
    neighbours: Range<u32>,
    /// The word itself, once a window needed it.
    prepared: Option<Box<Word>>,
    /// Its neighbours, as bits.
    pub(crate) own_mask: u128,
    /// The words that stand in a pair with one of its neighbours, as bits.
    pub(crate) partner_mask: u128,
    /// Some neighbour is enough to bring a name up.
    pub(crate) solo: bool,
    /// An ordinary word in lower case: no start for a name.
    pub(crate) ordinary: bool,
    /// It is as good as equal to a listed word.
    pub(crate) is_listed: bool,
    /// A full stop after it ends an abbreviation and no sentence.
    pub(crate) abbreviation: bool,
    /// What it may be the initial of, if it is a letter or letters parted by full stops.
    pub(crate) letters: Letters,
    /// It may stand inside a mention of a name that it is no part of.
    pub(crate) bridges: bool,
    /// It is a legal form or a word like `Group`, which another may stand for.
    pub(crate) is_exchangeable: bool,
    /// What it speaks of.
    pub(crate) topics: Topics,
    /// The country of the place or people it names.
    pub(crate) country: Option<[u8; 2]>,
}

impl Entry {
    /// Whether any listed word is near.
    pub(crate) fn is_live(&self) -> bool {
        !self.neighbours.is_empty()
    }
}

/// The words met so far, by what stands in the text.
#[derive(Default)]
pub(crate) struct Words {
    table: HashTable<u32>,
    /// Pairs of words, and the word that they make together; [`DEAD`] where no listed word is near.
    joined: HashTable<(u64, u32)>,
    hash: KeyedHash,
    entries: Vec<Entry>,
    surfaces: String,
    neighbours: Vec<Neighbour>,
    hashes: Vec<u64>,
}

impl Words {
    /// How much is remembered, in words.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() + self.joined.len() / 4
    }

    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    pub(crate) fn surface(&self, id: u32) -> &str {
        let range = &self.entries[id as usize].surface;
        &self.surfaces[range.start as usize..range.end as usize]
    }

    /// Whether a word is a single character.
    pub(crate) fn is_letter(&self, id: u32) -> bool {
        self.surface(id).chars().nth(1).is_none()
    }

    /// Whether a word is made of digits alone.
    pub(crate) fn is_number(&self, id: u32) -> bool {
        self.surface(id).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The listed words near a word, by ascending number.
    pub(crate) fn neighbours(&self, id: u32) -> &[Neighbour] {
        let range = &self.entries[id as usize].neighbours;
        &self.neighbours[range.start as usize..range.end as usize]
    }

    /// Prepares a word for comparison, if it is not yet.
    pub(crate) fn prepare(&mut self, id: u32) {
        if self.entries[id as usize].prepared.is_none() {
            let word = Word::in_text(clipped(self.surface(id)));
            self.entries[id as usize].prepared = Some(Box::new(word));
        }
    }

    /// A word that [`Words::prepare`] was called for.
    pub(crate) fn prepared(&self, id: u32) -> Option<WordView<'_>> {
        self.entries[id as usize]
            .prepared
            .as_ref()
            .map(|word| word.view())
    }

    /// The first Latin form of a word that [`Words::prepare`] was called for.
    pub(crate) fn latin(&self, id: u32) -> Option<&str> {
        self.entries[id as usize]
            .prepared
            .as_ref()
            .map(|word| word.latin())
    }

    /// What the parser has to know of such a word where it stands as `token`.
    pub(crate) fn parse_token(&self, id: u32, token: &Token) -> Option<ParseToken<'_>> {
        let word = self.entries[id as usize].prepared.as_ref()?;
        Some(ParseToken::of(token, word.latin(), word.bits()))
    }

    /// The number of a word that stands in the text.
    #[inline]
    pub(crate) fn intern(&mut self, index: &Index, surface: &str, case: Case) -> u32 {
        let hash = self.hash.bytes(surface.as_bytes());
        let (entries, surfaces) = (&self.entries, &self.surfaces);
        let found = self.table.find(hash, |&id| {
            let range = &entries[id as usize].surface;
            &surfaces[range.start as usize..range.end as usize] == surface
        });
        match found {
            Some(&id) => id,
            None => self.insert(index, surface, case, hash),
        }
    }

    #[cold]
    fn insert(&mut self, index: &Index, surface: &str, case: Case, hash: u64) -> u32 {
        let word = (surface.len() <= MAX_WORD_BYTES).then(|| Word::in_text(surface));
        let latin = word.as_ref().map_or("", |word| word.view().latin());
        let ordinary = case == Case::Lower && rarity::is_ordinary(latin);
        let knowledge = Knowledge::get();
        let topics = knowledge.topics(latin);
        let place = word.as_ref().and_then(|word| {
            let view = word.view();
            let mut forms = view.forms().iter();
            forms.find_map(|form| knowledge.place_at(&[form.text]))
        });
        let country = place.map(|(place, _)| place.country);
        let abbreviation = surface.chars().count() == 1
            || latin.len() <= 5
                && (knowledge.title(latin).is_some()
                    || knowledge.suffix(latin).is_some()
                    || knowledge.org_word(latin).is_some()
                    || knowledge.legal_form_at(&[latin]).is_some());
        let is_exchangeable = knowledge
            .org_word(latin)
            .is_some_and(|word| word.class == OrgWordClass::Generic)
            || knowledge.legal_form_at(&[latin]).is_some();
        let reach = if ordinary {
            Reach::Spelling
        } else {
            Reach::Fuzzy
        };
        let letters = match &word {
            Some(word) if surface.chars().nth(1).is_none() => Letters::first_of(&word.view()),
            Some(word) if surface.contains('.') => Letters::all_of(&word.view()),
            _ => Letters::NONE,
        };
        let near = self.look_up(index, word.as_ref(), reach);
        let id = self.add(index, surface, word, near, ordinary);
        let entry = &mut self.entries[id as usize];
        entry.abbreviation = abbreviation;
        entry.topics = topics;
        entry.country = country;
        entry.letters = letters;
        entry.is_exchangeable = is_exchangeable;
        entry.bridges = [Manner::Person, Manner::Organization]
            .into_iter()
            .any(|manner| bridges(case, surface, manner));
        let (entries, surfaces, hasher) = (&self.entries, self.surfaces.as_bytes(), &self.hash);
        self.table.insert_unique(hash, id, |&id| {
            let range = &entries[id as usize].surface;
            hasher.bytes(&surfaces[range.start as usize..range.end as usize])
        });
        id
    }

    /// The number of the word that two words make together, if a listed word is near it.
    #[inline]
    pub(crate) fn intern_joined(&mut self, index: &Index, first: u32, second: u32) -> Option<u32> {
        let key = u64::from(first) << 32 | u64::from(second);
        let hash = self.hash.number(key);
        let id = match self.joined.find(hash, |&(known, _)| known == key) {
            Some(&(_, id)) => id,
            None => self.insert_joined(index, (first, second), key, hash),
        };
        (id != DEAD).then_some(id)
    }

    #[cold]
    fn insert_joined(
        &mut self,
        index: &Index,
        (first, second): (u32, u32),
        key: u64,
        hash: u64,
    ) -> u32 {
        self.prepare(first);
        self.prepare(second);
        let joined = match (self.prepared(first), self.prepared(second)) {
            (Some(one), Some(other))
                if (LEAST_JOINED..=MAX_WORD_BYTES)
                    .contains(&(one.fold.len() + other.fold.len())) =>
            {
                Some(Word::joined(one, other))
            }
            _ => None,
        };
        let known = self.entries.len() as u32;
        let id = match self.look_up(index, joined.as_ref(), Reach::Spelling) {
            near if near.is_empty() => DEAD,
            near => {
                self.add(index, "", joined, near, false);
                known
            }
        };
        let hasher = &self.hash;
        self.joined
            .insert_unique(hash, (key, id), |&(key, _)| hasher.number(key));
        id
    }

    /// Appends the listed words near a word to those known.
    fn look_up(&mut self, index: &Index, word: Option<&Word>, reach: Reach) -> Range<u32> {
        let first = self.neighbours.len() as u32;
        if let Some(word) = word {
            index.neighbours(&word.view(), reach, &mut self.hashes, &mut self.neighbours);
        }
        first..self.neighbours.len() as u32
    }

    fn add(
        &mut self,
        index: &Index,
        surface: &str,
        word: Option<Word>,
        neighbours: Range<u32>,
        ordinary: bool,
    ) -> u32 {
        let near = &self.neighbours[neighbours.start as usize..neighbours.end as usize];
        let own_mask = near.iter().fold(0, |mask, near| mask | mask_bit(near.word));
        let partner_mask = near
            .iter()
            .fold(0, |mask, near| mask | index.partner_mask(near.word));
        let solo = near.iter().any(|near| !index.solos(near.word).is_empty());
        let is_listed = near.iter().any(is_equal);
        let start = self.surfaces.len() as u32;
        self.surfaces.push_str(surface);
        let live = !near.is_empty();
        self.entries.push(Entry {
            surface: start..self.surfaces.len() as u32,
            neighbours,
            prepared: word.filter(|_| live).map(Box::new),
            own_mask,
            partner_mask,
            solo,
            ordinary,
            is_listed,
            abbreviation: false,
            letters: Letters::NONE,
            bridges: false,
            is_exchangeable: false,
            topics: Topics::default(),
            country: None,
        });
        (self.entries.len() - 1) as u32
    }

    /// How a word is related to a listed one.
    pub(crate) fn relation(&self, id: u32, listed: u32) -> Option<crate::name::Relation> {
        if self.entries[id as usize].own_mask & mask_bit(listed) == 0 {
            return None;
        }
        let near = self.neighbours(id);
        near.binary_search_by_key(&listed, |near| near.word)
            .ok()
            .map(|at| near[at].relation)
    }

    /// Listed words that a word is as good as equal to.
    pub(crate) fn equals(&self, id: u32) -> impl Iterator<Item = u32> + '_ {
        self.neighbours(id)
            .iter()
            .filter(|near| is_equal(near))
            .map(|near| near.word)
    }
}

fn is_equal(near: &Neighbour) -> bool {
    near.relation.cost <= 10
        && !matches!(
            near.relation.kind,
            RelationKind::Nickname | RelationKind::CrossLanguage
        )
}

fn clipped(surface: &str) -> &str {
    let mut end = surface.len().min(MAX_WORD_BYTES);
    while !surface.is_char_boundary(end) {
        end -= 1;
    }
    &surface[..end]
}
