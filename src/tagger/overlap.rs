//! Which of several matches are kept where matches may not overlap.
//!
//! Must not know: patterns, gates, markers beyond their number.

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

/// Keeps the longest in words, then the first, as long as nothing kept before overlaps; the same words
/// may be kept for several markers. This is the rule of quanteda's `nested_scope`.
pub(crate) fn longest_first(all: &mut Vec<Stretch>) {
    all.sort_unstable_by_key(|s| (u32::MAX - s.length, s.start, s.marker, s.rule, s.of));
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
