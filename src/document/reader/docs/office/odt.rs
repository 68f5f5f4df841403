use zip::ZipArchive;

use super::Package;
use super::docx::title_in;
use super::xml::{self, Piece, attribute};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::places::Places;
use crate::document::problem::Problem;
use crate::document::reader::docs::paragraphs::{Gap, Paragraphs};
use crate::document::source::Origin;
use crate::document::spool::Spool;

/// The most blanks that one element may stand for.
const MOST_BLANKS: usize = 100;

/// The text of an OpenDocument text with its tables, and after it its notes, comments, headers and
/// footers.
pub(in crate::document::reader::docs) fn read(
    origin: &Origin,
    archive: ZipArchive<Spool>,
) -> Result<Extracted, Problem> {
    let what = InputFormat::Odt.noun();
    let mut package = Package {
        origin,
        archive,
        what,
    };
    let manifest = package.needed("META-INF/manifest.xml")?;
    let key = b"encryption-data";
    if manifest.windows(key.len()).any(|window| window == key) {
        return Err(Problem::Encrypted {
            what: "an office document",
        });
    }
    let mut text = Paragraphs::default();
    let mut notes = Paragraphs::default();
    read_part(&package.needed("content.xml")?, what, &mut text, &mut notes)?;
    text.append(notes);
    if let Some(styles) = package.part("styles.xml")? {
        let mut notes = Paragraphs::default();
        read_part(&styles, what, &mut text, &mut notes)?;
        text.append(notes);
    }
    let title = match package.part("meta.xml")? {
        Some(part) => title_in(&part, what)?,
        None => None,
    };
    let text = text.finish();
    Ok(Extracted {
        places: Some(Places::paragraphs(&text)),
        ..Extracted::new(title, text)
    })
}

fn read_part(
    part: &[u8],
    what: &'static str,
    text: &mut Paragraphs,
    notes: &mut Paragraphs,
) -> Result<(), Problem> {
    // How deep inside paragraphs, notes, rows and what is no text of the document.
    let (mut paragraphs, mut in_notes, mut rows, mut left_out) = (0, 0, 0, 0);
    xml::read(part, what, |piece| {
        let out = if in_notes > 0 {
            &mut *notes
        } else {
            &mut *text
        };
        match piece {
            Piece::Begin("tracked-changes" | "note-citation", _) => left_out += 1,
            Piece::End("tracked-changes" | "note-citation") => left_out -= 1,
            _ if left_out > 0 => {}
            Piece::Begin("note-body" | "annotation" | "header" | "footer", _) => {
                notes.gap(Gap::Paragraph);
                in_notes += 1;
            }
            Piece::End("note-body" | "annotation" | "header" | "footer") => {
                notes.gap(Gap::Paragraph);
                in_notes -= 1;
            }
            Piece::Begin("p" | "h", _) => paragraphs += 1,
            Piece::End("p" | "h") => {
                paragraphs -= 1;
                let in_cell = rows > 0 && in_notes == 0;
                out.gap(if in_cell { Gap::Cell } else { Gap::Paragraph });
            }
            Piece::Text(piece) if paragraphs > 0 => out.push_loose(piece),
            Piece::Begin("s", element) => {
                let blanks = attribute(element, "c").and_then(|count| count.parse().ok());
                out.push(&" ".repeat(blanks.unwrap_or(1).min(MOST_BLANKS)));
            }
            Piece::Begin("tab", _) if paragraphs > 0 => out.push("\t"),
            Piece::Begin("line-break", _) => out.gap(Gap::Line),
            Piece::Begin("table-row", _) => rows += 1,
            Piece::End("table-row") => {
                rows -= 1;
                out.gap(Gap::Line);
            }
            Piece::Begin("table-cell", _) => out.gap(Gap::Cell),
            Piece::Begin("table" | "text-box", _) | Piece::End("table" | "text-box") => {
                out.gap(Gap::Paragraph);
            }
            _ => {}
        }
        text.check()
    })
}
