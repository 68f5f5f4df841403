use std::io::{self, BufReader, Read};

/// What begins a block, and what ends a stream.
const BLOCK: u64 = 0x3141_5926_5359;
const END: u64 = 0x1772_4538_5090;

/// How many symbols are written with one table before the next is chosen.
const GROUP: usize = 50;

/// The longest code of a symbol, in bits.
const LONGEST: usize = 20;

/// Opens bzip2, one stream or several one after the other, a block at a time. Sums are checked.
pub(super) struct Bzip2<R> {
    bits: Bits<R>,
    /// The most bytes of a block before they are run together; 0 between streams.
    largest: usize,
    block: Block,
    /// Of the blocks of this stream.
    sum: u32,
    ended: bool,
    any: bool,
}

impl<R: Read> Bzip2<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            bits: Bits::new(inner),
            largest: 0,
            block: Block::default(),
            sum: 0,
            ended: false,
            any: false,
        }
    }

    /// Goes to the next block; to none at the end.
    fn advance(&mut self) -> io::Result<()> {
        if self.largest == 0 {
            if self.any && self.bits.is_at_end()? {
                self.ended = true;
                return Ok(());
            }
            let begins = self.bits.take(24)? == u64::from(u32::from_be_bytes(*b"\0BZh"));
            let level = self.bits.take(8)?.wrapping_sub(u64::from(b'0'));
            if !begins || !(1..=9).contains(&level) {
                return Err(damaged("it does not begin with `BZh`"));
            }
            self.any = true;
            self.largest = level as usize * 100_000;
            self.sum = 0;
        }
        match self.bits.take(48)? {
            BLOCK => {
                self.block = Block::read(&mut self.bits, self.largest)?;
                Ok(())
            }
            END => {
                if self.bits.take(32)? != u64::from(self.sum) {
                    return Err(damaged("its sum is wrong"));
                }
                self.bits.align();
                self.largest = 0;
                Ok(())
            }
            _ => Err(damaged("no block where one should be")),
        }
    }
}

impl<R: Read> Read for Bzip2<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let given = self.block.give(buffer);
            if given > 0 || buffer.is_empty() {
                return Ok(given);
            }
            if let Some(sum) = self.block.check()? {
                self.sum = self.sum.rotate_left(1) ^ sum;
            }
            if self.ended {
                return Ok(0);
            }
            self.advance()?;
        }
    }
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("damaged bzip2: {why}"))
}

/// The bytes of a block, to be given out in the order they had before they were sorted.
#[derive(Default)]
struct Block {
    /// A byte, and above it where the next one stands.
    chain: Vec<u32>,
    at: u32,
    left: usize,
    /// The byte given last, and how often in a row.
    last: u8,
    run: u8,
    /// How often it is still to be given.
    repeat: u8,
    sum: u32,
    /// What the sum should be at the end; `None` once that was checked.
    expected: Option<u32>,
}

impl Block {
    fn read<R: Read>(bits: &mut Bits<R>, largest: usize) -> io::Result<Self> {
        let expected = bits.take(32)? as u32;
        if bits.take(1)? == 1 {
            return Err(damaged(
                "a randomised block, as only very old programs wrote them",
            ));
        }
        let origin = bits.take(24)? as usize;
        let mut symbols = read_symbols(bits)?;
        let codes = Codes::read(bits, symbols.len() + 2)?;
        let end_of_block = symbols.len() as u16 + 1;
        let mut chain: Vec<u32> = Vec::new();
        let (mut run, mut weight) = (0, 1);
        for symbol in codes.symbols(bits) {
            let symbol = symbol?;
            if symbol < 2 {
                // Digits 1 and 2 of a number in base two, the least first.
                run += weight << symbol;
                weight <<= 1;
                if run > largest {
                    return Err(damaged("a block is too long"));
                }
                continue;
            }
            let first = u32::from(symbols[0]);
            chain.extend(std::iter::repeat_n(first, run));
            (run, weight) = (0, 1);
            if symbol == end_of_block {
                break;
            }
            let place = usize::from(symbol) - 1;
            symbols[..=place].rotate_right(1);
            chain.push(u32::from(symbols[0]));
            if chain.len() > largest {
                return Err(damaged("a block is too long"));
            }
        }
        if chain.len() > largest || origin >= chain.len() {
            return Err(damaged("a block is too long or begins nowhere"));
        }
        link(&mut chain);
        Ok(Self {
            at: chain[origin] >> 8,
            left: chain.len(),
            chain,
            expected: Some(expected),
            sum: !0,
            ..Self::default()
        })
    }

