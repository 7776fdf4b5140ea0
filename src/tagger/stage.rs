//! The little scene in which a bare sentence is looked at: who says it, to whom, after what.
//!
//! Must not know: rules.

use super::line::Line;
use crate::model::Role;

/// A sentence with what stands around it.
#[derive(Debug, Clone)]
pub struct Stage<'a> {
    /// Everything that is said.
    pub lines: Vec<Line<'a>>,
    /// Which of it is the sentence.
    pub at: usize,
}

/// The sentence `text`, said by `role`, if need be as an answer. What it answers is said by the other
/// partner; to a therapist by a partner, to a client by the therapist. A therapist sits in the room, so that talk
/// about the partner is what it is in a session.
pub fn staged<'a>(text: &'a str, role: Role, reply_to: Option<&'a str>) -> Stage<'a> {
    let before = match role {
        Role::Therapist => Role::Partner,
        Role::Client => Role::Therapist,
        role => role,
    };
    let line = |text, speaker, role| Line {
        text,
        speaker: Some(speaker),
        role: Some(role),
        conversation: 0,
    };
    let mut lines: Vec<Line<'a>> = reply_to.map(|said| line(said, 1, before)).into_iter().collect();
    lines.push(line(text, 0, role));
    lines.push(line("", 2, Role::Therapist));
    Stage { at: lines.len() - 2, lines }
}
