//! The frame of a page that stands alone: styles and script within it, and nothing from elsewhere.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use crate::report::text::Plain;

const STYLE: &str = include_str!("page.css");

/// A page: what stands in its head and at its end.
pub(in crate::report) struct Page {
    pub(in crate::report) title: &'static str,
    /// Empty where there is none.
    pub(in crate::report) script: &'static str,
}

impl Page {
    /// Writes the head, and opens the body. Nothing may be loaded from anywhere, and no script runs
    /// but the page's own, which is known by its hash: names in a list can't bring one along.
    pub(in crate::report) fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let own_script = match self.script {
            "" => String::new(),
            script => format!("; script-src 'sha256-{}'", base64(&Sha256::digest(script))),
        };
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'{own_script}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"namewatch {}\">\n\
             <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            env!("CARGO_PKG_VERSION"),
            Escaped(self.title),
        )
    }

    /// Writes the script, and closes the page.
    pub(in crate::report) fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.script.is_empty() {
            writeln!(out, "<script>{}</script>", self.script)?;
        }
        write!(out, "</body>\n</html>\n")
    }
}

/// Writes a JSON object that the script reads; `write` gives what stands between its braces.
pub(super) fn data(
    out: &mut dyn Write,
    id: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">{{")?;
    write(out)?;
    writeln!(out, "}}</script>")
}

/// JSON that can't end the element it stands in.
pub(super) struct Json<'a>(pub(super) &'a str);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A `<` stands only in strings.
        for (at, part) in self.0.split('<').enumerate() {
            if at > 0 {
                f.write_str("\\u003c")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// Foreign text between tags or in an attribute: no markup, no control characters, and nothing that
/// turns the direction of what follows.
pub(in crate::report) struct Escaped<T>(pub(in crate::report) T);

impl<T: AsRef<str>> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut escaping = Escaping(f);
        write!(escaping, "{}", Plain(self.0.as_ref()))
    }
}

struct Escaping<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| self.write_char(c))
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        match c {
            '&' => self.0.write_str("&amp;"),
            '<' => self.0.write_str("&lt;"),
            '>' => self.0.write_str("&gt;"),
            '"' => self.0.write_str("&quot;"),
            '\'' => self.0.write_str("&#39;"),
            c => self.0.write_char(c),
        }
    }
}

/// The form in which a content security policy gives a hash.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            let sextet = bits >> (18 - 6 * letter) & 63;
            let is_there = letter <= three.len();
            text.push(if is_there {
                LETTERS[sextet as usize].into()
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_no_markup() {
        let hostile = "</script><script>alert(1)</script>\"'&\u{202e}\0";
        assert_eq!(
            Escaped(hostile).to_string(),
            "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd}"
        );
        let json = serde_json::to_string(hostile).unwrap();
        let embedded = Json(&json).to_string();
        assert!(!embedded.contains('<'), "{embedded}");
        let read: String = serde_json::from_str(&embedded).unwrap();
        assert_eq!(read, hostile);
    }

    #[test]
    fn hashes_are_written_as_a_policy_needs_them() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes), text);
        }
    }
}
