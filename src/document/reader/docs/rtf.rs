use std::collections::HashMap;

use encoding_rs::Encoding;

use super::paragraphs::{Gap, Paragraphs};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::places::Places;
use crate::document::problem::Problem;

/// Groups that hold no text of the document.
const APART: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "objdata",
    "themedata",
    "datastore",
    "colorschememapping",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "pgptbl",
    "mmathPr",
    "nonshppict",
    "listtext",
    "listname",
    "levelnumbers",
    "leveltext",
    "userprops",
    "protusertbl",
];

/// Groups whose text stands elsewhere: at the foot of the page, in its margin.
const NOTES: &[&str] = &[
    "footnote",
    "annotation",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
];

/// The text of a rich text file, its tables, and after it its notes, headers and footers.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Problem> {
    let mut reader = Reader::new(bytes);
    reader.read()?;
    let mut text = reader.text;
    text.append(reader.notes);
    let text = text.finish();
    Ok(Extracted {
        places: Some(Places::paragraphs(&text)),
        ..Extracted::new(None, text)
    })
}

/// What holds inside a group.
#[derive(Clone, Copy)]
struct Group {
    place: Place,
    /// How many characters stand after a Unicode character for programs that know none.
    substitutes: usize,
    encoding: &'static Encoding,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Note,
    /// The table of fonts, which tells their encodings.
    Fonts,
    Apart,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    group: Group,
    /// Whether the group has just begun, and whether it may be passed over if it is not known.
    begins: bool,
    optional: bool,
    /// The encoding of the document, and those of its fonts.
    encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    /// Characters still to be passed over after a Unicode character.
    skip: usize,
    /// Bytes of the document's encoding, and UTF-16 units, that are not yet text.
    raw: Vec<u8>,
    units: Vec<u16>,
    /// Whether the paragraph lies in a table, and whether a row of one has just ended.
    in_table: bool,
    after_row: bool,
    text: Paragraphs,
    notes: Paragraphs,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let encoding = encoding_rs::WINDOWS_1252;
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            group: Group {
                place: Place::Text,
                substitutes: 1,
                encoding,
            },
            begins: false,
            optional: false,
            encoding,
            fonts: HashMap::new(),
            font: 0,
            skip: 0,
            raw: Vec::new(),
            units: Vec::new(),
            in_table: false,
            after_row: false,
            text: Paragraphs::default(),
            notes: Paragraphs::default(),
        }
    }

    fn read(&mut self) -> Result<(), Problem> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.groups.push(self.group);
                    self.begins = true;
                    self.optional = false;
                    self.skip = 0;
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    if self.group.place == Place::Note
                        && self
                            .groups
                            .last()
                            .is_some_and(|outer| outer.place != Place::Note)
                    {
                        self.notes.gap(Gap::Paragraph);
                    }
                    match self.groups.pop() {
                        Some(outer) => self.group = outer,
                        None => return Err(unsound("a brace closes that was not opened")),
                    }
                    if self.groups.is_empty() {
                        return self.text.check();
                    }
                }
                b'\\' => self.control()?,
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
        Err(unsound("it is cut off: a brace is not closed"))
    }

    /// What follows a backslash.
    fn control(&mut self) -> Result<(), Problem> {
        let Some(&byte) = self.bytes.get(self.at) else {
            return Ok(());
        };
        if !byte.is_ascii_alphabetic() {
            self.at += 1;
            self.symbol(byte);
            return Ok(());
        }
        let rest = &self.bytes[self.at..];
        let letters = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = String::from_utf8_lossy(&rest[..letters]).into_owned();
        let rest = &rest[letters..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = std::str::from_utf8(&rest[..sign + digits]).unwrap_or_default();
        let number = if digits > 0 {
            number.parse().ok()
        } else {
            None
        };
        self.at += letters;
        if digits > 0 {
            self.at += sign + digits;
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.word(&word, number)
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2).unwrap_or_default();
                self.at += digits.len();
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                if let Ok(byte) = u8::from_str_radix(digits, 16) {
                    self.byte(byte);
                }
            }
            b'*' => {
                self.optional = true;
                return;
            }
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("-"),
            b'\r' | b'\n' => self.gap(Gap::Paragraph),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
        self.begins = false;
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Problem> {
        if self.begins {
            if APART.contains(&word) {
                self.group.place = if word == "fonttbl" {
                    Place::Fonts
                } else {
                    Place::Apart
                };
            } else if NOTES.contains(&word) && self.group.place != Place::Apart {
                self.group.place = Place::Note;
                self.notes.gap(Gap::Paragraph);
            } else if self.optional && !matches!(word, "shppict" | "shpinst" | "shptxt" | "ud") {
                self.group.place = Place::Apart;
            }
        }
        self.begins = false;
        let number_or = |default: i32| number.unwrap_or(default);
        match word {
            "u" => {
                if let Some(number) = number {
                    self.flush_raw();
                    if self.is_shown() {
                        self.units.push(number as u16);
                    }
                    self.skip = self.group.substitutes;
                }
                return Ok(());
            }
            "uc" => self.group.substitutes = number_or(1).clamp(0, 100) as usize,
            "ansicpg" => {
                self.flush();
                self.encoding = code_page(number_or(1252));
                self.group.encoding = self.encoding;
                for outer in &mut self.groups {
                    outer.encoding = self.encoding;
                }
            }
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "f" => {
                self.flush();
                self.font = number_or(0);
                if self.group.place != Place::Fonts {
                    let of_font = self.fonts.get(&self.font).copied();
                    self.group.encoding = of_font.unwrap_or(self.encoding);
                }
            }
            "fcharset" if self.group.place == Place::Fonts => {
                if let Some(encoding) = charset(number_or(0)) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "plain" => {
                self.flush();
                self.group.encoding = self.encoding;
            }
            "bin" => self.at += number_or(0).max(0) as usize,
            "par" | "sect" | "page" => self.gap(Gap::Paragraph),
            "line" => self.gap(Gap::Line),
            "row" | "nestrow" => {
                self.gap(Gap::Line);
                self.after_row = true;
            }
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => self.gap(Gap::Cell),
            "tab" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            _ => {}
        }
        self.text.check()
    }

    fn is_shown(&self) -> bool {
        matches!(self.group.place, Place::Text | Place::Note)
    }

    /// A character in the encoding of the font.
    fn byte(&mut self, byte: u8) {
        self.begins = false;
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.is_shown() {
            self.flush_units();
            self.raw.push(byte);
        }
    }

    fn push(&mut self, text: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush();
        self.out(text);
    }

    fn gap(&mut self, gap: Gap) {
        self.flush();
        match self.group.place {
            Place::Text => self.text.gap(gap),
            Place::Note => self.notes.gap(gap),
            Place::Fonts | Place::Apart => {}
        }
    }

    fn out(&mut self, text: &str) {
        if std::mem::take(&mut self.after_row) && !self.in_table {
            self.gap(Gap::Paragraph);
        }
        match self.group.place {
            Place::Text => self.text.push(text),
            Place::Note => self.notes.push(text),
            Place::Fonts | Place::Apart => {}
        }
    }

    fn flush(&mut self) {
        self.flush_raw();
        self.flush_units();
    }

    fn flush_raw(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            let text = self.group.encoding.decode_without_bom_handling(&raw).0;
            self.out(&text);
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.out(&text);
        }
    }
}

