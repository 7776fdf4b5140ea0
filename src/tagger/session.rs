//! The tagger at work on one session: utterance by utterance, in order.

use std::collections::BTreeMap;

use super::compile::{Compiled, Hit, Purpose};
use super::gates::Gates;
use super::matching::Prepared;
use super::previous::{Past, satisfied};
use crate::lexicon::{Lexicon, Rule, Target};
use crate::model::{Role, Span, Status, Tag};

/// How many utterances back a therapist's suggested wording may lie.
const PROMPT_REACH: usize = 3;
/// Shorter matches are echoed by chance.
const PROMPT_WORDS: usize = 3;

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

/// Compiled lexicons, ready for any number of sessions.
pub struct Tagger {
    lexicon: Lexicon,
    compiled: Compiled,
}

/// A match that passed its gates.
struct Candidate {
    rule: usize,
    start: usize,
    end: usize,
    status: Status,
}

impl Tagger {
    /// Compiles lexicons.
    pub fn new(lexicon: Lexicon) -> Self {
        let compiled = Compiled::new(&lexicon);
        Self { lexicon, compiled }
    }

    /// The lexicons as loaded.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The marks in one session, in order of utterance and marker: at most one per marker and
    /// utterance. Spans lie on character boundaries of the line's own text.
    ///
    /// Speakers whose role is *other* are looked at with every rule, since nothing is known of
    /// them; their marks enter no couple's numbers.
    pub fn tag(&self, lines: &[Line<'_>]) -> Vec<Tag> {
        let mut tags = Vec::new();
        self.walk(lines, |_, _, found| tags.extend_from_slice(found));
        tags
    }

    /// Goes through a session, and shows what was found in each utterance.
    fn walk(&self, lines: &[Line<'_>], mut show: impl FnMut(usize, &[Candidate], &[Tag])) {
        let therapist = lines.iter().any(|l| l.role == Some(Role::Therapist));
        let mut past: Vec<Past> = Vec::with_capacity(lines.len());
        let mut recent: Vec<(usize, Vec<String>)> = Vec::new();
        for (i, line) in lines.iter().enumerate() {
            let text = Prepared::new(line.text, &self.compiled.vocabulary);
            let hits = self.compiled.hits(&text);
            let gates = Gates::new(&text, &self.lexicon.cues, &hits);
            let scene = Scene { line, therapist, past: &past, recent: &recent, at: i };
            let candidates = self.candidates(&text, &hits, &gates, &scene);
            let found = self.choose(&text, &candidates, i);
            show(i, &candidates, &found);
            let counted = found.iter().filter(|t| t.status == Status::Counted);
            past.push(Past {
                speaker: line.speaker,
                role: line.role,
                conversation: line.conversation,
                words: text.tokens.words(),
                question: text.len() > 0 && gates.question(text.len() - 1),
                markers: counted.map(|t| t.marker).collect(),
            });
            if line.role == Some(Role::Therapist) {
                let norms = (0..text.len()).map(|t| text.tokens.norm(t).to_string()).collect();
                recent.push((i, norms));
                recent.retain(|(at, _)| i - at < PROMPT_REACH);
            }
        }
    }

    /// Whether one rule counts in one line, whatever else of its marker is found there.
    pub(super) fn rule_fires(&self, rule: usize, lines: &[Line<'_>], at: usize) -> bool {
        let mut fires = false;
        self.walk(lines, |i, candidates, _| {
            fires |=
                i == at && candidates.iter().any(|c| c.rule == rule && c.status == Status::Counted);
        });
        fires
    }

    fn candidates(
        &self,
        text: &Prepared,
        hits: &[Hit],
        gates: &Gates<'_>,
        scene: &Scene<'_>,
    ) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let of_rules = hits.iter().filter_map(|h| match h.purpose {
            Purpose::Rule(rule) => Some((rule, h.start, h.end)),
            _ => None,
        });
        for (rule, start, end) in of_rules.chain(self.regex_hits(text, scene.line.text)) {
            let definition = &self.lexicon.rules[rule];
            if !scene.allows(definition, text) {
                continue;
            }
            let Some(mut status) = gates.judge(definition, start, end) else { continue };
            if gates.excluded(&self.compiled.exclusions[rule], start, end) {
                continue;
            }
            if status == Status::Counted && scene.prompted(text, start, end) {
                status = Status::Prompted;
            }
            candidates.push(Candidate { rule, start, end, status });
        }
        self.take_back(&mut candidates);
        candidates
    }

    /// Drops the matches that a later mark of the turn takes back.
    fn take_back(&self, candidates: &mut Vec<Candidate>) {
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        for candidate in candidates.iter().filter(|c| c.status == Status::Counted) {
            let place = last.entry(self.lexicon.rules[candidate.rule].marker).or_default();
            *place = (*place).max(candidate.start);
        }
        candidates.retain(|c| {
            let void_by = &self.lexicon.rules[c.rule].void_by;
            !void_by.iter().any(|m| last.get(m).is_some_and(|start| *start >= c.end))
        });
    }

    /// One tag per marker: counted before prompted before reported, the longest match, then the first.
    fn choose(&self, text: &Prepared, candidates: &[Candidate], utterance: usize) -> Vec<Tag> {
        let mut markers: Vec<usize> =
            candidates.iter().map(|c| self.lexicon.rules[c.rule].marker).collect();
        markers.sort_unstable();
        markers.dedup();
        let rank = |s: Status| match s {
            Status::Counted => 0,
            Status::Prompted => 1,
            Status::Reported => 2,
            Status::Review => 3,
        };
        let mut tags = Vec::new();
        for marker in markers {
            let of_marker =
                || candidates.iter().filter(|c| self.lexicon.rules[c.rule].marker == marker);
            for status in [Status::Counted, Status::Prompted, Status::Reported] {
                let group = || of_marker().filter(|c| rank(c.status) <= rank(status));
                let score = self.score(group().map(|c| c.rule));
                let best = group().filter(|c| c.status == status).min_by_key(|c| {
                    let length = c.end - c.start;
                    (usize::MAX - length, c.start, c.rule)
                });
                let Some(best) = best.filter(|_| score >= self.lexicon.thresholds[marker]) else {
                    continue;
                };
                tags.push(Tag {
                    utterance,
                    marker,
                    rule: best.rule,
                    span: span(text, best.start, best.end),
                    score,
                    status,
                });
                break;
            }
        }
        tags
    }

    /// 1 − Π(1 − weight) over the distinct rules that fired.
    fn score(&self, rules: impl Iterator<Item = usize>) -> f64 {
        let mut rules: Vec<usize> = rules.collect();
        rules.sort_unstable();
        rules.dedup();
        1.0 - rules.iter().map(|r| 1.0 - self.lexicon.rules[*r].weight).product::<f64>()
    }

    /// Matches of the rules that are regular expressions, as ranges of words.
    fn regex_hits(&self, text: &Prepared, original: &str) -> Vec<(usize, usize, usize)> {
        if self.compiled.regexes.is_empty() || text.len() == 0 {
            return Vec::new();
        }
        let (folded, origins) = fold_with_origins(original);
        let mut hits = Vec::new();
        for (rule, regex) in &self.compiled.regexes {
            for found in regex.find_iter(&folded).filter(|m| !m.is_empty()) {
                let (from, to) = (origins[found.start()], origins[found.end() - 1]);
                let covered = |i: &usize| {
                    text.tokens.get(*i).is_some_and(|t| t.span.end > from && t.span.start <= to)
                };
                let Some(first) = (0..text.len()).find(covered) else { continue };
                let last = (first..text.len()).take_while(covered).last().unwrap_or(first);
                hits.push((*rule, first, last + 1));
            }
        }
        hits
    }
}

fn span(text: &Prepared, start: usize, end: usize) -> Span {
    let from = text.tokens.get(start).map_or(0, |t| t.span.start);
    let to = text.tokens.get(end - 1).map_or(from, |t| t.span.end);
    Span::new(from, to)
}

/// Lower case with plain apostrophes, and for each byte the byte of the original it came from.
fn fold_with_origins(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = folded.len();
        match c {
            '\u{2019}' | '\u{2018}' => folded.push('\''),
            c => folded.extend(c.to_lowercase()),
        }
        origins.extend(std::iter::repeat_n(at, folded.len() - before));
    }
    (folded, origins)
}

/// Where an utterance stands.
struct Scene<'a> {
    line: &'a Line<'a>,
    /// Whether a therapist takes part in the session.
    therapist: bool,
    past: &'a [Past],
    /// Words of the therapist's utterances, with their places.
    recent: &'a [(usize, Vec<String>)],
    at: usize,
}

