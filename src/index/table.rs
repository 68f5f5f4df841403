//! A hash table of lists in the index: open addressing over `tag, start, length` records, behind a
//! filter of bits that keeps most hashes that are not there from touching it.

use super::bytes::{Assembler, IndexBytes, Numbers, Section};

const RECORD: usize = 3;
/// A longer way through the slots than any that is ever written.
const MOST_STEPS: usize = 4096;
/// Bits of the filter for each hash, at least.
const FILTER_BITS: usize = 8;

/// Where a table lives.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) filter: Section,
    pub(super) slots: Section,
    pub(super) lists: Section,
}

impl Table {
    /// Writes `(hash, value)` entries, sorted by hash.
    pub(super) fn write(self, assembler: &mut Assembler, entries: &[(u64, u32)]) {
        let distinct = entries.chunk_by(|a, b| a.0 == b.0).count();
        let slots = (distinct * 4 / 3 + 1).next_power_of_two();
        let mut filter = vec![0u8; (distinct.max(1) * FILTER_BITS).next_power_of_two() / 8];
        let mut records = vec![0u32; slots * RECORD];
        let mut values = Vec::with_capacity(entries.len());
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            let hash = group[0].0;
            let mut slot = hash as usize & (slots - 1);
            while records[slot * RECORD + 2] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            records[slot * RECORD] = tag(hash);
            records[slot * RECORD + 1] = values.len() as u32;
            records[slot * RECORD + 2] = group.len() as u32;
            values.extend(group.iter().map(|&(_, value)| value));
            let bit = filter_bit(hash, filter.len());
            filter[bit / 8] |= 1 << (bit % 8);
        }
        assembler.put(self.filter, filter);
        assembler.put_numbers(self.slots, &records);
        assembler.put_numbers(self.lists, &values);
    }

    /// The values filed under a hash. Two hashes may rarely share a list: callers verify.
    #[inline]
    pub(super) fn find(self, bytes: &IndexBytes, hash: u64) -> Numbers<'_> {
        let filter = bytes.section(self.filter);
        let bit = filter_bit(hash, filter.len());
        if filter
            .get(bit / 8)
            .is_some_and(|byte| byte & 1 << (bit % 8) == 0)
        {
            return Numbers::NONE;
        }
        self.find_in_slots(bytes, hash)
    }

    fn find_in_slots(self, bytes: &IndexBytes, hash: u64) -> Numbers<'_> {
        let slots = bytes.len(self.slots) / RECORD;
        let mut slot = hash as usize & (slots.wrapping_sub(1));
        for _ in 0..slots.min(MOST_STEPS) {
            let length = bytes.number(self.slots, slot * RECORD + 2);
            if length == 0 {
                return Numbers::NONE;
            }
            if bytes.number(self.slots, slot * RECORD) == tag(hash) {
                let start = bytes.number(self.slots, slot * RECORD + 1);
                return bytes.numbers(self.lists, start as usize, length as usize);
            }
            slot = (slot + 1) & (slots - 1);
        }
        bytes.report_damage();
        Numbers::NONE
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The bit of a filter of so many bytes that stands for a hash.
#[inline]
fn filter_bit(hash: u64, bytes: usize) -> usize {
    (hash >> 24) as usize & (bytes * 8).wrapping_sub(1)
}
