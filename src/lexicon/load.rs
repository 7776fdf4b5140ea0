//! All lexicon files together: sets first, then gates, constructs, markers; then the names that
//! rules use for one another.
//!
//! Must not know: the disk. It is given names and texts.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::marker_file::{self, MarkerFile, Reference};
use super::schema::{Cues, Example, Lexicon};
use super::set_table::{self, Defined};
use super::sets::Sets;
use super::{gates_file, keys};
use crate::diagnostic::Diagnostic;
use crate::model::{Codebook, Construct};

/// Loads files given as `(name, text)`, where the name is the path below the lexicon folder, such as
/// `defensiveness/def_denial.toml`. What could be read is returned together with every problem; a
/// wrong file hides no other.
pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Lexicon, Vec<Diagnostic>) {
    let mut files: Vec<(&str, &str)> = files.into_iter().collect();
    files.sort_unstable();
    let mut problems = Vec::new();
    let mut shared = Shared::read(&files);
    let cues = gates_file::read(&files, &mut problems);
    let (constructs, folders) = constructs(&files, &mut problems);
    let mut loaded: Vec<(String, MarkerFile)> = Vec::new();
    for (name, text) in &files {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if folder.is_empty() || file == "construct.toml" {
            continue;
        }
        let Some(&construct) = folders.get(folder) else {
            problems.push(
                Diagnostic::error("construct", "the folder has no construct.toml")
                    .within(*name)
                    .help("copy construct.toml from another folder and change it"),
            );
            continue;
        };
        let (mut document, table) = Document::parse(name, text);
        let stem = file.trim_end_matches(".toml");
        let marker = marker_file::read(&mut document, &table, stem, construct, &shared.sets);
        shared.used.extend(marker.used_sets.iter().cloned());
        problems.append(&mut document.problems);
        loaded.push(((*name).to_string(), marker));
    }
    shared.finish(loaded.len(), &mut problems);
    // Stable: constructs in codebook order, markers by file name.
    loaded.sort_by_key(|(name, file)| (file.marker.construct, name.clone()));
    let lexicon = assemble(constructs, cues, loaded, &mut problems);
    (lexicon, problems)
}

/// The sets that all files share. A shared set that no file uses is named where it stands, unless
/// nobody could use it, since there is no marker.
struct Shared<'a> {
    document: Option<Document<'a>>,
    defined: Defined,
    sets: Sets,
    used: BTreeSet<String>,
}

impl<'a> Shared<'a> {
    fn read(files: &[(&'a str, &'a str)]) -> Self {
        let mut sets = Sets::default();
        let Some((name, text)) = files.iter().find(|f| f.0 == "sets.toml") else {
            return Self { document: None, defined: Vec::new(), sets, used: BTreeSet::new() };
        };
        let (mut document, table) = Document::parse(name, text);
        document.only(&table, keys::SETS);
        let defined = set_table::read(&mut document, &table, &mut sets);
        let used = sets.used();
        Self { document: Some(document), defined, sets, used }
    }

    fn finish(self, markers: usize, problems: &mut Vec<Diagnostic>) {
        let Some(mut document) = self.document else { return };
        if markers > 0 {
            set_table::unused(&mut document, &self.defined, &self.used);
        }
        problems.append(&mut document.problems);
    }
}

fn constructs(
    files: &[(&str, &str)],
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Construct>, BTreeMap<String, usize>) {
    let mut constructs: Vec<Construct> = Vec::new();
    for (name, text) in files {
        let Some(folder) = name.strip_suffix("/construct.toml") else { continue };
        let (mut document, table) = Document::parse(name, text);
        document.only(&table, keys::CONSTRUCT);
        let construct = Construct {
            id: document.required(&table, "id", 0..0),
            code: document.required(&table, "code", 0..0),
            label: document.required(&table, "label", 0..0),
            definition: document.required(&table, "definition", 0..0),
            order: document.count(&table, "order", 0) as i64,
            dictionary: false,
        };
        if construct.id != folder.rsplit('/').next().unwrap_or(folder) {
            let at = table.get("id").map_or(0..0, |v| v.span());
            document.problem(at, "id", "the id is not the folder's name", "make the two the same");
        }
        problems.append(&mut document.problems);
        constructs.push(construct);
    }
    constructs.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    let folders = constructs.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
    (constructs, folders)
}

fn assemble(
    constructs: Vec<Construct>,
    cues: Cues,
    loaded: Vec<(String, MarkerFile)>,
    problems: &mut Vec<Diagnostic>,
) -> Lexicon {
    let markers = loaded.iter().map(|(_, f)| f.marker.clone()).collect();
    let codebook = Codebook { constructs, markers };
    let mut lexicon = Lexicon { cues, ..Lexicon::default() };
    for (marker, (name, file)) in loaded.into_iter().enumerate() {
        let first_rule = lexicon.rules.len();
        lexicon.thresholds.push(file.threshold);
        lexicon.countings.push(file.counting);
        let default_role =
            file.marker.roles.first().copied().unwrap_or(crate::model::Role::Partner);
        for raw in file.rules {
            let mut rule = raw.rule;
            rule.marker = marker;
            rule.void_by = look_up(&codebook, &raw.void_by, &name, problems);
            if let Some(previous) = &mut rule.previous {
                previous.any = look_up(&codebook, &raw.previous_any, &name, problems);
            }
            rule.opposite = raw.opposite.and_then(|r| one_marker(&codebook, &r, &name, problems));
            lexicon.rules.push(rule);
        }
        for raw in file.examples {
            let rule = raw.rule.map(|r| first_rule + r);
            let role =
                rule.and_then(|r| lexicon.rules[r].roles.first().copied()).unwrap_or(default_role);
            lexicon.examples.push(Example {
                text: raw.text,
                role: raw.role.unwrap_or(role),
                reply_to: raw.reply_to,
                marker,
                rule,
                expected: raw.expected,
                place: (name.clone(), raw.line),
            });
        }
    }
    lexicon.codebook = codebook;
    lexicon
}

/// The one marker that a name stands for.
fn one_marker(
    codebook: &Codebook,
    reference: &Reference,
    path: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let found = codebook.marker(&reference.name);
    if found.is_none() {
        problems.push(
            Diagnostic::error("unknown-marker", format!("there is no marker `{}`", reference.name))
                .within(path)
                .at(reference.line)
                .column(reference.column)
                .help("write one marker's id, as `attune lexicon list` shows them"),
        );
    }
    found
}

/// The markers that a list of marker and construct names stands for.
fn look_up(
    codebook: &Codebook,
    names: &[Reference],
    path: &str,
    problems: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for reference in names {
        if let Some(marker) = codebook.marker(&reference.name) {
            found.push(marker);
        } else if let Some(construct) = codebook.construct(&reference.name) {
            found.extend(codebook.members(construct));
        } else {
            let known: Vec<&str> = codebook.constructs.iter().map(|c| c.code.as_str()).collect();
            problems.push(
                Diagnostic::error(
                    "unknown-marker",
                    format!("there is no marker or construct `{}`", reference.name),
                )
                .within(path)
                .at(reference.line)
                .column(reference.column)
                .help(format!("write a marker's id, or one of {}", known.join(", "))),
            );
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
