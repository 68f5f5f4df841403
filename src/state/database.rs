use std::cell::Cell;
use std::path::{Path, PathBuf, absolute};
use std::time::{Duration, Instant};

use namewatch::DocumentResult;
use rusqlite::{
    CachedStatement, Connection, Error, ErrorCode, OpenFlags, OptionalExtension, Params,
};

use super::problem::Fault;
use super::remembered::{decode, encode};
use super::{Configuration, Content, Delivery, FORMAT, HitKey, StateProblem};
use crate::store::hash_file;

/// What tells a state from the SQLite files of other programs: `nwst`.
const APPLICATION: i64 = 0x6e77_7374;

/// A run that has just ended, or has just been killed, may need a moment to let go.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long results may wait to be brought to the disk.
const WAITING: Duration = Duration::from_millis(100);

const SCHEMA: &str = "
    CREATE TABLE configuration (
        number INTEGER PRIMARY KEY,
        described TEXT NOT NULL UNIQUE
    );
    CREATE TABLE run (
        -- Never given twice: what a run that is forgotten left is not the next one's.
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        configuration INTEGER NOT NULL,
        -- Whether its output holds the hits that are marked as reported by it.
        delivered INTEGER NOT NULL,
        -- Once the output is whole: its place and SHA-256.
        output TEXT,
        sha256 TEXT
    );
    CREATE TABLE result (
        content BLOB NOT NULL PRIMARY KEY,
        configuration INTEGER NOT NULL,
        run INTEGER NOT NULL,
        found BLOB NOT NULL
    );
    CREATE TABLE reported (
        hit BLOB NOT NULL PRIMARY KEY,
        run INTEGER NOT NULL
    ) WITHOUT ROWID;
";

/// The state, open for one run.
///
/// Only what earlier runs left is found in it: two documents of one content in one run are both
/// screened, whichever thread is quicker.
pub(crate) struct State {
    path: PathBuf,
    connection: Connection,
    configuration: i64,
    run: i64,
    committed: Cell<Instant>,
}

/// The place of a result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known(i64);

impl State {
    /// Opens a state, or begins a new one where there is no file.
    ///
    /// `is_live`: whether what is reported reaches its reader at once. Else it counts as reported only
    /// when it is [delivered](Self::delivered).
    ///
    /// # Errors
    ///
    /// If another run has it, if it is no state, damaged, of another format, or can't be written.
    pub(crate) fn open(
        path: &Path,
        configuration: &Configuration,
        is_live: bool,
    ) -> Result<Self, StateProblem> {
        let told = |fault| StateProblem {
            path: path.to_owned(),
            fault,
        };
        // Absolute, since SQLite takes some other words for something else than a path.
        let place = absolute(path).map_err(|error| told(Fault::Closed(error.to_string())))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(&place, flags).map_err(|error| told(fault(&error)))?;
        let mut state = Self {
            path: path.to_owned(),
            connection,
            configuration: 0,
            run: 0,
            committed: Cell::new(Instant::now()),
        };
        state.begin(configuration, is_live)?;
        Ok(state)
    }

    fn begin(&mut self, configuration: &Configuration, is_live: bool) -> Result<(), StateProblem> {
        self.checked(self.connection.busy_timeout(PATIENCE))?;
        self.execute_all("BEGIN EXCLUSIVE")?;
        self.check_format()?;
        // From here on the lock is held until the end, and every commit reaches the disk.
        self.execute_all(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384;",
        )?;
        self.forget_undelivered()?;
        self.execute(
            "INSERT OR IGNORE INTO configuration (described) VALUES (?1)",
            [&configuration.0],
        )?;
        self.configuration = self.number(
            "SELECT number FROM configuration WHERE described = ?1",
            [&configuration.0],
        )?;
        self.execute(
            "INSERT INTO run (configuration, delivered) VALUES (?1, ?2)",
            (self.configuration, is_live),
        )?;
        self.run = self.connection.last_insert_rowid();
        self.commit()?;
        self.execute_all("PRAGMA synchronous = FULL")
    }

    /// Makes a new file a state; refuses one that is none, and one of another format.
    fn check_format(&self) -> Result<(), StateProblem> {
        let number = |pragma: &str| self.number(&format!("PRAGMA {pragma}"), ());
        let tables = self.number("SELECT count(*) FROM sqlite_schema", ())?;
        match (number("application_id")?, number("user_version")?) {
            (0, 0) if tables == 0 => {
                self.execute_all(SCHEMA)?;
                self.execute_all(&format!(
                    "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};"
                ))
            }
            (APPLICATION, FORMAT) => Ok(()),
            (APPLICATION, version) => Err(self.problem(Fault::Version(version))),
            _ => Err(self.problem(Fault::Foreign)),
        }
    }

