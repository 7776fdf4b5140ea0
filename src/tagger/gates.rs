//! What stops a match: negation, retold speech, questions, things only imagined, exclusions.
//!
//! What decides also tells which words decided, so that it can be shown. Must not know: speakers,
//! or what was said before.

use super::compile::{Exclusions, Purpose};
use super::finder::{Finder, Found};
use super::prepared::{Prepared, Text, bits};
use super::stop::{Asked, Scope, Stop};
use crate::lexicon::{At, Cues, Hypothetical, Irony, Negation, Question, Quotation, Rule};
use crate::model::Span;

/// What is said so many words later, or earlier, takes nothing back. In a transcript without full stops
/// a sentence can be an hour long.
const REACH: usize = 300;

/// A gate word: words `start..end`.
type Cue = (usize, usize);

/// Whether one of the places, which are in order, lies in `from..to`.
fn any_within(places: &[usize], from: usize, to: usize) -> bool {
    places.get(places.partition_point(|p| *p < from)).is_some_and(|p| *p < to)
}

/// The gate words of one utterance, ready to be asked about any match.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    negations: Vec<Cue>,
    negation_stops: Vec<usize>,
    reported: Vec<Cue>,
    reported_stops: Vec<usize>,
    hypotheticals: Vec<Cue>,
    ironies: Vec<Cue>,
    /// Sentences that begin as questions do, each with the words of its beginning.
    opened: Vec<(u32, Cue)>,
    /// First words of what is hung on a statement and makes no question of it, such as *okay?*
    tags: Vec<usize>,
    pseudo: Vec<Cue>,
}

/// What the gates say of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passed {
    /// The words are somebody else's.
    pub(crate) retold: Option<Retold>,
    /// The negation for which it shows its rule's opposite.
    pub(crate) opposite: Option<Span>,
    /// The words that are often meant otherwise: it weighs half.
    pub(crate) doubtful: Option<Span>,
}

/// How words are known to be somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retold {
    /// They stand in quotation marks, between which stands this.
    Quoted(Span),
    /// They follow these words, such as *you said*.
    Said(Span),
}

impl Gates {
    /// Takes the gate words from an utterance's matches, which are in order of purpose and place.
    pub(crate) fn fill(&mut self, words: &Prepared, hits: &[(Purpose, u32, u32)]) {
        for list in [
            &mut self.negations,
            &mut self.reported,
            &mut self.hypotheticals,
            &mut self.ironies,
            &mut self.pseudo,
        ] {
            list.clear();
        }
        self.negation_stops.clear();
        self.reported_stops.clear();
        self.opened.clear();
        self.tags.clear();
        for &(purpose, start, end) in hits {
            let (start, end) = (start as usize, end as usize);
            match purpose {
                Purpose::Rule(_) => {}
                Purpose::Negation => self.negations.push((start, end)),
                Purpose::NegationStop => self.negation_stops.push(start),
                Purpose::Hypothetical => self.hypotheticals.push((start, end)),
                Purpose::Reported => self.reported.push((start, end)),
                Purpose::ReportedStop => self.reported_stops.push(start),
                Purpose::Irony => self.ironies.push((start, end)),
                Purpose::QuestionTag if ends_sentence(words, start, end) => self.tags.push(start),
                Purpose::QuestionTag => {}
                Purpose::QuestionOpener => {
                    let sentence = opened_sentence(words, start);
                    self.opened.extend(sentence.map(|s| (s, (start, end))));
                }
                Purpose::NegationPseudo | Purpose::HypotheticalPseudo => {
                    self.pseudo.push((start, end));
                }
            }
        }
        if !self.pseudo.is_empty() {
            let outside = |cues: &mut Vec<Cue>, purpose: Purpose| {
                let covered = covered(hits, purpose);
                cues.retain(|c| {
                    let last = covered.partition_point(|p| p.0 <= c.0).checked_sub(1);
                    last.is_none_or(|i| covered[i].1 < c.1)
                });
            };
            outside(&mut self.negations, Purpose::NegationPseudo);
            outside(&mut self.hypotheticals, Purpose::HypotheticalPseudo);
        }
    }

