//! Exists to choose, by one stated rule, the method that a before/after comparison may use.
//!
//! Must not know: which marker is compared, or what a change in it would mean.

use super::{
    Count, Dispersion, Rate, RateRatio, dispersion, log_wald_ratio, quasi_score_ratio, rate,
    score_ratio,
};

/// A rate before, a rate after, and how many times as high it became.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateComparison {
    /// Rate of all sessions before. Its interval supposes independent hits, whatever `dispersion`.
    pub before: Rate,
    /// Rate of all sessions after. Its interval supposes independent hits, whatever `dispersion`.
    pub after: Rate,
    /// After over before, with interval, p and the method both come from; below 1 is a fall.
    pub ratio: RateRatio,
    /// Scatter between sessions, or `None` where too little is known to tell.
    pub dispersion: Option<Dispersion>,
}

/// Compares the pooled rate of the sessions after with that of the sessions before.
///
/// Each slice holds one count per session; their order does not matter. The score method serves
/// where φ is at most 1 or unknown, the log-Wald method with φ where it is above 1 (with a side
/// without hits, where that is not defined, the score method widened by φ). So an
/// unknown φ counts as 1: with one session per phase, scatter between sessions cannot be seen,
/// and the interval tells about these words only, not about the sessions there might have been.
///
/// `None` where the ratio is not defined: no hits at all, no words before or after, hits in a
/// session without words, or a level not between 0 and 1.
pub fn compare_rates(before: &[Count], after: &[Count], level: f64) -> Option<RateComparison> {
    if before.iter().chain(after).any(|session| session.words == 0 && session.hits > 0) {
        return None;
    }
    let scatter = dispersion(&[before, after]);
    compare_totals(Count::total(before), Count::total(after), scatter, level)
}

/// Compares two pooled counts under a dispersion found elsewhere, such as over several couples.
///
/// The rule and the cases without an answer are those of [`compare_rates`].
pub fn compare_totals(
    before: Count,
    after: Count,
    dispersion: Option<Dispersion>,
    level: f64,
) -> Option<RateComparison> {
    let ratio = match dispersion {
        Some(found) if found.factor > 1.0 && (before.hits == 0 || after.hits == 0) => {
            quasi_score_ratio(after, before, found.factor, level)?
        }
        Some(found) if found.factor > 1.0 => log_wald_ratio(after, before, found.factor, level)?,
        _ => score_ratio(after, before, level)?,
    };
    Some(RateComparison {
        before: rate(before.hits, before.words, level)?,
        after: rate(after.hits, after.words, level)?,
        ratio,
        dispersion,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::RatioMethod;
    use proptest::prelude::*;

    fn count(hits: u64, words: u64) -> Count {
        Count { hits, words }
    }

    #[test]
    fn one_session_per_phase_is_compared_by_score() {
        let found = compare_rates(&[count(18, 6_200)], &[count(7, 5_900)], 0.95).unwrap();
        assert_eq!(found.dispersion, None);
        assert_eq!(found.ratio, score_ratio(count(7, 5_900), count(18, 6_200), 0.95).unwrap());
        assert_eq!((found.before.hits, found.after.hits), (18, 7));
    }

    #[test]
    fn scattered_sessions_are_compared_by_log_wald() {
        let before = [count(18, 1_000), count(2, 1_000)];
        let after = [count(1, 1_000), count(9, 1_000)];
        let found = compare_rates(&before, &after, 0.95).unwrap();
        let phi = found.dispersion.unwrap().factor;
        assert!(phi > 1.0);
        assert_eq!(found.ratio.method, RatioMethod::LogWald);
        let again = log_wald_ratio(count(10, 2_000), count(20, 2_000), phi, 0.95).unwrap();
        assert_eq!(found.ratio, again);
    }

    /// By hand: 20 hits in 2,000 words against none in 2,000 give a score statistic of √20; widened by
    /// φ = 4 it is half of that.
    #[test]
    fn scattered_sessions_against_none_are_compared_by_widened_score() {
        let wide = quasi_score_ratio(count(0, 2_000), count(20, 2_000), 4.0, 0.95).unwrap();
        assert!((wide.p - 0.025_347_318_677_468_3).abs() < 1e-12, "{}", wide.p);
        assert_eq!((wide.value, wide.interval.low), (0.0, 0.0));
        assert!(wide.interval.high < 1.0);
        let before = [count(18, 1_000), count(2, 1_000)];
        let found = compare_rates(&before, &[count(0, 1_000), count(0, 1_000)], 0.95).unwrap();
        assert_eq!(found.ratio.method, RatioMethod::QuasiScore);
        let plain = score_ratio(count(0, 2_000), count(20, 2_000), 0.95).unwrap();
        assert!(found.ratio.p > plain.p && found.ratio.interval.high > plain.interval.high);
    }

    #[test]
    fn even_sessions_are_compared_by_score() {
        let before = [count(10, 1_000), count(11, 1_000)];
        let after = [count(5, 1_000), count(6, 1_000)];
        let found = compare_rates(&before, &after, 0.95).unwrap();
        assert!(found.dispersion.unwrap().factor < 1.0);
        assert_eq!(found.ratio.method, RatioMethod::Score);
    }

    #[test]
    fn what_is_not_defined_gives_nothing() {
        let some = [count(3, 1_000)];
        assert_eq!(compare_rates(&[], &some, 0.95), None);
        assert_eq!(compare_rates(&some, &[count(0, 0)], 0.95), None);
        assert_eq!(compare_rates(&some, &[count(3, 500), count(1, 0)], 0.95), None);
        assert_eq!(compare_rates(&[count(0, 500)], &[count(0, 500)], 0.95), None);
        assert_eq!(compare_rates(&some, &some, 1.0), None);
    }

    proptest! {
        #[test]
        fn the_order_of_sessions_does_not_matter(
            (before, shuffled) in proptest::collection::vec((0_u64..30, 1_u64..9_000), 1..8)
                .prop_flat_map(|sessions| (Just(sessions.clone()), Just(sessions).prop_shuffle())),
            after in proptest::collection::vec((0_u64..30, 1_u64..9_000), 1..8),
        ) {
            let counts = |list: &[(u64, u64)]| -> Vec<Count> {
                list.iter().map(|&(hits, words)| count(hits, words)).collect()
            };
            let after = counts(&after);
            prop_assert_eq!(
                compare_rates(&counts(&before), &after, 0.95),
                compare_rates(&counts(&shuffled), &after, 0.95)
            );
        }
    }
}
