//! In their words: passages before beside after, each in its context.
//!
//! Must not know: by which rule they were chosen, or how an utterance is cut.

use serde::Serialize;

use super::super::ReportInput;
use super::super::headline::{subject, sure};
use super::super::html::{Html, Markup};
use super::super::labels::{name, whose};
use super::super::words::{number, upper_first};
use super::dance::{self, OPENINGS, pairs};
use super::pick::{
    ANSWERS, PASSAGES, PairPick, Pick, counted, of_construct, of_dance, of_utterance,
};
use super::quote::{Place, Quote};
use crate::compare::Subject;
use crate::measures::DANCES;
use crate::model::{Role, Side, Status, Tag};

/// So many marks that were not counted are shown; a longer list helps nobody.
const UNCOUNTED: usize = 40;

#[derive(Serialize)]
struct Passages {
    shown: bool,
    rule: String,
    groups: Vec<Group>,
    uncounted: Vec<Uncounted>,
    more: String,
}

/// Passages of one kind, before beside after.
#[derive(Serialize)]
struct Group {
    title: String,
    sides: Vec<Column>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    passages: Vec<Passage>,
}

/// One passage: a quote, or a quote and its answer, with what stands around it.
#[derive(Serialize)]
struct Passage {
    place: String,
    quotes: Vec<Quote>,
    context: Vec<Quote>,
}

#[derive(Serialize)]
struct Uncounted {
    place: String,
    quote: Quote,
    reason: &'static str,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let (uncounted, more) = if input.quotes { uncounted(input) } else { Default::default() };
    let context = Passages {
        shown: input.quotes,
        rule: format!(
            "For each person and each construct that shifted, the passages with the surest marks, \
             at most {PASSAGES} on a side, from as many sessions as possible; then, for each way \
             of answering hurt or complaint, at most {ANSWERS} on a side, whichever way it went. \
             How often it happened stands in sections 2 and 3; these passages only show what was \
             counted."
        ),
        groups: if input.quotes { groups(input) } else { Vec::new() },
        uncounted,
        more,
    };
    html.fill("passages.html", &context)
}

fn groups(input: &ReportInput) -> Vec<Group> {
    let mut groups = Vec::new();
    for (person, shift) in sure(input) {
        let Subject::Construct(construct) = shift.subject else { continue };
        groups.push(Group {
            title: format!(
                "{} words: {}",
                whose(&person.participant),
                subject(input.codebook, shift.subject)
            ),
            sides: columns(|side| {
                of_construct(input, &person.participant, construct, side)
                    .iter()
                    .map(|pick| passage(input, pick, construct))
                    .collect()
            }),
        });
    }
    for (from, to) in pairs(input) {
        // Empathy alone, the third, is among the second.
        for (id, answer) in OPENINGS[0].dances.into_iter().zip(dance::ANSWERS).take(2) {
            let Some(dance) = DANCES.iter().position(|d| d.id == id) else { continue };
            let group = Group {
                title: format!("{} answers to {}: {answer}", whose(to), name(from)),
                sides: columns(|side| {
                    of_dance(input, dance, from, to, side)
                        .iter()
                        .map(|pick| pair(input, pick, dance))
                        .collect()
                }),
            };
            if group.sides.iter().any(|s| !s.passages.is_empty()) {
                groups.push(group);
            }
        }
    }
    groups
}

fn columns(passages: impl Fn(Side) -> Vec<Passage>) -> Vec<Column> {
    vec![
        Column { name: "Before", passages: passages(Side::Before) },
        Column { name: "After", passages: passages(Side::After) },
    ]
}

fn passage(input: &ReportInput, pick: &Pick, construct: usize) -> Passage {
    let place = Place { input, session: pick.session };
    let tags: Vec<&Tag> = counted(input, pick.session)
        .filter(|t| {
            t.utterance == pick.utterance && input.codebook.markers[t.marker].construct == construct
        })
        .collect();
    Passage {
        place: place.name(pick.utterance),
        quotes: vec![place.short(pick.utterance, &tags)],
        context: place.around(&[(pick.utterance, &tags)]),
    }
}

fn pair(input: &ReportInput, pick: &PairPick, dance: usize) -> Passage {
    let place = Place { input, session: pick.session };
    let (first, answer) = pick.utterances;
    let opens: Vec<&Tag> =
        of_utterance(input, pick.session, first, DANCES[dance].antecedent).collect();
    let answers: Vec<&Tag> =
        of_utterance(input, pick.session, answer, DANCES[dance].consequent).collect();
    Passage {
        place: place.name(first),
        quotes: vec![place.short(first, &opens), place.short(answer, &answers)],
        context: place.around(&[(first, &opens), (answer, &answers)]),
    }
}

/// Marks of the couple that were kept but do not count, and how many more there are.
fn uncounted(input: &ReportInput) -> (Vec<Uncounted>, String) {
    let mut found = Vec::new();
    for (at, session) in input.sessions.iter().enumerate() {
        let place = Place { input, session: at };
        for tag in input.tags[at] {
            let role = session.speaker(tag.utterance).map(|p| session.participants[p].role);
            let reason = match tag.status {
                Status::Counted => continue,
                Status::Reported => "somebody’s words retold or quoted, not said by the speaker",
                Status::Prompted => "the therapist had just used these very words",
                Status::Review => {
                    "words such as these are often meant otherwise; listen to the tone"
                }
            };
            if matches!(role, Some(Role::Partner | Role::Client)) {
                found.push(Uncounted {
                    place: upper_first(&place.name(tag.utterance)),
                    quote: place.short(tag.utterance, &[tag]),
                    reason,
                });
            }
        }
    }
    let more = found.len().saturating_sub(UNCOUNTED) as u64;
    found.truncate(UNCOUNTED);
    let more = if more == 0 {
        String::new()
    } else {
        format!("And {} more, in the order of the sessions.", number(more))
    };
    (found, more)
}
