//! The sets of a `sets.toml`, which several files share.
//!
//! Must not know: which files there are beside it.

use std::collections::BTreeSet;

use super::document::Document;
use super::keys;
use super::set_table::{self, Defined};
use super::sets::Sets;
use crate::diagnostic::Diagnostic;

/// Sets that files share. A shared set that no file uses is named where it stands.
pub(crate) struct Shared<'a> {
    document: Option<Document<'a>>,
    defined: Defined,
    pub(crate) sets: Sets,
    /// The sets that were used so far.
    pub(crate) used: BTreeSet<String>,
}

impl<'a> Shared<'a> {
    /// The sets of `sets.toml`, where it is among the files.
    pub(crate) fn read(files: &[(&'a str, &'a str)]) -> Self {
        match files.iter().find(|f| f.0 == "sets.toml") {
            Some((name, text)) => Self::add(name, text, Sets::default()),
            None => Self {
                document: None,
                defined: Vec::new(),
                sets: Sets::default(),
                used: BTreeSet::new(),
            },
        }
    }

    /// The sets of a file, added to those that are there.
    pub(crate) fn add(name: &'a str, text: &'a str, mut sets: Sets) -> Self {
        let (mut document, table) = Document::parse(name, text);
        document.only(&table, keys::SETS);
        let defined = set_table::read(&mut document, &table, &mut sets);
        let used = sets.used();
        Self { document: Some(document), defined, sets, used }
    }

    /// Tells every problem; with `unused`, sets that nobody uses too.
    pub(crate) fn finish(self, unused: bool, problems: &mut Vec<Diagnostic>) {
        let Some(mut document) = self.document else { return };
        if unused {
            set_table::unused(&mut document, &self.defined, &self.used);
        }
        problems.append(&mut document.problems);
    }
}
