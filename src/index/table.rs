//! A hash table of lists in the index: open addressing over pairs `tag, value`, behind a filter of
//! bits that keeps nearly all hashes that are not there from touching it.
//!
//! Most lists have one value, which stands in the table itself; of a longer one the table tells where
//! it begins, with its length.

use rayon::prelude::*;

use super::bytes::{Assembler, IndexBytes, Numbers, Section};

const RECORD: usize = 2;
/// Marks a value as the place of a list. No value that is filed is so large.
const IS_LIST: u32 = 1 << 31;
/// Marks a slot as free.
const FREE_VALUE: u32 = u32::MAX;
/// A free slot, as it is stored.
const FREE: [u8; 4 * RECORD] = [0xFF; 4 * RECORD];
/// A longer way through the slots than any that is ever written.
const MOST_STEPS: usize = 4096;
/// Bits of the filter for each hash, at least.
const FILTER_BITS: usize = 8;
/// The filter is read so many bytes at a time: all bits of a hash lie in one such block.
const BLOCK: usize = 8;
/// So many hashes are looked up together.
const AT_ONCE: usize = 16;

/// A value with the hash that it is filed under, in as little memory as can be: there are millions
/// when an index is built. Ordered by hash, then value.
#[derive(Clone, Copy)]
struct Filed {
    high: u32,
    low: u32,
    value: u32,
}

impl Filed {
    fn hash(self) -> u64 {
        u64::from(self.high) << 32 | u64::from(self.low)
    }

    /// What it is sorted by. One number is compared without a branch.
    fn order(self) -> u128 {
        u128::from(self.hash()) << 32 | u128::from(self.value)
    }

    /// Its drawer on a level: 0 is that of the uppermost bits of the hash.
    fn drawer(self, level: u32) -> usize {
        (self.high << (level * DRAWER_BITS) >> (u32::BITS - DRAWER_BITS)) as usize
    }
}

/// The bits of a hash that tell its drawer on a level.
const DRAWER_BITS: u32 = 9;

/// Values filed under hashes, for a table to be written.
#[derive(Default)]
pub(super) struct Filing(Vec<Filed>);

impl Filing {
    pub(super) fn file(&mut self, hash: u64, value: u32) {
        self.0.push(Filed {
            high: (hash >> 32) as u32,
            low: hash as u32,
            value,
        });
    }

    /// What was filed, in order and each once. It is put into drawers and drawers within them, the
    /// latter where it fits the processor's cache, so that little is left to be sorted.
    fn sorted(mut self) -> Vec<Filed> {
        into_drawers(&mut self.0, 0);
        self.0
            .par_chunk_by_mut(|a, b| a.drawer(0) == b.drawer(0))
            .for_each(|drawer| {
                into_drawers(drawer, 1);
                for few in drawer.chunk_by_mut(|a, b| a.drawer(1) == b.drawer(1)) {
                    few.sort_unstable_by_key(|filed| filed.order());
                }
            });
        self.0.dedup_by_key(|filed| filed.order());
        self.0
    }
}

/// Brings those of one drawer together, in the order of the drawers and without a second copy.
fn into_drawers(filed: &mut [Filed], level: u32) {
    let mut free = [0; 1 << DRAWER_BITS];
    for one in &*filed {
        free[one.drawer(level)] += 1;
    }
    let mut end = 0;
    let mut ends = free;
    for (free, end_of) in free.iter_mut().zip(&mut ends) {
        *free = end;
        end += *end_of;
        *end_of = end;
    }
    for drawer in 0..free.len() {
        while free[drawer] < ends[drawer] {
            // Each is put where it belongs, and what lay there is put on in turn.
            let mut hand = filed[free[drawer]];
            while hand.drawer(level) != drawer {
                let place = &mut free[hand.drawer(level)];
                std::mem::swap(&mut hand, &mut filed[*place]);
                *place += 1;
            }
            filed[free[drawer]] = hand;
            free[drawer] += 1;
        }
    }
}

/// Where a table lives.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) filter: Section,
    pub(super) slots: Section,
    pub(super) lists: Section,
}

