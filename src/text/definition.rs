//! What a word is, said once: a pipeline of `tokenizers` over Unicode.
//!
//! Normalise: apostrophes straight, invisible characters out, compatibility forms composed (NFKC),
//! lower case. Pre-tokenise: the words of UAX #29, cut at colons as ICU cuts them, contractions kept.
//! The quick way for plain English ([`super::split`]) is held equal to this one by property tests.
//! Must not know: sentences, short forms, what a word means.

use tokenizers::tokenizer::{
    NormalizedString, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer,
    Result, normalizer::Range,
};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::normalise::{is_apostrophe, is_invisible};

/// A word: bytes `start..end` of the original text, and its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) folded: String,
}

/// The form in which words are compared.
struct Fold;

impl Normalizer for Fold {
    fn normalize(&self, text: &mut NormalizedString) -> Result<()> {
        text.map(|c| if is_apostrophe(c) { '\'' } else { c });
        text.filter(|c| !is_invisible(c));
        text.nfkc();
        text.lowercase();
        Ok(())
    }
}

/// The words of UAX #29 that hold a letter or a digit, cut at colons.
struct UnicodeWords;

impl PreTokenizer for UnicodeWords {
    fn pre_tokenize(&self, text: &mut PreTokenizedString) -> Result<()> {
        text.split(|_, part| {
            let mut words = Vec::new();
            for (at, segment) in part.get().split_word_bound_indices() {
                let mut from = at;
                for piece in segment.split(':') {
                    if piece.contains(char::is_alphanumeric) {
                        words.extend(part.slice(Range::Normalized(from..from + piece.len())));
                    }
                    from += piece.len() + 1;
                }
            }
            Ok(words)
        })
    }
}

/// The words of a text, in order; ranges lie on character boundaries and do not overlap.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut pipeline = PreTokenizedString::from(text);
    let normalised = pipeline.normalize(|part| Fold.normalize(part));
    // Neither step can fail: both only look at characters.
    if normalised.and_then(|()| UnicodeWords.pre_tokenize(&mut pipeline)).is_err() {
        return Vec::new();
    }
    let mut words: Vec<Word> = Vec::new();
    for (folded, (start, end), _) in
        pipeline.get_splits(OffsetReferential::Original, OffsetType::Byte)
    {
        let end = grapheme_end(text, end);
        match words.last_mut() {
            // One character, such as a fraction, can normalise to several words: it stays one.
            Some(last) if start < last.end => {
                last.end = last.end.max(end);
                last.folded.push_str(folded);
            }
            _ if start < end => words.push(Word { start, end, folded: folded.to_string() }),
            _ => {}
        }
    }
    words
}

/// The next boundary of what a reader sees as one character: composed marks belong to their letter.
fn grapheme_end(text: &str, end: usize) -> usize {
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) if !text[..end].chars().next_back().is_some_and(leads) => {
            cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
        }
        _ => end,
    }
}

/// Whether a character, such as the Arabic sign of a number, is drawn together with whatever follows
/// it: even with the space behind a word.
fn leads(c: char) -> bool {
    [c, 'x'].iter().collect::<String>().graphemes(true).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, String)> {
        words(text).into_iter().map(|w| (&text[w.start..w.end], w.folded)).collect()
    }

    #[test]
    fn words_keep_their_bytes_and_get_one_form() {
        assert_eq!(
            shown("Don\u{2019}t CAFE\u{301}: 10:30, ｗｅｌｌ"),
            [
                ("Don\u{2019}t", "don't".to_string()),
                ("CAFE\u{301}", "caf\u{e9}".to_string()),
                ("10", "10".to_string()),
                ("30", "30".to_string()),
                ("ｗｅｌｌ", "well".to_string()),
            ]
        );
        assert_eq!(shown("so\u{AD}rry"), [("so\u{AD}rry", "sorry".to_string())]);
    }

    #[test]
    fn no_word_takes_the_space_behind_it() {
        let text = "fine\u{600} on";
        let found: Vec<&str> = words(text).iter().map(|w| &text[w.start..w.end]).collect();
        assert_eq!(found, ["fine\u{600}", "on"]);
    }

    #[test]
    fn a_fraction_is_one_word() {
        assert_eq!(shown("\u{bd} left").len(), 2);
    }
}
