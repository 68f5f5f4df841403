//! Each distinct word of the texts is prepared and looked up once.

mod entry;

use std::cell::{Cell, OnceCell};

use hashbrown::HashTable;

use crate::index::{Index, Letters, NearScratch, Neighbour, Reach, mask_bit};
use crate::name::{
    Half, MAX_WORD_BYTES, ParseToken, RelationKind, Word, WordScratch, WordView, clipped,
};
use crate::screening::reading::empty_pairs::EmptyPairs;
use crate::screening::reading::keyed_hash::{Few, KeyedHash};
use crate::text::{Case, Token};
use entry::describe;
pub(crate) use entry::{Entry, Glance, Live};

/// A shorter one is not written as two.
const LEAST_JOINED: usize = 5;
/// The relation of two spellings of one word costs at most so much.
pub(crate) const SAME_WORD: u8 = 15;
/// So many short words are found without a look into the table.
const RECENT: usize = 1 << 15;

/// A short word met lately.
#[derive(Clone, Copy, Default)]
struct Recent {
    few: Few,
    length: u8,
    word: u32,
}

/// A word read anew, of two that may make another together.
#[derive(Default)]
struct Reread {
    /// Which word it is, if any was read.
    of: Option<u32>,
    word: Word,
}

/// The words met so far, by what stands in the text.
#[derive(Default)]
pub(crate) struct Words {
    table: HashTable<u32>,
    /// By their hash, each in a slot of its own: the few words that most of a text is made of.
    recent: Vec<Recent>,
    /// Pairs of words, and the word that they make together.
    joined: HashTable<(u64, u32)>,
    /// Pairs of words that make none that a listed word is near.
    apart: EmptyPairs,
    hash: KeyedHash,
    glances: Vec<Glance>,
    entries: Vec<Entry>,
    live: Vec<Live>,
    surfaces: String,
    neighbours: Vec<Neighbour>,
    /// The words that stand in a pair with each of them, as bits.
    partners: Vec<u64>,
    /// How many bytes the prepared words take.
    prepared: Cell<usize>,
    near: NearScratch,
    /// The word that is being looked up, its first Latin form, and the words that it is made of.
    fresh: Word,
    latin: String,
    halves: [Reread; 2],
    reading: WordScratch,
}

