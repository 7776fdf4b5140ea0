//! What people, sessions and sides are called on the page.
//!
//! Must not know: what was counted.

use super::ReportInput;
use super::words::upper_first;
use crate::model::{Participant, Phase, Role, Session, Side};

/// A name that may stand in the middle of a sentence whatever way its script runs.
pub(super) fn isolate(name: &str) -> String {
    // First-strong isolates do for plain text what <bdi> does for markup; Latin needs none.
    if name.is_ascii() { name.to_string() } else { format!("\u{2068}{name}\u{2069}") }
}

/// A person's name within a sentence.
pub(super) fn name(person: &Participant) -> String {
    isolate(&person.name)
}

/// A person's name, with an apostrophe and s.
pub(super) fn whose(person: &Participant) -> String {
    format!("{}’s", name(person))
}

/// A person's role, unless the name says it already.
pub(super) fn role(person: &Participant) -> &'static str {
    let role = person.role.name();
    if person.name.to_lowercase().contains(role) { "" } else { role }
}

/// The name of a session, such as `session 02`.
pub(super) fn session(session: &Session) -> String {
    if session.name.to_lowercase().contains("session") {
        isolate(&session.name)
    } else {
        format!("session {}", isolate(&session.name))
    }
}

/// The same at the beginning of a line.
pub(super) fn session_title(of: &Session) -> String {
    upper_first(&session(of))
}

/// A phase in plain words.
pub(super) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Followup => "follow-up",
        other => other.name(),
    }
}

/// Where a session stands in the comparison.
pub(super) fn side(side: Option<Side>) -> &'static str {
    match side {
        Some(Side::Before) => "before",
        Some(Side::After) => "after",
        None => "neither",
    }
}

/// Several phases as one list.
pub(super) fn phases(phases: &[Phase]) -> String {
    let names: Vec<String> = phases.iter().map(|p| phase(*p).to_string()).collect();
    if names.is_empty() { "none".into() } else { super::words::list(&names) }
}

/// Everyone who takes part in any session: those of the couple first, then by name.
pub(super) fn everyone<'a>(input: &ReportInput<'a>) -> Vec<&'a Participant> {
    let mut people: Vec<&Participant> =
        input.sessions.iter().flat_map(|s| &s.participants).collect();
    people.sort_by(|a, b| (a.role, &a.name).cmp(&(b.role, &b.name)));
    people.dedup();
    people
}

/// Those whose way of talking the page is about.
pub(super) fn couple<'a>(input: &ReportInput<'a>) -> Vec<&'a Participant> {
    let mut people = everyone(input);
    people.retain(|p| matches!(p.role, Role::Partner | Role::Client));
    people
}

/// Indices of the sessions on a side.
pub(super) fn sessions_on(input: &ReportInput, side: Side) -> Vec<usize> {
    (0..input.sessions.len()).filter(|i| input.comparison.sides[*i] == Some(side)).collect()
}
