use zip::ZipArchive;

use super::Package;
use super::xml::{self, Piece};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::places::Places;
use crate::document::problem::Problem;
use crate::document::reader::docs::paragraphs::{Gap, Paragraphs};
use crate::document::source::Origin;
use crate::document::spool::Spool;

/// The text of a Word document with its tables and text boxes, and after it its notes, comments,
/// headers and footers.
pub(in crate::document::reader::docs) fn read(
    origin: &Origin,
    archive: ZipArchive<Spool>,
) -> Result<Extracted, Problem> {
    let what = InputFormat::Docx.noun();
    let mut package = Package {
        origin,
        archive,
        what,
    };
    let body = package.needed("word/document.xml")?;
    let mut text = Paragraphs::default();
    read_part(&body, what, &mut text)?;
    let notes = package.names(|name| {
        let part = name
            .strip_prefix("word/")
            .and_then(|part| part.strip_suffix(".xml"));
        part.is_some_and(|part| {
            let numbered = part.trim_end_matches(|c: char| c.is_ascii_digit());
            ["footnotes", "endnotes", "comments", "header", "footer"].contains(&numbered)
        })
    });
    for name in notes {
        let part = package.needed(&name)?;
        text.gap(Gap::Paragraph);
        read_part(&part, what, &mut text)?;
    }
    let title = match package.part("docProps/core.xml")? {
        Some(part) => title_in(&part, what)?,
        None => None,
    };
    let text = text.finish();
    Ok(Extracted {
        places: Some(Places::paragraphs(&text)),
        ..Extracted::new(title, text)
    })
}

/// The title among the properties of an office document.
pub(super) fn title_in(part: &[u8], what: &'static str) -> Result<Option<String>, Problem> {
    let (mut title, mut inside) = (String::new(), false);
    xml::read(part, what, |piece| {
        match piece {
            Piece::Begin(name, _) => inside = name == "title",
            Piece::End(_) => inside = false,
            Piece::Text(text) if inside => title.push_str(text),
            Piece::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(Some(title))
}

fn read_part(part: &[u8], what: &'static str, text: &mut Paragraphs) -> Result<(), Problem> {
    let (mut in_text, mut in_stops, mut rows, mut left_out) = (false, false, 0, 0);
    xml::read(part, what, |piece| {
        match piece {
            // What older programs show in place of what they don't know is there a second time.
            Piece::Begin("Fallback", _) => left_out += 1,
            Piece::End("Fallback") => left_out -= 1,
            _ if left_out > 0 => {}
            Piece::Begin("t", _) => in_text = true,
            Piece::End("t") => in_text = false,
            Piece::Text(piece) if in_text => text.push(piece),
            // Where tabs stop, not a tab.
            Piece::Begin("tabs", _) => in_stops = true,
            Piece::End("tabs") => in_stops = false,
            Piece::Begin("tab", _) if !in_stops => text.push("\t"),
            Piece::Begin("noBreakHyphen", _) => text.push("-"),
            Piece::Begin("br" | "cr", _) => text.gap(Gap::Line),
            Piece::Begin("tr", _) => rows += 1,
            Piece::End("tr") => {
                rows -= 1;
                text.gap(Gap::Line);
            }
            Piece::Begin("tc", _) => text.gap(Gap::Cell),
            Piece::Begin("tbl", _) | Piece::End("tbl") => text.gap(Gap::Paragraph),
            Piece::Begin("txbxContent", _) | Piece::End("txbxContent") => text.gap(Gap::Paragraph),
            Piece::End("p") => text.gap(if rows > 0 { Gap::Cell } else { Gap::Paragraph }),
            _ => {}
        }
        text.check()
    })
}
