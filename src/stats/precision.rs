//! Exists to say beforehand how much talk a statement needs, so that too little of it is not
//! mistaken for "no change".
//!
//! Must not know: any transcript's rates; they are handed in.

use super::distribution::{tail, upper_normal_quantile};

/// With fewer words than this from one speaker, no rate is given.
pub const WORDS_FOR_A_RATE: u64 = 200;

/// With fewer hits than this, a rate is known worse than to ±50 % and comes with a warning.
pub const HITS_FOR_A_STEADY_RATE: u64 = 16;

/// How closely a rate is to be known: the half-width of its 95 % interval over the rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// ±50 %: enough to tell rare from common.
    Half,
    /// ±30 %.
    ThirtyPercent,
    /// ±20 %.
    Fifth,
}

impl Precision {
    /// How many independent hits it takes: about (1.96 / half-width)², for a Poisson count's
    /// relative standard error is 1/√hits.
    pub fn hits(self) -> u64 {
        match self {
            Precision::Half => HITS_FOR_A_STEADY_RATE,
            Precision::ThirtyPercent => 43,
            Precision::Fifth => 100,
        }
    }
}

/// How many words it takes to know a rate so closely: 1000 φ k / rate, rounded up.
///
/// `per_1000` is the rate expected, per 1,000 words; `phi` is the
/// [`Dispersion::factor`](super::Dispersion::factor) and counts as 1 below 1, because scatter
/// that happens to be small promises nothing for the next sessions. `None` unless both are
/// positive and finite.
pub fn words_needed(per_1000: f64, phi: f64, precision: Precision) -> Option<u64> {
    let usable = |value: f64| value > 0.0 && value.is_finite();
    if !usable(per_1000) || !usable(phi) {
        return None;
    }
    let words = 1000.0 * phi.max(1.0) * precision.hits() as f64 / per_1000;
    // The conversion saturates, so that a vanishing rate asks for more words than there are.
    Some(words.ceil() as u64)
}

/// How many hits before treatment it takes to see a given rate ratio, with as many words after.
///
/// From the log-Wald test: (z₁ + z₂)² (1 + 1/ratio) / ln²(ratio) × φ, with z₁ for the two-sided
/// test at 1 − `level` and z₂ for the `power`. A halving at 80 % power takes 49. `None` unless
/// `ratio` is positive, finite and not 1, `phi` positive and finite (below 1 it counts as 1),
/// `level` between 0 and 1 and `power` at least .5 and below 1.
pub fn baseline_hits_needed(ratio: f64, power: f64, phi: f64, level: f64) -> Option<f64> {
    let usable = |value: f64| value > 0.0 && value.is_finite();
    if !usable(ratio) || ratio == 1.0 || !usable(phi) || !(0.5..1.0).contains(&power) {
        return None;
    }
    let reach = upper_normal_quantile(tail(level)?) + upper_normal_quantile(1.0 - power);
    Some(phi.max(1.0) * reach.powi(2) * (1.0 + 1.0 / ratio) / ratio.ln().powi(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_needed_gives_the_codebooks_number() {
        assert_eq!(words_needed(2.0, 1.0, Precision::Half), Some(8_000));
        assert_eq!(words_needed(2.0, 1.5, Precision::Half), Some(12_000));
        assert_eq!(words_needed(2.0, 0.5, Precision::Half), Some(8_000));
        assert_eq!(words_needed(3.0, 1.0, Precision::Fifth), Some(33_334));
    }

    #[test]
    fn hits_match_the_widths_they_stand_for() {
        let pairs =
            [(Precision::Half, 0.5), (Precision::ThirtyPercent, 0.3), (Precision::Fifth, 0.2)];
        for (precision, width) in pairs {
            let reached = 1.96 / (precision.hits() as f64).sqrt();
            assert!((reached - width).abs() < 0.011, "{reached} is not {width}");
        }
    }

    #[test]
    fn seeing_a_halving_takes_the_codebooks_number_of_hits() {
        let hits = baseline_hits_needed(0.5, 0.8, 1.0, 0.95).unwrap();
        assert_eq!(hits.round(), 49.0);
        assert!(baseline_hits_needed(0.5, 0.8, 2.0, 0.95).unwrap() > 97.0);
    }

    #[test]
    fn senseless_questions_get_no_answer() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(words_needed(bad, 1.0, Precision::Half), None);
            assert_eq!(words_needed(1.0, bad, Precision::Half), None);
            assert_eq!(baseline_hits_needed(bad, 0.8, 1.0, 0.95), None);
            assert_eq!(baseline_hits_needed(0.5, 0.8, bad, 0.95), None);
        }
        assert_eq!(baseline_hits_needed(1.0, 0.8, 1.0, 0.95), None);
        assert_eq!(baseline_hits_needed(0.5, 1.0, 1.0, 0.95), None);
        assert_eq!(baseline_hits_needed(0.5, 0.2, 1.0, 0.95), None);
        assert_eq!(baseline_hits_needed(0.5, 0.8, 1.0, 1.0), None);
        assert_eq!(words_needed(1e-300, 1.0, Precision::Half), Some(u64::MAX));
    }
}
