//! Words of plain English text, quickly: letters, digits and the marks that typists and phones put
//! between them. Anything else is left to [`super::definition`], to which this is held equal by a
//! property test.
//!
//! Must not know: sentences, short forms, what a word means.

use super::forms::Forms;

/// A word of a text: bytes `start..end`, and what is known of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawWord {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of a [`super::forms::Form`].
    pub(crate) form: u32,
}

/// What stood between the words, so that rarer things are looked for only where they can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    /// Something that can open a quotation.
    pub(crate) quotes: bool,
    /// Something that can open a remark.
    pub(crate) brackets: bool,
}

const OTHER: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const UNDERSCORE: u8 = 3;
/// Joins letters, and digits.
const JOINS_BOTH: u8 = 4;
/// An apostrophe, which joins both and may open a quotation.
const APOSTROPHE: u8 = 5;
/// Joins digits.
const JOINS_DIGITS: u8 = 6;
const QUOTE: u8 = 7;
const BRACKET: u8 = 8;
const HIGH: u8 = 9;

static CLASS: [u8; 256] = classes();
const fn classes() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        table[i] = match b {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            b'.' => JOINS_BOTH,
            b'\'' | b'`' => APOSTROPHE,
            b',' | b';' => JOINS_DIGITS,
            b'"' => QUOTE,
            b'[' | b'(' | b'<' => BRACKET,
            0x80.. => HIGH,
            _ => OTHER,
        };
        i += 1;
    }
    table
}

/// The class and length of the character at a byte; `None` for what this way does not know.
#[inline(always)]
fn class_at(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let Some(&byte) = bytes.get(at) else { return Some((OTHER, 1)) };
    match CLASS[byte as usize] {
        HIGH => match bytes.get(at..at + 3) {
            // Curly single quotation marks, of which one is the apostrophe.
            Some([0xE2, 0x80, 0x98 | 0x99]) => Some((APOSTROPHE, 3)),
            // Curly double quotation marks.
            Some([0xE2, 0x80, 0x9C | 0x9D]) => Some((QUOTE, 3)),
            // Dashes, and three dots in one.
            Some([0xE2, 0x80, 0x93 | 0x94 | 0xA6]) => Some((OTHER, 3)),
            _ => None,
        },
        class => Some((class, 1)),
    }
}

/// The lower-case bytes of a word of at most sixteen, packed; nothing if it is longer.
pub(crate) type Key = [u64; 2];

const LONG: Key = [0, 0];

/// Calls `found` with start, end, and key of each word. `None` as soon as a character stands there
/// that this way does not know.
#[inline(always)]
fn scan(text: &str, mut found: impl FnMut(usize, usize, Key)) -> Option<Marks> {
    let bytes = text.as_bytes();
    let mut marks = Marks::default();
    let mut at = 0;
    while at < bytes.len() {
        let (class, length) = class_at(bytes, at)?;
        match class {
            LETTER | DIGIT | UNDERSCORE => {
                if let Some((end, key)) = plain_word(bytes, at) {
                    found(at, end, key);
                    at = end;
                    continue;
                }
                let (end, spoken) = word(bytes, at)?;
                if spoken {
                    found(at, end, pack(&bytes[at..end]));
                }
                at = end;
            }
            _ => {
                marks.quotes |= matches!(class, QUOTE | APOSTROPHE);
                marks.brackets |= class == BRACKET;
                at += length;
            }
        }
    }
    Some(marks)
}

/// The end and key of a word of at most sixteen letters and digits that surely ends behind them;
/// `None` if it takes a closer look.
#[inline(always)]
fn plain_word(bytes: &[u8], start: usize) -> Option<(usize, Key)> {
    let (mut length, low) = eight(bytes, start)?;
    let mut high = 0;
    if length == 8 {
        let (more, next) = eight(bytes, start + 8)?;
        if more == 8 {
            return None;
        }
        length += more;
        high = next;
    }
    let end = start + length;
    if length == 0 {
        return None;
    }
    let ends = match bytes.get(end).map_or(OTHER, |b| CLASS[*b as usize]) {
        OTHER | QUOTE | BRACKET => true,
        // A full stop, a comma, an apostrophe part what no letter or digit follows.
        JOINS_BOTH | JOINS_DIGITS | APOSTROPHE => {
            matches!(
                bytes.get(end + 1).map_or(OTHER, |b| CLASS[*b as usize]),
                OTHER | QUOTE | BRACKET
            )
        }
        _ => false,
    };
    ends.then_some((end, [low, high]))
}