    /// Whether a rule's match of words `start..end` stands, and as what.
    pub(crate) fn judge(
        &self,
        words: &Prepared,
        cues: &Cues,
        rule: &Rule,
        start: usize,
        end: usize,
    ) -> Result<Passed, Stop> {
        if !stands(words, rule.at, start, end) {
            return Err(Stop::Place);
        }
        let negated = match rule.negation {
            Negation::Ignore => None,
            _ => self.negated(words, cues, start),
        };
        let opposite =
            negated.filter(|_| rule.negation == Negation::Cancel && rule.opposite.is_some());
        match (rule.negation, negated) {
            (Negation::Cancel, Some(cue)) if opposite.is_none() => return Err(Stop::Negated(cue)),
            (Negation::Require, None) => return Err(Stop::NotNegated),
            _ => {}
        }
        match rule.question {
            Question::Allow => {}
            Question::Exclude => {
                if let Some(asked) = self.asks(words, end - 1) {
                    return Err(Stop::Question(asked));
                }
            }
            Question::Require if self.question(words, end - 1).is_none() => {
                return Err(Stop::NoQuestion);
            }
            Question::Require => {}
        }
        if rule.hypothetical == Hypothetical::Exclude
            && let Some(cue) = self.imagined(words, cues, start)
        {
            return Err(Stop::Imagined(cue));
        }
        let retold = match rule.quotation {
            Quotation::Reported => self.retold(words, start, end),
            Quotation::Ignore => None,
        };
        let sentence = words.sentence(start);
        let doubtful = match rule.irony {
            Irony::Review => {
                let at = self.ironies.partition_point(|c| words.sentence(c.0) < sentence);
                let near = self.ironies.get(at).filter(|c| words.sentence(c.0) == sentence);
                near.map(|c| words.span(c.0, c.1))
            }
            Irony::Ignore => None,
        };
        Ok(Passed { retold, opposite, doubtful })
    }

    /// The cues that end at or before a word, nearest first, while they can still reach it: cues are
    /// in order of place, so that a long turn is not searched from its beginning for every match.
    fn near<'c>(
        words: &Prepared,
        cues: &'c [Cue],
        start: usize,
    ) -> impl Iterator<Item = &'c Cue> + use<'c> {
        let first = words.layout.first_of_sentence(words.sentence(start).unwrap_or(0));
        let first = first.max(start.saturating_sub(REACH));
        let end = cues.partition_point(|c| c.0 < start);
        cues[..end].iter().rev().take_while(move |c| c.0 >= first)
    }

    /// The negation that reaches a word.
    fn negated(&self, words: &Prepared, cues: &Cues, start: usize) -> Option<Span> {
        let reaching = |cue: &&Cue| {
            reaches(words, **cue, start, cues.negation_window)
                && !any_within(&self.negation_stops, cue.1, start)
        };
        Self::near(words, &self.negations, start).find(reaching).map(|c| words.span(c.0, c.1))
    }

    /// The words after which a word is only imagined.
    fn imagined(&self, words: &Prepared, cues: &Cues, start: usize) -> Option<Span> {
        let window = cues.hypothetical_window;
        let mut near = Self::near(words, &self.hypotheticals, start);
        near.find(|c| reaches(words, **c, start, window)).map(|c| words.span(c.0, c.1))
    }

    fn retold(&self, words: &Prepared, start: usize, end: usize) -> Option<Retold> {
        let quoted = |i: &usize| words.layout.tokens.get(*i).is_some_and(|t| t.quoted);
        if (start..end).all(|i| quoted(&i)) {
            let before = (0..start).rev().take(REACH).take_while(quoted).count();
            let after = (end..words.len()).take(REACH).take_while(quoted).count();
            return Some(Retold::Quoted(words.span(start - before, end + after)));
        }
        let opens = |(_, after): &&Cue| {
            *after <= start
                && words.sentence(*after) == words.sentence(start)
                && !any_within(&self.reported_stops, *after, start + 1)
        };
        let cue = Self::near(words, &self.reported, start).find(opens);
        cue.map(|c| Retold::Said(words.span(c.0, c.1)))
    }

    /// What makes the sentence of a word ask something: *That's not my fault, okay?* does not.
    fn asks(&self, words: &Prepared, word: usize) -> Option<Asked> {
        self.question(words, word).filter(|_| {
            let sentence = words.sentence(word);
            let next = self.tags.get(self.tags.partition_point(|t| *t <= word));
            let hung = next.is_some_and(|tag| words.sentence(*tag) == sentence);
            !hung || sentence.is_some_and(|s| self.opening(s).is_some())
        })
    }

    /// What makes the sentence of a word a question.
    fn question(&self, words: &Prepared, word: usize) -> Option<Asked> {
        let sentence = words.sentence(word)?;
        match words.layout.ends_in_question(sentence) {
            Some(true) => {
                let last = words.layout.first_of_sentence(sentence + 1);
                Some(Asked::Mark(words.span(last - 1, last)))
            }
            Some(false) => None,
            None => self.opening(sentence).map(|c| Asked::Opening(words.span(c.0, c.1))),
        }
    }

    /// The words with which a sentence begins as questions do.
    fn opening(&self, sentence: u32) -> Option<Cue> {
        let at = self.opened.partition_point(|o| o.0 < sentence);
        self.opened.get(at).filter(|o| o.0 == sentence).map(|o| o.1)
    }
}

