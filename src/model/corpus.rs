//! Sessions of people over a treatment: transcripts joined with the study file.
//!
//! Must not know: how any of it was read or will be counted.

use super::{Participant, Phase, Transcript};

/// One session of one case: its transcript, and who its voices are.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Path as the study names it, with `/` between folders.
    pub file: String,
    /// The couple or client.
    pub case: String,
    /// Name of the session.
    pub name: String,
    /// Place in the order of the case's sessions.
    pub order: i64,
    /// Days since the case's first session.
    pub day: Option<f64>,
    /// Where in the treatment.
    pub phase: Phase,
    /// Arm or dose group; empty where there is none.
    pub arm: String,
    /// Who or what transcribed it; empty where not named.
    pub source: String,
    /// Hash of the file's bytes (SHA-256, hexadecimal).
    pub sha256: String,
    /// What was said.
    pub transcript: Transcript,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// For each voice of the transcript the index of its participant, `None` where the study
    /// leaves it out.
    pub cast: Vec<Option<usize>>,
}

impl Session {
    /// The participant who speaks an utterance, as an index into `participants`.
    pub fn speaker(&self, utterance: usize) -> Option<usize> {
        let voice = self.transcript.utterances.get(utterance)?.voice?;
        self.cast.get(voice).copied().flatten()
    }
}

/// All sessions that a run looks at, ordered by case, order, and file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Corpus {
    /// The sessions.
    pub sessions: Vec<Session>,
}

impl Corpus {
    /// Puts sessions into their one order, whatever order files were read in.
    pub fn new(mut sessions: Vec<Session>) -> Self {
        sessions.sort_by(|a, b| {
            (&a.case, a.order, &a.name, &a.file).cmp(&(&b.case, b.order, &b.name, &b.file))
        });
        Self { sessions }
    }

    /// The names of the cases, in order.
    pub fn cases(&self) -> Vec<&str> {
        let mut cases: Vec<&str> = self.sessions.iter().map(|s| s.case.as_str()).collect();
        cases.dedup();
        cases
    }
}
