//! A TOML file walked with the place of every value, so that all its problems are shown at once.
//!
//! Must not know: what the keys mean.

use std::cmp::Ordering;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::item::Mistake;
use super::keys::Key;
use super::names::Named;
use super::quoted::byte_of;
use crate::diagnostic::Diagnostic;

/// A value with its place.
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// A file that is being read, and the problems found in it so far.
pub(crate) struct Document<'a> {
    pub(crate) path: &'a str,
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
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
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect();
        let mut document = Self { path, text, lines, problems: Vec::new() };
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
        let before = self.text.get(self.lines[line - 1]..byte.min(self.text.len()));
        (line, before.unwrap_or("").chars().count() + 1)
    }

    /// Line (from 1) of a byte.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte).max(1)
    }

    /// Something that could not be used.
    pub(crate) fn problem(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.tell(Diagnostic::error(code, message).help(help), span.start);
    }

    /// Something that was left out.
    pub(crate) fn warning(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.tell(Diagnostic::warning(code, message).help(help), span.start);
    }

    /// Line and column of the first character inside a text's quotation marks.
    pub(crate) fn inside(&self, value: &Value<'_>) -> (usize, usize) {
        self.line_column(self.byte_of(value, 0))
    }

    /// The byte at which a character of a text stands.
    fn byte_of(&self, value: &Value<'_>, character: usize) -> usize {
        let written = self.text.get(value.span()).unwrap_or("");
        value.span().start + byte_of(written, character)
    }

    /// Shows a pattern's mistake at its very column.
    pub(crate) fn mistake(&mut self, value: &Value<'_>, mistake: &Mistake) {
        let problem = Diagnostic::error("pattern", mistake.message.clone());
        self.tell(problem.help(mistake.help.clone()), self.byte_of(value, mistake.column));
    }

    /// Puts a problem at a byte.
    fn tell(&mut self, problem: Diagnostic, byte: usize) {
        match self.problems.len().cmp(&MOST_PROBLEMS) {
            Ordering::Less => {
                let (line, column) = self.line_column(byte);
                self.problems.push(problem.within(self.path).at(line).column(column));
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
    pub(crate) fn only(&mut self, table: &DeTable<'_>, allowed: &[Key]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !allowed.iter().any(|k| k.name == name) {
                let names: Vec<&str> = allowed.iter().map(|k| k.name).collect();
                self.problem(
                    key.span(),
                    "unknown-key",
                    format!("`{name}` is not known here"),
                    format!("allowed are: {}", names.join(", ")),
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

    /// One of several names; the first if the key is missing.
    pub(crate) fn choice<T: Named>(&mut self, table: &DeTable<'a>, key: &str) -> T {
        let first = T::NAMES[0].1;
        let Some(value) = table.get(key) else { return first };
        self.chosen(key, value).unwrap_or(first)
    }

    /// Some of several names, each once.
    pub(crate) fn choices<T: Named + PartialEq>(
        &mut self,
        table: &DeTable<'a>,
        key: &str,
    ) -> Vec<T> {
        let mut chosen: Vec<T> = Vec::new();
        for value in self.list(table, key) {
            match self.chosen(key, value) {
                Some(choice) if chosen.contains(&choice) => {
                    self.problem(value.span(), "duplicate", "this stands here twice", "delete one");
                }
                Some(choice) => chosen.push(choice),
                None => {}
            }
        }
        chosen
    }

    fn chosen<T: Named>(&mut self, key: &str, value: &Value<'a>) -> Option<T> {
        let written = value.get_ref().as_str().unwrap_or("");
        let found = T::NAMES.iter().find(|(name, _)| *name == written).map(|(_, choice)| *choice);
        if found.is_none() {
            let names: Vec<String> = T::NAMES.iter().map(|c| format!("\"{}\"", c.0)).collect();
            self.problem(
                value.span(),
                "wrong-value",
                format!("`{key}` cannot be this"),
                format!("write one of {}", names.join(", ")),
            );
        }
        found
    }

    /// A whole number from 0; the default if the key is missing.
    pub(crate) fn count(&mut self, table: &DeTable<'a>, key: &str, default: usize) -> usize {
        let Some(value) = table.get(key) else { return default };
        let written = match value.get_ref() {
            DeValue::Integer(i) => i.as_str().replace('_', "").parse::<usize>().ok(),
            _ => None,
        };
        if written.is_none() {
            self.wrong_type(value, key, "a whole number");
        }
        written.unwrap_or(default)
    }
}
