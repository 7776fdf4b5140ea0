//! The shared `gates.toml`: the words that stop a match.
//!
//! Must not know: how gates work.

use toml::de::DeTable;

use super::document::Document;
use super::item::Pattern;
use super::keys::{self, Key, Shape};
use super::rule_table::patterns;
use super::schema::Cues;
use super::set_table;
use super::sets::Sets;
use crate::diagnostic::Diagnostic;

/// How many words a negation reaches where the file does not say (NegEx, Chapman et al. 2001, used
/// five; the codebook uses four).
const NEGATION_WINDOW: usize = 4;
const HYPOTHETICAL_WINDOW: usize = 8;

/// Reads the gates from the files, and names every problem.
pub(crate) fn read(files: &[(&str, &str)], problems: &mut Vec<Diagnostic>) -> Cues {
    let Some((name, text)) = files.iter().find(|f| f.0 == "gates.toml") else {
        problems.push(
            Diagnostic::error("gates", "gates.toml is missing")
                .help("copy it from the lexicons that come with the program"),
        );
        return Cues::default();
    };
    let (mut document, table) = Document::parse(name, text);
    document.only(&table, keys::GATES);
    let mut sets = Sets::default();
    let defined = set_table::read(&mut document, &table, &mut sets);
    let mut gates = Gates { document: &mut document, table: &table, sets: &sets };
    let cues = Cues {
        negation: gates.list("negation", "cues"),
        negation_stops: gates.list("negation", "stops"),
        negation_pseudo: gates.list("negation", "pseudo"),
        negation_window: gates.window("negation", NEGATION_WINDOW),
        reported: gates.list("reported", "cues"),
        reported_stops: gates.list("reported", "stops"),
        hypothetical: gates.list("hypothetical", "cues"),
        hypothetical_pseudo: gates.list("hypothetical", "pseudo"),
        hypothetical_window: gates.window("hypothetical", HYPOTHETICAL_WINDOW),
        question: gates.list("question", "openers"),
        question_tags: gates.list("question", "tags"),
        irony: gates.list("irony", "cues"),
    };
    for key in keys::GATES {
        if let Shape::Table(keys) = key.shape {
            gates.section(key, keys);
        }
    }
    set_table::unused(&mut document, &defined, &sets.used());
    problems.append(&mut document.problems);
    cues
}

struct Gates<'d, 'a> {
    document: &'d mut Document<'a>,
    table: &'d DeTable<'a>,
    sets: &'d Sets,
}

impl Gates<'_, '_> {
    fn list(&mut self, section: &str, key: &str) -> Vec<Pattern> {
        let Some(section) = self.document.table(self.table, section) else { return Vec::new() };
        patterns(self.document, section, key, self.sets)
    }

    fn window(&mut self, section: &str, default: usize) -> usize {
        match self.document.table(self.table, section) {
            Some(section) => self.document.count(section, "window", default),
            None => default,
        }
    }

    /// Names what a section must not hold, and a section that is missing.
    fn section(&mut self, key: &Key, keys: &[Key]) {
        match self.table.get(key.name).map(|v| v.get_ref().as_table()) {
            Some(Some(section)) => self.document.only(section, keys),
            Some(None) => {}
            None => self.document.problem(
                0..0,
                "missing-key",
                format!("the section [{}] is missing", key.name),
                format!("copy it from the gates that come with the program: {}", key.says),
            ),
        }
    }
}
