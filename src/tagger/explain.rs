//! Why an utterance got its marks, and why it got no others: what the tagger saw, put together.
//!
//! Nothing is decided here a second time: what fired and what was stopped is what the desk noted
//! while it tagged. Must not know: files, or how any of it is shown.

use super::candidate::{Candidate, Noted};
use super::choose::score;
use super::compile::{Compiled, Purpose};
use super::desk::{Desk, Looked, Tagger};
use super::explanation::{Explanation, Fired, Halted, MarkerExplanation, Near, Remark};
use super::finder::Found;
use super::frequency::Frequencies;
use super::line::Line;
use super::nearest::{Both, Measure, near};
use super::previous::Glance;
use super::speech::Speech;
use super::stop::{Asked, Stop};
use crate::lexicon::{Counting, Lexicon, Matching};
use crate::model::{Span, Status, Tag};
use crate::text::is_question_mark;

/// What somebody wants to know of an utterance.
#[derive(Debug, Clone, Default)]
pub struct Inquiry {
    /// These markers only; of all of them if empty.
    pub markers: Vec<usize>,
    /// At most so many nearest rules of each marker.
    pub nearest: usize,
}

impl Tagger {
    /// Why an utterance of a session got its marks, and why no others; see [`Desk::explain`].
    pub fn explain(&self, lines: &[Line<'_>], at: usize, inquiry: &Inquiry) -> Explanation {
        self.desk().explain(lines, at, inquiry)
    }
}

impl Desk<'_> {
    /// Why an utterance of a session got its marks, and why no others. The marks are those that
    /// [`Desk::tag`] gives. Nothing is said of an utterance that is not there.
    pub fn explain(&mut self, lines: &[Line<'_>], at: usize, inquiry: &Inquiry) -> Explanation {
        let tagger = self.tagger();
        let mut explanation = Explanation::default();
        self.walk(lines, &mut Vec::new(), Some(at), |i, looked| {
            if i == at {
                let text = lines[at].text;
                explanation = Account { tagger, text, looked, inquiry }.give();
            }
        });
        explanation
    }
}

/// One utterance, and everything that was seen in it.
struct Account<'a> {
    tagger: &'a Tagger,
    text: &'a str,
    looked: Looked<'a>,
    inquiry: &'a Inquiry,
}

