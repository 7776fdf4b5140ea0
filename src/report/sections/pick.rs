//! Which passages are shown: one stated rule, the same for everybody, with no chance in it.
//!
//! Must not know: how a passage is shown.

use super::super::ReportInput;
use super::super::labels::sessions_on;
use crate::measures::DANCES;
use crate::model::{Participant, Side, Status, Tag};

/// At most so many passages of a construct on a side.
pub(super) const PASSAGES: usize = 3;
/// At most so many answers of a kind on a side.
pub(super) const ANSWERS: usize = 2;

/// One utterance chosen for one construct.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pick {
    /// Index of the session.
    pub(super) session: usize,
    /// Index of the utterance.
    pub(super) utterance: usize,
    score: f64,
}

/// One turn and the answer to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PairPick {
    /// Index of the session.
    pub(super) session: usize,
    /// The utterance that opens, and the one that answers.
    pub(super) utterances: (usize, usize),
    score: f64,
}

/// The passages of one person and construct on one side: the highest scores, spread over sessions.
pub(super) fn of_construct(
    input: &ReportInput,
    person: &Participant,
    construct: usize,
    side: Side,
) -> Vec<Pick> {
    let mut all = Vec::new();
    for session in sessions_on(input, side) {
        let mut found: Vec<Pick> = Vec::new();
        for tag in counted(input, session) {
            let speaker = input.sessions[session].speaker(tag.utterance);
            let spoken_by = speaker.map(|p| &input.sessions[session].participants[p]);
            if spoken_by != Some(person)
                || input.codebook.markers[tag.marker].construct != construct
            {
                continue;
            }
            match found.iter_mut().find(|p| p.utterance == tag.utterance) {
                Some(pick) => pick.score = pick.score.max(tag.score),
                None => {
                    found.push(Pick { session, utterance: tag.utterance, score: tag.score });
                }
            }
        }
        all.push(found);
    }
    spread(all, PASSAGES, |p| p.score, |p| (p.session, p.utterance))
}

/// Answers of one kind on one side, by the same rule; the score is that of both turns together.
pub(super) fn of_dance(
    input: &ReportInput,
    dance: usize,
    from: &Participant,
    to: &Participant,
    side: Side,
) -> Vec<PairPick> {
    let mut all = Vec::new();
    for session in sessions_on(input, side) {
        let people = &input.sessions[session].participants;
        let best = |utterance: usize, names: &[&str]| {
            of_utterance(input, session, utterance, names).map(|t| t.score).fold(0.0, f64::max)
        };
        let found = input.comparison.measures[session]
            .answers
            .iter()
            .filter(|a| &people[a.from] == from && &people[a.to] == to)
            .flat_map(|a| &a.places[dance])
            .map(|&(first, answer)| PairPick {
                session,
                utterances: (first, answer),
                score: best(first, DANCES[dance].antecedent)
                    + best(answer, DANCES[dance].consequent),
            })
            .collect();
        all.push(found);
    }
    spread(all, ANSWERS, |p| p.score, |p| (p.session, p.utterances.0))
}

/// The counted marks of one utterance that belong to any of the named markers and constructs.
pub(super) fn of_utterance<'a>(
    input: &ReportInput<'a>,
    session: usize,
    utterance: usize,
    names: &'a [&'a str],
) -> impl Iterator<Item = &'a Tag> {
    let codebook = input.codebook;
    counted(input, session).filter(move |t| {
        let marker = &codebook.markers[t.marker];
        let code = codebook.constructs[marker.construct].code.as_str();
        t.utterance == utterance && (names.contains(&marker.id.as_str()) || names.contains(&code))
    })
}

/// Marks of a session that enter the numbers.
pub(super) fn counted<'a>(
    input: &ReportInput<'a>,
    session: usize,
) -> impl Iterator<Item = &'a Tag> {
    let left_out = &input.comparison.left_out;
    input.tags[session]
        .iter()
        .filter(|t| t.status == Status::Counted && !left_out.contains(&t.marker))
}

/// Takes the best of each session before the second best of any; ties go to the earlier place.
/// What is chosen is returned in the order in which it was said.
fn spread<T: Copy>(
    sessions: Vec<Vec<T>>,
    most: usize,
    score: impl Fn(&T) -> f64,
    place: impl Fn(&T) -> (usize, usize),
) -> Vec<T> {
    let mut ranked: Vec<(usize, T)> = Vec::new();
    for mut found in sessions {
        found.sort_by(|a, b| score(b).total_cmp(&score(a)).then(place(a).cmp(&place(b))));
        ranked.extend(found.into_iter().enumerate());
    }
    ranked.sort_by(|(rank_a, a), (rank_b, b)| {
        rank_a.cmp(rank_b).then(score(b).total_cmp(&score(a))).then(place(a).cmp(&place(b)))
    });
    let mut chosen: Vec<T> = ranked.into_iter().take(most).map(|(_, pick)| pick).collect();
    chosen.sort_by_key(&place);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_session_has_its_say_before_any_has_a_second() {
        let pick = |session, utterance, score| Pick { session, utterance, score };
        let sessions = vec![
            vec![pick(0, 1, 0.9), pick(0, 2, 0.95), pick(0, 3, 0.9)],
            vec![pick(1, 7, 0.4)],
            Vec::new(),
        ];
        let chosen = spread(sessions, 3, |p| p.score, |p| (p.session, p.utterance));
        let places: Vec<_> = chosen.iter().map(|p| (p.session, p.utterance)).collect();
        assert_eq!(places, [(0, 1), (0, 2), (1, 7)]);
    }
}
