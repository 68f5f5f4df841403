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

/// Runs a script of `tests/browser` on a file; `title`: of a report that has alerts.
#[expect(
    clippy::print_stderr,
    reason = "a skipped test must not look like a passed one"
)]
fn drive(script: &str, file: &Path, title: &str) {
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let (Some(chromium), Some(node)) = (chromium, program(&["node"])) else {
        eprintln!("skipped: chromium and node are needed to look at reports in a browser");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/browser")
        .join(script);
    let ran = Command::new(node)
        .args([script.as_path(), &chromium, file, Path::new(title)])
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
    scratch.write("a.txt", text);
    scratch.write(
        "b.jsonl",
        "{\"id\":\"b1\",\"title\":\"A visit\",\"date\":\"2026-01-02\",\"text\":\"Vladimir Putin was not at home.\"}\n",
    );
    let args = [
        "screen",
        "a.txt",
        "b.jsonl",
        "--format",
        "html",
        "-o",
        "report.html",
    ];
    let ran = scratch.run(&args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    drive(
        "report.mjs",
        &scratch.path("report.html"),
        "Screening report",
    );
}

#[test]
fn the_report_on_names_works_in_a_browser() {
    let scratch = Scratch::new();
    scratch.write(
        "names.csv",
        "id,name,dob\n7,Vladimir Putin,1952\n8,Arkadi Rotenberg,\n9,Yevgeni Prigojin,\n10,Harriet Wainwright,\n\
         11,Genady Timtchenko,\n",
    );
    let args = [
        "lookup",
        "--queries",
        "names.csv",
        "--format",
        "html",
        "-o",
        "report.html",
    ];
    let ran = scratch.run(&args);
    assert_eq!(ran.status, 0, "{}", ran.err);
    drive(
        "report.mjs",
        &scratch.path("report.html"),
        "Report on names",
    );
}

#[test]
fn the_validation_report_works_in_a_browser() {
    let scratch = Scratch::new();
    let ran = scratch.run(&["evaluate", "--samples", "5", "-o", "report.html"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    drive("validation.mjs", &scratch.path("report.html"), "");
}
