//! What was read: which sessions, whose words, what was assumed, what was left out.
//!
//! Must not know: marks and rates.

use serde::Serialize;

use super::super::ReportInput;
use super::super::html::{Html, Markup};
use super::super::labels::{self, everyone, isolate, session_title, sessions_on};
use super::super::words::{counted, list, number, spelt, upper_first};
use super::transcripts::{Transcripts, transcripts};
use crate::diagnostic::Diagnostic;
use crate::model::{Participant, Role, Session, Side};
use crate::text::count_words;

#[derive(Serialize)]
struct Read {
    intro: String,
    people: Vec<Person>,
    sessions: Vec<Row>,
    transcripts: Transcripts,
    assumptions: Vec<String>,
    left_out: Vec<String>,
    problems: Vec<Problem>,
    problems_title: String,
}

#[derive(Serialize)]
struct Person {
    name: String,
    role: &'static str,
}

#[derive(Serialize)]
struct Row {
    name: String,
    phase: &'static str,
    day: String,
    side: &'static str,
    source: String,
    people: Vec<String>,
}

#[derive(Serialize)]
struct Problem {
    place: String,
    text: String,
    help: String,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let people = everyone(input);
    let context = Read {
        intro: intro(input),
        sessions: (0..input.sessions.len()).map(|i| row(input, i, &people)).collect(),
        people: people
            .into_iter()
            .map(|p| Person { name: p.name.clone(), role: p.role.name() })
            .collect(),
        transcripts: transcripts(input),
        assumptions: input.assumptions.to_vec(),
        left_out: left_out(input),
        problems: input.problems.iter().map(problem).collect(),
        problems_title: counted(
            input.problems.len() as u64,
            "remark on the files",
            "remarks on the files",
        ),
    };
    html.fill("read.html", &context)
}

fn intro(input: &ReportInput) -> String {
    let all = input.sessions.len();
    let on = |side| sessions_on(input, side).len();
    let (before, after) = (on(Side::Before), on(Side::After));
    let neither = all - before - after;
    let mut parts = vec![
        format!("{} before the treatment", spelt(before as u64)),
        format!("{} after it", spelt(after as u64)),
    ];
    if neither > 0 {
        parts.push(format!("{} on neither side, which enter no comparison", spelt(neither as u64)));
    }
    let sessions = if all == 1 { "session was" } else { "sessions were" };
    format!("{} {sessions} read: {}.", upper_first(&spelt(all as u64)), list(&parts))
}

fn row(input: &ReportInput, at: usize, people: &[&Participant]) -> Row {
    let session = input.sessions[at];
    let said = |person: &&Participant| {
        let place = session.participants.iter().position(|p| p == *person);
        // Somebody who was not there did not say nothing.
        place.map_or_else(
            || "not there".to_string(),
            |i| {
                let speaker = &input.comparison.measures[at].speakers[i];
                format!(
                    "{} in {}",
                    counted(speaker.words, "word", "words"),
                    counted(speaker.turns, "turn", "turns")
                )
            },
        )
    };
    Row {
        name: session_title(session),
        phase: labels::phase(session.phase),
        day: session.day.map_or_else(|| "not given".to_string(), |d| format!("{d}")),
        side: labels::side(input.comparison.sides[at]),
        source: if session.source.is_empty() {
            "not named".to_string()
        } else {
            session.source.clone()
        },
        people: people.iter().map(said).collect(),
    }
}

/// Everything that is in the folder but not in the numbers.
fn left_out(input: &ReportInput) -> Vec<String> {
    let mut found: Vec<String> = input
        .unread
        .iter()
        .map(|(file, reason)| format!("The file {} could not be read: {reason}", isolate(file)))
        .collect();
    for (session, side) in input.sessions.iter().zip(&input.comparison.sides) {
        if side.is_none() {
            found.push(format!(
                "{} ({}) lies on neither side, so it enters no comparison.",
                session_title(session),
                labels::phase(session.phase)
            ));
        }
        found.extend(voices_left_out(session));
    }
    let others: Vec<String> =
        everyone(input).into_iter().filter(|p| p.role == Role::Other).map(labels::name).collect();
    if !others.is_empty() {
        found.push(format!("{}: neither partner nor therapist, so not compared.", list(&others)));
    }
    found
}

fn voices_left_out(session: &Session) -> Vec<String> {
    let words_of = |voice: Option<usize>| -> (u64, u64) {
        let lines = session.transcript.utterances.iter().filter(|u| u.voice == voice);
        lines.fold((0, 0), |(lines, words), u| (lines + 1, words + count_words(&u.text) as u64))
    };
    let mut found: Vec<String> = Vec::new();
    for (voice, label) in session.transcript.voices.iter().enumerate() {
        if session.cast.get(voice).copied().flatten().is_none() {
            let (_, words) = words_of(Some(voice));
            found.push(format!(
                "{}: the voice “{}” ({}) is assigned to nobody.",
                session_title(session),
                isolate(label),
                counted(words, "word", "words")
            ));
        }
    }
    let (lines, words) = words_of(None);
    if lines > 0 {
        found.push(format!(
            "{}: {} ({} words) without a speaker.",
            session_title(session),
            counted(lines, "line", "lines"),
            number(words)
        ));
    }
    found
}

fn problem(of: &Diagnostic) -> Problem {
    let line = of.line.map(|line| format!("line {line}"));
    let path = (!of.path.is_empty()).then(|| isolate(&of.path));
    let place: Vec<String> = path.into_iter().chain(line).collect();
    Problem {
        place: place.join(", "),
        text: format!("{}: {}", upper_first(of.severity.name()), of.message),
        help: of.help.clone(),
    }
}