impl Words {
    /// How much memory is taken, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.glances)
            + size_of_val(&*self.entries)
            + size_of_val(&*self.live)
            + size_of_val(&*self.neighbours)
            + size_of_val(&*self.partners)
            + self.surfaces.len()
            + self.prepared.get()
            + size_of::<u32>() * self.table.capacity()
            + size_of::<(u64, u32)>() * self.joined.capacity()
            + self.apart.bytes()
    }

    /// What is asked of each word.
    #[inline]
    pub(crate) fn glance(&self, id: u32) -> Glance {
        self.glances[id as usize]
    }

    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    pub(crate) fn surface(&self, id: u32) -> &str {
        let range = &self.entries[id as usize].surface;
        &self.surfaces[range.start as usize..range.end as usize]
    }

    /// What is known of a word that listed words are near; `None` if none is.
    #[inline]
    pub(crate) fn live(&self, id: u32) -> Option<&Live> {
        let live = self.glances[id as usize].live.checked_sub(1)?;
        Some(&self.live[live as usize])
    }

    /// Whether a listed name has a word to the letter.
    pub(crate) fn is_in_names(&self, id: u32) -> bool {
        self.live(id).is_some_and(|live| live.is_in_names)
    }

    /// The listed words near a word, by ascending number.
    pub(crate) fn neighbours(&self, id: u32) -> &[Neighbour] {
        self.live(id).map_or(&[], |live| self.neighbours_of(live))
    }

    /// The listed words near a word that it may be. What only means the same brings no name up alone.
    pub(crate) fn spelt_like(&self, id: u32) -> impl Iterator<Item = &Neighbour> {
        self.neighbours(id)
            .iter()
            .filter(|near| is_spelt_like(near))
    }

    /// The listed words near a word, each with the words that stand in a pair with it, as bits that are
    /// [folded].
    pub(crate) fn partners(&self, id: u32) -> impl Iterator<Item = (&Neighbour, u64)> {
        let range = self.live(id).map_or(0..0, |live| live.neighbours.clone());
        let range = range.start as usize..range.end as usize;
        let partners = self.partners[range.clone()].iter().copied();
        self.neighbours[range].iter().zip(partners)
    }

    fn neighbours_of(&self, live: &Live) -> &[Neighbour] {
        let range = &live.neighbours;
        &self.neighbours[range.start as usize..range.end as usize]
    }

    /// Prepares a word for comparison, if it is not yet.
    pub(crate) fn prepare(&self, id: u32) -> &Word {
        self.entries[id as usize]
            .prepared
            .get_or_init(|| Box::new(self.counted(Word::in_text(clipped(self.surface(id))))))
    }

    /// A word that is kept from now on, its memory counted.
    fn counted(&self, word: Word) -> Word {
        self.prepared.set(self.prepared.get() + word.bytes());
        word
    }

    /// A word that listed words are near, or that [`Words::prepare`] was called for.
    fn known(&self, id: u32) -> Option<&Word> {
        match self.entries[id as usize].prepared.get() {
            Some(word) => Some(word),
            None => (self.glance(id).live > 0).then(|| self.prepare(id)),
        }
    }

    /// A word that listed words are near, or that [`Words::prepare`] was called for.
    pub(crate) fn prepared(&self, id: u32) -> Option<WordView<'_>> {
        self.known(id).map(Word::view)
    }

    /// The first Latin form of such a word.
    pub(crate) fn latin(&self, id: u32) -> Option<&str> {
        self.known(id).map(Word::latin)
    }

    /// What the parser has to know of such a word where it stands as `token`.
    pub(crate) fn parse_token(&self, id: u32, token: &Token) -> Option<ParseToken<'_>> {
        let word = self.known(id)?;
        Some(ParseToken::of(token, word))
    }

    /// The number of the word of so many bytes that a text begins with.
    #[inline]
    pub(crate) fn intern(&mut self, index: &Index, text: &str, length: usize, case: Case) -> u32 {
        if length > Few::MOST {
            let surface = &text[..length];
            let hash = self.hash.bytes(surface.as_bytes());
            return self.intern_any(index, surface, case, hash);
        }
        let few = Few::first_of(text.as_bytes(), length);
        let hash = self.hash.few(few, length);
        let slot = hash as usize % RECENT;
        if let Some(recent) = self.recent.get(slot)
            && recent.few == few
            && usize::from(recent.length) == length
        {
            return recent.word;
        }
        let word = self.intern_any(index, &text[..length], case, hash);
        // No word is empty, so that what stands in an unused slot is none.
        self.recent.resize(RECENT, Recent::default());
        self.recent[slot] = Recent {
            few,
            length: length as u8,
            word,
        };
        word
    }

    fn intern_any(&mut self, index: &Index, surface: &str, case: Case, hash: u64) -> u32 {
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
        let first = self.neighbours.len() as u32;
        let (glance, entry) = if let Some(usual) = index.usual(surface) {
            self.neighbours.extend(usual.neighbours());
            self.latin.clear();
            self.latin.push_str(surface);
            self.latin.make_ascii_lowercase();
            let (seam, country) = (usual.seam, usual.country);
            describe((surface, case), &self.latin, Letters::NONE, seam, country)
        } else {
            let is_word = surface.len() <= MAX_WORD_BYTES;
            let read = if is_word { surface } else { "" };
            self.fresh.read_in_text(read, &mut self.reading);
            let letters = Letters::in_text(surface, &self.fresh.view());
            let (seam, country) = (self.fresh.seam(), self.fresh.country());
            let word = (surface, case);
            let known = self.fresh.known_by();
            let (glance, entry) = describe(word, known, letters, seam, country);
            if is_word {
                let is_lower = case == Case::Lower;
                self.look_up(index, Reach::of_word(surface, is_lower, self.fresh.latin()));
            }
            if self.neighbours.len() as u32 > first {
                // As it was just read.
                let _ = entry
                    .prepared
                    .set(Box::new(self.counted(self.fresh.clone())));
            }
            (glance, entry)
        };
        let id = self.add(index, surface, first, glance, entry);
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
        if self.apart.has((first, second)) {
            return None;
        }
        let key = u64::from(first) << 32 | u64::from(second);
        let hash = self.hash.number(key);
        match self.joined.find(hash, |&(known, _)| known == key) {
            Some(&(_, id)) => Some(id),
            None => self.insert_joined(index, (first, second), key, hash),
        }
    }

    #[cold]
    fn insert_joined(
        &mut self,
        index: &Index,
        (first, second): (u32, u32),
        key: u64,
        hash: u64,
    ) -> Option<u32> {
        let told = self.entries[first as usize]
            .seam
            .join(&self.entries[second as usize].seam);
        if told.is_some_and(|outline| !index.may_have(outline)) {
            self.apart.keep((first, second));
            return None;
        }
        let plain = self.join_plain(first, second);
        if told.is_none() && plain.is_some() && !index.may_have_word(&self.latin) {
            self.apart.keep((first, second));
            return None;
        }
        let [one, other] = if let Some(middle) = plain {
            let (one, other) = self.latin.split_at(middle);
            [one, other].map(Half::plain)
        } else {
            self.read_halves([first, second]);
            [0, 1].map(|at| self.halves[at].word.half())
        };
        let length = one.fold.len() + other.fold.len();
        let is_word = (LEAST_JOINED..=MAX_WORD_BYTES).contains(&length);
        if is_word {
            self.fresh.join(one, other, &mut self.reading);
        }
        let near = self.neighbours.len() as u32;
        if is_word {
            self.look_up(index, Reach::Spelling);
        }
        if self.neighbours.len() as u32 == near {
            self.apart.keep((first, second));
            return None;
        }
        let entry = Entry {
            prepared: OnceCell::from(Box::new(self.counted(self.fresh.clone()))),
            ..Entry::default()
        };
        let id = self.add(index, "", near, Glance::default(), entry);
        let hasher = &self.hash;
        self.joined
            .insert_unique(hash, (key, id), |&(key, _)| hasher.number(key));
        Some(id)
    }

    /// Writes two words as one in small letters, if they are of plain Latin letters; where the second
    /// begins.
    fn join_plain(&mut self, first: u32, second: u32) -> Option<usize> {
        let mut joined = std::mem::take(&mut self.latin);
        joined.clear();
        joined.push_str(self.surface(first));
        let middle = joined.len();
        joined.push_str(self.surface(second));
        joined.make_ascii_lowercase();
        self.latin = joined;
        let mut letters = self.latin.bytes();
        letters
            .all(|letter| letter.is_ascii_lowercase())
            .then_some(middle)
    }

    /// Reads two words anew that may make another together.
    fn read_halves(&mut self, ids: [u32; 2]) {
        // The words of a text follow one another: mostly the first was the second of the last pair.
        if self.halves[1].of == Some(ids[0]) {
            self.halves.swap(0, 1);
        }
        for (half, id) in self.halves.iter_mut().zip(ids) {
            if half.of != Some(id) {
                let range = &self.entries[id as usize].surface;
                let surface = &self.surfaces[range.start as usize..range.end as usize];
                half.word.read_in_text(clipped(surface), &mut self.reading);
                half.of = Some(id);
            }
        }
    }

    /// Appends the listed words near the fresh word to those known.
    fn look_up(&mut self, index: &Index, reach: Reach) {
        let (near, found) = (&mut self.near, &mut self.neighbours);
        index.look_up(&mut self.fresh, reach, near, found);
    }

    /// Adds a word whose neighbours are the last ones.
    fn add(
        &mut self,
        index: &Index,
        surface: &str,
        first: u32,
        glance: Glance,
        entry: Entry,
    ) -> u32 {
        let neighbours = first..self.neighbours.len() as u32;
        let near = &self.neighbours[neighbours.start as usize..neighbours.end as usize];
        let is_live = !near.is_empty();
        if is_live {
            let masks = near.iter().map(|near| index.partner_mask(near.word));
            let partner_mask = masks.clone().fold(0, |all, mask| all | mask);
            self.partners.extend(masks.map(folded));
            let live = Live {
                solo: near
                    .iter()
                    .any(|near| is_spelt_like(near) && !index.solos(near.word).is_empty()),
                own_mask: near.iter().fold(0, |mask, near| mask | mask_bit(near.word)),
                partner_mask,
                is_in_names: near
                    .iter()
                    .any(|near| near.relation.kind == RelationKind::Same),
                neighbours,
            };
            self.live.push(live);
        }
        let start = self.surfaces.len() as u32;
        self.surfaces.push_str(surface);
        self.glances.push(Glance {
            live: if is_live { self.live.len() as u32 } else { 0 },
            ..glance
        });
        self.entries.push(Entry {
            surface: start..self.surfaces.len() as u32,
            ..entry
        });
        (self.entries.len() - 1) as u32
    }

    /// How a word is related to a listed one.
    pub(crate) fn relation(&self, id: u32, listed: u32) -> Option<crate::name::Relation> {
        let live = self.live(id)?;
        if live.own_mask & mask_bit(listed) == 0 {
            return None;
        }
        let near = self.neighbours_of(live);
        near.binary_search_by_key(&listed, |near| near.word)
            .ok()
            .map(|at| near[at].relation)
    }

    /// Listed words that a word is a spelling of.
    pub(crate) fn spellings(&self, id: u32) -> impl Iterator<Item = u32> + '_ {
        let near = self.neighbours(id).iter();
        near.filter(|near| is_spelling(near)).map(|near| near.word)
    }
}

fn is_spelt_like(near: &Neighbour) -> bool {
    near.relation.kind != RelationKind::Translation
}

fn is_spelling(near: &Neighbour) -> bool {
    let relation = near.relation;
    match relation.kind {
        RelationKind::Nickname | RelationKind::CrossLanguage => false,
        RelationKind::Transliteration | RelationKind::Spelling | RelationKind::Drift => {
            relation.cost <= SAME_WORD
        }
        _ => relation.cost <= 10,
    }
}

/// A mask in half the bits.
pub(crate) fn folded(mask: u128) -> u64 {
    (mask >> u64::BITS | mask) as u64
}
