//! The index: one read-only value that all threads share.
//!
//! It holds the names' words with what they are looked up by, the names with their parts, which
//! names a word or a pair of words brings up, and the entities' records. It is a view over one
//! byte slice, in memory or mapped from a file, so that opening it costs nothing.

mod build;
mod bytes;
mod letters;
mod lexicon;
mod links;
mod near;
mod outlines;
mod probe;
mod record;
mod table;
mod usual;
mod word;

pub(crate) use build::build;
pub(crate) use bytes::pair_hash;
pub(crate) use bytes::stable_hash;
use bytes::{IndexBytes, Numbers, Section};
pub(crate) use letters::Letters;
pub(crate) use links::Pair;
pub(crate) use near::{NearScratch, Neighbour};
pub(crate) use probe::Reach;
pub(crate) use record::EntityRecord;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use table::Table;
use word::StoredWord;

use crate::knowledge::Topics;
use crate::matching::{MAX_WORDS, SidePart};
use crate::name::{FormView, MAX_FORMS, Manner, Part, Role, WordView};
use crate::{EntityKind, ErrorKind, ListInfo, NameKind, Result};

const NAME_NUMBERS: usize = 6;
const PART_NUMBERS: usize = 3;
const ENTITY_NUMBERS: usize = 11;
const BITS_SCALE: f32 = 8.0;
/// So many names are [fetched](Index::fetch) together.
pub(crate) const AT_ONCE: usize = 16;

const PROBES: Table = Table {
    filter: Section::ProbeFilter,
    slots: Section::Probes,
    lists: Section::ProbeLists,
};
const PAIRS: Table = Table {
    filter: Section::PairFilter,
    slots: Section::Pairs,
    lists: Section::PairLists,
};
const IDENTIFIERS: Table = Table {
    filter: Section::IdentifierFilter,
    slots: Section::Identifiers,
    lists: Section::IdentifierLists,
};
const POSTINGS: (Section, Section) = (Section::Postings, Section::PostingLists);
const SOLOS: (Section, Section) = (Section::Solos, Section::SoloLists);

/// A listed name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameView {
    pub(crate) entity: u32,
    text: (u32, u32),
    pub(crate) kind: NameKind,
    /// How it was parsed, and is to be compared.
    pub(crate) manner: Manner,
    /// Where its parts begin: names that are written alike have the same.
    pub(crate) first_part: u32,
    /// Words of the name.
    pub(crate) part_count: u8,
    /// Runs of neighbouring words written as one, after the words.
    pub(crate) joined_count: u8,
    /// What an initial must be to stand for a word of it.
    pub(crate) letters: Letters,
}

/// A listed entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntityView<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) list: u32,
    pub(crate) kind: EntityKind,
    record: (u32, u32),
}

/// The index of one watchlist.
pub(crate) struct Index {
    bytes: IndexBytes,
    lists: Vec<ListInfo>,
}

impl Index {
    fn open(bytes: IndexBytes) -> Result<Self> {
        let lists = serde_json::from_slice(bytes.section(Section::Meta))
            .map_err(|_| ErrorKind::Index("damaged; it must be built anew".to_owned()))?;
        Ok(Self { bytes, lists })
    }

    /// Opens a saved index without reading it.
    pub(crate) fn map(path: &Path) -> Result<Self> {
        let io = |source| ErrorKind::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(io)?;
        Self::open(IndexBytes::from_map(&file).map_err(io)??)
    }

    /// Saves the index, written aside and renamed.
    pub(crate) fn save(&self, path: &Path) -> Result<()> {
        /// Two threads may write at once.
        static WRITTEN: AtomicU64 = AtomicU64::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{}.{number}", std::process::id()));
        let aside = PathBuf::from(aside);
        let written = File::create(&aside).and_then(|mut file| {
            file.write_all(self.bytes.as_slice())?;
            file.sync_all()
        });
        written
            .and_then(|()| fs::rename(&aside, path))
            .map_err(|source| {
                // What is left of a failed write is of no use; that it stays is no second failure.
                let _ = fs::remove_file(&aside);
                ErrorKind::Io {
                    path: path.to_owned(),
                    source,
                }
                .into()
            })
    }

