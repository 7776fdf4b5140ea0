//! The dance: what the other's next turn held after one voiced hurt or complained.
//!
//! Must not know: how pairs of turns were found.

use serde::Serialize;

use super::super::ReportInput;
use super::super::chart::{TurnChart, turns};
use super::super::html::{Html, Markup};
use super::super::labels::{name, whose};
use super::super::words::{number, percent, upper_first};
use crate::compare::DanceComparison;
use crate::measures::DANCES;
use crate::model::{Participant, Side};
use crate::stats::{ENOUGH_ANTECEDENTS, ENOUGH_PAIRS};

/// What opens a pair of turns, with the dances that begin so and how it is said.
pub(super) struct Opening {
    /// The dance whose answer is defence, the one whose answer is any way of meeting the other, and
    /// the one whose answer is empathy alone.
    pub(super) dances: [&'static str; 3],
    /// What the first person did.
    pub(super) did: &'static str,
}

/// Hurt and complaint together first, then apart.
pub(super) static OPENINGS: [Opening; 3] = [
    Opening {
        dances: ["hurt_or_complaint_def", "hurt_or_complaint_met", "hurt_or_complaint_emp"],
        did: "voiced hurt or complained",
    },
    Opening { dances: ["hurt_def", "hurt_met", "hurt_emp"], did: "voiced hurt" },
    Opening { dances: ["complaint_def", "complaint_met", "complaint_emp"], did: "complained" },
];

/// What the answer was looked through for, in the order of [`Opening::dances`].
pub(super) static ANSWERS: [&str; 3] =
    ["defending oneself", "understanding, empathy or amends", "empathy"];

#[derive(Serialize)]
struct Dance {
    directions: Vec<Direction>,
    thresholds: String,
}

#[derive(Serialize)]
struct Direction {
    title: String,
    from: String,
    to: String,
    sentences: Vec<String>,
    answers: Vec<Answer>,
    apart: Vec<Apart>,
}

/// One kind of answer, before and after.
#[derive(Serialize)]
struct Answer {
    label: String,
    sides: Vec<Held>,
}

#[derive(Serialize)]
struct Held {
    name: &'static str,
    count: String,
    share: String,
    chart: Option<TurnChart>,
}

#[derive(Serialize)]
struct Apart {
    opening: &'static str,
    answer: &'static str,
    before: String,
    after: String,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let context = Dance {
        directions: pairs(input).into_iter().map(|(a, b)| direction(input, a, b)).collect(),
        thresholds: format!(
            "A share is given from {ENOUGH_ANTECEDENTS} such openings and {ENOUGH_PAIRS} pairs of \
             turns on a side; below that, counts only."
        ),
    };
    html.fill("dance.html", &context)
}

/// Everyone with everyone who answered, in order.
pub(super) fn pairs<'a>(input: &ReportInput<'a>) -> Vec<(&'a Participant, &'a Participant)> {
    let mut pairs: Vec<(&Participant, &Participant)> =
        input.comparison.dances.iter().map(|d| (&d.from, &d.to)).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// What one person was answered with, in one sentence each, where there is enough on both sides.
pub(in super::super) fn dance_in_short(input: &ReportInput, from: &Participant) -> Vec<String> {
    let mut said = Vec::new();
    for (_, to) in pairs(input).into_iter().filter(|(f, _)| *f == from) {
        let Some([defence, ..]) = all(input, &OPENINGS[0], from, to) else { continue };
        if defence.enough(Side::Before) && defence.enough(Side::After) {
            said.extend(sentence(input, &OPENINGS[0], from, to));
        }
    }
    said
}

fn all<'a>(
    input: &ReportInput<'a>,
    opening: &Opening,
    from: &Participant,
    to: &Participant,
) -> Option<[&'a DanceComparison; 3]> {
    let find = |id: &str| {
        let wanted =
            |d: &&DanceComparison| DANCES[d.dance].id == id && &d.from == from && &d.to == to;
        input.comparison.dances.iter().find(wanted)
    };
    let [defence, met, empathy] = opening.dances;
    Some([find(defence)?, find(met)?, find(empathy)?])
}

