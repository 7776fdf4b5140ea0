//! All patterns of all rules and gates, made ready to be found together.
//!
//! Must not know: what a match means.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::entries::Entries;
use super::finder::Finder;
use super::regexes::Regexes;
use super::step::{Compiler, Step};
use super::vocabulary::{Leaf, Vocabulary, VocabularyBuilder};
use crate::lexicon::{
    At, Cues, Hypothetical, Irony, Lexicon, Matching, Negation, Pattern, Previous, Question,
    Quotation, Rule, Target,
};
use crate::model::Role;

/// What a match of a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    Rule(u32),
    Negation,
    NegationStop,
    NegationPseudo,
    Reported,
    ReportedStop,
    Hypothetical,
    HypotheticalPseudo,
    QuestionOpener,
    QuestionTag,
    Irony,
}

/// The patterns that a rule must not find around its match, by their numbers in
/// [`Compiled::excluding`].
#[derive(Debug, Default)]
pub(crate) struct Exclusions {
    pub(crate) anywhere: Vec<u32>,
    pub(crate) before: Vec<u32>,
    pub(crate) after: Vec<u32>,
    pub(crate) turn: Vec<u32>,
}

impl Exclusions {
    pub(crate) fn none(&self) -> bool {
        [&self.anywhere, &self.before, &self.after, &self.turn].iter().all(|e| e.is_empty())
    }
}

/// Patterns that are found together, and what each is for.
#[derive(Debug, Default)]
pub(crate) struct Set {
    pub(crate) finder: Finder,
    pub(crate) purposes: Vec<Purpose>,
}

impl Set {
    fn add(&mut self, purpose: Purpose, patterns: &[Pattern], compiler: &mut Compiler) {
        for pattern in patterns {
            let steps = compiler.pattern(&pattern.items);
            self.finder.add(steps, &mut compiler.words);
            self.purposes.push(purpose);
        }
    }
}

/// All exclusions of all rules, found together, and only where some rule's match asks for them.
#[derive(Debug, Default)]
pub(crate) struct Excluding {
    pub(crate) finder: Finder,
    /// For each program the rules that ask for it.
    pub(crate) rules: Vec<Vec<u32>>,
    /// The programs that are a set of patterns and nothing else, by the address of the set.
    sets: HashMap<usize, u32, FxBuildHasher>,
}

impl Excluding {
    /// The number of a rule's exclusion; a set that several rules share is one.
    fn add(&mut self, rule: u32, pattern: &Pattern, compiler: &mut Compiler) -> u32 {
        let steps = compiler.pattern(&pattern.items);
        let set = match steps.as_slice() {
            // Groups are kept by the compiler, so that no other can come to lie there.
            [Step::Group { group, optional: false }] => Some(Arc::as_ptr(group) as usize),
            _ => None,
        };
        let known = set.and_then(|set| self.sets.get(&set)).copied();
        let program = known.unwrap_or_else(|| {
            self.rules.push(Vec::new());
            self.finder.add(steps, &mut compiler.words)
        });
        self.sets.extend(set.map(|set| (set, program)));
        self.rules[program as usize].push(rule);
        program
    }
}

/// Everything that is looked for.
pub(crate) struct Compiled {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) rules: Set,
    /// Looked for only where a rule's words were found.
    pub(crate) cues: Set,
    /// Looked for only where no mark tells whether the last sentence asks.
    pub(crate) openers: Set,
    /// All words with which an opener can begin.
    pub(crate) opens: Leaf,
    pub(crate) excluding: Excluding,
    /// For each rule.
    pub(crate) exclusions: Vec<Exclusions>,
    pub(crate) regexes: Regexes,
    /// Dictionaries have words of their own: short forms are not taken apart there.
    pub(crate) entry_vocabulary: Vocabulary,
    pub(crate) entry_finder: Entries,
    /// For each program of the dictionaries its rule, and the entry's number.
    pub(crate) entries: Vec<(u32, u32)>,
    /// For each rule whether nothing but its words decides.
    pub(crate) plain: Vec<bool>,
    /// For each rule that looks at what went before the first rule that looks at the same.
    pub(crate) looks_back_like: Vec<Option<u32>>,
    /// For each marker whether some rule looks back at it.
    pub(crate) watched: Vec<bool>,
    /// Whether some rule asks if its own sentence is a question.
    pub(crate) asks: bool,
    /// Whether some rule asks if the turn before ended in a question.
    pub(crate) looks_for_questions: bool,
}