    /// An error if a read has met damage since the index was opened.
    pub(crate) fn check(&self) -> Result<()> {
        self.bytes.check()
    }

    /// The lists it was built of.
    pub(crate) fn lists(&self) -> &[ListInfo] {
        &self.lists
    }

    /// The id of a list by its number.
    pub(crate) fn list_id(&self, list: u32) -> &str {
        self.lists
            .get(list as usize)
            .map_or("", |list| list.id.as_str())
    }

    pub(crate) fn word_count(&self) -> usize {
        self.bytes.len(Section::WordPlaces).saturating_sub(1)
    }

    pub(crate) fn name_count(&self) -> usize {
        self.bytes.len(Section::Names) / NAME_NUMBERS
    }

    pub(crate) fn entity_count(&self) -> usize {
        self.bytes.len(Section::Entities) / ENTITY_NUMBERS
    }

    pub(crate) fn word(&self, id: u32) -> WordView<'_> {
        self.view_of(self.stored(id))
    }

    /// How rare a word is among names, in bits.
    pub(crate) fn word_bits(&self, id: u32) -> f32 {
        self.stored(id).map_or(0.0, StoredWord::bits)
    }

    /// The first Latin form of a word, and the word folded: all that its [view](Self::word) has
    /// where nothing else is wanted.
    pub(crate) fn spelling(&self, id: u32) -> (&str, &str) {
        self.whole(self.stored(id).and_then(StoredWord::spelling))
            .unwrap_or_default()
    }

    #[inline]
    fn stored(&self, id: u32) -> Option<StoredWord<'_>> {
        let place = |at| self.bytes.number(Section::WordPlaces, at) as usize;
        let (start, end) = (place(id as usize), place(id as usize + 1));
        let bytes = self
            .bytes
            .bytes(Section::Words, start, end.saturating_sub(start));
        self.whole(StoredWord::new(bytes))
    }

    #[inline]
    fn view_of<'a>(&self, stored: Option<StoredWord<'a>>) -> WordView<'a> {
        let view = stored.and_then(StoredWord::view);
        self.whole(view).unwrap_or(WordView {
            fold: "",
            forms: [FormView::default(); MAX_FORMS],
            form_count: 0,
            key: "",
            skeleton: "",
            bits: 0.0,
            known: false,
        })
    }

    /// Notes damage where something could not be read.
    #[inline]
    fn whole<T>(&self, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.bytes.report_damage();
        }
        read
    }

    pub(crate) fn name(&self, id: u32) -> NameView {
        let [entity, text, text_len, first_part, packed, letters] =
            self.numbers::<NAME_NUMBERS>(Section::Names, id);
        NameView {
            entity,
            text: (text, text_len),
            kind: name_kind(packed >> 16),
            manner: if packed >> 24 & 1 == 0 {
                Manner::Person
            } else {
                Manner::Organization
            },
            first_part,
            part_count: (packed & 0xFF).min(MAX_WORDS as u32) as u8,
            joined_count: (packed >> 8 & 0xFF).min(2 * MAX_WORDS as u32) as u8,
            letters: Letters::from_bits(letters),
        }
    }

    /// A name as it is listed. Most names are told without it.
    pub(crate) fn text(&self, name: &NameView) -> &str {
        self.bytes.string(name.text.0, name.text.1)
    }

    /// Names, [`AT_ONCE`] or fewer, and their parts where they are near at hand: what is fetched together
    /// does not wait for each other, which would be most of the time.
    pub(crate) fn fetch(
        &self,
        names: impl Iterator<Item = u32>,
        fetched: &mut Vec<(u32, NameView)>,
    ) {
        fetched.clear();
        fetched.extend(names.map(|name| (name, self.name(name))));
        if fetched.len() < 2 {
            return;
        }
        let ends = fetched.iter().map(|(_, name)| {
            let count = usize::from(name.part_count) + usize::from(name.joined_count);
            let first = name.first_part as usize * PART_NUMBERS;
            let last = first + (count * PART_NUMBERS).saturating_sub(1);
            [first, last].map(|at| self.bytes.number(Section::Parts, at))
        });
        let _ = black_box(ends.fold(0, |all, [first, last]| all ^ first ^ last));
    }

    /// Whether a name is a person's of which each word counts as the name of somebody or not at all,
    /// and none is an initial.
    pub(crate) fn is_plain(&self, name: u32) -> bool {
        let packed = self
            .bytes
            .number(Section::Names, name as usize * NAME_NUMBERS + 4);
        packed >> 25 & 1 != 0
    }

    /// Whether a word stands in some name as a part that does not [carry](Role::carries) it, under
    /// which no name is filed.
    pub(crate) fn stands_beside(&self, word: u32) -> bool {
        self.stored(word).is_some_and(StoredWord::stands_beside)
    }

    /// What an initial must be to stand for a word of a name.
    pub(crate) fn letters(&self, name: u32) -> Letters {
        Letters::from_bits(
            self.bytes
                .number(Section::Names, name as usize * NAME_NUMBERS + 5),
        )
    }

    /// The parts of a name with their words: first its words, then its joined runs.
    pub(crate) fn parts(&self, name: &NameView, words: &mut Vec<u32>, parts: &mut Vec<SidePart>) {
        words.clear();
        parts.clear();
        let last = u32::from(name.part_count).saturating_sub(1);
        let mut numbers = self.part_numbers(name).iter();
        while let (Some(word), Some(packed), Some(detail)) =
            (numbers.next(), numbers.next(), numbers.next())
        {
            words.push(word);
            parts.push(SidePart {
                part: Part {
                    role: Role::ALL[(packed & 0xFF) as usize % Role::ALL.len()],
                    bits: bits_of(packed),
                    detail,
                },
                first: (packed >> 16 & 0xFF).min(last) as u8,
                span: (packed >> 24 & 3) as u8,
            });
        }
    }

    /// The words of the parts of a name.
    pub(crate) fn part_words<'i>(&'i self, name: &NameView) -> impl Iterator<Item = u32> + use<'i> {
        self.part_numbers(name).iter().step_by(PART_NUMBERS)
    }

    fn part_numbers(&self, name: &NameView) -> Numbers<'_> {
        let count = usize::from(name.part_count) + usize::from(name.joined_count);
        let first = name.first_part as usize * PART_NUMBERS;
        self.bytes
            .numbers(Section::Parts, first, count * PART_NUMBERS)
    }

    /// The word of a part of a name, folded.
    pub(crate) fn listed_word(&self, name: &NameView, part: usize) -> &str {
        let at = (name.first_part as usize + part) * PART_NUMBERS;
        self.word(self.bytes.number(Section::Parts, at)).fold
    }

    pub(crate) fn entity(&self, id: u32) -> EntityView<'_> {
        let numbers = self.numbers::<ENTITY_NUMBERS>(Section::Entities, id);
        let [
            id,
            id_len,
            name,
            name_len,
            list,
            kind,
            _,
            _,
            record,
            record_len,
            _,
        ] = numbers;
        EntityView {
            id: self.bytes.string(id, id_len),
            name: self.bytes.string(name, name_len),
            list,
            kind: entity_kind(kind),
            record: (record, record_len),
        }
    }

    /// What kind of party an entity is.
    pub(crate) fn kind(&self, entity: u32) -> EntityKind {
        entity_kind(self.entity_number(entity, 5))
    }

    /// What an entity is listed for.
    pub(crate) fn topics(&self, entity: u32) -> Topics {
        Topics::from_bits(self.entity_number(entity, 10))
    }

    /// The numbers of an entity's names.
    pub(crate) fn names_of(&self, entity: u32) -> std::ops::Range<u32> {
        let first = self.entity_number(entity, 6);
        let end = first.saturating_add(self.entity_number(entity, 7));
        if end as usize > self.name_count() {
            self.bytes.report_damage();
            return 0..0;
        }
        first..end
    }

    /// What the list says of an entity beside its names.
    pub(crate) fn record(&self, entity: &EntityView<'_>) -> EntityRecord {
        let (start, len) = entity.record;
        let bytes = self
            .bytes
            .bytes(Section::Records, start as usize, len as usize);
        serde_json::from_slice(bytes).unwrap_or_else(|_| {
            self.bytes.report_damage();
            EntityRecord::default()
        })
    }

    /// The names that hold a word.
    pub(crate) fn postings(&self, word: u32) -> Numbers<'_> {
        self.by_word(POSTINGS, word)
    }

    /// The names that one word is enough for.
    pub(crate) fn solos(&self, word: u32) -> Numbers<'_> {
        self.by_word(SOLOS, word)
    }

    /// Calls `each` with the names that hold both words of a pair (rarely others: a caller compares
    /// anyway), for those of the pairs, by their [hashes](pair_hash), that any name holds.
    pub(crate) fn pairs<'i>(&'i self, pairs: &[u64], each: impl FnMut(Numbers<'i>)) {
        PAIRS.find_each(&self.bytes, pairs, each);
    }

    /// Entities with an identifier that has this [key](crate::matching::telling_key) (rarely others: a
    /// caller compares anyway).
    pub(crate) fn identified(&self, key: &str) -> Numbers<'_> {
        IDENTIFIERS.find(&self.bytes, stable_hash(0, key.as_bytes()))
    }

    /// The words that stand in a pair with a word, as bits of [`mask_bit`].
    pub(crate) fn partner_mask(&self, word: u32) -> u128 {
        let bytes = self.bytes.bytes(Section::Masks, word as usize * 16, 16);
        bytes.try_into().map_or(0, u128::from_le_bytes)
    }

    fn entity_number(&self, entity: u32, offset: usize) -> u32 {
        let at = entity as usize * ENTITY_NUMBERS + offset;
        self.bytes.number(Section::Entities, at)
    }

    /// The numbers of a record.
    fn numbers<const COUNT: usize>(&self, section: Section, record: u32) -> [u32; COUNT] {
        let mut numbers = [0; COUNT];
        let found = self
            .bytes
            .numbers(section, record as usize * COUNT, COUNT)
            .iter();
        for (place, number) in numbers.iter_mut().zip(found) {
            *place = number;
        }
        numbers
    }

    fn by_word(&self, (offsets, lists): (Section, Section), word: u32) -> Numbers<'_> {
        let start = self.bytes.number(offsets, word as usize);
        let end = self.bytes.number(offsets, word as usize + 1);
        self.bytes
            .numbers(lists, start as usize, end.saturating_sub(start) as usize)
    }
}

/// The bit that stands for a word in a mask.
#[inline]
pub(crate) fn mask_bit(word: u32) -> u128 {
    1 << (word.wrapping_mul(0x9E37_79B9) >> 25)
}

/// The bits of rarity among the numbers of a word or part.
fn bits_of(packed: u32) -> f32 {
    (packed >> 8 & 0xFF) as f32 / BITS_SCALE
}

fn entity_kind(number: u32) -> EntityKind {
    EntityKind::ALL[number as usize % EntityKind::ALL.len()]
}

fn name_kind(number: u32) -> NameKind {
    match number & 0xFF {
        0 => NameKind::Primary,
        1 => NameKind::Alias,
        2 => NameKind::WeakAlias,
        3 => NameKind::FormerName,
        _ => NameKind::OriginalScript,
    }
}
