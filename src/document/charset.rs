//! Texts in any usual encoding, as UTF-8.

mod tell;
mod transcoded;

use std::io::{self, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};

use super::problem::Problem;
use super::stream::Utf8;
use super::ticket::Receipt;
use tell::{ESCAPE, tell, tell_escapes};

pub(super) use tell::{refuse_utf32, utf16};
pub(super) use transcoded::Transcoded;

/// How many bytes an encoding is told by, from the first one on that is no ASCII.
const WINDOW: usize = 1 << 20;

/// So many bytes tell that each four are a character.
const PEEKED: usize = 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Takes the byte order mark off; it is not text.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// Turns text into UTF-8, piece by piece. UTF-8 stays as it is; other encodings are told by the bytes
/// that follow the first one that is no ASCII. At bytes that are no text it notes the problem and
/// fails.
pub(super) struct Decoded<R> {
    state: State<R>,
    leaves_damage: bool,
    receipt: Receipt,
}

enum State<R> {
    /// Nothing but ASCII so far.
    Ascii {
        /// Taken once the encoding is settled.
        inner: Option<R>,
        /// Offset of the next byte in the source.
        offset: u64,
    },
    Utf8(Utf8<WithHead<R>>),
    /// UTF-8, damaged or not.
    Unchecked(WithHead<R>),
    Other(Transcoded<WithHead<R>>),
}

type WithHead<R> = io::Chain<Cursor<Vec<u8>>, R>;

impl<R: Read> Decoded<R> {
    /// `offset`: how many bytes of the source were taken before.
    pub(super) fn new(inner: R, offset: u64, receipt: Receipt) -> Self {
        let inner = Some(inner);
        Self {
            state: State::Ascii { inner, offset },
            leaves_damage: false,
            receipt,
        }
    }

    /// Passes what is meant to be UTF-8 through as it is: whoever reads it tells where it is damaged.
    pub(super) fn leave_damage(self) -> Self {
        Self {
            leaves_damage: true,
            ..self
        }
    }

    /// Passes ASCII through up to the first byte that is none, and settles the encoding there.
    fn read_ascii(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        let State::Ascii { inner, offset } = &mut self.state else {
            return Ok(0);
        };
        let Some(mut source) = inner.take() else {
            return Ok(0);
        };
        let read = match source.read(buffer) {
            Ok(read) => read,
            Err(error) => {
                *inner = Some(source);
                return Err(error.into());
            }
        };
        let piece = &buffer[..read];
        // Most pieces are plain, which is told much faster than where one is not.
        let plain = if piece.is_ascii() && !piece.contains(&ESCAPE) {
            read
        } else {
            let strange = |byte: &u8| !byte.is_ascii() || *byte == ESCAPE;
            piece.iter().position(strange).unwrap_or(read)
        };
        *offset += plain as u64;
        if read == 0 {
            self.receipt.note_encoding(UTF_8.name());
        }
        if plain == read {
            *inner = Some(source);
        } else {
            let mut window = buffer[plain..read].to_vec();
            let ended = fill(&mut source, &mut window)?;
            let encoding = match tell(&window, ended, *offset) {
                Ok(encoding) => encoding,
                Err(Problem::NotUtf8 { .. }) if self.leaves_damage => UTF_8,
                Err(problem) => {
                    // The rest is read all the same, so that the source's hash is whole.
                    let _ = io::copy(&mut source, &mut io::sink());
                    return Err(problem);
                }
            };
            self.receipt.note_encoding(encoding.name());
            let offset = *offset;
            let whole = Cursor::new(window).chain(source);
            self.state = if encoding == UTF_8 && self.leaves_damage {
                State::Unchecked(whole)
            } else if encoding == UTF_8 {
                State::Utf8(Utf8::new(whole, offset, self.receipt.clone()))
            } else {
                State::Other(Transcoded::new(whole, encoding, offset))
            };
        }
        Ok(plain)
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = Ok(0);
        if let State::Ascii { .. } = &self.state {
            read = self.read_ascii(buffer);
            if let Ok(1..) = read {
                return read.map_err(io::Error::other);
            }
        }
        if read.is_ok() {
            read = match &mut self.state {
                // It notes its problems itself.
                State::Utf8(utf8) => return utf8.read(buffer),
                State::Unchecked(utf8) => utf8.read(buffer).map_err(Problem::from),
                State::Other(other) => other.read_piece(buffer),
                State::Ascii { .. } => Ok(0),
            };
        }
        read.map_err(|problem| {
            let error = match &problem {
                Problem::Unreadable(error) => io::Error::new(error.kind(), error.to_string()),
                other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
            };
            self.receipt.note_problem(problem);
            error
        })
    }
}

