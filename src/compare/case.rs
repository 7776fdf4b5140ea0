//! One couple or client: all its people and their answers to one another, before and after.

use super::comparability::{Comparability, comparability, markers_left_out};
use super::person::{PersonComparison, Shift, SideTotals, Subject};
use super::sides::Sides;
use crate::measures::{DANCES, SessionMeasures, Style, measure};
use crate::model::{Codebook, Participant, Role, Session, Side, Tag};
use crate::stats::{Count, LagTable, benjamini_hochberg};

/// How one person answered another, before and after, for one of [`DANCES`].
#[derive(Debug, Clone, PartialEq)]
pub struct DanceComparison {
    /// Index into [`DANCES`].
    pub dance: usize,
    /// Who spoke first.
    pub from: Participant,
    /// Who answered.
    pub to: Participant,
    /// One table per session before.
    pub before: Vec<LagTable>,
    /// One table per session after.
    pub after: Vec<LagTable>,
    /// Pairs with the antecedent that a therapist's turn parted: before, after.
    pub via_therapist: (u64, u64),
}

impl DanceComparison {
    /// On each side: how often it opened, and how often it was answered so. `(answered, opened)`.
    pub fn counts(&self) -> ((u64, u64), (u64, u64)) {
        let sum = |tables: &[LagTable]| {
            (tables.iter().map(|t| t.both).sum(), tables.iter().map(LagTable::antecedents).sum())
        };
        (sum(&self.before), sum(&self.after))
    }

    /// Whether there are pairs enough on a side to speak of a share.
    pub fn enough(&self, side: Side) -> bool {
        crate::stats::enough_together(match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        })
    }
}

/// One couple or client, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseComparison {
    /// Name of the case.
    pub case: String,
    /// For each session of the case, its side.
    pub sides: Vec<Option<Side>>,
    /// For each session of the case, what was counted.
    pub measures: Vec<SessionMeasures>,
    /// For each session of the case, the habits of its transcriber.
    pub styles: Vec<Style>,
    /// Whether the transcripts can be compared.
    pub comparability: Comparability,
    /// Markers that enter no construct, because the transcripts do not allow it.
    pub left_out: Vec<usize>,
    /// Partners and clients first, then therapists, each in order of name.
    pub people: Vec<PersonComparison>,
    /// Sequences between partners.
    pub dances: Vec<DanceComparison>,
    /// Number of construct rows that were tested together.
    pub tested: usize,
}

/// Compares the sessions of one case; `sessions` are in order, each with its tags.
pub fn compare_case(
    sessions: &[(&Session, &[Tag])],
    codebook: &Codebook,
    sides: &Sides,
) -> CaseComparison {
    let side_of: Vec<Option<Side>> = sessions.iter().map(|(s, _)| sides.of(s.phase)).collect();
    let styles: Vec<(&Session, Style, Option<Side>)> = sessions
        .iter()
        .zip(&side_of)
        .map(|((session, _), side)| (*session, Style::of(&session.transcript), *side))
        .collect();
    let comparability = comparability(&styles);
    let left_out = markers_left_out(codebook, &comparability);
    let measures: Vec<SessionMeasures> =
        sessions.iter().map(|(s, tags)| measure(s, tags, codebook, &left_out)).collect();
    let sessions: Vec<&Session> = sessions.iter().map(|(s, _)| *s).collect();
    let view = Case { sessions: &sessions, sides: &side_of, measures: &measures };
    let mut people: Vec<PersonComparison> =
        view.people().into_iter().map(|p| view.person(p, codebook, &left_out)).collect();
    let tested = adjust(&mut people);
    let dances = view.dances();
    CaseComparison {
        case: sessions.first().map_or(String::new(), |s| s.case.clone()),
        dances,
        styles: styles.into_iter().map(|s| s.1).collect(),
        sides: side_of,
        measures,
        comparability,
        left_out,
        people,
        tested,
    }
}

/// Adjusts the p values of all constructs together, and of all markers together. Rows with so few hits
/// that no split of them could be significant are not tested, and do not count among the tested
/// (Tarone 1990): that rests on their total alone, which says nothing of the change. Returns the
/// number of constructs tested.
fn adjust(people: &mut [PersonComparison]) -> usize {
    let tested = adjust_rows(people.iter_mut().flat_map(|p| &mut p.constructs).collect());
    adjust_rows(people.iter_mut().flat_map(|p| &mut p.markers).collect());
    tested
}

