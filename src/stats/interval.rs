//! Exists so that no estimate travels without the range that goes with it and its level.
//!
//! Must not know: which estimate it belongs to, or how the limits were found.

/// The range of values that the data do not contradict, at a stated level.
///
/// The limits are in the unit of the estimate they belong to. A limit may be infinite where the
/// data bound the estimate on one side only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConfidenceInterval {
    /// Lower limit.
    pub low: f64,
    /// Upper limit; never below `low`.
    pub high: f64,
    /// Intended coverage between 0 and 1, such as .95, half of the rest on each side.
    pub level: f64,
}

impl ConfidenceInterval {
    /// Whether a value lies between the limits or on one of them.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The same interval on another scale; the transformation must be increasing.
    pub(super) fn map(self, increasing: impl Fn(f64) -> f64) -> Self {
        Self { low: increasing(self.low), high: increasing(self.high), level: self.level }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_belong_to_the_interval_and_nan_does_not() {
        let interval = ConfidenceInterval { low: 0.5, high: f64::INFINITY, level: 0.95 };
        assert!(interval.contains(0.5));
        assert!(interval.contains(f64::INFINITY));
        assert!(!interval.contains(0.499));
        assert!(!interval.contains(f64::NAN));
    }

    #[test]
    fn a_change_of_scale_keeps_the_level() {
        let interval = ConfidenceInterval { low: 0.0, high: 1.0, level: 0.9 }.map(f64::exp);
        assert_eq!(interval.low, 1.0);
        assert_eq!(interval.high, std::f64::consts::E);
        assert_eq!(interval.level, 0.9);
    }
}
