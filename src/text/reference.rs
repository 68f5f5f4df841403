//! What is left of the markup of a page: references to characters, and tags.

/// The longest tag that is left out.
const LONGEST_TAG: usize = 400;

/// The reference to a character of HTML, or the tag, that a text begins with: how long it is, and what it
/// stands for between words.
pub(super) fn reference(text: &str) -> Option<(usize, &'static str)> {
    const REFERENCES: [(&str, &str); 9] = [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ];
    // Asked at every gap: one byte tells.
    match text.as_bytes().first() {
        Some(b'&') => {
            let mut known = REFERENCES.iter();
            let (reference, meant) = known.find(|(reference, _)| text.starts_with(reference))?;
            Some((reference.len(), meant))
        }
        Some(b'<') => tag(text),
        _ => None,
    }
}

/// A tag that changes how words look parts none; others part lines, cells or paragraphs.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    const TAGS: [(&str, &[&str]); 4] = [
        (
            "",
            &[
                "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "s", "small",
                "span", "strike", "strong", "sub", "sup", "tt", "u",
            ],
        ),
        ("\n", &["br"]),
        ("|", &["td", "th"]),
        (
            "\n\n",
            &[
                "blockquote",
                "div",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "li",
                "ol",
                "p",
                "table",
                "tr",
                "ul",
            ],
        ),
    ];
    let begin = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
    let length = 1 + begin
        .iter()
        .skip(1)
        .position(|byte| matches!(byte, b'>' | b'<'))?;
    if begin[length] != b'>' {
        return None;
    }
    let name = text[1..length].trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let (name, rest) = name.split_at(end.unwrap_or(name.len()));
    // `<A. Varnakov>` is none.
    let has_attributes = rest.starts_with(char::is_whitespace) && rest.contains('=');
    if !has_attributes && !matches!(rest.trim(), "" | "/") {
        return None;
    }
    let known = TAGS
        .iter()
        .find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
    known.map(|&(meant, _)| (length + 1, meant))
}

/// What stands between two words, its references and tags read; `None` where there is nothing like one.
pub(super) fn read(gap: &str) -> Option<String> {
    let mut read = String::new();
    let mut rest = gap;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        read.push_str(before);
        let (length, meant) = reference(from).unwrap_or((1, &from[..1]));
        read.push_str(meant);
        rest = &from[length..];
    }
    (rest.len() < gap.len()).then(|| read + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_references_are_read() {
        for (gap, meant) in [
            ("</b> <b>", " "),
            ("<BR />", "\n"),
            ("</td><td class=\"x\">", "||"),
            ("</p>\n<p>", "\n\n\n\n\n"),
            ("&nbsp;&amp; ", " & "),
            (" < ", " < "),
            ("<<", "<<"),
        ] {
            assert_eq!(read(gap).as_deref(), Some(meant), "{gap}");
        }
        assert_eq!(read(", "), None);
        for other in [
            "<john@example.org>",
            "<p.john@example.org>",
            "<A. Varnakov>",
            "<I Varnakov, Tavrik>",
            "<b-corp>",
            "<br",
            "<x>",
            "<b <i>",
            "< b>",
            "&x;",
        ] {
            assert_eq!(reference(other), None, "{other}");
        }
    }
}
