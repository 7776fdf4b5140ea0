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

    /// Krippendorff's α for two coders and a yes or no without gaps; as [`nominal_alpha`].
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

/// Krippendorff's α for named categories (Krippendorff 2004, chapter 11), any number of coders, with gaps.
///
/// `units[u][c]` is the category that coder `c` gave unit `u`, or `None`. Units with fewer than two codes
/// say nothing and are left out. `None` if fewer than two categories were ever used, since then nothing
/// could have been told apart.
pub fn nominal_alpha(units: &[Vec<Option<usize>>]) -> Option<f64> {
    let mut totals: Vec<f64> = Vec::new();
    let mut apart = 0.0;
    for unit in units {
        let codes: Vec<usize> = unit.iter().flatten().copied().collect();
        if codes.len() < 2 {
            continue;
        }
        let mut counts: Vec<f64> = Vec::new();
        for code in &codes {
            if *code >= counts.len() {
                counts.resize(code + 1, 0.0);
            }
            counts[*code] += 1.0;
        }
        let m = codes.len() as f64;
        let pairs_alike: f64 = counts.iter().map(|n| n * (n - 1.0)).sum();
        apart += (m * (m - 1.0) - pairs_alike) / (m - 1.0);
        if counts.len() > totals.len() {
            totals.resize(counts.len(), 0.0);
        }
        totals.iter_mut().zip(counts).for_each(|(t, n)| *t += n);
    }
    let values: f64 = totals.iter().sum();
    let alike: f64 = totals.iter().map(|n| n * n).sum();
    let expected = values * values - alike;
    (expected > 0.0).then(|| 1.0 - (values - 1.0) * apart / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that comes with `irr::kripp.alpha` in R, whose help page prints .743.
    #[test]
    fn alpha_is_that_of_the_published_example() {
        let coders = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<Option<usize>>> =
            (0..12).map(|u| coders.iter().map(|c| (c[u] > 0).then_some(c[u])).collect()).collect();
        let alpha = nominal_alpha(&units).unwrap();
        assert!((alpha - 0.743).abs() < 0.0005, "{alpha}");
    }

    #[test]
    fn the_short_way_to_alpha_is_the_long_one() {
        let table =
            Confusion { true_positive: 7, false_positive: 3, false_negative: 5, true_negative: 40 };
        let unit = |a: usize, b: usize, n| vec![vec![Some(a), Some(b)]; n];
        let units = [unit(1, 1, 7), unit(0, 1, 3), unit(1, 0, 5), unit(0, 0, 40)].concat();
        let (short, long) = (table.alpha().unwrap(), nominal_alpha(&units).unwrap());
        assert!((short - long).abs() < 1e-12, "{short} {long}");
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        let none = Confusion { true_negative: 9, ..Confusion::default() };
        assert_eq!(none.precision(), None);
        assert_eq!(none.recall(), None);
        assert_eq!(none.f1(), None);
        assert_eq!(none.kappa(), None);
        assert_eq!(none.alpha(), None);
        assert_eq!(Confusion::default().kappa(), None);
        assert_eq!(nominal_alpha(&[vec![Some(1), None], vec![Some(2)]]), None);
    }
}
