//! The index file: a header, a table of sections, and the sections as flat little-endian arrays.

use std::fs::File;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::ErrorKind;
use crate::{Error, Result};

/// Raised whenever the layout, the hash function or anything stored changes its meaning.
const FORMAT_VERSION: u32 = 39;
const MAGIC: [u8; 8] = *b"nwindex\0";
const HEADER: usize = 16;

/// The sections, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Section {
    Meta,
    Strings,
    WordPlaces,
    Words,
    Names,
    Parts,
    Entities,
    Records,
    ProbeFilter,
    Probes,
    ProbeLists,
    Postings,
    PostingLists,
    Solos,
    SoloLists,
    PairFilter,
    Pairs,
    PairLists,
    Masks,
    FormLetters,
    Outlines,
    LinkOffsets,
    Links,
    LinkDetails,
    Usual,
    UsualNear,
    IdentifierFilter,
    Identifiers,
    IdentifierLists,
}

const SECTIONS: usize = Section::IdentifierLists as usize + 1;

/// Where the bytes live.
enum Backing {
    Owned(Vec<u8>),
    Mapped(memmap2::Mmap),
}

impl Deref for Backing {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

/// The bytes of an index, with their sections found.
///
/// Reads outside a section give zeros and set a flag, so that a damaged file ends in an error and
/// never in a panic.
pub(crate) struct IndexBytes {
    backing: Backing,
    sections: [(usize, usize); SECTIONS],
    damaged: AtomicBool,
}

impl IndexBytes {
    pub(crate) fn from_vec(bytes: Vec<u8>) -> Result<Self> {
        Self::new(Backing::Owned(bytes))
    }

    /// Maps a file. The outer result tells whether it could be mapped, the inner one whether it
    /// is an index.
    #[expect(unsafe_code, reason = "mapping a file")]
    pub(crate) fn from_map(file: &File) -> std::io::Result<Result<Self>> {
        // SAFETY: the map is read-only, and callers are told to replace an index file, never to
        // change it. All reads are bounds-checked and of plain bytes.
        let map = unsafe { memmap2::Mmap::map(file) }?;
        Ok(Self::new(Backing::Mapped(map)))
    }

    fn new(backing: Backing) -> Result<Self> {
        let broken = |what: &str| Error::from(ErrorKind::Index(what.to_owned()));
        if backing.get(..8) != Some(&MAGIC[..]) {
            return Err(broken("not an index file"));
        }
        let word = |at: usize| {
            let bytes = backing.get(at..at + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        if word(8) != Some(u64::from(FORMAT_VERSION)) {
            return Err(broken("made by another version; it must be built anew"));
        }
        let mut sections = [(0, 0); SECTIONS];
        for (number, section) in sections.iter_mut().enumerate() {
            let at = HEADER + number * 16;
            let (start, len) = word(at)
                .zip(word(at + 8))
                .ok_or_else(|| broken("cut short"))?;
            let end = start
                .checked_add(len)
                .filter(|&end| end <= backing.len() as u64);
            if end.is_none() {
                return Err(broken("cut short"));
            }
            *section = (start as usize, len as usize);
        }
        Ok(Self {
            backing,
            sections,
            damaged: AtomicBool::new(false),
        })
    }

    /// Puts a section behind the others, of an index in memory that was made without it.
    pub(crate) fn append(&mut self, section: Section, bytes: &[u8]) {
        if let Backing::Owned(all) = &mut self.backing {
            let start = begin(all, section, bytes.len());
            all.extend_from_slice(bytes);
            self.sections[section as usize] = (start, bytes.len());
        }
    }

    /// The same for 32-bit numbers.
    pub(crate) fn append_numbers(&mut self, section: Section, numbers: &[u32]) {
        if let Backing::Owned(all) = &mut self.backing {
            let start = put_numbers(all, section, numbers);
            self.sections[section as usize] = (start, numbers.len() * 4);
        }
    }

    /// The whole index as it is stored.
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.backing
    }

    /// The bytes of a section.
    pub(crate) fn section(&self, section: Section) -> &[u8] {
        let (start, len) = self.sections[section as usize];
        &self.backing[start..start + len]
    }

    /// How many 32-bit numbers a section holds.
    pub(crate) fn len(&self, section: Section) -> usize {
        self.sections[section as usize].1 / 4
    }

    /// The 32-bit number at a place of a section.
    #[inline]
    pub(crate) fn number(&self, section: Section, at: usize) -> u32 {
        let (start, len) = self.sections[section as usize];
        if at < len / 4
            && let Some(bytes) = self.backing.get(start + at * 4..start + at * 4 + 4)
            && let Ok(bytes) = bytes.try_into()
        {
            return u32::from_le_bytes(bytes);
        }
        self.report_damage();
        0
    }

    /// A run of 32-bit numbers.
    #[inline]
    pub(crate) fn numbers(&self, section: Section, at: usize, count: usize) -> Numbers<'_> {
        let (start, len) = self.sections[section as usize];
        if let Some(end) = at.checked_add(count).and_then(|end| end.checked_mul(4))
            && end <= len
        {
            return Numbers(&self.backing[start + at * 4..start + end]);
        }
        self.report_damage();
        Numbers(&[])
    }