    /// Fills the buffer as far as the block goes.
    fn give(&mut self, buffer: &mut [u8]) -> usize {
        let mut given = 0;
        while given < buffer.len() {
            let byte = if self.repeat > 0 {
                self.repeat -= 1;
                self.last
            } else if self.left == 0 {
                break;
            } else {
                let link = self.chain[self.at as usize];
                self.at = link >> 8;
                self.left -= 1;
                let byte = link as u8;
                if self.run == 4 {
                    // After four equal bytes stands how many more there are.
                    self.repeat = byte;
                    self.run = 0;
                    continue;
                }
                self.run = if self.run > 0 && byte == self.last {
                    self.run + 1
                } else {
                    1
                };
                self.last = byte;
                byte
            };
            buffer[given] = byte;
            given += 1;
        }
        for &byte in &buffer[..given] {
            self.sum = (self.sum << 8) ^ SUMS[((self.sum >> 24) as u8 ^ byte) as usize];
        }
        given
    }

    /// The sum of a block that is given out and was not checked before.
    fn check(&mut self) -> io::Result<Option<u32>> {
        match self.expected.take() {
            Some(expected) if expected != !self.sum => Err(damaged("the sum of a block is wrong")),
            expected => Ok(expected),
        }
    }
}

/// Turns sorted bytes into a chain: with each byte the place of the one that followed it.
fn link(bytes: &mut [u32]) {
    let mut places = [0; 256];
    for &byte in &*bytes {
        places[byte as usize] += 1;
    }
    let mut sum = 0;
    for place in &mut places {
        sum += std::mem::replace(place, sum);
    }
    for from in 0..bytes.len() {
        let place = &mut places[(bytes[from] & 0xFF) as usize];
        bytes[*place as usize] |= (from as u32) << 8;
        *place += 1;
    }
}

/// The bytes that a block holds.
fn read_symbols<R: Read>(bits: &mut Bits<R>) -> io::Result<Vec<u8>> {
    let groups = bits.take(16)?;
    let mut symbols = Vec::new();
    for group in (0..16u8).filter(|group| groups >> (15 - group) & 1 == 1) {
        let members = bits.take(16)?;
        let members = (0..16u8).filter(|member| members >> (15 - member) & 1 == 1);
        symbols.extend(members.map(|member| group * 16 + member));
    }
    if symbols.is_empty() {
        return Err(damaged("a block without bytes"));
    }
    Ok(symbols)
}

/// How the symbols of a block are written.
struct Codes {
    tables: Vec<Table>,
    /// The table of each group of symbols.
    selectors: Vec<u8>,
}

impl Codes {
    fn read<R: Read>(bits: &mut Bits<R>, symbols: usize) -> io::Result<Self> {
        let tables = bits.take(3)? as u8;
        let groups = bits.take(15)? as usize;
        if !(2..=6).contains(&tables) || groups == 0 {
            return Err(damaged("a block without tables"));
        }
        let mut order: Vec<u8> = (0..tables).collect();
        let mut selectors = Vec::new();
        for _ in 0..groups {
            let mut place = 0;
            while bits.take(1)? == 1 {
                place += 1;
                if place >= order.len() {
                    return Err(damaged("a table that is none"));
                }
            }
            order[..=place].rotate_right(1);
            selectors.push(order[0]);
        }
        let tables = (0..tables).map(|_| Table::read(bits, symbols));
        Ok(Self {
            tables: tables.collect::<io::Result<_>>()?,
            selectors,
        })
    }

    fn symbols<'a, R: Read>(
        &'a self,
        bits: &'a mut Bits<R>,
    ) -> impl Iterator<Item = io::Result<u16>> + 'a {
        let mut number = 0;
        std::iter::from_fn(move || {
            let selector = self.selectors.get(number / GROUP);
            number += 1;
            Some(match selector {
                Some(&selector) => self.tables[usize::from(selector)].symbol(bits),
                None => Err(damaged("a block that does not end")),
            })
        })
    }
}

/// A prefix code.
struct Table {
    /// For each length of a code: the first code of the next length, the first code of this one, and
    /// the number of symbols with shorter codes.
    lengths: [(u32, u32, u32); LONGEST + 1],
    /// The symbols by the length of their codes.
    symbols: Vec<u16>,
}

