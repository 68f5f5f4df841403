use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::LARGEST_STREAM;

/// How wide a letter is where the font does not say, in thousandths of its size.
const USUAL_WIDTH: f32 = 500.0;

/// The most widths that are taken from a font.
const MOST_WIDTHS: usize = 1 << 16;

/// What the codes of a font stand for, and how wide their letters are.
pub(super) struct Font {
    codes: Codes,
    /// The table that says what letters the codes stand for, if the font has one.
    mapped: Option<lopdf::Encoding<'static>>,
    /// What single bytes stand for that are not in the table.
    single: Vec<Option<String>>,
    widths: HashMap<u16, f32>,
    width: f32,
}

enum Codes {
    /// One byte each.
    Single,
    /// Two bytes each.
    Double,
    /// UTF-16.
    Units,
    /// As in an encoding in which some are of one byte and some of two.
    Mixed(&'static Encoding),
}

/// A letter of a string that is shown.
pub(super) struct Letter {
    /// What it stands for; `None` where that is not known.
    pub(super) text: Option<String>,
    /// In thousandths of the font's size.
    pub(super) width: f32,
    /// Whether blanks may be made wider here.
    pub(super) is_blank: bool,
}

impl Font {
    pub(super) fn new(font: &Dictionary, file: &Document) -> Result<Self, lopdf::Error> {
        if font
            .get_deref(b"Subtype", file)
            .and_then(Object::as_name)
            .ok()
            == Some(b"Type0")
        {
            Self::composite(font, file)
        } else {
            Self::simple(font, file)
        }
    }

    fn simple(font: &Dictionary, file: &Document) -> Result<Self, lopdf::Error> {
        let base = font.get_font_encoding_with_limit(file, LARGEST_STREAM)?;
        let first = number(font, b"FirstChar", file).unwrap_or(0.0) as i64;
        let mut widths = HashMap::new();
        if let Ok(listed) = font.get_deref(b"Widths", file).and_then(Object::as_array) {
            for (code, width) in (first..=255).zip(listed) {
                if let Some(width) = float(width, file) {
                    widths.insert(code as u16, width);
                }
            }
        }
        let descriptor = font
            .get_deref(b"FontDescriptor", file)
            .and_then(Object::as_dict);
        let missing = descriptor
            .ok()
            .and_then(|font| number(font, b"MissingWidth", file));
        Ok(Self {
            codes: Codes::Single,
            mapped: to_unicode(font, file)?,
            single: (0..=255).map(|code| spelt(&base, &[code])).collect(),
            widths,
            width: missing.filter(|width| *width > 0.0).unwrap_or(USUAL_WIDTH),
        })
    }

    fn composite(font: &Dictionary, file: &Document) -> Result<Self, lopdf::Error> {
        let name = font
            .get_deref(b"Encoding", file)
            .and_then(Object::as_name)
            .unwrap_or_default();
        let mapped = to_unicode(font, file)?;
        let codes = match known_encoding(name) {
            _ if mapped.is_some() => Codes::Double,
            Some(encoding) if encoding == UTF_16BE => Codes::Units,
            Some(encoding) => Codes::Mixed(encoding),
            None => Codes::Double,
        };
        let mut widths = HashMap::new();
        let mut width = 1000.0;
        let below = font
            .get_deref(b"DescendantFonts", file)
            .and_then(Object::as_array);
        let below = below
            .ok()
            .and_then(|fonts| dictionary(fonts.first()?, file));
        if let Some(below) = below {
            width = number(below, b"DW", file).unwrap_or(width);
            if let Ok(listed) = below.get_deref(b"W", file).and_then(Object::as_array) {
                read_widths(listed, file, &mut widths);
            }
        }
        Ok(Self {
            codes,
            mapped,
            single: Vec::new(),
            widths,
            width,
        })
    }

