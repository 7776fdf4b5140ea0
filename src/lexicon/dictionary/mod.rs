//! Dictionaries of other programs: lists of words under categories, read, written, and set beside
//! our own markers.
//!
//! Must not know: transcripts, the disk, or how entries are found in a text.

mod add;
mod dic;
mod dic_line;
mod dicx;
mod draft;
mod entry;
mod export;
mod gather;
mod names;
mod own;
mod phrases;
mod read;
mod write;
mod write_own;
mod yaml;
mod yaml_tree;

#[cfg(test)]
mod tests;

pub use export::{Carried, export};
pub use names::id_of_file;
pub use read::{Reading, is_dictionary, read};

use std::collections::{HashMap, HashSet};

use self::draft::MOST_ENTRIES;
use super::schema::{Counting, Entry};

/// A dictionary as another program, or `attune lexicon import`, wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dictionary {
    /// Short name, by which its marks are known.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Where it comes from, as it is to be cited.
    pub source: String,
    /// What becomes of entries that overlap.
    pub scope: Scope,
    /// The categories in the order of the file.
    pub categories: Vec<Category>,
}

/// One category of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Category {
    /// Short name, which becomes a marker's code.
    pub id: String,
    /// The name as the dictionary writes it.
    pub label: String,
    /// Ids of the categories for which its entries count too.
    pub parents: Vec<String>,
    /// Words, stems and phrases, in the order of the file, none twice.
    pub entries: Vec<Entry>,
}

/// Across what the longest of several entries that overlap wins: quanteda's `nested_scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Within a category.
    #[default]
    Key,
    /// Within the whole dictionary.
    Dictionary,
}

impl Scope {
    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Key => "key",
            Scope::Dictionary => "dictionary",
        }
    }

    fn counting(self) -> Counting {
        match self {
            Scope::Key => Counting::Key,
            Scope::Dictionary => Counting::Dictionary,
        }
    }
}

/// How a dictionary is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// LIWC's `.dic`.
    Dic,
    /// The table of LIWC-22, `.dicx`.
    Dicx,
    /// YAML as quanteda reads it.
    Quanteda,
    /// Our own form.
    Toml,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 4] = [Format::Dic, Format::Dicx, Format::Quanteda, Format::Toml];

    /// Short name, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Format::Dic => "dic",
            Format::Dicx => "dicx",
            Format::Quanteda => "quanteda",
            Format::Toml => "toml",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Format::Dic => "LIWC .dic",
            Format::Dicx => "LIWC-22 .dicx",
            Format::Quanteda => "quanteda YAML",
            Format::Toml => "a dictionary in TOML",
        }
    }
}

impl Dictionary {
    /// For each category all that counts for it: its own entries, then those of the categories that
    /// name it as a parent, and theirs; none twice. `None` if that is more than a dictionary can
    /// hold.
    pub fn counted(&self) -> Option<Vec<Vec<&Entry>>> {
        let place: HashMap<&str, usize> =
            self.categories.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
        let mut children = vec![Vec::new(); self.categories.len()];
        for (child, category) in self.categories.iter().enumerate() {
            for parent in category.parents.iter().filter_map(|p| place.get(p.as_str())) {
                children[*parent].push(child);
            }
        }
        let mut total = 0;
        let mut counted = Vec::with_capacity(self.categories.len());
        for own in 0..self.categories.len() {
            let mut below = vec![own];
            let mut known = HashSet::from([own]);
            let mut at = 0;
            while let Some(&parent) = below.get(at) {
                below.extend(children[parent].iter().filter(|c| known.insert(**c)));
                at += 1;
            }
            let mut seen = HashSet::new();
            let mut entries: Vec<&Entry> = Vec::new();
            for entry in below.iter().flat_map(|c| &self.categories[*c].entries) {
                if below.len() == 1 || seen.insert(&entry.words) {
                    total += 1;
                    if total > MOST_ENTRIES {
                        return None;
                    }
                    entries.push(entry);
                }
            }
            counted.push(entries);
        }
        Some(counted)
    }

    /// How many entries there are, each as often as it has categories.
    pub fn entries(&self) -> usize {
        self.categories.iter().map(|c| c.entries.len()).sum()
    }
}