impl Table {
    fn read<R: Read>(bits: &mut Bits<R>, symbols: usize) -> io::Result<Self> {
        let mut length = bits.take(5)? as usize;
        let mut by_length = vec![Vec::new(); LONGEST + 1];
        for symbol in 0..symbols {
            while bits.take(1)? == 1 {
                length = if bits.take(1)? == 0 {
                    length + 1
                } else {
                    length.wrapping_sub(1)
                };
                if length > LONGEST {
                    return Err(damaged("a code is too long"));
                }
            }
            if !(1..=LONGEST).contains(&length) {
                return Err(damaged("a code of no length"));
            }
            by_length[length].push(symbol as u16);
        }
        let (mut code, mut before) = (0u32, 0);
        let mut lengths = [(0, 0, 0); LONGEST + 1];
        for (length, symbols) in by_length.iter().enumerate() {
            let first = code;
            code += symbols.len() as u32;
            if code > 1 << length {
                return Err(damaged("more codes than there can be"));
            }
            lengths[length] = (code, first, before);
            before += symbols.len() as u32;
            code <<= 1;
        }
        let symbols = by_length.concat();
        Ok(Self { lengths, symbols })
    }

    fn symbol<R: Read>(&self, bits: &mut Bits<R>) -> io::Result<u16> {
        let mut code = 0;
        for &(end, first, before) in &self.lengths[1..] {
            code = code << 1 | bits.take(1)? as u32;
            if code < end {
                return Ok(self.symbols[(before + code - first) as usize]);
            }
        }
        Err(damaged("a code that is none"))
    }
}

/// A source bit by bit, the highest of a byte first.
struct Bits<R> {
    inner: BufReader<R>,
    held: u64,
    count: u32,
}

impl<R: Read> Bits<R> {
    fn new(inner: R) -> Self {
        Self {
            inner: BufReader::with_capacity(32 << 10, inner),
            held: 0,
            count: 0,
        }
    }

    /// The next bits, up to 48 of them, as a number.
    fn take(&mut self, count: u32) -> io::Result<u64> {
        while self.count < count {
            let mut byte = [0];
            self.inner.read_exact(&mut byte)?;
            self.held = self.held << 8 | u64::from(byte[0]);
            self.count += 8;
        }
        self.count -= count;
        Ok(self.held >> self.count & ((1 << count) - 1))
    }

    /// Skips to the next whole byte.
    fn align(&mut self) {
        self.count -= self.count % 8;
    }

    /// Whether the source ends here, at a whole byte.
    fn is_at_end(&mut self) -> io::Result<bool> {
        use std::io::BufRead;
        Ok(self.count == 0 && self.inner.fill_buf()?.is_empty())
    }
}

/// What a byte adds to the sum (CRC-32, the highest bit first).
const SUMS: [u32; 256] = {
    let mut sums = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum >> 31 == 1 {
                sum << 1 ^ 0x04C1_1DB7
            } else {
                sum << 1
            };
            bit += 1;
        }
        sums[byte] = sum;
        byte += 1;
    }
    sums
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the program `bzip2` makes of "a banana, aaaaaaaaaa banana\n".
    const SAMPLE: &[u8] = include_bytes!("../../../tests/testdata/documents/banana.bz2");

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Bzip2::new(bytes).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn streams_are_read_one_after_the_other() {
        let text = "a banana, aaaaaaaaaa banana\n";
        assert_eq!(read(SAMPLE).unwrap(), text);
        assert_eq!(read(&SAMPLE.repeat(3)).unwrap(), text.repeat(3));
        assert!(read(b"").is_err());
        for cut in 1..SAMPLE.len() {
            assert!(read(&SAMPLE[..cut]).is_err(), "{cut} bytes");
        }
        assert!(read(&[SAMPLE, b"rest"].concat()).is_err());
    }

    proptest! {
        #[test]
        fn a_wrong_bit_is_never_taken_for_text(place in 32..SAMPLE.len() * 8) {
            let mut bytes = SAMPLE.to_vec();
            bytes[place / 8] ^= 1 << (place % 8);
            if let Ok(text) = read(&bytes) {
                // The last bits only fill the byte up.
                prop_assert_eq!(text, "a banana, aaaaaaaaaa banana\n");
            }
        }
    }
}
