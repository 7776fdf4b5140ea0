//! A dictionary as other programs read it.
//!
//! Must not know: how any format is read.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Category, Dictionary, Format, Scope, dicx, write_own};
use crate::diagnostic::Diagnostic;
use crate::lexicon::schema::{Entry, EntryWord};

impl Dictionary {
    /// Writes the dictionary down. `note` is for people, where the format has room for it.
    ///
    /// # Errors
    /// If the categories' parents make it larger than a dictionary can be.
    pub fn write(&self, format: Format, note: &str) -> Result<String, Diagnostic> {
        if format == Format::Toml {
            return Ok(write_own::write(self, note));
        }
        let counted = self.counted().ok_or_else(|| {
            Diagnostic::error(
                "too-large",
                "with their parents, the categories hold too many entries",
            )
            .help("write it as toml, or take parents out")
        })?;
        Ok(match format {
            Format::Dic => dic(self, &counted),
            Format::Dicx => dicx(self, &counted),
            Format::Quanteda | Format::Toml => quanteda(self, &counted, note),
        })
    }

    /// What a format has no room for, in words.
    pub fn lost_in(&self, format: Format) -> Vec<&'static str> {
        let mut lost = Vec::new();
        if format == Format::Toml {
            return lost;
        }
        let said = [&self.title, &self.description, &self.source];
        if said.iter().any(|t| !t.is_empty()) {
            lost.push("title, description and source have no place in this format");
        }
        if self.scope == Scope::Dictionary {
            lost.push(
                "nested_scope = \"dictionary\" has no place in this format; say it where you count",
            );
        }
        if self.categories.iter().any(|c| !c.parents.is_empty()) {
            lost.push(
                "parents have no place in this format; their entries were written out for them",
            );
        }
        if format == Format::Quanteda && self.categories.iter().any(|c| c.label != c.id) {
            lost.push("labels have no place in this format; the keys are the ids");
        }
        lost
    }
}

/// Each entry once, in the order in which they first stand, with the numbers of its categories.
fn by_entry<'a>(counted: &[Vec<&'a Entry>]) -> Vec<(&'a Entry, Vec<usize>)> {
    let mut places: HashMap<&[EntryWord], usize> = HashMap::new();
    let mut rows: Vec<(&Entry, Vec<usize>)> = Vec::new();
    for (category, entries) in counted.iter().enumerate() {
        for entry in entries {
            let place = *places.entry(&entry.words).or_insert_with(|| {
                rows.push((*entry, Vec::new()));
                rows.len() - 1
            });
            rows[place].1.push(category);
        }
    }
    rows
}

/// `posemo (Positive emotion)`, or the id alone.
fn short_and_long(category: &Category) -> String {
    if category.label == category.id {
        category.id.clone()
    } else {
        format!("{} ({})", category.id, category.label)
    }
}

fn dic(dictionary: &Dictionary, counted: &[Vec<&Entry>]) -> String {
    let mut out = String::from("%\n");
    for (i, category) in dictionary.categories.iter().enumerate() {
        let _ = writeln!(out, "{}\t{}", i + 1, short_and_long(category));
    }
    out.push_str("%\n");
    for (entry, categories) in by_entry(counted) {
        out.push_str(&entry.written);
        for category in categories {
            let _ = write!(out, "\t{}", category + 1);
        }
        out.push('\n');
    }
    out
}

fn dicx(dictionary: &Dictionary, counted: &[Vec<&Entry>]) -> String {
    let cell = |text: &str| {
        if text.contains(['"', ',', ';']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_string()
        }
    };
    let mut out = String::from(dicx::TERM);
    for category in &dictionary.categories {
        let _ = write!(out, ",{}", cell(&short_and_long(category)));
    }
    out.push('\n');
    for (entry, categories) in by_entry(counted) {
        out.push_str(&cell(&entry.written));
        let mut at = 0;
        for category in categories {
            out.extend(std::iter::repeat_n(',', category + 1 - at));
            out.push('X');
            at = category + 1;
        }
        out.extend(std::iter::repeat_n(',', dictionary.categories.len() - at));
        out.push('\n');
    }
    out
}

fn quanteda(dictionary: &Dictionary, counted: &[Vec<&Entry>], note: &str) -> String {
    // In single quotation marks every character but the mark itself stands for itself.
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mut out = String::new();
    for line in note.lines() {
        let _ = writeln!(out, "# {line}");
    }
    for (category, entries) in dictionary.categories.iter().zip(counted) {
        let list = if entries.is_empty() { " []" } else { "" };
        let _ = writeln!(out, "{}:{list}", quoted(&category.id));
        for entry in entries {
            let _ = writeln!(out, "  - {}", quoted(&entry.written));
        }
    }
    out
}
