//! Reads CSV and its relatives, whatever separates the cells and however the columns are named.
//!
//! Must not know: what the names of columns mean (see `columns`).

use super::columns::{self, Columns};
use super::reader::{Reader, Reading};
use super::rows::{Row, Rows, When};
use crate::decode::Source;
use crate::diagnostic::Diagnostic;
use csv::StringRecord;

/// Separators in the order in which they win if two fit alike.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// After this many broken quotations, quotation marks are taken as letters.
const MOST_RESTARTS: usize = 64;

/// The reader of tables.
#[derive(Debug)]
pub(super) struct Table;

impl Reader for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn looks_like(&self, source: &Source<'_>) -> bool {
        header(source).is_some()
    }

    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic> {
        let header = header(source)
            .ok_or_else(|| Diagnostic::error("no-header", "the table has no header line"))?;
        if columns::is_study(&header.names) {
            return Err(Diagnostic::note("study-file", "this is a study file, not a transcript"));
        }
        let Some(text) = header.columns.text else {
            return Err(no_text(&header));
        };
        let rows = read_rows(source, &header, text);
        Ok(rows.finish(self.name(), source.encoding()))
    }
}

/// The first line of a table.
struct Header {
    names: Vec<String>,
    columns: Columns,
    separator: u8,
    line: usize,
}

/// The header, if the file begins with one that can be no sentence.
fn header(source: &Source<'_>) -> Option<Header> {
    let mut filled = source.filled();
    let (mut line, mut text) = filled.next()?;
    // Excel writes `sep=;` above the header.
    if text.trim().to_ascii_lowercase().starts_with("sep=") {
        (line, text) = filled.next()?;
    }
    if text.len() > 4000 {
        return None;
    }
    let rows: Vec<&str> = filled.take(5).map(|(_, l)| l).collect();
    SEPARATORS.iter().find_map(|&separator| {
        let names: Vec<String> =
            cells(text, separator).iter().map(|c| c.trim().to_owned()).collect();
        let short = |n: &String| n.chars().count() <= 40 && n.split_whitespace().count() <= 4;
        if names.len() < 2
            || !names.iter().all(short)
            || names.iter().any(|n| n.ends_with(['.', '?', '!', ':']))
        {
            return None;
        }
        let columns = Columns::find(&names);
        let width = names.len();
        // Without words among the columns it still is a table if its rows are as wide as its
        // header; then the reader says which column is missing.
        let wide = rows.len() >= 2
            && width >= 3
            && rows.iter().all(|r| cells(r, separator).len() == width);
        let words =
            columns.text.is_some() && (columns.known() >= 2 || (wide && columns.known() >= 1));
        let other = wide && (columns.known() >= 1 || columns::is_result(&names));
        let own = columns::is_study(&names);
        (words || other || own).then_some(Header { names, columns, separator, line })
    })
}

fn no_text(header: &Header) -> Diagnostic {
    if columns::is_result(&header.names) {
        return Diagnostic::note("result-file", "this is a table of results, not a transcript");
    }
    let names: Vec<String> = header.names.iter().take(12).map(|n| format!("“{n}”")).collect();
    let message = format!("no column holds the words; the columns are {}", names.join(", "));
    Diagnostic::warning("no-text-column", message)
        .at(header.line)
        .help("if this is a transcript, name the column with the words “text”")
}

fn builder(separator: u8, quoting: bool) -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(separator).quoting(quoting).flexible(true).has_headers(false);
    builder
}

/// The cells of one line.
fn cells(line: &str, separator: u8) -> Vec<String> {
    let mut reader = builder(separator, true).buffer_capacity(1 << 10).from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// All rows. A quotation that is never closed would swallow the rows after it; where a record of
/// several lines does not fit the header, its first line is read alone and the next ones anew.
fn read_rows(source: &Source<'_>, header: &Header, text: usize) -> Rows {
    let mut rows = Rows { in_ms: header.columns.in_ms, ..Rows::default() };
    let whole = source.text();
    let mut from = line_end(whole, start_of(source, header.line));
    let mut restarts = 0;
    'anew: loop {
        let quoting = restarts < MOST_RESTARTS;
        let tail = whole.get(from..).unwrap_or("");
        let mut reader = builder(header.separator, quoting).from_reader(tail.as_bytes());
        let mut record = StringRecord::new();
        loop {
            let before = reader.position().byte() as usize;
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return rows,
                // Text that was decoded is valid, so that this cannot happen; nothing is lost if
                // it does but the rest of the file, which is then named.
                Err(_) => {
                    rows.bad.push(source.line_of(from + before));
                    return rows;
                }
            }
            let after = reader.position().byte() as usize;
            let raw = tail.get(before..after).unwrap_or("");
            let at = from + before + (raw.len() - raw.trim_start_matches(['\r', '\n']).len());
            let line = source.line_of(at);
            let broken = raw.trim().contains(['\n', '\r'])
                && (record.len() != header.names.len() || !well_quoted(raw, header.separator));
            if broken && quoting {
                restarts += 1;
                rows.bad_quotation(line, source.line(line), header, text);
                from = line_end(whole, at);
                continue 'anew;
            }
            rows.add(&record, line, header, text);
        }
    }
}

