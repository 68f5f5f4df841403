//! What stands for a state where the program is built without: none can ever be opened.

use std::path::Path;

use namewatch::DocumentResult;

use super::problem::Fault;
use super::{Configuration, Content, Delivery, HitKey, StateProblem};

pub(crate) enum State {}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {}

impl State {
    pub(crate) fn open(path: &Path, _: &Configuration, _: bool) -> Result<Self, StateProblem> {
        Err(StateProblem {
            path: path.to_owned(),
            fault: Fault::NotBuilt,
        })
    }

    pub(crate) fn find(&self, _: &Content) -> Result<Option<Known>, StateProblem> {
        match *self {}
    }

    pub(crate) fn recall(&self, _: Known, _: &Content) -> Result<DocumentResult, StateProblem> {
        match *self {}
    }

    pub(crate) fn remember(&self, _: &Content, _: &DocumentResult) -> Result<(), StateProblem> {
        match *self {}
    }

    pub(crate) fn was_reported(&self, _: HitKey) -> Result<bool, StateProblem> {
        match *self {}
    }

    pub(crate) fn report(&self, _: HitKey) -> Result<(), StateProblem> {
        match *self {}
    }

    pub(crate) fn is_due(&self) -> bool {
        match *self {}
    }

    pub(crate) fn commit(&self) -> Result<(), StateProblem> {
        match *self {}
    }

    pub(crate) fn announce(&self, _: &Delivery) -> Result<(), StateProblem> {
        match *self {}
    }

    pub(crate) fn delivered(&self) -> Result<(), StateProblem> {
        match *self {}
    }
}
