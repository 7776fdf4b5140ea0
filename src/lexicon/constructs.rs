//! The constructs of all folders, and which one a marker file belongs to.
//!
//! Must not know: what markers look for.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::document::Document;
use super::keys;
use super::link::Loaded;
use super::own_files::OwnFile;
use crate::diagnostic::Diagnostic;
use crate::model::Construct;

/// Constructs in the order of the codebook, and the folders that belong to them.
pub(crate) struct Constructs {
    all: Vec<Construct>,
    ours: BTreeMap<String, usize>,
    own: BTreeMap<String, usize>,
}

impl Constructs {
    /// Reads every `construct.toml`: ours in their order, then somebody's own in theirs.
    pub(crate) fn read(
        files: &[(&str, &str)],
        own: &[&OwnFile],
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut all: Vec<(Construct, String)> = Vec::new();
        for (name, text) in files {
            let Some(folder) = name.strip_suffix("/construct.toml") else { continue };
            let (mut document, table) = Document::parse(name, text);
            let construct = one(&mut document, &table);
            if construct.id != folder.rsplit('/').next().unwrap_or(folder) {
                let at = table.get("id").map_or(0..0, |v| v.span());
                let message = "the id is not the folder's name";
                document.problem(at, "id", message, "make the two the same");
            }
            problems.append(&mut document.problems);
            all.push((construct, folder.to_string()));
        }
        all.sort_by(|a, b| (a.0.order, &a.0.id).cmp(&(b.0.order, &b.0.id)));
        let ours = all.iter().enumerate().map(|(i, c)| (c.1.clone(), i)).collect();
        let all = all.into_iter().map(|c| c.0).collect();
        let mut constructs = Self { all, ours, own: BTreeMap::new() };
        constructs.read_own(own, problems);
        constructs
    }

    /// A folder whose construct has the id of one that is there belongs to that one.
    fn read_own(&mut self, own: &[&OwnFile], problems: &mut Vec<Diagnostic>) {
        let mut new: Vec<(Construct, String)> = Vec::new();
        for file in own.iter().filter(|f| f.name() == "construct.toml") {
            let (mut document, table) = Document::parse(&file.path, &file.text);
            let construct = one(&mut document, &table);
            let known = self.all.iter().chain(new.iter().map(|n| &n.0));
            let clash = known.clone().find(|c| {
                let alike = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
                c.id != construct.id
                    && [&c.id, &c.code]
                        .iter()
                        .any(|k| alike(&construct.id, k) || alike(&construct.code, k))
            });
            if let Some(other) = clash {
                let key = if other.id.eq_ignore_ascii_case(&construct.id) { "id" } else { "code" };
                let at = table.get(key).map_or(0..0, |v| v.span());
                let message = format!("there already is a construct {} ({})", other.id, other.code);
                document.problem(at, "clash", message, "give this one another id and code");
            } else if !construct.id.is_empty() {
                new.push((construct, file.folder().to_string()));
            }
            problems.append(&mut document.problems);
        }
        new.sort_by(|a, b| (a.0.order, &a.0.id).cmp(&(b.0.order, &b.0.id)));
        for (construct, folder) in new {
            let at = self.all.iter().position(|c| c.id == construct.id);
            let at = at.unwrap_or_else(|| self.push(construct));
            self.own.insert(folder, at);
        }
    }

    fn push(&mut self, construct: Construct) -> usize {
        let order = self.all.iter().map(|c| c.order).max().unwrap_or(0).saturating_add(1);
        self.all.push(Construct { order, ..construct });
        self.all.len() - 1
    }

    /// The construct of a file of ours: its folder's.
    pub(crate) fn of_ours<'a>(
        &self,
        document: &mut Document<'a>,
        table: &DeTable<'a>,
        folder: &str,
    ) -> Option<usize> {
        let of_folder = self.ours.get(folder).copied();
        if let Some(name) = document.text(table, "construct")
            && self.find(&name) != of_folder
        {
            let at = table.get("construct").map_or(0..0, |v| v.span());
            let message = "the file lies in the folder of another construct";
            document.problem(at, "construct", message, "leave `construct` out, or move the file");
        }
        of_folder
    }

    /// The construct of somebody's own file: the one that it names, else its folder's, else one for
    /// all that name none.
    pub(crate) fn of_own<'a>(
        &mut self,
        document: &mut Document<'a>,
        table: &DeTable<'a>,
        folder: &str,
    ) -> usize {
        if let Some(name) = document.text(table, "construct") {
            if let Some(found) = self.find(&name) {
                return found;
            }
            let known: Vec<String> = self.all.iter().map(|c| format!("\"{}\"", c.id)).collect();
            let at = table.get("construct").map_or(0..0, |v| v.span());
            document.problem(
                at,
                "unknown-construct",
                format!("there is no construct `{name}`"),
                format!(
                    "write one of {}; or leave `construct` out, and it stands under a heading of its own",
                    known.join(", ")
                ),
            );
        } else if let Some(found) = self.own.get(folder) {
            return *found;
        }
        self.nameless()
    }

    /// The construct of markers that name none.
    fn nameless(&mut self) -> usize {
        const ID: &str = "own";
        self.find(ID).unwrap_or_else(|| {
            self.push(Construct {
                id: ID.to_string(),
                code: "OWN".to_string(),
                label: "Your own markers".to_string(),
                definition: "Markers of your own files that belong to no construct of ours."
                    .to_string(),
                order: 0,
                dictionary: false,
            })
        })
    }

    /// A construct by its id or code, in capitals or not.
    fn find(&self, name: &str) -> Option<usize> {
        let alike =
            |c: &Construct| c.id.eq_ignore_ascii_case(name) || c.code.eq_ignore_ascii_case(name);
        self.all.iter().position(alike)
    }

    /// The constructs; with `only`, those that have a marker, and the names of the others.
    pub(crate) fn finish(self, loaded: &mut [Loaded], only: bool) -> (Vec<Construct>, Vec<String>) {
        if !only {
            return (self.all, Vec::new());
        }
        let used: BTreeSet<usize> = loaded.iter().map(|l| l.file.marker.construct).collect();
        for marker in loaded.iter_mut().map(|l| &mut l.file.marker) {
            marker.construct = used.range(..marker.construct).count();
        }
        let (mut kept, mut others) = (Vec::new(), Vec::new());
        for (i, construct) in self.all.into_iter().enumerate() {
            if used.contains(&i) {
                kept.push(construct);
            } else {
                others.extend([construct.id, construct.code]);
            }
        }
        (kept, others)
    }
}

fn one<'a>(document: &mut Document<'a>, table: &DeTable<'a>) -> Construct {
    document.only(table, keys::CONSTRUCT);
    Construct {
        id: document.required(table, "id", 0..0),
        code: document.required(table, "code", 0..0),
        label: document.required(table, "label", 0..0),
        definition: document.required(table, "definition", 0..0),
        order: document.count(table, "order", 0) as i64,
        dictionary: false,
    }
}