    /// Takes back what the last run marked as reported, if it ended before its output was in its place.
    fn forget_undelivered(&self) -> Result<(), StateProblem> {
        type Row = (i64, Option<String>, Option<String>);
        let last: Option<Row> = self.checked(
            self.connection
                .query_row(
                    "SELECT number, output, sha256 FROM run WHERE delivered = 0
                     ORDER BY number DESC LIMIT 1",
                    (),
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional(),
        )?;
        let Some((run, output, sha256)) = last else {
            return Ok(());
        };
        // It may have been killed between putting it there and saying so.
        let there = output.and_then(|path| hash_file(Path::new(&path)).ok());
        let is_there = there.is_some() && there == sha256;
        if is_there {
            self.execute("UPDATE run SET delivered = 1 WHERE number = ?1", [run])
        } else {
            self.execute("DELETE FROM reported WHERE run = ?1", [run])?;
            self.execute("DELETE FROM run WHERE number = ?1", [run])
        }
    }

    /// Finds the result that an earlier run had of a document, under the same configuration.
    pub(crate) fn find(&self, content: &Content) -> Result<Option<Known>, StateProblem> {
        let found = self
            .prepared(
                "SELECT rowid FROM result WHERE content = ?1 AND configuration = ?2 AND run < ?3",
            )?
            .query_row((&content.0[..], self.configuration, self.run), |row| {
                row.get(0)
            });
        Ok(self.checked(found.optional())?.map(Known))
    }

    /// Reads a result.
    pub(crate) fn recall(
        &self,
        known: Known,
        content: &Content,
    ) -> Result<DocumentResult, StateProblem> {
        let found: Result<Vec<u8>, _> = self
            .prepared("SELECT found FROM result WHERE rowid = ?1")?
            .query_row([known.0], |row| row.get(0));
        decode(content, &self.checked(found)?)
            .map_err(|problem| self.problem(Fault::Damaged(problem)))
    }

    /// Keeps the result of a document.
    pub(crate) fn remember(
        &self,
        content: &Content,
        result: &DocumentResult,
    ) -> Result<(), StateProblem> {
        let found = encode(content, result)
            .map_err(|error| self.problem(Fault::Unwritable(error.to_string())))?;
        self.write(
            "INSERT INTO result (content, configuration, run, found) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (content) DO UPDATE SET
             configuration = excluded.configuration, run = excluded.run, found = excluded.found",
            (&content.0[..], self.configuration, self.run, found),
        )
    }

    /// Whether an earlier run reported a hit.
    pub(crate) fn was_reported(&self, hit: HitKey) -> Result<bool, StateProblem> {
        let found = self
            .prepared("SELECT 1 FROM reported WHERE hit = ?1 AND run < ?2")?
            .query_row((&hit.0[..], self.run), |_| Ok(()));
        Ok(self.checked(found.optional())?.is_some())
    }

    /// Marks a hit as reported by this run, if none did before.
    pub(crate) fn report(&self, hit: HitKey) -> Result<(), StateProblem> {
        self.write(
            "INSERT OR IGNORE INTO reported (hit, run) VALUES (?1, ?2)",
            (&hit.0[..], self.run),
        )
    }

    /// Whether it is time to [commit](Self::commit).
    pub(crate) fn is_due(&self) -> bool {
        self.committed.get().elapsed() >= WAITING
    }

    /// Brings to the disk what was written so far.
    pub(crate) fn commit(&self) -> Result<(), StateProblem> {
        if !self.connection.is_autocommit() {
            self.execute_all("COMMIT")?;
        }
        self.committed.set(Instant::now());
        Ok(())
    }

    /// Notes that the output is whole and about to be put in its place, so that a run that is killed
    /// right then can be told from one whose output nobody saw.
    pub(crate) fn announce(&self, delivery: &Delivery) -> Result<(), StateProblem> {
        self.write(
            "UPDATE run SET output = ?1, sha256 = ?2 WHERE number = ?3",
            (delivery.path.to_string_lossy(), &delivery.sha256, self.run),
        )?;
        self.commit()
    }

    /// Notes that the output is in its place.
    pub(crate) fn delivered(&self) -> Result<(), StateProblem> {
        self.write("UPDATE run SET delivered = 1 WHERE number = ?1", [self.run])?;
        self.commit()
    }

    /// Executes as part of what is committed next.
    fn write(&self, sql: &str, values: impl Params) -> Result<(), StateProblem> {
        if self.connection.is_autocommit() {
            self.execute_all("BEGIN")?;
        }
        self.execute(sql, values)
    }

    fn execute(&self, sql: &str, values: impl Params) -> Result<(), StateProblem> {
        let done = self.prepared(sql)?.execute(values);
        self.checked(done).map(|_| ())
    }

    fn execute_all(&self, sql: &str) -> Result<(), StateProblem> {
        self.checked(self.connection.execute_batch(sql))
    }

    fn number(&self, sql: &str, values: impl Params) -> Result<i64, StateProblem> {
        let number = self.prepared(sql)?.query_row(values, |row| row.get(0));
        self.checked(number)
    }

    fn prepared(&self, sql: &str) -> Result<CachedStatement<'_>, StateProblem> {
        self.checked(self.connection.prepare_cached(sql))
    }

    fn checked<T>(&self, done: rusqlite::Result<T>) -> Result<T, StateProblem> {
        done.map_err(|error| self.problem(fault(&error)))
    }

