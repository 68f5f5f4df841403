//! References to characters that are left of the markup of a page.

/// The reference to a character of HTML that a text begins with, which is left of its markup: how
/// long it is, and what it stands for.
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
    if text.as_bytes().first() != Some(&b'&') {
        return None;
    }
    let mut known = REFERENCES.iter();
    let (reference, meant) = known.find(|(reference, _)| text.starts_with(reference))?;
    Some((reference.len(), meant))
}
