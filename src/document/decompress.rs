use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::stream::{Source, peek};

/// Opens gzip and zstd, known by their first bytes or by the end of the name; hands anything else
/// through. Decompression is a stream in bounded memory, so that a small file that unfolds into a
/// huge one takes time but no room.
pub(super) fn decompress(path: &Path, mut source: Source) -> io::Result<Source> {
    let head = peek(&mut source, |head| head.len() >= 4)?;
    let named = |extension: &str| {
        path.extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(extension))
    };
    let gzip = head.starts_with(b"\x1F\x8B") || named("gz");
    let zstd = head.starts_with(b"\x28\xB5\x2F\xFD") || named("zst");
    let source = Cursor::new(head).chain(source);
    Ok(if gzip {
        Box::new(MultiGzDecoder::new(source))
    } else if zstd {
        Box::new(zstd::Decoder::new(source)?)
    } else {
        Box::new(source)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn read(path: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut source = decompress(Path::new(path), Box::new(Cursor::new(bytes.to_vec())))?;
        source.read_to_end(&mut out).map(|_| out)
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compressed_bytes_are_opened_whatever_their_name() {
        let zstd = zstd::encode_all(&b"text"[..], 1).unwrap();
        for path in ["-", "a.txt", "a.txt.gz"] {
            assert_eq!(read(path, &gzip(b"text")).unwrap(), b"text");
        }
        for path in ["-", "a.txt", "a.txt.zst"] {
            assert_eq!(read(path, &zstd).unwrap(), b"text");
        }
        let two_members = [gzip(b"te"), gzip(b"xt")].concat();
        assert_eq!(read("-", &two_members).unwrap(), b"text");
        for plain in [&b""[..], b"t", b"text"] {
            assert_eq!(read("-", plain).unwrap(), plain);
        }
    }

    #[test]
    fn damaged_compression_is_an_error() {
        let whole = gzip(b"a text long enough to be cut in two");
        assert!(read("a.gz", &whole[..whole.len() / 2]).is_err());
        assert!(read("a.gz", b"plain text").is_err());
        assert!(read("a.gz", b"").is_err());
        let whole = zstd::encode_all(&b"a text long enough to be cut"[..], 1).unwrap();
        assert!(read("a.zst", &whole[..whole.len() / 2]).is_err());
        assert!(read("a.zst", b"plain text").is_err());
    }
}
