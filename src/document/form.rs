use std::path::Path;

use clap::ValueEnum;

use super::charset::without_mark;
use super::problem::Problem;

/// How the bytes of an input hold documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// The whole input is one document of plain text.
    Text,
    /// Each line is a document.
    #[value(name = "jsonl")]
    JsonLines,
    /// Each row is a document.
    Csv,
    /// Each row is a document.
    Tsv,
    /// A page of the web.
    Html,
    /// A PDF file.
    Pdf,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// A mail.
    Eml,
    /// A mailbox: each message is a document.
    Mbox,
    /// A web archive: each record is a document.
    Warc,
    /// Each row is a document.
    Parquet,
    /// A zip archive.
    #[value(skip)]
    Zip,
    /// A tar archive.
    #[value(skip)]
    Tar,
}

impl InputFormat {
    /// What the command line and the manifest call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Eml => "eml",
            Self::Mbox => "mbox",
            Self::Warc => "warc",
            Self::Parquet => "parquet",
            Self::Zip => "zip",
            Self::Tar => "tar",
        }
    }

    /// What messages call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::JsonLines => "JSON lines",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "RTF",
            Self::Eml => "mail",
            Self::Mbox => "mailbox",
            Self::Warc => "web archive",
            Self::Parquet => "Parquet",
            Self::Zip => "zip archive",
            Self::Tar => "tar archive",
        }
    }
}

/// What is read, by what it begins with. A zip archive may turn out to be an office document.
const SIGNATURES: &[(&[u8], InputFormat)] = &[
    (b"{\\rtf", InputFormat::Rtf),
    (b"PK\x03\x04", InputFormat::Zip),
    (b"PK\x05\x06", InputFormat::Zip),
    (b"WARC/1.", InputFormat::Warc),
    (b"PAR1", InputFormat::Parquet),
];

/// What is not read, by what it begins with.
const NOT_READ: &[(&[u8], &str)] = &[
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!\x1A", "a rar archive"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "a database"),
];

/// The beginning of the container in which old office documents lie, and encrypted new ones.
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0";

/// What the end of a name promises that is read. What is text underneath has no signature and is
/// taken at its word; from the others a signature is expected.
const READ_NAMES: &[(&str, InputFormat)] = &[
    ("csv", InputFormat::Csv),
    ("tsv", InputFormat::Tsv),
    ("tab", InputFormat::Tsv),
    ("htm", InputFormat::Html),
    ("html", InputFormat::Html),
    ("xhtml", InputFormat::Html),
    ("eml", InputFormat::Eml),
    ("mbox", InputFormat::Mbox),
    ("pdf", InputFormat::Pdf),
    ("rtf", InputFormat::Rtf),
    ("docx", InputFormat::Docx),
    ("docm", InputFormat::Docx),
    ("odt", InputFormat::Odt),
    ("parquet", InputFormat::Parquet),
    ("warc", InputFormat::Warc),
    ("zip", InputFormat::Zip),
    ("tar", InputFormat::Tar),
];

/// What the end of a name promises that is not read.
const NAMES_NOT_READ: &[(&str, &str)] = &[
    ("doc", "an old office document"),
    ("xls", "a spreadsheet"),
    ("xlsx", "a spreadsheet"),
    ("ods", "a spreadsheet"),
    ("ppt", "a presentation"),
    ("pptx", "a presentation"),
    ("odp", "a presentation"),
    ("msg", "an Outlook message"),
    ("pst", "an Outlook mailbox"),
    ("p7s", "a signature"),
    ("7z", "a 7z archive"),
    ("rar", "a rar archive"),
    ("bmp", "a picture"),
    ("gif", "a picture"),
    ("jpeg", "a picture"),
    ("jpg", "a picture"),
    ("png", "a picture"),
    ("svg", "a picture"),
    ("tif", "a picture"),
    ("tiff", "a picture"),
    ("webp", "a picture"),
    ("ico", "a picture"),
    ("mp3", "sound"),
    ("mp4", "a film"),
    ("exe", "a program"),
    ("sqlite", "a database"),
    ("db", "a database"),
];

/// How many bytes of an input [`recognise`] wants to see, where there are so many: enough for every
/// signature, and to know a mail by its headers.
pub(super) const HEAD: usize = 4096;

