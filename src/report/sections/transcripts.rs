//! Whether the transcripts of both sides were made alike, said plainly, with the figures behind it.
//!
//! Must not know: how likeness was judged.

use serde::Serialize;

use super::super::ReportInput;
use super::super::labels::{isolate, session_title, sessions_on};
use super::super::words::{choice, list, lower_first, rate};
use crate::compare::Unlike;
use crate::measures::{Feature, fragile_features};
use crate::model::Side;

/// What is said on comparability.
#[derive(Serialize)]
pub(super) struct Transcripts {
    verdict: &'static str,
    sentences: Vec<String>,
    features: Vec<&'static str>,
    habits: Vec<Habit>,
}

#[derive(Serialize)]
struct Habit {
    session: String,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    unlike: bool,
}

/// The verdict, its reasons, and the habits session by session.
pub(super) fn transcripts(input: &ReportInput) -> Transcripts {
    let found = &input.comparison.comparability;
    let both_sides = [Side::Before, Side::After].map(|s| !sessions_on(input, s).is_empty());
    let verdict = if both_sides != [true, true] {
        "There is nothing to compare: one side has no session."
    } else if !found.unsafe_features.is_empty() {
        "Comparable in part: the transcripts were not all written down alike."
    } else if found.sources_differ() {
        "Comparable with care: the sources differ, but the transcripts look alike."
    } else {
        "Comparable, as far as the transcripts show."
    };
    Transcripts {
        verdict,
        sentences: sentences(input),
        features: Feature::ALL.map(plain).to_vec(),
        habits: (0..input.sessions.len()).map(|i| habit(input, i)).collect(),
    }
}

fn plain(feature: Feature) -> &'static str {
    match feature {
        Feature::Hesitations => "hesitations (um, uh)",
        Feature::TinyTurns => "turns of one to three words",
        Feature::QuestionMarks => "question marks",
        Feature::Turns => "turns",
    }
}

fn sentences(input: &ReportInput) -> Vec<String> {
    let found = &input.comparison.comparability;
    let mut said = vec![sources(&found.sources.0, &found.sources.1)];
    said.extend(found.unlike.iter().map(|u| unlike(input, u)));
    for feature in &found.unsafe_features {
        // A difference between the sides that no single session shows.
        if !found.unlike.iter().any(|u| u.feature == *feature) {
            said.push(format!("The two sides differ in {}.", plain(*feature)));
        }
    }
    if found.unsafe_features.is_empty() {
        said.push(
            "Hesitations, tiny turns, question marks and turns stand about as often in all of \
             them as one transcriber’s habits would have it."
                .into(),
        );
    } else {
        said.push(left_out(input));
    }
    said
}

fn sources(before: &[String], after: &[String]) -> String {
    let named = |sources: &[String]| {
        let names: Vec<String> = sources.iter().map(|s| isolate(s)).collect();
        if names.is_empty() { "not named".to_string() } else { list(&names) }
    };
    if before.is_empty() && after.is_empty() {
        "Who or what wrote the transcripts is not named.".into()
    } else if before == after {
        format!("The same source is named on both sides: {}.", named(before))
    } else {
        format!("Sources before: {}. Sources after: {}.", named(before), named(after))
    }
}

fn unlike(input: &ReportInput, found: &Unlike) -> String {
    format!(
        "{} holds {} {} per 1,000 words, the other sessions {}.",
        session_title(input.sessions[found.session]),
        rate(found.rate),
        plain(found.feature),
        rate(found.others)
    )
}

fn left_out(input: &ReportInput) -> String {
    let comparison = input.comparison;
    let features: Vec<String> =
        comparison.comparability.unsafe_features.iter().map(|f| plain(*f).to_string()).collect();
    let markers: Vec<String> = comparison
        .left_out
        .iter()
        .filter(|m| !fragile_features(input.codebook, **m).is_empty())
        .map(|m| format!("“{}”", lower_first(&input.codebook.markers[*m].label)))
        .collect();
    if markers.is_empty() {
        format!(
            "None of the marks on this page rests on {}, so none was left out.",
            choice(&features)
        )
    } else {
        format!(
            "Marks that rest on {} were therefore left out of the counts: {}.",
            choice(&features),
            list(&markers)
        )
    }
}

fn habit(input: &ReportInput, at: usize) -> Habit {
    let cell = |feature: Feature| {
        let count = input.comparison.styles[at].count(feature);
        let unlike = |u: &Unlike| u.session == at && u.feature == feature;
        Cell {
            text: if count.words == 0 {
                "no words".into()
            } else {
                rate(count.hits as f64 * 1000.0 / count.words as f64)
            },
            unlike: input.comparison.comparability.unlike.iter().any(unlike),
        }
    };
    Habit {
        session: session_title(input.sessions[at]),
        cells: Feature::ALL.into_iter().map(cell).collect(),
    }
}
