use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use namewatch::{Error, ErrorKind, ListInfo, ListSource, OfficialList, Watchlist};

use crate::store::{Manifest, Snapshot, Staging, StoredFile, suspicion};

/// A list that has come whole, and was read.
pub(super) enum Arrival {
    /// It is what is installed.
    Unchanged(Box<ListInfo>),
    /// It is new.
    New {
        /// The entities of what is installed.
        before: Option<usize>,
        staging: Staging,
        manifest: Box<Manifest>,
    },
}

/// What decides whether a list that has come is taken.
pub(super) struct Admission {
    pub(super) id: String,
    /// What is installed of it.
    pub(super) installed: Option<Snapshot>,
    /// Whether it may be smaller or older than what is installed.
    pub(super) accepts: bool,
}

impl Admission {
    /// Reads a list that has come, and tells whether it may be installed.
    ///
    /// # Errors
    ///
    /// If it is damaged, incomplete, empty, no list, or suspiciously unlike the installed one.
    pub(super) fn admit(
        &self,
        staging: Staging,
        files: Vec<StoredFile>,
        fetched: Timestamp,
    ) -> Result<Arrival, String> {
        let source = ListSource {
            id: Some(self.id.clone()),
            path: staging.files_path(),
        };
        let read = Watchlist::load(&[source]).map_err(|error| explain(&error, &files))?;
        let mut list = read.lists()[0].clone();
        if let Some(odd) = read.warnings().first() {
            return Err(odd.clone());
        }
        let installed = self.installed.as_ref();
        let before = installed.map(|snapshot| &snapshot.manifest.list);
        if let Some(before) = before.filter(|before| before.snapshot == list.snapshot)
            && installed.is_some_and(|snapshot| snapshot.rehash().is_ok())
        {
            return Ok(Arrival::Unchanged(Box::new(before.clone())));
        }
        list.published = list.published.or_else(|| published_on(&self.id, &files));
        if let Some(before) = before
            && let Some(why) = suspicion(before, &list)
            && !self.accepts
        {
            return Err(format!(
                "{}: {why}; look at it, and say `--accept {}` if it is right",
                files.first().map_or("", |file| file.from.as_str()),
                self.id
            ));
        }
        let manifest = Manifest {
            list,
            fetched,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files,
        };
        Ok(Arrival::New {
            before: before.map(|list| list.counts.entities),
            staging,
            manifest: Box::new(manifest),
        })
    }
}

/// The day on which the publisher's server says that the main file was last changed. Of what a mirror
/// says nobody knows whether it is the day of the publication or that of the copy.
fn published_on(id: &str, files: &[StoredFile]) -> Option<String> {
    let file = files.first()?;
    let official = OfficialList::find(id)?;
    if !official
        .files
        .iter()
        .any(|of_list| of_list.url == file.from)
    {
        return None;
    }
    let when = file.last_modified.as_deref()?;
    let time = rfc2822::parse(when).ok()?.with_time_zone(TimeZone::UTC);
    Some(time.date().to_string())
}

/// What is wrong with a list, told of the place that it came from.
fn explain(error: &Error, files: &[StoredFile]) -> String {
    let ErrorKind::List { path, problem } = error.kind() else {
        return error.to_string();
    };
    let name = path.file_name().unwrap_or_default();
    let named = files.iter().find(|file| *file.name == *name);
    match named.or(files.first()) {
        Some(file) => format!("{}: {problem}", file.from),
        None => problem.clone(),
    }
}
