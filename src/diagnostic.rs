//! Everything that can be said about a problem: a code, a place, a sentence and a remedy.
//!
//! Must not know: the words of a transcript. A diagnostic never quotes what a client said.

use std::fmt;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was left out or assumed.
    Warning,
    /// The file, row or rule could not be used.
    Error,
}

impl Severity {
    /// The word used in messages and tables.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// File it concerns; empty until the caller who knows the path fills it in.
    pub path: String,
    /// Line from 1, where there is one.
    pub line: Option<usize>,
    /// Column from 1, where there is one.
    pub column: Option<usize>,
    /// How grave.
    pub severity: Severity,
    /// Stable short name, such as `no-voices`.
    pub code: &'static str,
    /// What is the matter: a lowercase fragment without the client's words.
    pub message: String,
    /// What the reader can do about it; empty where nothing needs doing.
    pub help: String,
}

impl Diagnostic {
    /// A problem without a place yet.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            line: None,
            column: None,
            severity,
            code,
            message: message.into(),
            help: String::new(),
        }
    }

    /// Something that could not be used.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Something left out or assumed.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// The same, at a line (from 1).
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same, at a column (from 1).
    #[must_use]
    pub fn column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// The same, in a file.
    #[must_use]
    pub fn within(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}", self.path)?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
                if let Some(column) = self.column {
                    write!(f, ":{column}")?;
                }
            }
            f.write_str(": ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}: {} [{}]", self.severity.name(), self.message, self.code)?;
        if !self.help.is_empty() {
            write!(f, "\n  remedy: {}", self.help)?;
        }
        Ok(())
    }
}

/// How many line numbers a message lists before it says how many more there are.
const LISTED: usize = 20;

/// `line 4` or `lines 1–3, 7 and 12 more`, from ascending numbers.
pub(crate) fn list_lines(lines: &[usize]) -> String {
    let shown = lines.get(..LISTED.min(lines.len())).unwrap_or(lines);
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &n in shown {
        match parts.last_mut() {
            Some(last) if n == last.1 + 1 => last.1 = n,
            Some(last) if n == last.1 => {}
            _ => parts.push((n, n)),
        }
    }
    let text: Vec<String> = parts
        .iter()
        .map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") })
        .collect();
    let word = if lines.first() == lines.last() { "line" } else { "lines" };
    let more = lines.len() - shown.len();
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{word} {}{tail}", text.join(", "))
}

/// `1 line` or `7 lines`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_lists() {
        assert_eq!(list_lines(&[4]), "line 4");
        assert_eq!(list_lines(&[1, 2, 3, 7]), "lines 1–3, 7");
        let many: Vec<usize> = (1..=30).map(|n| n * 2).collect();
        assert!(list_lines(&many).ends_with("40 and 10 more"));
    }
}
