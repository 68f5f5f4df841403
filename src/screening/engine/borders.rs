//! What is found does not depend on where a long text is cut into blocks.

use std::io::{self, Read};

use super::blocks::{BLOCK, MARGIN};
use crate::{Body, Cancellation, Document, DocumentResult, Entity, EntityKind, Hit, NameKind};
use crate::{Name, Screener, Watchlist};

/// Passages to be cut: names in full and short, broken by a line end, joined by a comma, without
/// blanks, and two of one party that share a word.
const PASSAGES: [&str; 5] = [
    "Then Gleb Tarasovich Varnakov rose. Later Varnakov sat down, and so did Ms Varnakov.",
    "Guests: VARNAKOV, Gleb Tarasovich; Gleb\nVarnakov's wife; Kashkul Petrochemical\nTrading Company.",
    "据报道，欧阳振磊上周在新加坡被捕。欧阳振磊说。",
    "\u{1F6A2}\u{1F6A2} Глеба Варнакова видели у Kashkul Petrochemical Trading Co., сказал Варнаков.",
    "The Islamic Front of Zurbagan Tavrik Volunteers met Gleb Tarasovich Varnakov at noon.",
];

/// What surrounds a passage: words, blank lines, a script without blanks, one endless word.
const FILLERS: [&str; 4] = ["the tide ran out and ", "\n", "的一是不了", "x"];

fn screener(threads: usize) -> Screener {
    let person = |id: &str, name: &str| Entity::new(id, EntityKind::Person, name);
    let mut varnakov = person("1", "Gleb Tarasovich Varnakov");
    let original = Name::new("Глеб Тарасович Варнаков", NameKind::OriginalScript);
    varnakov.names.push(original);
    let body = |id: &str, name: &str| Entity::new(id, EntityKind::Organization, name);
    let mut front = body("4", "Islamic Front of Zurbagan");
    let other_name = Name::new("Zurbagan Tavrik Volunteers", NameKind::Alias);
    front.names.push(other_name);
    let entities = vec![
        varnakov,
        person("2", "欧阳振磊"),
        body("3", "Kashkul Petrochemical Trading Company"),
        front,
    ];
    let watchlist = Watchlist::from_entities("own", entities).unwrap();
    let threads = threads.try_into().unwrap();
    Screener::builder()
        .min_confidence(0.05)
        .threads(threads)
        .build(&watchlist)
        .unwrap()
}

/// At least so many bytes of a filler.
fn fill(filler: &str, bytes: usize) -> String {
    filler.repeat(bytes.div_ceil(filler.len()))
}

/// A text of which a passage begins at a byte, or as close after it as the filler allows.
fn embedded(passage: &str, filler: &str, at: usize, after: usize) -> String {
    let blanks = " ".repeat(at % filler.len());
    let before = fill(filler, at - blanks.len() - 2);
    format!("{blanks}{before}\n\n{passage}\n\n{}", fill(filler, after))
}

/// Gives a text in pieces of changing sizes.
struct Pieces {
    text: io::Cursor<String>,
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(5) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = self.sizes[self.turn % self.sizes.len()].min(buffer.len());
        self.text.read(&mut buffer[..size])
    }
}

fn stream(text: &str, sizes: &[usize]) -> Body {
    let text = io::Cursor::new(text.to_owned());
    Body::Stream(Box::new(Pieces {
        text,
        sizes: sizes.to_vec(),
        turn: 0,
    }))
}

fn result_of(screener: &Screener, body: Body) -> DocumentResult {
    let document = Document {
        title: None,
        date: None,
        body,
    };
    let mut results = Vec::new();
    let documents = std::iter::once(((), document));
    screener
        .screen_all(documents, &Cancellation::default(), |(), result| {
            results.push(result.unwrap());
            true
        })
        .unwrap();
    results.remove(0)
}

/// Hits of a short text as they are where it stands further on in a longer one.
fn moved(hits: Vec<Hit>, bytes: usize, characters: usize) -> Vec<Hit> {
    let moved = hits.into_iter().map(|hit| Hit {
        start: hit.start + characters,
        end: hit.end + characters,
        byte_start: hit.byte_start + bytes,
        byte_end: hit.byte_end + bytes,
        refers_to: hit.refers_to.map(|start| start + characters),
        ..hit
    });
    moved.collect()
}

fn assert_same_at(screener: &Screener, passage: &str, filler: &str, at: usize) {
    let whole = embedded(passage, filler, at, 2 * MARGIN);
    // Far more than any look around a mention needs.
    let mut from = whole.find(passage).unwrap() - 2 * MARGIN;
    while !whole.is_char_boundary(from) {
        from += 1;
    }
    let near = &whole[from..];
    assert!(near.len() < BLOCK && whole.len() > BLOCK);
    let alone = result_of(screener, Body::Text(near.to_owned())).hits;
    assert!(alone.len() > 1, "{passage}");
    let expected = moved(alone, from, whole[..from].chars().count());
    let streamed = result_of(screener, stream(&whole, &[1 << 20]));
    assert_eq!(streamed.hits, expected, "{passage:?} at {at} of {filler:?}");
    assert_eq!(streamed.bytes, whole.len() as u64);
    assert_eq!(streamed.characters, whole.chars().count() as u64);
}

#[test]
fn a_border_through_a_passage_changes_nothing() {
    let screener = screener(1);
    for (turn, passage) in PASSAGES.iter().enumerate() {
        // A border at every few bytes of the passage, and just outside.
        let starts = (0..passage.len() + 12).step_by(passage.len() / 6);
        for (place, into) in starts.enumerate() {
            let filler = FILLERS[(turn + place) % FILLERS.len()];
            assert_same_at(&screener, passage, filler, BLOCK + 4 - into);
        }
    }
}

#[test]
fn a_second_border_changes_nothing_either() {
    let screener = screener(1);
    for into in [0, 10, 25] {
        assert_same_at(&screener, PASSAGES[0], FILLERS[0], 2 * BLOCK - into);
    }
}

#[test]
fn text_and_stream_of_any_pieces_give_the_same_on_any_number_of_threads() {
    let passages = PASSAGES.concat();
    let whole = embedded(&passages, FILLERS[0], BLOCK - 30, BLOCK + 100);
    let of_text = result_of(&screener(1), Body::Text(whole.clone()));
    assert!(of_text.hits.len() > 5);
    for threads in [1, 2, 8] {
        let screener = screener(threads);
        assert_eq!(result_of(&screener, Body::Text(whole.clone())), of_text);
        for sizes in [&[64 << 10, 7][..], &[100_003], &[1 << 20, 1, 2, 3]] {
            assert_eq!(
                result_of(&screener, stream(&whole, sizes)),
                of_text,
                "{sizes:?}"
            );
        }
    }
    assert_eq!(screener(1).screen(&whole).unwrap(), of_text.hits);
}
