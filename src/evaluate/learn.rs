//! Weights and thresholds learned from coded utterances.
//!
//! A marker's score is a noisy *or* of its rules, 1 − Π(1 − w) (Pearl 1988, section 4.3.2): each rule that fires is
//! right with its own chance, and one that is right is enough. The weights are those most likely by the codes and
//! by what was written by hand, found by expectation and maximisation (Dempster, Laird & Rubin 1977); what was
//! written by hand counts as so many utterances more, the *prior*, so that a rule that fired three times is not
//! thought perfect. How many, and from which score the marker is seen, is chosen by cross-validation over
//! conversations. What is reported is nested in it: each conversation is judged by weights, prior and threshold
//! that were found without it (Varma & Simon 2006).
//!
//! Must not know: the names of rules, files, or how any of it is written down.

use crate::model::PRECISE;
use crate::stats::{Confusion, noisy_or};

/// Parts in which conversations are left out by turns.
pub const FOLDS: usize = 5;
/// Fewer coded utterances in which a rule fires teach nothing.
pub const ENOUGH_TO_LEARN: usize = 20;
/// Fewer teach no threshold.
pub const ENOUGH_FOR_A_THRESHOLD: usize = 50;
/// What the weights written by hand may count for, in utterances.
const PRIORS: [f64; 4] = [4.0, 8.0, 16.0, 32.0];
/// Scores from which a marker may be seen. Those whose marks are right [`PRECISE`] of the time come first.
const THRESHOLDS: [f64; 9] = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7];
const MOST_ROUNDS: usize = 500;

/// A coded utterance, as far as one marker is concerned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lesson {
    /// Its conversation, numbered over all data.
    pub conversation: usize,
    /// Whether it carries one of the codes.
    pub coded: bool,
    /// Which of the marker's rules fired: places in its list of weights.
    pub rules: Vec<usize>,
    /// Those that fired beside words that are often meant otherwise, and weigh half. An utterance with any is
    /// judged, and teaches no weight.
    pub doubtful: Vec<usize>,
    /// What rules of other markers, negated, say for this one; between 0 and 1.
    pub beside: f64,
}

impl Lesson {
    fn teaches(&self) -> bool {
        !self.rules.is_empty() && self.doubtful.is_empty()
    }
}

/// What is written by hand, and what of it may be learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByHand<'a> {
    /// For each rule its weight.
    pub weights: &'a [f64],
    /// Score from which the marker is seen.
    pub threshold: f64,
    /// Whether the threshold may be learned too.
    pub learns_threshold: bool,
}

/// What was learned of one marker. Weights are to two digits: more would say more than the data do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learned {
    /// For each rule its weight: learned where it fired, else as written by hand.
    pub weights: Vec<f64>,
    /// For each rule in how many utterances that teach it fired.
    pub fired: Vec<usize>,
    /// Score from which the marker is seen.
    pub threshold: f64,
    /// What the weights written by hand counted for.
    pub prior: f64,
    /// Agreement over all utterances, each judged by what was found without its conversation.
    pub left_out: Confusion,
}

/// Learns the weights of one marker's rules, and its threshold where at least [`ENOUGH_FOR_A_THRESHOLD`]
/// utterances teach.
///
/// `None` where fewer than [`ENOUGH_TO_LEARN`] utterances teach, none of them is coded, or there are fewer than
/// [`FOLDS`] conversations.
pub fn learn(lessons: &[Lesson], by_hand: ByHand<'_>) -> Option<Learned> {
    let all: Vec<&Lesson> = lessons.iter().collect();
    let teaching = || lessons.iter().filter(|l| l.teaches());
    let folds = Folds::of(&all);
    if teaching().count() < ENOUGH_TO_LEARN
        || teaching().all(|l| !l.coded)
        || folds.conversations.len() < FOLDS
    {
        return None;
    }
    let mut left_out = Confusion::default();
    for fold in 0..FOLDS {
        let (out, rest): (Vec<&Lesson>, Vec<&Lesson>) =
            all.iter().partition(|l| folds.of_lesson(l) == fold);
        let (prior, threshold) = choose(&rest, by_hand);
        let weights = weights(&rest, by_hand.weights, prior);
        out.iter().for_each(|l| left_out.add(l.coded, score(&weights, l) >= threshold));
    }
    let (prior, threshold) = choose(&all, by_hand);
    let mut fired = vec![0; by_hand.weights.len()];
    teaching().flat_map(|l| &l.rules).for_each(|r| fired[*r] += 1);
    let learned = weights(&all, by_hand.weights, prior);
    let rounded =
        |(w, fired): (f64, &usize)| if *fired > 0 { (w * 100.0).round() / 100.0 } else { w };
    let weights = learned.into_iter().zip(&fired).map(rounded).collect();
    Some(Learned { weights, fired, threshold, prior, left_out })
}

