//! Exists because a rate of rare events means little without its interval.
//!
//! Must not know: other rates; comparing them is another file's work.

use super::ConfidenceInterval;
use super::distribution::{gamma_quantile, tail};

/// How often a marker was seen per 1,000 words, with an exact interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Number of hits.
    pub hits: u64,
    /// Number of words searched.
    pub words: u64,
    /// Hits per 1,000 words.
    pub per_1000: f64,
    /// Exact Poisson interval of the rate, per 1,000 words.
    pub interval: ConfidenceInterval,
}

/// Hits per 1,000 words with the exact Poisson interval (Garwood 1936).
///
/// The limits are gamma quantiles (half chi-square quantiles): shape `hits` below and `hits` + 1
/// above; with no hits the lower limit is 0. The interval covers at least `level`, usually more.
/// It supposes that hits fall independently, so where sessions differ more than chance would
/// have it (see [`dispersion`](super::dispersion())), it is too narrow. `None` without words, or
/// unless `level` is between 0 and 1. Hits may outnumber words, because several markers can be
/// pooled.
pub fn rate(hits: u64, words: u64, level: f64) -> Option<Rate> {
    let tail = tail(level)?;
    if words == 0 {
        return None;
    }
    let count = hits as f64;
    let low = if hits == 0 { 0.0 } else { gamma_quantile(count, tail)? };
    let high = gamma_quantile(count + 1.0, 1.0 - tail)?;
    let per_1000 = |hits: f64| 1000.0 * hits / words as f64;
    let interval = ConfidenceInterval { low, high, level }.map(per_1000);
    Some(Rate { hits, words, per_1000: per_1000(count), interval })
}

/// The highest rate per 1,000 words that finding nothing in so many words is compatible with.
///
/// One-sided: −ln(1 − `level`) × 1000 / `words`, which at .95 is 2,996 / `words`, the "rule of
/// three" (Hanley & Lippman-Hand 1983) without its rounding. The two-sided interval of
/// [`rate`] puts only half as much outside and so reaches higher, to 3,689 / `words`. `None`
/// without words, or unless `level` is between 0 and 1.
pub fn upper_bound_without_hits(words: u64, level: f64) -> Option<f64> {
    tail(level)?;
    (words > 0).then(|| -1000.0 * (-level).ln_1p() / words as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_hits_give_a_rate_of_zero_with_an_upper_limit() {
        let rate = rate(0, 1_000, 0.95).unwrap();
        assert_eq!(rate.per_1000, 0.0);
        assert_eq!(rate.interval.low, 0.0);
        assert!((rate.interval.high - 3.688_879_454).abs() < 1e-9);
    }

    #[test]
    fn nothing_found_is_compatible_with_about_three_thousand_over_the_words() {
        let bound = upper_bound_without_hits(1_000, 0.95).unwrap();
        assert!((bound - 2.995_732_273_553_991).abs() < 1e-12);
        assert_eq!(upper_bound_without_hits(0, 0.95), None);
        assert_eq!(upper_bound_without_hits(10, 1.0), None);
    }

    #[test]
    fn without_words_or_with_a_senseless_level_there_is_no_rate() {
        assert_eq!(rate(3, 0, 0.95), None);
        assert_eq!(rate(3, 100, 0.0), None);
        assert_eq!(rate(3, 100, 95.0), None);
        assert_eq!(rate(3, 100, f64::NAN), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate(
            hits in 0_u64..5_000, words in 1_u64..1_000_000, level in 0.01_f64..0.999,
        ) {
            let rate = rate(hits, words, level).unwrap();
            prop_assert!(rate.interval.contains(rate.per_1000));
            prop_assert!(rate.interval.high.is_finite());
        }
    }
}
