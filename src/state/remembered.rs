//! The results of a document in the form in which they are kept: JSON, compressed where it is long,
//! after a checksum that binds it to the document.

use std::io;

use namewatch::{DocumentResult, Hit, PartialDate};
use sha2::{Digest, Sha256};

use super::Content;

/// Shorter ones are not worth compressing: most documents have no hit.
const SHORT: usize = 128;

const LEVEL: i32 = 3;

const CHECKSUM: usize = 8;

/// The counts, the date and the hits, in the order of [`DocumentResult`], without the names.
type Parts<Hits> = (Hits, u64, u64, u64, Option<PartialDate>);

pub(super) fn encode(content: &Content, result: &DocumentResult) -> io::Result<Vec<u8>> {
    let parts: Parts<&[Hit]> = (
        &result.hits,
        result.characters,
        result.bytes,
        result.nul_bytes,
        result.date,
    );
    let mut payload = serde_json::to_vec(&parts)?;
    if payload.len() > SHORT {
        payload = zstd::bulk::compress(&payload, LEVEL)?;
    }
    let mut bytes = checksum(content, &payload).to_vec();
    bytes.extend(payload);
    Ok(bytes)
}

/// Reads what [`encode`] wrote for the same document.
pub(super) fn decode(content: &Content, bytes: &[u8]) -> Result<DocumentResult, String> {
    let whole = bytes.split_first_chunk::<CHECKSUM>();
    let payload = whole.filter(|(sum, payload)| **sum == checksum(content, payload));
    let (_, payload) = payload.ok_or("a result is not what was written")?;
    // JSON begins with a bracket, what is compressed with a number of the format.
    let parts: Result<Parts<Vec<Hit>>, _> = if payload.starts_with(b"[") {
        serde_json::from_slice(payload)
    } else {
        let text = zstd::decode_all(payload).map_err(|error| error.to_string())?;
        serde_json::from_slice(&text)
    };
    let (hits, characters, bytes, nul_bytes, date) = parts.map_err(|error| error.to_string())?;
    Ok(DocumentResult {
        hits,
        characters,
        bytes,
        nul_bytes,
        date,
    })
}

fn checksum(content: &Content, payload: &[u8]) -> [u8; CHECKSUM] {
    let hash = Sha256::new()
        .chain_update(content.0)
        .chain_update(payload)
        .finalize();
    std::array::from_fn(|at| hash[at])
}

#[cfg(test)]
mod tests {
    use namewatch::{Screener, Watchlist};

    use super::*;

    fn result() -> DocumentResult {
        let screener = Screener::builder().build(&Watchlist::starter()).unwrap();
        let hits = screener
            .screen("Arkadi Rotenberg met Vladimir Putin; Putin was late.")
            .unwrap();
        assert!(hits.len() > 2 && hits.iter().any(|hit| hit.refers_to.is_some()));
        DocumentResult {
            hits,
            characters: 52,
            bytes: 52,
            nul_bytes: 1,
            date: Some("2026-11-01".parse().unwrap()),
        }
    }

    #[test]
    fn a_result_comes_back_to_the_last_digit() {
        let content = Content([7; 32]);
        for result in [result(), DocumentResult::default()] {
            let bytes = encode(&content, &result).unwrap();
            assert_eq!(decode(&content, &bytes).unwrap(), result);
        }
    }

    #[test]
    fn whatever_is_not_what_was_written_is_told() {
        let content = Content([7; 32]);
        let bytes = encode(&content, &result()).unwrap();
        assert!(decode(&Content([8; 32]), &bytes).is_err());
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(decode(&content, &damaged).is_err(), "byte {at}");
            assert!(decode(&content, &bytes[..at]).is_err(), "cut at {at}");
        }
    }
}
