//! Why a match does not count.
//!
//! Must not know: how any of it is found.

/// What stopped a match whose words were there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Somebody else's role: the rule does not look at this speaker's words.
    Role,
    /// It speaks to, or of, somebody else than the rule asks for.
    Target,
    /// The turn is too short or too long.
    Length,
    /// It does not stand where in the turn or sentence the rule asks for.
    Place,
    /// What the rule asks to have gone before has not.
    Previous,
    /// A negation reaches it.
    Negated,
    /// The rule asks for a negation, and there is none.
    NotNegated,
    /// It stands in a question.
    Question,
    /// The rule asks for a question, and this is none.
    NoQuestion,
    /// It is only imagined.
    Imagined,
    /// One of the rule's own exclusions, as written, stands around it.
    Excluded(String),
    /// A marker seen later in the turn takes it back: index into the codebook's markers.
    Void(usize),
}