/// Conversations dealt out to the parts.
struct Folds {
    conversations: Vec<usize>,
}

impl Folds {
    fn of(lessons: &[&Lesson]) -> Self {
        let mut conversations: Vec<usize> = lessons.iter().map(|l| l.conversation).collect();
        conversations.sort_unstable();
        conversations.dedup();
        Self { conversations }
    }

    fn of_lesson(&self, lesson: &Lesson) -> usize {
        self.conversations.partition_point(|c| *c < lesson.conversation) % FOLDS
    }
}

/// The prior under which conversations that were left out are least surprising, and the threshold that does best
/// on their scores.
fn choose(lessons: &[&Lesson], by_hand: ByHand<'_>) -> (f64, f64) {
    let folds = Folds::of(lessons);
    let scores = |prior: f64| -> Vec<f64> {
        let each = |fold: usize| {
            let rest: Vec<&Lesson> =
                lessons.iter().filter(|l| folds.of_lesson(l) != fold).copied().collect();
            weights(&rest, by_hand.weights, prior)
        };
        let all: Vec<Vec<f64>> = (0..FOLDS).map(each).collect();
        lessons.iter().map(|l| score(&all[folds.of_lesson(l)], l)).collect()
    };
    let surprise = |scores: &[f64]| -> f64 {
        let loss = |(l, score): (&&Lesson, &f64)| {
            let p = score.clamp(1e-6, 1.0 - 1e-6);
            if l.coded { -p.ln() } else { -(1.0 - p).ln() }
        };
        lessons.iter().zip(scores).filter(|(l, _)| l.teaches()).map(loss).sum()
    };
    let mut best = (f64::INFINITY, PRIORS[0], Vec::new());
    for prior in PRIORS {
        let scores = scores(prior);
        let loss = surprise(&scores);
        if loss < best.0 {
            best = (loss, prior, scores);
        }
    }
    let enough = lessons.iter().filter(|l| l.teaches()).count() >= ENOUGH_FOR_A_THRESHOLD;
    let threshold = match by_hand.learns_threshold && enough {
        true => threshold(lessons, &best.2).unwrap_or(by_hand.threshold),
        false => by_hand.threshold,
    };
    (best.1, threshold)
}

