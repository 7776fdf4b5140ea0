//! Line and column of a byte of a TOML file.

use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// The problem, at the line and column (from 1) of a byte.
pub(super) fn place(source: &Source<'_>, problem: Diagnostic, byte: usize) -> Diagnostic {
    let before = &source.text()[..byte];
    let start = before.rfind(['\n', '\r']).map_or(0, |i| i + 1);
    problem.at(source.line_of(byte)).column(before[start..].chars().count() + 1)
}
