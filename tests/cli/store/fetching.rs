use std::time::{Duration, Instant};

use super::server::{Reply, Request, Server};
use super::{SURNAMES, un, word};
use crate::scratch::{Ran, Scratch, objects};

const TIME: &str = "Sun, 01 Nov 2026 06:00:00 GMT";

impl Scratch {
    fn fetch(&self, server: &Server, options: &[&str]) -> Ran {
        let update = [
            "lists",
            "update",
            "--from",
            &server.url,
            "--format",
            "jsonl",
        ];
        self.run(&[&update, options].concat())
    }

    /// Has the list of 2 November installed.
    fn with_un() -> Self {
        let scratch = Self::new();
        scratch.write("in/consolidated.xml", un("2026-11-02", &SURNAMES));
        assert_eq!(scratch.install("in").status, 0);
        scratch
    }
}

fn statuses(ran: &Ran) -> Vec<(String, String)> {
    let of = |line: &_| {
        (
            word(line, "list").to_owned(),
            word(line, "status").to_owned(),
        )
    };
    objects(&ran.out).iter().map(of).collect()
}

#[test]
fn a_set_is_fetched_whole_and_asked_after_with_what_is_known() {
    let file = |name: &str| {
        Some(match name {
            "cons_prim.csv" => {
                "36,\"ALPHA AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A"
            }
            "cons_alt.csv" => "36,12,\"aka\",\"ALPHA-AIR\",-0- \r\n\x1A",
            "cons_add.csv" => "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n\x1A",
            "cons_comments.csv" => "36,\"more\"\r\n",
            _ => return None,
        })
    };
    let server = Server::new(move |request| {
        let validators = [("ETag", "\"v1\""), ("Last-Modified", TIME)];
        match file(&request.path) {
            None => Reply::new("404 Not Found", &[], ""),
            Some(_) if request.header("if-none-match") == Some("\"v1\"") => {
                Reply::new("304 Not Modified", &validators, "")
            }
            Some(text) => Reply::new("200 OK", &validators, text),
        }
    });
    let scratch = Scratch::new();
    let ran = scratch.fetch(&server, &["us-ofac-cons"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let list = &scratch.current()[0].clone();
    assert!(
        list["published"].is_null(),
        "a mirror knows when it copied, not when the list was published: {list}"
    );
    assert_eq!(list["counts"]["aliases"], 1);
    let again = scratch.fetch(&server, &["us-ofac-cons"]);
    assert_eq!(
        statuses(&again),
        [("us-ofac-cons".into(), "unchanged".into())]
    );
    let asked = server.requests();
    assert_eq!(asked.len(), 8);
    assert!(
        asked[4..]
            .iter()
            .all(|request| request.header("if-modified-since") == Some(TIME))
    );
    assert!(asked.iter().all(|request| {
        request
            .header("user-agent")
            .unwrap()
            .starts_with("namewatch/")
    }));

    // What is damaged here is not asked after, but fetched anew.
    let hash = word(list, "snapshot");
    let damaged = format!("data/snapshots/us-ofac-cons/{hash}/files/cons_alt.csv");
    scratch.write(&damaged, "damage");
    assert_eq!(scratch.fetch(&server, &["us-ofac-cons"]).status, 0);
    assert!(scratch.read(&damaged).contains("ALPHA-AIR"));

    // One list fails, the other is installed all the same.
    let both = scratch.fetch(&server, &["us-ofac-cons", "un-sc"]);
    assert_eq!(both.status, 3);
    assert_eq!(
        statuses(&both),
        [
            ("un-sc".into(), "failed".into()),
            ("us-ofac-cons".into(), "unchanged".into())
        ]
    );
    assert!(
        both.err.contains("404") && both.err.contains("none is installed"),
        "{}",
        both.err
    );
}

#[test]
fn whatever_a_server_does_the_installed_list_stays() {
    type Answer = Box<dyn Fn(&Request) -> Reply + Send + Sync>;
    let new = || un("2026-11-03", &SURNAMES);
    let cases: Vec<(&str, Answer)> = vec![
        ("403", Box::new(|_| Reply::new("403 Forbidden", &[], "no"))),
        ("500", Box::new(|_| Reply::new("500 Oops", &[], "no"))),
        (
            "429",
            Box::new(|_| Reply::new("429 Wait", &[("Retry-After", "9999")], "no")),
        ),
        (
            "HTML",
            Box::new(|_| Reply::ok("<!DOCTYPE html><html>Sorry</html>")),
        ),
        (
            "older",
            Box::new(|_| Reply::ok(un("2026-11-01", &SURNAMES))),
        ),
        (
            "fewer",
            Box::new(|_| Reply::ok(un("2026-11-03", &SURNAMES[..2]))),
        ),
        ("no entity", Box::new(|_| Reply::ok(un("2026-11-03", &[])))),
        ("empty", Box::new(|_| Reply::ok(""))),
        (
            "time limit",
            Box::new(move |_| Reply::ok(new()).cut(200, false)),
        ),
        (
            "time limit",
            Box::new(move |_| Reply::ok(new()).cut(200, true)),
        ),
        (
            "time limit",
            Box::new(move |_| Reply::ok(new()).cut(0, true)),
        ),
        // A length that is too short: what came is no whole XML.
        (
            "consolidated.xml",
            Box::new(move |_| Reply::with_length("200 OK", &[], new().into(), 400)),
        ),
        (
            "time limit",
            Box::new(move |_| Reply::with_length("200 OK", &[], new().into(), 99_999)),
        ),
        (
            "--size-limit",
            Box::new(move |_| Reply::with_length("200 OK", &[], new().into(), 5 << 20)),
        ),
        // No length at all, and no end in sight.
        (
            "--size-limit",
            Box::new(move |_| Reply::without_length(new().repeat(10_000))),
        ),
        (
            "redirect",
            Box::new(|_| Reply::new("302 Found", &[("Location", "consolidated.xml")], "")),
        ),
        (
            "time limit",
            Box::new(|_| Reply::with_length("no HTTP at all", &[], Vec::new(), 0)),
        ),
    ];
    let scratch = Scratch::with_un();
    let before = scratch.current();
    for (number, (expected, answer)) in cases.into_iter().enumerate() {
        let server = Server::new(answer);
        let started = Instant::now();
        let ran = scratch.fetch(
            &server,
            &["un-sc", "--time-limit", "2", "--size-limit", "4"],
        );
        assert_eq!(ran.status, 3, "{number} {expected}: {}", ran.out);
        assert!(
            ran.err.contains(expected),
            "{number} {expected}: {}",
            ran.err
        );
        assert!(
            ran.err.contains("stays"),
            "{number} {expected}: {}",
            ran.err
        );
        assert_eq!(scratch.current(), before, "{number} {expected}");
        assert!(
            started.elapsed() < Duration::from_secs(8),
            "{number} {expected}"
        );
    }
}

#[test]
fn a_server_that_recovers_is_asked_again() {
    let list = un("2026-11-03", &SURNAMES);
    let server = Server::new(move |request| match request.before {
        0 => Reply::new("500 Oops", &[], ""),
        1 => Reply::new("503 Busy", &[("Retry-After", "1")], ""),
        _ => Reply::ok(list.clone()),
    });
    let scratch = Scratch::with_un();
    let started = Instant::now();
    let ran = scratch.fetch(&server, &["un-sc"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        started.elapsed() >= Duration::from_millis(1500),
        "it waits as it is told"
    );
    assert_eq!(word(&scratch.current()[0], "published"), "2026-11-03");
}

#[test]
fn a_broken_download_goes_on_where_it_ended() {
    let list = un("2026-11-03", &SURNAMES);
    let expected = list.clone();
    let server = Server::new(move |request| {
        let version = [("ETag", "\"v2\"")];
        let Some(range) = request.header("range") else {
            return Reply::new("200 OK", &version, list.clone()).cut(300, request.before == 0);
        };
        assert_eq!(request.header("if-range"), Some("\"v2\""));
        let start: usize = range
            .trim_start_matches("bytes=")
            .trim_end_matches('-')
            .parse()
            .unwrap();
        let place = format!("bytes {start}-{}/{}", list.len() - 1, list.len());
        let headers = [version[0], ("Content-Range", place.as_str())];
        let part = Reply::new("206 Partial Content", &headers, list[start..].to_owned());
        if request.before < 3 {
            part.cut(100, false)
        } else {
            part
        }
    });
    let scratch = Scratch::with_un();
    // The first process gives up; what it has is there for the second.
    let first = scratch.fetch(&server, &["un-sc", "--time-limit", "1"]);
    assert_eq!(first.status, 3, "{}", first.out);
    assert!(scratch.path("data/partial/un-sc/consolidated.xml").exists());
    let second = scratch.fetch(&server, &["un-sc"]);
    assert_eq!(second.status, 0, "{}", second.err);
    let whole = server
        .requests()
        .iter()
        .filter(|request| request.header("range").is_none())
        .count();
    assert_eq!(whole, 1, "only the first request was for the whole file");
    let hash = word(&scratch.current()[0], "snapshot").to_owned();
    let stored = std::fs::read_to_string(scratch.snapshot(&hash).join("files/consolidated.xml"));
    assert_eq!(stored.unwrap(), expected);
    assert!(!scratch.path("data/partial/un-sc/consolidated.xml").exists());
}

#[test]
fn a_part_that_begins_elsewhere_is_not_taken() {
    let list = un("2026-11-03", &SURNAMES);
    let server = Server::new(move |request| {
        let version = ("ETag", "\"v1\"");
        match request.before {
            0 => Reply::new("200 OK", &[version], list.clone()).cut(300, false),
            1 => {
                let headers = [version, ("Content-Range", "bytes 0-99/999")];
                Reply::new("206 Partial Content", &headers, list[..100].to_owned())
            }
            _ => Reply::new("200 OK", &[version], list.clone()),
        }
    });
    let scratch = Scratch::with_un();
    let ran = scratch.fetch(&server, &["un-sc"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(server.requests().len(), 3);
    assert_eq!(word(&scratch.current()[0], "published"), "2026-11-03");
}

#[test]
fn another_version_is_never_joined_to_a_broken_download() {
    let server = Server::new(|request| {
        let (old, new) = (un("2026-11-03", &SURNAMES), un("2026-11-04", &SURNAMES));
        match request.before {
            0 => Reply::new("200 OK", &[("ETag", "\"v1\"")], old).cut(300, false),
            // The version asked for is gone: the whole of the new one comes.
            _ => Reply::new("200 OK", &[("ETag", "\"v2\"")], new),
        }
    });
    let scratch = Scratch::with_un();
    let ran = scratch.fetch(&server, &["un-sc"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(word(&scratch.current()[0], "published"), "2026-11-04");
}

#[test]
fn a_signal_ends_a_fetch_that_hangs() {
    let server = Server::new(|_| Reply::ok(un("2026-11-03", &SURNAMES)).cut(10, true));
    let scratch = Scratch::with_un();
    let before = scratch.current();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_namewatch"))
        .args(["lists", "update", "un-sc", "--from", &server.url])
        .env("NAMEWATCH_DATA", scratch.path("data"))
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while server.requests().is_empty() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let id = child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(scratch.current(), before);
}

#[test]
fn two_updates_at_once_come_one_after_the_other() {
    let server = Server::new(|_| {
        std::thread::sleep(Duration::from_millis(300));
        Reply::ok(un("2026-11-03", &SURNAMES))
    });
    let scratch = Scratch::with_un();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| scratch.fetch(&server, &["un-sc"])))
            .collect();
        for run in runs {
            let ran = run.join().unwrap();
            assert_eq!(ran.status, 0, "{}", ran.err);
        }
    });
    let kept = scratch.run(&["lists", "--history", "--format", "jsonl"]);
    assert_eq!(objects(&kept.out).len(), 2, "{}", kept.out);
}

#[test]
fn a_server_is_trusted_by_its_certificate_alone() {
    let (server, authority) = Server::with_tls(|_| Reply::ok(un("2026-11-03", &SURNAMES)));
    let scratch = Scratch::with_un();
    scratch.write("authority.pem", authority);
    let fetch = |authority: &str| {
        let update = [
            "lists",
            "update",
            "un-sc",
            "--from",
            &server.url,
            "--time-limit",
            "5",
        ];
        let mut command = scratch.command(&update);
        command.env("SSL_CERT_FILE", scratch.path(authority));
        Scratch::ran(&mut command)
    };
    scratch.write("none.pem", "");
    let refused = fetch("none.pem");
    assert_eq!(refused.status, 3, "{}", refused.out);
    assert!(refused.err.contains("SSL_CERT_FILE"), "{}", refused.err);
    assert!(server.requests().is_empty());
    let trusted = fetch("authority.pem");
    assert_eq!(trusted.status, 0, "{}", trusted.err);
    assert_eq!(word(&scratch.current()[0], "published"), "2026-11-03");
}

#[test]
fn the_proxy_of_the_environment_is_asked() {
    let proxy = Server::new(|_| Reply::new("403 Forbidden", &[], ""));
    let scratch = Scratch::with_un();
    let address = proxy.url.trim_end_matches("/lists");
    let update = [
        "lists",
        "update",
        "un-sc",
        "--from",
        "https://lists.invalid",
        "--time-limit",
        "2",
    ];
    let mut command = scratch.command(&update);
    let ran = Scratch::ran(command.env("HTTPS_PROXY", address));
    assert_eq!(ran.status, 3, "{}", ran.out);
    assert!(
        proxy
            .requests()
            .iter()
            .any(|request| request.path == "lists.invalid:443")
    );
}
