//! A measuring dictionary turned into a lexicon, from the library's public types.

use attunement::lexicon::{
    At, Counting, Entry, EntryWord, Hypothetical, Irony, Lexicon, Matching, Negation, Question,
    Quotation, Rule, Target, Term, builtin,
};
use attunement::model::{Codebook, Construct, Direction, Marker, Role, Validity};

use super::dictionary::Dictionary;

/// The lexicon of a dictionary: a rule for each entry and category. With negation, what is negated
/// is not counted, by our own gate; without it, nothing but the words decides.
pub(crate) fn lexicon(dictionary: &Dictionary, negation: bool) -> Lexicon {
    let mut rules = Vec::new();
    for (marker, category) in dictionary.categories.iter().enumerate() {
        let own = |r: &&_| of_category(r, category);
        for written in dictionary.rules.iter().filter(own) {
            rules.push(rule(written.id.clone(), marker, vec![entry(&written.pattern)], negation));
        }
    }
    complete(dictionary, rules, negation)
}

/// The same with one rule for each category, as a dictionary's reader makes it.
pub(crate) fn lexicon_by_category(dictionary: &Dictionary) -> Lexicon {
    let of = |(marker, category): (usize, &String)| {
        let own = dictionary.rules.iter().filter(|r| of_category(r, category));
        let entries = own.map(|r| entry(&r.pattern)).collect();
        rule(category.clone(), marker, entries, false)
    };
    complete(dictionary, dictionary.categories.iter().enumerate().map(of).collect(), false)
}

/// Regular expressions are left out: no peer does the same work on them.
fn of_category(rule: &super::dictionary::WrittenRule, category: &String) -> bool {
    rule.r#type != "regex" && rule.categories.contains(category)
}

fn complete(dictionary: &Dictionary, rules: Vec<Rule>, negation: bool) -> Lexicon {
    let markers = dictionary.categories.len();
    Lexicon {
        codebook: codebook(&dictionary.categories),
        thresholds: vec![0.5; markers],
        countings: vec![Counting::Key; markers],
        rules,
        examples: Vec::new(),
        cues: if negation { builtin().0.cues } else { Default::default() },
    }
}

fn codebook(categories: &[String]) -> Codebook {
    let construct = Construct {
        id: "dictionary".into(),
        code: "DIC".into(),
        label: "Dictionary".into(),
        definition: "A dictionary to measure with".into(),
        order: 0,
        dictionary: true,
    };
    let marker = |id: &String| Marker {
        id: id.clone(),
        construct: 0,
        label: id.clone(),
        definition: String::new(),
        references: Vec::new(),
        misses: String::new(),
        roles: Role::ALL.to_vec(),
        direction: Direction::Open,
        validity: Validity::NotValidated,
    };
    Codebook { constructs: vec![construct], markers: categories.iter().map(marker).collect() }
}

fn rule(id: String, marker: usize, entries: Vec<Entry>, negation: bool) -> Rule {
    Rule {
        id,
        marker,
        matching: Matching::Entries(entries),
        weight: 1.0,
        roles: Role::ALL.to_vec(),
        negation: if negation { Negation::Cancel } else { Negation::Ignore },
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
        place: (String::new(), 0),
    }
}

/// Words parted by white space or a hyphen; each may end in `*`.
fn entry(pattern: &str) -> Entry {
    let mut words = Vec::new();
    for spaced in pattern.split_whitespace() {
        for (i, word) in spaced.split('-').enumerate() {
            let term = match word.strip_suffix('*') {
                Some(stem) => Term::Stem(stem.to_lowercase().into()),
                None => Term::Exact(word.to_lowercase().into()),
            };
            words.push(EntryWord { hyphened: i > 0, terms: vec![term] });
        }
    }
    Entry { written: pattern.to_string(), words }
}
