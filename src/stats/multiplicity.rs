//! Exists because with fifty markers, some will differ by chance alone.
//!
//! Must not know: what was tested, or which adjusted p anyone calls small.

/// p values adjusted so that, keeping those below q, at most a share q of them is expected to be
/// false (Benjamini & Hochberg 1995).
///
/// The answers stand in the order of the questions, are never below them and never above 1; the
/// same as `p.adjust(method = "BH")` in R. The list must hold every marker that was tested, also
/// those not shown, and none that could not be. `None` if any value is not between 0 and 1: R
/// would pass a missing value through, but here that would hide a marker that went wrong.
pub fn benjamini_hochberg(p_values: &[f64]) -> Option<Vec<f64>> {
    if p_values.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return None;
    }
    let tests = p_values.len() as f64;
    let mut from_largest: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    from_largest.sort_by(|a, b| b.1.total_cmp(&a.1));

    let mut adjusted = vec![0.0; p_values.len()];
    let mut least = 1.0_f64;
    let ranks = (1..=p_values.len()).rev();
    for (rank, (place, p)) in ranks.zip(from_largest) {
        // A smaller p never gets a larger answer, hence the running minimum from the top. The
        // quotient comes first, as in R, so that ties round alike.
        least = least.min(tests / rank as f64 * p);
        if let Some(slot) = adjusted.get_mut(place) {
            *slot = least;
        }
    }
    Some(adjusted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_example_comes_out_by_hand() {
        let adjusted = benjamini_hochberg(&[0.04, 0.01, 0.03, 0.02]).unwrap();
        for value in adjusted {
            assert!((value - 0.04).abs() < 1e-15);
        }
    }

    #[test]
    fn none_one_and_ties() {
        assert_eq!(benjamini_hochberg(&[]), Some(vec![]));
        assert_eq!(benjamini_hochberg(&[0.3]), Some(vec![0.3]));
        assert_eq!(benjamini_hochberg(&[0.2, 0.2, 0.2]), Some(vec![0.2, 0.2, 0.2]));
        assert_eq!(benjamini_hochberg(&[1.0, 0.0]), Some(vec![1.0, 0.0]));
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for bad in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
            assert_eq!(benjamini_hochberg(&[0.1, bad]), None);
        }
    }

    proptest! {
        #[test]
        fn order_is_kept_and_nothing_shrinks(
            p_values in proptest::collection::vec(0.0_f64..=1.0, 0..40),
        ) {
            let adjusted = benjamini_hochberg(&p_values).unwrap();
            prop_assert_eq!(adjusted.len(), p_values.len());
            for (i, (p, a)) in p_values.iter().zip(&adjusted).enumerate() {
                prop_assert!(a >= p && *a <= 1.0);
                for (q, b) in p_values.iter().zip(&adjusted).skip(i) {
                    let in_order = if p <= q { a <= b } else { a >= b };
                    prop_assert!(in_order);
                }
            }
        }

        #[test]
        fn the_order_of_the_tests_does_not_matter(
            p_values in proptest::collection::vec(0.0_f64..=1.0, 0..40),
        ) {
            let mut reversed: Vec<f64> = p_values.iter().rev().copied().collect();
            reversed = benjamini_hochberg(&reversed).unwrap();
            reversed.reverse();
            prop_assert_eq!(benjamini_hochberg(&p_values).unwrap(), reversed);
        }
    }
}