/// The most likely weights.
fn weights(lessons: &[&Lesson], by_hand: &[f64], prior: f64) -> Vec<f64> {
    let lessons: Vec<&Lesson> = lessons.iter().filter(|l| l.teaches()).copied().collect();
    let mut weights: Vec<f64> = by_hand.to_vec();
    let mut fired = vec![0.0; by_hand.len()];
    lessons.iter().flat_map(|l| &l.rules).for_each(|r| fired[*r] += 1.0);
    for _ in 0..MOST_ROUNDS {
        // How many of its utterances each rule is held to be right in.
        let mut right = vec![0.0; by_hand.len()];
        for lesson in lessons.iter().filter(|l| l.coded) {
            let all = score(&weights, lesson).max(f64::MIN_POSITIVE);
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

/// As the tagger puts it together.
fn score(weights: &[f64], lesson: &Lesson) -> f64 {
    let full = lesson.rules.iter().map(|r| weights[*r]);
    let half = lesson.doubtful.iter().map(|r| weights[*r] / 2.0);
    full.chain(half).fold(lesson.beside, noisy_or)
}

/// Of the thresholds that are precise the one with the best F1; if none is, the one with the best precision.
fn threshold(lessons: &[&Lesson], scores: &[f64]) -> Option<f64> {
    let worth = |threshold: f64| {
        let mut table = Confusion::default();
        lessons.iter().zip(scores).for_each(|(l, s)| table.add(l.coded, *s >= threshold));
        let precision = table.precision().unwrap_or(0.0);
        match precision >= PRECISE {
            true => (1, table.f1().unwrap_or(0.0)),
            false => (0, precision),
        }
    };
    // The higher threshold where two are worth the same: fewer marks.
    let all = THRESHOLDS.map(|t| (t, worth(t)));
    let best = all.iter().max_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    best.map(|(threshold, _)| *threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Utterances in which rules fire: how many, how many of them coded.
    fn lessons(kinds: &[(&[usize], usize, usize)]) -> Vec<Lesson> {
        let mut all = Vec::new();
        for (rules, n, coded) in kinds {
            for i in 0..*n {
                let conversation = all.len() % 50;
                let coded = i < *coded;
                all.push(Lesson {
                    conversation,
                    coded,
                    rules: rules.to_vec(),
                    ..Lesson::default()
                });
            }
        }
        all
    }

    fn by_hand(weights: &[f64]) -> ByHand<'_> {
        ByHand { weights, threshold: 0.5, learns_threshold: true }
    }

    #[test]
    fn a_rule_alone_learns_its_precision_and_a_rare_one_stays_by_hand() {
        let all = lessons(&[(&[0], 400, 100), (&[1], 400, 380), (&[2], 2, 0), (&[], 500, 20)]);
        let learned = learn(&all, by_hand(&[0.7, 0.7, 0.9, 0.6])).unwrap();
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
        let kept = ByHand { learns_threshold: false, ..by_hand(&[0.5, 0.5]) };
        let learned = learn(&all, kept).unwrap();
        assert_eq!(learned.threshold, 0.5);
        // 1 − .6² = .64, which is what was coded where both fire.
        assert!(learned.weights.iter().all(|w| (w - 0.4).abs() < 0.03), "{learned:?}");
    }

    /// No step to either side makes the codes and what was written by hand likelier.
    #[test]
    fn the_weights_are_a_maximum() {
        let mut all =
            lessons(&[(&[0], 60, 30), (&[0, 1], 50, 40), (&[1, 2], 40, 10), (&[2], 30, 3)]);
        all.iter_mut().step_by(7).for_each(|l| l.beside = 0.3);
        let hand = [0.7, 0.6, 0.5];
        let prior = 8.0;
        let all: Vec<&Lesson> = all.iter().collect();
        let likely = |w: &[f64]| -> f64 {
            let data: f64 = all
                .iter()
                .map(|l| {
                    let p = score(w, l);
                    if l.coded { p.ln() } else { (1.0 - p).ln() }
                })
                .sum();
            let hand: f64 = w
                .iter()
                .zip(hand)
                .map(|(w, h)| prior * (h * w.ln() + (1.0 - h) * (1.0 - w).ln()))
                .sum();
            data + hand
        };
        let best = weights(&all, &hand, prior);
        for rule in 0..3 {
            for step in [-0.01, 0.01] {
                let mut other = best.clone();
                other[rule] += step;
                assert!(likely(&other) < likely(&best), "{best:?} {other:?}");
            }
        }
    }

    /// What is often meant otherwise weighs half where it is judged, and teaches nothing.
    #[test]
    fn doubtful_signs_are_judged_and_teach_nothing() {
        let mut all = lessons(&[(&[0], 200, 180), (&[], 200, 0)]);
        let before = learn(&all, by_hand(&[0.7])).unwrap();
        for i in 0..60 {
            all.push(Lesson { conversation: i % 50, doubtful: vec![0], ..Lesson::default() });
        }
        let after = learn(&all, by_hand(&[0.7])).unwrap();
        assert_eq!((&after.weights, &after.fired), (&before.weights, &before.fired));
        assert!((score(&[0.9], all.last().unwrap()) - 0.45).abs() < 1e-12);
        let none = vec![Lesson { doubtful: vec![0], coded: true, ..Lesson::default() }; 60];
        assert_eq!(learn(&none, by_hand(&[0.7])), None);
    }

    /// Rules that are right half of the time and no better one than another: choosing among them on the scores
    /// that are then reported would promise more than new conversations keep.
    #[test]
    fn what_is_reported_is_not_what_was_chosen_by() {
        let mut promised = 0.0;
        for seed in 0..40_u64 {
            let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
            let mut coin = move || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state >> 63 == 1
            };
            let lesson = |i: usize| Lesson {
                conversation: i % 25,
                coded: coin(),
                rules: vec![i % 5],
                ..Lesson::default()
            };
            let all: Vec<Lesson> = (0..100).map(lesson).collect();
            let learned = learn(&all, by_hand(&[0.55; 5])).unwrap();
            promised += learned.left_out.precision().unwrap_or(0.5);
        }
        assert!((promised / 40.0 - 0.5).abs() < 0.04, "{}", promised / 40.0);
    }

    #[test]
    fn too_little_teaches_nothing() {
        assert_eq!(learn(&lessons(&[(&[0], 19, 10)]), by_hand(&[0.7])), None);
        assert_eq!(learn(&lessons(&[(&[0], 40, 0)]), by_hand(&[0.7])), None);
        let few = learn(&lessons(&[(&[0], 49, 10)]), by_hand(&[0.7])).unwrap();
        assert_eq!(few.threshold, 0.5);
        let mut one = lessons(&[(&[0], 40, 20)]);
        one.iter_mut().for_each(|l| l.conversation = 3);
        assert_eq!(learn(&one, by_hand(&[0.7])), None);
    }
}
