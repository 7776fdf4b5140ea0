//! Markers as a dictionary: what words, stems and phrases can say of their rules, and an account of
//! what they cannot.
//!
//! Must not know: how a dictionary is written down.

use std::collections::BTreeMap;
use std::fmt;

use super::draft::Draft;
use super::phrases::{Obstacle, Speller};
use super::{Dictionary, Scope};
use crate::diagnostic::Diagnostic;
use crate::lexicon::schema::{
    At, Counting, Hypothetical, Irony, Lexicon, Matching, Negation, Question, Quotation, Rule,
    Target,
};
use crate::model::Role;

/// What became of one marker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// The marker's code.
    pub marker: String,
    /// Words, stems and phrases that stand for it now.
    pub entries: usize,
    /// How many patterns it has.
    pub patterns: usize,
    /// How many of them were carried, in all their ways.
    pub whole: usize,
    /// How many were carried in some of their ways.
    pub partly: usize,
    /// Why patterns were left out, and how many.
    pub left_out: BTreeMap<&'static str, usize>,
    /// What still held of the carried ones and is lost, and of how many rules.
    pub lost: BTreeMap<&'static str, usize>,
}

impl Carried {
    /// Whether nothing is lost.
    pub fn complete(&self) -> bool {
        self.whole == self.patterns && self.lost.is_empty()
    }
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { marker, entries, patterns, whole, partly, left_out, lost } = self;
        write!(f, "{marker}: {whole} of {patterns} patterns as {entries} entries")?;
        if *partly > 0 {
            write!(f, ", {partly} more in part")?;
        }
        for (lead, list) in [("patterns left out", left_out), ("conditions lost, by rules", lost)] {
            let items: Vec<String> = list.iter().map(|(what, n)| format!("{what} ({n})")).collect();
            if !items.is_empty() {
                write!(f, "; {lead}: {}", items.join(", "))?;
            }
        }
        Ok(())
    }
}

/// Makes a dictionary of markers, by their places in the codebook, and tells for each what could be
/// carried.
///
/// # Errors
/// If the markers hold more than a dictionary can.
pub fn export(
    lexicon: &Lexicon,
    markers: &[usize],
    id: &str,
) -> Result<(Dictionary, Vec<Carried>), Diagnostic> {
    let book = &lexicon.codebook;
    let mut draft = Draft::default();
    let mut carried = Vec::new();
    let speller = Speller::new();
    for &marker in markers {
        let of = &book.markers[marker];
        let Some(category) = draft.category(&of.id, &of.label, 1) else { break };
        let mut account = Carried { marker: of.id.clone(), ..Carried::default() };
        for rule in lexicon.rules.iter().filter(|r| r.marker == marker) {
            let threshold = lexicon.thresholds[marker];
            one_rule(rule, threshold, &speller, &mut account, |entry| {
                draft.entry(&[category], entry, 1).is_none()
            });
        }
        account.entries = draft.categories[category].entries.len();
        carried.push(account);
    }
    let mut constructs: Vec<usize> = markers.iter().map(|m| book.markers[*m].construct).collect();
    constructs.dedup();
    let mut dictionary = Dictionary { id: id.to_string(), ..Dictionary::default() };
    if let [one] = constructs.as_slice() {
        let construct = &book.constructs[*one];
        dictionary.title.clone_from(&construct.label);
        dictionary.description.clone_from(&construct.definition);
    }
    let counting = |m: &usize| lexicon.countings[*m] == Counting::Dictionary;
    if !markers.is_empty() && markers.iter().all(counting) {
        dictionary.scope = Scope::Dictionary;
    }
    if draft.full() {
        let problem = Diagnostic::error("too-large", "the markers hold more than a dictionary can");
        return Err(problem.help("name fewer of them"));
    }
    Ok((draft.finish(dictionary).0, carried))
}

fn one_rule(
    rule: &Rule,
    threshold: f64,
    speller: &Speller,
    account: &mut Carried,
    mut add: impl FnMut(&str) -> bool,
) {
    let patterns = match &rule.matching {
        Matching::Entries(entries) => {
            account.patterns += entries.len();
            account.whole += entries.iter().filter(|e| add(&e.written)).count();
            return;
        }
        Matching::Regex(_) => {
            account.patterns += 1;
            *account.left_out.entry("regular expressions").or_default() += 1;
            return;
        }
        Matching::Patterns(patterns) => patterns,
    };
    account.patterns += patterns.len();
    if let Some(why) = more_than_words(rule, threshold) {
        *account.left_out.entry(why).or_default() += patterns.len();
        return;
    }
    let mut any = false;
    for pattern in patterns {
        match speller.phrases(&pattern.items) {
            Ok(phrases) => {
                let added = phrases.all.iter().filter(|p| add(p)).count();
                if added == 0 {
                    *account.left_out.entry("that no entry can hold").or_default() += 1;
                    continue;
                }
                any = true;
                let partly = phrases.partly || added < phrases.all.len();
                account.whole += usize::from(!partly);
                account.partly += usize::from(partly);
            }
            Err(why) => *account.left_out.entry(obstacle(why)).or_default() += 1,
        }
    }
    if any {
        for what in conditions(rule) {
            *account.lost.entry(what).or_default() += 1;
        }
    }
}

fn obstacle(why: Obstacle) -> &'static str {
    match why {
        Obstacle::Gap => "with gaps",
        Obstacle::Edge => "at the edge of a turn or sentence",
        Obstacle::Not => "with words that must not stand there",
        Obstacle::TooMany => "with too many phrases",
        Obstacle::Fragment => "that begin within a short form",
    }
}

/// Why a rule's words without the rest of it would count something else.
fn more_than_words(rule: &Rule, threshold: f64) -> Option<&'static str> {
    match rule {
        Rule { previous: Some(_), .. } => Some("answers to what went before"),
        Rule { negation: Negation::Require, .. } => Some("only where negated"),
        Rule { question: Question::Require, .. } => Some("only in questions"),
        Rule { min_words: 2.., .. } | Rule { max_words: ..1_000_000, .. } => {
            Some("only in turns of a certain length")
        }
        Rule { at, .. } if *at != At::Anywhere => Some(obstacle(Obstacle::Edge)),
        Rule { weight, .. } if *weight < threshold => Some("too weak alone"),
        _ => None,
    }
}

/// What else holds of a rule, and no dictionary can say.
fn conditions(rule: &Rule) -> Vec<&'static str> {
    let exclusions = [&rule.unless, &rule.unless_before, &rule.unless_after, &rule.unless_turn];
    [
        (rule.negation == Negation::Cancel, "negation"),
        (rule.quotation == Quotation::Reported, "quotation"),
        (rule.question == Question::Exclude, "questions"),
        (rule.hypothetical == Hypothetical::Exclude, "what is only imagined"),
        (rule.irony == Irony::Review, "irony"),
        (rule.target != Target::Any, "who is spoken to"),
        (exclusions.iter().any(|e| !e.is_empty()), "exclusions"),
        (!rule.void_by.is_empty(), "what takes it back"),
        (!Role::ALL.iter().all(|r| rule.roles.contains(r)), "roles"),
    ]
    .into_iter()
    .filter_map(|(holds, what)| holds.then_some(what))
    .collect()
}
