//! A dictionary while it is being read: categories by name, entries none twice, problems gathered.
//!
//! Must not know: any format.

use std::collections::{HashMap, HashSet};

use super::entry::{EntryReader, Unusable, is_quote};
use super::gather::{Gathered, Kind};
use super::names::{id_of, tidy};
use super::{Category, Dictionary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::schema::EntryWord;

/// More than this is no dictionary, and would take the memory of a small computer.
pub(crate) const MOST_ENTRIES: usize = 1_000_000;
pub(crate) const MOST_CATEGORIES: usize = 5_000;

/// Categories and entries so far.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) categories: Vec<Category>,
    /// Line of each category.
    pub(crate) lines: Vec<usize>,
    pub(crate) gathered: Gathered,
    names: HashMap<String, usize>,
    ids: HashSet<String>,
    reader: EntryReader,
    /// Each sequence of words once, by number.
    known: HashMap<Vec<EntryWord>, u32>,
    members: Vec<HashSet<u32>>,
    total: usize,
    full: bool,
}

impl Draft {
    /// Whether there is no room for more; what follows is left out.
    pub(crate) fn full(&self) -> bool {
        self.full
    }

    /// The category of a name; one that was there before is taken up again, and that is said.
    /// `None` if there is no room.
    pub(crate) fn category(&mut self, name: &str, label: &str, line: usize) -> Option<usize> {
        if let Some(&place) = self.names.get(name) {
            self.gathered.add(&SAME_NAME, name, line);
            return Some(place);
        }
        if self.categories.len() >= MOST_CATEGORIES {
            self.fill(line);
            return None;
        }
        let id = self.free_id(name);
        let place = self.categories.len();
        self.names.insert(name.to_string(), place);
        self.categories.push(Category { id, label: tidy(label), ..Category::default() });
        self.lines.push(line);
        self.members.push(HashSet::new());
        Some(place)
    }

    /// An id that no category has.
    fn free_id(&mut self, name: &str) -> String {
        let mut id = id_of(name);
        if id.is_empty() {
            id = "category".to_string();
        }
        let mut own = id.clone();
        let mut number = 1;
        while !self.ids.insert(own.clone()) {
            number += 1;
            own = format!("{id}_{number}");
        }
        own
    }

    /// Adds an entry to categories; why it was left out, if it was.
    pub(crate) fn entry(
        &mut self,
        categories: &[usize],
        written: &str,
        line: usize,
    ) -> Option<Unusable> {
        if self.full {
            return None;
        }
        let entry = match self.reader.read(written) {
            Ok(entry) => entry,
            Err(why) => return Some(why),
        };
        let edge = |c: Option<char>| c.is_some_and(is_quote);
        if edge(entry.written.chars().next()) || edge(entry.written.chars().next_back()) {
            self.gathered.add(&APOSTROPHE, "", line);
        }
        let next = self.known.len() as u32;
        let number = match self.known.get(&entry.words) {
            Some(number) => *number,
            None => *self.known.entry(entry.words.clone()).or_insert(next),
        };
        for &category in categories {
            if !self.members[category].insert(number) {
                self.gathered.add(&REPEATED, "", line);
                continue;
            }
            self.total += 1;
            if self.total > MOST_ENTRIES {
                self.fill(line);
                return None;
            }
            self.categories[category].entries.push(entry.clone());
        }
        None
    }

    /// Adds an entry; one that cannot be found is gathered with its like.
    pub(crate) fn entry_or_note(&mut self, categories: &[usize], written: &str, line: usize) {
        if let Some(why) = self.entry(categories, written, line) {
            self.gathered.add(unusable(why), "", line);
        }
    }

    /// Whether there is a category of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Whether all entries of one category are entries of another.
    pub(crate) fn holds(&self, all: usize, of: usize) -> bool {
        self.members[of].is_subset(&self.members[all])
    }

