//! One marker seen in one utterance.

use super::Span;

/// Whether a mark enters the counts, and if not, why it is kept all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Enters rates and sequences.
    Counted,
    /// The words are somebody else's, quoted or retold.
    Reported,
    /// The therapist had just suggested the wording.
    Prompted,
    /// Often meant otherwise, such as *oh great*: a person has to look.
    Review,
}

impl Status {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Status::Counted => "counted",
            Status::Reported => "reported",
            Status::Prompted => "prompted",
            Status::Review => "review",
        }
    }
}

/// One marker seen in one utterance: at most one per marker and utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Index of the utterance in its transcript.
    pub utterance: usize,
    /// Index into the codebook's markers.
    pub marker: usize,
    /// Index of the rule whose match is shown, in the loaded lexicons.
    pub rule: usize,
    /// The words that matched.
    pub span: Span,
    /// Combined weight of the rules that fired, 0 to 1.
    pub score: f64,
    /// Whether it counts.
    pub status: Status,
}
