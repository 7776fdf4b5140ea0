//! Weights and thresholds learned from coded utterances.
//!
//! A marker's score is a noisy *or* of its rules, 1 − Π(1 − w) (Pearl 1988, section 4.3.2): each rule that fires is
//! right with its own chance, and one that is right is enough. The weights are those most likely by the codes and
//! by what was written by hand, found by expectation and maximisation (Dempster, Laird & Rubin 1977); what was
//! written by hand counts as so many utterances more, the *prior*, so that a rule that fired three times is not
//! thought perfect. How many, and from which score the marker is seen, is chosen by cross-validation over
//! conversations.
//!
//! Must not know: the names of rules, files, or how any of it is written down.

use crate::stats::Confusion;

/// Parts in which conversations are left out by turns.
pub const FOLDS: usize = 5;
/// Fewer coded utterances in which a rule fires teach nothing.
const ENOUGH: usize = 20;
/// What the weights written by hand may count for, in utterances.
const PRIORS: [f64; 4] = [4.0, 8.0, 16.0, 32.0];
/// Scores from which a marker may be seen.
const THRESHOLDS: [f64; 9] = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];
/// A threshold is chosen among those whose marks are right this often, if there are any.
const PRECISE: f64 = 0.75;
const MOST_ROUNDS: usize = 500;

/// A coded utterance, as far as one marker is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lesson {
    /// Its conversation, numbered over all data.
    pub conversation: usize,
    /// Whether it carries one of the codes.
    pub coded: bool,
    /// Which of the marker's rules fired: places in its list of weights.
    pub rules: Vec<usize>,
}

/// What was learned of one marker.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learned {
    /// For each rule its weight: learned where it fired, else as written by hand.
    pub weights: Vec<f64>,
    /// For each rule in how many coded utterances it fired.
    pub fired: Vec<usize>,
    /// Score from which the marker is seen.
    pub threshold: f64,
    /// What the weights written by hand counted for.
    pub prior: f64,
    /// Agreement over all utterances, each judged by weights learned without its conversation.
    pub left_out: Confusion,
}

/// Learns the weights of one marker's rules and its threshold; `by_hand` are the weights as written, `kept` is
/// the threshold where it is not to be learned.
///
/// `None` where fewer than 20 coded utterances had a rule that fired, or all were alike, or there are
/// fewer than [`FOLDS`] conversations.
pub fn learn(lessons: &[Lesson], by_hand: &[f64], kept: Option<f64>) -> Option<Learned> {
    let fired: Vec<&Lesson> = lessons.iter().filter(|l| !l.rules.is_empty()).collect();
    let mut conversations: Vec<usize> = lessons.iter().map(|l| l.conversation).collect();
    conversations.sort_unstable();
    conversations.dedup();
    let right = fired.iter().filter(|l| l.coded).count();
    if fired.len() < ENOUGH || right == 0 || conversations.len() < FOLDS {
        return None;
    }
    let fold = |l: &Lesson| conversations.partition_point(|c| *c < l.conversation) % FOLDS;
    // For each prior the scores of all utterances, each by weights that never saw its conversation.
    let scores = |prior: f64| -> Vec<f64> {
        let weights: Vec<Vec<f64>> = (0..FOLDS)
            .map(|out| {
                let rest: Vec<&Lesson> = fired.iter().filter(|l| fold(l) != out).copied().collect();
                weights(&rest, by_hand, prior)
            })
            .collect();
        lessons.iter().map(|l| score(&weights[fold(l)], &l.rules)).collect()
    };
    let unlikely = |scores: &[f64]| -> f64 {
        let loss = |(l, score): (&Lesson, &f64)| {
            let p = score.clamp(1e-6, 1.0 - 1e-6);
            if l.coded { -p.ln() } else { -(1.0 - p).ln() }
        };
        lessons.iter().zip(scores).filter(|(l, _)| !l.rules.is_empty()).map(loss).sum()
    };
    let (prior, scores) = PRIORS
        .iter()
        .map(|prior| (*prior, scores(*prior)))
        .min_by(|a, b| unlikely(&a.1).total_cmp(&unlikely(&b.1)))?;
    let possible = kept.as_ref().map_or(&THRESHOLDS[..], std::slice::from_ref);
    let (threshold, left_out) = threshold(lessons, &scores, possible);
    let mut counts = vec![0; by_hand.len()];
    fired.iter().flat_map(|l| &l.rules).for_each(|r| counts[*r] += 1);
    let learned = weights(&fired, by_hand, prior);
    Some(Learned { weights: learned, fired: counts, threshold, prior, left_out })
}

/// The most likely weights.
fn weights(lessons: &[&Lesson], by_hand: &[f64], prior: f64) -> Vec<f64> {
    let mut weights: Vec<f64> = by_hand.to_vec();
    let mut fired = vec![0.0; by_hand.len()];
    lessons.iter().flat_map(|l| &l.rules).for_each(|r| fired[*r] += 1.0);
    for _ in 0..MOST_ROUNDS {
        // How many of its utterances each rule is held to be right in.
        let mut right = vec![0.0; by_hand.len()];
        for lesson in lessons.iter().filter(|l| l.coded) {
            let all = score(&weights, &lesson.rules).max(f64::MIN_POSITIVE);
            lesson.rules.iter().for_each(|r| right[*r] += weights[*r] / all);
        }
        let mut moved: f64 = 0.0;
        for (rule, weight) in weights.iter_mut().enumerate().filter(|(r, _)| fired[*r] > 0.0) {
            let next = (right[rule] + prior * by_hand[rule]) / (fired[rule] + prior);
            moved = moved.max((next - *weight).abs());
            *weight = next;
        }
        if moved < 1e-9 {
            break;
        }
    }
    weights
}

