//! Real documents with random damage.

use std::fs;
use std::path::Path;

use namewatch::Body;
use proptest::prelude::*;

use super::{Documents, Reading};

/// Reads a file to its end; gives for each document the length of its text, or its problem.
fn read(path: &Path) -> Vec<Result<usize, String>> {
    let documents = Documents::new(vec![path.to_owned()], Reading::default());
    let read = |(ticket, document): (super::Ticket, namewatch::Document)| {
        let length = match document.body {
            Body::Text(text) => text.len(),
            Body::Stream(mut stream) => {
                let mut text = String::new();
                stream.read_to_string(&mut text).unwrap_or(0)
            }
        };
        match ticket.problem() {
            Some(problem) => Err(problem.to_string()),
            None => Ok(length),
        }
    };
    documents.map(read).collect()
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/documents");
    let mut samples: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    samples.sort();
    samples
}

#[derive(Clone, Debug)]
enum Damage {
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Zero(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
    Insert(prop::sample::Index, Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Damage::Cut),
        (at(), 1u8..).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        (at(), 1usize..64).prop_map(|(at, length)| Damage::Zero(at, length)),
        (at(), 1usize..512).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (at(), prop::collection::vec(any::<u8>(), 1..16))
            .prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ]
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        match self {
            Self::Cut(at) => bytes.truncate(at.index(length)),
            Self::Flip(at, bits) => bytes[at.index(length)] ^= bits,
            Self::Zero(at, count) => {
                let at = at.index(length);
                bytes[at..(at + count).min(length)].fill(0);
            }
            Self::Repeat(at, count) => {
                let at = at.index(length);
                let piece = bytes[at..(at + count).min(length)].to_vec();
                bytes.splice(at..at, piece);
            }
            Self::Insert(at, more) => {
                let at = at.index(length);
                bytes.splice(at..at, more.iter().copied());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(128)
    ) })]

    #[test]
    fn damaged_documents_are_read_or_refused(
        which in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..4),
        renamed in prop::bool::weighted(0.1),
    ) {
        let samples = samples();
        let (name, bytes) = &samples[which.index(samples.len())];
        let name = if renamed { &samples[other.index(samples.len())].0 } else { name };
        let mut bytes = bytes.clone();
        for damage in damages {
            damage.apply(&mut bytes);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let first = read(&path);
        prop_assert!(first.iter().all(|result| !matches!(result, Err(why) if why.is_empty())));
        prop_assert_eq!(first, read(&path));
    }
}
