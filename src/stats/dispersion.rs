//! Exists because talk comes in moods: hits cluster in sessions, and a comparison that ignores
//! this is too sure of itself.
//!
//! Must not know: what the groups stand for, or what is done with the answer.

use super::Count;

/// How much more hits scatter between sessions than independent hits would.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    /// φ: variance over mean; 1 for independent hits, 4 means standard errors twice as wide.
    pub factor: f64,
    /// Sessions less groups that φ rests on. Below about 4 it is little more than a guess.
    pub degrees_of_freedom: usize,
}

/// Pearson's χ² over its degrees of freedom, across the sessions of each group around the
/// group's own pooled rate (Wedderburn 1974; McCullagh & Nelder 1989).
///
/// Each inner slice is one group: all sessions before, all sessions after. Sessions without
/// words tell nothing and are left out. So are groups without hits or with fewer than two
/// sessions, which add neither to χ² nor to the degrees of freedom.
///
/// `None` if no degree of freedom is left, if hits are claimed in a session without words, or if
/// the remaining sessions expect less than one hit each on average. Below that, a single hit in
/// a short session (.1 expected, 1 seen: 8.1 on its own) settles the sum, and χ² is no measure
/// of scatter any more; Cochran (1954) sets the same floor for single expectations. The order of
/// sessions within a group does not matter, to the last bit.
pub fn dispersion(groups: &[&[Count]]) -> Option<Dispersion> {
    let hits_without_words = |session: &Count| session.words == 0 && session.hits > 0;
    if groups.iter().any(|group| group.iter().any(hits_without_words)) {
        return None;
    }
    let (mut chi_square, mut hits, mut sessions, mut degrees) = (0.0, 0_u64, 0, 0);
    for group in groups {
        let mut group: Vec<Count> = group.iter().copied().filter(|s| s.words > 0).collect();
        let total = Count::total(&group);
        if total.hits == 0 || group.len() < 2 {
            continue;
        }
        // Sorted, because the order of a floating-point sum shows in its last digits.
        group.sort_unstable();
        chi_square += pearson(&group, total.per_word());
        hits = hits.saturating_add(total.hits);
        sessions += group.len();
        degrees += group.len() - 1;
    }
    if degrees == 0 || hits < sessions as u64 {
        return None;
    }
    Some(Dispersion { factor: chi_square / degrees as f64, degrees_of_freedom: degrees })
}

/// Σ (seen − expected)² / expected over sessions that share one rate per word.
fn pearson(sessions: &[Count], per_word: f64) -> f64 {
    let term = |session: &Count| {
        let expected = per_word * session.words as f64;
        (session.hits as f64 - expected).powi(2) / expected
    };
    sessions.iter().map(term).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(hits: u64, words: u64) -> Count {
        Count { hits, words }
    }

    #[test]
    fn equal_sessions_have_no_scatter() {
        let sessions = [count(5, 1_000); 3];
        let found = dispersion(&[&sessions, &sessions]).unwrap();
        assert_eq!(found, Dispersion { factor: 0.0, degrees_of_freedom: 4 });
    }

    #[test]
    fn a_worked_example_comes_out_by_hand() {
        // Expected 6, 6 and 4, 4: (9 + 9)/6 + (4 + 4)/4 = 5, over two degrees of freedom.
        let before = [count(9, 500), count(3, 500)];
        let after = [count(2, 700), count(6, 700)];
        let found = dispersion(&[&before, &after]).unwrap();
        assert!((found.factor - 2.5).abs() < 1e-12);
        assert_eq!(found.degrees_of_freedom, 2);
    }

    #[test]
    fn empty_groups_and_single_sessions_change_nothing() {
        let before = [count(9, 500), count(3, 500), count(0, 0)];
        let plain = dispersion(&[&before[..2]]).unwrap();
        let silent = [count(0, 900), count(0, 800)];
        assert_eq!(dispersion(&[&before, &silent, &[count(40, 900)], &[]]).unwrap(), plain);
    }

    #[test]
    fn too_little_gives_nothing() {
        assert_eq!(dispersion(&[]), None);
        assert_eq!(dispersion(&[&[count(4, 100)], &[count(9, 100)]]), None);
        assert_eq!(dispersion(&[&[count(1, 100), count(0, 100), count(1, 100)]]), None);
        assert_eq!(dispersion(&[&[count(9, 100), count(5, 100), count(1, 0)]]), None);
    }

    proptest! {
        #[test]
        fn the_order_of_sessions_does_not_matter(
            (sessions, shuffled) in proptest::collection::vec((0_u64..60, 1_u64..9_000), 2..12)
                .prop_flat_map(|sessions| (Just(sessions.clone()), Just(sessions).prop_shuffle())),
        ) {
            let counts = |list: &[(u64, u64)]| -> Vec<Count> {
                list.iter().map(|&(hits, words)| count(hits, words)).collect()
            };
            prop_assert_eq!(
                dispersion(&[&counts(&sessions)]), dispersion(&[&counts(&shuffled)])
            );
        }
    }
}
