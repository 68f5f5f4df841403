//! Which entities are one party, as the index keeps it.

use super::Index;
use super::bytes::Section;
use crate::LinkReason;

const LINK_NUMBERS: usize = 4;

/// Two entities, by number, that are one party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) entities: (u32, u32),
    pub(crate) reason: LinkReason,
    pub(crate) detail: String,
}

/// An entity of another list that is the same party.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkView<'a> {
    pub(crate) entity: u32,
    pub(crate) reason: LinkReason,
    pub(crate) detail: &'a str,
}

impl Index {
    /// Keeps which entities are one party. Done once, after the index was built.
    pub(crate) fn keep_links(&mut self, pairs: &[Pair]) {
        let mut links: Vec<(u32, u32, &Pair)> = Vec::with_capacity(2 * pairs.len());
        for pair in pairs {
            let (one, other) = pair.entities;
            links.extend([(one, other, pair), (other, one, pair)]);
        }
        links.sort_unstable();
        let mut offsets = vec![0; self.entity_count() + 1];
        let mut numbers = Vec::with_capacity(links.len() * LINK_NUMBERS);
        let mut details = Vec::new();
        for (entity, other, pair) in links {
            offsets[entity as usize + 1] += 1;
            let start = details.len() as u32;
            details.extend_from_slice(pair.detail.as_bytes());
            numbers.extend([other, pair.reason as u32, start, pair.detail.len() as u32]);
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        self.bytes.append_numbers(Section::LinkOffsets, &offsets);
        self.bytes.append_numbers(Section::Links, &numbers);
        self.bytes.append(Section::LinkDetails, &details);
    }

    /// The entities of other lists that are the same party as an entity.
    pub(crate) fn links(&self, entity: u32) -> impl Iterator<Item = LinkView<'_>> {
        let offset = |at| self.bytes.number(Section::LinkOffsets, at);
        let (start, end) = (offset(entity as usize), offset(entity as usize + 1));
        (start..end.min(self.bytes.len(Section::Links) as u32)).map(move |link| {
            let at = link as usize * LINK_NUMBERS;
            let number = |offset| self.bytes.number(Section::Links, at + offset);
            let details = Section::LinkDetails;
            let detail = self
                .bytes
                .bytes(details, number(2) as usize, number(3) as usize);
            LinkView {
                entity: number(0),
                reason: LinkReason::from_number(number(1)),
                detail: std::str::from_utf8(detail).unwrap_or_default(),
            }
        })
    }
}
