//! One marker file: its head and its sentences; its rules are read by [`super::rule_table`].
//!
//! Names of other markers (in `previous` and `void_by`) stay names here; the loader looks them up
//! once all files are read.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::document::Document;
use super::keys;
use super::names::Unit;
use super::rule_table::one_rule;
use super::schema::{Calibration, Counting, Origin, Rule};
use super::set_table;
use super::sets::Sets;
use super::todo;
use crate::model::{Marker, Role, Validity};

/// What a file said, with names not yet looked up.
#[derive(Debug)]
pub(crate) struct MarkerFile {
    pub(crate) marker: Marker,
    pub(crate) threshold: f64,
    pub(crate) counting: Counting,
    pub(crate) origin: Origin,
    pub(crate) calibration: Option<Calibration>,
    /// The names of all sets that its patterns use, its own and shared ones.
    pub(crate) used_sets: BTreeSet<String>,
    pub(crate) rules: Vec<RawRule>,
    pub(crate) examples: Vec<RawExample>,
}

/// A rule whose references are still names, each with line and column.
#[derive(Debug)]
pub(crate) struct RawRule {
    pub(crate) rule: Rule,
    pub(crate) previous_any: Vec<Reference>,
    pub(crate) void_by: Vec<Reference>,
    pub(crate) opposite: Option<Reference>,
}

/// The name of a marker or construct, and where it is written.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A sentence whose rule is a place in the file.
#[derive(Debug)]
pub(crate) struct RawExample {
    pub(crate) text: String,
    pub(crate) role: Option<Role>,
    pub(crate) reply_to: Option<String>,
    pub(crate) rule: Option<usize>,
    pub(crate) expected: bool,
    pub(crate) line: usize,
}

/// Reads one marker file. `stem` is the file's name without `.toml`.
pub(crate) fn read<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    stem: &str,
    construct: usize,
    shared: &Sets,
) -> MarkerFile {
    document.only(table, keys::MARKER);
    let marker = head(document, table, stem, construct);
    let mut sets = shared.clone();
    let defined = set_table::read(document, table, &mut sets);
    let threshold = document.number(table, "threshold", 0.5);
    let counting = document.choice(table, "nested_scope");
    let origin = document.choice(table, "weights");
    let calibration = calibration(document, table, origin);
    let mut file = MarkerFile {
        marker,
        threshold,
        counting,
        origin,
        calibration,
        used_sets: BTreeSet::new(),
        rules: Vec::new(),
        examples: Vec::new(),
    };
    sentences(document, table, None, &mut file.examples);
    for value in document.list(table, "rule") {
        match value.get_ref().as_table() {
            Some(rule) => one_rule(document, rule, value, &sets, &mut file),
            None => document.problem(
                value.span(),
                "wrong-type",
                "a rule must be a table",
                "begin it with [[rule]]",
            ),
        }
    }
    file.used_sets = sets.used();
    set_table::unused(document, &defined, &file.used_sets);
    file
}

fn head<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    stem: &str,
    construct: usize,
) -> Marker {
    let id = document.required(table, "id", 0..0);
    if id != stem {
        let at = table.get("id").map_or(0..0, |v| v.span());
        document.problem(
            at,
            "id",
            "the id is not the file's name",
            format!("write `id = \"{stem}\"`, or rename the file"),
        );
    }
    let references: Vec<String> =
        document.texts(table, "references").into_iter().map(|t| t.0).collect();
    if references.is_empty() {
        document.problem(
            0..0,
            "references",
            "the marker names no source",
            "add `references = [\"Author Year\"]`",
        );
    }
    document.choice::<Unit>(table, "unit");
    Marker {
        construct,
        label: document.required(table, "label", 0..0),
        definition: document.required(table, "definition", 0..0),
        misses: document.required(table, "misses", 0..0),
        references,
        roles: document.choices(table, "roles"),
        direction: document.choice(table, "direction"),
        validity: Validity::default(),
        id,
    }
}

/// What the weights were learned from, if they were.
fn calibration<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    origin: Origin,
) -> Option<Calibration> {
    let entry = document.table(table, "calibration");
    if (origin == Origin::Calibrated) != entry.is_some() {
        let at = table.get("weights").or_else(|| table.get("calibration"));
        document.problem(
            at.map_or(0..0, |v| v.span()),
            "calibration",
            "`weights = \"calibrated\"` and `calibration` belong together",
            "let `attune lexicon calibrate` write both, or write `weights = \"by hand\"`",
        );
    }
    let entry = entry?;
    document.only(entry, keys::CALIBRATION);
    let mut figure = |key: &str| entry.get(key).map(|_| document.number(entry, key, 0.0));
    let (precision, recall, f1) = (figure("precision"), figure("recall"), figure("f1"));
    Some(Calibration {
        date: document.text(entry, "date").unwrap_or_default(),
        data: document.texts(entry, "data").into_iter().map(|t| t.0).collect(),
        utterances: document.count(entry, "utterances", 0),
        positives: document.count(entry, "positives", 0),
        threshold_by_hand: document.number(entry, "threshold_by_hand", 0.5),
        folds: document.count(entry, "folds", 0),
        prior: document.number(entry, "prior", 0.0),
        precision,
        recall,
        f1,
    })
}

pub(crate) fn sentences<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    rule: Option<usize>,
    out: &mut Vec<RawExample>,
) {
    for (key, expected) in [("match", true), ("no_match", false)] {
        for value in document.list(table, key) {
            let (line, _) = document.line_column(value.span().start);
            let (text, role, reply_to) =
                match (value.get_ref().as_str(), value.get_ref().as_table()) {
                    (Some(text), _) => (text.to_string(), None, None),
                    (None, Some(table)) => {
                        document.only(table, keys::SENTENCE);
                        let role = table.get("role").map(|_| document.choice(table, "role"));
                        (
                            document.required(table, "text", value.span()),
                            role,
                            document.text(table, "reply_to"),
                        )
                    }
                    (None, None) => {
                        document.problem(
                            value.span(),
                            "wrong-type",
                            "a sentence must be a text",
                            "write it in quotation marks",
                        );
                        continue;
                    }
                };
            out.push(RawExample { text, role, reply_to, rule, expected, line });
        }
    }
}

/// A rule without a sentence that proves it, or a marker without a near miss, is not finished; nor is a
/// file that was begun from the template, and still says so.
pub(crate) fn completeness(document: &mut Document<'_>, table: &DeTable<'_>, file: &MarkerFile) {
    if file.marker.roles.is_empty() && table.get("roles").is_none() {
        document.problem(
            0..0,
            "missing-key",
            "`roles` is missing",
            "say whose words are looked at: roles = [\"partner\"]",
        );
    }
    if file.rules.is_empty() {
        document.problem(
            0..0,
            "rule",
            "the marker has no rule",
            "add [[rule]] with an id and patterns",
        );
    }
    if !file.examples.iter().any(|e| !e.expected) {
        document.problem(
            0..0,
            "no-match",
            "the marker has no `no_match` sentence",
            "add sentences that look alike and must not count",
        );
    }
    for (i, raw) in file.rules.iter().enumerate() {
        if !file.examples.iter().any(|e| e.expected && e.rule == Some(i)) {
            let message = format!("the rule `{}` has no `match` sentence", raw.rule.id);
            document.problems.push(
                crate::diagnostic::Diagnostic::error("no-match", message)
                    .within(document.path)
                    .at(raw.rule.place.1)
                    .help("add a sentence in which it must fire"),
            );
        }
    }
    todo::find(document, table);
}
