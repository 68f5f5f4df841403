use std::fmt::Write as _;
use std::io::Cursor;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::html;
use super::paragraphs::{Gap, Paragraphs};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::guard::Reader;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin, Part};

/// A mail and what is attached to it.
pub(super) fn open(origin: &Origin, bytes: Vec<u8>) -> Result<Opened, Problem> {
    Ok(Opened::Many(Box::new(
        parts(origin, None, bytes)?.into_iter(),
    )))
}

/// The message as a document, then its attachments. `number`: its place in a mailbox.
pub(super) fn parts(
    origin: &Origin,
    number: Option<u64>,
    bytes: Vec<u8>,
) -> Result<Vec<Part>, Problem> {
    let receipt = origin.receipt_for(&bytes);
    let reader = Reader::begin(InputFormat::Eml.noun(), move || read(&bytes))?;
    let mut read = reader.wait(&origin.reading.cancellation)?;
    if number.is_none() {
        // A file of its own is called by its path.
        read.message.id = None;
    }
    let mut parts = vec![origin.part(number, InputFormat::Eml, Ok(read.message), receipt)];
    for (place, (name, bytes)) in read.attachments.into_iter().enumerate() {
        let name = match (number, name) {
            (Some(number), Some(name)) => format!("{number}/{name}"),
            (Some(number), None) => format!("{number}/attachment {}", place + 1),
            (None, Some(name)) => name,
            (None, None) => format!("attachment {}", place + 1),
        };
        let bytes = origin.budget.unpacked(Cursor::new(bytes));
        parts.push(Part::Bytes(origin.member(&name), Ok(Box::new(bytes))));
    }
    Ok(parts)
}

struct Mail {
    message: Extracted,
    /// Their names, where they have one, and bytes.
    attachments: Vec<(Option<String>, Vec<u8>)>,
}

fn read(bytes: &[u8]) -> Result<Mail, Problem> {
    let unsound = |why: &str| Problem::Unsound {
        what: InputFormat::Eml.noun(),
        why: why.to_owned(),
    };
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| unsound("it has no headers"))?;
    if message.headers().is_empty() {
        return Err(unsound("it has no headers"));
    }
    if is_encrypted(&message) {
        let what = "a mail";
        return Err(Problem::Encrypted { what });
    }
    let mut text = Paragraphs::default();
    for (name, addresses) in [
        ("From", message.from()),
        ("Sender", message.sender()),
        ("Reply-To", message.reply_to()),
        ("To", message.to()),
        ("Cc", message.cc()),
        ("Bcc", message.bcc()),
    ] {
        if let Some(addresses) = addresses {
            text.push_loose(&format!("{name}: {}", written(addresses)));
            text.gap(Gap::Line);
        }
    }
    let mut warnings = Vec::new();
    for part in message.text_bodies() {
        if part.is_encoding_problem {
            warnings.push("a part of it is not encoded as it says".to_owned());
        }
        text.gap(Gap::Paragraph);
        match &part.body {
            PartType::Html(page) => text.push(&html::text_of(page)?),
            PartType::Text(plain) => text.push(&plain.replace("\r\n", "\n")),
            _ => {}
        }
        text.check()?;
    }
    let title = message.subject().map(str::to_owned);
    let mut extracted = Extracted::new(title, text.finish());
    extracted.id = message.message_id().map(str::to_owned);
    if let Some(date) = message.date() {
        let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
        extracted = extracted.dated(&day);
    }
    if is_cut_off(&message, bytes) {
        warnings.push("its last part is not closed: it seems to be cut off".to_owned());
    }
    extracted.warnings = warnings;
    let attachments = message
        .attachments()
        .map(|part| (name_of(part), bytes_of(part)));
    Ok(Mail {
        attachments: attachments.collect(),
        message: extracted,
    })
}

fn is_encrypted(message: &Message<'_>) -> bool {
    message.is_content_type("multipart", "encrypted")
        || message.is_content_type("application", "pkcs7-mime")
            && message.content_type().is_some_and(|content| {
                content
                    .attribute("smime-type")
                    .is_none_or(|kind| kind.contains("enveloped"))
            })
}

/// Whether the boundary that ends a mail of several parts is missing.
fn is_cut_off(message: &Message<'_>, bytes: &[u8]) -> bool {
    let boundary = message
        .content_type()
        .and_then(|content| content.attribute("boundary"));
    boundary.is_some_and(|boundary| {
        let end = format!("--{boundary}--");
        !bytes
            .windows(end.len())
            .any(|window| window == end.as_bytes())
    })
}

/// Names and addresses as a mail program shows them.
fn written(addresses: &Address<'_>) -> String {
    let mut text = String::new();
    for address in addresses.iter() {
        if !text.is_empty() {
            text.push_str("; ");
        }
        let _ = match (address.name(), address.address()) {
            (Some(name), Some(address)) => write!(text, "{name} <{address}>"),
            (name, address) => write!(text, "{}", name.or(address).unwrap_or_default()),
        };
    }
    text
}

fn name_of(part: &MessagePart<'_>) -> Option<String> {
    part.attachment_name().map(str::to_owned).or_else(|| {
        let PartType::Message(message) = &part.body else {
            return None;
        };
        Some(format!("{}.eml", message.subject().unwrap_or("message")))
    })
}

fn bytes_of(part: &MessagePart<'_>) -> Vec<u8> {
    match &part.body {
        PartType::Message(message) => message.raw_message().to_vec(),
        _ => part.contents().to_vec(),
    }
}