fn direction(input: &ReportInput, from: &Participant, to: &Participant) -> Direction {
    let mut sentences: Vec<String> = sentence(input, &OPENINGS[0], from, to).into_iter().collect();
    let mut answers = Vec::new();
    let mut apart_lines = Vec::new();
    if let Some(found) = all(input, &OPENINGS[0], from, to).filter(|d| opened(d[0]) > 0) {
        apart_lines = OPENINGS[1..].iter().flat_map(|o| apart(input, o, from, to)).collect();
        sentences.extend(too_few(found[0]));
        sentences.extend(via_therapist(found[0]));
        answers = found.iter().zip(ANSWERS).map(|(d, label)| answer(d, label)).collect();
    }
    Direction {
        title: format!("{} answers {}", name(to), name(from)),
        from: from.name.clone(),
        to: to.name.clone(),
        sentences,
        answers,
        apart: apart_lines,
    }
}

/// How often it began at all, on both sides together.
fn opened(of: &DanceComparison) -> u64 {
    let ((_, before), (_, after)) = of.counts();
    before + after
}

fn sentence(
    input: &ReportInput,
    opening: &Opening,
    from: &Participant,
    to: &Participant,
) -> Option<String> {
    let [defence, met, empathy] = all(input, opening, from, to)?;
    let ((def_before, before), (def_after, after)) = defence.counts();
    let ((met_before, _), (met_after, _)) = met.counts();
    let ((emp_before, _), (emp_after, _)) = empathy.counts();
    let (from, whose) = (name(from), whose(to));
    if before + after == 0 {
        return Some(format!(
            "No turn was seen in which {from} {} and {} answered.",
            opening.did,
            name(to)
        ));
    }
    Some(format!(
        "After {from} {}, {whose} next turn held a mark of {} {} times before, {} after; of {} \
         {} before, {} after ({} alone {} and {}).",
        opening.did,
        ANSWERS[0],
        of(def_before, before),
        of(def_after, after),
        ANSWERS[1],
        of(met_before, before),
        of(met_after, after),
        ANSWERS[2],
        number(emp_before),
        number(emp_after)
    ))
}

/// `3 of 12`; missing is not zero.
fn of(held: u64, all: u64) -> String {
    if all == 0 {
        "(none to answer)".into()
    } else {
        format!("{} of {}", number(held), number(all))
    }
}

fn too_few(of: &DanceComparison) -> Option<String> {
    match (of.enough(Side::Before), of.enough(Side::After)) {
        (true, true) => None,
        (false, true) => Some("Before, these are too few to speak of a share.".into()),
        (true, false) => Some("After, these are too few to speak of a share.".into()),
        (false, false) => Some("These are too few to speak of a share.".into()),
    }
}

fn via_therapist(of: &DanceComparison) -> Option<String> {
    let ((_, before), (_, after)) = of.counts();
    let (via_before, via_after) = of.via_therapist;
    (via_before + via_after > 0).then(|| {
        format!(
            "The therapist spoke between the two turns in {} of the {} before and {} of the {} \
             after.",
            number(via_before),
            number(before),
            number(via_after),
            number(after)
        )
    })
}

fn answer(of: &DanceComparison, label: &str) -> Answer {
    let (before, after) = of.counts();
    let sides = [(Side::Before, "before", before), (Side::After, "after", after)]
        .into_iter()
        .map(|(side, name, (held, all))| Held {
            name,
            count: if all == 0 { "none to answer".into() } else { self::of(held, all) },
            share: match all {
                0 => String::new(),
                _ if of.enough(side) => percent(held as f64 / all as f64),
                _ => "too few for a share".into(),
            },
            chart: turns(
                format!("{} of {} answering turns {name} held a mark of {label}.", held, all),
                held,
                all,
            ),
        })
        .collect();
    Answer { label: upper_first(label), sides }
}

fn apart(
    input: &ReportInput,
    opening: &Opening,
    from: &Participant,
    to: &Participant,
) -> Vec<Apart> {
    let Some(found) = all(input, opening, from, to) else { return Vec::new() };
    found
        .iter()
        .zip(ANSWERS)
        .map(|(d, answer)| {
            let ((held_before, before), (held_after, after)) = d.counts();
            let cell = |held, all| if all == 0 { "none to answer".into() } else { of(held, all) };
            Apart {
                opening: opening.did,
                answer,
                before: cell(held_before, before),
                after: cell(held_after, after),
            }
        })
        .collect()
}