fn unsound(why: &str) -> Problem {
    Problem::Unsound {
        what: InputFormat::Rtf.noun(),
        why: why.to_owned(),
    }
}

fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        866 => "ibm866".to_owned(),
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gb18030".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        10000 => "macintosh".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The encoding of a font's set of characters; `None` for those that leave it to the document.
fn charset(number: i32) -> Option<&'static Encoding> {
    Some(code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use namewatch::Body;
    use proptest::prelude::*;

    use super::*;

    fn text(rtf: &str) -> Result<String, String> {
        match read(rtf.as_bytes()) {
            Ok(Extracted {
                body: Body::Text(text),
                ..
            }) => Ok(text),
            Ok(_) => panic!("a text is held"),
            Err(problem) => Err(problem.to_string()),
        }
    }

    #[test]
    fn text_tables_and_notes_are_read_in_their_encodings() {
        let rtf = r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset238 Arial;}}
{\*\generator Somebody;}{\info{\title Not text}}\f0 \'c3\'eb\'e5\'e1 {\f1 Krstov\'e8evi\'e6}\par
Lju\u382?bi\u353\'9aa{\footnote a {\b note}} and\~on\line next\par
\trowd\pard\intbl One\cell Two\cell\row Three\cell\row\pard After \{it\}}";
        assert_eq!(
            text(rtf).unwrap(),
            "Глеб Krstovčević\n\nLjužbiša and\u{a0}on\nnext\n\nOne | Two\nThree\n\nAfter {it}\n\na note"
        );
    }

    #[test]
    fn what_is_cut_off_is_told() {
        assert!(
            text(r"{\rtf1 Gleb {\b Varn")
                .unwrap_err()
                .contains("cut off")
        );
        assert!(text(r"{\rtf1 \u55357?\u56832?}").unwrap().contains('😀'));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(words in proptest::collection::vec(
            prop_oneof!["[\\\\{}' a-z0-9*-]{0,9}", "\\\\[a-z]{1,8}-?[0-9]{0,12}", Just("{".to_owned())], 0..40)) {
            let _ = text(&format!("{{\\rtf1{}", words.concat()));
        }
    }
}
