//! PDF: the text layer, page by page.

mod font;
mod layout;
mod page;
mod running;

use lopdf::{Document, Error, LoadOptions, Object};

use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::limits::EXTRACTED;
use crate::document::places::Places;
use crate::document::problem::Problem;
use page::{Fonts, PageText};

/// What one stream of a file may unpack to, in bytes.
const LARGEST_STREAM: usize = 64 << 20;

/// Where the mark that ends a file is looked for, in bytes from its end.
const TAIL: usize = 2048;

/// The text of all pages. Pages without text, and text in letters that can't be told, are warned of; a
/// file without any text is a problem.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Problem> {
    let settings = LoadOptions {
        max_decompressed_size: Some(LARGEST_STREAM),
        ..LoadOptions::default()
    };
    let file = Document::load_mem_with_options(bytes, settings).map_err(|error| unsound(&error))?;
    if file.is_encrypted() {
        let what = InputFormat::Pdf.noun();
        return Err(Problem::Encrypted { what });
    }
    let end = &bytes[bytes.len().saturating_sub(TAIL)..];
    if file.xref_recovery.is_some() && !end.windows(5).any(|window| window == b"%%EOF") {
        return Err(damaged("it is cut off"));
    }
    let mut fonts = Fonts::default();
    let mut pages = Vec::new();
    let mut length = 0;
    let (mut bare, mut unreadable, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for (number, page) in (1..).zip(file.page_iter()) {
        let mut text = String::new();
        match page::read(&file, page, &mut fonts) {
            Ok(PageText {
                text: found,
                unread,
            }) => {
                if unread {
                    unreadable.push(number);
                } else if found.trim().is_empty() {
                    bare.push(number);
                }
                text = found;
            }
            Err(problem) if is_too_large(&problem) => return Err(unsound(&problem)),
            Err(_) => broken.push(number),
        }
        length += text.len();
        pages.push(text);
        if length > EXTRACTED {
            let limit = EXTRACTED as u64;
            return Err(Problem::TooLarge { limit });
        }
    }
    if pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let (text, starts) = running::joined(&pages);
    if text.is_empty() {
        return Err(match (unreadable.is_empty(), broken.is_empty()) {
            (true, true) => Problem::NoText {
                why: "its pages are pictures or empty",
            },
            (false, _) => Problem::NoText {
                why: "what letters its fonts stand for is not said",
            },
            (true, false) => damaged("no page of it can be read"),
        });
    }
    let mut warnings = Vec::new();
    if file.xref_recovery.is_some() {
        let warning = "it is damaged, and was read as far as it could be mended";
        warnings.push(warning.to_owned());
    }
    let pages = [
        (bare, "without text, perhaps pictures"),
        (unreadable, "with text in fonts whose letters are not known"),
        (broken, "that can't be read"),
    ];
    let pages = pages.iter().filter(|(pages, _)| !pages.is_empty());
    warnings.extend(pages.map(|(pages, what)| listed(pages, what)));
    Ok(Extracted {
        warnings,
        places: Some(Places::pages(starts)),
        ..Extracted::new(title(&file), text)
    })
}

fn damaged(why: &str) -> Problem {
    let what = InputFormat::Pdf.noun();
    let why = why.to_owned();
    Problem::Unsound { what, why }
}

/// "pages 3, 5 and 12 more ...".
fn listed(pages: &[usize], what: &str) -> String {
    const MOST: usize = 10;
    let shown: Vec<String> = pages.iter().take(MOST).map(usize::to_string).collect();
    let more = match pages.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("pages {what}: {}{more}", shown.join(", "))
}

fn title(file: &Document) -> Option<String> {
    let info = file
        .trailer
        .get_deref(b"Info", file)
        .and_then(Object::as_dict)
        .ok()?;
    let title = info.get_deref(b"Title", file).ok()?;
    lopdf::decode_text_string(title).ok()
}

fn is_too_large(error: &Error) -> bool {
    use lopdf::DecompressError::MemoryLimitExceeded;
    matches!(error, Error::Decompress(MemoryLimitExceeded { .. }))
}

fn unsound(error: &Error) -> Problem {
    let what = InputFormat::Pdf.noun();
    if matches!(error, Error::Decryption(_) | Error::AlreadyEncrypted) {
        return Problem::Encrypted { what };
    }
    damaged(match error {
        _ if is_too_large(error) => "a part of it unpacks to more than is read of one",
        Error::Parse(_) | Error::Xref(_) | Error::MissingXrefEntry => {
            "the table that says where its parts lie is damaged or missing"
        }
        _ => "its parts can't be put together",
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A sample with its streams unpacked, so that damage gets further than the decompressor.
    fn unpacked(sample: &[u8]) -> Vec<u8> {
        let mut file = Document::load_mem(sample).unwrap();
        file.decompress();
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        bytes
    }

    proptest! {
        #[test]
        fn damaged_streams_are_survived(
            which in any::<bool>(),
            damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        ) {
            let sample: &[u8] = if which {
                include_bytes!("../../../../../tests/testdata/documents/note.pdf")
            } else {
                include_bytes!("../../../../../tests/testdata/documents/page.pdf")
            };
            let mut bytes = unpacked(sample);
            prop_assert!(read(&bytes).is_ok());
            for (place, byte) in damages {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            let _ = read(&bytes);
        }
    }
}