/// Whether every quotation closes right before a separator or the end of a line.
fn well_quoted(raw: &str, separator: u8) -> bool {
    let bytes = raw.as_bytes();
    let (mut quoted, mut i) = (false, 0);
    while let Some(&byte) = bytes.get(i) {
        let next = bytes.get(i + 1).copied();
        match (byte, quoted) {
            (b'"', false) => {
                let opens = i == 0
                    || bytes
                        .get(i - 1)
                        .is_some_and(|&b| b == separator || b == b'\n' || b == b'\r');
                quoted = opens;
            }
            (b'"', true) if next == Some(b'"') => i += 1,
            (b'"', true) => {
                if next.is_some_and(|b| b != separator && b != b'\n' && b != b'\r') {
                    return false;
                }
                quoted = false;
            }
            _ => {}
        }
        i += 1;
    }
    !quoted
}

fn start_of(source: &Source<'_>, line: usize) -> usize {
    let text = source.text();
    let mut at = 0;
    for _ in 1..line {
        at = line_end(text, at);
    }
    at
}

/// The byte after the end of the line in which a byte stands.
fn line_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    match rest.find(['\n', '\r']) {
        Some(at) => {
            let two = rest.get(at..).is_some_and(|r| r.starts_with("\r\n"));
            from + at + if two { 2 } else { 1 }
        }
        None => text.len(),
    }
}

impl Rows {
    /// A line with an open quotation, read with the quotation marks as letters.
    fn bad_quotation(&mut self, line: usize, raw: &str, header: &Header, text: usize) {
        let mut reader = builder(header.separator, false).from_reader(raw.as_bytes());
        let mut record = StringRecord::new();
        if matches!(reader.read_record(&mut record), Ok(true)) {
            let known = self.ragged.len();
            self.add(&record, line, header, text);
            if let Some(row) = self.rows.last_mut().filter(|r| r.line == line) {
                row.text = row.text.trim_matches('"').replace("\"\"", "\"");
                if self.ragged.len() == known {
                    self.ragged.push(line);
                }
            }
        } else {
            self.bad.push(line);
        }
    }

    fn add(&mut self, record: &StringRecord, line: usize, header: &Header, text: usize) {
        let width = header.names.len();
        if record.iter().all(|c| c.trim().is_empty()) {
            // A line of separators alone, as spreadsheets leave below a table.
            return;
        }
        // More cells than columns: somebody forgot the quotation marks around words with a comma.
        // The words are what may hold one, so the surplus cells are theirs.
        let extra = record.len().saturating_sub(width);
        let shift = |i: usize| if i > text { i + extra } else { i };
        let cell = |i: Option<usize>| i.and_then(|i| record.get(shift(i))).unwrap_or("").trim();
        if record.get(text).is_none() {
            return self.bad.push(line);
        }
        if record.len() != width {
            let missing =
                (record.len()..width).any(|i| [header.columns.speaker].contains(&Some(i)));
            if missing {
                return self.bad.push(line);
            }
            // Cells that are merely left out at the end of a row are no fault.
            if extra > 0 {
                self.ragged.push(line);
            }
        }
        let joint = char::from(header.separator).to_string();
        let words: Vec<&str> = record.iter().skip(text).take(extra + 1).collect();
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        let c = &header.columns;
        self.rows.push(Row {
            line,
            speaker: some(cell(c.speaker)),
            text: words.join(&joint).trim().to_owned(),
            start: When::parse(cell(c.start)),
            end: When::parse(cell(c.end)),
            conversation: c.conversation.map(|i| cell(Some(i)).to_owned()),
            number: cell(c.number).parse().ok(),
            role: cell(c.stated_role).parse().ok(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reading {
        let source = Source::new(text, "UTF-8");
        assert!(Table.looks_like(&source), "{text}");
        Table.read(&source).unwrap()
    }

    #[test]
    fn separators_and_names() {
        for text in [
            "Speaker,Text\nTherapist,\"Well, how are you?\"\nLena,fine\n",
            "sep=;\r\nWho;Utterance\r\nTherapist;Well, how are you?\r\nLena;fine\r\n",
            "start\tend\tvoice\ttext\n0\t2\tTherapist\tWell, how are you?\n2\t3\tLena\tfine\n",
        ] {
            let r = read(text);
            assert_eq!(r.transcript.voices, ["Therapist", "Lena"]);
            assert_eq!(r.transcript.utterances[0].text, "Well, how are you?");
            assert!(r.problems.is_empty());
        }
    }

    #[test]
    fn broken_rows_lose_only_themselves() {
        let r = read(
            "speaker,text\nAna,I, too, was there\nBen,\"open\nAna,\"closed, \"\"yes\"\"\"\nBen\nAna,\"two\nlines\"\n,\n",
        );
        let texts: Vec<_> = r.transcript.utterances.iter().map(|u| u.text.as_str()).collect();
        assert_eq!(texts, ["I, too, was there", "open", "closed, \"yes\"", "two\nlines"]);
        assert_eq!(r.transcript.utterances[3].line, 6);
        let codes: Vec<_> = r.problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["unplaced-lines", "ragged-rows"]);
    }

    #[test]
    fn other_tables_and_prose() {
        let prose = Source::new("Well, you know, text\nI said, no, never, text\n", "UTF-8");
        assert!(!Table.looks_like(&prose));
        let err = |text: &str| Table.read(&Source::new(text, "UTF-8")).unwrap_err().code;
        assert_eq!(err("file,voice,participant,role\na.txt,T,1,therapist\n"), "study-file");
        assert_eq!(err("participant,session,phq\n1,2,3\n4,5,6\n"), "no-text-column");
        assert_eq!(err("participant,hits,rate\n1,2,3\n4,5,6\n"), "result-file");
    }
}
