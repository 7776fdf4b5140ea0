//! A measuring dictionary, invented from the words of our own lexicons, and its JSON.
//!
//! `{"categories": [...], "rules": [{"id", "type", "pattern", "categories"}]}`, where the type is
//! *word*, *stem* or *phrase*. No rule means anything: which word stands in which category is drawn
//! by lot. What matters is how many there are, how long, and how often they are met.

use std::collections::{BTreeMap, BTreeSet};

use attunement::lexicon::{Item, Matching, Term, builtin};
use serde::{Deserialize, Serialize};

use super::invention::sentences;
use super::random::Random;

const CATEGORIES: [&str; 12] = [
    "amber", "basil", "cedar", "dune", "ember", "fern", "grove", "heath", "iris", "juniper",
    "kelp", "linden",
];
const WORDS: usize = 1500;
const STEMS: usize = 500;
const PHRASES: usize = 500;

/// A dictionary as written.
#[derive(Serialize, Deserialize)]
pub(crate) struct Dictionary {
    pub(crate) categories: Vec<String>,
    pub(crate) rules: Vec<WrittenRule>,
}

/// An entry as written.
#[derive(Serialize, Deserialize)]
pub(crate) struct WrittenRule {
    pub(crate) id: String,
    pub(crate) r#type: String,
    pub(crate) pattern: String,
    pub(crate) categories: Vec<String>,
}

impl Dictionary {
    /// About half a tag for each word of the invented corpus; the most frequent words are left out.
    pub(crate) fn dense() -> Self {
        Self::invent(24)
    }

    /// The same without the more frequent words: about a tag for every ten words.
    pub(crate) fn sparse() -> Self {
        Self::invent(500)
    }

    /// Leaves out everything that holds one of the `common` most frequent words.
    fn invent(common: usize) -> Self {
        let said = Said::new();
        let frequent: BTreeSet<&str> = said.words[..common].iter().map(String::as_str).collect();
        let rare = |pattern: &str| pattern.split(' ').all(|w| !frequent.contains(w));
        // Every other word, so that the rest is found by no rule.
        let words = said.words.iter().step_by(2).filter(|w| rare(w)).take(WORDS).cloned();
        let stems = said.words.iter().skip(151).step_by(2).filter(|w| w.len() > 5 && rare(w));
        let stems: BTreeSet<String> = stems.map(|w| format!("{}*", &w[..w.len() - 2])).collect();
        let phrases = said.phrases.iter().filter(|p| rare(p)).take(PHRASES).cloned();
        let mut random = Random::new(common as u64);
        let mut dictionary =
            Self { categories: CATEGORIES.map(str::to_string).to_vec(), rules: Vec::new() };
        dictionary.add("word", words, &mut random);
        dictionary.add("stem", stems.into_iter().take(STEMS), &mut random);
        dictionary.add("phrase", phrases, &mut random);
        dictionary
    }

    fn add(&mut self, r#type: &str, all: impl Iterator<Item = String>, random: &mut Random) {
        for pattern in all {
            let mut drawn = || CATEGORIES[random.below(CATEGORIES.len())].to_string();
            let mut categories = vec![drawn(), drawn()];
            // One entry in seven stands in two categories.
            if random.below(7) > 0 || categories[0] == categories[1] {
                categories.truncate(1);
            }
            let id = format!("r{:04}", self.rules.len());
            self.rules.push(WrittenRule { id, r#type: r#type.into(), pattern, categories });
        }
    }
}

/// What is said in the example sentences, most frequent first, and then what else patterns look for.
struct Said {
    words: Vec<String>,
    phrases: Vec<String>,
}

impl Said {
    fn new() -> Self {
        let mut words: BTreeMap<String, usize> = BTreeMap::new();
        let mut phrases: BTreeMap<String, usize> = BTreeMap::new();
        for sentence in sentences() {
            let folded = sentence.to_lowercase().replace('\u{2019}', "'");
            for clause in folded.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == ' ')) {
                let all: Vec<&str> = clause.split_whitespace().filter(|w| ordinary(w)).collect();
                for word in &all {
                    *words.entry((*word).to_string()).or_default() += 1;
                }
                for length in 2..=4 {
                    for phrase in all.windows(length) {
                        *phrases.entry(phrase.join(" ")).or_default() += 1;
                    }
                }
            }
        }
        let mut all = most_frequent_first(words);
        all.extend(words_of_patterns().difference(&all.iter().cloned().collect()).cloned());
        Self { words: all, phrases: most_frequent_first(phrases) }
    }
}

/// Letters, with apostrophes only inside.
fn ordinary(word: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c == '\'';
    word.chars().all(inside) && !word.starts_with('\'') && !word.ends_with('\'')
}

fn most_frequent_first(counts: BTreeMap<String, usize>) -> Vec<String> {
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|w| w.0).collect()
}

fn words_of_patterns() -> BTreeSet<String> {
    fn collect(items: &[Item], out: &mut BTreeSet<String>) {
        for item in items {
            match item {
                Item::Word(terms) => out.extend(terms.iter().filter_map(|t| match t {
                    Term::Exact(word) if ordinary(word) => Some(word.to_string()),
                    _ => None,
                })),
                Item::Group { alternatives, .. } => {
                    alternatives.iter().for_each(|a| collect(a, out));
                }
                _ => {}
            }
        }
    }
    let mut words = BTreeSet::new();
    for rule in builtin().0.rules {
        if let Matching::Patterns(patterns) = rule.matching {
            patterns.iter().for_each(|p| collect(&p.items, &mut words));
        }
    }
    words
}
