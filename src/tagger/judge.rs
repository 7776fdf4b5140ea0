//! Finds the words of rules in one utterance, and holds each match against its gates.
//!
//! Must not know: other utterances, beyond what the scene tells of them.

use super::candidate::{Candidate, Noted, Notes, Stopped};
use super::compile::{Excluding, Purpose, Set};
use super::desk::Desk;
use super::finder::Found;
use super::gates::{excluded, opens_question};
use super::prepared::{Prepared, Text};
use super::scene::{KINDS, Scene};
use super::stop::Stop;
use crate::lexicon::{Lexicon, Previous, Rule};
use crate::model::Status;

impl Desk<'_> {
    /// Takes a text apart.
    pub(super) fn read(&mut self, text: &str) {
        let compiled = self.tagger.compiled();
        self.words.read(text, &mut self.forms, &compiled.vocabulary, &mut self.classes);
        self.now += 1;
        self.hits.clear();
        self.opened = false;
        self.entry_found.clear();
        if !compiled.entry_finder.is_empty() {
            let (vocabulary, classes) = (&compiled.entry_vocabulary, &mut self.entry_classes);
            self.wholes.fill(&self.words.layout, &self.forms, vocabulary, classes);
        }
    }

    /// Finds the words of every rule that may fire here; of every rule, where somebody asks what
    /// was stopped. Returns the matches of regular expressions.
    fn find_rules(
        &mut self,
        original: &str,
        scene: &Scene<'_>,
        all: bool,
    ) -> Vec<(usize, usize, usize)> {
        let (lexicon, compiled) = (self.tagger.lexicon(), self.tagger.compiled());
        let words = &self.words;
        let (allowed, now) = (&mut self.allowed, self.now);
        allowed.resize(lexicon.rules.len(), (0, false));
        let answered = &mut self.answered;
        answered.resize(lexicon.rules.len(), (0, false));
        // What went before is the same for many rules, and is looked at once for all of them.
        let mut answers = |like: u32, rule: &Rule| {
            let known = &mut answered[like as usize];
            if known.0 != now {
                let answers = |p: &Previous| scene.answers(p, |_, _| {});
                *known = (now, rule.previous.as_ref().is_none_or(answers));
            }
            known.1
        };
        let mut allows = |number: u32| {
            let known = &mut allowed[number as usize];
            if known.0 != now {
                let rule = &lexicon.rules[number as usize];
                let like = compiled.looks_back_like[number as usize];
                let allows =
                    scene.suits(rule, words).is_ok() && like.is_none_or(|like| answers(like, rule));
                *known = (now, allows);
            }
            all || known.1
        };
        self.found.clear();
        let text = Text { words, classes: &self.classes };
        let purposes = &compiled.rules.purposes;
        let of_kind = |program: u32| match purposes[program as usize] {
            Purpose::Rule(rule) => all || scene.concerns(&lexicon.rules[rule as usize]).is_ok(),
            _ => true,
        };
        let wanted = |program: u32| match purposes[program as usize] {
            Purpose::Rule(rule) => allows(rule),
            _ => true,
        };
        let triggers = &mut self.rule_triggers[kind(scene, all)][0];
        compiled.rules.finder.find(text, triggers, of_kind, wanted, &mut self.found);
        let regexes = compiled.regexes.find(original, words, |rule| allows(rule as u32));
        self.keep_hits(&compiled.rules);
        if !compiled.entry_finder.is_empty() {
            let (symbols, out) = (&self.wholes.symbols, &mut self.entry_found);
            let found = |program, start, end| out.push(Found { program, start, end });
            compiled.entry_finder.find(symbols, &self.entry_classes, &mut self.met, found);
            let out = &mut self.entry_found;
            out.sort_unstable();
            out.dedup();
        }
        regexes
    }

    /// Finds the words of gates.
    fn find(&mut self, which: usize, set: &Set) {
        self.found.clear();
        let text = Text { words: &self.words, classes: &self.classes };
        let triggers = &mut self.triggers[which];
        set.finder.find(text, triggers, |_| true, |_| true, &mut self.found);
        self.keep_hits(set);
    }

    fn keep_hits(&mut self, set: &Set) {
        let purpose = |f: &Found| set.purposes[f.program as usize];
        self.hits.extend(self.found.iter().map(|f| (purpose(f), f.start, f.end)));
        self.hits.sort_unstable();
        self.hits.dedup();
    }

    /// Finds the openers of questions, if they were not looked for yet.
    fn find_openers(&mut self) {
        if !self.opened {
            self.opened = true;
            self.find(1, &self.tagger.compiled().openers);
        }
    }

    /// Whether a sentence begins, hesitation aside, with a word that can open a question.
    fn may_open(&self, sentence: u32) -> bool {
        let words = &self.words;
        let text = Text { words, classes: &self.classes };
        let first = words.layout.first_of_sentence(sentence);
        let hesitates = (first..words.len()).take_while(|i| words.skippable(*i)).count();
        let last = words.len().min(first + hesitates + 1);
        (first..last).any(|i| text.accepts(i, self.tagger.compiled().opens))
    }

    /// Whether the utterance ends in a question: by its mark or, where there is none, by its opening.
    pub(super) fn asks(&mut self) -> bool {
        let Some(last) = self.words.len().checked_sub(1) else { return false };
        let sentence = self.words.sentence(last).unwrap_or(0);
        self.words.layout.ends_in_question(sentence).unwrap_or_else(|| {
            if !self.may_open(sentence) {
                return false;
            }
            self.find_openers();
            opens_question(&self.words, &self.hits, sentence)
        })
    }

    /// Holds every match against its gates.
    pub(super) fn judge(
        &mut self,
        original: &str,
        scene: &Scene<'_>,
        mut notes: Option<&mut Notes>,
    ) {
        let tagger = self.tagger;
        let (lexicon, compiled) = (tagger.lexicon(), tagger.compiled());
        self.candidates.clear();
        if scene.line.role.is_none() {
            return;
        }
        let all = notes.is_some();
        let regexes = self.find_rules(original, scene, all);
        if let Some(notes) = &mut notes {
            notes.found.clone_from(&self.found);
            notes.entries.clone_from(&self.entry_found);
        }
        // Rules come first in the order of purposes.
        let rules = self.hits.partition_point(|h| matches!(h.0, Purpose::Rule(_)));
        let gated = |f: &Found| !compiled.plain[compiled.entries[f.program as usize].0 as usize];
        if rules > 0 || !regexes.is_empty() || self.entry_found.iter().any(gated) {
            self.find(0, &compiled.cues);
            if compiled.asks {
                self.find_openers();
            }
            self.gates.fill(&self.words, &self.hits);
        }
        let of_rules = self.hits[..rules].iter().filter_map(|h| match h.0 {
            Purpose::Rule(rule) => Some((rule as usize, h.1 as usize, h.2 as usize)),
            _ => None,
        });
        let wholes = &self.words.layout.wholes;
        let token =
            |whole: u32| wholes.get(whole as usize).map_or(self.words.len(), |w| w.first as usize);
        let of_entries = self.entry_found.iter().map(|f| {
            let rule = compiled.entries[f.program as usize].0 as usize;
            (rule, token(f.start), token(f.end))
        });
        let mut looked = false;
        for f in self.entry_found.iter().filter(|f| gated(f)) {
            let rule = compiled.entries[f.program as usize].0 as usize;
            let allows = scene.allows(&lexicon.rules[rule], &self.words).is_ok();
            self.allowed[rule] = (self.now, allows);
        }
        for (rule, start, end) in of_rules.chain(regexes).chain(of_entries) {
            let definition = &lexicon.rules[rule];
            let marker = definition.marker;
            if compiled.plain[rule] {
                let (status, doubtful) = (Status::Counted, false);
                self.candidates.push(Candidate { rule, marker, start, end, status, doubtful });
                continue;
            }
            let known = self.allowed[rule] == (self.now, true);
            let allowed = if known { Ok(()) } else { scene.allows(definition, &self.words) };
            let passed = allowed.and_then(|()| {
                let cues = &lexicon.cues;
                let passed = self.gates.judge(&self.words, cues, definition, start, end)?;
                let exclusions = &compiled.exclusions[rule];
                if exclusions.none() {
                    return Ok(passed);
                }
                let text = Text { words: &self.words, classes: &self.classes };
                let Excluding { finder, rules, .. } = &compiled.excluding;
                if !looked {
                    looked = true;
                    let of_kind = |program: u32| {
                        let concerns =
                            |r: &u32| scene.concerns(&lexicon.rules[*r as usize]).is_ok();
                        all || rules[program as usize].iter().any(concerns)
                    };
                    // Only rules that found something have been asked about.
                    let wanted = |program: u32| {
                        let asks = |r: &u32| self.allowed[*r as usize] == (self.now, true);
                        all || rules[program as usize].iter().any(asks)
                    };
                    let triggers = &mut self.rule_triggers[kind(scene, all)][1];
                    self.excluded.clear();
                    finder.find(text, triggers, of_kind, wanted, &mut self.excluded);
                    self.excluded.sort_unstable();
                    self.excluded.dedup();
                }
                match excluded(text, finder, &self.excluded, exclusions, start, end) {
                    Some(stop) => Err(stop),
                    None => Ok(passed),
                }
            });
            match (passed, &mut notes) {
                (Ok(passed), notes) => {
                    let mut status = Status::Counted;
                    let mut prompted = None;
                    if passed.retold.is_some() {
                        status = Status::Reported;
                    } else {
                        prompted = scene.prompted(&self.words, start, end);
                        if prompted.is_some() {
                            status = Status::Prompted;
                        }
                    }
                    let opposite = definition.opposite.filter(|_| passed.opposite.is_some());
                    let (marker, doubtful) =
                        (opposite.unwrap_or(marker), passed.doubtful.is_some());
                    self.candidates.push(Candidate { rule, marker, start, end, status, doubtful });
                    if let Some(notes) = notes {
                        notes.passed.push(Noted { rule, start, end, passed, prompted });
                    }
                }
                (Err(why), Some(notes)) => notes.stopped.push(Stopped { rule, start, end, why }),
                (Err(_), None) => {}
            }
        }
        take_back(lexicon, &self.words, &mut self.candidates, notes);
    }
}

