//! Agreement with an interval that knows that utterances of one conversation are alike.
//!
//! Must not know: what was coded, or by whom.

use super::LEVEL;
use crate::stats::{ConfidenceInterval, Confusion, DRAWS, SEED, percentile_interval, resample};

/// A figure with its interval over conversations.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The figure; `None` where it is not defined.
    pub value: Option<f64>,
    /// Its interval; `None` with too few conversations, where too few draws define it, or where all are alike.
    pub interval: Option<ConfidenceInterval>,
}

impl Estimate {
    /// A figure, and what it is in each draw.
    pub(super) fn of(value: Option<f64>, drawn: &[Option<f64>]) -> Self {
        Self { value, interval: percentile_interval(drawn, LEVEL) }
    }
}

/// How two codings of the same utterances agree; intervals by drawing whole conversations.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    /// The counts.
    pub confusion: Confusion,
    /// Share of the second coding's yeses that are right by the first.
    pub precision: Estimate,
    /// Share of the first coding's yeses that the second has.
    pub recall: Estimate,
    /// Their harmonic mean.
    pub f1: Estimate,
    /// Cohen's κ.
    pub kappa: Estimate,
    /// Krippendorff's α.
    pub alpha: Estimate,
}

/// Figures over conversations, in the order of [`Agreement`].
const FIGURES: [fn(&Confusion) -> Option<f64>; 5] =
    [Confusion::precision, Confusion::recall, Confusion::f1, Confusion::kappa, Confusion::alpha];

/// The agreement of several tables, each with the counts of each of the same conversations.
pub(super) fn agreements(tables: &[Vec<Confusion>]) -> Vec<Agreement> {
    let mut drawn: Vec<[Vec<Option<f64>>; 5]> = vec![Default::default(); tables.len()];
    resample(tables.first().map_or(0, Vec::len), DRAWS, SEED, |draw| {
        for (table, drawn) in tables.iter().zip(&mut drawn) {
            let sum = weighted(table, draw);
            drawn.iter_mut().zip(FIGURES).for_each(|(all, figure)| all.push(figure(&sum)));
        }
    });
    let one = |(table, drawn): (&Vec<Confusion>, [Vec<Option<f64>>; 5])| {
        let confusion = table.iter().fold(Confusion::default(), |sum, c| sum + *c);
        let estimate = |i: usize| Estimate::of(FIGURES[i](&confusion), &drawn[i]);
        Agreement {
            confusion,
            precision: estimate(0),
            recall: estimate(1),
            f1: estimate(2),
            kappa: estimate(3),
            alpha: estimate(4),
        }
    };
    tables.iter().zip(drawn).map(one).collect()
}

/// A part of a whole in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) conversation: usize,
    pub(super) part: u64,
    pub(super) whole: u64,
}

/// Shares over the few conversations, of so many, in which there is something.
pub(super) fn shares(conversations: usize, all: &[Vec<Part>]) -> Vec<Estimate> {
    let share = |parts: &[Part], weight: &dyn Fn(usize) -> u64| {
        let sum = |of: fn(&Part) -> u64| -> u64 {
            parts.iter().map(|p| weight(p.conversation) * of(p)).sum()
        };
        let whole = sum(|p| p.whole);
        (whole > 0).then(|| sum(|p| p.part) as f64 / whole as f64)
    };
    let mut drawn: Vec<Vec<Option<f64>>> = vec![Vec::new(); all.len()];
    resample(conversations, DRAWS, SEED, |draw| {
        for (parts, drawn) in all.iter().zip(&mut drawn) {
            drawn.push(share(parts, &|i| u64::from(draw[i])));
        }
    });
    let one =
        |(parts, drawn): (&Vec<Part>, &Vec<Option<f64>>)| Estimate::of(share(parts, &|_| 1), drawn);
    all.iter().zip(&drawn).map(one).collect()
}

fn weighted(conversations: &[Confusion], draw: &[u32]) -> Confusion {
    let mut sum = Confusion::default();
    for (c, times) in conversations.iter().zip(draw).filter(|(_, times)| **times > 0) {
        let times = u64::from(*times);
        sum = sum
            + Confusion {
                true_positive: c.true_positive * times,
                false_positive: c.false_positive * times,
                false_negative: c.false_negative * times,
                true_negative: c.true_negative * times,
            };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(tp: u64, fp: u64, r#fn: u64, tn: u64) -> Confusion {
        Confusion { true_positive: tp, false_positive: fp, false_negative: r#fn, true_negative: tn }
    }

    fn precision(conversations: Vec<Confusion>) -> Estimate {
        agreements(&[conversations])[0].precision
    }

    /// Draws of what is all alike are all alike, which is no proof that there is nothing else.
    #[test]
    fn conversations_that_are_all_alike_give_a_figure_and_no_interval() {
        let found = precision(vec![table(3, 1, 1, 5); 12]);
        assert_eq!(found, Estimate { value: Some(0.75), interval: None });
        assert_eq!(precision(vec![table(2, 0, 1, 5); 12]).interval, None);
    }

    #[test]
    fn few_conversations_give_no_interval() {
        let some = |n: usize| (0..n as u64).map(|i| table(i, 3, 1, 5)).collect();
        assert_eq!(precision(some(9)).interval, None);
        let found = precision(some(10));
        assert!(found.interval.unwrap().contains(found.value.unwrap()));
    }

    /// The same utterances say less when they come from few conversations.
    #[test]
    fn the_interval_is_over_conversations_and_not_utterances() {
        let width = |parts: usize| {
            let one = |i: usize| {
                if i.is_multiple_of(2) { table(8, 0, 0, 8) } else { table(0, 8, 8, 0) }
            };
            let scale = [400 / parts as u32];
            let all = (0..parts).map(|i| weighted(&[one(i)], &scale)).collect();
            let interval = precision(all).interval.unwrap();
            interval.high - interval.low
        };
        assert!(width(10) > 1.5 * width(40), "{} {}", width(10), width(40));
    }

    #[test]
    fn a_share_is_that_of_the_conversations_in_which_it_is() {
        let part = |(conversation, part, whole)| Part { conversation, part, whole };
        let parts = [(2, 3, 4), (9, 1, 4), (11, 2, 2), (12, 4, 4), (20, 9, 9)].map(part).to_vec();
        let found = shares(30, &[parts, Vec::new()]);
        assert!((found[0].value.unwrap() - 19.0 / 23.0).abs() < 1e-12);
        assert!(found[0].interval.unwrap().contains(19.0 / 23.0));
        assert_eq!(found[1], Estimate::default());
    }
}