/// Finds out how an input holds documents, from its name and the first bytes of its content, which
/// is decompressed and, where it is UTF-16, turned into UTF-8. `named`: the user gave this very path.
pub(super) fn recognise(name: &str, head: &[u8], named: bool) -> Result<InputFormat, Problem> {
    let head = without_mark(head);
    let extension = extension(name);
    let extension = extension.as_deref();
    if matches!(extension, Some("jsonl" | "ndjson")) {
        return Ok(InputFormat::JsonLines);
    }
    if let Some(format) = by_content(head) {
        return Ok(format);
    }
    if head.starts_with(COMPOUND_FILE) {
        return Err(if matches!(extension, Some("docx" | "docm" | "odt")) {
            let what = "an office document";
            Problem::Encrypted { what }
        } else {
            let what = "an old office document";
            Problem::Unsupported { what, named }
        });
    }
    if let Some(what) = look_up(NOT_READ, |signature| head.starts_with(signature)) {
        return Err(Problem::Unsupported { what, named });
    }
    match look_up(READ_NAMES, |&known| extension == Some(known)) {
        Some(format @ (InputFormat::Csv | InputFormat::Tsv | InputFormat::Eml)) => Ok(format),
        Some(InputFormat::Html) if head.contains(&b'<') => Ok(InputFormat::Html),
        Some(format) => Err(Problem::Misnamed {
            what: format.noun(),
        }),
        None => match look_up(NAMES_NOT_READ, |&known| extension == Some(known)) {
            Some(what) => Err(Problem::Unsupported { what, named }),
            None if head.trim_ascii_start().starts_with(b"{") => Ok(InputFormat::JsonLines),
            None if is_json_array(head) => Err(Problem::Array),
            None => Ok(InputFormat::Text),
        },
    }
}

fn look_up<K, V: Copy>(table: &[(K, V)], fits: impl Fn(&K) -> bool) -> Option<V> {
    let found = table.iter().find(|(key, _)| fits(key));
    found.map(|(_, value)| *value)
}

/// Whether objects in brackets begin, not one a line.
fn is_json_array(head: &[u8]) -> bool {
    let inner = head.trim_ascii_start().strip_prefix(b"[");
    let inner = inner.and_then(|inner| inner.trim_ascii_start().strip_prefix(b"{"));
    inner.is_some_and(|inner| inner.trim_ascii_start().starts_with(b"\""))
}

/// What can be told without a name.
fn by_content(head: &[u8]) -> Option<InputFormat> {
    if let Some(format) = look_up(SIGNATURES, |signature| head.starts_with(signature)) {
        return Some(format);
    }
    // Some bytes may stand before a PDF: a mail gateway's line, an HTTP header.
    let pdf = |head: &[u8]| head.windows(5).any(|window| window == b"%PDF-");
    if pdf(&head[..head.len().min(1024)]) {
        return Some(InputFormat::Pdf);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(InputFormat::Tar);
    }
    if is_html(head) {
        return Some(InputFormat::Html);
    }
    if head.starts_with(b"From ") && is_mail(skip_line(head), 1) {
        return Some(InputFormat::Mbox);
    }
    is_mail(head, 3).then_some(InputFormat::Eml)
}

fn skip_line(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|&byte| byte == b'\n');
    end.map_or(&[], |end| &text[end + 1..])
}

/// Whether a text begins with what HTML begins with, after declarations and comments.
fn is_html(head: &[u8]) -> bool {
    let begins = |text: &[u8], with: &[u8]| {
        text.get(..with.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(with))
    };
    let mut rest = head.trim_ascii_start();
    loop {
        let end: &[u8] = if begins(rest, b"<!--") {
            b"-->"
        } else if begins(rest, b"<?xml") {
            b"?>"
        } else {
            break;
        };
        let Some(place) = rest.windows(end.len()).position(|window| window == end) else {
            return false;
        };
        rest = rest[place + end.len()..].trim_ascii_start();
    }
    let starts: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
    starts.iter().any(|start| begins(rest, start))
}

/// Whether a text begins with headers of a mail: at least so many of those that every mail has, and
/// one that only programs write.
fn is_mail(head: &[u8], least: usize) -> bool {
    const USUAL: [&str; 5] = ["from", "to", "subject", "date", "cc"];
    const WRITTEN_BY_PROGRAMS: [&str; 7] = [
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "dkim-signature",
    ];
    let (mut usual, mut by_programs) = (0, 0);
    for line in head.split(|&byte| byte == b'\n') {
        match line {
            [] | b"\r" => break,
            // A header goes on.
            [b' ' | b'\t', ..] => continue,
            _ => {}
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            break;
        };
        let name = String::from_utf8_lossy(&line[..colon]).to_lowercase();
        if !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        usual += usize::from(USUAL.contains(&name.as_str()));
        by_programs += usize::from(WRITTEN_BY_PROGRAMS.contains(&name.as_str()));
    }
    usual + by_programs >= least && (by_programs > 0 || least == 1 && usual > 0)
}

