use namewatch::{Field, Hit};
use sha2::{Digest, Sha256};

use super::Content;
use crate::document::Ticket;

/// What a hit is known by from run to run: the document, its content, the mention and the entity.
///
/// So a hit is new if the document is another one or has changed. A document with an id of its own may
/// come in another file; one without is told by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HitKey(pub(super) [u8; 16]);

impl HitKey {
    pub(crate) fn of(ticket: &Ticket, content: &Content, hit: &Hit) -> Self {
        let source = if ticket.has_own_id() {
            ""
        } else {
            &*ticket.source
        };
        let field = match hit.field {
            Field::Title => "title",
            Field::Text => "text",
        };
        let mut hasher = Sha256::new();
        hasher.update(content.0);
        for part in [source, &ticket.document, field, &hit.entity_id] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        for place in [hit.byte_start, hit.byte_end] {
            hasher.update((place as u64).to_le_bytes());
        }
        let hash = hasher.finalize();
        Self(std::array::from_fn(|at| hash[at]))
    }
}
