//! Words of plain English text, quickly: letters, digits and the marks that typists and phones put
//! between them. Anything else is left to [`super::definition`], to which this is held equal by a
//! property test.
//!
//! Must not know: sentences, short forms, what a word means.

use super::forms::Forms;
use super::masks::{Key, Masks};

/// A word of a text: bytes `start..end`, and what is known of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawWord {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Index of a [`super::forms::Form`].
    pub(crate) form: u32,
    /// Whether just one space stands between the word before and it.
    pub(crate) spaced: bool,
}

/// What stood between the words, so that rarer things are looked for only where they can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    /// Something that can open a quotation.
    pub(crate) quotes: bool,
    /// Something that can open a remark.
    pub(crate) brackets: bool,
}

impl Marks {
    /// Looks at what stands between two words.
    fn see(&mut self, between: &[u8]) {
        for byte in between {
            let class = CLASS[*byte as usize];
            self.quotes |= matches!(class, QUOTE | APOSTROPHE);
            self.brackets |= class == BRACKET;
        }
    }
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

/// Calls `found` with each word of a plain English text; `None` if the text takes a closer look.
#[inline(always)]
fn scan_plain(
    text: &str,
    masks: &mut Masks,
    mut found: impl FnMut(usize, usize, Key, bool),
) -> Option<Marks> {
    if !masks.read(text) {
        return None;
    }
    let mut marks = Marks::default();
    let mut last = 0;
    masks.each(joins, |start, end| {
        let spaced = start == last + 1 && masks.byte(last) == b' ';
        if !spaced {
            marks.see(&text.as_bytes()[last..start]);
        }
        found(start, end, masks.key(start, end), spaced);
        last = end;
    });
    marks.see(&text.as_bytes()[last..]);
    Some(marks)
}

/// Whether the byte behind a letter or digit joins it with the next.
#[inline(always)]
fn joins(masks: &Masks, end: usize) -> bool {
    let joiner = CLASS[masks.byte(end) as usize];
    if !matches!(joiner, JOINS_BOTH | APOSTROPHE | JOINS_DIGITS) {
        return false;
    }
    let next = CLASS[masks.byte(end + 1) as usize];
    let same = CLASS[masks.byte(end - 1) as usize] == next;
    // Only between two letters, or two digits.
    same && (next == DIGIT || joiner != JOINS_DIGITS)
}

/// Calls `found` with start, end, and key of each word, and whether only a space stands before it.
/// `None` as soon as a character stands there that this way does not know.
fn scan_closely(text: &str, mut found: impl FnMut(usize, usize, Key, bool)) -> Option<Marks> {
    let bytes = text.as_bytes();
    let mut marks = Marks::default();
    let (mut at, mut last) = (0, 0);
    while at < bytes.len() {
        let (class, length) = class_at(bytes, at)?;
        match class {
            LETTER | DIGIT | UNDERSCORE => {
                let (end, spoken) = word(bytes, at)?;
                if spoken {
                    let spaced = at == last + 1 && bytes[last] == b' ';
                    found(at, end, pack(&bytes[at..end]), spaced);
                    last = end;
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

/// The key of a word.
fn pack(word: &[u8]) -> Key {
    let mut key = [0; 2];
    if word.len() > 16 {
        return key;
    }
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

/// Reads the words of plain English, and leaves every other text alone. Used again and again.
#[derive(Debug, Default)]
pub(crate) struct PlainText {
    masks: Masks,
}

impl PlainText {
    /// Calls `found` with start, end, and key of each word, and whether only a space stands before
    /// it. False if the text takes a closer look, perhaps after some words: it is no plain English, or may hold a remark.
    #[inline(always)]
    pub(crate) fn words(&mut self, text: &str, found: impl FnMut(usize, usize, Key, bool)) -> bool {
        scan_plain(text, &mut self.masks, found).is_some_and(|marks| !marks.brackets)
    }
}

/// Appends the words of a text. `None`, and nothing appended, if it holds characters that this way
/// does not know.
pub(crate) fn split(
    text: &str,
    masks: &mut Masks,
    forms: &mut Forms,
    out: &mut Vec<RawWord>,
) -> Option<Marks> {
    let first = out.len();
    let marks = scan_plain(text, masks, keeper(text, forms, out))
        .or_else(|| scan_closely(text, keeper(text, forms, out)));
    if marks.is_none() {
        out.truncate(first);
    }
    marks
}

/// Keeps each word that is found.
#[inline(always)]
fn keeper<'a>(
    text: &'a str,
    forms: &'a mut Forms,
    out: &'a mut Vec<RawWord>,
) -> impl FnMut(usize, usize, Key, bool) + 'a {
    move |start, end, key, spaced| {
        let form = forms.quick(key, &text.as_bytes()[start..end]);
        out.push(RawWord { start: start as u32, end: end as u32, form, spaced });
    }
}

/// Calls `found` with the range of each word; `None` like [`split`], perhaps after some words.
pub(crate) fn ranges(text: &str, mut found: impl FnMut(usize, usize)) -> Option<Marks> {
    scan_closely(text, |start, end, _, _| found(start, end))
}

#[cfg(test)]
mod tests {
    use super::super::definition;
    use super::*;

    /// The quick way's words as the definition shows them; `None` where it leaves a text alone.
    fn quick(text: &str) -> Option<Vec<definition::Word>> {
        let mut forms = Forms::default();
        let mut raw = Vec::new();
        split(text, &mut Masks::default(), &mut forms, &mut raw)?;
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