impl Table {
    /// Writes what was filed.
    pub(super) fn write(self, assembler: &mut Assembler, filing: Filing) {
        let filed = filing.sorted();
        let by_hash = || filed.chunk_by(|a, b| a.hash() == b.hash());
        let distinct = by_hash().count();
        let slots = distinct * 4 / 3 + 1;
        let blocks = (distinct * FILTER_BITS).div_ceil(8 * BLOCK);
        let mut filter = vec![0u64; blocks.next_power_of_two()];
        let mut lists = Vec::new();
        let room = assembler.room(self.slots, slots * FREE.len(), FREE[0]);
        let (records, _) = room.as_chunks_mut::<{ 4 * RECORD }>();
        for group in by_hash() {
            let hash = group[0].hash();
            let mut slot = first_slot(hash, slots);
            while records[slot] != FREE {
                slot = next_slot(slot, slots);
            }
            let value = if let [filed] = group {
                filed.value
            } else {
                let start = lists.len() as u32;
                lists.push(group.len() as u32);
                lists.extend(group.iter().map(|filed| filed.value));
                start | IS_LIST
            };
            records[slot] = record(tag(hash), value);
            let block = filter_block(hash, filter.len());
            filter[block] |= filter_bits(hash);
        }
        let filter: Vec<_> = filter.into_iter().map(u64::to_le_bytes).collect();
        assembler.put(self.filter, filter.as_flattened());
        assembler.put_numbers(self.lists, &lists);
    }

    /// The values filed under a hash. Two hashes may rarely share a list: callers verify.
    #[inline]
    pub(super) fn find(self, bytes: &IndexBytes, hash: u64) -> Numbers<'_> {
        let filter = bytes.section(self.filter).as_chunks::<BLOCK>().0;
        let block = filter.get(filter_block(hash, filter.len()));
        let bits = filter_bits(hash);
        if block.is_some_and(|block| u64::from_le_bytes(*block) & bits != bits) {
            return Numbers::NONE;
        }
        self.find_in_slots(bytes, hash)
    }

    /// Calls `each` with the values filed under each of the hashes under which there are any. What is
    /// fetched for one hash does not wait for the others, which would be most of the time.
    pub(super) fn find_each<'i>(
        self,
        bytes: &'i IndexBytes,
        hashes: &[u64],
        mut each: impl FnMut(Numbers<'i>),
    ) {
        let filter = bytes.section(self.filter).as_chunks::<BLOCK>().0;
        if filter.is_empty() {
            return;
        }
        for hashes in hashes.chunks(AT_ONCE) {
            let (mut passing, mut count) = ([0; AT_ONCE], 0);
            for &hash in hashes {
                let block = u64::from_le_bytes(filter[filter_block(hash, filter.len())]);
                let bits = filter_bits(hash);
                // Without a branch, which no processor foresees.
                passing[count] = hash;
                count += usize::from(block & bits == bits);
            }
            for &hash in &passing[..count] {
                let found = self.find_in_slots(bytes, hash);
                if !found.is_empty() {
                    each(found);
                }
            }
        }
    }

    fn find_in_slots(self, bytes: &IndexBytes, hash: u64) -> Numbers<'_> {
        let slots = bytes.len(self.slots) / RECORD;
        let mut slot = first_slot(hash, slots);
        for _ in 0..slots.min(MOST_STEPS) {
            let at = slot * RECORD;
            let value = bytes.number(self.slots, at + 1);
            if value == FREE_VALUE {
                return Numbers::NONE;
            }
            if bytes.number(self.slots, at) == tag(hash) {
                if value & IS_LIST == 0 {
                    return bytes.numbers(self.slots, at + 1, 1);
                }
                let start = (value & !IS_LIST) as usize;
                let length = bytes.number(self.lists, start);
                return bytes.numbers(self.lists, start + 1, length as usize);
            }
            slot = next_slot(slot, slots);
        }
        bytes.report_damage();
        Numbers::NONE
    }
}

/// Where the way through the slots begins: the hash's upper half, scaled, so that sorted hashes are
/// written one behind the other.
fn first_slot(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

fn next_slot(slot: usize, slots: usize) -> usize {
    if slot + 1 < slots { slot + 1 } else { 0 }
}

/// A slot, as it is stored.
fn record(tag: u32, value: u32) -> [u8; 4 * RECORD] {
    (u64::from(value) << 32 | u64::from(tag)).to_le_bytes()
}

fn tag(hash: u64) -> u32 {
    hash as u32
}

/// The block of a filter of so many that stands for a hash: again the upper bits tell where.
#[inline]
fn filter_block(hash: u64, blocks: usize) -> usize {
    ((u128::from(hash) * blocks as u128) >> 64) as usize
}

/// The bits that stand for a hash in its block: with three of them, few hashes that are not there
/// pass.
#[inline]
fn filter_bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
}
