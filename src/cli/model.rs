use std::fs;

use namewatch::{ErrorKind, Model};

use super::args::ModelArgs;
use super::failure::Failure;

/// The model asked for, or the one shipped.
pub(crate) fn load(args: &ModelArgs) -> Result<Model, Failure> {
    let Some(path) = &args.model else {
        return Ok(Model::embedded()?);
    };
    let unreadable = |source| {
        ErrorKind::Io {
            path: path.clone(),
            source,
        }
        .into()
    };
    let text = fs::read_to_string(path).map_err(|source| Failure::Library(unreadable(source)))?;
    Model::read(&text).map_err(|error| Failure::Input {
        problem: format!("{}: {error}", path.display()),
        hint: Some("`namewatch fit` makes model files"),
    })
}
