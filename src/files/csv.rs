//! Rows of a CSV table in memory, written cell by cell: quoted where they have to be, as RFC 4180 says, with
//! a line feed behind each row.
//!
//! Must not know: what is in the cells.

use std::fmt::Display;
use std::io::Write as _;

/// Rows that are being written.
#[derive(Debug, Clone, Default)]
pub struct CsvRows {
    bytes: Vec<u8>,
    /// Where the row begins, and how many cells it has so far.
    row: usize,
    cells: usize,
}

/// The most digits of a whole number.
const DIGITS: usize = 20;

impl CsvRows {
    /// No rows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A cell that holds a text.
    pub fn text(&mut self, text: &str) {
        self.begin_cell();
        let quoted = |b: u8| matches!(b, b',' | b'"' | b'\n' | b'\r');
        if !text.bytes().any(quoted) {
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        for (i, part) in text.split('"').enumerate() {
            if i > 0 {
                self.bytes.extend_from_slice(b"\"\"");
            }
            self.bytes.extend_from_slice(part.as_bytes());
        }
        self.bytes.push(b'"');
    }

    /// A cell that holds what is shown without a comma, a quotation mark or a new line, such as a number.
    pub fn number(&mut self, number: impl Display) {
        self.begin_cell();
        // Writing to memory cannot fail.
        let _ = write!(self.bytes, "{number}");
    }

    /// A cell that holds a whole number.
    pub fn whole(&mut self, mut number: u64) {
        self.begin_cell();
        let mut digits = [0; DIGITS];
        let mut at = DIGITS;
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        // A row of one empty cell would be no row.
        if self.cells == 1 && self.row == self.bytes.len() {
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.bytes.push(b'\n');
        self.row = self.bytes.len();
        self.cells = 0;
    }

    /// The rows as bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn begin_cell(&mut self) {
        if self.cells > 0 {
            self.bytes.push(b',');
        }
        self.cells += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(
            rows in proptest::collection::vec(
                proptest::collection::vec("[a,\"\n\r \u{e9}=']{0,4}", 1..4), 0..4),
            number in proptest::num::u64::ANY,
        ) {
            let mut ours = CsvRows::new();
            let mut theirs = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                row.iter().for_each(|cell| ours.text(cell));
                ours.whole(number);
                ours.end_row();
                let number = number.to_string();
                theirs.write_record(row.iter().map(String::as_str).chain([number.as_str()])).unwrap();
                ours.text(&row[0]);
                ours.end_row();
                theirs.write_record([&row[0]]).unwrap();
            }
            proptest::prop_assert_eq!(ours.finish(), theirs.into_inner().unwrap());
        }
    }
}
