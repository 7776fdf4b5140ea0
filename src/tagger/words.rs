//! Whole words of plain English to their classes, without anything else being looked at.
//!
//! Must not know: entries, gates, speakers.

use super::prepared::Symbol;
use super::vocabulary::{Class, Classes, Vocabulary};
use super::wholes::edge;
use crate::text::{Key, PlainText, between_words};

/// The table of frequent words fits the processor's cache.
const MEMO_BITS: u32 = 12;

/// Reads the words of plain English texts. Kept by each worker.
#[derive(Debug, Default)]
pub(crate) struct PlainWords {
    text: PlainText,
    memo: Vec<(Key, Class)>,
    word: String,
}

impl PlainWords {
    /// Makes `symbols` those of a text's words; false if the text takes a closer look.
    pub(crate) fn read(
        &mut self,
        text: &str,
        vocabulary: &Vocabulary,
        classes: &mut Classes,
        symbols: &mut Vec<Symbol>,
    ) -> bool {
        symbols.clear();
        if self.memo.is_empty() {
            self.memo.resize(1 << MEMO_BITS, (Key::default(), 0));
        }
        let (memo, own) = (&mut self.memo, &mut self.word);
        let mut last = 0;
        self.text.words(text, |start, end, key, spaced| {
            let class = class_of(key, &text[start..end], memo, own, vocabulary, classes) << 8;
            let parted = if spaced { 0 } else { edge(between_words(&text[last..start])) };
            symbols.push(class | parted);
            last = end;
        })
    }
}

#[inline(always)]
fn class_of(
    key: Key,
    written: &str,
    memo: &mut [(Key, Class)],
    own: &mut String,
    vocabulary: &Vocabulary,
    classes: &mut Classes,
) -> Class {
    let mixed = (key[0] ^ key[1].rotate_left(25)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let slot = &mut memo[(mixed >> (64 - MEMO_BITS)) as usize];
    // The key of a long word is zero, and so is that of an empty slot: the word itself has to be looked up.
    if slot.0 == key && key[0] != 0 {
        return slot.1;
    }
    let class = look_up(written, own, vocabulary, classes);
    *slot = (key, class);
    class
}

#[inline(never)]
fn look_up(
    written: &str,
    own: &mut String,
    vocabulary: &Vocabulary,
    classes: &mut Classes,
) -> Class {
    own.clear();
    own.push_str(written);
    own.make_ascii_lowercase();
    if own.contains('`') {
        *own = own.replace('`', "'");
    }
    classes.of_word(own, vocabulary)
}
