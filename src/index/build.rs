use std::ops::BitOr;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bytes::{Assembler, IndexBytes, Section, pair_hash, stable_hash};
use super::lexicon::{Lexicon, Strings};
use super::probe::{self, FormLetters};
use super::table::Filing;
use super::{EntityRecord, Index, Letters, mask_bit};
use crate::knowledge::Knowledge;
use crate::matching::{MAX_WORDS, rotate, runs, strongest, telling_key};
use crate::name::{Manner, ParseToken, Part, ReadingSort, Role, Word, parse, readings};
use crate::text::{Token, tokenize};
use crate::watchlist::Watchlist;
use crate::{Entity, EntityKind, ListInfo, Name, NameKind, Result};

/// A distinctive word this rare finds its organisation alone, if nothing else in the name is
/// distinctive.
const SOLO_BITS: f32 = 10.0;

/// A part of a listed name, before it is written.
struct BuiltPart {
    word: u32,
    part: Part,
    first: u8,
    span: u8,
}

impl BuiltName {
    fn numbers(&self) -> [u32; super::NAME_NUMBERS] {
        let form = self.form;
        [
            self.entity,
            self.text.0,
            self.text.1,
            form.first_part,
            u32::from(form.part_count)
                | u32::from(form.joined_count) << 8
                | (self.kind as u32) << 16
                | (form.manner as u32) << 24
                | u32::from(form.is_plain) << 25,
            form.letters.bits(),
        ]
    }
}

impl BuiltPart {
    fn numbers(&self) -> [u32; super::PART_NUMBERS] {
        let bits = (self.part.bits * super::BITS_SCALE) as u32;
        [
            self.word,
            self.part.role as u32
                | bits << 8
                | u32::from(self.first) << 16
                | u32::from(self.span) << 24,
            self.part.detail,
        ]
    }
}

/// Builds the index of a watchlist in memory.
pub(crate) fn build(watchlist: &Watchlist) -> Result<Index> {
    let mut builder = Builder::default();
    for (list, info) in watchlist.lists().iter().enumerate() {
        builder.lists.push(info.clone());
        builder.list_numbers.insert(info.id.clone(), list as u32);
    }
    for entity in watchlist.entities() {
        builder.entity(entity);
    }
    Index::open(IndexBytes::from_vec(builder.finish())?)
}

/// A listed name, before it is written.
struct BuiltName {
    entity: u32,
    text: (u32, u32),
    kind: NameKind,
    form: BuiltForm,
}

/// What a name is made of: the same for all names of one text and sort of party.
#[derive(Clone, Copy)]
struct BuiltForm {
    first_part: u32,
    part_count: u8,
    joined_count: u8,
    manner: Manner,
    is_plain: bool,
    letters: Letters,
}

/// What a name takes in the index, all in all and rather more than less.
const BYTES_OF_NAME: usize = 900;

#[derive(Default)]
struct Builder {
    lists: Vec<ListInfo>,
    list_numbers: FxHashMap<String, u32>,
    lexicon: Lexicon,
    strings: Strings,
    names: Vec<BuiltName>,
    /// The names' parts, those of one name together: first its words, then its joined runs.
    parts: Vec<BuiltPart>,
    /// By where the text begins, and the sort of party: lists repeat each other.
    forms: FxHashMap<(u32, EntityKind), BuiltForm>,
    entities: Vec<u32>,
    records: Vec<u8>,
    /// Words with the names that hold them, by ascending name and each once.
    postings: Vec<(u32, u32)>,
    /// The same of words that are enough to bring a name up.
    solos: Vec<(u32, u32)>,
    pairs: Filing,
    identifiers: Filing,
    /// The words that stand in a pair with each word, as bits.
    masks: Vec<u128>,
}

