//! The readers of the feature `docs`.

mod html;
mod mail;
mod mbox;
mod office;
mod paragraphs;
mod pdf;
mod rtf;
mod warc;

use zip::ZipArchive;

use crate::document::InputFormat;
use crate::document::guard::Reader;
use crate::document::limits::WHOLE;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin};
use crate::document::spool::{Spool, hold};
use crate::document::stream::Source;

/// Opens a document that must be held whole, or a file of messages or records.
pub(in crate::document) fn open(
    format: InputFormat,
    origin: &Origin,
    source: Source,
) -> Result<Opened, Problem> {
    match format {
        InputFormat::Mbox => return Ok(mbox::open(origin.clone(), source)),
        InputFormat::Warc => return Ok(warc::open(origin.clone(), source)),
        // Forced upon what is no zip archive, or it would have been opened as one.
        InputFormat::Docx | InputFormat::Odt => {
            let what = format.noun();
            return Err(Problem::Misnamed { what });
        }
        _ => {}
    }
    let bytes = hold(source, WHOLE)?;
    if format == InputFormat::Eml {
        return mail::open(origin, bytes);
    }
    let declared = origin.declared.encoding;
    let reader = Reader::begin(format.noun(), move || match format {
        InputFormat::Pdf => pdf::read(&bytes),
        InputFormat::Rtf => rtf::read(&bytes),
        _ => html::read(&bytes, declared),
    })?;
    Ok(Opened::Later(format, reader))
}

/// Opens an office document, whose parts lie in a zip archive.
pub(in crate::document) fn open_office(
    format: InputFormat,
    origin: &Origin,
    archive: ZipArchive<Spool>,
) -> Result<Opened, Problem> {
    let inside = origin.clone();
    let reader = Reader::begin(format.noun(), move || match format {
        InputFormat::Odt => office::odt(&inside, archive),
        _ => office::docx(&inside, archive),
    })?;
    Ok(Opened::Later(format, reader))
}
