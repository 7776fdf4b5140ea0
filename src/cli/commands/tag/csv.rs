//! Rows of a table whose cells no spreadsheet takes for formulas.
//!
//! Must not know: what is in them.

use std::fmt::{Display, Write as _};

/// Rows in memory, cell by cell.
pub(super) struct Csv {
    writer: csv::Writer<Vec<u8>>,
    cell: String,
}

impl Csv {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self { writer: csv::Writer::from_writer(Vec::new()), cell: String::new() }
    }

    /// A cell that holds a text; what a spreadsheet might run is made harmless.
    pub(super) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        // A number may begin with a minus; a text that begins so might be run by a spreadsheet.
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if formula && text.parse::<f64>().is_err() {
            self.writer.write_field(format!("'{text}"))?;
        } else {
            self.writer.write_field(text)?;
        }
        Ok(())
    }

    /// A cell that holds a number.
    pub(super) fn number(&mut self, number: impl Display) -> anyhow::Result<()> {
        self.cell.clear();
        // Writing to a text in memory cannot fail.
        let _ = write!(self.cell, "{number}");
        Ok(self.writer.write_field(&self.cell)?)
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// The rows as bytes.
    pub(super) fn finish(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.writer.into_inner()?)
    }
}
