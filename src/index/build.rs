use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::bytes::{Assembler, IndexBytes, Section, pair_hash};
use super::lexicon::{Lexicon, Strings};
use super::probe;
use super::table::Filing;
use super::{EntityRecord, Index, Letters, mask_bit};
use crate::matching::{MAX_WORDS, rotate, runs, strongest};
use crate::name::{Manner, ParseToken, Part, Role, Word, parse};
use crate::text::{Token, tokenize};
use crate::watchlist::Watchlist;
use crate::{Entity, ListInfo, Name, Result};

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

#[derive(Default)]
struct Builder {
    lists: Vec<ListInfo>,
    list_numbers: FxHashMap<String, u32>,
    lexicon: Lexicon,
    strings: Strings,
    names: Vec<u32>,
    parts: Vec<u32>,
    entities: Vec<u32>,
    records: Vec<u8>,
    postings: Vec<(u32, u32)>,
    solos: Vec<(u32, u32)>,
    pairs: Filing,
    /// The words that stand in a pair with each word, as bits.
    masks: Vec<u128>,
    name_count: u32,
}

impl Builder {
    fn entity(&mut self, entity: &Entity) {
        let number = (self.entities.len() / super::ENTITY_NUMBERS) as u32;
        let first_name = self.name_count;
        for name in &entity.names {
            self.name(number, entity, name);
        }
        let (id, id_len) = self.strings.place(&entity.id);
        let (name, name_len) = self.strings.place(entity.primary_name());
        let record = EntityRecord::from(entity);
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
            self.name_count - first_name,
            start,
            len,
        ]);
    }

    fn name(&mut self, entity: u32, owner: &Entity, name: &Name) {
        let mut tokens = Vec::new();
        tokenize(&name.text, &mut tokens);
        tokens.truncate(MAX_WORDS);
        if tokens.is_empty() {
            return;
        }
        let mut words: Vec<u32> = tokens
            .iter()
            .map(|token| self.lexicon.intern(token.surface(&name.text)))
            .collect();
        let (manner, in_front, mut parts) = self.parse(&tokens, &words, owner);
        rotate(in_front, &mut tokens, &mut words, &mut parts);
        let joined = self.joined(&tokens, &words, &parts);
        let number = self.name_count;
        self.name_count += 1;
        let (text, text_len) = self.strings.place(&name.text);
        self.names.extend_from_slice(&[
            entity,
            text,
            text_len,
            (self.parts.len() / super::PART_NUMBERS) as u32,
            (parts.len() as u32)
                | (joined.len() as u32) << 8
                | (name.kind as u32) << 16
                | (manner as u32) << 24,
            self.letters(&words, &parts, manner).bits(),
        ]);
        let all: Vec<BuiltPart> = words
            .iter()
            .zip(&parts)
            .enumerate()
            .map(|(at, (&word, &part))| BuiltPart {
                word,
                part,
                first: at as u8,
                span: 1,
            })
            .chain(joined)
            .collect();
        for built in &all {
            let part = built.part;
            let bits = (part.bits * super::BITS_SCALE) as u32;
            self.parts.extend_from_slice(&[
                built.word,
                part.role as u32
                    | bits << 8
                    | u32::from(built.first) << 16
                    | u32::from(built.span) << 24,
                part.detail,
            ]);
        }
        self.file(number, &all);
    }

    fn parse(&self, tokens: &[Token], words: &[u32], owner: &Entity) -> (Manner, usize, Vec<Part>) {
        let inputs: Vec<ParseToken<'_>> = tokens
            .iter()
            .zip(words)
            .map(|(token, &word)| ParseToken::new(token, &self.lexicon.words[word as usize].view()))
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
            Manner::Organization if parts.iter().any(is_sign) => Letters::SIGN,
            Manner::Organization => Letters::NONE,
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
    fn file(&mut self, name: u32, parts: &[BuiltPart]) {
        self.masks.resize(self.lexicon.words.len(), 0);
        let carrying: Vec<&BuiltPart> = parts
            .iter()
            .filter(|built| built.part.role.carries())
            .collect();
        for built in &carrying {
            self.postings.push((built.word, name));
        }
        let basic: Vec<&BuiltPart> = carrying
            .iter()
            .copied()
            .filter(|built| built.span == 1)
            .collect();
        for built in &carrying {
            if stands_alone(built, &basic) {
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
        let mut assembler = Assembler::default();
        let meta = serde_json::to_vec(&self.lists).unwrap_or_default();
        assembler.put(Section::Meta, meta);
        let words = std::mem::take(&mut self.lexicon).words;
        let mut word_numbers = Vec::with_capacity(words.len() * super::WORD_NUMBERS);
        let mut forms = Vec::new();
        for word in &words {
            let view = word.view();
            let first_form = (forms.len() / super::FORM_NUMBERS) as u32;
            for form in view.forms() {
                let (text, len) = self.strings.place(form.text);
                let cost = u32::from(form.cost) << 16;
                forms.extend_from_slice(&[text, len | cost | u32::from(form.vowelless) << 24]);
            }
            let (fold, fold_len) = self.strings.place(view.fold);
            let (key, key_len) = self.strings.place(view.key);
            let (skeleton, skeleton_len) = self.strings.place(view.skeleton);
            let bits = (view.bits * super::BITS_SCALE) as u32;
            word_numbers.extend_from_slice(&[
                fold,
                fold_len | key_len << 8 | skeleton_len << 16,
                key,
                skeleton,
                first_form,
                u32::from(view.form_count) | bits << 8 | u32::from(view.known) << 16,
            ]);
        }
        let (word_count, probes) = (words.len(), probes_of(&words));
        drop(words);
        super::PROBES.write(&mut assembler, probes);
        super::PAIRS.write(&mut assembler, self.pairs);
        for entries in [&mut self.postings, &mut self.solos] {
            entries.par_sort_unstable();
            entries.dedup();
        }
        assembler.put_numbers(Section::Words, &word_numbers);
        assembler.put_numbers(Section::Forms, &forms);
        assembler.put_numbers(Section::Names, &self.names);
        assembler.put_numbers(Section::Parts, &self.parts);
        assembler.put_numbers(Section::Entities, &self.entities);
        assembler.put(
            Section::Masks,
            self.masks
                .iter()
                .flat_map(|mask| mask.to_le_bytes())
                .collect(),
        );
        write_by_word(&mut assembler, super::POSTINGS, word_count, &self.postings);
        write_by_word(&mut assembler, super::SOLOS, word_count, &self.solos);
        assembler.put(Section::Strings, self.strings.bytes);
        assembler.put(Section::Records, self.records);
        assembler.finish()
    }
}

/// How many words are looked at together.
const WORDS_AT_ONCE: usize = 4096;

/// What each word is found by. By far the most that is in memory here, so it must not be there
/// twice, as it would be if all threads gathered their share first.
fn probes_of(words: &[Word]) -> Filing {
    let mut probes = Filing::default();
    for (words, first) in words
        .chunks(WORDS_AT_ONCE)
        .zip((0..).step_by(WORDS_AT_ONCE))
    {
        let found: Vec<Vec<u64>> = words
            .par_iter()
            .map(|word| {
                let mut hashes = Vec::new();
                probe::of_listed(&word.view(), &mut hashes);
                hashes
            })
            .collect();
        for (hashes, word) in found.iter().zip(first..) {
            for &hash in hashes {
                probes.file(hash, word);
            }
        }
    }
    probes
}

/// Whether another word than those related to it may stand for a part, for what both mean.
fn is_sign(part: &Part) -> bool {
    part.detail != 0 || matches!(part.role, Role::Legal | Role::Generic)
}

/// Whether a part is enough to bring its name up.
fn stands_alone(built: &BuiltPart, basic: &[&BuiltPart]) -> bool {
    let covers = |other: &BuiltPart| (built.first..built.first + built.span).contains(&other.first);
    let mut others = basic.iter().filter(|other| !covers(other));
    let distinctive = built.part.role == Role::Distinctive && built.part.bits >= SOLO_BITS;
    others.all(|other| distinctive && !other.part.role.is_core())
}

/// Lists by word: offsets of all words, then the lists.
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
    let values: Vec<u32> = entries.iter().map(|&(_, value)| value).collect();
    assembler.put_numbers(offsets_section, &offsets);
    assembler.put_numbers(lists, &values);
}
