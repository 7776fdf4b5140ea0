//! Finds markers in what people say: compiled rules over words, then the gates, one utterance
//! after another, so that a rule can look at what went before.
//!
//! Must not know: files, the study, or how tags are counted.

mod candidate;
mod choose;
mod compile;
mod desk;
mod finder;
mod frequency;
mod gates;
mod line;
mod matching;
mod prepared;
mod previous;
mod proof;
mod regexes;
mod scene;
mod step;
mod stop;
mod vocabulary;

pub use desk::{Desk, Tagger};
pub use line::Line;
pub use proof::{Failure, prove};
pub use stop::Stop;

#[cfg(test)]
mod oracle_tests;