/// The stretches of words that matches of a purpose cover, which are in order of place.
fn covered(hits: &[(Purpose, u32, u32)], purpose: Purpose) -> Vec<Cue> {
    let mut covered: Vec<Cue> = Vec::new();
    for &(_, start, end) in hits.iter().filter(|h| h.0 == purpose) {
        let (start, end) = (start as usize, end as usize);
        match covered.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => covered.push((start, end)),
        }
    }
    covered
}

/// A cue in the same clause, few enough words before.
fn reaches(words: &Prepared, cue: Cue, start: usize, window: usize) -> bool {
    let clause = |i: usize| words.layout.tokens.get(i).map(|t| t.clause);
    cue.1 <= start
        && clause(cue.1 - 1) == clause(start)
        && (cue.1..start).filter(|i| !words.skippable(*i)).take(window).count() < window
}

/// Whether words `start..end` are the last clause of their sentence, and not the only one.
fn ends_sentence(words: &Prepared, start: usize, end: usize) -> bool {
    let tokens = &words.layout.tokens;
    let opens = start > 0
        && tokens[start - 1].sentence == tokens[start].sentence
        && tokens[start - 1].clause != tokens[start].clause;
    opens && tokens.get(end).is_none_or(|next| next.sentence != tokens[start].sentence)
}

/// Whether words `start..end` stand where a rule asks for; hesitation does not matter.
fn stands(words: &Prepared, at: At, start: usize, end: usize) -> bool {
    let turn_start = || (0..start).all(|i| words.skippable(i));
    let turn_end = || (end..words.len()).all(|i| words.skippable(i));
    let sentence_start = || words.has(start, bits::EDGE);
    let sentence_end = || {
        let next = (end..words.len()).find(|i| !words.skippable(*i));
        next.is_none_or(|i| words.sentence(i) != words.sentence(end - 1))
    };
    match at {
        At::Anywhere => true,
        At::TurnStart => turn_start(),
        At::TurnEnd => turn_end(),
        At::WholeTurn => turn_start() && turn_end(),
        At::SentenceStart => sentence_start(),
        At::SentenceEnd => sentence_end(),
        At::WholeSentence => sentence_start() && sentence_end(),
    }
}

/// The sentence that a question's opening words at `start` begin, hesitation aside.
fn opened_sentence(words: &Prepared, start: usize) -> Option<u32> {
    let tokens = &words.layout.tokens;
    let token = tokens.get(start)?;
    let first = token.sentence_start
        || (0..start)
            .rev()
            .take_while(|i| words.skippable(*i))
            .any(|i| tokens.get(i).is_some_and(|t| t.sentence_start));
    first.then_some(token.sentence)
}

/// Whether a sentence begins as questions do.
pub(crate) fn opens_question(
    words: &Prepared,
    hits: &[(Purpose, u32, u32)],
    sentence: u32,
) -> bool {
    hits.iter()
        .filter(|h| h.0 == Purpose::QuestionOpener)
        .any(|h| opened_sentence(words, h.1 as usize) == Some(sentence))
}

/// The exclusion of a rule that stands around its match, if any. All exclusions that stand in the text
/// have been `found`, in order of their numbers and places, but for those without a key.
pub(crate) fn excluded(
    text: Text<'_>,
    finder: &Finder,
    found: &[Found],
    exclusions: &Exclusions,
    start: usize,
    end: usize,
) -> Option<Stop> {
    let words = text.words;
    let sentence = |i: usize| words.sentence(i).unwrap_or(0);
    let (near, far) = (start.saturating_sub(REACH), words.len().min(end + REACH));
    let first = words.layout.first_of_sentence(sentence(start)).max(near);
    let last = words.layout.first_of_sentence(sentence(end - 1) + 1).min(far);
    let stands = |scope, all: &[u32], from: usize, to: usize, limit: usize| {
        all.iter().enumerate().find_map(|(number, &program)| {
            let found = if finder.is_keyless(program) {
                let ends = |i| finder.longest_from(program, text, i).map(|end| (i, end));
                (from..to).filter_map(ends).find(|(_, end)| *end <= limit)
            } else {
                let first =
                    found.partition_point(|f| (f.program, f.start as usize) < (program, from));
                let here = |f: &&Found| f.program == program && (f.start as usize) < to;
                let mut near = found[first..].iter().take_while(here);
                let near = near.find(|f| f.end as usize <= limit);
                near.map(|f| (f.start as usize, f.end as usize))
            };
            found.map(|(start, end)| Stop::Excluded {
                scope,
                number,
                words: words.span(start, end),
            })
        })
    };
    stands(Scope::Sentence, &exclusions.anywhere, first, last, last)
        .or_else(|| stands(Scope::Before, &exclusions.before, first, start, start))
        .or_else(|| stands(Scope::After, &exclusions.after, end, far, usize::MAX))
        .or_else(|| stands(Scope::Turn, &exclusions.turn, near, far, usize::MAX))
}
