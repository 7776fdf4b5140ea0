//! A rule's match that passed its gates, or did not.
//!
//! Must not know: how matches are found.

use super::finder::Found;
use super::gates::Passed;
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

/// A match that passed, and what the gates said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) rule: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) passed: Passed,
    /// The utterance in which the therapist had just said these very words.
    pub(crate) prompted: Option<usize>,
}

/// What is kept of one utterance where somebody asks why.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) stopped: Vec<Stopped>,
    pub(crate) passed: Vec<Noted>,
    /// Which patterns were found, by their programs.
    pub(crate) found: Vec<Found>,
    /// Which entries of dictionaries; places are whole words.
    pub(crate) entries: Vec<Found>,
}
