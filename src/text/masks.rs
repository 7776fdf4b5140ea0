//! Which bytes of a plain text are letters or digits: one bit for each, sixteen bytes at a time.
//!
//! Must not know: what a word is.

use wide::i8x16;

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
            for (i, sixteen) in block.as_chunks::<16>().0.iter().enumerate() {
                let (spoken, other) = look(sixteen);
                bits |= u64::from(spoken) << (16 * i);
                odd |= other;
            }
            self.bits.push(bits);
        }
        odd == 0
    }

    /// Calls `found` with each run of letters and digits; `join` may draw its end behind later runs.
    #[inline(always)]
    pub(super) fn each(
        &self,
        join: impl Fn(&Self, usize) -> bool,
        mut found: impl FnMut(usize, usize),
    ) {
        let mut block = 0;
        let mut bits = self.bits.first().copied().unwrap_or(0);
        loop {
            while bits == 0 {
                block += 1;
                match self.bits.get(block) {
                    Some(next) => bits = *next,
                    None => return,
                }
            }
            let first = bits.trailing_zeros();
            let start = block * 64 + first as usize;
            let length = (!(bits >> first)).trailing_zeros() as usize;
            let mut end = start + length;
            if first as usize + length == 64 {
                end = self.end(end);
            }
            while join(self, end) {
                end = self.end(end + 1);
            }
            found(start, end);
            if end / 64 != block {
                block = end / 64;
                match self.bits.get(block) {
                    Some(next) => bits = *next,
                    None => return,
                }
            }
            bits &= u64::MAX << (end % 64);
        }
    }

    /// The first byte from a letter or digit on that is none.
    fn end(&self, at: usize) -> usize {
        let mut block = at / 64;
        let Some(bits) = self.bits.get(block) else { return at };
        let mut bits = !bits & (u64::MAX << (at % 64));
        while bits == 0 {
            block += 1;
            match self.bits.get(block) {
                Some(next) => bits = !next,
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
        chunk.map_or(0, |c| u64::from_le_bytes(*c)) | 0x2020_2020_2020_2020
    }
}

/// The lowest bytes, one to eight.
#[inline]
fn lowest(bytes: usize) -> u64 {
    u64::MAX >> (64 - 8 * bytes)
}

/// A bit for each of sixteen bytes that is an ASCII letter or digit, and one for each that takes a
/// closer look: what is not ASCII, and the underscore.
#[inline]
fn look(bytes: &[u8; 16]) -> (u32, u32) {
    let bytes = i8x16::new(bytes.map(u8::cast_signed));
    let all = |byte: u8| i8x16::splat(byte.cast_signed());
    let within = |bytes: i8x16, low: u8, high: u8| {
        bytes.simd_gt(all(low - 1)) & bytes.simd_lt(all(high + 1))
    };
    let letter = within(bytes | all(0x20), b'a', b'z');
    let digit = within(bytes, b'0', b'9');
    let other = bytes | bytes.simd_eq(all(b'_'));
    ((letter | digit).to_bitmask(), other.to_bitmask())
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
                let mut runs = Vec::new();
                masks.each(|_, _| false, |start, end| runs.push((start, end)));
                if byte.is_ascii_alphanumeric() {
                    assert_eq!(runs, [(place, place + 1)], "{byte}");
                    let lower = u64::from(byte.to_ascii_lowercase());
                    assert_eq!(masks.key(place, place + 1), [lower, 0]);
                } else {
                    assert_eq!(runs, [], "{byte}");
                }
            }
        }
        let mut masks = Masks::default();
        let long = "a".repeat(200) + " " + &"b".repeat(64);
        assert!(masks.read(&long));
        let mut runs = Vec::new();
        masks.each(|_, _| false, |start, end| runs.push((start, end)));
        assert_eq!(runs, [(0, 200), (201, 265)]);
        assert!(!Masks::default().read("caf\u{e9}"));
    }
}
