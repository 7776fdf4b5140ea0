//! What was said, in order, by which voice: the reader's result.
//!
//! Must not know: who a voice belongs to in the study, or what the words mean.

use super::Role;

/// One stretch of speech by one voice, as the transcript gives it.
///
/// Consecutive cues or lines of one voice are joined into one utterance; in tables and JSON lines
/// each row stays an utterance of its own, since rows are often coded one by one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Utterance {
    /// Index into [`Transcript::voices`]; `None` where the file names nobody.
    pub voice: Option<usize>,
    /// The words, exactly as read (after removing the format's own marks).
    pub text: String,
    /// Start in milliseconds from the beginning of the recording.
    pub start_ms: Option<i64>,
    /// End in milliseconds.
    pub end_ms: Option<i64>,
    /// Line of the file (from 1) where it begins.
    pub line: usize,
    /// Index into [`Transcript::conversations`]; 0 where the file holds just one.
    pub conversation: usize,
    /// The number by which tables name it: the file's own where it gives one, else from 1.
    pub number: usize,
}

/// Everything that was said in one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transcript {
    /// Short name of the format, such as `webvtt` or `plain`.
    pub format: &'static str,
    /// Name of the character encoding the bytes were read with, such as `UTF-8`.
    pub encoding: &'static str,
    /// Labels of the voices in order of first appearance, trimmed, otherwise as they stand.
    pub voices: Vec<String>,
    /// For each voice, the role that the file itself states; shorter where it states none.
    pub roles: Vec<Option<Role>>,
    /// Names of the conversations in the file; empty where it holds just one without a name.
    pub conversations: Vec<String>,
    /// What was said, in order.
    pub utterances: Vec<Utterance>,
}

impl Transcript {
    /// The index of a voice, added if it is new. Labels are trimmed, and inner white space folded.
    pub fn voice(&mut self, label: &str) -> usize {
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.voices.iter().position(|v| *v == label) {
            Some(i) => i,
            None => {
                self.voices.push(label);
                self.voices.len() - 1
            }
        }
    }

    /// Whether any utterance carries a start time.
    pub fn timed(&self) -> bool {
        self.utterances.iter().any(|u| u.start_ms.is_some())
    }

    /// Runs of utterances by one voice within one conversation: `(first, last + 1)` indices.
    /// Speech of unknown voices is never joined.
    pub fn turns(&self) -> Vec<(usize, usize)> {
        let mut turns: Vec<(usize, usize)> = Vec::new();
        for (i, u) in self.utterances.iter().enumerate() {
            let joins = i > 0 && {
                let p = &self.utterances[i - 1];
                u.voice.is_some() && p.voice == u.voice && p.conversation == u.conversation
            };
            match turns.last_mut() {
                Some(last) if joins => last.1 = i + 1,
                _ => turns.push((i, i + 1)),
            }
        }
        turns
    }
}
