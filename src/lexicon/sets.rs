//! Named sets of words and phrases, which may use one another.
//!
//! Must not know: files; a set is named by what its author called it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use rustc_hash::FxBuildHasher;

use super::item::{Item, Mistake, group};
use super::pattern::parse;
use crate::text::Tokens;

/// Sets by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sets {
    by_name: BTreeMap<String, Item>,
    used: RefCell<BTreeSet<String>>,
    /// Shared among copies.
    words: Rc<RefCell<Known>>,
}

/// The words of patterns that were read before.
#[derive(Debug, Default)]
struct Known {
    /// Whole words, and stems.
    words: [HashMap<String, Rc<[Item]>, FxBuildHasher>; 2],
    tokens: Tokens,
}

impl Sets {
    /// A set as one step; it counts as used from now on.
    pub(crate) fn get(&self, name: &str) -> Option<&Item> {
        let found = self.by_name.get(name)?;
        self.used.borrow_mut().insert(name.to_string());
        Some(found)
    }

    /// The steps of a written word of a pattern (or, with a star, of the stem of a word): read
    /// once, however many patterns hold it.
    pub(crate) fn word(
        &self,
        word: &str,
        stem: bool,
        read: impl FnOnce(&str, bool, &mut Tokens) -> Vec<Item>,
    ) -> Rc<[Item]> {
        let mut known = self.words.borrow_mut();
        let Known { words, tokens } = &mut *known;
        let words = &mut words[usize::from(stem)];
        if let Some(items) = words.get(word) {
            return items.clone();
        }
        let items: Rc<[Item]> = read(word, stem, tokens).into();
        words.insert(word.to_string(), items.clone());
        items
    }

    /// The names of the sets that were asked for.
    pub(crate) fn used(&self) -> BTreeSet<String> {
        self.used.borrow().clone()
    }

    /// Counts none as used.
    pub(crate) fn forget_use(&mut self) {
        self.used.take();
    }

    pub(crate) fn names(&self) -> String {
        self.by_name.keys().map(|n| format!("@{n}")).collect::<Vec<_>>().join(", ")
    }

    /// Adds sets that may use those already there and, in any order, one another. Returns for each
    /// entry that could not be read its set, its place in the set, and the mistake.
    pub(crate) fn add(
        &mut self,
        written: &BTreeMap<String, Vec<String>>,
    ) -> Vec<(String, usize, Mistake)> {
        let mut waiting: Vec<&str> = written.keys().map(String::as_str).collect();
        let mut mistakes = Vec::new();
        while !waiting.is_empty() {
            let waits = |name: &&str| {
                written[*name].iter().any(|e| uses(e).any(|used| waiting.contains(&used.as_str())))
            };
            let (later, ready): (Vec<&str>, Vec<&str>) = waiting.iter().partition(|n| waits(n));
            // Sets that wait for each other in a circle are read as they are: the name that is not
            // there yet is the mistake.
            let stuck = ready.is_empty();
            for name in if stuck { &later } else { &ready } {
                mistakes.extend(self.add_one(name, &written[*name]));
            }
            waiting = if stuck { Vec::new() } else { later };
        }
        mistakes
    }

    fn add_one(&mut self, name: &str, entries: &[String]) -> Vec<(String, usize, Mistake)> {
        let mut mistakes = Vec::new();
        let mut alternatives = Vec::new();
        for (i, entry) in entries.iter().enumerate() {
            match parse(entry, self) {
                Ok(pattern) => alternatives.push(pattern.items),
                Err(mistake) => mistakes.push((name.to_string(), i, mistake)),
            }
        }
        self.by_name.insert(name.to_string(), group(Vec::new(), alternatives, false));
        mistakes
    }
}

/// The sets that an entry uses.
fn uses(entry: &str) -> impl Iterator<Item = String> + '_ {
    entry
        .split('@')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_use_one_another_in_any_order() {
        let mut sets = Sets::default();
        let written = BTreeMap::from([
            ("bad".to_string(), vec!["@lazy".to_string(), "selfish".to_string()]),
            ("lazy".to_string(), vec!["lazy".to_string(), "bone idle".to_string()]),
        ]);
        assert_eq!(sets.add(&written), []);
        assert!(parse("you are @bad", &sets).is_ok());
    }

    #[test]
    fn circles_are_refused_and_do_not_hang() {
        let mut sets = Sets::default();
        let written = BTreeMap::from([
            ("a".to_string(), vec!["@b".to_string()]),
            ("b".to_string(), vec!["@a".to_string()]),
        ]);
        assert!(!sets.add(&written).is_empty());
    }
}
