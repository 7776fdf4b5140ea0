//! Where an utterance stands: who speaks, to whom, after what.
//!
//! Must not know: patterns and gates.

use super::line::Line;
use super::prepared::Prepared;
use super::previous::{Glance, Past, satisfied};
use super::stop::Stop;
use crate::lexicon::{Previous, Rule, Target};
use crate::model::Role;
use crate::text::TextId;

/// How many utterances back a therapist's suggested wording may lie.
pub(crate) const PROMPT_REACH: usize = 3;
/// Shorter matches are echoed by chance.
const PROMPT_WORDS: usize = 3;

/// How many kinds of scene there are.
pub(crate) const KINDS: usize = (Role::ALL.len() + 1) * 2;

/// Where an utterance stands.
pub(crate) struct Scene<'a> {
    pub(crate) line: &'a Line<'a>,
    /// Whether a therapist takes part in the session.
    pub(crate) therapist: bool,
    pub(crate) past: &'a [Past],
    /// Words of the therapist's utterances, with their places.
    pub(crate) recent: &'a [(usize, Vec<TextId>)],
    pub(crate) at: usize,
}

impl Scene<'_> {
    /// Which rules [`Scene::concerns`] allows: the same ones wherever this number is the same, which is
    /// below [`KINDS`].
    pub(crate) fn kind(&self) -> usize {
        let role = self.line.role.map_or(Role::ALL.len(), |r| r as usize);
        role * 2 + usize::from(self.therapist)
    }

    /// Role and target, which depend on nothing that was said.
    pub(crate) fn concerns(&self, rule: &Rule) -> Result<(), Stop> {
        let Some(role) = self.line.role else { return Err(Stop::Role) };
        let looked_at = match role {
            Role::Other => rule.strangers,
            role => rule.roles.contains(&role),
        };
        if !looked_at {
            return Err(Stop::Role);
        }
        let target = match rule.target {
            Target::Any => true,
            Target::You => role != Role::Client,
            Target::PartnerThirdPerson => {
                role == Role::Client || (role == Role::Partner && self.therapist)
            }
        };
        if target { Ok(()) } else { Err(Stop::Target) }
    }

    /// Role, target and length.
    pub(crate) fn suits(&self, rule: &Rule, words: &Prepared) -> Result<(), Stop> {
        self.concerns(rule)?;
        let fits = (rule.min_words..=rule.max_words).contains(&words.layout.words());
        if fits { Ok(()) } else { Err(Stop::Length) }
    }

    /// Role, target, length, and what went before.
    pub(crate) fn allows(&self, rule: &Rule, words: &Prepared) -> Result<(), Stop> {
        self.suits(rule, words)?;
        if rule.previous.as_ref().is_some_and(|p| !self.answers(p, |_, _| {})) {
            return Err(Stop::Previous);
        }
        Ok(())
    }

    /// Whether what a rule asks to have gone before has; `look` is told of each utterance looked at.
    pub(crate) fn answers(&self, wanted: &Previous, look: impl FnMut(usize, Glance)) -> bool {
        satisfied(wanted, self.past, self.line.speaker, self.line.conversation, look)
    }

    /// The utterance in which the therapist has just said these very words.
    pub(crate) fn prompted(&self, words: &Prepared, start: usize, end: usize) -> Option<usize> {
        if self.recent.is_empty()
            || end - start < PROMPT_WORDS
            || !matches!(self.line.role, Some(Role::Partner | Role::Client))
        {
            return None;
        }
        let tokens = &words.layout.tokens[start..end];
        self.recent
            .iter()
            .rev()
            .take_while(|(at, _)| self.at - at <= PROMPT_REACH)
            .filter(|(at, _)| self.past[*at].conversation == self.line.conversation)
            .find(|(_, said)| {
                said.windows(tokens.len()).any(|w| w.iter().zip(tokens).all(|(s, t)| *s == t.norm))
            })
            .map(|(at, _)| *at)
    }
}
