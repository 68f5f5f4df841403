//! XML read record by record, and refused as soon as anything about it is wrong.

mod characters;
mod element;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use characters::{decode, is_allowed, place, refuse_forbidden_characters};

pub(crate) use element::{Element, Root};

/// How deep elements may be nested; no list comes near it.
const MOST_DEPTH: usize = 64;

/// The local names of the root element and the first one in it, read from the first bytes of a
/// file; empty where there is none.
pub(crate) fn first_names(head: &[u8]) -> [String; 2] {
    let text = match decode(head) {
        Ok(text) => text,
        // The head may end within a character, and what is wrong is told when the file is read.
        Err(_) => String::from_utf8_lossy(head),
    };
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(&text));
    let mut names = [String::new(), String::new()];
    let mut found = 0;
    while found < names.len() {
        let name = match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                start.local_name().into_inner().to_owned()
            }
            Ok(Event::DocType(kind)) if found == 0 => kind
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        names[found] = name;
        found += 1;
    }
    names
}

/// Reads a whole document and hands over each element at `depth` (the root is at 0), in order.
///
/// # Errors
///
/// Says what is wrong and where: bytes that contradict the encoding, characters that XML forbids, a
/// document type, an unknown entity, anything not well-formed, an unclosed root.
pub(crate) fn read(
    bytes: &[u8],
    depth: usize,
    mut on_element: impl FnMut(Element),
) -> Result<Root, String> {
    let text = decode(bytes)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    refuse_forbidden_characters(text)?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut root: Option<Root> = None;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let at = reader.buffer_position() as usize;
        let wrong = |problem: String| format!("{}: {problem}", place(text, at));
        let event = reader.read_event().map_err(|error| {
            format!("{}: {error}", place(text, reader.error_position() as usize))
        })?;
        match event {
            Event::Start(start) => {
                begin(&start, &mut root, &mut open).map_err(wrong)?;
            }
            Event::Empty(start) => {
                begin(&start, &mut root, &mut open).map_err(wrong)?;
                end(&mut open, depth, &mut on_element);
            }
            Event::End(_) => end(&mut open, depth, &mut on_element),
            Event::Text(piece) => {
                let piece = piece.into_inner();
                if piece.contains("]]>") {
                    return Err(wrong("`]]>` in text".to_owned()));
                }
                append(&mut open, &piece).map_err(wrong)?;
            }
            Event::CData(piece) => append(&mut open, &piece.into_inner()).map_err(wrong)?,
            Event::GeneralRef(reference) => {
                let c = character(&reference).map_err(wrong)?;
                append(&mut open, c.encode_utf8(&mut [0; 4])).map_err(wrong)?;
            }
            Event::DocType(_) => {
                return Err(wrong(
                    "has a document type declaration, which no list has".to_owned(),
                ));
            }
            Event::Decl(_) if at > 0 => {
                return Err(wrong("XML declaration after the start".to_owned()));
            }
            Event::Eof if open.is_empty() => {
                return root.ok_or_else(|| "has no element".to_owned());
            }
            Event::Eof => {
                return Err(wrong(format!(
                    "ends before </{}> is closed: the file is cut off, fetch it again",
                    open[0].name
                )));
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
}

/// Opens an element; the first one is the root.
fn begin(
    start: &BytesStart<'_>,
    root: &mut Option<Root>,
    open: &mut Vec<Element>,
) -> Result<(), String> {
    let name = start.local_name().into_inner().to_owned();
    if open.is_empty() && root.is_some() {
        return Err(format!("<{name}> after the end of the root element"));
    }
    if !is_name(start.name().0) {
        return Err(format!("<{name}> is no name of an element"));
    }
    if start.attributes_raw().contains('<') {
        return Err(format!("`<` within the tag <{name}>"));
    }
    if open.len() == MOST_DEPTH {
        return Err(format!("elements are nested deeper than {MOST_DEPTH}"));
    }
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("in <{name}>: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| format!("in <{name}>: {error}"))?;
        attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    if open.is_empty() {
        *root = Some(Root {
            name: name.clone(),
            attributes: attributes.clone(),
        });
    }
    open.push(Element {
        name,
        attributes,
        ..Element::default()
    });
    Ok(())
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{B7}'))
}

/// Closes the innermost element: hands it over, or puts it into the one around it. What lies above
/// the wanted depth is not kept, so that memory does not grow with the file.
fn end(open: &mut Vec<Element>, depth: usize, on_element: &mut impl FnMut(Element)) {
    let Some(closed) = open.pop() else { return };
    if open.len() == depth {
        on_element(closed);
    } else if open.len() > depth
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(closed);
    }
}

fn append(open: &mut [Element], piece: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(piece),
        None if piece.trim().is_empty() => {}
        None => return Err("text outside the root element".to_owned()),
    }
    Ok(())
}

fn character(reference: &BytesRef<'_>) -> Result<char, String> {
    let resolved = reference
        .resolve_char_ref()
        .map_err(|error| error.to_string())?;
    match resolved {
        Some(c) if is_allowed(c) => Ok(c),
        Some(c) => Err(format!(
            "character reference to U+{:04X}, which XML forbids",
            c as u32
        )),
        None => match &**reference {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            other => Err(format!("unknown entity `&{other};`")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &[u8]) -> Result<Vec<String>, String> {
        let mut texts = Vec::new();
        read(xml, 1, |element| texts.push(element.text()))?;
        Ok(texts)
    }

    #[test]
    fn text_references_and_cdata_are_put_together() {
        assert_eq!(
            texts(b"<?xml version='1.0'?><r><a>x &amp; y&#x41;</a> <b><![CDATA[<z>]]></b><c/></r>"),
            Ok(vec!["x & yA".to_owned(), "<z>".to_owned(), String::new()])
        );
        assert_eq!(
            texts(b"<?xml version='1.0' encoding='ISO-8859-1'?><r><a>Jos\xE9</a></r>"),
            Ok(vec!["José".to_owned()])
        );
    }

    #[test]
    fn what_is_not_whole_is_refused_with_its_place() {
        for (xml, word) in [
            (&b"<r><a>x</a>"[..], "cut off"),
            (b"<r><a>x</b></r>", "b"),
            (b"<r>\n<a>\xE9</a></r>", "line 2"),
            (
                b"<?xml version='1.0' encoding='us-ascii'?><r>\xC3\xA9</r>",
                "0xC3",
            ),
            (b"<r>\x19</r>", "U+0019"),
            (b"<r>&#x19;</r>", "U+0019"),
            (b"<r>&foo;</r>", "foo"),
            (b"<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "document type"),
            (b"<r><1/></r>", "no name"),
            (b"<r a='<'/>", "within the tag"),
            (b"<r a=1/>", "in <r>"),
            (b"<r><!-- -- --></r>", "--"),
            (b"<r/><r/>", "after the end"),
            (b"<r/>x", "outside"),
            (b"x<r/>", "outside"),
            (b"<r a='1' a='2'/>", "in <r>"),
            (b"<?xml version='1.0' encoding='nonsense'?><r/>", "nonsense"),
            (b"", "no element"),
            (b"<r>]]></r>", "]]>"),
        ] {
            let error = texts(xml).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
        let deep = "<a>".repeat(100);
        assert!(texts(deep.as_bytes()).unwrap_err().contains("deeper"));
    }

    #[test]
    fn only_elements_of_the_wanted_depth_are_handed_over() {
        let mut names = Vec::new();
        let root = read(b"<r k='v'><g><e><f>1</f></e><e/></g></r>", 2, |element| {
            names.push((element.name.clone(), element.value("f")));
        })
        .unwrap();
        assert_eq!(
            (root.name.as_str(), root.attributes[0].1.as_str()),
            ("r", "v")
        );
        assert_eq!(
            names,
            [
                ("e".to_owned(), "1".to_owned()),
                ("e".to_owned(), String::new())
            ]
        );
    }
}
