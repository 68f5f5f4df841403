//! What stands between two words.

use super::class::{Class, class};
use super::reference;

/// What stands between a token and the one before it, strongest mark first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing (two characters of a script without blanks).
    None,
    /// A hyphen or dash without blanks.
    Hyphen,
    /// A hyphen and a line end: the word may go on.
    HyphenLine,
    /// Blanks.
    Space,
    /// One line end.
    Line,
    /// An apostrophe or quotation mark.
    Quote,
    /// A full stop, which may end an abbreviation or the sentence.
    Period,
    /// A comma.
    Comma,
    /// Blanks behind an ending that is no part of the token before (`Syria's Bank`).
    Ending,
    /// A dash between blanks, which parts clauses or stands inside a name (`Front - General Command`).
    Dash,
    /// Anything else inside a sentence: brackets, slashes, symbols.
    Mark,
    /// The end of a sentence or clause: `! ? ; :` and their like.
    Stop,
    /// A blank line, or the start of the text.
    Paragraph,
}

impl Gap {
    /// Whether what stands before and after it may be written as one word.
    pub(crate) fn is_tight(self) -> bool {
        matches!(
            self,
            Self::None | Self::Hyphen | Self::HyphenLine | Self::Quote
        )
    }
}

/// Dashes; the dots that part the words of names are none.
const DASHES: [char; 5] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}'];

/// What the characters between two tokens amount to.
pub(super) fn gap_between(gap: &str) -> Gap {
    match gap {
        "" => return Gap::None,
        // File names and addresses have no blanks.
        " " | "_" => return Gap::Space,
        "-" => return Gap::Hyphen,
        ", " => return Gap::Comma,
        ". " => return Gap::Period,
        _ => {}
    }
    let read = reference::read(gap);
    let gap = read.as_deref().unwrap_or(gap);
    let mut lines = 0;
    let mut hyphen = false;
    let mut blank = false;
    let mut strongest = Gap::None;
    for c in gap.chars() {
        let mark = match c {
            '\n' => {
                lines += 1;
                continue;
            }
            '\u{2028}' => {
                lines += 1;
                continue;
            }
            '\u{2029}' => Gap::Paragraph,
            // The middle dots part the words of names.
            '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{B7}' | '\u{2027}'
            | '\u{2022}' | '\u{30FB}' | '\u{FF0E}' | '\u{FF65}' => {
                // Behind a line's end it begins an item of a list.
                if lines > 0 {
                    strongest = strongest.max(Gap::Stop);
                }
                hyphen = true;
                continue;
            }
            _ if c.is_whitespace() || c == '\0' => {
                blank = true;
                continue;
            }
            '.' => Gap::Period,
            ',' | '\u{060C}' | '\u{3001}' | '\u{FF0C}' => Gap::Comma,
            '!' | '?' | ';' | ':' | '\u{061B}' | '\u{061F}' | '\u{3002}' | '\u{06D4}'
            | '\u{0964}' | '\u{FF01}' | '\u{FF1F}' | '\u{FF1B}' | '\u{FF1A}' => Gap::Stop,
            '\''
            | '"'
            | '`'
            | '\u{2018}'..='\u{201F}'
            | '\u{00AB}'
            | '\u{00BB}'
            | '\u{02BB}'
            | '\u{02BC}'
            | '\u{02BE}'
            | '\u{02BF}'
            | '\u{300C}'..='\u{300F}' => Gap::Quote,
            _ if class(c) == Class::Invisible || class(c) == Class::Apostrophe => continue,
            _ => Gap::Mark,
        };
        strongest = strongest.max(mark);
    }
    if lines >= 2 {
        return Gap::Paragraph;
    }
    let spacing = match (lines, hyphen, blank) {
        (1, true, _) => Gap::HyphenLine,
        (1, false, _) => Gap::Line,
        (0, true, false) => Gap::Hyphen,
        (0, true, true) if gap.contains(DASHES) => Gap::Dash,
        (0, true, true) => Gap::Mark,
        (0, false, true) => Gap::Space,
        _ => Gap::None,
    };
    strongest.max(spacing)
}
