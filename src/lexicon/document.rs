//! A TOML file walked with the place of every value, so that all its problems are shown at once.
//!
//! Must not know: what the keys mean.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pattern::Mistake;
use crate::diagnostic::Diagnostic;

/// A value with its place.
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// A file that is being read, and the problems found in it so far.
pub(crate) struct Document<'a> {
    pub(crate) path: &'a str,
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// In a file larger than this, reading ends at the first place that is no TOML: all of them could take
/// more memory than there is.
const RECOVERED: usize = 1 << 20;

/// A file with more problems than this is not the file that was meant.
const MOST_PROBLEMS: usize = 1_000;

impl<'a> Document<'a> {
    /// Parses the file; syntax errors become problems, and what could be read is returned.
    pub(crate) fn parse(path: &'a str, text: &'a str) -> (Self, DeTable<'a>) {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1));
        let mut document = Self { path, text, starts: starts.collect(), problems: Vec::new() };
        let (table, errors) = match text.len() {
            ..=RECOVERED => DeTable::parse_recoverable(text),
            _ => match DeTable::parse(text) {
                Ok(table) => (table, Vec::new()),
                Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
            },
        };
        for error in errors {
            let message = format!("this is not valid TOML: {}", error.message());
            document.problem(
                error.span().unwrap_or(0..0),
                "lexicon-syntax",
                message,
                "compare the line with the example in docs/lexicons.md",
            );
        }
        (document, table.into_inner())
    }

    /// Line and column (from 1) of a byte.
    pub(crate) fn line_column(&self, byte: usize) -> (usize, usize) {
        let line = self.line(byte);
        let before = self.text.get(self.starts[line - 1]..byte.min(self.text.len()));
        (line, before.unwrap_or("").chars().count() + 1)
    }

    /// Line (from 1) of a byte.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    /// Something that could not be used.
    pub(crate) fn problem(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.tell(Diagnostic::error(code, message).help(help), span.start, 0);
    }

    /// Something that was left out.
    pub(crate) fn warning(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.tell(Diagnostic::warning(code, message).help(help), span.start, 0);
    }

    /// Shows a pattern's mistake at its very column.
    pub(crate) fn mistake(&mut self, value: &Value<'_>, mistake: &Mistake) {
        let quote =
            self.text.get(value.span()).map_or(1, |t| if t.starts_with("\"\"\"") { 3 } else { 1 });
        let problem = Diagnostic::error("pattern", mistake.message.clone());
        self.tell(problem.help(mistake.help.clone()), value.span().start, quote + mistake.column);
    }

    /// Puts a problem so many characters behind a byte.
    fn tell(&mut self, problem: Diagnostic, byte: usize, behind: usize) {
        match self.problems.len().cmp(&MOST_PROBLEMS) {
            Ordering::Less => {
                let (line, column) = self.line_column(byte);
                self.problems.push(problem.within(self.path).at(line).column(column + behind));
            }
            Ordering::Equal => self.problems.push(
                Diagnostic::error("more", "there are more problems than can be shown")
                    .within(self.path)
                    .help("mend these first"),
            ),
            Ordering::Greater => {}
        }
    }