fn adjust_rows(rows: Vec<&mut Shift>) -> usize {
    let mut rows: Vec<&mut Shift> = rows.into_iter().filter(|s| s.testable()).collect();
    let p: Vec<f64> =
        rows.iter().filter_map(|s| s.comparison.as_ref().map(|c| c.ratio.p)).collect();
    if let Some(adjusted) = benjamini_hochberg(&p) {
        for (row, p) in rows.iter_mut().zip(adjusted) {
            row.judge(p);
        }
    }
    rows.len()
}

struct Case<'a> {
    sessions: &'a [&'a Session],
    sides: &'a [Option<Side>],
    measures: &'a [SessionMeasures],
}

impl Case<'_> {
    /// Everyone who is compared: those of the couple first.
    fn people(&self) -> Vec<Participant> {
        let mut people: Vec<Participant> =
            self.sessions.iter().flat_map(|s| s.participants.iter().cloned()).collect();
        people.retain(|p| p.role != Role::Other);
        people.sort_by(|a, b| (a.role, &a.name).cmp(&(b.role, &b.name)));
        people.dedup();
        people
    }

    /// For each session on a side, the index of a person in it, if the person took part.
    fn on(&self, side: Side, person: &Participant) -> Vec<(usize, usize)> {
        (0..self.sessions.len())
            .filter(|i| self.sides[*i] == Some(side))
            .filter_map(|i| {
                let at = self.sessions[i].participants.iter().position(|p| p == person)?;
                Some((i, at))
            })
            .collect()
    }

    fn totals(&self, side: Side, person: &Participant) -> SideTotals {
        let mut totals = SideTotals::default();
        let mut all = 0;
        for (session, at) in self.on(side, person) {
            let speaker = &self.measures[session].speakers[at];
            totals.sessions += usize::from(speaker.words > 0);
            totals.words += speaker.words;
            totals.turns += speaker.turns;
            all += self.measures[session].speakers.iter().map(|s| s.words).sum::<u64>();
        }
        totals.talk_share = (all > 0).then(|| totals.words as f64 / all as f64);
        totals
    }

    fn person(
        &self,
        participant: Participant,
        codebook: &Codebook,
        left_out: &[usize],
    ) -> PersonComparison {
        let applies = |m: usize| codebook.markers[m].roles.contains(&participant.role);
        let shift = |subject: Subject| {
            let counts = |side: Side| {
                self.on(side, &participant)
                    .into_iter()
                    .map(|(session, at)| {
                        let speaker = &self.measures[session].speakers[at];
                        let hits = match subject {
                            Subject::Construct(c) => speaker.constructs[c],
                            Subject::Marker(m) => speaker.markers[m],
                        };
                        Count { hits, words: speaker.words }
                    })
                    .collect()
            };
            Shift::new(subject, counts(Side::Before), counts(Side::After))
        };
        PersonComparison {
            before: self.totals(Side::Before, &participant),
            after: self.totals(Side::After, &participant),
            constructs: (0..codebook.constructs.len())
                .filter(|c| codebook.members(*c).any(|m| applies(m) && !left_out.contains(&m)))
                .map(|c| shift(Subject::Construct(c)))
                .collect(),
            markers: (0..codebook.markers.len())
                .filter(|m| applies(*m) && !left_out.contains(m))
                .map(|m| shift(Subject::Marker(m)))
                .collect(),
            participant,
        }
    }

    fn dances(&self) -> Vec<DanceComparison> {
        let mut pairs: Vec<(Participant, Participant)> = Vec::new();
        for (session, measures) in self.sessions.iter().zip(self.measures) {
            for a in &measures.answers {
                pairs.push((
                    session.participants[a.from].clone(),
                    session.participants[a.to].clone(),
                ));
            }
        }
        pairs.sort();
        pairs.dedup();
        let mut found = Vec::new();
        for dance in 0..DANCES.len() {
            for (from, to) in &pairs {
                found.push(self.dance(dance, from, to));
            }
        }
        found
    }

    fn dance(&self, dance: usize, from: &Participant, to: &Participant) -> DanceComparison {
        let mut comparison = DanceComparison {
            dance,
            from: from.clone(),
            to: to.clone(),
            before: Vec::new(),
            after: Vec::new(),
            via_therapist: (0, 0),
        };
        for ((session, measures), side) in self.sessions.iter().zip(self.measures).zip(self.sides) {
            for answers in &measures.answers {
                let people = &session.participants;
                if &people[answers.from] != from || &people[answers.to] != to {
                    continue;
                }
                match side {
                    Some(Side::Before) => {
                        comparison.before.push(answers.tables[dance]);
                        comparison.via_therapist.0 += answers.via_therapist[dance];
                    }
                    Some(Side::After) => {
                        comparison.after.push(answers.tables[dance]);
                        comparison.via_therapist.1 += answers.via_therapist[dance];
                    }
                    None => {}
                }
            }
        }
        comparison
    }
}
