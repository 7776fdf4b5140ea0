//! Exists to ask the statistics library for normal and gamma quantiles where it cannot panic and
//! to sharpen its answers.
//!
//! Must not know: what the quantiles are used for.

use statrs::distribution::{Continuous, ContinuousCDF, Gamma, Normal};
use statrs::function::gamma::checked_gamma_ur;

/// The probability left outside one side of a two-sided interval, or `None` for a bad level.
pub(super) fn tail(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then_some((1.0 - level) / 2.0)
}

/// How many standard errors a two-sided interval reaches from its middle: 1.96 for .95.
pub(super) fn critical(level: f64) -> Option<f64> {
    let tail = tail(level)?;
    Some(upper_normal_quantile(tail))
}

/// The standard normal value that is exceeded with the given probability, which is in (0, .5].
pub(super) fn upper_normal_quantile(tail: f64) -> f64 {
    let normal = Normal::standard();
    let start = -normal.inverse_cdf(tail);
    // One Newton step: the library's inverse is good to about ten digits, the tail below to more.
    start + (two_sided_p(start) / 2.0 - tail) / normal.pdf(start)
}

/// The chance of a standard normal value at least this far from 0 on either side.
pub(super) fn two_sided_p(z: f64) -> f64 {
    // A chi-square tail with one degree of freedom, because the library's incomplete gamma
    // function keeps fifteen digits where its error function keeps ten. It refuses only 0 and
    // infinity, where the answers are plain.
    let half_square = z * z / 2.0;
    if half_square == 0.0 {
        return 1.0;
    }
    checked_gamma_ur(0.5, half_square).map_or(0.0, |p| p.min(1.0))
}

/// The value below which a gamma variable of this shape and scale 1 falls with this probability.
///
/// Half a chi-square quantile with twice the shape as degrees of freedom. `None` unless the
/// shape is positive and finite and the probability strictly between 0 and 1.
pub(super) fn gamma_quantile(shape: f64, probability: f64) -> Option<f64> {
    // The library panics on a probability outside [0, 1] and on an infinite shape.
    if !(probability > 0.0 && probability < 1.0 && shape.is_finite()) {
        return None;
    }
    let gamma = Gamma::new(shape, 1.0).ok()?;
    let start = gamma.inverse_cdf(probability);
    // The library stops once two iterates agree to about 1e-9; a last Newton step squares that.
    let step = (gamma.cdf(start) - probability) / gamma.pdf(start);
    Some(if step.is_finite() { (start - step).max(0.0) } else { start })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(actual: f64, expected: f64) {
        assert!((actual / expected - 1.0).abs() < 1e-12, "{actual} is not {expected}");
    }

    #[test]
    fn the_usual_critical_values_are_those_of_the_tables() {
        assert_near(critical(0.95).unwrap(), 1.959_963_984_540_054);
        assert_near(critical(0.99).unwrap(), 2.575_829_303_548_900_4);
        assert_near(two_sided_p(1.959_963_984_540_054), 0.05);
        assert_near(two_sided_p(-6.0), 1.973_175_290_075_396e-9);
        assert_eq!(two_sided_p(0.0), 1.0);
        assert_eq!(two_sided_p(f64::INFINITY), 0.0);
        assert_eq!(two_sided_p(1e-200), 1.0);
    }

    #[test]
    fn a_gamma_of_shape_one_is_exponential() {
        assert_near(gamma_quantile(1.0, 0.975).unwrap(), -(0.025_f64.ln()));
        assert_near(gamma_quantile(1.0, 0.025).unwrap(), -(0.975_f64.ln()));
    }

    #[test]
    fn senseless_levels_and_shapes_give_nothing() {
        for level in [0.0, 1.0, -0.5, 1.5, f64::NAN, f64::INFINITY] {
            assert_eq!(critical(level), None);
            assert_eq!(gamma_quantile(2.0, level), None);
        }
        assert_eq!(gamma_quantile(0.0, 0.5), None);
        assert_eq!(gamma_quantile(f64::INFINITY, 0.5), None);
    }
}
