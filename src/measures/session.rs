//! Words, turns and marks of each person in one session.

use super::answers::{Answers, answers};
use crate::model::{Codebook, Session, Status, Tag};
use crate::text::count_words;

/// What one person said in one session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpeakerMeasures {
    /// Words, short forms counted once, typists' remarks not at all.
    pub words: u64,
    /// Runs of utterances by this person.
    pub turns: u64,
    /// Share of all words of the session's participants, 0 to 1; `None` if nobody said any.
    pub talk_share: Option<f64>,
    /// For each marker, the utterances in which it was counted; for a dictionary's, its hits.
    pub markers: Vec<u64>,
    /// For each construct, the utterances in which at least one of its markers was counted: two
    /// markers of one construct in one utterance are one hit, as in `nested_scope = "key"`.
    pub constructs: Vec<u64>,
}

/// What was counted in one session.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionMeasures {
    /// For each participant of the session.
    pub speakers: Vec<SpeakerMeasures>,
    /// How each participant answered each other, by [`super::DANCES`].
    pub answers: Vec<Answers>,
    /// Words of voices that the study leaves out.
    pub words_left_out: u64,
}

/// Counts one session. `left_out` names markers that enter no construct, because the transcripts
/// do not allow them to be compared.
pub fn measure(
    session: &Session,
    tags: &[Tag],
    codebook: &Codebook,
    left_out: &[usize],
) -> SessionMeasures {
    let mut speakers = vec![
        SpeakerMeasures {
            markers: vec![0; codebook.markers.len()],
            constructs: vec![0; codebook.constructs.len()],
            ..SpeakerMeasures::default()
        };
        session.participants.len()
    ];
    let mut words_left_out = 0;
    let mut before = None;
    for (i, utterance) in session.transcript.utterances.iter().enumerate() {
        let words = count_words(&utterance.text) as u64;
        let speaker = session.speaker(i);
        match speaker {
            Some(p) => {
                speakers[p].words += words;
                speakers[p].turns += u64::from(before != Some((p, utterance.conversation)));
            }
            None => words_left_out += words,
        }
        before = speaker.map(|p| (p, utterance.conversation));
    }
    let total: u64 = speakers.iter().map(|s| s.words).sum();
    for speaker in &mut speakers {
        speaker.talk_share = (total > 0).then(|| speaker.words as f64 / total as f64);
    }
    count_tags(session, tags, codebook, left_out, &mut speakers);
    SessionMeasures {
        speakers,
        answers: answers(session, tags, codebook, left_out),
        words_left_out,
    }
}

fn count_tags(
    session: &Session,
    tags: &[Tag],
    codebook: &Codebook,
    left_out: &[usize],
    speakers: &mut [SpeakerMeasures],
) {
    let mut counted: Option<(usize, Vec<usize>)> = None;
    for tag in tags.iter().filter(|t| t.status == Status::Counted) {
        let Some(speaker) = session.speaker(tag.utterance) else { continue };
        speakers[speaker].markers[tag.marker] += 1;
        if left_out.contains(&tag.marker) {
            continue;
        }
        // Tags come in order of utterance.
        if counted.as_ref().is_none_or(|c| c.0 != tag.utterance) {
            counted = Some((tag.utterance, Vec::new()));
        }
        let construct = codebook.markers[tag.marker].construct;
        if let Some((_, seen)) = &mut counted
            && !seen.contains(&construct)
        {
            seen.push(construct);
            speakers[speaker].constructs[construct] += 1;
        }
    }
}
