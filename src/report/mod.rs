//! The page: what was found, in plain words, one file that asks nothing of anywhere.
//!
//! Must not know: how anything was read, matched or counted; it is given results.

use crate::compare::{CaseComparison, Sides};
use crate::diagnostic::Diagnostic;
use crate::model::{Codebook, Session, Tag};

/// Everything that the page of one case is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The sessions of the case, in order.
    pub sessions: &'a [&'a Session],
    /// The tags of each session.
    pub tags: &'a [&'a [Tag]],
    /// The comparison.
    pub comparison: &'a CaseComparison,
    /// Which phases lie on which side.
    pub sides: &'a Sides,
    /// Constructs and markers.
    pub codebook: &'a Codebook,
    /// Full names of the rules, by the index that tags carry.
    pub rules: &'a [String],
    /// Every problem met with the files of the case.
    pub problems: &'a [Diagnostic],
    /// Files that could not be read, with the reason; they enter nothing.
    pub unread: &'a [(String, String)],
    /// Plain sentences on what was assumed rather than given.
    pub assumptions: &'a [String],
    /// Whether clients' words may stand on the page.
    pub quotes: bool,
    /// Version of the program.
    pub version: &'a str,
    /// Hash of the lexicons (SHA-256, hexadecimal).
    pub lexicon_sha256: &'a str,
}

/// The page of one case.
pub fn page(_input: &ReportInput<'_>) -> String {
    String::new()
}
