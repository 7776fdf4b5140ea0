//! What any matcher over bytes has to do at least: one Aho-Corasick automaton, all matches counted.
//!
//! Must not know: words. A match inside a longer word counts here, and nothing is kept of it.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::Result;

use super::dictionary::Dictionary;

/// An automaton over all entries of a dictionary.
pub(crate) struct Raw(AhoCorasick);

impl Raw {
    /// Builds it; stems lose their star.
    pub(crate) fn new(dictionary: &Dictionary) -> Result<Self> {
        let entries = dictionary.rules.iter().filter(|r| r.r#type != "regex");
        let mut pieces: Vec<&str> = entries.map(|r| r.pattern.trim_end_matches('*')).collect();
        pieces.sort_unstable();
        pieces.dedup();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::ContiguousNFA));
        Ok(Self(builder.build(pieces)?))
    }

    /// The number of matches in a text.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.0.find_overlapping_iter(text).count()
    }
}