fn score(weights: &[f64], rules: &[usize]) -> f64 {
    1.0 - rules.iter().map(|r| 1.0 - weights[*r]).product::<f64>()
}

/// Of the thresholds that are precise the one with the best F1; if none is, the one with the best precision.
fn threshold(lessons: &[Lesson], scores: &[f64], possible: &[f64]) -> (f64, Confusion) {
    let table = |threshold: f64| {
        let mut table = Confusion::default();
        lessons.iter().zip(scores).for_each(|(l, s)| table.add(l.coded, *s >= threshold));
        table
    };
    let precise = |t: &Confusion| t.precision().is_some_and(|p| p >= PRECISE);
    let all: Vec<(f64, Confusion)> = possible.iter().map(|t| (*t, table(*t))).collect();
    let worth = |t: &Confusion| match precise(t) {
        true => (1, t.f1().unwrap_or(0.0)),
        false => (0, t.precision().unwrap_or(0.0)),
    };
    // The higher threshold where two are worth the same: fewer marks.
    let best = all.iter().max_by(|a, b| {
        let (a, b) = (worth(&a.1), worth(&b.1));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    best.copied().unwrap_or((0.5, Confusion::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Utterances in which rules fire: how many, how many of them coded.
    fn lessons(kinds: &[(&[usize], usize, usize)]) -> Vec<Lesson> {
        let mut all = Vec::new();
        for (rules, n, coded) in kinds {
            for i in 0..*n {
                let coded = i < *coded;
                all.push(Lesson { conversation: all.len() % 50, coded, rules: rules.to_vec() });
            }
        }
        all
    }

    #[test]
    fn a_rule_alone_learns_its_precision_and_a_rare_one_stays_by_hand() {
        let all = lessons(&[(&[0], 400, 100), (&[1], 400, 380), (&[2], 2, 0), (&[], 500, 20)]);
        let learned = learn(&all, &[0.7, 0.7, 0.9, 0.6], None).unwrap();
        assert!((learned.weights[0] - 0.25).abs() < 0.05, "{learned:?}");
        assert!((learned.weights[1] - 0.95).abs() < 0.03, "{learned:?}");
        assert!(learned.weights[2] > 0.55 && learned.weights[2] < 0.9, "{learned:?}");
        assert_eq!((learned.weights[3], learned.fired[3]), (0.6, 0));
        assert_eq!(learned.fired[..3], [400, 400, 2]);
        // With the weak rule below the threshold, its hits are left out.
        assert!(learned.threshold > 0.25);
        assert!(learned.left_out.precision().unwrap() > 0.9, "{learned:?}");
    }

    #[test]
    fn two_weak_signs_together_are_a_strong_one() {
        let all = lessons(&[(&[0], 200, 80), (&[1], 200, 80), (&[0, 1], 200, 128), (&[], 100, 0)]);
        let learned = learn(&all, &[0.5, 0.5], Some(0.5)).unwrap();
        assert_eq!(learned.threshold, 0.5);
        // 1 − .6² = .64, which is what was coded where both fire.
        assert!(learned.weights.iter().all(|w| (w - 0.4).abs() < 0.03), "{learned:?}");
    }

    /// In one of many directions the sum of what is learned cannot get less likely.
    #[test]
    fn the_weights_are_a_maximum() {
        let all = lessons(&[(&[0], 60, 30), (&[0, 1], 50, 40), (&[1, 2], 40, 10), (&[2], 30, 3)]);
        let by_hand = [0.7, 0.6, 0.5];
        let prior = 8.0;
        let all: Vec<&Lesson> = all.iter().collect();
        let likely = |w: &[f64]| -> f64 {
            let data: f64 = all
                .iter()
                .map(|l| {
                    let p = score(w, &l.rules);
                    if l.coded { p.ln() } else { (1.0 - p).ln() }
                })
                .sum();
            let hand: f64 = w
                .iter()
                .zip(by_hand)
                .map(|(w, h)| prior * (h * w.ln() + (1.0 - h) * (1.0 - w).ln()))
                .sum();
            data + hand
        };
        let best = weights(&all, &by_hand, prior);
        for rule in 0..3 {
            for step in [-0.01, 0.01] {
                let mut other = best.clone();
                other[rule] += step;
                assert!(likely(&other) < likely(&best), "{best:?} {other:?}");
            }
        }
    }

    #[test]
    fn too_little_teaches_nothing() {
        assert_eq!(learn(&lessons(&[(&[0], 19, 10)]), &[0.7], None), None);
        assert_eq!(learn(&lessons(&[(&[0], 40, 0)]), &[0.7], None), None);
        let mut one = lessons(&[(&[0], 40, 20)]);
        one.iter_mut().for_each(|l| l.conversation = 3);
        assert_eq!(learn(&one, &[0.7], None), None);
    }
}
