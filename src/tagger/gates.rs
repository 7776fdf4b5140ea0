//! What stops a match: negation, retold speech, questions, things only imagined, exclusions.
//!
//! Must not know: speakers, or what was said before.

use super::compile::{Exclusions, Hit, Purpose};
use super::matching::{Prepared, Step, longest};
use crate::lexicon::{Cues, Hypothetical, Negation, Question, Quotation, Rule};
use crate::model::Status;

/// What is said so many words later takes nothing back.
const REST_OF_TURN: usize = 300;

/// Whether one of the places, which are in order, lies in `from..to`.
fn any_within(places: &[usize], from: usize, to: usize) -> bool {
    places.get(places.partition_point(|p| *p < from)).is_some_and(|p| *p < to)
}

/// The hits of one utterance's gate words, ready to be asked about any match.
pub(crate) struct Gates<'a> {
    text: &'a Prepared,
    cues: &'a Cues,
    negations: Vec<(usize, usize)>,
    negation_stops: Vec<usize>,
    reported: Vec<(usize, usize)>,
    reported_stops: Vec<usize>,
    hypotheticals: Vec<(usize, usize)>,
    /// Sentences that begin as questions do.
    opened: Vec<u32>,
}

impl<'a> Gates<'a> {
    pub(crate) fn new(text: &'a Prepared, cues: &'a Cues, hits: &[Hit]) -> Self {
        let of = |purpose: Purpose| {
            hits.iter().filter(move |h| h.purpose == purpose).map(|h| (h.start, h.end))
        };
        let outside = |purpose: Purpose, pseudo: Purpose| {
            let mut covered = vec![false; text.len()];
            for (start, end) in of(pseudo) {
                covered[start..end].fill(true);
            }
            of(purpose).filter(|c| !covered[c.0..c.1].iter().all(|c| *c)).collect::<Vec<_>>()
        };
        let tokens = &text.tokens;
        let opened = of(Purpose::QuestionOpener)
            .filter_map(|(start, _)| {
                let token = tokens.get(start)?;
                let first = token.sentence_start
                    || (0..start)
                        .rev()
                        .take_while(|i| text.skippable(*i))
                        .any(|i| tokens.get(i).is_some_and(|t| t.sentence_start));
                first.then_some(token.sentence)
            })
            .collect();
        Self {
            text,
            cues,
            negations: outside(Purpose::Negation, Purpose::NegationPseudo),
            negation_stops: of(Purpose::NegationStop).map(|h| h.0).collect(),
            reported: of(Purpose::Reported).collect(),
            reported_stops: of(Purpose::ReportedStop).map(|h| h.0).collect(),
            hypotheticals: outside(Purpose::Hypothetical, Purpose::HypotheticalPseudo),
            opened,
        }
    }

    /// Whether a rule's match of words `start..end` stands, and as what.
    pub(crate) fn judge(&self, rule: &Rule, start: usize, end: usize) -> Option<Status> {
        let negated = self.negated(start);
        let question = self.question(end.saturating_sub(1));
        let passes = match rule.negation {
            Negation::Cancel => !negated,
            Negation::Ignore => true,
            Negation::Require => negated,
        } && match rule.question {
            Question::Exclude => !question,
            Question::Allow => true,
            Question::Require => question,
        } && match rule.hypothetical {
            Hypothetical::Exclude => !self.imagined(start),
            Hypothetical::Allow => true,
        };
        if !passes {
            return None;
        }
        let retold = rule.quotation == Quotation::Reported && self.retold(start, end);
        Some(if retold { Status::Reported } else { Status::Counted })
    }

    /// A cue in the same clause, few enough words before, with nothing between that ends its reach.
    fn reaches(&self, cue: (usize, usize), start: usize, window: usize) -> bool {
        let clause = |i: usize| self.text.tokens.get(i).map(|t| t.clause);
        cue.1 <= start
            && clause(cue.1 - 1) == clause(start)
            && (cue.1..start).filter(|i| !self.text.skippable(*i)).count() < window
    }

    /// The cues that end at or before a word, nearest first, while they can still reach it: cues are
    /// in order of place, so that a long turn is not searched from its beginning for every match.
    fn near<'c>(
        &self,
        cues: &'c [(usize, usize)],
        start: usize,
    ) -> impl Iterator<Item = &'c (usize, usize)> + use<'c> {
        let sentence = |i: usize| self.text.tokens.get(i).map_or(0, |t| t.sentence);
        let first = self.text.tokens.first_of_sentence(sentence(start));
        let end = cues.partition_point(|c| c.0 < start);
        cues[..end].iter().rev().take_while(move |c| c.0 >= first)
    }

    fn negated(&self, start: usize) -> bool {
        self.near(&self.negations, start).any(|cue| {
            self.reaches(*cue, start, self.cues.negation_window)
                && !any_within(&self.negation_stops, cue.1, start)
        })
    }

    fn imagined(&self, start: usize) -> bool {
        let window = self.cues.hypothetical_window;
        self.near(&self.hypotheticals, start).any(|c| self.reaches(*c, start, window))
    }

    fn retold(&self, start: usize, end: usize) -> bool {
        let tokens = &self.text.tokens;
        let sentence = |i: usize| tokens.get(i).map(|t| t.sentence);
        let quoted = (start..end).all(|i| tokens.get(i).is_some_and(|t| t.quoted));
        quoted
            || self.near(&self.reported, start).any(|(_, after)| {
                *after <= start
                    && sentence(*after) == sentence(start)
                    && !any_within(&self.reported_stops, *after, start + 1)
            })
    }

    /// Whether the sentence of a word is a question.
    pub(crate) fn question(&self, word: usize) -> bool {
        let Some(token) = self.text.tokens.get(word) else { return false };
        match self.text.tokens.ends_in_question(token.sentence) {
            Some(marked) => marked,
            None => self.opened.contains(&token.sentence),
        }
    }

    /// Whether an exclusion of the rule stands around the match.
    pub(crate) fn excluded(&self, exclusions: &Exclusions, start: usize, end: usize) -> bool {
        let sentence = |i: usize| self.text.tokens.get(i).map(|t| t.sentence);
        let first = self.text.tokens.first_of_sentence(sentence(start).unwrap_or(0));
        let last = self.text.tokens.first_of_sentence(sentence(end - 1).unwrap_or(0) + 1);
        let rest = self.text.len().min(end + REST_OF_TURN);
        let stands = |steps: &[Step], from: usize, to: usize, limit: usize| {
            (from..to).any(|i| longest(steps, self.text, i).is_some_and(|e| e <= limit))
        };
        exclusions.anywhere.iter().any(|p| stands(p, first, last, last))
            || exclusions.before.iter().any(|p| stands(p, first, start, start))
            || exclusions.after.iter().any(|p| stands(p, end, rest, usize::MAX))
    }
}