    /// Names every key that nobody asked for.
    pub(crate) fn only(&mut self, table: &DeTable<'_>, allowed: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !allowed.contains(&name) {
                self.problem(
                    key.span(),
                    "unknown-key",
                    format!("`{name}` is not known here"),
                    format!("allowed are: {}", allowed.join(", ")),
                );
            }
        }
    }

    fn wrong_type(&mut self, value: &Value<'_>, key: &str, wanted: &str) {
        let found = value.get_ref().type_str();
        self.problem(
            value.span(),
            "wrong-type",
            format!("`{key}` is {found}, but must be {wanted}"),
            format!("write `{key}` as {wanted}"),
        );
    }

    /// A text; `None` if the key is missing or no text.
    pub(crate) fn text(&mut self, table: &DeTable<'a>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(text.to_string()),
            None => {
                self.wrong_type(value, key, "a text in quotation marks");
                None
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn required(&mut self, table: &DeTable<'a>, key: &str, at: Range<usize>) -> String {
        if table.get(key).is_none() {
            self.problem(
                at,
                "missing-key",
                format!("`{key}` is missing"),
                format!("add `{key} = \"…\"`"),
            );
        }
        self.text(table, key).unwrap_or_default()
    }

    /// A number; the default if the key is missing.
    pub(crate) fn number(&mut self, table: &DeTable<'a>, key: &str, default: f64) -> f64 {
        let Some(value) = table.get(key) else { return default };
        let written = match value.get_ref() {
            DeValue::Float(f) => Some(f.as_str()),
            DeValue::Integer(i) => Some(i.as_str()),
            _ => None,
        };
        match written.and_then(|w| w.replace('_', "").parse::<f64>().ok()).filter(|n| n.is_finite())
        {
            Some(number) => number,
            None => {
                self.wrong_type(value, key, "a number");
                default
            }
        }
    }

    /// Whether; `None` if the key is missing.
    pub(crate) fn whether(&mut self, table: &DeTable<'a>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, key, "true or false");
        }
        found
    }

    /// The members of a list, with their places; empty if the key is missing.
    pub(crate) fn list<'t>(&mut self, table: &'t DeTable<'a>, key: &str) -> Vec<&'t Value<'a>> {
        match table.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref().as_array() {
                Some(array) => array.iter().collect(),
                None => {
                    self.wrong_type(value, key, "a list in square brackets");
                    Vec::new()
                }
            },
        }
    }

    /// The texts of a list, with their places.
    pub(crate) fn texts<'t>(
        &mut self,
        table: &'t DeTable<'a>,
        key: &str,
    ) -> Vec<(String, &'t Value<'a>)> {
        let mut texts = Vec::new();
        for value in self.list(table, key) {
            match value.get_ref().as_str() {
                Some(text) => texts.push((text.to_string(), value)),
                None => self.wrong_type(value, key, "a list of texts"),
            }
        }
        texts
    }

    /// A table under a key.
    pub(crate) fn table<'t>(
        &mut self,
        table: &'t DeTable<'a>,
        key: &str,
    ) -> Option<&'t DeTable<'a>> {
        let value = table.get(key)?;
        let found = value.get_ref().as_table();
        if found.is_none() {
            self.wrong_type(value, key, "a table");
        }
        found
    }

    /// One of several names.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        table: &DeTable<'a>,
        key: &str,
        choices: &[(&str, T)],
        default: T,
    ) -> T {
        let Some(value) = table.get(key) else { return default };
        let written = value.get_ref().as_str().unwrap_or("");
        match choices.iter().find(|(name, _)| *name == written) {
            Some((_, choice)) => *choice,
            None => {
                let names: Vec<String> = choices.iter().map(|c| format!("\"{}\"", c.0)).collect();
                self.problem(
                    value.span(),
                    "wrong-value",
                    format!("`{key}` cannot be this"),
                    format!("write one of {}", names.join(", ")),
                );
                default
            }
        }
    }

    /// The sets of a file, with the place of each entry.
    pub(crate) fn sets<'t>(&mut self, table: &'t DeTable<'a>) -> WrittenSets<'t, 'a> {
        let mut entries = BTreeMap::new();
        let mut places = BTreeMap::new();
        if let Some(sets) = self.table(table, "sets") {
            for key in sets.keys() {
                let name = key.get_ref().to_string();
                let texts = self.texts(sets, &name);
                entries.insert(name.clone(), texts.iter().map(|t| t.0.clone()).collect());
                places.insert(name, texts.iter().map(|t| t.1).collect());
            }
        }
        (entries, places)
    }
}

/// Sets by name as written, and the place of each entry.
pub(crate) type WrittenSets<'t, 'a> =
    (BTreeMap<String, Vec<String>>, BTreeMap<String, Vec<&'t Value<'a>>>);
