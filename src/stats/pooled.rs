//! Exists to combine the tables of several sessions without letting differences between sessions
//! pass for a link within them.
//!
//! Must not know: what makes one table a session of its own.

use super::{Association, ENOUGH_ANTECEDENTS, ENOUGH_PAIRS, LagTable};

/// The link common to several tables, each compared within itself (Mantel & Haenszel 1959).
///
/// The interval is normal on the log scale with the variance of Robins, Breslow & Greenland
/// (1986), which holds for few large tables and for many small ones. It takes the sessions as
/// independent and their odds ratio as the same. No halves are added here, unlike in
/// [`association`](fn@super::association): sparse sessions do no harm to the sums. Empty tables
/// are left out, and the order of tables does not matter, to the last bit.
///
/// `None` if no table has both "a" and "d", or none has both "b" and "c", for then the ratio or
/// its variance is not finite; or unless `level` is between 0 and 1.
pub fn pooled_association(tables: &[LagTable], level: f64) -> Option<Association> {
    let mut tables: Vec<&LagTable> = tables.iter().filter(|table| table.pairs() > 0).collect();
    // Sorted, because the order of a floating-point sum shows in its last digits.
    tables.sort_unstable();

    let (mut for_link, mut against) = (0.0, 0.0);
    let (mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0);
    for table in tables {
        let n = table.pairs() as f64;
        let (a, b) = (table.both as f64, table.antecedent_only as f64);
        let (c, d) = (table.consequent_only as f64, table.neither as f64);
        // The letters are those of Robins, Breslow & Greenland.
        let (p, q, r, s) = ((a + d) / n, (b + c) / n, a * d / n, b * c / n);
        for_link += r;
        against += s;
        pr += p * r;
        mixed += p * s + q * r;
        qs += q * s;
    }
    if for_link <= 0.0 || against <= 0.0 {
        return None;
    }
    let variance = pr / (2.0 * for_link * for_link)
        + mixed / (2.0 * for_link * against)
        + qs / (2.0 * against * against);
    Association::from_log_odds((for_link / against).ln(), variance.sqrt(), level)
}

/// Whether several tables together hold enough to show what they have in common.
///
/// The thresholds are those of [`LagTable::enough`], on the sums of antecedents and of pairs.
pub fn enough_together(tables: &[LagTable]) -> bool {
    let sum = |part: fn(&LagTable) -> u64| tables.iter().map(part).fold(0, u64::saturating_add);
    sum(LagTable::antecedents) >= ENOUGH_ANTECEDENTS && sum(LagTable::pairs) >= ENOUGH_PAIRS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(both: u64, antecedent_only: u64, consequent_only: u64, neither: u64) -> LagTable {
        LagTable { both, antecedent_only, consequent_only, neither }
    }

    #[test]
    fn sessions_that_differ_do_not_make_a_link() {
        // Neither session shows any link; their sum would show an odds ratio of 5.
        let calm = table(1, 9, 9, 81);
        let heated = table(49, 21, 21, 9);
        let found = pooled_association(&[calm, heated], 0.95).unwrap();
        assert!((found.odds_ratio - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_table_gives_its_own_odds_ratio() {
        let found = pooled_association(&[table(229, 28, 96, 24)], 0.95).unwrap();
        assert!((found.odds_ratio - 229.0 * 24.0 / (28.0 * 96.0)).abs() < 1e-12);
        let woolf: f64 = [229.0, 28.0, 96.0, 24.0].iter().map(|cell: &f64| 1.0 / cell).sum();
        assert!((found.log_standard_error - woolf.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_finite_gives_nothing() {
        assert_eq!(pooled_association(&[], 0.95), None);
        assert_eq!(pooled_association(&[table(0, 0, 0, 0)], 0.95), None);
        assert_eq!(pooled_association(&[table(5, 0, 3, 9), table(2, 4, 0, 9)], 0.95), None);
        assert_eq!(pooled_association(&[table(0, 4, 3, 9), table(0, 4, 1, 9)], 0.95), None);
        assert_eq!(pooled_association(&[table(1, 2, 3, 4)], 0.0), None);
    }

    #[test]
    fn tables_may_reach_the_thresholds_together() {
        let session = table(1, 2, 2, 11);
        assert!(!session.enough());
        assert!(enough_together(&[session, session]));
        assert!(!enough_together(&[session]));
    }

    proptest! {
        #[test]
        fn the_order_of_sessions_does_not_matter(
            (cells, shuffled) in
                proptest::collection::vec((0_u64..40, 0_u64..40, 0_u64..40, 0_u64..40), 1..8)
                    .prop_flat_map(|cells| (Just(cells.clone()), Just(cells).prop_shuffle())),
        ) {
            let tables = |list: &[(u64, u64, u64, u64)]| -> Vec<LagTable> {
                list.iter().map(|&(a, b, c, d)| table(a, b, c, d)).collect()
            };
            prop_assert_eq!(
                pooled_association(&tables(&cells), 0.95),
                pooled_association(&tables(&shuffled), 0.95)
            );
        }
    }
}
