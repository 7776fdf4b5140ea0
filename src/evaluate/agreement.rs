//! Agreement with an interval that knows that utterances of one conversation are alike.
//!
//! Must not know: what was coded, or by whom.

use super::LEVEL;
use crate::stats::{ConfidenceInterval, Confusion, DRAWS, SEED, draws, percentile_interval};

/// A figure with its interval over conversations.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The figure; `None` where it is not defined.
    pub value: Option<f64>,
    /// Its interval; `None` with a single conversation, or where too few draws define it.
    pub interval: Option<ConfidenceInterval>,
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

/// The draws of so many conversations, made once for all that is computed on them.
pub(super) struct Draws(Vec<Vec<u32>>);

impl Draws {
    pub(super) fn of(conversations: usize) -> Self {
        Self(draws(conversations, DRAWS, SEED))
    }

    /// The agreement over conversations, each with its own counts.
    pub(super) fn agreement(&self, conversations: &[Confusion]) -> Agreement {
        let confusion = conversations.iter().fold(Confusion::default(), |sum, c| sum + *c);
        let drawn: Vec<Confusion> = self.0.iter().map(|d| weighted(conversations, d)).collect();
        let estimate = |figure: fn(&Confusion) -> Option<f64>| {
            let values: Vec<Option<f64>> = drawn.iter().map(figure).collect();
            Estimate { value: figure(&confusion), interval: percentile_interval(&values, LEVEL) }
        };
        Agreement {
            confusion,
            precision: estimate(Confusion::precision),
            recall: estimate(Confusion::recall),
            f1: estimate(Confusion::f1),
            kappa: estimate(Confusion::kappa),
            alpha: estimate(Confusion::alpha),
        }
    }

    /// A share over a few conversations: index, part, whole.
    pub(super) fn share(&self, conversations: &[(usize, u64, u64)]) -> Estimate {
        let share = |weight: &dyn Fn(usize) -> u64| {
            let sum = |figure: fn(&(usize, u64, u64)) -> u64| -> u64 {
                conversations.iter().map(|c| weight(c.0) * figure(c)).sum()
            };
            let whole = sum(|c| c.2);
            (whole > 0).then(|| sum(|c| c.1) as f64 / whole as f64)
        };
        let values: Vec<Option<f64>> = self.0.iter().map(|d| share(&|i| u64::from(d[i]))).collect();
        Estimate { value: share(&|_| 1), interval: percentile_interval(&values, LEVEL) }
    }
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

    #[test]
    fn conversations_that_are_all_alike_leave_no_doubt() {
        let all = vec![table(3, 1, 1, 5); 12];
        let agreement = Draws::of(12).agreement(&all);
        assert_eq!(agreement.precision.value, Some(0.75));
        let interval = agreement.precision.interval.unwrap();
        assert_eq!((interval.low, interval.high), (0.75, 0.75));
    }

    /// The same utterances say less when they come from few conversations.
    #[test]
    fn the_interval_is_over_conversations_and_not_utterances() {
        let width = |parts: usize| {
            let one =
                |i: usize| if i.is_multiple_of(2) { table(8, 0, 0, 8) } else { table(0, 8, 8, 0) };
            let scale = 40 / parts as u64;
            let all: Vec<Confusion> =
                (0..parts).map(|i| weighted(&[one(i)], &[scale as u32])).collect();
            let interval = Draws::of(parts).agreement(&all).precision.interval.unwrap();
            interval.high - interval.low
        };
        assert!(width(4) > 1.5 * width(40), "{} {}", width(4), width(40));
    }

    #[test]
    fn a_share_is_that_of_the_conversations_in_which_it_is() {
        let estimate =
            Draws::of(30).share(&[(2, 3, 4), (9, 1, 4), (11, 2, 2), (12, 4, 4), (20, 9, 9)]);
        assert!((estimate.value.unwrap() - 19.0 / 23.0).abs() < 1e-12);
        assert!(estimate.interval.unwrap().contains(19.0 / 23.0));
        assert_eq!(Draws::of(30).share(&[]).value, None);
    }
}