/// Whether what is not read is of a kind in which articles lie, and no picture or program.
pub(super) fn may_hold_articles(what: &str) -> bool {
    const KINDS: [&str; 7] = [
        "a 7z archive",
        "a rar archive",
        "a spreadsheet",
        "a presentation",
        "an old office document",
        "an Outlook message",
        "an Outlook mailbox",
    ];
    KINDS.contains(&what)
}

/// The end of a name in lower case.
fn extension(name: &str) -> Option<String> {
    let extension = Path::new(name).extension()?;
    Some(extension.to_string_lossy().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(name: &str, head: &str) -> Option<InputFormat> {
        recognise(name, head.as_bytes(), true).ok()
    }

    #[test]
    fn names_and_first_bytes_tell_json_lines_from_text() {
        let jsonl = Some(InputFormat::JsonLines);
        let text = Some(InputFormat::Text);
        for name in ["a.jsonl", "a.NDJSON", "b/a.ndjson"] {
            assert_eq!(format_of(name, "plain"), jsonl, "{name}");
        }
        assert_eq!(format_of("a.txt", " \r\n\t{\"text\""), jsonl);
        assert_eq!(format_of("-", "{"), jsonl);
        assert_eq!(format_of("a.json", "[{"), text);
        assert_eq!(format_of("a", ""), text);
        assert_eq!(format_of("a.md", "# Title"), text);
    }

    #[test]
    fn content_decides_and_the_name_helps() {
        let mail = "Received: from a\r\n by b\r\nFrom: a@b\r\nSubject: x\r\n\r\n{";
        for (name, head, expected) in [
            ("a.txt", "%PDF-1.7", InputFormat::Pdf),
            ("a.html", "\r\n%PDF-1.7", InputFormat::Pdf),
            ("a", "{\\rtf1", InputFormat::Rtf),
            ("a.txt", "<!-- x --> <!DOCTYPE html>", InputFormat::Html),
            (
                "a.pdf",
                "<?xml version=\"1.0\"?>\n<html>",
                InputFormat::Html,
            ),
            ("a.htm", "\u{feff}<p>", InputFormat::Html),
            ("a.txt", mail, InputFormat::Eml),
            ("a.eml", "Dear all", InputFormat::Eml),
            ("a", &format!("From a@b Mon\n{mail}"), InputFormat::Mbox),
            ("a.csv", "id;text", InputFormat::Csv),
            (
                "a.txt",
                "From: the desk\nTo: you\n\nSubject: war",
                InputFormat::Text,
            ),
            ("a.txt", "From the desk\nof: x", InputFormat::Text),
            ("a.xml", "<?xml version=\"1.0\"?><news>", InputFormat::Text),
        ] {
            assert_eq!(format_of(name, head), Some(expected), "{name} {head}");
        }
    }

    #[test]
    fn what_is_not_read_is_refused_by_name() {
        let refused = |name: &str, head: &[u8]| recognise(name, head, true).unwrap_err();
        for (name, head, expected) in [
            ("a.pdf", &b"plain"[..], "named as PDF, but holds none"),
            (
                "a.json",
                b" [\n {\"text\"",
                "a JSON array, which is not read",
            ),
            ("a.docx", b"", "named as Word document, but holds none"),
            ("a.html", b"no tag", "named as HTML, but holds none"),
            (
                "a.docx",
                COMPOUND_FILE,
                "an office document that is encrypted",
            ),
            ("a.doc", COMPOUND_FILE, "an old office document is not read"),
            ("a.txt", b"\x89PNG", "a picture is not read"),
        ] {
            let problem = refused(name, head);
            assert_eq!(problem.to_string(), expected);
            assert!(problem.is_failure());
        }
        for (name, is_missed) in [("a.png", false), ("a.7z", true), ("a.xls", true)] {
            let in_a_folder = recognise(name, b"", false).unwrap_err();
            assert!(!in_a_folder.is_failure());
            assert_eq!(in_a_folder.may_hold_articles(), is_missed, "{name}");
            let named = recognise(name, b"", true).unwrap_err();
            assert!(!named.may_hold_articles() && named.is_failure());
        }
    }
}
