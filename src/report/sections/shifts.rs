//! What shifted: for each person, each construct before and after, the surest shifts first.
//!
//! Must not know: how one row is worded or drawn.

use std::cmp::Ordering;

use serde::Serialize;

use super::super::ReportInput;
use super::super::chart::Axis;
use super::super::headline::{is_sure, sure, surest_first};
use super::super::html::{Html, Markup};
use super::super::labels;
use super::super::words::{counted, percent, spelt, upper_first};
use super::row::{Row, row, without_comparison};
use crate::compare::{PersonComparison, Shift, SideTotals, Verdict};
use crate::model::Role;

#[derive(Serialize)]
struct Shifts {
    intro: Vec<String>,
    people: Vec<Person>,
}

#[derive(Serialize)]
struct Person {
    name: String,
    role: &'static str,
    about: String,
    notes: Vec<String>,
    rows: Vec<Row>,
    quiet: Vec<Quiet>,
}

/// Rows that share one sentence, because nothing was seen or too little was said.
#[derive(Serialize)]
struct Quiet {
    title: &'static str,
    sentence: String,
    rows: Vec<Row>,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let people = &input.comparison.people;
    let context = Shifts {
        intro: intro(input),
        people: people.iter().map(|p| person(input, p, axis(people, p))).collect(),
    };
    html.fill("shifts.html", &context)
}

/// One axis for the couple, so that rows can be compared by eye; a therapist asks and reflects so
/// much more often than partners defend themselves that theirs is another.
fn axis(people: &[PersonComparison], of: &PersonComparison) -> Axis {
    let therapist = |p: &PersonComparison| p.participant.role == Role::Therapist;
    let alike = people.iter().filter(|p| therapist(p) == therapist(of));
    let rows = alike.flat_map(|p| &p.constructs).filter(|s| s.testable());
    Axis::covering(rows.flat_map(|s| [&s.rate_before, &s.rate_after]).flatten())
}

fn intro(input: &ReportInput) -> Vec<String> {
    let tested = input.comparison.tested as u64;
    if tested == 0 {
        return vec!["No row has marks enough to be compared.".into()];
    }
    let found = match sure(input).len() as u64 {
        0 => "None shifted".to_string(),
        1 => "One shifted".to_string(),
        n => format!("{} shifted", upper_first(&spelt(n))),
    };
    vec![
        format!(
            "{} tested together. {found} beyond what chance gives.",
            if tested == 1 {
                "One row was".to_string()
            } else {
                format!("{} rows were", upper_first(&spelt(tested)))
            }
        ),
        "The more rows are looked at, the likelier it is that one stands out by chance alone; so \
         the chance of each was adjusted for their number (Benjamini–Hochberg). The largest sure \
         shifts come first, then what is unclear, then what could not be compared."
            .into(),
    ]
}

fn person(input: &ReportInput, of: &PersonComparison, axis: Axis) -> Person {
    let mut shifts: Vec<&Shift> = of.constructs.iter().filter(|s| s.testable()).collect();
    shifts.sort_by(|a, b| order(a, b));
    Person {
        name: of.participant.name.clone(),
        role: labels::role(&of.participant),
        about: about(of),
        notes: notes(of),
        rows: shifts.into_iter().map(|s| row(input, of, s, axis)).collect(),
        quiet: [Why::TooFew, Why::NotSeen, Why::TooLittleSpeech]
            .into_iter()
            .filter_map(|why| quiet(input, of, why, axis))
            .collect(),
    }
}

/// Why a row was not tested.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    TooFew,
    NotSeen,
    TooLittleSpeech,
}

fn why(shift: &Shift) -> Option<Why> {
    match shift.verdict {
        _ if shift.testable() => None,
        Verdict::TooLittleSpeech => Some(Why::TooLittleSpeech),
        Verdict::NotSeen => Some(Why::NotSeen),
        _ => Some(Why::TooFew),
    }
}

fn quiet(input: &ReportInput<'_>, of: &PersonComparison, wanted: Why, axis: Axis) -> Option<Quiet> {
    let rows: Vec<&Shift> = of.constructs.iter().filter(|s| why(s) == Some(wanted)).collect();
    let first = rows.first()?;
    let (title, sentence) = match wanted {
        Why::TooFew => (
            "Too few marks to compare",
            "With so few marks, chance could give any split between before and after; so these \
             were not tested."
                .to_string(),
        ),
        Why::NotSeen => ("Not seen on either side", without_comparison(first)),
        Why::TooLittleSpeech => ("Too little speech to say", without_comparison(first)),
    };
    Some(Quiet {
        title,
        sentence,
        rows: rows.into_iter().map(|s| row(input, of, s, axis)).collect(),
    })
}

/// Sure before unclear; within each the smallest p first.
fn order(a: &Shift, b: &Shift) -> Ordering {
    is_sure(b).cmp(&is_sure(a)).then(surest_first(a, b))
}

fn about(of: &PersonComparison) -> String {
    let side = |totals: &SideTotals, name: &str| {
        let share = totals
            .talk_share
            .map_or_else(String::new, |s| format!(", {} of all that was said", percent(s)));
        format!(
            "{name}: {} in {}{share}",
            counted(totals.words, "word", "words"),
            counted(totals.sessions as u64, "session", "sessions")
        )
    };
    format!("{}. {}.", side(&of.before, "Before"), side(&of.after, "After"))
}

fn notes(of: &PersonComparison) -> Vec<String> {
    let mut notes = Vec::new();
    let single: Vec<String> = [(&of.before, "before"), (&of.after, "after")]
        .into_iter()
        .filter(|(totals, _)| totals.sessions == 1)
        .map(|(_, name)| name.to_string())
        .collect();
    if !single.is_empty() {
        notes.push(format!(
            "Only one session {}: what follows holds for these words only, not for how {} usually \
             talks.",
            super::super::words::list(&single),
            labels::name(&of.participant)
        ));
    }
    if of.participant.role == Role::Therapist {
        notes.push("The therapist’s own part, counted by rules: this is not a MITI score.".into());
    }
    notes
}