impl Builder {
    fn entity(&mut self, entity: &Entity) {
        let number = (self.entities.len() / super::ENTITY_NUMBERS) as u32;
        let first_name = self.names.len() as u32;
        for name in &entity.names {
            let text = self.strings.place(&name.text);
            self.name((number, entity), &name.text, text, name.kind);
            if entity.kind == EntityKind::Organization {
                self.readings((number, entity), name, text);
            }
        }
        let record = EntityRecord::from(entity);
        for key in record.identifiers.iter().filter_map(telling_key) {
            let hash = stable_hash(0, key.as_bytes());
            self.identifiers.file(hash, number);
        }
        let (id, id_len) = self.strings.place(&entity.id);
        let (name, name_len) = self.strings.place(entity.primary_name());
        let start = self.records.len() as u32;
        // A record of strings and numbers always serialises.
        let _ = serde_json::to_writer(&mut self.records, &record);
        let len = self.records.len() as u32 - start;
        let list = self
            .list_numbers
            .get(entity.list())
            .copied()
            .unwrap_or_default();
        self.entities.extend_from_slice(&[
            id,
            id_len,
            name,
            name_len,
            list,
            entity.kind as u32,
            first_name,
            self.names.len() as u32 - first_name,
            start,
            len,
            Knowledge::get().topics_of(&entity.programmes).bits(),
        ]);
    }

    /// Adds a name that is shown as the text placed at `shown`.
    fn name(
        &mut self,
        (entity, owner): (u32, &Entity),
        name: &str,
        shown: (u32, u32),
        kind: NameKind,
    ) {
        let text = self.strings.place(name);
        let known = self.forms.get(&(text.0, owner.kind)).copied();
        let Some(form) = known.or_else(|| self.form(owner, name)) else {
            return;
        };
        self.forms.insert((text.0, owner.kind), form);
        self.file(self.names.len() as u32, &form);
        self.names.push(BuiltName {
            entity,
            text: shown,
            kind,
            form,
        });
    }

    /// Adds the parts of a name by which the party is called as well.
    fn readings(&mut self, owner: (u32, &Entity), name: &Name, shown: (u32, u32)) {
        let is_listed = |text: &str| owner.1.names.iter().any(|name| name.text == text);
        for reading in readings(&name.text) {
            if is_listed(reading.text) {
                continue;
            }
            let own = self.strings.place(reading.text);
            let (shown, kind) = match reading.sort {
                ReadingSort::Name => (shown, name.kind),
                ReadingSort::Aside if name.kind == NameKind::Primary => (own, NameKind::Alias),
                ReadingSort::Aside => (own, name.kind),
                ReadingSort::Acronym => (own, NameKind::WeakAlias),
            };
            self.name(owner, reading.text, shown, kind);
        }
    }

