//! The whole written words of one utterance, as dictionaries see them.
//!
//! Must not know: rules, gates, speakers.

use super::prepared::{Symbol, bits};
use super::vocabulary::{Classes, Vocabulary};
use crate::text::{Between, Forms, Layout, RawWord, between_words};

/// Each word's class, and what parts it from the one before. Filled again and again.
#[derive(Debug, Default)]
pub(crate) struct Wholes {
    pub(crate) symbols: Vec<Symbol>,
}

impl Wholes {
    /// Takes the words of a text that was read with its sentences.
    pub(crate) fn fill(
        &mut self,
        layout: &Layout,
        forms: &Forms,
        vocabulary: &Vocabulary,
        classes: &mut Classes,
    ) {
        self.symbols.clear();
        self.symbols.extend(
            layout
                .wholes
                .iter()
                .map(|whole| classes.of(whole.text, forms, vocabulary) << 8 | edge(whole.after)),
        );
    }

    /// Takes the words of a text of which nothing else is known.
    pub(crate) fn fill_plain(
        &mut self,
        text: &str,
        words: &[RawWord],
        forms: &Forms,
        vocabulary: &Vocabulary,
        classes: &mut Classes,
    ) {
        self.symbols.clear();
        let mut last = 0;
        self.symbols.extend(words.iter().map(|word| {
            let class = classes.of(forms.form(word.form).whole, forms, vocabulary) << 8;
            let start = word.start as usize;
            // The words of a remark may have stood between.
            let spaced = word.spaced && start == last + 1;
            let between = last..start;
            last = word.end as usize;
            if spaced { class } else { class | edge(between_words(&text[between])) }
        }));
    }
}

/// What parts the words of an entry.
pub(super) fn edge(between: Between) -> u32 {
    match between {
        Between::Space => 0,
        Between::Hyphen => bits::SENTENCE_START | bits::HYPHEN,
        Between::Mark => bits::SENTENCE_START,
    }
}
