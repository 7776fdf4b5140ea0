//! `study.csv` as text: read with every mistake at its line, written so that a spreadsheet keeps it.

use crate::diagnostic::Diagnostic;

/// The columns, in their order.
pub const COLUMNS: [&str; 12] = [
    "file",
    "case",
    "session",
    "order",
    "day",
    "phase",
    "arm",
    "voice",
    "participant",
    "role",
    "consent",
    "source",
];

/// One voice of one file, as written; an empty text is a cell that was left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Path below the study's folder, with `/`.
    pub file: String,
    /// Couple or client.
    pub case: String,
    /// Name of the session.
    pub session: String,
    /// Place in the order of sessions.
    pub order: String,
    /// Days since the first session.
    pub day: String,
    /// Phase of the treatment.
    pub phase: String,
    /// Arm or dose group.
    pub arm: String,
    /// Label of the voice in the file.
    pub voice: String,
    /// The person behind it.
    pub participant: String,
    /// What the person is in the session.
    pub role: String,
    /// Whether the person consented.
    pub consent: String,
    /// Who or what transcribed the file.
    pub source: String,
    /// Line in the file, from 1; 0 for a row that was not read from one.
    pub line: usize,
}

impl Row {
    fn cells(&self) -> [&str; 12] {
        [
            &self.file,
            &self.case,
            &self.session,
            &self.order,
            &self.day,
            &self.phase,
            &self.arm,
            &self.voice,
            &self.participant,
            &self.role,
            &self.consent,
            &self.source,
        ]
    }

    fn set(&mut self, column: usize, value: &str) {
        let cell = match column {
            0 => &mut self.file,
            1 => &mut self.case,
            2 => &mut self.session,
            3 => &mut self.order,
            4 => &mut self.day,
            5 => &mut self.phase,
            6 => &mut self.arm,
            7 => &mut self.voice,
            8 => &mut self.participant,
            9 => &mut self.role,
            10 => &mut self.consent,
            _ => &mut self.source,
        };
        *cell = value.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

/// All rows of a study file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Study {
    /// The rows, in their order.
    pub rows: Vec<Row>,
}

impl Study {
    /// Reads `study.csv` as spreadsheets write it: with commas, semicolons or tabs, with a byte
    /// order mark, in UTF-8 or Windows-1252, columns in any order.
    ///
    /// # Errors
    /// What is wrong with the file as a whole. Wrong cells are found by [`super::resolve()`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Diagnostic> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        };
        let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
        let count = |c: char| header.matches(c).count();
        let delimiter = [',', ';', '\t'].into_iter().max_by_key(|c| (count(*c), *c == ','));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter.unwrap_or(',') as u8)
            .flexible(true)
            .from_reader(text.as_bytes());
        let headers = reader.headers().cloned().unwrap_or_default();
        let places: Vec<Option<usize>> = headers
            .iter()
            .map(|h| COLUMNS.iter().position(|c| c.eq_ignore_ascii_case(h.trim())))
            .collect();
        for needed in ["file", "voice", "participant", "role", "phase"] {
            if !places.iter().flatten().any(|i| COLUMNS[*i] == needed) {
                return Err(Diagnostic::error(
                    "study-column",
                    format!("the study file has no column `{needed}`"),
                )
                .at(1)
                .help(format!("its first line must name the columns {}", COLUMNS.join(","))));
            }
        }
        let mut study = Self::default();
        for record in reader.records() {
            let record = record.map_err(|e| {
                let line = e.position().map_or(0, |p| line_at(&text, p.byte()));
                Diagnostic::error("study-row", "this line of the study file cannot be read")
                    .at(line)
                    .help("open the file in a spreadsheet and save it as CSV again")
            })?;
            let line = record.position().map_or(0, |p| line_at(&text, p.byte()));
            let mut row = Row { line, ..Row::default() };
            for (cell, place) in record.iter().zip(&places) {
                if let Some(place) = place {
                    row.set(*place, cell);
                }
            }
            row.file = row.file.replace('\\', "/");
            if row.cells().iter().any(|c| !c.is_empty()) {
                study.rows.push(row);
            }
        }
        Ok(study)
    }

    /// The file's text, with CRLF line ends as RFC 4180 asks and spreadsheets like.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing into memory does not fail.
        let _ = writer.write_record(COLUMNS);
        for row in &self.rows {
            let _ = writer.write_record(row.cells());
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// The line (from 1) of a record that begins at a byte. The reader's own count lags behind where
/// lines end in CR LF, since it stands between the two.
fn line_at(text: &str, byte: u64) -> usize {
    let byte = usize::try_from(byte).unwrap_or(0).min(text.len());
    let rest = &text.as_bytes()[byte..];
    let start = byte + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_may_reorder_columns_and_use_semicolons() {
        let text = "\u{FEFF}role;voice;File;participant;phase\r\npartner; Ana ;a\\b.txt;Ana;Baseline\r\n;;;;\r\n";
        let study = Study::parse(text.as_bytes()).unwrap();
        assert_eq!(study.rows.len(), 1);
        let row = &study.rows[0];
        assert_eq!((row.file.as_str(), row.voice.as_str()), ("a/b.txt", "Ana"));
        assert_eq!((row.phase.as_str(), row.line), ("Baseline", 2));
    }

    #[test]
    fn a_missing_column_is_named() {
        let problem = Study::parse(b"file,voice,role,phase\n").unwrap_err();
        assert!(problem.message.contains("`participant`"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let row = Row {
            file: "a, b.vtt".into(),
            voice: "Dr. \"Z\"".into(),
            participant: "T".into(),
            line: 2,
            ..Row::default()
        };
        let study = Study { rows: vec![row] };
        assert_eq!(Study::parse(&study.to_csv()).unwrap(), study);
    }
}
