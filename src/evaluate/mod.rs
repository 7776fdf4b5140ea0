//! How far the markers agree with people's codes, and the codes of two people with one another.
//!
//! Must not know: how marks are found, files, or how any of it is shown.

mod agreement;
mod coders;
mod groups;
mod learn;
mod seen;
mod targets;

pub use agreement::{Agreement, Estimate};
pub use coders::{CoderAgreement, compare_coders};
pub use groups::{GroupRow, GroupSummary, Groups, known_groups};
pub use learn::{ByHand, ENOUGH_FOR_A_THRESHOLD, ENOUGH_TO_LEARN, FOLDS, Learned, Lesson, learn};
pub use seen::{SeenConversation, SeenRule, SeenUtterance};
pub use targets::{Evaluation, Tally, TargetResult, evaluate};

/// Coverage of every interval.
pub const LEVEL: f64 = 0.95;
