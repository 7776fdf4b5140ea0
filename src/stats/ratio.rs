//! Exists to say how many times higher one rate is than another, with p and interval from the
//! same method so that they never contradict each other.
//!
//! Must not know: which of the two came first, or which method a given study calls for.

use super::distribution::{critical, two_sided_p};
use super::{ConfidenceInterval, Count};

/// How a rate ratio's interval and p were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RatioMethod {
    /// Score test and its inversion: see [`score_ratio`].
    Score,
    /// Score test with its variance widened by dispersion: see [`quasi_score_ratio`].
    QuasiScore,
    /// Normal approximation of the log ratio, widened by dispersion: see [`log_wald_ratio`].
    LogWald,
}

impl RatioMethod {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            RatioMethod::Score => "score",
            RatioMethod::QuasiScore => "quasi-score",
            RatioMethod::LogWald => "log-wald",
        }
    }
}

/// How many times as high one rate is as another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// Rate of the first count over that of the second; 1 means no difference.
    pub value: f64,
    /// Interval of the ratio; its upper limit is infinite where nothing bounds it.
    pub interval: ConfidenceInterval,
    /// Two-sided p for "both rates are the same". Below 1 − `level` exactly when the interval
    /// leaves out 1.
    pub p: f64,
    /// The one method that both interval and p come from.
    pub method: RatioMethod,
}

/// The ratio of two Poisson rates with the score test and its interval (method W2A of Gu, Ng,
/// Tang & Schucany 2008).
///
/// The test compares (y₁ − y₂u) / √((y₁ + y₂)u) with the normal distribution, where u is the
/// ratio to be tested times n₁/n₂. Given the sum of the hits, the first count is binomial
/// (Przyborowski & Wilenski 1940), and this is its score test, so the interval is Wilson's.
/// statsmodels' `test_poisson_2indep` and `confint_poisson_2indep` with `method="score"` give the
/// same; they search for the limits by minimisation, here the quadratic equation is solved.
///
/// With no hits in the first count, the ratio and its lower limit are 0 and the upper limit is
/// finite. With none in the second, the ratio and its upper limit are infinite and the lower
/// limit is finite. `None` with no hits in both, with no words in either, or unless `level` is
/// between 0 and 1.
pub fn score_ratio(count: Count, against: Count, level: f64) -> Option<RateRatio> {
    widened_score(count, against, 1.0, level, RatioMethod::Score)
}

/// The score method of [`score_ratio`] with the variance of both counts widened by `phi`, as
/// quasi-likelihood has it (McCullagh & Nelder 1989).
///
/// It serves where sessions scatter and one side has no hit at all: there the log ratio, and with it
/// [`log_wald_ratio`], is not defined, and adding .5 to a count makes an interval that depends on the
/// .5 more than on what was seen. A `phi` below 1 counts as 1. `None` as for [`score_ratio`], and
/// unless `phi` is positive and finite.
pub fn quasi_score_ratio(count: Count, against: Count, phi: f64, level: f64) -> Option<RateRatio> {
    if !(phi > 0.0 && phi.is_finite()) {
        return None;
    }
    widened_score(count, against, phi.max(1.0), level, RatioMethod::QuasiScore)
}

fn widened_score(
    count: Count,
    against: Count,
    phi: f64,
    level: f64,
    method: RatioMethod,
) -> Option<RateRatio> {
    let z = critical(level)?;
    if !comparable(count, against) {
        return None;
    }
    let (y1, y2) = (count.hits as f64, against.hits as f64);
    let exposure = count.words as f64 / against.words as f64;
    let statistic = (y1 - y2 * exposure) / (phi * (y1 + y2) * exposure).sqrt();

    // The limits solve (y₁ − y₂u)² = φz²(y₁ + y₂)u. Both are taken from the larger of the two
    // sums, because the smaller would be a difference of nearly equal numbers.
    let spread = phi * z * z * (y1 + y2);
    let sum = 2.0 * y1 * y2 + spread + (spread * (spread + 4.0 * y1 * y2)).sqrt();
    let low = if count.hits == 0 { 0.0 } else { 2.0 * y1 * y1 / sum / exposure };
    let high = if against.hits == 0 { f64::INFINITY } else { sum / (2.0 * y2 * y2) / exposure };

    Some(RateRatio {
        value: count.per_word() / against.per_word(),
        interval: ConfidenceInterval { low, high, level },
        p: two_sided_p(statistic),
        method,
    })
}

/// The ratio of two rates whose sessions scatter more than chance, by the log-Wald method with
/// a quasi-Poisson standard error (McCullagh & Nelder 1989).
///
/// The log ratio gets the standard error √(`phi` (1/y₁ + 1/y₂)). A `phi` below 1 counts as 1,
/// because it would claim more certainty than independent hits can give. If either count is 0,
/// .5 is added to both, in the ratio too, so that the interval holds it. The normal quantile is
/// used, as if `phi` were known; with few sessions the interval is therefore somewhat narrow.
///
/// `None` with no hits in both, with no words in either, unless `phi` is positive and finite, or
/// unless `level` is between 0 and 1.
pub fn log_wald_ratio(count: Count, against: Count, phi: f64, level: f64) -> Option<RateRatio> {
    let z = critical(level)?;
    let usable = phi > 0.0 && phi.is_finite();
    if !usable || !comparable(count, against) {
        return None;
    }
    let continuity = if count.hits == 0 || against.hits == 0 { 0.5 } else { 0.0 };
    let (y1, y2) = (count.hits as f64 + continuity, against.hits as f64 + continuity);
    let ratio = (y1 / count.words as f64) / (y2 / against.words as f64);
    let log_ratio = ratio.ln();
    let error = (phi.max(1.0) * (1.0 / y1 + 1.0 / y2)).sqrt();
    let (low, high) = (log_ratio - z * error, log_ratio + z * error);

    Some(RateRatio {
        value: ratio,
        interval: ConfidenceInterval { low, high, level }.map(f64::exp),
        p: two_sided_p(log_ratio / error),
        method: RatioMethod::LogWald,
    })
}

/// Whether there are words on both sides and a hit on at least one.
fn comparable(count: Count, against: Count) -> bool {
    count.words > 0 && against.words > 0 && (count.hits > 0 || against.hits > 0)
}

#[cfg(test)]
#[path = "ratio_tests.rs"]
mod tests;
