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
    let mut counted: Vec<(usize, usize, usize)> = candidates
        .iter()
        .filter(|c| c.status == Status::Counted)
        .map(|c| (c.marker, c.start, c.end))
        .collect();
    counted.sort_unstable();
    candidates.retain(|c| {
        let later = |marker: &usize| {
            let next = counted.partition_point(|v| (v.0, v.1) < (*marker, c.end));
            counted.get(next).filter(|v| v.0 == *marker)
        };
        let mut void_by = lexicon.rules[c.rule].void_by.iter();
        let Some(&(marker, from, to)) = void_by.find_map(later) else { return true };
        if let Some(notes) = &mut notes {
            let why = Stop::Void { marker, words: words.span(from, to) };
            notes.stopped.push(Stopped { rule: c.rule, start: c.start, end: c.end, why });
        }
        false
    });
}
