//! Wording shared by the readers' diagnostics, so that line lists look the same everywhere.
//!
//! Must not know: the words of a transcript.

use crate::diagnostic::{Diagnostic, Severity};
pub(crate) use crate::diagnostic::{count, list_lines};

/// Lines that hold no speech, or whose speech could not be placed.
#[derive(Debug, Default)]
pub(crate) struct Unplaced {
    expected: Vec<usize>,
    lost: Vec<usize>,
}

impl Unplaced {
    /// A line such as a title or a date, which nobody spoke.
    pub(crate) fn expected(&mut self, line: usize) {
        self.expected.push(line);
    }

    /// A line that may hold speech.
    pub(crate) fn lost(&mut self, line: usize) {
        self.lost.push(line);
    }

    /// The one diagnostic about them, if there are any.
    pub(crate) fn diagnostic(mut self) -> Option<Diagnostic> {
        let severity = if self.lost.is_empty() { Severity::Note } else { Severity::Warning };
        let mut lines = std::mem::take(&mut self.expected);
        lines.append(&mut self.lost);
        lines.sort_unstable();
        lines.dedup();
        let first = *lines.first()?;
        let what = match severity {
            Severity::Note => "not counted as speech",
            _ => "could not be placed",
        };
        let many = count(lines.len(), "line was", "lines were");
        let many =
            if severity == Severity::Note { many } else { count(lines.len(), "line", "lines") };
        let message = format!("{many} {what}: {}", list_lines(&lines));
        let help = match severity {
            Severity::Note => "",
            _ => "look at these lines, and mend them if they hold speech",
        };
        Some(Diagnostic::new(severity, "unplaced-lines", message).at(first).help(help))
    }
}

/// The warning for a file in which nobody is named.
pub(crate) fn no_voices(help: &str) -> Diagnostic {
    Diagnostic::warning("no-voices", "the file does not say who speaks").help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_lines_weigh_more_than_titles() {
        let mut u = Unplaced::default();
        u.expected(1);
        let mut v = Unplaced::default();
        v.expected(1);
        v.lost(9);
        assert_eq!(u.diagnostic().unwrap().severity, Severity::Note);
        let d = v.diagnostic().unwrap();
        assert_eq!(d.severity, Severity::Warning);
        assert!(d.message.contains("lines 1, 9"));
        assert!(Unplaced::default().diagnostic().is_none());
    }
}
