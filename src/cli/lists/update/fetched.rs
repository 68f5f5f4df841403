//! From the publishers or a mirror of theirs, over HTTP; several lists at a time.

mod bars;

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use namewatch::{OfficialFile, OfficialList};

use super::Update;
use super::arrival::{Admission, Arrival};
use crate::cli::failure::Failure;
use crate::fetch::{Answer, Client, Limits, Progress, Request, Validators};
use crate::store::{Snapshot, Store, StoredFile};
use bars::Bars;

/// How many lists are fetched at a time.
const AT_A_TIME: usize = 4;

/// A list to fetch, and all that takes.
struct Job {
    admission: Admission,
    list: &'static OfficialList,
    mirror: Option<String>,
    partial: PathBuf,
    store: Store,
    limits: Limits,
    now: Timestamp,
}

/// What a job came to.
type Done = (&'static OfficialList, Result<Arrival, String>);

/// Fetches lists, and installs each once it is whole.
pub(super) fn update(
    update: &mut Update<'_>,
    mirror: Option<&str>,
    lists: &[&'static OfficialList],
) -> Result<(), Failure> {
    let insecure = mirror.is_some_and(|mirror| mirror.starts_with("http://"));
    if insecure {
        update
            .messages
            .warning(&"the mirror is asked without TLS: nobody vouches for what it says");
    }
    let bars = Bars::new(!update.messages.may_draw());
    let jobs: Vec<Job> = lists
        .iter()
        .rev()
        .map(|list| Job {
            admission: update.admission(&list.id),
            list,
            mirror: mirror.map(|mirror| mirror.trim_end_matches('/').to_owned()),
            partial: update.store.root().join("partial").join(&list.id),
            store: update.store.clone(),
            limits: Limits {
                deadline: update.deadline,
                most_bytes: update.args.size_limit << 20,
            },
            now: update.now,
        })
        .collect();
    let jobs = Arc::new(Mutex::new(jobs));
    let (sender, receiver) = channel();
    for _ in 0..AT_A_TIME.min(lists.len()) {
        let (jobs, sender, bars) = (jobs.clone(), sender.clone(), bars.clone());
        let client = Client::new(insecure);
        // Not waited for: a signal ends the process also while a server keeps a thread waiting.
        thread::spawn(move || work(&jobs, &client, &bars, &sender));
    }
    drop(sender);
    for _ in lists {
        let (list, arrival) = loop {
            update.interruption.check()?;
            match receiver.recv_timeout(Duration::from_millis(100)) {
                Ok(done) => break done,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(died()),
            }
        };
        update.install(&list.id, arrival, Some(update.now))?;
    }
    Ok(())
}

/// A thread panicked, and took its list with it.
fn died() -> Failure {
    Failure::Input {
        problem: "a list was not fetched to the end".to_owned(),
        hint: Some("this is a bug; `lists update ID` fetches one list at a time"),
    }
}

fn work(jobs: &Mutex<Vec<Job>>, client: &Client, bars: &Bars, sender: &Sender<Done>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(job) = job else {
            return;
        };
        let arrival = job.run(client, bars);
        if sender.send((job.list, arrival)).is_err() {
            return;
        }
    }
}

impl Job {
    /// Fetches the files, and reads them.
    fn run(&self, client: &Client, bars: &Bars) -> Result<Arrival, String> {
        // What is damaged here is not asked after, but fetched anew.
        let installed = self.admission.installed.as_ref();
        let installed = installed.filter(|snapshot| snapshot.rehash().is_ok());
        let mut answers = Vec::new();
        for file in &self.list.files {
            let url = self.url(file);
            let request = Request {
                known: known(installed, &url),
                partial: self.partial.join(&file.name),
                url,
            };
            let bar = bars.add(&file.name);
            let answer = client.fetch(&request, self.limits, &bar as &dyn Progress);
            let answer = answer.map_err(|problem| format!("{}: {problem}", request.url))?;
            answers.push((file, request, answer));
        }
        if let Some(installed) = installed
            && answers
                .iter()
                .all(|(_, _, answer)| matches!(answer, Answer::Unchanged))
        {
            return Ok(Arrival::Unchanged(Box::new(
                installed.manifest.list.clone(),
            )));
        }
        let staging = self.store.stage(&self.list.id).map_err(text)?;
        let mut files = Vec::new();
        for (file, request, answer) in answers {
            let place = staging.files_path().join(&file.name);
            let validators = match answer {
                Answer::Whole(validators) => {
                    fs::rename(&request.partial, &place).map_err(text)?;
                    validators
                }
                Answer::Unchanged => {
                    if let Some(installed) = installed {
                        fs::copy(installed.file_path(&file.name), &place).map_err(text)?;
                    }
                    request.known
                }
            };
            files.push(StoredFile {
                etag: validators.etag,
                last_modified: validators.last_modified,
                ..staging.describe(&file.name, &request.url).map_err(text)?
            });
        }
        self.admission.admit(staging, files, self.now)
    }

    fn url(&self, file: &OfficialFile) -> String {
        match &self.mirror {
            Some(mirror) => format!("{mirror}/{}", file.name),
            None => file.url.clone(),
        }
    }
}

/// What is known of the installed copy of a file, if it came from the same place.
fn known(installed: Option<&Snapshot>, url: &str) -> Validators {
    let files = installed.map_or(&[][..], |snapshot| &snapshot.manifest.files);
    files
        .iter()
        .find(|file| file.from == url)
        .map_or_else(Validators::default, |file| Validators {
            etag: file.etag.clone(),
            last_modified: file.last_modified.clone(),
        })
}

fn text(problem: impl ToString) -> String {
    problem.to_string()
}
