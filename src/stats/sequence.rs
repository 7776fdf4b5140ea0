//! Exists to tell whether one thing follows another more often than it happens anyway.
//!
//! Must not know: what the two things are, who said them, or how turns were paired.

/// From this many antecedents on, a transition is worth showing.
pub const ENOUGH_ANTECEDENTS: u64 = 5;

/// From this many pairs of turns on, a transition is worth showing.
pub const ENOUGH_PAIRS: u64 = 30;

/// How often two things happened in neighbouring turns: a 2 × 2 table of pairs (Bakeman & Quera
/// 2011).
///
/// Each pair of turns is in one cell. Tables of several sessions are not to be added up, because
/// a couple that is both more hurt and more defensive in one session would seem to react where
/// it does not; [`pooled_association`](super::pooled_association) keeps sessions apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LagTable {
    /// a: antecedent, then consequent.
    pub both: u64,
    /// b: antecedent, but no consequent.
    pub antecedent_only: u64,
    /// c: consequent without antecedent.
    pub consequent_only: u64,
    /// d: neither.
    pub neither: u64,
}

impl LagTable {
    /// All pairs of turns: n.
    pub fn pairs(&self) -> u64 {
        self.antecedents().saturating_add(self.consequent_only).saturating_add(self.neither)
    }

    /// Pairs that begin with the antecedent: a + b.
    pub fn antecedents(&self) -> u64 {
        self.both.saturating_add(self.antecedent_only)
    }

    /// Pairs that end with the consequent: a + c.
    pub fn consequents(&self) -> u64 {
        self.both.saturating_add(self.consequent_only)
    }

    /// Whether there is enough to show: at least [`ENOUGH_ANTECEDENTS`] and [`ENOUGH_PAIRS`].
    pub fn enough(&self) -> bool {
        self.antecedents() >= ENOUGH_ANTECEDENTS && self.pairs() >= ENOUGH_PAIRS
    }

    /// How often the consequent follows the antecedent, 0 to 1; `None` without antecedents.
    pub fn transition_probability(&self) -> Option<f64> {
        divide(self.both as f64, self.antecedents() as f64)
    }

    /// How often the consequent happens whatever came before, 0 to 1; `None` without pairs.
    pub fn base_rate(&self) -> Option<f64> {
        divide(self.consequents() as f64, self.pairs() as f64)
    }

    /// Transition probability over base rate: 1 means that the antecedent makes no difference.
    ///
    /// `None` without antecedents or without consequents.
    pub fn lift(&self) -> Option<f64> {
        divide(self.transition_probability()?, self.base_rate()?)
    }

    /// How many pairs would show both if the two had nothing to do with each other.
    ///
    /// `None` without pairs.
    pub fn expected(&self) -> Option<f64> {
        divide(self.antecedents() as f64 * self.consequents() as f64, self.pairs() as f64)
    }

    /// How far `both` lies from what is expected, in standard errors (Haberman 1973).
    ///
    /// About standard normal without association; z in Allison & Liker 1982. `None` if
    /// antecedent or consequent happened always or never.
    pub fn adjusted_residual(&self) -> Option<f64> {
        let expected = self.expected()?;
        let n = self.pairs() as f64;
        let others = 1.0 - self.antecedents() as f64 / n;
        let elsewhere = 1.0 - self.consequents() as f64 / n;
        divide(self.both as f64 - expected, (expected * others * elsewhere).sqrt())
    }
}

/// A quotient, unless it is not a number one could show.
fn divide(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then(|| numerator / denominator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(both: u64, antecedent_only: u64, consequent_only: u64, neither: u64) -> LagTable {
        LagTable { both, antecedent_only, consequent_only, neither }
    }

    #[test]
    fn a_small_example_comes_out_by_hand() {
        let table = table(6, 4, 14, 76);
        assert_eq!((table.antecedents(), table.consequents(), table.pairs()), (10, 20, 100));
        assert_eq!(table.transition_probability(), Some(0.6));
        assert_eq!(table.base_rate(), Some(0.2));
        assert!((table.lift().unwrap() - 3.0).abs() < 1e-12);
        assert_eq!(table.expected(), Some(2.0));
        // (6 − 2) / √(2 × .9 × .8) = 4 / 1.2
        assert!((table.adjusted_residual().unwrap() - 4.0 / 1.2).abs() < 1e-12);
    }

    #[test]
    fn empty_margins_have_no_figures() {
        let nothing = table(0, 0, 0, 0);
        assert_eq!(nothing.base_rate(), None);
        assert_eq!(nothing.expected(), None);
        assert_eq!(nothing.adjusted_residual(), None);
        let no_antecedent = table(0, 0, 5, 40);
        assert_eq!(no_antecedent.transition_probability(), None);
        assert_eq!(no_antecedent.lift(), None);
        assert_eq!(no_antecedent.adjusted_residual(), None);
        let always = table(5, 0, 40, 0);
        assert_eq!(always.lift(), Some(1.0));
        assert_eq!(always.adjusted_residual(), None);
    }

    #[test]
    fn enough_needs_antecedents_and_pairs() {
        assert!(table(1, 4, 5, 20).enough());
        assert!(!table(1, 3, 6, 20).enough());
        assert!(!table(1, 4, 5, 19).enough());
    }

    #[test]
    fn absurd_cells_do_not_panic() {
        let huge = table(u64::MAX, u64::MAX, u64::MAX, u64::MAX);
        assert_eq!(huge.pairs(), u64::MAX);
        assert!(huge.enough());
    }
}
