use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use jiff::Timestamp;

use super::{Act, DecisionProblem, Entry};
use crate::document::sha256;

/// What the first line has for the hash of the one before.
const NONE_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A log of decisions, every line of which has been checked.
#[derive(Clone, Debug)]
pub(crate) struct DecisionLog {
    lines: Vec<Line>,
}

/// A line with its hash: SHA-256 of the line without that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) entry: Entry,
    pub(crate) hash: String,
}

impl DecisionLog {
    /// Reads a log and checks every line.
    ///
    /// # Errors
    ///
    /// If the file can't be read, or a line is not what was written: the first one is told.
    pub(crate) fn read(path: &Path) -> Result<Self, DecisionProblem> {
        let unreadable = DecisionProblem::unreadable(path);
        let mut file = File::open(path).map_err(&unreadable)?;
        // Whoever adds a line has finished it.
        file.lock_shared().map_err(&unreadable)?;
        Self::parse(path, &mut file)
    }

    fn parse(path: &Path, file: &mut File) -> Result<Self, DecisionProblem> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(DecisionProblem::unreadable(path))?;
        let mut lines: Vec<Line> = Vec::new();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let next =
                next_line(line, lines.last()).map_err(|problem| DecisionProblem::Broken {
                    path: path.to_owned(),
                    line: lines.len() as u64 + 1,
                    problem,
                })?;
            lines.push(next);
        }
        Ok(Self { lines })
    }

    /// The log as it was when its last line had this hash.
    ///
    /// # Errors
    ///
    /// If no line has it.
    pub(crate) fn up_to(mut self, path: &Path, head: &str) -> Result<Self, DecisionProblem> {
        let is_head = |line: &Line| line.hash == head;
        let Some(at) = self.lines.iter().position(is_head) else {
            return Err(DecisionProblem::Cut {
                path: path.to_owned(),
                head: head.to_owned(),
            });
        };
        self.lines.truncate(at + 1);
        Ok(self)
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The hash of the last line: whoever remembers it can tell that nothing was cut off.
    pub(crate) fn head(&self) -> &str {
        head(&self.lines)
    }

    /// Adds a line to a log, which need not be there yet, and brings it to the disk.
    ///
    /// # Errors
    ///
    /// If the log is broken, can't be written, or what is to be revoked is no decision or
    /// is revoked already.
    pub(crate) fn append(
        path: &Path,
        time: Timestamp,
        who: String,
        why: String,
        act: Act,
    ) -> Result<Line, DecisionProblem> {
        let unwritable = DecisionProblem::unwritable(path);
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(path)
            .map_err(&unwritable)?;
        // Held until the file is closed.
        file.lock().map_err(&unwritable)?;
        let log = Self::parse(path, &mut file)?;
        if let Act::Revoke { revokes } = act {
            log.check_revocable(revokes)
                .map_err(|problem| DecisionProblem::Pointless {
                    path: path.to_owned(),
                    problem,
                })?;
        }
        let entry = Entry {
            number: log.lines.len() as u64 + 1,
            time,
            who,
            why,
            act,
            previous: log.head().to_owned(),
        };
        let length = file.metadata().map_err(&unwritable)?.len();
        let body = body(&entry).map_err(|error| unwritable(error.into()))?;
        let hash = sha256(body.as_bytes());
        let written = file
            .write_all(with_hash(&body, &hash).as_bytes())
            .and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a line would make the log a broken one.
            let _ = file.set_len(length);
            return Err(unwritable(error));
        }
        Ok(Line { entry, hash })
    }

    fn check_revocable(&self, number: u64) -> Result<(), String> {
        let of_number = |line: &&Line| line.entry.number == number;
        match self
            .lines
            .iter()
            .find(of_number)
            .map(|line| &line.entry.act)
        {
            None => return Err(format!("there is no decision {number}")),
            Some(Act::Revoke { .. }) => return Err(format!("line {number} is no decision")),
            Some(Act::Decide(_)) => {}
        }
        let is_revoked = |line: &Line| line.entry.act == Act::Revoke { revokes: number };
        if self.lines.iter().any(is_revoked) {
            return Err(format!("decision {number} is revoked already"));
        }
        Ok(())
    }
}

fn head(lines: &[Line]) -> &str {
    lines.last().map_or(NONE_BEFORE, |line| &line.hash)
}

/// The line without its hash.
fn body(entry: &Entry) -> serde_json::Result<String> {
    serde_json::to_string(entry)
}

fn with_hash(body: &str, hash: &str) -> String {
    let open = body.strip_suffix('}').unwrap_or(body);
    format!("{open},\"hash\":\"{hash}\"}}\n")
}

