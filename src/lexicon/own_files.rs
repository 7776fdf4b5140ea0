//! Files of somebody's own, to be used beside ours: what each is, and the sets that they share.
//!
//! Must not know: the disk, or our own files.

use std::collections::{BTreeMap, BTreeSet};

use super::sets::Sets;
use super::shared_sets::Shared;
use crate::decode::decode;
use crate::diagnostic::Diagnostic;

/// A lexicon file of somebody's own: a marker, or the `construct.toml` or `sets.toml` of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnFile {
    /// Its path, as problems name it.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl OwnFile {
    /// A file from its bytes, whatever it was saved as.
    ///
    /// # Errors
    /// When the bytes are no text.
    pub fn read(path: &str, bytes: &[u8]) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        match decode(bytes) {
            Ok((source, problems)) => {
                let file = Self { path: path.to_string(), text: source.text().to_string() };
                Ok((file, problems.into_iter().map(|p| p.within(path)).collect()))
            }
            Err(problem) => Err(problem.within(path)),
        }
    }

    /// Its name without the folder.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// The folder in which it lies; empty where none is named.
    pub(crate) fn folder(&self) -> &str {
        self.path[..self.path.len() - self.name().len()].trim_end_matches(['/', '\\'])
    }

    /// The file's name without `.toml`, if it is a marker.
    pub(crate) fn marker(&self) -> Option<&str> {
        let name = self.name();
        let other = ["construct.toml", "sets.toml", "gates.toml"].contains(&name);
        (!other).then(|| name.strip_suffix(".toml").unwrap_or(name))
    }

    /// That it is read for nothing, if so.
    pub(crate) fn without_effect(&self) -> Option<Diagnostic> {
        (self.name() == "gates.toml").then(|| {
            Diagnostic::warning("gates", "this file has no effect: all markers share our gates")
                .within(&self.path)
                .help("delete it; a rule can switch a gate off for itself")
        })
    }
}

/// The sets of each folder that has a `sets.toml`; they hold for the files beside it.
pub(crate) struct OwnSets<'a> {
    by_folder: BTreeMap<&'a str, Shared<'a>>,
    served: BTreeSet<&'a str>,
}

impl<'a> OwnSets<'a> {
    pub(crate) fn read(files: &[&'a OwnFile], shared: &Sets) -> Self {
        let of_sets = files.iter().filter(|f| f.name() == "sets.toml");
        let by_folder =
            of_sets.map(|f| (f.folder(), Shared::add(&f.path, &f.text, shared.clone()))).collect();
        Self { by_folder, served: BTreeSet::new() }
    }

    /// The folder whose sets hold in this one: its own, or the nearest above.
    fn nearest(&self, folder: &str) -> Option<&'a str> {
        let above = |known: &&&'a str| {
            folder.strip_prefix(**known).is_some_and(|rest| {
                known.is_empty() || rest.is_empty() || rest.starts_with(['/', '\\'])
            })
        };
        self.by_folder.keys().filter(above).max_by_key(|k| k.len()).copied()
    }

    /// The sets that hold in a folder; `None` where they are ours alone.
    pub(crate) fn of(&self, folder: &str) -> Option<&Sets> {
        Some(&self.by_folder.get(self.nearest(folder)?)?.sets)
    }

    /// Remembers what a file of a folder used.
    pub(crate) fn used(&mut self, folder: &str, names: &BTreeSet<String>) {
        if let Some(nearest) = self.nearest(folder)
            && let Some(shared) = self.by_folder.get_mut(nearest)
        {
            shared.used.extend(names.iter().cloned());
            self.served.insert(nearest);
        }
    }

    pub(crate) fn finish(self, problems: &mut Vec<Diagnostic>) {
        for (folder, shared) in self.by_folder {
            shared.finish(self.served.contains(folder), problems);
        }
    }
}
