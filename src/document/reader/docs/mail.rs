use std::fmt::Write as _;
use std::io::Cursor;

use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::html;
use super::paragraphs::{Gap, Paragraphs};
use crate::document::InputFormat;
use crate::document::extracted::Extracted;
use crate::document::guard::Reader;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin, Part};
use crate::document::stream::Source;

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
    for (place, Attachment { name, bytes }) in read.attachments.into_iter().enumerate() {
        let name = match (number, name) {
            (Some(number), Some(name)) => format!("{number}/{name}"),
            (Some(number), None) => format!("{number}/attachment {}", place + 1),
            (None, Some(name)) => name,
            (None, None) => format!("attachment {}", place + 1),
        };
        let bytes = bytes.map(|bytes| {
            let bytes = origin.budget.unpacked(Cursor::new(bytes));
            Box::new(bytes) as Source
        });
        parts.push(Part::Bytes(origin.member(&name), bytes));
    }
    // What could not be read of the message itself is no less than an attachment lost.
    for problem in read.problems {
        let name = number.map_or_else(|| "message".to_owned(), |number| number.to_string());
        parts.push(Part::Bytes(origin.member(&name), Err(problem)));
    }
    Ok(parts)
}

struct Mail {
    message: Extracted,
    attachments: Vec<Attachment>,
    /// What of the message is not read.
    problems: Vec<Problem>,
}

struct Attachment {
    name: Option<String>,
    bytes: Result<Vec<u8>, Problem>,
}

fn unsound(why: &str) -> Problem {
    Problem::Unsound {
        what: InputFormat::Eml.noun(),
        why: why.to_owned(),
    }
}

fn read(bytes: &[u8]) -> Result<Mail, Problem> {
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
    let mut problems = Vec::new();
    for part in message.text_bodies() {
        if !is_decoded(part, &message) {
            problems.push(unsound("a part of it is not encoded as it says"));
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
        problems.push(unsound(
            "its last part is not closed: it seems to be cut off",
        ));
    }
    let attachments = message.attachments().map(|part| Attachment {
        name: name_of(part),
        bytes: if is_decoded(part, &message) {
            Ok(bytes_of(part))
        } else {
            Err(unsound("it is not encoded as the mail says"))
        },
    });
    Ok(Mail {
        attachments: attachments.collect(),
        message: extracted,
        problems,
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

/// Whether a part is in the encoding that it says, and that is one that is read (RFC 2045). The parser leaves out what is
/// no base64; of what is written as it is, it says so where the mail is cut off, which is told besides.
fn is_decoded(part: &MessagePart<'_>, message: &Message<'_>) -> bool {
    const AS_IT_IS: [&str; 3] = ["7bit", "8bit", "binary"];
    let named = part.content_transfer_encoding().map(str::trim);
    let body = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
    let is_base64 = |byte: &u8| {
        byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+/=".contains(byte)
    };
    match part.encoding {
        Encoding::None => named.is_none_or(|named| {
            AS_IT_IS
                .iter()
                .any(|known| named.eq_ignore_ascii_case(known))
        }),
        Encoding::QuotedPrintable => !part.is_encoding_problem,
        Encoding::Base64 => {
            let body = message.raw_message().get(body);
            !part.is_encoding_problem && body.is_some_and(|body| body.iter().all(is_base64))
        }
    }
}

fn bytes_of(part: &MessagePart<'_>) -> Vec<u8> {
    match &part.body {
        PartType::Message(message) => message.raw_message().to_vec(),
        _ => part.contents().to_vec(),
    }
}
