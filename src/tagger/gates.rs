//! What stops a match: negation, retold speech, questions, things only imagined, exclusions.
//!
//! Must not know: speakers, or what was said before.

use super::compile::{Exclusions, Hit, Purpose};
use super::matching::{Prepared, Step, longest};
use crate::lexicon::{Cues, Hypothetical, Negation, Question, Quotation, Rule};
use crate::model::Status;

/// The hits of one utterance's gate words, ready to be asked about any match.
pub(crate) struct Gates<'a> {
    text: &'a Prepared,
    cues: &'a Cues,
    negations: Vec<(usize, usize)>,
    negation_stops: Vec<usize>,
    reported: Vec<usize>,
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
            let pseudo: Vec<(usize, usize)> = of(pseudo).collect();
            of(purpose)
                .filter(|c| !pseudo.iter().any(|p| p.0 <= c.0 && c.1 <= p.1))
                .collect::<Vec<_>>()
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
            reported: of(Purpose::Reported).map(|h| h.1).collect(),
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

    fn negated(&self, start: usize) -> bool {
        self.negations.iter().any(|cue| {
            self.reaches(*cue, start, self.cues.negation_window)
                && !self.negation_stops.iter().any(|stop| (cue.1..start).contains(stop))
        })
    }

    fn imagined(&self, start: usize) -> bool {
        self.hypotheticals.iter().any(|c| self.reaches(*c, start, self.cues.hypothetical_window))
    }

    fn retold(&self, start: usize, end: usize) -> bool {
        let tokens = &self.text.tokens;
        let sentence = |i: usize| tokens.get(i).map(|t| t.sentence);
        let quoted = (start..end).all(|i| tokens.get(i).is_some_and(|t| t.quoted));
        quoted
            || self.reported.iter().any(|after| {
                *after <= start
                    && sentence(*after) == sentence(start)
                    && !self.reported_stops.iter().any(|stop| (*after..=start).contains(stop))
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
        let first = (0..=start).rev().take_while(|i| sentence(*i) == sentence(start)).last();
        let first = first.unwrap_or(start);
        let last = (end..self.text.len()).find(|i| sentence(*i) != sentence(end - 1));
        let last = last.unwrap_or(self.text.len());
        let stands = |steps: &[Step], from: usize, to: usize, limit: usize| {
            (from..to).any(|i| longest(steps, self.text, i).is_some_and(|e| e <= limit))
        };
        exclusions.anywhere.iter().any(|p| stands(p, first, last, last))
            || exclusions.before.iter().any(|p| stands(p, first, start, start))
            || exclusions.after.iter().any(|p| stands(p, end, self.text.len(), usize::MAX))
    }
}