/// Which triggers hold the rules that concern a scene.
fn kind(scene: &Scene<'_>, all: bool) -> usize {
    if all { KINDS } else { scene.kind() }
}

/// Drops the matches that a later mark of the turn takes back.
fn take_back(
    lexicon: &Lexicon,
    words: &Prepared,
    candidates: &mut Vec<Candidate>,
    mut notes: Option<&mut Notes>,
) {
    if candidates.iter().all(|c| lexicon.rules[c.rule].void_by.is_empty()) {
        return;
    }
    let mut counted: Vec<(usize, usize, usize)> = candidates
        .iter()
        .filter(|c| c.status == Status::Counted)
        .map(|c| (c.marker, c.start, c.end))
        .collect();
    counted.sort_unstable();
    candidates.retain(|c| {
        let later = |marker: &usize| {
            let next = counted.partition_point(|v| (v.0, v.1) < (*marker, c.end));
            counted.get(next).filter(|v| v.0 == *marker)
        };
        let mut void_by = lexicon.rules[c.rule].void_by.iter();
        let Some(&(marker, from, to)) = void_by.find_map(later) else { return true };
        if let Some(notes) = &mut notes {
            let why = Stop::Void { marker, words: words.span(from, to) };
            notes.stopped.push(Stopped { rule: c.rule, start: c.start, end: c.end, why });
        }
        false
    });
}
