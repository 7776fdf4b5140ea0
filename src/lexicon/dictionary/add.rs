//! A dictionary beside our own markers: a construct, and for each category a marker with one rule.
//!
//! Must not know: how entries are found.

use super::{Category, Dictionary, Reading};
use crate::diagnostic::Diagnostic;
use crate::lexicon::schema::{
    At, Entry, Hypothetical, Irony, Lexicon, Matching, Negation, Origin, Question, Quotation, Rule,
    Target,
};
use crate::model::{Construct, Direction, Marker, Role, Validity};

impl Reading {
    /// Adds the dictionary to lexicons, behind all that is there, and returns what stands in its way:
    /// names that are taken. Categories without entries are not added. Nothing that was there
    /// before is found otherwise than without it.
    pub fn add_to(&self, lexicon: &mut Lexicon) -> Vec<Diagnostic> {
        let dictionary = &self.dictionary;
        let code = dictionary.id.to_uppercase();
        let taken = |name: &str| {
            lexicon
                .codebook
                .constructs
                .iter()
                .any(|c| [&c.id, &c.code].iter().any(|known| known.eq_ignore_ascii_case(name)))
        };
        if taken(&dictionary.id) || taken(&code) {
            return vec![
                Diagnostic::error(
                    "clash",
                    format!("there already is a construct or dictionary `{}`", dictionary.id),
                )
                .within(&self.path)
                .help("rename the file; in a TOML file, write another name behind `dictionary =`"),
            ];
        }
        let Some(counted) = dictionary.counted() else {
            let problem = Diagnostic::error(
                "too-large",
                "with their parents, the categories hold too many entries",
            );
            return vec![problem.within(&self.path).help("take parents out")];
        };
        let order = lexicon.codebook.constructs.iter().map(|c| c.order).max().unwrap_or(0);
        lexicon.codebook.constructs.push(construct(dictionary, code, order.saturating_add(1)));
        let own = lexicon.codebook.constructs.len() - 1;
        let mut problems = Vec::new();
        for (i, (category, entries)) in dictionary.categories.iter().zip(counted).enumerate() {
            let line = self.lines.get(i).copied().unwrap_or(1);
            let construct = lexicon.codebook.construct(&category.id);
            if lexicon.codebook.marker(&category.id).is_some()
                || construct.is_some_and(|c| c != own)
            {
                let message = format!("there already is a marker or construct `{}`", category.id);
                problems.push(
                    Diagnostic::error("clash", message)
                        .within(&self.path)
                        .at(line)
                        .help("give the category another name; `attune lexicon import` makes a file that can be edited"),
                );
            } else if !entries.is_empty() {
                add_category(lexicon, dictionary, category, entries, (self.path.clone(), line));
            }
        }
        problems
    }
}

fn construct(dictionary: &Dictionary, code: String, order: i64) -> Construct {
    let title = if dictionary.title.is_empty() { &dictionary.id } else { &dictionary.title };
    let definition = if dictionary.description.is_empty() {
        "Words and phrases of a dictionary."
    } else {
        &dictionary.description
    };
    Construct {
        id: dictionary.id.clone(),
        code,
        label: title.clone(),
        definition: definition.to_string(),
        order,
        dictionary: true,
    }
}

fn add_category(
    lexicon: &mut Lexicon,
    dictionary: &Dictionary,
    category: &Category,
    entries: Vec<&Entry>,
    place: (String, usize),
) {
    let marker = lexicon.codebook.markers.len();
    lexicon.codebook.markers.push(Marker {
        id: category.id.clone(),
        construct: lexicon.codebook.constructs.len() - 1,
        label: category.label.clone(),
        definition: "Any of its words and phrases, wherever they stand.".to_string(),
        references: Some(dictionary.source.clone()).filter(|s| !s.is_empty()).into_iter().collect(),
        misses: "Negation, irony, quotation, and what the same words mean elsewhere.".to_string(),
        roles: Role::ALL.to_vec(),
        direction: Direction::Open,
        validity: Validity::default(),
    });
    lexicon.thresholds.push(0.5);
    lexicon.countings.push(dictionary.scope.counting());
    lexicon.origins.push(Origin::ByHand);
    lexicon.calibrations.push(None);
    lexicon.rules.push(Rule {
        id: format!("{}.entries", category.id),
        marker,
        matching: Matching::Entries(entries.into_iter().cloned().collect()),
        weight: 1.0,
        learned: None,
        roles: Role::ALL.to_vec(),
        strangers: true,
        negation: Negation::Ignore,
        quotation: Quotation::Ignore,
        question: Question::Allow,
        hypothetical: Hypothetical::Allow,
        irony: Irony::Ignore,
        target: Target::Any,
        at: At::Anywhere,
        opposite: None,
        previous: None,
        unless: Vec::new(),
        unless_before: Vec::new(),
        unless_after: Vec::new(),
        unless_turn: Vec::new(),
        void_by: Vec::new(),
        min_words: 0,
        max_words: usize::MAX,
        place,
    });
}