/// Checks the next line of a log.
fn next_line(line: &[u8], before: Option<&Line>) -> Result<Line, &'static str> {
    let line = line.strip_suffix(b"\n").ok_or("the line is cut short")?;
    let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8")?;
    let (open, hash) = line
        .strip_suffix("\"}")
        .and_then(|line| line.rsplit_once(",\"hash\":\""))
        .ok_or("the line does not end with its hash")?;
    let whole = format!("{open}}}");
    if sha256(whole.as_bytes()) != hash {
        return Err("the line is not what was written: its hash differs");
    }
    let entry: Entry =
        serde_json::from_str(&whole).map_err(|_| "the line is no decision of this version")?;
    // Whatever else stood there would be passed over.
    if body(&entry).ok().as_ref() != Some(&whole) {
        return Err("the line says more than this version knows");
    }
    let (number, previous) = before.map_or((1, NONE_BEFORE), |before| {
        (before.entry.number + 1, before.hash.as_str())
    });
    if entry.previous != previous || entry.number != number {
        return Err("the line does not follow the one before: lines were removed, added or moved");
    }
    let hash = hash.to_owned();
    Ok(Line { entry, hash })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::super::{Decision, Verdict};
    use super::*;

    fn decide(matched: &str) -> Act {
        Act::Decide(Decision {
            entity_id: "un-sc:QDi.001".to_owned(),
            entity_sha256: "ab".repeat(32),
            matched: matched.to_owned(),
            document: None,
            verdict: Verdict::FalsePositive,
            until: Some("2027-01-31".parse().unwrap()),
        })
    }

    fn append(path: &Path, act: Act) -> Result<Line, DecisionProblem> {
        let time = "2026-11-25T10:00:00Z".parse().unwrap();
        DecisionLog::append(
            path,
            time,
            "A. Lee".to_owned(),
            "a \"baker\"\n".to_owned(),
            act,
        )
    }

    /// A log of some lines, and its path.
    fn written(count: usize) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        for number in 0..count {
            append(&path, decide(&format!("name {number}"))).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn lines_come_back_and_their_hashes_can_be_checked_by_hand() {
        let (_folder, path) = written(3);
        let revoked = append(&path, Act::Revoke { revokes: 2 }).unwrap();
        let log = DecisionLog::read(&path).unwrap();
        assert_eq!((log.lines().len(), log.head()), (4, revoked.hash.as_str()));
        assert_eq!(log.lines()[1].entry.act, decide("name 1"));
        let text = fs::read_to_string(&path).unwrap();
        let last = text.lines().last().unwrap();
        let without = last.replace(&format!(",\"hash\":\"{}\"", revoked.hash), "");
        assert_eq!(sha256(without.as_bytes()), revoked.hash);
        assert!(last.starts_with(
            r#"{"number":4,"time":"2026-11-25T10:00:00Z","who":"A. Lee","why":"a \"baker\"\n","act":"revoke","revokes":2,"previous":""#
        ));
    }

    #[test]
    fn a_decision_is_revoked_once() {
        let (_folder, path) = written(1);
        let told = |revokes| {
            append(&path, Act::Revoke { revokes })
                .unwrap_err()
                .to_string()
        };
        assert!(told(7).ends_with("there is no decision 7"));
        append(&path, Act::Revoke { revokes: 1 }).unwrap();
        assert!(told(1).ends_with("decision 1 is revoked already"));
        assert!(told(2).ends_with("line 2 is no decision"));
        assert_eq!(DecisionLog::read(&path).unwrap().lines().len(), 2);
    }

    #[test]
    fn the_first_line_that_does_not_fit_is_told() {
        let (_folder, path) = written(4);
        let whole = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let broken = |text: String| {
            fs::write(&path, text).unwrap();
            match DecisionLog::read(&path) {
                Err(DecisionProblem::Broken { line, .. }) => line,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(broken(whole.replacen("name 1", "name 9", 1)), 2);
        assert_eq!(broken([lines[0], lines[2], lines[3]].concat()), 2);
        assert_eq!(broken([lines[1], lines[2]].concat()), 1);
        assert_eq!(broken([lines[0], lines[0]].concat()), 2);
        assert_eq!(broken([lines[0], lines[2], lines[1]].concat()), 2);
        assert_eq!(broken(format!("{whole}\n")), 5);
        assert_eq!(broken(whole[..whole.len() - 1].to_owned()), 4);
        // A line that its writer hashed again breaks the next, and one that says more is not taken.
        let entry = DecisionLog::read({
            fs::write(&path, &whole).unwrap();
            &path
        });
        let mut entry = entry.unwrap().lines()[1].entry.clone();
        entry.who = "somebody else".to_owned();
        let forged = body(&entry).unwrap();
        let forged = with_hash(&forged, &sha256(forged.as_bytes()));
        assert_eq!(broken([lines[0], &forged, lines[2], lines[3]].concat()), 3);
        let more = body(&entry).unwrap().replacen('{', "{\"scope\":1,", 1);
        let more = with_hash(&more, &sha256(more.as_bytes()));
        assert_eq!(broken([lines[0], &more].concat()), 2);
    }

    #[test]
    fn a_tail_that_was_cut_off_is_missed_by_who_remembers_the_head() {
        let (_folder, path) = written(3);
        let log = DecisionLog::read(&path).unwrap();
        let head = log.head().to_owned();
        append(&path, decide("one more")).unwrap();
        let up_to = |head: &str| DecisionLog::read(&path).unwrap().up_to(&path, head);
        assert_eq!(up_to(&head).unwrap().lines(), log.lines());
        let text = fs::read_to_string(&path).unwrap();
        let cut: String = text.split_inclusive('\n').take(2).collect();
        fs::write(&path, cut).unwrap();
        assert!(matches!(up_to(&head), Err(DecisionProblem::Cut { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_byte_can_be_changed_unseen(at in any::<prop::sample::Index>(), flip in 1u8..=255) {
            let (_folder, path) = written(3);
            let mut bytes = fs::read(&path).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            let line = bytes[..at].split(|&byte| byte == b'\n').count() as u64;
            fs::write(&path, bytes).unwrap();
            match DecisionLog::read(&path) {
                Err(DecisionProblem::Broken { line: told, .. }) => prop_assert_eq!(told, line),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