    /// Takes a name apart; `None` where there is no word in it.
    fn form(&mut self, owner: &Entity, text: &str) -> Option<BuiltForm> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.truncate(MAX_WORDS);
        if tokens.is_empty() {
            return None;
        }
        let mut words: Vec<u32> = tokens
            .iter()
            .map(|token| self.lexicon.intern(token.surface(text)))
            .collect();
        let (manner, in_front, mut parts) = self.parse(&tokens, &words, owner);
        rotate(in_front, &mut tokens, &mut words, &mut parts);
        let joined = self.joined(&tokens, &words, &parts);
        let form = BuiltForm {
            first_part: self.parts.len() as u32,
            part_count: parts.len() as u8,
            joined_count: joined.len() as u8,
            manner,
            is_plain: manner == Manner::Person && parts.iter().all(is_plain),
            letters: self.letters(&words, &parts, manner),
        };
        let single = words.iter().zip(&parts).zip(0..);
        self.parts
            .extend(single.map(|((&word, &part), first)| BuiltPart {
                word,
                part,
                first,
                span: 1,
            }));
        self.parts.extend(joined);
        Some(form)
    }

    fn parse(&self, tokens: &[Token], words: &[u32], owner: &Entity) -> (Manner, usize, Vec<Part>) {
        let inputs: Vec<ParseToken<'_>> = tokens
            .iter()
            .zip(words)
            .map(|(token, &word)| {
                let word = &self.lexicon.words[word as usize];
                ParseToken::of(token, word)
            })
            .collect();
        let manner = Manner::of(owner.kind, &inputs);
        let mut parts = Vec::new();
        let in_front = parse(&inputs, manner, &mut parts);
        (manner, in_front, parts)
    }

    /// What an initial must be to stand for one of the words.
    fn letters(&self, words: &[u32], parts: &[Part], manner: Manner) -> Letters {
        match manner {
            Manner::Person => words.iter().fold(Letters::NONE, |letters, &word| {
                letters | Letters::first_of(&self.lexicon.words[word as usize].view())
            }),
            Manner::Organization => parts.iter().map(sign_of).fold(Letters::NONE, BitOr::bitor),
        }
    }

    /// What neighbouring parts become when they are written as one word.
    fn joined(&mut self, tokens: &[Token], words: &[u32], parts: &[Part]) -> Vec<BuiltPart> {
        runs(tokens, parts)
            .into_iter()
            .filter(|&(first, span)| {
                parts[first..first + span]
                    .iter()
                    .any(|part| part.role.is_core())
            })
            .map(|(first, span)| BuiltPart {
                word: self.lexicon.joined(&words[first..first + span]),
                part: strongest(&parts[first..first + span]),
                first: first as u8,
                span: span as u8,
            })
            .collect()
    }

    /// Files a name under what can bring it up: one word that is enough, or two of its words.
    fn file(&mut self, name: u32, form: &BuiltForm) {
        self.masks.resize(self.lexicon.words.len(), 0);
        let count = usize::from(form.part_count) + usize::from(form.joined_count);
        let carrying: Vec<&BuiltPart> = self.parts[form.first_part as usize..][..count]
            .iter()
            .filter(|built| built.part.role.carries())
            .collect();
        for (at, built) in carrying.iter().enumerate() {
            if carrying[..at]
                .iter()
                .all(|before| before.word != built.word)
            {
                self.postings.push((built.word, name));
            }
        }
        let basic: Vec<&BuiltPart> = carrying
            .iter()
            .copied()
            .filter(|built| built.span == 1)
            .collect();
        let alone = || {
            carrying
                .iter()
                .copied()
                .filter(|built| stands_alone(built, &basic))
        };
        for (at, built) in alone().enumerate() {
            if alone().take(at).all(|before| before.word != built.word) {
                self.solos.push((built.word, name));
            }
        }
        let any_core = basic.iter().any(|built| built.part.role.is_core());
        for (at, one) in carrying.iter().enumerate() {
            for other in &carrying[at + 1..] {
                let core = one.part.role.is_core() || other.part.role.is_core();
                let apart =
                    one.first + one.span <= other.first || other.first + other.span <= one.first;
                if apart && (core || !any_core) {
                    self.pairs.file(pair_hash(one.word, other.word), name);
                    for (word, partner) in [(one.word, other.word), (other.word, one.word)] {
                        self.masks[word as usize] |= mask_bit(partner);
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        let mut assembler = Assembler::new(self.names.len() * BYTES_OF_NAME);
        let meta = serde_json::to_vec(&self.lists).unwrap_or_default();
        assembler.put(Section::Meta, &meta);
        let words = std::mem::take(&mut self.lexicon).words;
        let (mut places, mut stored) = (vec![0], Vec::new());
        let mut besides = vec![false; words.len()];
        for built in self.parts.iter().filter(|built| !built.part.role.carries()) {
            besides[built.word as usize] = true;
        }
        for (word, beside) in words.iter().zip(besides) {
            super::word::write(&word.view(), beside, &mut stored);
            places.push(stored.len() as u32);
        }
        let letters = words
            .iter()
            .map(|word| FormLetters::of(&word.view()).bits());
        let letters: Vec<_> = letters.map(u64::to_le_bytes).collect();
        super::outlines::write(&mut assembler, &words);
        let (word_count, probes) = (words.len(), probes_of(&words));
        drop(words);
        super::PROBES.write(&mut assembler, probes);
        super::PAIRS.write(&mut assembler, self.pairs);
        super::IDENTIFIERS.write(&mut assembler, self.identifiers);
        assembler.put_numbers(Section::WordPlaces, &places);
        assembler.put(Section::Words, &stored);
        let names: Vec<_> = self.names.iter().map(BuiltName::numbers).collect();
        assembler.put_numbers(Section::Names, names.as_flattened());
        let parts: Vec<_> = self.parts.iter().map(BuiltPart::numbers).collect();
        assembler.put_numbers(Section::Parts, parts.as_flattened());
        assembler.put_numbers(Section::Entities, &self.entities);
        let masks: Vec<_> = self.masks.iter().map(|mask| mask.to_le_bytes()).collect();
        assembler.put(Section::Masks, masks.as_flattened());
        assembler.put(Section::FormLetters, letters.as_flattened());
        write_by_word(&mut assembler, super::POSTINGS, word_count, &self.postings);
        write_by_word(&mut assembler, super::SOLOS, word_count, &self.solos);
        assembler.put(Section::Strings, &self.strings.bytes);
        assembler.put(Section::Records, &self.records);
        assembler.finish()
    }
}

/// How many words are looked at together, and how many by one thread.
const WORDS_AT_ONCE: usize = 4096;
const WORDS_IN_TURN: usize = 256;

/// What each word is found by. By far the most that is in memory here, so it must not be there
/// twice, as it would be if all threads gathered their share first.
fn probes_of(words: &[Word]) -> Filing {
    let mut probes = Filing::default();
    let numbered: Vec<(u32, &Word)> = (0..).zip(words).collect();
    for words in numbered.chunks(WORDS_AT_ONCE) {
        let found: Vec<Vec<(u64, u32)>> = words
            .par_chunks(WORDS_IN_TURN)
            .map(|words| {
                let mut hashes = Vec::new();
                let mut found = Vec::new();
                for &(number, word) in words {
                    probe::of_listed(&word.view(), &mut hashes);
                    found.extend(hashes.drain(..).map(|hash| (hash, number)));
                }
                found
            })
            .collect();
        for &(hash, word) in found.iter().flatten() {
            probes.file(hash, word);
        }
    }
    probes
}

/// Whether a part counts as the name of somebody or not at all.
fn is_plain(part: &Part) -> bool {
    part.role.is_core() || !part.role.carries() && part.role != Role::Initial
}

/// Which other words than those related to it may stand for a part, for what both mean.
fn sign_of(part: &Part) -> Letters {
    match part.role {
        Role::Number => Letters::NUMBER,
        Role::Legal | Role::Generic => Letters::SIGN,
        _ => Letters::NONE,
    }
}

/// Whether a part is enough to bring its name up.
fn stands_alone(built: &BuiltPart, basic: &[&BuiltPart]) -> bool {
    let covers = |other: &BuiltPart| (built.first..built.first + built.span).contains(&other.first);
    let mut others = basic.iter().filter(|other| !covers(other));
    let distinctive = built.part.role == Role::Distinctive && built.part.bits >= SOLO_BITS;
    others.all(|other| distinctive && !other.part.role.is_core())
}

/// Lists by word: offsets of all words, then the lists, each in the order of the entries.
fn write_by_word(
    assembler: &mut Assembler,
    (offsets_section, lists): (Section, Section),
    words: usize,
    entries: &[(u32, u32)],
) {
    let mut offsets = vec![0u32; words + 1];
    for &(word, _) in entries {
        offsets[word as usize + 1] += 1;
    }
    for at in 1..offsets.len() {
        offsets[at] += offsets[at - 1];
    }
    let mut free = offsets.clone();
    let mut values = vec![0; entries.len()];
    for &(word, value) in entries {
        let place = &mut free[word as usize];
        values[*place as usize] = value;
        *place += 1;
    }
    assembler.put_numbers(offsets_section, &offsets);
    assembler.put_numbers(lists, &values);
}
