//! What queries bring up, as observations to fit to.

use super::parties::Parties;
use super::reference_of;
use crate::Result;
use crate::confidence::Observations;
use crate::matching::{Features, SPECS};

/// So many wrong candidates of a query are learnt from, and only those that lead.
const CANDIDATES: usize = 1;
/// What the wrong candidates of a listed party's name weigh, against the right one: most names that
/// are looked up are on no list, and what stands beside a right entry costs one more look at most.
const WRONG_WEIGHT: f64 = 0.3;

/// The observations of look-up, and the population that each is of.
pub(super) struct Rows<'a> {
    pub(super) observations: Observations,
    pub(super) parts: Vec<String>,
    parties: &'a Parties,
}

impl<'a> Rows<'a> {
    /// No observations yet.
    pub(super) fn new(parties: &'a Parties) -> Self {
        Self {
            observations: Observations::new(&SPECS),
            parts: Vec::new(),
            parties,
        }
    }

    /// Takes the best candidates of a query: the right one, and the strongest wrong ones, but none
    /// that may be right as well.
    pub(super) fn query(
        &mut self,
        part: &str,
        found: Vec<(String, f64, Features)>,
        right: Option<&str>,
        weight: f64,
        group: &str,
    ) -> Result<()> {
        let mut wrong = 0;
        for (entity, _, features) in found {
            let is_right = right.is_some_and(|right| reference_of(&entity) == reference_of(right));
            let mut weight = weight;
            if !is_right {
                if let Some(right) = right {
                    if self.parties.may_be_right(right, &entity, &features) {
                        continue;
                    }
                    weight *= WRONG_WEIGHT;
                }
                wrong += 1;
            }
            if is_right || wrong <= CANDIDATES {
                self.observations
                    .push(features.as_slice(), is_right, weight, group)?;
                self.parts.push(part.to_owned());
            }
        }
        Ok(())
    }
}
