//! Exists to put the strength of a link between two turns on scales that a base rate cannot
//! inflate.
//!
//! Must not know: whether the link comes from one session or from many.

use super::distribution::{critical, two_sided_p};
use super::{ConfidenceInterval, LagTable};

/// How strongly two things go together, as odds ratio and as Yule's Q.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Odds of the consequent with the antecedent over those without; 1 means no link.
    pub odds_ratio: f64,
    /// Interval of the odds ratio.
    pub odds_ratio_interval: ConfidenceInterval,
    /// Standard error of the natural logarithm of the odds ratio.
    pub log_standard_error: f64,
    /// Yule's Q, −1 to 1: (OR − 1)/(OR + 1); 0 means no link (Yule 1900).
    pub yules_q: f64,
    /// Interval of Yule's Q, the odds ratio's limits on the scale of Q.
    pub yules_q_interval: ConfidenceInterval,
    /// Two-sided p for "no link", from the same standard error as the intervals.
    pub p: f64,
}

impl Association {
    /// Standard error of Yule's Q by the delta method, (1 − Q²)/2 times that of the log odds.
    pub fn yules_q_standard_error(&self) -> f64 {
        (1.0 - self.yules_q * self.yules_q) / 2.0 * self.log_standard_error
    }

    /// All figures from a log odds ratio and its standard error, or `None` for a bad level.
    pub(super) fn from_log_odds(log_odds: f64, error: f64, level: f64) -> Option<Self> {
        let reach = critical(level)? * error;
        let interval = ConfidenceInterval { low: log_odds - reach, high: log_odds + reach, level };
        // (OR − 1)/(OR + 1) written so that large odds ratios do not overflow.
        let q = |log_odds: f64| (log_odds / 2.0).tanh();
        Some(Self {
            odds_ratio: log_odds.exp(),
            odds_ratio_interval: interval.map(f64::exp),
            log_standard_error: error,
            yules_q: q(log_odds),
            yules_q_interval: interval.map(q),
            p: two_sided_p(log_odds / error),
        })
    }
}

/// The link in one table, with .5 added to every cell (Haldane 1956; Bakeman & Quera 2011).
///
/// The interval is ln OR ± z √Σ(1/cell) (Woolf 1955) taken to either scale; the same as
/// `statpsych::ci.yule` in R. The added halves draw the estimate towards "no link", more so the
/// smaller the table. Figures are given for small tables too; [`LagTable::enough`] tells whether
/// to show them. `None` for an empty table, or unless `level` is between 0 and 1.
pub fn association(table: &LagTable, level: f64) -> Option<Association> {
    if table.pairs() == 0 {
        return None;
    }
    let cells = [table.both, table.antecedent_only, table.consequent_only, table.neither];
    let [a, b, c, d] = cells.map(|cell| cell as f64 + 0.5);
    // In logarithms, because the products of large cells would lose digits first.
    let log_odds = (a.ln() + d.ln()) - (b.ln() + c.ln());
    let error = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    Association::from_log_odds(log_odds, error, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(both: u64, antecedent_only: u64, consequent_only: u64, neither: u64) -> LagTable {
        LagTable { both, antecedent_only, consequent_only, neither }
    }

    #[test]
    fn yules_q_gives_the_codebooks_numbers() {
        let found = association(&table(229, 28, 96, 24), 0.95).unwrap();
        assert_eq!(format!("{:.3}", found.yules_q), "0.343");
        assert_eq!(format!("{:.3}", found.yules_q_standard_error()), "0.133");
        assert_eq!(format!("{:.3}", found.yules_q_interval.low), "0.062");
        assert_eq!(format!("{:.3}", found.yules_q_interval.high), "0.573");
    }

    #[test]
    fn a_balanced_table_shows_no_link() {
        let found = association(&table(9, 9, 9, 9), 0.95).unwrap();
        assert_eq!((found.odds_ratio, found.yules_q, found.p), (1.0, 0.0, 1.0));
    }

    #[test]
    fn an_empty_table_or_a_bad_level_gives_nothing() {
        assert_eq!(association(&table(0, 0, 0, 0), 0.95), None);
        assert_eq!(association(&table(1, 2, 3, 4), 1.0), None);
    }

    proptest! {
        #[test]
        fn intervals_hold_estimates_on_both_scales(
            a in 0_u64..300, b in 0_u64..300, c in 0_u64..300, d in 1_u64..300,
        ) {
            let found = association(&table(a, b, c, d), 0.95).unwrap();
            prop_assert!(found.odds_ratio_interval.contains(found.odds_ratio));
            prop_assert!(found.yules_q_interval.contains(found.yules_q));
            prop_assert!(found.yules_q.abs() <= 1.0);
        }

        #[test]
        fn asking_for_the_absence_turns_the_sign(
            a in 0_u64..300, b in 0_u64..300, c in 0_u64..300, d in 1_u64..300,
        ) {
            let there = association(&table(a, b, c, d), 0.95).unwrap();
            let absent = association(&table(b, a, d, c), 0.95).unwrap();
            prop_assert!((there.yules_q + absent.yules_q).abs() < 1e-12);
            prop_assert!((there.p - absent.p).abs() < 1e-12);
        }
    }
}
