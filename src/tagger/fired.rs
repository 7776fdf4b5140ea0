//! Which rules fire, whether or not their marker is seen: what weights are judged and learned by.
//!
//! Must not know: what people said of the same words.

use super::desk::{Desk, Looked};
use super::line::Line;
use crate::model::{Status, Tag};

/// What one session shows, down to its rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Firings {
    /// The marks, as [`Desk::tag`] finds them.
    pub tags: Vec<Tag>,
    /// For each line the rules that fired there and count, by marker and rule, each once.
    pub rules: Vec<Vec<Firing>>,
    /// For each line, how many words it holds.
    pub words: Vec<u32>,
}

/// A rule that fired and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Firing {
    /// The marker that it speaks for: its own or, where it was negated, the opposite.
    pub marker: usize,
    /// Its index in the loaded lexicons.
    pub rule: usize,
    /// Nowhere else in the line does it stand without words that are often meant otherwise: it weighs half.
    pub doubtful: bool,
}

impl Desk<'_> {
    /// The marks in one session, and the rules behind them and beside them.
    pub fn tag_and_fire(&mut self, lines: &[Line<'_>]) -> Firings {
        let mut firings = Firings::default();
        let mut tags = Vec::new();
        self.walk(lines, &mut tags, None, |_, looked: Looked<'_>| {
            let counted = looked.candidates.iter().filter(|c| c.status == Status::Counted);
            let mut rules: Vec<Firing> = counted
                .map(|c| Firing { marker: c.marker, rule: c.rule, doubtful: c.doubtful })
                .collect();
            rules.sort_unstable();
            // Of the same rule the one that weighs in full comes first.
            rules.dedup_by_key(|f| (f.marker, f.rule));
            firings.rules.push(rules);
            firings.words.push(looked.words.layout.words() as u32);
        });
        Firings { tags, ..firings }
    }
}