impl Scene<'_> {
    /// Role, target, length, and what went before.
    fn allows(&self, rule: &Rule, text: &Prepared) -> bool {
        let Some(role) = self.line.role else { return false };
        let target = match rule.target {
            Target::Any => true,
            Target::You => role != Role::Client,
            Target::PartnerThirdPerson => {
                role == Role::Client || (role == Role::Partner && self.therapist)
            }
        };
        let words = text.tokens.words();
        target
            && (role == Role::Other || rule.roles.contains(&role))
            && (rule.min_words..=rule.max_words).contains(&words)
            && rule
                .previous
                .as_ref()
                .is_none_or(|p| satisfied(p, self.past, self.line.speaker, self.line.conversation))
    }

    /// Whether the therapist has just said these very words.
    fn prompted(&self, text: &Prepared, start: usize, end: usize) -> bool {
        if end - start < PROMPT_WORDS
            || !matches!(self.line.role, Some(Role::Partner | Role::Client))
        {
            return false;
        }
        let words: Vec<&str> = (start..end).map(|i| text.tokens.norm(i)).collect();
        self.recent
            .iter()
            .rev()
            .take_while(|(at, _)| self.at - at <= PROMPT_REACH)
            .filter(|(at, _)| self.past[*at].conversation == self.line.conversation)
            .any(|(_, norms)| norms.windows(words.len()).any(|w| w == words))
    }
}
