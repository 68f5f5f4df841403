use std::fs;
use std::path::Path;

use namewatch::{ErrorKind, Model};

use super::args::ModelArgs;
use super::failure::Failure;
use crate::document::sha256;

/// The model asked for, or the one shipped.
pub(crate) fn load(args: &ModelArgs) -> Result<Model, Failure> {
    load_hashed(args).map(|(model, _)| model)
}

/// The same, with the SHA-256 of the file where it is not the one shipped.
pub(crate) fn load_hashed(args: &ModelArgs) -> Result<(Model, Option<String>), Failure> {
    let Some(path) = &args.model else {
        return Ok((Model::embedded()?, None));
    };
    let (model, sha256) = read_hashed(path)?;
    Ok((model, Some(sha256)))
}

/// The model of a file.
pub(super) fn read(path: &Path) -> Result<Model, Failure> {
    read_hashed(path).map(|(model, _)| model)
}

fn read_hashed(path: &Path) -> Result<(Model, String), Failure> {
    let unreadable = |source| {
        ErrorKind::Io {
            path: path.to_owned(),
            source,
        }
        .into()
    };
    let text = fs::read_to_string(path).map_err(|source| Failure::Library(unreadable(source)))?;
    let model = Model::read(&text).map_err(|error| Failure::Input {
        problem: format!("{}: {error}", path.display()),
        hint: Some("`namewatch fit` makes model files"),
    })?;
    Ok((model, sha256(text.as_bytes())))
}