    /// A run of bytes.
    pub(crate) fn bytes(&self, section: Section, at: usize, count: usize) -> &[u8] {
        let bytes = self.section(section);
        if let Some(bytes) = at.checked_add(count).and_then(|end| bytes.get(at..end)) {
            bytes
        } else {
            self.report_damage();
            &[]
        }
    }

    /// A string of the strings section.
    #[inline]
    pub(crate) fn string(&self, at: u32, count: u32) -> &str {
        let bytes = self.bytes(Section::Strings, at as usize, count as usize);
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.report_damage();
            ""
        })
    }

    #[cold]
    pub(crate) fn report_damage(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// An error if a read has met damage since the index was opened.
    pub(crate) fn check(&self) -> Result<()> {
        if self.damaged.load(Ordering::Relaxed) {
            return Err(ErrorKind::Index("damaged; it must be built anew".to_owned()).into());
        }
        Ok(())
    }
}

/// Little-endian 32-bit numbers, read one by one.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    /// No number at all.
    pub(crate) const NONE: Self = Self(&[]);

    pub(crate) fn iter(self) -> impl Iterator<Item = u32> + 'a {
        self.0
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// Puts sections one behind the other, each at once where it will lie: the largest are too large to
/// be copied.
pub(crate) struct Assembler {
    out: Vec<u8>,
}

impl Assembler {
    /// For sections that take about so many bytes: room that is asked for at once is not copied while
    /// it grows, and what stays unused costs nothing.
    pub(crate) fn new(expected: usize) -> Self {
        let mut out = Vec::with_capacity(HEADER + SECTIONS * 16 + expected);
        out.resize(HEADER + SECTIONS * 16, 0);
        out[..8].copy_from_slice(&MAGIC);
        out[8..HEADER].copy_from_slice(&u64::from(FORMAT_VERSION).to_le_bytes());
        Self { out }
    }

    pub(crate) fn put(&mut self, section: Section, bytes: &[u8]) {
        begin(&mut self.out, section, bytes.len());
        self.out.extend_from_slice(bytes);
    }

    pub(crate) fn put_numbers(&mut self, section: Section, numbers: &[u32]) {
        put_numbers(&mut self.out, section, numbers);
    }

    /// A section of so many equal bytes, to be written over.
    pub(crate) fn room(&mut self, section: Section, len: usize, byte: u8) -> &mut [u8] {
        let start = begin(&mut self.out, section, len);
        self.out.resize(start + len, byte);
        &mut self.out[start..]
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.out
    }
}

/// Notes in the table of sections that one begins at the end; says where that is.
fn begin(out: &mut Vec<u8>, section: Section, len: usize) -> usize {
    out.resize(out.len().next_multiple_of(8), 0);
    let start = out.len();
    let at = HEADER + section as usize * 16;
    out[at..at + 8].copy_from_slice(&(start as u64).to_le_bytes());
    out[at + 8..at + 16].copy_from_slice(&(len as u64).to_le_bytes());
    start
}

fn put_numbers(out: &mut Vec<u8>, section: Section, numbers: &[u32]) -> usize {
    let len = numbers.len() * 4;
    let start = begin(out, section, len);
    out.resize(start + len, 0);
    let (places, _) = out[start..].as_chunks_mut::<4>();
    for (place, number) in places.iter_mut().zip(numbers) {
        *place = number.to_le_bytes();
    }
    start
}

/// The hash of the index file: stable over machines and versions of libraries.
#[inline]
pub(crate) fn stable_hash(namespace: u64, bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = namespace.wrapping_mul(MULTIPLIER) ^ (bytes.len() as u64);
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        hash = mix(hash ^ u64::from_le_bytes(*chunk));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(hash ^ u64::from_le_bytes(last))
}

/// The hash of an unordered pair of words.
#[inline]
pub(crate) fn pair_hash(a: u32, b: u32) -> u64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    mix(u64::from(low) << 32 | u64::from(high))
}

#[inline]
fn mix(value: u64) -> u64 {
    let product = u128::from(value ^ 0xA076_1D64_78BD_642F) * 0xE703_7ED1_A0B4_28DB;
    (product as u64) ^ ((product >> 64) as u64)
}
