//! A rule's match that passed its gates, or did not.
//!
//! Must not know: how matches are found.

use super::stop::Stop;
use crate::model::Status;

/// A match: words `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) rule: usize,
    /// The rule's marker, or its opposite.
    pub(crate) marker: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) status: Status,
    /// Often meant otherwise: weighs half.
    pub(crate) doubtful: bool,
}

/// A match that was stopped, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stopped {
    pub(crate) rule: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) why: Stop,
}
