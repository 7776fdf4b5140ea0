//! Whether the transcripts of both sides were made alike. The same recording, written down by two
//! programs, can differ by more than any therapy: so no claim is made where habits differ.

use crate::measures::{Feature, Style, fragile_features};
use crate::model::{Codebook, Session, Side};
use crate::stats::Count;

/// A session whose rate of a feature is so many times another side's is unlike it (a default of
/// this project; the same recording by four programs differed by up to this and more).
const UNLIKE: f64 = 3.0;
/// Fewer expected than this tell nothing about a habit.
const ENOUGH: f64 = 8.0;

/// A habit in which one session differs from the others of its case.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlike {
    /// Index of the session in the case.
    pub session: usize,
    /// The habit.
    pub feature: Feature,
    /// Per 1,000 words in this session.
    pub rate: f64,
    /// Per 1,000 words in the other sessions of the case.
    pub others: f64,
}

/// What the comparison of transcripts found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparability {
    /// Sources named on each side, sorted, without repetition: before, after.
    pub sources: (Vec<String>, Vec<String>),
    /// Habits that differ, by session.
    pub unlike: Vec<Unlike>,
    /// Features that cannot be trusted in a comparison of the two sides.
    pub unsafe_features: Vec<Feature>,
}

impl Comparability {
    /// Whether the study names a source on one side that is not on the other.
    pub fn sources_differ(&self) -> bool {
        self.sources.0 != self.sources.1
    }

    /// Whether nothing speaks against a comparison.
    pub fn is_clean(&self) -> bool {
        self.unlike.is_empty()
    }
}

/// Compares the sessions of one case, each with a side, against one another.
pub fn comparability(sessions: &[(&Session, Style, Option<Side>)]) -> Comparability {
    let mut found = Comparability::default();
    for (session, _, side) in sessions {
        let sources = match side {
            Some(Side::Before) => &mut found.sources.0,
            Some(Side::After) => &mut found.sources.1,
            None => continue,
        };
        if !session.source.is_empty() {
            sources.push(session.source.clone());
        }
    }
    for sources in [&mut found.sources.0, &mut found.sources.1] {
        sources.sort();
        sources.dedup();
    }
    for feature in Feature::ALL {
        for (i, (_, style, side)) in sessions.iter().enumerate() {
            if side.is_none() {
                continue;
            }
            let others = total(sessions, feature, |j, s| j != i && s.is_some());
            if let Some((rate, rest)) = unlike(style.count(feature), others) {
                found.unlike.push(Unlike { session: i, feature, rate, others: rest });
            }
        }
        let before = total(sessions, feature, |_, s| s == Some(Side::Before));
        let after = total(sessions, feature, |_, s| s == Some(Side::After));
        let sessions_differ = found.unlike.iter().any(|u| u.feature == feature);
        if sessions_differ || unlike(after, before).is_some() {
            found.unsafe_features.push(feature);
        }
    }
    found
}

fn total(
    sessions: &[(&Session, Style, Option<Side>)],
    feature: Feature,
    keep: impl Fn(usize, Option<Side>) -> bool,
) -> Count {
    let counts: Vec<Count> = sessions
        .iter()
        .enumerate()
        .filter(|(j, s)| keep(*j, s.2))
        .map(|(_, s)| s.1.count(feature))
        .collect();
    Count::total(&counts)
}

/// Both rates per 1,000 words, if they are further apart than habits of one transcriber.
fn unlike(one: Count, other: Count) -> Option<(f64, f64)> {
    if one.words == 0 || other.words == 0 {
        return None;
    }
    let per_1000 = |c: Count| c.hits as f64 * 1000.0 / c.words as f64;
    let (a, b) = (per_1000(one), per_1000(other));
    let expected = a.max(b) * one.words.min(other.words) as f64 / 1000.0;
    (expected >= ENOUGH && a.max(b) > UNLIKE * a.min(b)).then_some((a, b))
}

/// The markers whose counts rest on an unsafe feature.
pub fn markers_left_out(codebook: &Codebook, comparability: &Comparability) -> Vec<usize> {
    (0..codebook.markers.len())
        .filter(|m| {
            fragile_features(codebook, *m).iter().any(|f| comparability.unsafe_features.contains(f))
        })
        .collect()
}
