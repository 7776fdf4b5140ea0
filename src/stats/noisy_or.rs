//! Exists so that what is learned and what is tagged put signs together in the same way.
//!
//! Must not know: what the signs are.

/// The chance that one of two independent signs is right, 1 − (1 − a)(1 − b) (Pearl 1988, section 4.3.2); all
/// between 0 and 1. Nothing and `b` are exactly `b`, which a threshold may equal.
pub fn noisy_or(a: f64, b: f64) -> f64 {
    a + b - a * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_is_exactly_itself() {
        for hundredth in 0..=100 {
            let weight = f64::from(hundredth) / 100.0;
            assert_eq!(noisy_or(0.0, weight), weight);
        }
        assert!((noisy_or(0.5, 0.4) - 0.7).abs() < 1e-12);
    }
}
