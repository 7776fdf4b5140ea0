//! All patterns of all rules and gates, made ready to be found together.
//!
//! Must not know: what a match means.

use super::machine::{Machine, Step};
use super::regexes::Regexes;
use super::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::lexicon::{
    Cues, Hypothetical, Irony, Item, Lexicon, Matching, Negation, Pattern, Question, Quotation,
    Rule, Target,
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
    Irony,
}

/// A pattern that is asked only when its rule has fired.
#[derive(Debug)]
pub(crate) struct Exclusion {
    pub(crate) steps: Vec<Step>,
    /// As written, to be shown.
    pub(crate) written: String,
}

/// The patterns that a rule must not find around its match.
#[derive(Debug, Default)]
pub(crate) struct Exclusions {
    pub(crate) anywhere: Vec<Exclusion>,
    pub(crate) before: Vec<Exclusion>,
    pub(crate) after: Vec<Exclusion>,
}

impl Exclusions {
    pub(crate) fn none(&self) -> bool {
        self.anywhere.is_empty() && self.before.is_empty() && self.after.is_empty()
    }
}

/// A pattern of a rule or gate.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) purpose: Purpose,
    pub(crate) steps: Vec<Step>,
    /// Number of the pattern within its rule or gate.
    pub(crate) pattern: u32,
}

/// Everything that is looked for.
pub(crate) struct Compiled {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) machine: Machine,
    pub(crate) programs: Vec<Program>,
    /// For each rule.
    pub(crate) exclusions: Vec<Exclusions>,
    pub(crate) regexes: Regexes,
    /// Dictionaries have words of their own: short forms are not taken apart there.
    pub(crate) entry_vocabulary: Vocabulary,
    pub(crate) entry_machine: Machine,
    /// For each program of the dictionaries its rule, and the entry's number.
    pub(crate) entries: Vec<(u32, u32)>,
    /// For each rule whether nothing but its words decides.
    pub(crate) plain: Vec<bool>,
    /// For each marker whether some rule looks back at it.
    pub(crate) watched: Vec<bool>,
}

impl Compiled {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut words = VocabularyBuilder::default();
        let mut entry_words = VocabularyBuilder::default();
        let mut machine = Machine::default();
        let mut entry_machine = Machine::default();
        let mut programs = Vec::new();
        let mut entries = Vec::new();
        let mut exclusions = Vec::new();
        let mut regexes = Vec::new();
        let mut watched = vec![false; lexicon.codebook.markers.len()];
        let mut add = |purpose: Purpose, patterns: &[Pattern], words: &mut VocabularyBuilder| {
            for (i, pattern) in patterns.iter().enumerate() {
                let steps = compile(&pattern.items, words);
                machine.add(&steps);
                programs.push(Program { purpose, steps, pattern: i as u32 });
            }
        };
        for (i, rule) in lexicon.rules.iter().enumerate() {
            match &rule.matching {
                Matching::Patterns(patterns) => {
                    add(Purpose::Rule(i as u32), patterns, &mut words);
                }
                Matching::Regex(regex) => regexes.push((i, regex.as_str())),
                Matching::Entries(list) => {
                    for (number, entry) in list.iter().enumerate() {
                        let steps: Vec<Step> = entry
                            .words
                            .iter()
                            .map(|terms| Step::Word(entry_words.leaf(terms)))
                            .collect();
                        if !steps.is_empty() {
                            entry_machine.add(&steps);
                            entries.push((i as u32, number as u32));
                        }
                    }
                }
            }
            let mut all = |patterns: &[Pattern]| {
                let one = |p: &Pattern| Exclusion {
                    steps: compile(&p.items, &mut words),
                    written: p.written.clone(),
                };
                patterns.iter().map(one).collect()
            };
            exclusions.push(Exclusions {
                anywhere: all(&rule.unless),
                before: all(&rule.unless_before),
                after: all(&rule.unless_after),
            });
            for marker in rule.previous.iter().flat_map(|p| &p.any) {
                watched[*marker] = true;
            }
        }
        for (purpose, patterns) in gates(&lexicon.cues) {
            add(purpose, patterns, &mut words);
        }
        let plain = lexicon.rules.iter().zip(&exclusions).map(|(r, e)| is_plain(r, e)).collect();
        Self {
            vocabulary: words.build(),
            machine,
            programs,
            exclusions,
            regexes: Regexes::new(&regexes),
            entry_vocabulary: entry_words.build(),
            entry_machine,
            entries,
            plain,
            watched,
        }
    }
}

/// Whether a rule has no gate, no exclusion, and looks at nothing but its own words.
fn is_plain(rule: &Rule, exclusions: &Exclusions) -> bool {
    rule.negation == Negation::Ignore
        && rule.quotation == Quotation::Ignore
        && rule.question == Question::Allow
        && rule.hypothetical == Hypothetical::Allow
        && rule.irony == Irony::Ignore
        && rule.target == Target::Any
        && rule.previous.is_none()
        && rule.void_by.is_empty()
        && rule.min_words == 0
        && rule.max_words >= 1_000_000
        && exclusions.none()
        && Role::ALL.iter().all(|r| rule.roles.contains(r))
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
        (Purpose::QuestionOpener, &cues.question),
        (Purpose::Irony, &cues.irony),
    ]
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
