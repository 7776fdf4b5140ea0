//! Finds markers in what people say: compiled rules over words, then the gates, one utterance
//! after another, so that a rule can look at what went before.
//!
//! Must not know: files, the study, or how tags are counted.

mod compile;
mod gates;
mod matching;
mod previous;
mod proof;
mod session;
mod vocabulary;

pub use proof::{Failure, prove};
pub use session::{Line, Tagger};
