//! The `[sets]` of a file: read with the place of every entry, so that mistakes, repetitions and
//! sets that nobody uses are shown where they stand.
//!
//! Must not know: what sets are used for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::DeTable;

use super::document::{Document, Value};
use super::sets::Sets;
use crate::diagnostic::Diagnostic;

/// The sets that a file defines: name, and where it is written.
pub(crate) type Defined = Vec<(String, Range<usize>)>;

/// Adds a file's sets to those already there.
pub(crate) fn read<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    sets: &mut Sets,
) -> Defined {
    let Some(written) = document.table(table, "sets") else { return Vec::new() };
    let mut defined = Vec::new();
    let mut texts = BTreeMap::new();
    let mut places: BTreeMap<String, Vec<&Value<'a>>> = BTreeMap::new();
    for key in written.keys() {
        let name = key.get_ref().to_string();
        if sets.get(&name).is_some() {
            document.problem(
                key.span(),
                "duplicate",
                format!("there is a shared set @{name} already"),
                "give this one another name, or delete it",
            );
        }
        let entries = document.texts(written, &name);
        repeated(document, &entries);
        if entries.is_empty() {
            document.problem(
                key.span(),
                "set",
                format!("the set @{name} is empty"),
                "write its words, or delete it",
            );
        }
        texts.insert(name.clone(), entries.iter().map(|e| e.0.clone()).collect());
        places.insert(name.clone(), entries.iter().map(|e| e.1).collect());
        defined.push((name, key.span()));
    }
    sets.forget_use();
    for (name, i, mistake) in sets.add(&texts) {
        if let Some(value) = places.get(&name).and_then(|p| p.get(i)) {
            document.mistake(value, &mistake);
        }
    }
    defined
}

fn repeated(document: &mut Document<'_>, entries: &[(String, &Value<'_>)]) {
    let mut seen = BTreeSet::new();
    for (text, value) in entries {
        if !seen.insert(text) {
            document.problem(
                value.span(),
                "duplicate",
                "this entry stands in the set twice",
                "delete one of them",
            );
        }
    }
}

/// Names the sets that no pattern and no other set of the file uses.
pub(crate) fn unused(document: &mut Document<'_>, defined: &Defined, used: &BTreeSet<String>) {
    for (name, at) in defined.iter().filter(|d| !used.contains(&d.0)) {
        let (line, column) = document.line_column(at.start);
        document.problems.push(
            Diagnostic::warning("unused-set", format!("the set @{name} is never used"))
                .within(document.path)
                .at(line)
                .column(column)
                .help(format!("write @{name} in a pattern, or delete the set")),
        );
    }
}
