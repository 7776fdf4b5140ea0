//! Which bytes of a plain text are letters or digits: one bit for each, eight bytes at a time.
//!
//! Must not know: what a word is.

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;
/// So many bytes may be read behind any place of the text.
const PADDING: usize = 16;

/// A text's bytes with some zeros behind them, and one bit for each byte. Filled again and again.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks {
    bytes: Vec<u8>,
    bits: Vec<u64>,
}

/// The lower-case bytes of a word of at most sixteen, packed; zero if it is longer.
pub(crate) type Key = [u64; 2];

impl Masks {
    /// Reads a text. False if it holds anything but ASCII, or an underscore: that takes a closer look.
    pub(super) fn read(&mut self, text: &str) -> bool {
        let blocks = text.len() / 64 + 1;
        self.bytes.clear();
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.resize(blocks * 64 + PADDING, 0);
        self.bits.clear();
        let mut odd = 0;
        for block in self.bytes.as_chunks::<64>().0 {
            let mut bits = 0;
            for (i, eight) in block.as_chunks::<8>().0.iter().enumerate() {
                let word = u64::from_le_bytes(*eight);
                odd |= word | underscores(word);
                bits |= spoken(word) << (8 * i);
            }
            self.bits.push(bits);
        }
        odd & TOPS == 0
    }

    /// The first letter or digit from a byte on; the length of the text, rounded up, if there is none.
    #[inline]
    pub(super) fn next(&self, at: usize) -> usize {
        self.find(at, |bits| bits)
    }

    /// The first byte from a letter or digit on that is none.
    #[inline]
    pub(super) fn end(&self, at: usize) -> usize {
        self.find(at, |bits| !bits)
    }

    #[inline]
    fn find(&self, at: usize, wanted: impl Fn(u64) -> u64) -> usize {
        let mut block = at / 64;
        let Some(bits) = self.bits.get(block) else { return at };
        let mut bits = wanted(*bits) & (u64::MAX << (at % 64));
        while bits == 0 {
            block += 1;
            match self.bits.get(block) {
                Some(next) => bits = wanted(*next),
                None => return block * 64,
            }
        }
        block * 64 + bits.trailing_zeros() as usize
    }

    /// A byte of the text; 0 behind it.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The key of a word of letters, digits and the ASCII marks that join them.
    #[inline]
    pub(super) fn key(&self, start: usize, end: usize) -> Key {
        let length = end - start;
        if length <= 8 {
            [self.small(start) & lowest(length), 0]
        } else if length <= 16 {
            [self.small(start), self.small(start + 8) & lowest(length - 8)]
        } else {
            [0, 0]
        }
    }

    /// Eight bytes with small letters. What joins letters is not changed by the bit that makes them small.
    #[inline]
    fn small(&self, at: usize) -> u64 {
        let chunk = self.bytes.get(at..).and_then(|rest| rest.first_chunk());
        chunk.map_or(0, |c| u64::from_le_bytes(*c)) | (ONES * 0x20)
    }
}

/// The lowest bytes, one to eight.
#[inline]
fn lowest(bytes: usize) -> u64 {
    u64::MAX >> (64 - 8 * bytes)
}

/// One bit for each of eight bytes that is an ASCII letter or digit.
#[inline]
fn spoken(word: u64) -> u64 {
    // Adding to seven bits never carries into the next byte; the highest bit then tells whether a byte is at
    // least so large.
    let seven = word & !TOPS;
    let small = seven | (ONES * 0x20);
    let from = |low: u8| small + ONES * u64::from(0x80 - low);
    let letter = from(b'a') & !from(b'z' + 1);
    // Only of bytes that the bit did not change.
    let digit = from(b'0') & !from(b'9' + 1) & (seven << 2);
    let spoken = (letter | digit) & !word & TOPS;
    (spoken >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The highest bit of some byte is set if one of eight is an underscore.
#[inline]
fn underscores(word: u64) -> u64 {
    let differs = word ^ (ONES * u64::from(b'_'));
    differs.wrapping_sub(ONES) & !differs & TOPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_seen_wherever_they_stand() {
        for byte in 0..128_u8 {
            for place in [0, 7, 8, 63, 64, 70, 127, 128] {
                let mut text = vec![b' '; place];
                text.push(byte);
                let text = String::from_utf8(text).unwrap();
                let mut masks = Masks::default();
                assert_eq!(masks.read(&text), byte != b'_', "{byte}");
                let seen = masks.next(0) == place;
                assert_eq!(seen, byte.is_ascii_alphanumeric(), "{byte} at {place}");
                if seen {
                    assert_eq!(masks.end(place), place + 1);
                    let lower = u64::from(byte.to_ascii_lowercase());
                    assert_eq!(masks.key(place, place + 1), [lower, 0]);
                }
            }
        }
        assert!(!Masks::default().read("caf\u{e9}"));
    }
}
