//! Properties of both ratio methods, and the codebook's golden numbers.

use super::*;
use proptest::prelude::*;

fn count(hits: u64, words: u64) -> Count {
    Count { hits, words }
}

fn near(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-10 * a.abs().max(b.abs())
}

#[test]
fn the_score_method_gives_the_codebooks_numbers() {
    let ratio = score_ratio(count(7, 5_900), count(18, 6_200), 0.95).unwrap();
    assert_eq!(format!("{:.3}", ratio.value), "0.409");
    assert_eq!(format!("{:.3}", ratio.interval.low), "0.175");
    assert_eq!(format!("{:.3}", ratio.interval.high), "0.954");
    assert_eq!(format!("{:.3}", ratio.p), "0.038");
    assert_eq!(ratio.method, RatioMethod::Score);
}

#[test]
fn without_hits_on_one_side_the_score_interval_is_bounded_on_the_other() {
    let none = score_ratio(count(0, 1_000), count(8, 1_000), 0.95).unwrap();
    assert_eq!((none.value, none.interval.low), (0.0, 0.0));
    assert!(none.interval.high.is_finite() && none.interval.high < 1.0 && none.p < 0.05);

    let only = score_ratio(count(8, 1_000), count(0, 1_000), 0.95).unwrap();
    assert_eq!((only.value, only.interval.high), (f64::INFINITY, f64::INFINITY));
    assert!(only.interval.low.is_finite() && near(only.interval.low, 1.0 / none.interval.high));
}

#[test]
fn without_hits_on_one_side_log_wald_adds_one_half() {
    let ratio = log_wald_ratio(count(0, 1_000), count(8, 1_000), 1.0, 0.95).unwrap();
    assert!(near(ratio.value, 0.5 / 8.5));
    assert!(ratio.interval.contains(ratio.value) && ratio.interval.high.is_finite());
}

#[test]
fn what_cannot_be_compared_gives_nothing() {
    assert_eq!(score_ratio(count(0, 100), count(0, 100), 0.95), None);
    assert_eq!(score_ratio(count(1, 0), count(1, 100), 0.95), None);
    assert_eq!(score_ratio(count(1, 100), count(1, 0), 0.95), None);
    assert_eq!(score_ratio(count(1, 100), count(1, 100), 1.0), None);
    assert_eq!(log_wald_ratio(count(0, 100), count(0, 100), 1.0, 0.95), None);
    for phi in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(log_wald_ratio(count(1, 100), count(1, 100), phi, 0.95), None);
    }
}

#[test]
fn dispersion_below_one_does_not_narrow_and_above_one_widens() {
    let at = |phi| log_wald_ratio(count(7, 5_900), count(18, 6_200), phi, 0.95).unwrap();
    assert_eq!(at(0.3), at(1.0));
    let (narrow, wide) = (at(1.0), at(4.0));
    let width = |ratio: RateRatio| (ratio.interval.high / ratio.interval.low).ln();
    assert!(near(width(wide), 2.0 * width(narrow)));
    assert!(wide.p > narrow.p);
}

proptest! {
    #[test]
    fn turning_the_ratio_round_inverts_it(
        a in 0_u64..500, b in 1_u64..500, n in 1_u64..50_000, m in 1_u64..50_000,
        phi in 1.0_f64..9.0, level in 0.5_f64..0.999,
    ) {
        let pairs = [
            (
                score_ratio(count(a, n), count(b, m), level),
                score_ratio(count(b, m), count(a, n), level),
            ),
            (
                log_wald_ratio(count(a, n), count(b, m), phi, level),
                log_wald_ratio(count(b, m), count(a, n), phi, level),
            ),
        ];
        for (one, other) in pairs {
            let (one, other) = (one.unwrap(), other.unwrap());
            prop_assert!(near(one.value, 1.0 / other.value));
            prop_assert!(near(one.interval.low, 1.0 / other.interval.high));
            prop_assert!(near(one.interval.high, 1.0 / other.interval.low));
            prop_assert!((one.p - other.p).abs() < 1e-10);
        }
    }

    #[test]
    fn the_interval_holds_the_ratio_and_agrees_with_p(
        a in 0_u64..500, b in 1_u64..500, n in 1_u64..50_000, m in 1_u64..50_000,
        phi in 1.0_f64..9.0, level in 0.5_f64..0.999,
    ) {
        let score = score_ratio(count(a, n), count(b, m), level).unwrap();
        let log_wald = log_wald_ratio(count(a, n), count(b, m), phi, level).unwrap();
        for ratio in [score, log_wald] {
            prop_assert!(ratio.interval.contains(ratio.value));
            prop_assert!((0.0..=1.0).contains(&ratio.p));
            // Exactly on the border rounding may decide either way.
            if (ratio.p - (1.0 - level)).abs() > 1e-9 {
                prop_assert_eq!(ratio.p > 1.0 - level, ratio.interval.contains(1.0));
            }
        }
    }

    #[test]
    fn the_same_rate_twice_gives_a_ratio_of_one_and_no_evidence(
        hits in 1_u64..1_000, words in 1_u64..1_000_000, phi in 1.0_f64..9.0,
    ) {
        let same = count(hits, words);
        let score = score_ratio(same, same, 0.95).unwrap();
        let log_wald = log_wald_ratio(same, same, phi, 0.95).unwrap();
        for ratio in [score, log_wald] {
            prop_assert!(near(ratio.value, 1.0));
            prop_assert!(ratio.p > 1.0 - 1e-9);
        }
    }
}
