//! Printing: results to standard output, all else to standard error.

use std::io::{self, IsTerminal, Write};

use anstream::{stderr, stdout};

/// Prints a result.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Tells something beside the result; where nobody can be told, nothing is lost.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(stderr().lock(), "{text}");
}

/// Tells why nothing was done.
pub(crate) fn error(text: &str) {
    let _ = writeln!(stderr().lock(), "error: {text}");
}

/// Columns that are drawn on: those of the terminal, or of `COLUMNS`, or 80; long lines are hard to read.
pub(crate) fn width() -> usize {
    const WIDEST: usize = 120;
    const NARROWEST: usize = 40;
    let asked = std::env::var("COLUMNS").ok().and_then(|c| c.trim().parse::<usize>().ok());
    let real = || terminal_size::terminal_size_of(io::stdout()).map(|(w, _)| usize::from(w.0));
    asked.or_else(real).unwrap_or(80).clamp(NARROWEST, WIDEST)
}

/// Whether a person sits at both ends, who can be asked.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
