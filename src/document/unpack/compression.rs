use std::io::{Cursor, Read};
use std::path::Path;

use super::bzip2::Bzip2;
use super::damage::{Plainly, plain};
use super::gzip::Gzip;
use super::xz;
use crate::document::problem::Problem;
use crate::document::source::Origin;
use crate::document::stream::{Source, peek};
use crate::document::ticket::Receipt;

/// A way to compress one file.
#[derive(Clone, Copy)]
enum Compression {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// Each with what it begins with and how names end, alone and with `.tar` before it.
const COMPRESSIONS: &[(Compression, &[u8], &str, &str)] = &[
    (Compression::Gzip, b"\x1F\x8B", "gz", "tgz"),
    (Compression::Zstd, b"\x28\xB5\x2F\xFD", "zst", "tzst"),
    (Compression::Bzip2, b"BZh", "bz2", "tbz2"),
    (Compression::Xz, b"\xFD7zXZ\0", "xz", "txz"),
];

/// Opens what is compressed, known by its first bytes or by the end of the name, however often;
/// hands anything else through. Also gives the name without what told of compression. What is behind the
/// compressed bytes and is left is noted in the receipt.
///
/// Decompression is a stream in bounded memory.
pub(in crate::document) fn decompress(
    origin: &Origin,
    mut source: Source,
    receipt: &Receipt,
) -> Result<(Origin, String, Source), Problem> {
    let mut origin = origin.clone();
    let mut name = origin.source.to_string();
    loop {
        let head = peek(&mut source, |head| head.len() >= 6)?;
        let extension = Path::new(&name)
            .extension()
            .map(|found| found.to_string_lossy().to_lowercase());
        let extension = extension.as_deref();
        let found = COMPRESSIONS.iter().find(|(_, signature, single, tar)| {
            head.starts_with(signature) || extension == Some(single) || extension == Some(tar)
        });
        source = Box::new(Cursor::new(head).chain(source));
        let Some(&(compression, _, single, tar)) = found else {
            return Ok((origin, name, source));
        };
        origin.depth += 1;
        origin.check_depth()?;
        let stem = name.len() - extension.map_or(0, |extension| extension.len() + 1);
        if extension == Some(single) {
            name.truncate(stem);
        } else if extension == Some(tar) {
            name.replace_range(stem.., ".tar");
        }
        source = Box::new(origin.budget.unpacked(compression.open(source, receipt)?));
    }
}

impl Compression {
    fn open(self, source: Source, receipt: &Receipt) -> Result<Source, Problem> {
        Ok(match self {
            Self::Gzip => Box::new(Plainly::new(Gzip::new(source, receipt.clone()), "gzip")),
            Self::Zstd => {
                let opened = zstd::Decoder::new(source);
                let opened = opened.map_err(|error| plain(error, "zstd", false))?;
                Box::new(Plainly::new(opened, "zstd"))
            }
            Self::Bzip2 => Box::new(Bzip2::new(source)),
            Self::Xz => Box::new(Plainly::new(xz::open(source)?, "xz")),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;
    use crate::document::limits::DEPTH;

    fn read(path: &str, bytes: &[u8]) -> Result<(String, Vec<u8>), String> {
        let origin = Origin::for_tests(path);
        let source = Box::new(origin.budget.raw(Cursor::new(bytes.to_vec())));
        let (_, name, mut source) = decompress(&origin, source, &Receipt::default())
            .map_err(|problem| problem.to_string())?;
        let mut out = Vec::new();
        source
            .read_to_end(&mut out)
            .map_err(|error| error.to_string())?;
        Ok((name, out))
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compressed_bytes_are_opened_whatever_their_name() {
        let zstd = zstd::encode_all(&b"text"[..], 1).unwrap();
        for path in ["-", "a.txt", "a.txt.gz"] {
            assert_eq!(read(path, &gzip(b"text")).unwrap().1, b"text");
        }
        for path in ["-", "a.txt", "a.txt.zst"] {
            assert_eq!(read(path, &zstd).unwrap().1, b"text");
        }
        let two_members = [gzip(b"te"), gzip(b"xt")].concat();
        assert_eq!(read("-", &two_members).unwrap().1, b"text");
        for plain in [&b""[..], b"t", b"text"] {
            assert_eq!(read("-", plain).unwrap().1, plain);
        }
        let names = ["a.tgz", "b/a.tar.gz", "a.txt.zst.gz", "a"];
        let unpacked = names.map(|name| read(name, &gzip(&zstd)).unwrap().0);
        assert_eq!(unpacked, ["a.tar", "b/a.tar", "a.txt", "a"]);
    }

    #[test]
    fn damaged_compression_is_an_error() {
        let whole = gzip(b"a text long enough to be cut in two");
        assert!(read("a.gz", &whole[..whole.len() / 2]).is_err());
        assert!(read("a.gz", b"plain text").is_err());
        assert!(read("a.gz", b"").is_err());
        let whole = zstd::encode_all(&b"a text long enough to be cut"[..], 1).unwrap();
        assert!(read("a.zst", &whole[..whole.len() / 2]).is_err());
        for name in ["a.zst", "a.bz2", "a.xz"] {
            assert!(read(name, b"plain text").is_err(), "{name}");
        }
        // In words of ours, but for what the system says.
        let told = |name, bytes: &[u8]| read(name, bytes).unwrap_err();
        let plain = "can't be read: damaged, or no gzip at all";
        assert_eq!(told("a.gz", b"plain text"), plain);
        let plain = "can't be read: damaged, or no zstd at all";
        assert_eq!(told("a.zst", b"plain text"), plain);
        let mut flipped = gzip(&b"a text long enough to be damaged".repeat(9000));
        let end = flipped.len() - 6;
        flipped[end] ^= 0x55;
        assert_eq!(told("a.gz", &flipped), "damaged gzip");
    }

    #[test]
    fn layers_and_what_they_unpack_to_are_bounded() {
        let zeros = vec![0; 300 << 20];
        let bomb = zstd::encode_all(&zeros[..], 1).unwrap();
        let problem = read("a.zst", &bomb).unwrap_err();
        assert!(
            problem.contains("unpacks to more than 250 times"),
            "{problem}"
        );
        let mut deep = b"text".to_vec();
        for _ in 0..DEPTH {
            deep = gzip(&deep);
        }
        assert_eq!(read("a", &deep).unwrap().1, b"text");
        assert_eq!(
            read("a", &gzip(&deep)).unwrap_err(),
            "packed more than 8 times over"
        );
    }
}
