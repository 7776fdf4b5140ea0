//! Puts cues into the order in which they were spoken.
//!
//! Must not know: what is in a cue.

use super::blocks::Cue;
use super::problems::{count, list_lines};
use crate::diagnostic::Diagnostic;

/// A clock that starts anew is told from a misplaced cue by this many cues in order on both sides.
const RUN: usize = 5;
/// A second recording begins within this time of the first one's beginning.
const ANEW_MS: i64 = 60_000;

/// Sorts by start, stably. Where the clock starts anew, as in two recordings one after the other,
/// each part is sorted on its own.
pub(crate) fn sort(cues: &mut [Cue<'_>]) -> Vec<Diagnostic> {
    let mut starts = Vec::with_capacity(cues.len());
    for cue in cues.iter() {
        starts.push(cue.start.or(starts.last().copied()).unwrap_or(0));
    }
    let falls: Vec<usize> = (1..starts.len()).filter(|&i| starts[i] < starts[i - 1]).collect();
    if falls.is_empty() {
        return Vec::new();
    }
    let first = starts.first().copied().unwrap_or(0);
    let mut bounds = vec![0];
    for (k, &i) in falls.iter().enumerate() {
        let from = if k == 0 { 0 } else { falls[k - 1] };
        let to = falls.get(k + 1).copied().unwrap_or(starts.len());
        if i - from >= RUN && to - i >= RUN && starts[i] <= first + ANEW_MS {
            bounds.push(i);
        }
    }
    let anew: Vec<usize> = bounds.iter().skip(1).map(|&i| cues[i].line).collect();
    let moved: Vec<usize> =
        falls.iter().filter(|i| bounds.binary_search(i).is_err()).map(|&i| cues[i].line).collect();
    bounds.push(cues.len());
    let mut keyed: Vec<(i64, Cue<'_>)> = starts.into_iter().zip(cues.iter().cloned()).collect();
    for part in bounds.windows(2) {
        if let Some(slice) = keyed.get_mut(part[0]..part[1]) {
            slice.sort_by_key(|(start, _)| *start);
        }
    }
    for (slot, (_, cue)) in cues.iter_mut().zip(keyed) {
        *slot = cue;
    }
    [
        note("out-of-order", "out of order and sorted by time", &moved),
        note("clock-restarts", "where the clock starts anew; the parts were kept in order", &anew),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn note(code: &'static str, what: &str, lines: &[usize]) -> Option<Diagnostic> {
    let first = *lines.first()?;
    let message = format!("{} {what}: {}", count(lines.len(), "cue", "cues"), list_lines(lines));
    Some(Diagnostic::note(code, message).at(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(starts: &[i64]) -> (Vec<i64>, Vec<&'static str>) {
        let mut cues: Vec<Cue<'_>> = starts
            .iter()
            .enumerate()
            .map(|(i, &s)| Cue { line: i + 1, start: Some(s), end: None, lines: Vec::new() })
            .collect();
        let codes = sort(&mut cues).iter().map(|d| d.code).collect();
        (cues.iter().filter_map(|c| c.start).collect(), codes)
    }

    #[test]
    fn misplaced_cues_are_sorted() {
        assert_eq!(sorted(&[1, 3, 2, 4]), (vec![1, 2, 3, 4], vec!["out-of-order"]));
        assert_eq!(sorted(&[1, 2]).1, Vec::<&str>::new());
    }

    #[test]
    fn two_recordings_stay_apart() {
        let starts = [0, 10, 20, 30, 40, 1, 11, 21, 31, 41];
        assert_eq!(sorted(&starts), (starts.to_vec(), vec!["clock-restarts"]));
    }
}
