//! Exists to say how far two ways of coding the same units agree, with measures that chance does not feed.
//!
//! Must not know: who coded, or what.

/// Units by what a reference and a second coder said of each: a yes or a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confusion {
    /// Both say yes.
    pub true_positive: u64,
    /// Only the second says yes.
    pub false_positive: u64,
    /// Only the reference says yes.
    pub false_negative: u64,
    /// Neither does.
    pub true_negative: u64,
}

impl Confusion {
    /// Takes in one unit.
    pub fn add(&mut self, reference: bool, second: bool) {
        *match (reference, second) {
            (true, true) => &mut self.true_positive,
            (false, true) => &mut self.false_positive,
            (true, false) => &mut self.false_negative,
            (false, false) => &mut self.true_negative,
        } += 1;
    }

    /// Units in all.
    pub fn units(&self) -> u64 {
        self.true_positive + self.false_positive + self.false_negative + self.true_negative
    }

    /// Units to which the reference says yes.
    pub fn positives(&self) -> u64 {
        self.true_positive + self.false_negative
    }

    /// Units to which the second coder says yes.
    pub fn predicted(&self) -> u64 {
        self.true_positive + self.false_positive
    }

    /// The share of the second coder's yeses that the reference shares; `None` without any.
    pub fn precision(&self) -> Option<f64> {
        share(self.true_positive, self.predicted())
    }

    /// The share of the reference's yeses that the second coder found; `None` without any.
    pub fn recall(&self) -> Option<f64> {
        share(self.true_positive, self.positives())
    }

    /// Harmonic mean of precision and recall (van Rijsbergen 1979), 0 to 1; `None` if nobody says yes.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.true_positive, self.positives() + self.predicted())
    }

    /// Cohen's κ (Cohen 1960), −1 to 1: agreement beyond what the two base rates would give; `None` if
    /// they leave no room for it.
    pub fn kappa(&self) -> Option<f64> {
        let n = self.units() as f64;
        let agreed = (self.true_positive + self.true_negative) as f64 / n;
        let (a, b) = (self.positives() as f64 / n, self.predicted() as f64 / n);
        let by_chance = a * b + (1.0 - a) * (1.0 - b);
        (n > 0.0 && by_chance < 1.0).then(|| (agreed - by_chance) / (1.0 - by_chance))
    }

    /// Krippendorff's α (Krippendorff 2004, chapter 11) for two coders and a yes or no without gaps, at most 1;
    /// `None` if both say the same of all, since then nothing could have been told apart.
    pub fn alpha(&self) -> Option<f64> {
        let values = 2 * self.units();
        let yes = self.positives() + self.predicted();
        let expected = yes as f64 * (values - yes) as f64;
        let apart = (self.false_positive + self.false_negative) as f64;
        (expected > 0.0).then(|| 1.0 - (values - 1) as f64 * apart / expected)
    }
}

impl std::ops::Add for Confusion {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            true_positive: self.true_positive + other.true_positive,
            false_positive: self.false_positive + other.false_positive,
            false_negative: self.false_negative + other.false_negative,
            true_negative: self.true_negative + other.true_negative,
        }
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_is_not_told() {
        let none = Confusion { true_negative: 9, ..Confusion::default() };
        assert_eq!(none.precision(), None);
        assert_eq!(none.recall(), None);
        assert_eq!(none.f1(), None);
        assert_eq!(none.kappa(), None);
        assert_eq!(none.alpha(), None);
        assert_eq!(Confusion::default().kappa(), None);
    }
}
