use std::path::Path;

use clap::ValueEnum;

use super::problem::Problem;

/// How the bytes of an input hold documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// The whole input is one document of plain text.
    Text,
    /// Each line is a document.
    #[value(name = "jsonl")]
    JsonLines,
}

/// Kinds of files that hold no plain text, by what they begin with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"\x1F\x8B", "gzip inside a compressed file"),
    (b"\x28\xB5\x2F\xFD", "zstd inside a compressed file"),
    (b"BZh", "bzip2"),
    (b"\xFD7zXZ", "xz"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!\x1A", "a rar archive"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "Parquet"),
];

/// Kinds of files that hold no plain text, by the end of their names. They complete the
/// signatures: what is text underneath (HTML, mail) has none, and is not to be screened as it lies.
const EXTENSIONS: &[(&str, &str)] = &[
    ("htm", "HTML"),
    ("html", "HTML"),
    ("xhtml", "HTML"),
    ("pdf", "PDF"),
    ("rtf", "RTF"),
    ("doc", "an old office document"),
    ("docx", "an office document"),
    ("odt", "an office document"),
    ("xls", "a spreadsheet"),
    ("xlsx", "a spreadsheet"),
    ("ods", "a spreadsheet"),
    ("ppt", "a presentation"),
    ("pptx", "a presentation"),
    ("eml", "mail"),
    ("mbox", "mail"),
    ("msg", "mail"),
    ("parquet", "Parquet"),
    ("warc", "a web archive"),
    ("zip", "a zip archive"),
    ("tar", "a tar archive"),
    ("tgz", "a tar archive"),
    ("bz2", "bzip2"),
    ("xz", "xz"),
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
/// signature.
pub(super) const HEAD: usize = 16;

/// Finds out how an input holds documents, from its name and the first bytes of its (decompressed)
/// content. `named`: the user gave this very path.
pub(super) fn recognise(path: &Path, head: &[u8], named: bool) -> Result<InputFormat, Problem> {
    let extension = extension(path);
    if matches!(extension.as_deref(), Some("jsonl" | "ndjson")) {
        return Ok(InputFormat::JsonLines);
    }
    let by_signature = SIGNATURES
        .iter()
        .find_map(|(signature, what)| head.starts_with(signature).then_some(*what));
    let by_extension = EXTENSIONS
        .iter()
        .find_map(|(known, what)| (extension.as_deref() == Some(known)).then_some(*what));
    if let Some(what) = by_signature.or(by_extension) {
        return Err(Problem::Unsupported { what, named });
    }
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    Ok(match first {
        Some(b'{') => InputFormat::JsonLines,
        _ => InputFormat::Text,
    })
}

/// The end of the name in lower case, before `.gz` or `.zst`.
fn extension(path: &Path) -> Option<String> {
    let lower = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match lower(path).as_deref() {
        Some("gz" | "zst") => path.file_stem().and_then(|stem| lower(Path::new(stem))),
        _ => lower(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(path: &str, head: &str) -> Option<InputFormat> {
        recognise(Path::new(path), head.as_bytes(), true).ok()
    }

    #[test]
    fn names_and_first_bytes_tell_json_lines_from_text() {
        let jsonl = Some(InputFormat::JsonLines);
        let text = Some(InputFormat::Text);
        for path in ["a.jsonl", "a.NDJSON", "a.jsonl.gz", "b/a.ndjson.zst"] {
            assert_eq!(format_of(path, "plain"), jsonl, "{path}");
        }
        assert_eq!(format_of("a.txt", " \r\n\t{\"text\""), jsonl);
        assert_eq!(format_of("-", "{"), jsonl);
        assert_eq!(format_of("a.json", "[{"), text);
        assert_eq!(format_of("a", ""), text);
        assert_eq!(format_of("a.md.gz", "# Title"), text);
    }

    #[test]
    fn what_is_no_plain_text_is_refused_by_name() {
        for (path, head, expected) in [
            ("a.txt", "%PDF-1.7", "PDF is not read"),
            ("a", "{\\rtf1", "RTF is not read"),
            ("a.HTML", "plain", "HTML is not read"),
            ("a.html.gz", "plain", "HTML is not read"),
        ] {
            let problem = recognise(Path::new(path), head.as_bytes(), true).unwrap_err();
            assert_eq!(problem.to_string(), expected);
            assert!(problem.is_failure());
        }
        let in_a_folder = recognise(Path::new("a.pdf"), b"", false).unwrap_err();
        assert!(!in_a_folder.is_failure());
    }
}
