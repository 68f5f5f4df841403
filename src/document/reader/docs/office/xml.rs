use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::charset::decode;
use crate::document::problem::Problem;

/// What stands in a part, piece by piece.
pub(super) enum Piece<'a> {
    /// An element begins; its name is given without its prefix.
    Begin(&'a str, &'a BytesStart<'a>),
    End(&'a str),
    Text(&'a str),
}

/// Hands the pieces of a part over, in order. Entities that a document declares are not unfolded.
pub(super) fn read(
    bytes: &[u8],
    what: &'static str,
    mut take: impl FnMut(Piece<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let (text, _) = decode(bytes, None)?;
    let mut reader = Reader::from_str(&text);
    let mut depth = 0usize;
    let unsound = |place: u64, why: &dyn std::fmt::Display| Problem::Unsound {
        what,
        why: format!("its XML is wrong at byte {place}: {why}"),
    };
    loop {
        let event = reader.read_event();
        let place = reader.buffer_position();
        match event.map_err(|error| unsound(place, &error))? {
            Event::Start(start) => {
                depth += 1;
                let name = name_of(start.local_name().into_inner());
                take(Piece::Begin(&name, &start))?;
            }
            Event::Empty(start) => {
                let name = name_of(start.local_name().into_inner());
                take(Piece::Begin(&name, &start))?;
                take(Piece::End(&name))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Piece::End(&name_of(end.local_name().into_inner())))?;
            }
            Event::Text(text) => take(Piece::Text(&text.xml10_content()))?,
            Event::CData(text) => take(Piece::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref();
                let character = character.map_err(|error| unsound(place, &error))?;
                let mut utf8 = [0; 4];
                let text = match character {
                    Some(character) => &*character.encode_utf8(&mut utf8),
                    None => match &*reference {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        _ => return Err(unsound(place, &"an entity that is not known")),
                    },
                };
                take(Piece::Text(text))?;
            }
            Event::Eof if depth > 0 => return Err(unsound(place, &"it is cut off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn name_of(name: impl AsRef<str>) -> String {
    name.as_ref().to_owned()
}

/// The value of an attribute, by its name without its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}
