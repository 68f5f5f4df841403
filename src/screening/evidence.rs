//! What speaks for and against a mention, or a name looked up, beside the likeness of the names.

pub(super) mod acronym;
pub(super) mod age;
pub(super) mod agreeing;
pub(super) mod alone;
pub(super) mod apposition;
pub(super) mod birth;
pub(super) mod calling;
pub(super) mod capitals;
pub(super) mod context;
pub(super) mod geography;
pub(super) mod grounds;
pub(super) mod longer;
pub(super) mod party;
pub(super) mod role;
pub(super) mod stray;
pub(super) mod surroundings;
pub(super) mod vessel;
