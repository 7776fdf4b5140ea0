//! The one place that knows the order: bytes, transcripts, sessions, tags, comparisons.
//!
//! Must not know: arguments, the terminal, or how results are shown.

mod coded;
#[cfg(feature = "files")]
mod folder;
#[cfg(feature = "files")]
mod plan;
mod record;

pub use coded::see;
#[cfg(feature = "files")]
pub use folder::{Folder, voices_seen};
#[cfg(feature = "files")]
pub use plan::{Opened, Plan, Planned};
pub use record::record;

use sha2::{Digest as _, Sha256};

use crate::compare::{CaseComparison, Sides, compare_case};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::BUILTIN;
use crate::model::{Corpus, Session, Tag};
use crate::readers::{FileStatus, Reading, read};
use crate::tagger::{Desk, Line, Tagger};

/// One file, and what came of reading it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the folder, with `/`.
    pub name: String,
    /// Hash of its bytes (SHA-256, hexadecimal); empty if they could not be read.
    pub sha256: String,
    /// The transcript with its problems, or why there is none. Every diagnostic names the file.
    pub reading: Result<Reading, Diagnostic>,
}

impl SourceFile {
    /// Reads a transcript from the bytes of a file.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Self {
        let reading = match read(bytes) {
            Ok(mut reading) => {
                for problem in &mut reading.problems {
                    problem.path = name.to_string();
                }
                Ok(reading)
            }
            Err(problem) => Err(problem.within(name)),
        };
        Self { name: name.to_string(), sha256: hash(bytes), reading }
    }

    /// A file whose bytes could not be had, with the reason.
    pub fn unreadable(name: &str, reason: &str) -> Self {
        let problem = Diagnostic::error("unreadable", reason)
            .within(name)
            .help("look at the file's permissions, or copy it again");
        Self { name: name.to_string(), sha256: String::new(), reading: Err(problem) }
    }

    /// Whether something that may well be a transcript could not be read: a damaged file, or a kind
    /// of document that is not read yet. Pictures, recordings and our own tables are none.
    pub fn lost(&self) -> bool {
        self.reading.as_ref().is_err_and(|p| p.severity > Severity::Note)
    }

    /// How the reading ended.
    pub fn status(&self) -> FileStatus {
        FileStatus::of(&self.reading)
    }
}

/// SHA-256 as hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Hash of all our lexicon files, names and texts.
pub fn lexicon_hash() -> String {
    hash_lexicons(BUILTIN.iter().copied())
}

/// Hash of lexicon files, names and texts, in the order given.
pub fn hash_lexicons<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut all = Vec::new();
    for (name, text) in files {
        // Line ends differ between checkouts; the rules do not.
        all.extend_from_slice(name.as_bytes());
        all.push(0);
        all.extend(text.bytes().filter(|b| *b != b'\r'));
        all.push(0);
    }
    hash(&all)
}

/// What is said in a session, as the tagger sees it.
pub fn lines(session: &Session) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(session.transcript.utterances.len());
    for (i, utterance) in session.transcript.utterances.iter().enumerate() {
        let speaker = session.speaker(i);
        lines.push(Line {
            text: &utterance.text,
            // Voices that the study leaves out stay apart from everyone else.
            speaker: speaker.or_else(|| Some(usize::MAX - utterance.voice?)),
            role: speaker.map(|p| session.participants[p].role),
            conversation: utterance.conversation,
        });
    }
    lines
}

/// The tags of one session, in order.
pub fn tag_session(desk: &mut Desk<'_>, session: &Session) -> Vec<Tag> {
    desk.tag(&lines(session))
}

/// The tags of one session, in order, and how many words each of its utterances holds.
pub fn tag_and_count(desk: &mut Desk<'_>, session: &Session) -> (Vec<Tag>, Vec<u32>) {
    desk.tag_and_count(&lines(session))
}

/// The tags of all sessions, in the order of the corpus, whatever the number of threads.
pub fn tag_corpus(tagger: &Tagger, corpus: &Corpus) -> Vec<Vec<Tag>> {
    #[cfg(feature = "files")]
    {
        use rayon::prelude::*;
        corpus
            .sessions
            .par_iter()
            .map_init(|| tagger.desk(), |desk, session| tag_session(desk, session))
            .collect()
    }
    #[cfg(not(feature = "files"))]
    {
        let mut desk = tagger.desk();
        corpus.sessions.iter().map(|s| tag_session(&mut desk, s)).collect()
    }
}

/// Compares one case of a tagged corpus, before and after.
pub fn compare(
    corpus: &Corpus,
    tags: &[Vec<Tag>],
    tagger: &Tagger,
    case: &str,
    sides: &Sides,
) -> CaseComparison {
    let sessions: Vec<(&Session, &[Tag])> = corpus
        .sessions
        .iter()
        .zip(tags)
        .filter(|(s, _)| s.case == case)
        .map(|(s, t)| (s, t.as_slice()))
        .collect();
    compare_case(&sessions, &tagger.lexicon().codebook, sides)
}