impl Account<'_> {
    fn lexicon(&self) -> &Lexicon {
        self.tagger.lexicon()
    }

    fn give(&self) -> Explanation {
        let markers = 0..self.lexicon().codebook.markers.len();
        let asked = |m: &usize| self.inquiry.markers.is_empty() || self.inquiry.markers.contains(m);
        let mut all: Vec<MarkerExplanation> =
            markers.filter(asked).map(|m| self.marker(m)).collect();
        if self.inquiry.nearest > 0 {
            self.add_nearest(&mut all);
        }
        all.retain(|m| {
            let nothing = m.fired.is_empty() && m.stopped.is_empty() && m.nearest.is_empty();
            !nothing || !self.inquiry.markers.is_empty()
        });
        Explanation {
            role: self.looked.scene.line.role,
            words: self.looked.words.layout.words(),
            markers: all,
        }
    }

    fn marker(&self, marker: usize) -> MarkerExplanation {
        let lexicon = self.lexicon();
        let own = |t: &&Tag| t.utterance == self.looked.scene.at && t.marker == marker;
        let tags: Vec<Tag> = self.looked.tags.iter().filter(own).cloned().collect();
        let fired: Vec<&Candidate> =
            self.looked.candidates.iter().filter(|c| c.marker == marker).collect();
        let mut explanation = MarkerExplanation {
            marker,
            score: self.score(marker, &tags, &fired),
            threshold: lexicon.thresholds[marker],
            fired: fired.into_iter().map(|c| self.fired(c, &tags)).collect(),
            stopped: self.stopped(marker),
            nearest: Vec::new(),
            tags,
        };
        let order = |span: Span| (span.start, usize::MAX - span.end);
        explanation.fired.sort_by_key(|f| (!f.shown, order(f.span), f.rule));
        explanation.stopped.sort_by_key(|s| (order(s.span), s.rule));
        explanation
    }

    /// The matches of a marker's rules that were stopped, or that show its opposite.
    fn stopped(&self, marker: usize) -> Vec<Halted> {
        let notes = self.looked.notes;
        let own = |rule: usize| self.lexicon().rules[rule].marker == marker;
        let stopped = notes.stopped.iter().map(|s| (s.rule, s.start, s.end, s.why));
        let turned = notes.passed.iter().filter_map(|n| {
            let marker = self.lexicon().rules[n.rule].opposite?;
            let why = Stop::Turned { marker, words: n.passed.opposite? };
            Some((n.rule, n.start, n.end, why))
        });
        let halted = |(rule, start, end, why): (usize, usize, usize, Stop)| Halted {
            rule,
            span: self.looked.words.span(start, end),
            written: self.written(rule, start, end),
            stop: self.placed(why),
            before: self.before(rule).0,
        };
        stopped.chain(turned).filter(|s| own(s.0)).map(halted).collect()
    }

    /// How sure a marker is: as its mark says or, where it has none, as sure as what fired would make it.
    fn score(&self, marker: usize, tags: &[Tag], fired: &[&Candidate]) -> f64 {
        if let Some(best) = tags.iter().map(|t| t.score).max_by(f64::total_cmp) {
            return best;
        }
        let lexicon = self.lexicon();
        match lexicon.countings[marker] {
            Counting::Once => score(lexicon, fired.iter().map(|c| (c.rule, c.doubtful))),
            Counting::Key | Counting::Dictionary => {
                let weights = fired.iter().map(|c| lexicon.rules[c.rule].weight);
                weights.max_by(f64::total_cmp).unwrap_or(0.0)
            }
        }
    }

    fn fired(&self, c: &Candidate, tags: &[Tag]) -> Fired {
        let span = self.looked.words.span(c.start, c.end);
        let mut status = c.status;
        let shown = tags.iter().find(|t| t.rule == c.rule && t.span == span);
        if let Some(tag) = shown
            && tag.status == Status::Review
        {
            status = Status::Review;
        }
        let same = |n: &&Noted| (n.rule, n.start, n.end) == (c.rule, c.start, c.end);
        Fired {
            rule: c.rule,
            span,
            written: self.written(c.rule, c.start, c.end),
            status,
            shown: shown.is_some(),
            remarks: self
                .looked
                .notes
                .passed
                .iter()
                .find(same)
                .map_or_else(Vec::new, |n| self.remarks(n)),
        }
    }

    fn remarks(&self, noted: &Noted) -> Vec<Remark> {
        let of = self.lexicon().rules[noted.rule].marker;
        let passed = &noted.passed;
        let answers = self.before(noted.rule).1.map(Remark::Answers);
        answers
            .into_iter()
            .chain(passed.opposite.map(|negation| Remark::Opposite { of, negation }))
            .chain(passed.retold.map(Remark::Retold))
            .chain(noted.prompted.map(Remark::Prompted))
            .chain(passed.doubtful.map(Remark::Doubtful))
            .collect()
    }

    /// What came of each utterance at which a rule looked, and the one that is as it asks.
    fn before(&self, rule: usize) -> (Vec<(usize, Glance)>, Option<usize>) {
        let mut seen = Vec::new();
        if let Some(wanted) = &self.lexicon().rules[rule].previous {
            self.looked.scene.answers(wanted, |at, glance| seen.push((at, glance)));
        }
        let fits = seen.iter().find(|s| s.1 == Glance::Fits).map(|s| s.0);
        (seen, fits)
    }

    /// The patterns of a rule as written that found words `start..end`.
    fn written(&self, rule: usize, start: usize, end: usize) -> Vec<String> {
        let (compiled, notes) = (self.tagger.compiled(), self.looked.notes);
        match &self.lexicon().rules[rule].matching {
            Matching::Patterns(patterns) => {
                let first = first_program(compiled, rule);
                let found = notes.found.iter().filter(|f| {
                    compiled.rules.purposes[f.program as usize] == Purpose::Rule(rule as u32)
                        && (f.start as usize, f.end as usize) == (start, end)
                });
                numbers(found, first)
                    .filter_map(|n| Some(patterns.get(n)?.written.clone()))
                    .collect()
            }
            Matching::Regex(regex) => vec![regex.clone()],
            Matching::Entries(entries) => {
                let wholes = &self.looked.words.layout.wholes;
                let token = |w: u32| {
                    wholes.get(w as usize).map_or(self.looked.words.len(), |w| w.first as usize)
                };
                let found = notes.entries.iter().filter(|f| {
                    compiled.entries[f.program as usize].0 as usize == rule
                        && (token(f.start), token(f.end)) == (start, end)
                });
                let number = |f: &Found| compiled.entries[f.program as usize].1 as usize;
                found.filter_map(|f| Some(entries.get(number(f))?.written.clone())).collect()
            }
        }
    }

    /// What stopped a match, with the mark of a question in its place.
    fn placed(&self, stop: Stop) -> Stop {
        let Stop::Question(Asked::Mark(word)) = stop else { return stop };
        let rest = self.text.get(word.end..).unwrap_or("");
        let mark = rest.char_indices().find(|(_, c)| is_question_mark(*c) || c.is_alphanumeric());
        match mark {
            Some((at, c)) if is_question_mark(c) => {
                let start = word.end + at;
                Stop::Question(Asked::Mark(Span::new(start, start + c.len_utf8())))
            }
            _ => stop,
        }
    }

    /// Looks for the rules that came near among those whose words were not there.
    fn add_nearest(&self, markers: &mut [MarkerExplanation]) {
        let (layout, forms) = (&self.looked.words.layout, self.looked.forms);
        let speech = Both {
            tokens: Speech::of_tokens(layout, forms),
            wholes: Speech::of_wholes(layout, forms),
            frequencies: Frequencies::default(),
        };
        let asked = !self.inquiry.markers.is_empty();
        let measure = if asked { Measure::Asked } else { Measure::Unasked };
        for explanation in markers {
            let mut found: Vec<Near> = Vec::new();
            for (number, rule) in self.lexicon().rules.iter().enumerate() {
                let there = explanation.fired.iter().map(|f| f.rule);
                let there = there.chain(explanation.stopped.iter().map(|s| s.rule));
                if rule.marker != explanation.marker || there.into_iter().any(|r| r == number) {
                    continue;
                }
                let also = self.looked.scene.allows(rule, self.looked.words).err();
                if also == Some(Stop::Role) && !asked {
                    continue;
                }
                found.extend(near(number, rule, &speech, measure).map(|n| Near { also, ..n }));
            }
            found.sort_by(|a, b| {
                b.closeness
                    .total_cmp(&a.closeness)
                    .then((b.needed, a.rule).cmp(&(a.needed, b.rule)))
            });
            found.truncate(self.inquiry.nearest);
            explanation.nearest = found;
        }
    }
}

/// The number of a rule's first pattern among all programs; those of a rule stand together.
fn first_program(compiled: &Compiled, rule: usize) -> usize {
    compiled.rules.purposes.partition_point(|p| *p < Purpose::Rule(rule as u32))
}

/// The places of patterns in their rule, in order.
fn numbers<'f>(
    found: impl Iterator<Item = &'f Found>,
    first: usize,
) -> impl Iterator<Item = usize> {
    let mut numbers: Vec<usize> = found.map(|f| f.program as usize - first).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}
