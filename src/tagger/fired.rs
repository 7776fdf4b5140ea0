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
    /// For each line the rules that fired there and count, ascending, as indices in the loaded lexicons.
    /// A rule that shows its marker's opposite is none of its marker's.
    pub rules: Vec<Vec<usize>>,
    /// For each line, how many words it holds.
    pub words: Vec<u32>,
}

impl Desk<'_> {
    /// The marks in one session, and the rules behind them and beside them.
    pub fn tag_and_fire(&mut self, lines: &[Line<'_>]) -> Firings {
        let mut firings = Firings::default();
        let mut tags = Vec::new();
        let lexicon = self.tagger().lexicon();
        self.walk(lines, &mut tags, None, |_, looked: Looked<'_>| {
            let own = |c: &&super::candidate::Candidate| {
                c.status == Status::Counted
                    && !c.doubtful
                    && lexicon.rules[c.rule].marker == c.marker
            };
            let mut rules: Vec<usize> =
                looked.candidates.iter().filter(own).map(|c| c.rule).collect();
            rules.sort_unstable();
            rules.dedup();
            firings.rules.push(rules);
            firings.words.push(looked.words.layout.words() as u32);
        });
        Firings { tags, ..firings }
    }
}
