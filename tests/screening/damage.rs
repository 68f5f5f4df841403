//! A damaged index is an error, or still gives an answer; nothing panics.

use std::fs;
use std::path::Path;

use namewatch::{Entity, ErrorKind, Query, Result, Screener};

use crate::generators::{parties, screener};

/// Everything that is asked of an index, with words that are near listed ones.
fn ask(path: &Path, text: &str) -> Result<usize> {
    let screener = Screener::builder().min_confidence(0.01).open_index(path)?;
    let mut answers = screener.screen(text)?.len();
    for name in text.split(", ") {
        answers += screener.lookup(&Query::new(name))?.len();
    }
    for entity in parties().entities().iter().take(20) {
        answers += screener.links(&entity.id).len();
    }
    Ok(answers)
}

fn assert_no_panic(path: &Path, text: &str, what: &str) -> bool {
    match ask(path, text) {
        Ok(_) => true,
        Err(error) => {
            let is_told = matches!(error.kind(), ErrorKind::Index(_));
            assert!(is_told, "{what}: {error}");
            false
        }
    }
}

#[test]
fn a_damaged_index_never_panics() {
    let folder = std::env::temp_dir().join(format!("namewatch-damage-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("index");
    screener().save_index(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    let names = parties();
    let names = names.entities().iter().step_by(3);
    let names: Vec<&str> = names.map(Entity::primary_name).collect();
    let text = names.join(", ") + ", 银行, Gleb's Bank Company";
    assert!(assert_no_panic(&path, &text, "whole"));
    let mut told = 0;
    // A run of bytes at every place that is far enough from the last, in turn all ones, turned and zero.
    let step = (whole.len() / 240).max(1);
    for (turn, at) in (0..whole.len()).step_by(step).enumerate() {
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().skip(at).take(8) {
            *byte = [0xFF, !*byte, 0][turn % 3];
        }
        let path = folder.join(format!("damaged-{turn}"));
        fs::write(&path, &damaged).unwrap();
        told += usize::from(!assert_no_panic(&path, &text, &format!("byte {at}")));
        fs::remove_file(&path).unwrap();
    }
    for part in 1..20 {
        let path = folder.join(format!("cut-{part}"));
        fs::write(&path, &whole[..whole.len() * part / 20]).unwrap();
        assert!(!assert_no_panic(&path, &text, &format!("cut {part}")));
    }
    assert!(
        told > 5,
        "{told} told: damage that nobody meets tells nothing"
    );
    fs::remove_dir_all(&folder).unwrap();
}