    #[cold]
    fn problem(&self, fault: Fault) -> StateProblem {
        StateProblem {
            path: self.path.clone(),
            fault,
        }
    }
}

/// What an error of SQLite comes from.
fn fault(error: &Error) -> Fault {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Locked,
        Some(ErrorCode::NotADatabase) => Fault::Foreign,
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Fault::Closed(text),
        Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::ReadOnly) => {
            Fault::Unwritable(text)
        }
        _ => Fault::Damaged(text),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn open(path: &Path, is_live: bool) -> State {
        State::open(path, &Configuration("one".to_owned()), is_live).unwrap()
    }

    fn content(byte: u8) -> Content {
        Content([byte; 32])
    }

    fn result(characters: u64) -> DocumentResult {
        DocumentResult {
            characters,
            ..DocumentResult::default()
        }
    }

    #[test]
    fn results_are_found_by_content_and_configuration_in_later_runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let state = open(&path, false);
        state.remember(&content(1), &result(10)).unwrap();
        // A document of the same content in the same run is screened like the first.
        assert!(state.find(&content(1)).unwrap().is_none());
        state.commit().unwrap();
        state.remember(&content(2), &result(20)).unwrap();
        drop(state);

        let state = open(&path, false);
        let known = state.find(&content(1)).unwrap().unwrap();
        assert_eq!(state.recall(known, &content(1)).unwrap(), result(10));
        assert!(state.recall(known, &content(2)).is_err());
        // What was not committed is gone, as after a kill.
        assert!(state.find(&content(2)).unwrap().is_none());
        drop(state);

        let other = Configuration("other".to_owned());
        let state = State::open(&path, &other, true).unwrap();
        assert!(state.find(&content(1)).unwrap().is_none());
        state.remember(&content(1), &result(11)).unwrap();
        state.commit().unwrap();
        drop(state);
        assert!(open(&path, false).find(&content(1)).unwrap().is_none());
    }

    #[test]
    fn a_hit_counts_as_reported_once_its_output_is_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (path, output) = (folder.path().join("state"), folder.path().join("out"));
        let hit = |byte| HitKey([byte; 16]);
        let delivery = |text: &str| Delivery {
            path: output.clone(),
            sha256: crate::document::sha256(text.as_bytes()),
        };
        let known = |state: &State| [1, 2, 3, 4].map(|byte| state.was_reported(hit(byte)).unwrap());

        // Stopped before its output was whole; then killed before that was in its place.
        let state = open(&path, false);
        state.report(hit(1)).unwrap();
        state.commit().unwrap();
        drop(state);
        let state = open(&path, false);
        assert_eq!(known(&state), [false; 4]);
        state.report(hit(2)).unwrap();
        state.announce(&delivery("whole")).unwrap();
        drop(state);
        // Killed just after; nobody was told, but it is there.
        let state = open(&path, false);
        assert_eq!(known(&state), [false; 4]);
        state.report(hit(3)).unwrap();
        state.announce(&delivery("whole")).unwrap();
        fs::write(&output, "whole").unwrap();
        drop(state);
        let state = open(&path, false);
        assert_eq!(known(&state), [false, false, true, false]);
        state.report(hit(3)).unwrap();
        state.report(hit(4)).unwrap();
        state.delivered().unwrap();
        drop(state);
        // What was reported stays so, whatever becomes of a later run.
        let state = open(&path, true);
        assert_eq!(known(&state), [false, false, true, true]);
        state.report(hit(1)).unwrap();
        state.commit().unwrap();
        drop(state);
        assert_eq!(known(&open(&path, false)), [true, false, true, true]);
    }

    #[test]
    fn one_run_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let state = open(&path, false);
        let other = State::open(&path, &Configuration(String::new()), true);
        let problem = other.err().unwrap().to_string();
        assert!(problem.ends_with("in use by another run"), "{problem}");
        drop(state);
        open(&path, false);
    }

    #[test]
    fn files_of_others_are_refused_and_left_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let problem = || {
            let before = fs::read(&path).unwrap();
            let opened = State::open(&path, &Configuration(String::new()), true);
            assert_eq!(fs::read(&path).unwrap(), before);
            opened.err().unwrap().to_string()
        };
        fs::write(&path, "id,name\n".repeat(500)).unwrap();
        assert!(problem().ends_with("no state of namewatch"));
        fs::remove_file(&path).unwrap();
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE customer (name)").unwrap();
        drop(other);
        assert!(problem().ends_with("no state of namewatch"));
        fs::remove_file(&path).unwrap();
        drop(open(&path, false));
        let later = Connection::open(&path).unwrap();
        later.execute_batch("PRAGMA user_version = 2").unwrap();
        drop(later);
        assert!(problem().contains("written in format 2 by another version"));
        let nowhere = folder.path().join("no/such/folder");
        let opened = State::open(&nowhere, &Configuration(String::new()), true);
        let problem = opened.err().unwrap().to_string();
        assert!(problem.contains("can't be opened: "), "{problem}");
    }
}
