//! What was read: which sessions, whose words, what was assumed, what was left out.
//!
//! Must not know: marks and rates.

use serde::Serialize;

use super::super::ReportInput;
use super::super::html::{Html, Markup};
use super::super::labels::{self, everyone, isolate, session_title, sessions_on};
use super::super::words::{counted, list, spelt, upper_first};
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
            .map(|p| Person { name: p.name.clone(), role: labels::role(p) })
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
        parts.push(format!(
            "{} on neither side and so compared with nothing",
            spelt(neither as u64)
        ));
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
                    "{}, {}",
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
    }
    found.extend(voices_left_out(input.sessions));
    let others: Vec<String> =
        everyone(input).into_iter().filter(|p| p.role == Role::Other).map(labels::name).collect();
    if !others.is_empty() {
        found.push(format!("{}: neither partner nor therapist, so not compared.", list(&others)));
    }
    found
}

/// Voices that the study gives to nobody, each with its words over all sessions; then speech that
/// the files themselves give to nobody.
fn voices_left_out(sessions: &[&Session]) -> Vec<String> {
    let mut voices: Vec<(&str, u64, u64)> = Vec::new();
    let mut unplaced = Vec::new();
    for session in sessions {
        let words_of = |voice: Option<usize>| -> (u64, u64) {
            let lines = session.transcript.utterances.iter().filter(|u| u.voice == voice);
            lines.fold((0, 0), |(n, words), u| (n + 1, words + count_words(&u.text) as u64))
        };
        for (voice, label) in session.transcript.voices.iter().enumerate() {
            if session.cast.get(voice).copied().flatten().is_some() {
                continue;
            }
            let (_, words) = words_of(Some(voice));
            match voices.iter_mut().find(|v| v.0 == label) {
                Some(found) => (found.1, found.2) = (found.1 + words, found.2 + 1),
                None => voices.push((label, words, 1)),
            }
        }
        let (lines, words) = words_of(None);
        if lines > 0 {
            unplaced.push(format!(
                "{}: {} without a speaker ({}).",
                session_title(session),
                counted(lines, "line", "lines"),
                counted(words, "word", "words")
            ));
        }
    }
    let sentence = |(label, words, sessions): (&str, u64, u64)| {
        format!(
            "The voice “{}” is assigned to nobody: {} in {}.",
            isolate(label),
            counted(words, "word", "words"),
            counted(sessions, "session", "sessions")
        )
    };
    voices.into_iter().map(sentence).chain(unplaced).collect()
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
