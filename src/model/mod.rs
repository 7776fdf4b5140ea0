//! The values that everything else speaks of: transcripts, people, markers, tags.
//!
//! Must not know: where any of it came from (files, formats), how it is counted or shown.

mod codebook;
mod coders;
mod corpus;
mod person;
mod span;
mod tag;
mod transcript;
mod validity;

pub use codebook::{Codebook, Construct, Direction, Marker};
pub use coders::Coders;
pub use corpus::{Corpus, Session};
pub use person::{Participant, Phase, Role, Side};
pub use span::Span;
pub use tag::{Status, Tag};
pub use transcript::{Transcript, Utterance};
pub use validity::{
    AGREEING, Check, ENOUGH_HITS, ENOUGH_POSITIVES, Measured, PRECISE, Standing, Validity,
};