impl Compiled {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut compiler = Compiler::default();
        let mut entry_words = VocabularyBuilder::default();
        let (mut rules, mut cues, mut openers) = (Set::default(), Set::default(), Set::default());
        let mut entry_finder = Entries::default();
        let mut entries = Vec::new();
        let mut excluding = Excluding::default();
        let mut exclusions = Vec::new();
        let mut regexes = Vec::new();
        let mut watched = vec![false; lexicon.codebook.markers.len()];
        for (i, rule) in lexicon.rules.iter().enumerate() {
            match &rule.matching {
                Matching::Patterns(patterns) => {
                    rules.add(Purpose::Rule(i as u32), patterns, &mut compiler);
                }
                Matching::Regex(regex) => regexes.push((i, regex.as_str())),
                Matching::Entries(list) => {
                    for (number, entry) in list.iter().enumerate() {
                        if entry_finder.add(entry, &mut entry_words).is_some() {
                            entries.push((i as u32, number as u32));
                        }
                    }
                }
            }
            let mut all = |patterns: &[Pattern]| {
                let one = |p: &Pattern| excluding.add(i as u32, p, &mut compiler);
                patterns.iter().map(one).collect()
            };
            exclusions.push(Exclusions {
                anywhere: all(&rule.unless),
                before: all(&rule.unless_before),
                after: all(&rule.unless_after),
                turn: all(&rule.unless_turn),
            });
            for marker in rule.previous.iter().flat_map(|p| &p.any) {
                watched[*marker] = true;
            }
        }
        let any = |needs: fn(&Rule) -> bool| lexicon.rules.iter().any(needs);
        let asks = any(|r| r.question != Question::Allow);
        for (purpose, patterns) in gates(&lexicon.cues).into_iter().filter(|g| any(needs(g.0))) {
            cues.add(purpose, patterns, &mut compiler);
        }
        openers.add(Purpose::QuestionOpener, &lexicon.cues.question, &mut compiler);
        let opens = openers.finder.first(&mut compiler.words);
        let plain = lexicon.rules.iter().zip(&exclusions).map(|(r, e)| is_plain(r, e)).collect();
        Self {
            vocabulary: compiler.words.build(),
            rules,
            cues,
            openers,
            opens,
            excluding,
            exclusions,
            regexes: Regexes::new(&regexes),
            entry_vocabulary: entry_words.build(),
            entry_finder,
            entries,
            plain,
            looks_back_like: looks_back_like(&lexicon.rules),
            watched,
            asks,
            looks_for_questions: lexicon
                .rules
                .iter()
                .any(|r| r.previous.as_ref().is_some_and(|p| p.question.is_some())),
        }
    }
}

/// For each rule that looks at what went before the first rule that looks at the same.
fn looks_back_like(rules: &[Rule]) -> Vec<Option<u32>> {
    let mut firsts: Vec<(&Previous, u32)> = Vec::new();
    let each = rules.iter().enumerate().map(|(i, rule)| {
        let previous = rule.previous.as_ref()?;
        match firsts.iter().find(|(p, _)| *p == previous) {
            Some((_, first)) => Some(*first),
            None => {
                firsts.push((previous, i as u32));
                Some(i as u32)
            }
        }
    });
    each.collect()
}

/// Whether a rule has no gate, no exclusion, and looks at nothing but its own words.
fn is_plain(rule: &Rule, exclusions: &Exclusions) -> bool {
    rule.negation == Negation::Ignore
        && rule.quotation == Quotation::Ignore
        && rule.question == Question::Allow
        && rule.hypothetical == Hypothetical::Allow
        && rule.irony == Irony::Ignore
        && rule.target == Target::Any
        && rule.at == At::Anywhere
        && rule.previous.is_none()
        && rule.void_by.is_empty()
        && rule.min_words == 0
        && rule.max_words == usize::MAX
        && exclusions.none()
        && Role::ALL.iter().all(|r| rule.roles.contains(r))
}

/// Which rules need the words of a gate.
fn needs(purpose: Purpose) -> fn(&Rule) -> bool {
    match purpose {
        Purpose::Negation | Purpose::NegationStop | Purpose::NegationPseudo => {
            |r| r.negation != Negation::Ignore
        }
        Purpose::Reported | Purpose::ReportedStop => |r| r.quotation != Quotation::Ignore,
        Purpose::Hypothetical | Purpose::HypotheticalPseudo => {
            |r| r.hypothetical != Hypothetical::Allow
        }
        Purpose::QuestionOpener | Purpose::QuestionTag => |r| r.question != Question::Allow,
        Purpose::Irony => |r| r.irony != Irony::Ignore,
        Purpose::Rule(_) => |_| true,
    }
}

fn gates(cues: &Cues) -> [(Purpose, &[Pattern]); 9] {
    [
        (Purpose::Negation, &cues.negation),
        (Purpose::NegationStop, &cues.negation_stops),
        (Purpose::NegationPseudo, &cues.negation_pseudo),
        (Purpose::Reported, &cues.reported),
        (Purpose::ReportedStop, &cues.reported_stops),
        (Purpose::Hypothetical, &cues.hypothetical),
        (Purpose::HypotheticalPseudo, &cues.hypothetical_pseudo),
        (Purpose::QuestionTag, &cues.question_tags),
        (Purpose::Irony, &cues.irony),
    ]
}