/// Reads on until the window is full; whether the source ended before.
fn fill(source: &mut impl Read, window: &mut Vec<u8>) -> io::Result<bool> {
    let missing = WINDOW.saturating_sub(window.len()) as u64;
    Ok((source.take(missing).read_to_end(window)? as u64) < missing)
}

/// A whole text as UTF-8, with the name of the encoding it was in: the one that is declared, if the
/// text is in it; else one that is told by its bytes. What is no text is an error.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<(String, &'static str), Problem> {
    refuse_utf32(&bytes[..bytes.len().min(PEEKED)])?;
    if let Some((encoding, mark)) = utf16(bytes) {
        return strictly(bytes, encoding, mark);
    }
    if let Ok(text) = std::str::from_utf8(without_mark(bytes)) {
        // ASCII, but its escapes may stand for Japanese.
        let stated = declared.filter(|stated| stated.output_encoding() == *stated);
        let encoding = stated.unwrap_or_else(|| tell_escapes(bytes));
        if bytes.is_ascii() && !encoding.is_ascii_compatible() {
            return strictly(bytes, encoding, 0);
        }
        return Ok((text.to_owned(), UTF_8.name()));
    }
    if let Some(declared) = declared
        && let Some(text) = declared.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text.into_owned(), declared.name()));
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let encoding = tell(&bytes[start..], true, start as u64)?;
    strictly(bytes, encoding, 0)
}