/// How many of the next eight bytes are letters and digits before the first that is none, and
/// these in lower case, packed; `None` near the end of the text.
///
/// All eight at once: in each byte the highest bit tells whether it lies in a range.
#[inline(always)]
fn eight(bytes: &[u8], at: usize) -> Option<(usize, u64)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let word = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
    // Adding to seven bits never carries into the next byte.
    let seven = word & !TOPS;
    let lower = seven | (ONES * 0x20);
    let from = |low: u8| (ONES * u64::from(0x80 - low)).wrapping_add(lower);
    let letter = from(b'a') & !from(b'z' + 1);
    // Of what is not changed by the bit that makes letters small.
    let digit = from(b'0') & !from(b'9' + 1) & (seven << 2);
    let spoken = (letter | digit) & !word & TOPS;
    let length = ((spoken ^ TOPS).trailing_zeros() / 8) as usize;
    let kept = match length {
        8 => lower,
        _ => lower & ((1 << (8 * length)) - 1),
    };
    Some((length, kept))
}

/// The key of a word.
fn pack(word: &[u8]) -> Key {
    if word.len() > 16 {
        return LONG;
    }
    let mut key = LONG;
    for (i, byte) in word.iter().enumerate() {
        key[i / 8] |= u64::from(byte.to_ascii_lowercase()) << (8 * (i % 8));
    }
    key
}

/// The end of the word that begins at a byte, and whether it holds a letter or digit.
fn word(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start;
    let mut last = OTHER;
    let mut spoken = false;
    while let Some(&byte) = bytes.get(at) {
        let class = CLASS[byte as usize];
        if class.wrapping_sub(1) < UNDERSCORE {
            spoken |= class != UNDERSCORE;
            last = class;
            at += 1;
            continue;
        }
        let (class, length) = class_at(bytes, at)?;
        let joins = match class {
            JOINS_BOTH | APOSTROPHE => last == LETTER || last == DIGIT,
            JOINS_DIGITS => last == DIGIT,
            _ => false,
        };
        // Only between two letters, or two digits.
        if !joins || class_at(bytes, at + length)?.0 != last {
            break;
        }
        at += length;
    }
    Some((at, spoken))
}

/// Appends the words of a text. `None`, and nothing appended, if it holds characters that this way
/// does not know.
pub(crate) fn split(text: &str, forms: &mut Forms, out: &mut Vec<RawWord>) -> Option<Marks> {
    let first = out.len();
    let marks = scan(text, |start, end, key| {
        let form = forms.quick(key, &text.as_bytes()[start..end]);
        out.push(RawWord { start: start as u32, end: end as u32, form });
    });
    if marks.is_none() {
        out.truncate(first);
    }
    marks
}

/// Calls `found` with the range of each word; `None` like [`split`].
pub(crate) fn ranges(text: &str, mut found: impl FnMut(usize, usize)) -> Option<Marks> {
    scan(text, |start, end, _| found(start, end))
}

#[cfg(test)]
mod tests {
    use super::super::definition;
    use super::*;

    /// The quick way's words as the definition shows them; `None` where it leaves a text alone.
    fn quick(text: &str) -> Option<Vec<definition::Word>> {
        let mut forms = Forms::default();
        let mut raw = Vec::new();
        split(text, &mut forms, &mut raw)?;
        let word = |w: &RawWord| definition::Word {
            start: w.start as usize,
            end: w.end as usize,
            folded: forms.text(forms.form(w.form).whole).to_string(),
        };
        Some(raw.iter().map(word).collect())
    }

    #[test]
    fn the_marks_of_phones_and_typists_are_known() {
        for text in [
            "Don\u{2019}t\u{2014}\u{201C}please\u{201D}\u{2026}",
            "3.5, 1,000 a.m. e.g: _x_ __ 'tis",
            "Understanding uncharacteristically@@ `a`b [c]{d}^e~f 3rd 0x9 Z\u{7f}z:/;:9 misunderstanding.",
        ] {
            assert_eq!(quick(text), Some(definition::words(text)), "{text}");
        }
        assert_eq!(quick("caf\u{e9}"), None);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn the_quick_way_is_the_definition(
            text in "\\PC{0,40}|[ -~\n\t\r]{0,60}|[\\x00-\\x7f]{0,24}|[a-zA-Z]{1,20}[ -~][a-z]{0,20}[ .,']?|[a-cA-C01_.,;:'`’‘“”–—… \"-]{0,40}"
        ) {
            if let Some(words) = quick(&text) {
                proptest::prop_assert_eq!(words, definition::words(&text));
            } else {
                proptest::prop_assert!(!text.is_ascii());
            }
        }
    }
}