    /// How many entries of one category another does not have.
    pub(crate) fn lacks(&self, all: usize, of: usize) -> usize {
        self.members[of].difference(&self.members[all]).count()
    }

    fn fill(&mut self, line: usize) {
        if !self.full {
            self.full = true;
            self.gathered.add(&TOO_MUCH, "", line);
        }
    }

    /// The dictionary with its categories, their lines, and the problems.
    pub(crate) fn finish(
        mut self,
        mut dictionary: Dictionary,
    ) -> (Dictionary, Vec<usize>, Vec<Diagnostic>) {
        dictionary.categories = self.categories;
        if dictionary.counted().is_none() {
            // Each entry counts for its own category and for those above; without these there is room.
            dictionary.categories.iter_mut().for_each(|c| c.parents.clear());
            self.gathered.add(&TOO_MUCH, "", self.lines.first().copied().unwrap_or(1));
        }
        for (place, counted) in dictionary.counted().unwrap_or_default().iter().enumerate() {
            if counted.is_empty() {
                self.gathered.add(&EMPTY, "", self.lines[place]);
            }
        }
        (dictionary, self.lines, self.gathered.diagnostics())
    }
}

/// What is said of an entry that cannot be found.
pub(crate) fn unusable(why: Unusable) -> &'static Kind {
    match why {
        Unusable::NoWord => &NO_WORD,
        Unusable::Marks => &MARKS,
        Unusable::AnyWord => &ANY_WORD,
        Unusable::TooLong => &TOO_LONG,
    }
}

static NO_WORD: Kind = Kind {
    severity: Severity::Note,
    code: "no-word",
    one: "entry holds no letter or digit, is never found, and was left out",
    many: "entries hold no letter or digit, are never found, and were left out",
    help: "nothing needs doing: texts are looked at word by word, without emoticons and marks",
};

static MARKS: Kind = Kind {
    severity: Severity::Note,
    code: "marks",
    one: "entry holds marks that no word holds, is never found, and was left out",
    many: "entries hold marks that no word holds, are never found, and were left out",
    help: "where it is spoken, write it as its words alone: `and`, not `and/or`",
};

static ANY_WORD: Kind = Kind {
    severity: Severity::Warning,
    code: "any-word",
    one: "entry would find every word, and was left out",
    many: "entries would find every word, and were left out",
    help: "write at least one letter beside `*` and `?`",
};

static TOO_LONG: Kind = Kind {
    severity: Severity::Warning,
    code: "too-long",
    one: "entry is too long for a phrase, and was left out",
    many: "entries are too long for phrases, and were left out",
    help: "write phrases of at most 20 words and 200 letters",
};

static APOSTROPHE: Kind = Kind {
    severity: Severity::Note,
    code: "apostrophe",
    one: "entry begins or ends with an apostrophe, and is looked for without it",
    many: "entries begin or end with an apostrophe, and are looked for without it",
    help: "look whether what is left means the same: `'cause` is then `cause`",
};

static REPEATED: Kind = Kind {
    severity: Severity::Note,
    code: "repeated",
    one: "entry stands in its category twice, and counts once",
    many: "entries stand in their categories twice, and count once",
    help: "",
};

static SAME_NAME: Kind = Kind {
    severity: Severity::Warning,
    code: "same-name",
    one: "more category is called `{}`; its entries were put together with those of the first",
    many: "more categories are called `{}`; their entries were put together with those of the first",
    help: "give each category a name of its own",
};

static EMPTY: Kind = Kind {
    severity: Severity::Note,
    code: "empty-category",
    one: "category holds no entry that can be found, and is not counted",
    many: "categories hold no entry that can be found, and are not counted",
    help: "",
};

static TOO_MUCH: Kind = Kind {
    severity: Severity::Error,
    code: "too-large",
    one: "line is where the dictionary becomes too large: more than 1,000,000 entries or 5,000 categories",
    many: "lines are where the dictionary becomes too large",
    help: "split the dictionary into several files",
};
