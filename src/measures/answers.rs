//! What follows what between two people: after one voiced hurt or a complaint, what did the other's
//! next turn hold?
//!
//! Pairs run over the turns of partners and clients at lag 1 (Bakeman & Quera 2011). A therapist's
//! turn, and an answer of one or two words without a mark, between two such turns are stepped over,
//! and the pair is noted as *via therapist* where a therapist spoke between.

use crate::model::{Codebook, Role, Session, Status, Tag};
use crate::stats::LagTable;
use crate::text::count_words;

/// An answer of so few words, without a mark, claims no turn.
const TINY: usize = 2;

/// A question asked of every pair of turns: after one of `antecedent`, did one of `consequent` come?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dance {
    /// Stable name used in tables.
    pub id: &'static str,
    /// Markers and constructs that open it.
    pub antecedent: &'static [&'static str],
    /// Markers and constructs that answer it.
    pub consequent: &'static [&'static str],
}

/// What opens a sequence: hurt, a complaint (or criticism), or either.
const HURT: &[&str] = &["vul_hurt"];
const COMPLAINT: &[&str] = &["dem_complaint", "hos_criticism"];
const EITHER: &[&str] = &["vul_hurt", "dem_complaint", "hos_criticism"];
/// What answers it: defence, empathy, or any way of meeting the other.
const DEFENCE: &[&str] = &["DEF"];
const EMPATHY: &[&str] = &["EMP"];
const MET: &[&str] = &["EMP", "PER", "ACC"];

/// The sequences that are counted: each opening with each answer.
pub const DANCES: &[Dance] = &[
    Dance { id: "hurt_def", antecedent: HURT, consequent: DEFENCE },
    Dance { id: "hurt_emp", antecedent: HURT, consequent: EMPATHY },
    Dance { id: "hurt_met", antecedent: HURT, consequent: MET },
    Dance { id: "complaint_def", antecedent: COMPLAINT, consequent: DEFENCE },
    Dance { id: "complaint_emp", antecedent: COMPLAINT, consequent: EMPATHY },
    Dance { id: "complaint_met", antecedent: COMPLAINT, consequent: MET },
    Dance { id: "hurt_or_complaint_def", antecedent: EITHER, consequent: DEFENCE },
    Dance { id: "hurt_or_complaint_emp", antecedent: EITHER, consequent: EMPATHY },
    Dance { id: "hurt_or_complaint_met", antecedent: EITHER, consequent: MET },
];

/// How one person answered another in one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Who spoke first: index of the participant.
    pub from: usize,
    /// Who answered.
    pub to: usize,
    /// For each of [`DANCES`], the pairs of turns.
    pub tables: Vec<LagTable>,
    /// For each of [`DANCES`], the utterances of the pairs in which both were seen: the last
    /// utterance of the first turn that holds the antecedent, the first of the answer that holds
    /// the consequent.
    pub places: Vec<Vec<(usize, usize)>>,
    /// For each of [`DANCES`], pairs with the antecedent that a therapist's turn parted.
    pub via_therapist: Vec<u64>,
}

struct Turn {
    speaker: usize,
    conversation: usize,
    utterances: Vec<usize>,
    via_therapist: bool,
}

/// Counts the pairs of turns of one session, for every ordered pair of partners.
pub fn answers(
    session: &Session,
    tags: &[Tag],
    codebook: &Codebook,
    left_out: &[usize],
) -> Vec<Answers> {
    let mut marks: Vec<Vec<usize>> = vec![Vec::new(); session.transcript.utterances.len()];
    // A word of a dictionary that was loaded beside our markers makes no turn out of a tiny answer.
    let own = |marker: usize| !codebook.constructs[codebook.markers[marker].construct].dictionary;
    for tag in tags.iter().filter(|t| t.status == Status::Counted) {
        if own(tag.marker) && !left_out.contains(&tag.marker) {
            marks[tag.utterance].push(tag.marker);
        }
    }
    let turns = turns(session, &marks);
    let people: Vec<usize> = (0..session.participants.len())
        .filter(|p| matches!(session.participants[*p].role, Role::Partner | Role::Client))
        .collect();
    let mut all = Vec::new();
    for &from in &people {
        for &to in people.iter().filter(|to| **to != from) {
            all.push(pair(&turns, &marks, codebook, from, to));
        }
    }
    all
}

fn turns(session: &Session, marks: &[Vec<usize>]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut therapist_between = false;
    for (i, utterance) in session.transcript.utterances.iter().enumerate() {
        let Some(speaker) = session.speaker(i) else { continue };
        match session.participants[speaker].role {
            Role::Partner | Role::Client => {}
            Role::Therapist => {
                therapist_between = true;
                continue;
            }
            Role::Other => continue,
        }
        let last = turns.last_mut().filter(|t| t.conversation == utterance.conversation);
        match last {
            Some(last) if last.speaker == speaker => {
                last.utterances.push(i);
                // What a person says after the therapist, having spoken before, is one long turn.
                continue;
            }
            Some(_) if marks[i].is_empty() && count_words(&utterance.text) <= TINY => continue,
            _ => {}
        }
        turns.push(Turn {
            speaker,
            conversation: utterance.conversation,
            utterances: vec![i],
            via_therapist: std::mem::take(&mut therapist_between),
        });
    }
    turns
}

fn pair(
    turns: &[Turn],
    marks: &[Vec<usize>],
    codebook: &Codebook,
    from: usize,
    to: usize,
) -> Answers {
    let mut tables = Vec::new();
    let mut places = Vec::new();
    let mut via_therapist = Vec::new();
    for dance in DANCES {
        let antecedent = markers(codebook, dance.antecedent);
        let consequent = markers(codebook, dance.consequent);
        let holds = |utterance: usize, wanted: &[usize]| {
            marks[utterance].iter().any(|m| wanted.contains(m))
        };
        let mut table = LagTable::default();
        let mut found = Vec::new();
        let mut via = 0;
        for window in turns.windows(2) {
            let (first, answer) = (&window[0], &window[1]);
            if (first.speaker, answer.speaker) != (from, to)
                || first.conversation != answer.conversation
            {
                continue;
            }
            let before = first.utterances.iter().rev().find(|u| holds(**u, &antecedent));
            let after = answer.utterances.iter().find(|u| holds(**u, &consequent));
            match (before, after) {
                (Some(a), Some(b)) => {
                    table.both += 1;
                    found.push((*a, *b));
                }
                (Some(_), None) => table.antecedent_only += 1,
                (None, Some(_)) => table.consequent_only += 1,
                (None, None) => table.neither += 1,
            }
            via += u64::from(before.is_some() && answer.via_therapist);
        }
        tables.push(table);
        places.push(found);
        via_therapist.push(via);
    }
    Answers { from, to, tables, places, via_therapist }
}

fn markers(codebook: &Codebook, names: &[&str]) -> Vec<usize> {
    names
        .iter()
        .flat_map(|name| match codebook.marker(name) {
            Some(marker) => vec![marker],
            None => {
                codebook.construct(name).map(|c| codebook.members(c).collect()).unwrap_or_default()
            }
        })
        .collect()
}