    /// The letters of a string.
    pub(super) fn letters(&self, string: &[u8]) -> Vec<Letter> {
        let letter = |code: u16, bytes: &[u8]| {
            let mapped = self.mapped.as_ref().and_then(|mapped| spelt(mapped, bytes));
            let single = || self.single.get(usize::from(code)).cloned().flatten();
            Letter {
                text: mapped.or_else(single),
                width: self.widths.get(&code).copied().unwrap_or(self.width),
                is_blank: code == 32 && matches!(self.codes, Codes::Single),
            }
        };
        let pairs = || string.chunks_exact(2);
        let code = |pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]]);
        match self.codes {
            Codes::Single => string
                .iter()
                .map(|&code| letter(u16::from(code), &[code]))
                .collect(),
            Codes::Double => pairs().map(|pair| letter(code(pair), pair)).collect(),
            Codes::Units => char::decode_utf16(pairs().map(code))
                .map(|unit| Letter {
                    text: unit.ok().map(String::from),
                    width: self.width,
                    is_blank: false,
                })
                .collect(),
            Codes::Mixed(encoding) => {
                let text = encoding.decode_without_bom_handling(string).0;
                let letters = text.chars().map(|letter| Letter {
                    width: if letter.is_ascii() {
                        self.width / 2.0
                    } else {
                        self.width
                    },
                    text: Some(letter.to_string()),
                    is_blank: false,
                });
                letters.collect()
            }
        }
    }
}

/// The table that says what letters the codes stand for; one that can't be read is as good as none.
fn to_unicode(
    font: &Dictionary,
    file: &Document,
) -> Result<Option<lopdf::Encoding<'static>>, lopdf::Error> {
    let Ok(table) = font.get(b"ToUnicode") else {
        return Ok(None);
    };
    // Asked for an encoding, the library prefers others that a font has too.
    let mut alone = Dictionary::new();
    alone.set("Type", Object::Name(b"Font".to_vec()));
    alone.set("ToUnicode", table.clone());
    Ok(
        match alone.get_font_encoding_with_limit(file, LARGEST_STREAM)? {
            lopdf::Encoding::UnicodeMapEncoding(table) => {
                Some(lopdf::Encoding::UnicodeMapEncoding(table))
            }
            _ => None,
        },
    )
}

/// What one code stands for.
fn spelt(encoding: &lopdf::Encoding<'_>, code: &[u8]) -> Option<String> {
    let text = encoding.bytes_to_string(code).ok()?;
    let is_letter = |c: char| c != char::REPLACEMENT_CHARACTER && c != '\0';
    (!text.is_empty() && text.chars().all(is_letter)).then_some(text)
}

/// Encodings that a font may name rather than spell out.
fn known_encoding(name: &[u8]) -> Option<&'static Encoding> {
    let name = std::str::from_utf8(name).ok()?;
    let has = |part: &str| name.contains(part);
    Some(
        if name.starts_with("Uni") && (has("UCS2") || has("UTF16")) {
            UTF_16BE
        } else if has("RKSJ") {
            encoding_rs::SHIFT_JIS
        } else if name.starts_with("GB") {
            encoding_rs::GB18030
        } else if has("B5") {
            encoding_rs::BIG5
        } else if name.starts_with("KSC") {
            encoding_rs::EUC_KR
        } else {
            return None;
        },
    )
}

/// Widths as a font of many letters lists them: `first [w w w]`, or `first last w`.
fn read_widths(listed: &[Object], file: &Document, widths: &mut HashMap<u16, f32>) {
    let mut rest = listed;
    while let [first, second, ..] = rest {
        let Some(first) = float(first, file) else {
            return;
        };
        let first = first.max(0.0) as usize;
        if let Some(list) = resolved(second, file).and_then(|second| second.as_array().ok()) {
            for (code, width) in (first..MOST_WIDTHS).zip(list) {
                widths.extend(float(width, file).map(|width| (code as u16, width)));
            }
            rest = &rest[2..];
        } else {
            let (Some(last), Some(width)) = (
                float(second, file),
                rest.get(2).and_then(|width| float(width, file)),
            ) else {
                return;
            };
            let last = (last.max(0.0) as usize).min(MOST_WIDTHS - 1);
            widths.extend((first..=last).map(|code| (code as u16, width)));
            rest = &rest[3..];
        }
    }
}

fn resolved<'a>(object: &'a Object, file: &'a Document) -> Option<&'a Object> {
    file.dereference(object).ok().map(|(_, object)| object)
}

pub(super) fn dictionary<'a>(object: &'a Object, file: &'a Document) -> Option<&'a Dictionary> {
    match resolved(object, file)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn float(object: &Object, file: &Document) -> Option<f32> {
    resolved(object, file)?.as_float().ok()
}

fn number(dictionary: &Dictionary, key: &[u8], file: &Document) -> Option<f32> {
    float(dictionary.get(key).ok()?, file)
}
