//! Matches that a later mark of the same turn takes back.
//!
//! Must not know: patterns, other gates, speakers.

use super::candidate::{Candidate, Notes, Stopped};
use super::prepared::Prepared;
use super::stop::Stop;
use crate::lexicon::Lexicon;
use crate::model::Status;

/// Drops the matches that a later mark of the turn takes back.
pub(crate) fn take_back(
    lexicon: &Lexicon,
    words: &Prepared,
    candidates: &mut Vec<Candidate>,
    mut notes: Option<&mut Notes>,
) {
    if candidates.iter().all(|c| lexicon.rules[c.rule].void_by.is_empty()) {
        return;
    }
    let counted: Vec<(usize, usize, usize)> = candidates
        .iter()
        .filter(|c| c.status == Status::Counted)
        .map(|c| (c.marker, c.start, c.end))
        .collect();
    candidates.retain(|c| {
        let void_by = &lexicon.rules[c.rule].void_by;
        let voids = |v: &&(usize, usize, usize)| v.1 >= c.end && void_by.contains(&v.0);
        let Some(&(marker, from, to)) = counted.iter().find(voids) else { return true };
        if let Some(notes) = &mut notes {
            let why = Stop::Void { marker, words: words.span(from, to) };
            notes.stopped.push(Stopped { rule: c.rule, start: c.start, end: c.end, why });
        }
        false
    });
}
