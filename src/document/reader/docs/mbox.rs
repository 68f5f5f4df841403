use std::io::{self, BufRead, BufReader, Read};

use super::mail;
use crate::document::InputFormat;
use crate::document::limits::WHOLE;
use crate::document::problem::Problem;
use crate::document::source::{Opened, Origin, Part};
use crate::document::stream::Source;
use crate::document::ticket::Receipt;

/// The messages of a mailbox, each followed by what is attached to it.
pub(super) fn open(origin: Origin, source: Source) -> Opened {
    Opened::Many(Box::new(Mailbox {
        origin,
        lines: BufReader::with_capacity(64 << 10, source),
        number: 0,
        begun: false,
        parts: Vec::new().into_iter(),
    }))
}

struct Mailbox {
    origin: Origin,
    lines: BufReader<Source>,
    number: u64,
    /// Whether the line that begins a message was read, but not the message.
    begun: bool,
    /// What is left of the message before.
    parts: std::vec::IntoIter<Part>,
}

impl Mailbox {
    /// The next message; `None` at the end.
    fn message(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let mut message = Vec::new();
        let (mut too_large, mut after_blank) = (false, true);
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = (&mut self.lines)
                .take(WHOLE + 1)
                .read_until(b'\n', &mut line)?;
            if read == 0 {
                if !self.begun && message.is_empty() {
                    return Ok(None);
                }
                self.begun = false;
                break;
            }
            if after_blank && line.starts_with(b"From ") {
                if self.begun || !message.is_empty() {
                    self.begun = true;
                    break;
                }
                self.begun = true;
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            // Lines of a message that would look like a beginning were marked by whoever wrote it.
            let marked = line.iter().take_while(|&&byte| byte == b'>').count();
            let quoted = marked > 0 && line[marked..].starts_with(b"From ");
            too_large |= (message.len() + line.len()) as u64 > WHOLE;
            if !too_large {
                message.extend_from_slice(&line[usize::from(quoted)..]);
            }
        }
        if too_large {
            return Err(Problem::TooLarge { limit: WHOLE });
        }
        Ok(Some(message))
    }
}

impl Iterator for Mailbox {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        loop {
            if let Some(part) = self.parts.next() {
                return Some(part);
            }
            let message = self.message().transpose()?;
            self.number += 1;
            let number = Some(self.number);
            let parts = message.and_then(|message| mail::parts(&self.origin, number, message));
            match parts {
                Ok(parts) => self.parts = parts.into_iter(),
                Err(problem) => {
                    if matches!(problem, Problem::Unreadable(_)) {
                        // What can't be read now won't get better.
                        self.lines = BufReader::with_capacity(1, Box::new(io::empty()));
                    }
                    let format = InputFormat::Mbox;
                    let receipt = Receipt::default();
                    return Some(self.origin.part(number, format, Err(problem), receipt));
                }
            }
        }
    }
}
