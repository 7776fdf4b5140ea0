//! All patterns of all rules and gates, made ready to be found together.
//!
//! Must not know: what a match means.

use super::matching::{Prepared, Step, longest};
use super::vocabulary::{Leaf, Vocabulary, VocabularyBuilder};
use crate::lexicon::{Cues, Item, Lexicon, Matching, Pattern};

/// What a match of a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    Rule(usize),
    Negation,
    NegationStop,
    NegationPseudo,
    Reported,
    ReportedStop,
    Hypothetical,
    HypotheticalPseudo,
    QuestionOpener,
}

/// A match: words `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) purpose: Purpose,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

struct Program {
    purpose: Purpose,
    steps: Vec<Step>,
}

/// A pattern that is asked only when its rule has fired.
#[derive(Debug, Default)]
pub(crate) struct Exclusions {
    pub(crate) anywhere: Vec<Vec<Step>>,
    pub(crate) before: Vec<Vec<Step>>,
    pub(crate) after: Vec<Vec<Step>>,
}

/// Everything that is looked for.
pub(crate) struct Compiled {
    pub(crate) vocabulary: Vocabulary,
    programs: Vec<Program>,
    /// For each leaf, the programs that may begin with it.
    starting: Vec<Vec<u32>>,
    /// For each rule.
    pub(crate) exclusions: Vec<Exclusions>,
    pub(crate) regexes: Vec<(usize, regex::Regex)>,
}

impl Compiled {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut words = VocabularyBuilder::default();
        let mut programs = Vec::new();
        let mut exclusions = Vec::new();
        let mut regexes = Vec::new();
        for (i, rule) in lexicon.rules.iter().enumerate() {
            match &rule.matching {
                Matching::Patterns(patterns) => {
                    add(&mut programs, Purpose::Rule(i), patterns, &mut words);
                }
                // The loader has refused what cannot be compiled.
                Matching::Entries(_) => {}
                Matching::Regex(regex) => {
                    regexes.extend(regex::Regex::new(regex).ok().map(|r| (i, r)))
                }
            }
            let mut all = |patterns: &[Pattern]| {
                patterns.iter().map(|p| compile(&p.items, &mut words)).collect()
            };
            exclusions.push(Exclusions {
                anywhere: all(&rule.unless),
                before: all(&rule.unless_before),
                after: all(&rule.unless_after),
            });
        }
        for (purpose, patterns) in gates(&lexicon.cues) {
            add(&mut programs, purpose, patterns, &mut words);
        }
        let mut starting: Vec<Vec<u32>> = Vec::new();
        for (i, program) in programs.iter().enumerate() {
            let mut first = Vec::new();
            firsts(&program.steps, &mut first);
            first.sort_unstable();
            first.dedup();
            for leaf in first {
                let leaf = leaf as usize;
                if starting.len() <= leaf {
                    starting.resize_with(leaf + 1, Vec::new);
                }
                starting[leaf].push(i as u32);
            }
        }
        Self { vocabulary: words.build(), programs, starting, exclusions, regexes }
    }

    /// Every longest match from every word, in order of purpose and place.
    pub(crate) fn hits(&self, text: &Prepared) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut candidates: Vec<u32> = Vec::new();
        for at in 0..text.len() {
            candidates.clear();
            for leaf in text.leaves(at) {
                if let Some(programs) = self.starting.get(*leaf as usize) {
                    candidates.extend_from_slice(programs);
                }
            }
            candidates.sort_unstable();
            candidates.dedup();
            for program in &candidates {
                let program = &self.programs[*program as usize];
                if let Some(end) = longest(&program.steps, text, at) {
                    hits.push(Hit { purpose: program.purpose, start: at, end });
                }
            }
        }
        hits.sort_unstable();
        hits
    }
}

fn gates(cues: &Cues) -> [(Purpose, &[Pattern]); 8] {
    [
        (Purpose::Negation, &cues.negation),
        (Purpose::NegationStop, &cues.negation_stops),
        (Purpose::NegationPseudo, &cues.negation_pseudo),
        (Purpose::Reported, &cues.reported),
        (Purpose::ReportedStop, &cues.reported_stops),
        (Purpose::Hypothetical, &cues.hypothetical),
        (Purpose::HypotheticalPseudo, &cues.hypothetical_pseudo),
        (Purpose::QuestionOpener, &cues.question),
    ]
}

fn add(
    programs: &mut Vec<Program>,
    purpose: Purpose,
    patterns: &[Pattern],
    words: &mut VocabularyBuilder,
) {
    for pattern in patterns {
        programs.push(Program { purpose, steps: compile(&pattern.items, words) });
    }
}

fn compile(items: &[Item], words: &mut VocabularyBuilder) -> Vec<Step> {
    let sequences = |alternatives: &[Vec<Item>], words: &mut VocabularyBuilder| {
        alternatives.iter().map(|a| compile(a, words)).collect()
    };
    items
        .iter()
        .map(|item| match item {
            Item::Word(terms) => Step::Word(words.leaf(terms)),
            Item::Group { alternatives, optional } => {
                Step::Group { alternatives: sequences(alternatives, words), optional: *optional }
            }
            Item::Gap { min, max } => Step::Gap { min: *min, max: *max },
            Item::TurnStart => Step::TurnStart,
            Item::TurnEnd => Step::TurnEnd,
            Item::SentenceEdge => Step::SentenceEdge,
            Item::QuestionEnd => Step::QuestionEnd,
            Item::Not(alternatives) => Step::Not(sequences(alternatives, words)),
        })
        .collect()
}

/// The leaves with which a match can begin; returns whether the steps can match without a word.
fn firsts(steps: &[Step], out: &mut Vec<Leaf>) -> bool {
    for step in steps {
        let passes = match step {
            Step::Word(leaf) => {
                out.push(*leaf);
                false
            }
            Step::Group { alternatives, optional } => {
                let mut any = *optional;
                for steps in alternatives {
                    any |= firsts(steps, out);
                }
                any
            }
            // The loader refuses a gap at the beginning; behind an optional group it may stand,
            // and then only what stands before it can begin a match.
            Step::Gap { .. } => false,
            Step::TurnStart
            | Step::TurnEnd
            | Step::SentenceEdge
            | Step::QuestionEnd
            | Step::Not(_) => true,
        };
        if !passes {
            return false;
        }
    }
    true
}
