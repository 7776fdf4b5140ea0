//! Rows of a table whose cells no spreadsheet takes for formulas.
//!
//! Must not know: what is in them.

use std::fmt::Display;

use attunement::files::CsvRows;

/// Rows in memory, cell by cell.
pub(super) struct Csv(CsvRows);

impl Csv {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self(CsvRows::new())
    }

    /// A cell that holds a text; what a spreadsheet might run is made harmless.
    pub(super) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        // A number may begin with a minus; a text that begins so might be run by a spreadsheet.
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if formula && text.parse::<f64>().is_err() {
            self.0.text(&format!("'{text}"));
        } else {
            self.0.text(text);
        }
        Ok(())
    }

    /// A cell that holds a number.
    pub(super) fn number(&mut self, number: impl Display) -> anyhow::Result<()> {
        self.0.number(number);
        Ok(())
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) -> anyhow::Result<()> {
        self.0.end_row();
        Ok(())
    }

    /// The rows as bytes.
    pub(super) fn finish(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.0.finish())
    }
}
