//! Which of several matches are kept where matches may not overlap.
//!
//! Must not know: patterns, gates, markers beyond their number.

use std::collections::BTreeSet;

/// A match: words `start..end`, and how long it is as a person counts words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) length: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) marker: u32,
    pub(crate) rule: u32,
    /// Its place in the list that it was taken from.
    pub(crate) of: u32,
}

/// Up to so many are held against each other one by one, which is quickest for the usual handful.
const FEW: usize = 32;

/// Keeps the longest in words, then the first, as long as nothing kept before overlaps; the same words
/// may be kept for several markers. This is the rule of quanteda's `nested_scope`.
pub(crate) fn longest_first(all: &mut Vec<Stretch>) {
    all.sort_unstable_by_key(|s| (u32::MAX - s.length, s.start, s.marker, s.rule, s.of));
    if all.len() > FEW {
        let mut taken = Taken::default();
        all.retain(|s| taken.take(s));
        return;
    }
    let mut kept = 0;
    for i in 0..all.len() {
        let new = all[i];
        let clashes = |old: &Stretch| {
            let same = old.start == new.start && old.end == new.end && old.marker != new.marker;
            !same && old.start < new.end && new.start < old.end
        };
        if !all[..kept].iter().any(clashes) {
            all[kept] = new;
            kept += 1;
        }
    }
    all.truncate(kept);
}

/// What is kept of a long turn: start, end, marker. No two overlap but those over the same words.
#[derive(Debug, Default)]
struct Taken(BTreeSet<(u32, u32, u32)>);

impl Taken {
    /// Whether a match may be kept; then it is.
    fn take(&mut self, new: &Stretch) -> bool {
        // Of all that begin before its end, the last is the one that reaches farthest.
        let before = self.0.range(..(new.end, 0, 0)).next_back();
        let free = before.is_none_or(|&(start, end, _)| {
            end <= new.start || (start, end) == (new.start, new.end)
        });
        free && self.0.insert((new.start, new.end, new.marker))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn many_are_chosen_as_few_are(
            written in prop::collection::vec((0_u32..40, 1_u32..5, 0_u32..3, 0_u32..2), 0..FEW)
        ) {
            let all: Vec<Stretch> = written.iter().zip(0..).map(|(&(start, length, marker, rule), of)| {
                // A short form is one word of two tokens.
                let end = start + length + (start + length) % 2;
                Stretch { length, start, end, marker, rule, of }
            }).collect();
            let mut few = all.clone();
            longest_first(&mut few);
            let mut many = all;
            many.sort_unstable_by_key(|s| (u32::MAX - s.length, s.start, s.marker, s.rule, s.of));
            let mut taken = Taken::default();
            many.retain(|s| taken.take(s));
            prop_assert_eq!(few, many);
        }
    }
}
