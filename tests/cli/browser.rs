//! Reports in a real browser. Where there is no Chromium or no Node, that is said and the test is
//! skipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::scratch::Scratch;

/// A program on the path.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Runs a script of `tests/browser` on a file.
#[expect(
    clippy::print_stderr,
    reason = "a skipped test must not look like a passed one"
)]
fn drive(script: &str, file: &Path) {
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let (Some(chromium), Some(node)) = (chromium, program(&["node"])) else {
        eprintln!("skipped: chromium and node are needed to look at reports in a browser");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser")
        .join(script);
    let ran = Command::new(node)
        .args([script.as_path(), &chromium, file])
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{err}");
}

#[test]
fn the_screening_report_works_in_a_browser() {
    let scratch = Scratch::new();
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("lists/example-article.txt");
    let text = std::fs::read_to_string(article).unwrap();
    scratch.write(
        "a.txt",
        format!("{text}\nVladimir Putin was not at home.\n"),
    );
    let ran = scratch.run(&["screen", "a.txt", "--format", "html", "-o", "report.html"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    drive("report.mjs", &scratch.path("report.html"));
}
