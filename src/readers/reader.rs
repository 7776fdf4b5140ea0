//! What every reader of a transcript format offers, so that formats can be added one by one.
//!
//! Must not know: any single format.

use crate::decode::Source;
use crate::diagnostic::Diagnostic;
use crate::model::Transcript;

/// What came of reading one file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Everything that was said.
    pub transcript: Transcript,
    /// What was left out, assumed or worth knowing.
    pub problems: Vec<Diagnostic>,
}

/// A format that can be recognised and read.
pub trait Reader: Sync {
    /// Short name of the format, such as `webvtt`.
    fn name(&self) -> &'static str;

    /// Whether the content looks like this format. File names are never looked at: they lie.
    fn looks_like(&self, source: &Source<'_>) -> bool;

    /// Reads the content.
    ///
    /// # Errors
    /// A diagnostic of severity error if the file is damaged, and of a lower one if it is
    /// recognised as something that is not a transcript.
    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic>;
}

/// How the reading of one file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileStatus {
    /// Everything was read.
    Ok,
    /// Something was left out or assumed.
    Partial,
    /// The file is not a transcript, or of a kind that is not read yet.
    Skipped,
    /// The file is damaged or empty.
    Failed,
}

impl FileStatus {
    /// The word used in messages and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// The status that follows from what came of reading.
    pub fn of(result: &Result<Reading, Diagnostic>) -> Self {
        use crate::diagnostic::Severity;
        match result {
            Ok(r) if r.problems.iter().any(|p| p.severity >= Severity::Warning) => Self::Partial,
            Ok(_) => Self::Ok,
            Err(d) if d.severity == Severity::Error => Self::Failed,
            Err(_) => Self::Skipped,
        }
    }
}