fn strictly(
    bytes: &[u8],
    encoding: &'static Encoding,
    mark: usize,
) -> Result<(String, &'static str), Problem> {
    let mut text = String::new();
    Transcoded::new(&bytes[mark..], encoding, mark as u64)
        .read_to_string(&mut text)
        .map_err(|error| match error.downcast::<Problem>() {
            Ok(problem) => problem,
            Err(error) => error.into(),
        })?;
    Ok((text, encoding.name()))
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    use super::*;

    const RUSSIAN: &str = "Указ подписан в Москве. Глеб Варнаков, владелец ООО «Векторлет», в тот \
        же день вылетел в Минск, где его ожидали представители банка.";

    fn decoded(bytes: &[u8]) -> Result<(String, &'static str), String> {
        let receipt = Receipt::default();
        let mut text = String::new();
        match Decoded::new(bytes, 0, receipt.clone()).read_to_string(&mut text) {
            Ok(_) => Ok((text, receipt.encoding().unwrap())),
            Err(_) => Err(receipt.take_problem().unwrap().to_string()),
        }
    }

    #[test]
    fn usual_encodings_are_told_by_their_bytes() {
        for (encoding, text) in [
            ("UTF-8", RUSSIAN),
            ("windows-1251", RUSSIAN),
            ("KOI8-U", &RUSSIAN.replace(['«', '»'], "\"")),
            ("IBM866", &RUSSIAN.replace(['«', '»'], "\"")),
            (
                "windows-1252",
                "Le café de Zoë à Besançon fermera dès l’été prochain, dit-on.",
            ),
            (
                "windows-1250",
                "Ljubiša Krstovčević żyje w Łodzi i śpi, choć żółć go zalewa.",
            ),
            (
                "Shift_JIS",
                "東京都の銀行は、ユリ・コバルチュク氏の口座を凍結したと発表した。",
            ),
            (
                "EUC-JP",
                "東京都の銀行は、ユリ・コバルチュク氏の口座を凍結したと発表した。",
            ),
            ("ISO-2022-JP", "東京都の銀行は、口座を凍結したと発表した。"),
            (
                "gb18030",
                "欧阳振磊在北京的一家银行开设了账户，随后该账户被冻结。",
            ),
            (
                "Big5",
                "歐陽振磊在臺北的一家銀行開設了帳戶，隨後該帳戶被凍結。",
            ),
            (
                "EUC-KR",
                "독고용빈은 평양에서 은행 계좌를 개설했으며 이후 동결되었다.",
            ),
            (
                "windows-1253",
                "Ο Γιώργος Παπαδόπουλος έφυγε χθες από την Αθήνα για τη Θεσσαλονίκη.",
            ),
            (
                "windows-1256",
                "قال المسؤول إن طارق عبد الرحمن المزروقي غادر صنعاء أمس.",
            ),
        ] {
            let codec = Encoding::for_label(encoding.as_bytes()).unwrap();
            let (bytes, _, unmappable) = codec.encode(text);
            assert!(!unmappable, "{encoding}");
            let (read, told) = decoded(&bytes).unwrap();
            assert_eq!(read, text, "{encoding} was taken for {told}");
            assert_eq!(decode(&bytes, None).unwrap().0, text, "{encoding}");
        }
    }

    #[test]
    fn utf16_is_told_with_and_without_its_mark() {
        let units =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        assert_eq!(utf16(b"\xFF\xFEa\0"), Some((UTF_16LE, 2)));
        assert_eq!(utf16(b"\xFE\xFF\0a"), Some((UTF_16BE, 2)));
        assert_eq!(utf16(&units("Vladimir Putin")), Some((UTF_16LE, 0)));
        for text in ["Глеб Варнаков, Москва", "Χρήστος", "עברית", "علي حسن"]
        {
            assert_eq!(utf16(&units(text)), Some((UTF_16LE, 0)), "{text}");
            let swapped: Vec<u8> = units(text)
                .chunks(2)
                .flat_map(|unit| [unit[1], unit[0]])
                .collect();
            assert_eq!(utf16(&swapped), Some((UTF_16BE, 0)), "{text}");
        }
        let table = "1\t2\t3\t4\n".repeat(9);
        for text in [
            &b"plain"[..],
            b"",
            b"a\0b",
            "\u{feff}Zoë".as_bytes(),
            RUSSIAN.as_bytes(),
            table.as_bytes(),
            &[0; 64],
        ] {
            assert_eq!(utf16(text), None);
        }
        let marked = [b"\xFF\xFE", &units("Zoë")[..]].concat();
        assert_eq!(decode(&marked, None).unwrap(), ("Zoë".into(), "UTF-16LE"));
        let cut = decode(&marked[..marked.len() - 1], None).unwrap_err();
        assert!(cut.to_string().contains("UTF-16LE"), "{cut}");
    }

    #[test]
    fn utf32_is_told_by_name() {
        let text = "Глеб Варнаков, Moscow\n";
        let little: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let big: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        let marked = [&b"\xFF\xFE\0\0"[..], &little].concat();
        for bytes in [little, big, marked] {
            let error = decode(&bytes, None).unwrap_err().to_string();
            assert!(error.contains("UTF-32"), "{error}");
        }
        for bytes in [&b"\xFF\xFEa\0b\0c\0d\0"[..], b"\xFF\xFE\n\0K\0\n\0"] {
            assert!(decode(bytes, None).is_ok());
        }
    }

    #[test]
    fn damaged_utf8_and_what_is_no_text_are_told_with_the_byte() {
        let cut = |bytes: &mut Vec<u8>| bytes.remove(RUSSIAN.find("Глеб").unwrap() + 1);
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        cut(&mut bytes);
        let place = RUSSIAN.find("Глеб").unwrap();
        assert_eq!(
            decoded(&bytes).unwrap_err(),
            format!("not UTF-8 at byte {place}")
        );
        let binary = decoded(b"MZ\x90\0\x03\xFF\xFE\x01").unwrap_err();
        assert!(
            binary.starts_with("no text: ") && binary.ends_with("byte 3"),
            "{binary}"
        );
    }

    #[test]
    fn a_declared_encoding_counts_where_the_text_is_in_it() {
        let bytes = encoding_rs::WINDOWS_1251.encode(RUSSIAN).0;
        let declared = |encoding| decode(&bytes, Some(encoding)).unwrap();
        assert_eq!(declared(encoding_rs::WINDOWS_1251).0, RUSSIAN);
        assert_eq!(declared(UTF_8).0, RUSSIAN);
        assert_eq!(
            decode(RUSSIAN.as_bytes(), Some(encoding_rs::KOI8_R))
                .unwrap()
                .1,
            "UTF-8"
        );
    }

    proptest! {
        #[test]
        fn utf8_stays_as_it_is_and_any_bytes_are_survived(
            text in any::<String>(),
            noise in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            prop_assert_eq!(decoded(text.as_bytes()).map(|(text, _)| text), Ok(text.clone()));
            for bytes in [noise.clone(), [text.as_bytes(), &noise].concat()] {
                let _ = decode(&bytes, None);
                if let Ok((read, _)) = decoded(&bytes) {
                    prop_assert!(bytes.is_empty() || !read.is_empty());
                }
            }
        }
    }
}
