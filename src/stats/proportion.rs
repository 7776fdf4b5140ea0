//! Exists because a share of turns needs an interval that stays between 0 and 1.
//!
//! Must not know: what the share is a share of.

use super::ConfidenceInterval;
use super::distribution::critical;

/// Which part of a whole showed something, with an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// How many showed it.
    pub hits: u64,
    /// How many there were.
    pub total: u64,
    /// `hits` / `total`, 0 to 1.
    pub share: f64,
    /// Wilson interval of the share, within 0 to 1.
    pub interval: ConfidenceInterval,
}

/// The share of `hits` among `total`, with its score interval (Wilson 1927).
///
/// No continuity correction. `None` if `total` is 0, if `hits` exceeds it, or unless `level` is
/// between 0 and 1.
pub fn proportion(hits: u64, total: u64, level: f64) -> Option<Proportion> {
    let z = critical(level)?;
    if total == 0 || hits > total {
        return None;
    }
    let n = total as f64;
    let share = hits as f64 / n;
    let denominator = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / denominator;
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / denominator;
    // At 0 and at `total` hits the limits are exactly 0 and 1, which rounding would miss.
    let low = if hits == 0 { 0.0 } else { (centre - half).clamp(0.0, share) };
    let high = if hits == total { 1.0 } else { (centre + half).clamp(share, 1.0) };
    Some(Proportion { hits, total, share, interval: ConfidenceInterval { low, high, level } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn none_and_all_keep_their_exact_ends() {
        let none = proportion(0, 10, 0.95).unwrap();
        let all = proportion(10, 10, 0.95).unwrap();
        assert_eq!(none.interval.low, 0.0);
        assert_eq!(all.interval.high, 1.0);
        assert!((none.interval.high + all.interval.low - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_empty_or_overfull_whole_has_no_share() {
        assert_eq!(proportion(0, 0, 0.95), None);
        assert_eq!(proportion(3, 2, 0.95), None);
        assert_eq!(proportion(1, 2, 1.0), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_stays_within_bounds(
            total in 1_u64..100_000, part in 0.0_f64..=1.0, level in 0.001_f64..0.999_999,
        ) {
            let hits = ((total as f64 * part) as u64).min(total);
            let proportion = proportion(hits, total, level).unwrap();
            prop_assert!(proportion.interval.contains(proportion.share));
            prop_assert!(proportion.interval.low >= 0.0 && proportion.interval.high <= 1.0);
        }
    }
}
