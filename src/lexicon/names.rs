//! The words in which files choose between settings, each beside what it stands for.
//!
//! Must not know: files, or what a setting does.

use super::dictionary::Scope;
use super::schema::{
    At, Counting, Hypothetical, Irony, Negation, Origin, Question, Quotation, Relation, Target,
};
use crate::model::{Direction, Role};

/// A setting that is chosen by name; the first name is what holds if nothing is written.
pub(crate) trait Named: Sized + Copy + 'static {
    /// Each name, and what it stands for.
    const NAMES: &'static [(&'static str, Self)];
}

/// The names of a setting, in order.
pub(crate) fn names<T: Named>() -> Vec<&'static str> {
    T::NAMES.iter().map(|(name, _)| *name).collect()
}

macro_rules! named {
    ($type:ty, $($name:literal => $value:expr),+ $(,)?) => {
        impl Named for $type {
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, $value)),+];
        }
    };
}

named!(Negation, "cancel" => Self::Cancel, "ignore" => Self::Ignore, "require" => Self::Require);
named!(Quotation, "reported" => Self::Reported, "ignore" => Self::Ignore);
named!(Question, "exclude" => Self::Exclude, "allow" => Self::Allow, "require" => Self::Require);
named!(Hypothetical, "exclude" => Self::Exclude, "allow" => Self::Allow);
named!(Irony, "review" => Self::Review, "ignore" => Self::Ignore);
named!(
    Target,
    "any" => Self::Any,
    "you" => Self::You,
    "partner_3p" => Self::PartnerThirdPerson,
);
named!(
    At,
    "anywhere" => Self::Anywhere,
    "turn_start" => Self::TurnStart,
    "turn_end" => Self::TurnEnd,
    "whole_turn" => Self::WholeTurn,
    "sentence_start" => Self::SentenceStart,
    "sentence_end" => Self::SentenceEnd,
    "whole_sentence" => Self::WholeSentence,
);
named!(
    Relation,
    "other" => Self::Other,
    "other_partner" => Self::OtherPartner,
    "therapist" => Self::Therapist,
    "same" => Self::Same,
);
named!(Scope, "key" => Self::Key, "dictionary" => Self::Dictionary);
named!(Counting, "once" => Self::Once, "key" => Self::Key, "dictionary" => Self::Dictionary);
named!(
    Role,
    "partner" => Self::Partner,
    "client" => Self::Client,
    "therapist" => Self::Therapist,
    "other" => Self::Other,
);
named!(Direction, "open" => Self::Open, "up" => Self::Up, "down" => Self::Down);

/// What a marker is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Utterance,
    Turn,
    Pair,
}

named!(Unit, "utterance" => Self::Utterance, "turn" => Self::Turn, "pair" => Self::Pair);

named!(Origin, "by hand" => Self::ByHand, "calibrated" => Self::Calibrated);
