//! Finds markers in what people say: compiled rules over words, then the gates, one utterance
//! after another, so that a rule can look at what went before.
//!
//! Must not know: files, the study, or how tags are counted.

mod candidate;
mod choose;
mod compile;
mod desk;
mod entries;
mod explain;
mod explanation;
mod finder;
mod fired;
mod frequency;
mod gates;
mod judge;
mod keys;
mod laid;
mod line;
mod matching;
mod nearest;
mod needs;
mod overlap;
mod partly;
mod plain;
mod prepared;
mod previous;
mod proof;
mod regexes;
mod rows;
mod scene;
mod speech;
mod stage;
mod step;
mod stop;
mod vocabulary;
mod wholes;
mod words;

pub use desk::{Desk, Tagger};
pub use explain::Inquiry;
pub use explanation::{
    Explanation, Fired, FoundWord, Halted, Lack, Lacking, MarkerExplanation, Near, Remark,
};
pub use fired::{Firing, Firings};
pub use gates::Retold;
pub use line::Line;
pub use previous::Glance;
pub use proof::{Failure, prove};
pub use stage::{Stage, staged};
pub use stop::{Asked, Scope, Stop};

#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod plain_tests;
