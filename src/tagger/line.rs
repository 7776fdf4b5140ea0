//! What the tagger is given, utterance by utterance.
//!
//! Must not know: rules.

use crate::model::Role;

/// One utterance as the tagger sees it.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The words.
    pub text: &'a str,
    /// Who speaks, as any number that stays the same for a person; `None`: unknown.
    pub speaker: Option<usize>,
    /// The speaker's role; `None`: the line is read as context only.
    pub role: Option<Role>,
    /// Lines of different conversations never answer one another.
    pub conversation: usize,
}
