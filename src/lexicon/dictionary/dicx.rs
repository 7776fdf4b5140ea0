//! LIWC-22's `.dicx`: a table with a term in each row and a category in each column.
//!
//! Must not know: how entries are read.

use super::Dictionary;
use super::draft::{Draft, MOST_CATEGORIES};
use super::gather::Kind;
use super::names::{id_of, short_and_long, tidy};
use crate::decode::Source;
use crate::diagnostic::{Diagnostic, Severity};

/// The name of the first column.
pub(crate) const TERM: &str = "DicTerm";

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Whether a line is the header that LIWC-22 writes.
pub(crate) fn is_header(line: &str) -> bool {
    let cells = cells(line, separator(line));
    cells.len() > 1 && cells[0].trim().eq_ignore_ascii_case(TERM)
}

/// Reads a dictionary.
pub(crate) fn read(
    source: &Source<'_>,
    given: Dictionary,
) -> (Dictionary, Vec<usize>, Vec<Diagnostic>) {
    let mut draft = Draft::default();
    let mut lines =
        source.filled().skip_while(|(_, l)| l.starts_with("sep=") || l.starts_with('#'));
    let Some((number, header)) = lines.next() else { return draft.finish(given) };
    let separator = separator(header);
    let columns = columns(&cells(header, separator), number, &mut draft);
    if columns.is_empty() {
        let problem = Diagnostic::error("no-header", "the table's first line names no categories")
            .at(number)
            .help("write `DicTerm` and the categories into the first line, with commas between");
        return (given, Vec::new(), vec![problem]);
    }
    for (number, line) in lines {
        if !draft.full() {
            row(&cells(line, separator), &columns, number, &mut draft);
        }
    }
    draft.finish(given)
}

/// The first mark outside quotation marks that can part cells.
fn separator(header: &str) -> char {
    let outside = header.split('"').step_by(2);
    outside.flat_map(str::chars).find(|c| SEPARATORS.contains(c)).unwrap_or(',')
}

/// For each column behind the term its category, where it has one.
fn columns(header: &[String], line: usize, draft: &mut Draft) -> Vec<Option<usize>> {
    let mut columns = Vec::new();
    let last = header.iter().rposition(|h| !h.trim().is_empty()).unwrap_or(0);
    for (i, name) in header.iter().enumerate().skip(1) {
        let (short, long) = short_and_long(name);
        columns.push(match id_of(&short).is_empty() {
            // Spreadsheets leave empty columns at the end.
            true if i > last => None,
            true => {
                draft.gathered.add(&NO_NAME, &(i + 1).to_string(), line);
                None
            }
            false => draft.category(&short, &long, line),
        });
    }
    columns
}

fn row(cells: &[String], columns: &[Option<usize>], number: usize, draft: &mut Draft) {
    let term = tidy(&cells[0]);
    let mut own = Vec::new();
    for (i, cell) in cells.iter().enumerate().skip(1) {
        let cell = cell.trim();
        match (belongs(cell), columns.get(i - 1).copied().flatten()) {
            (Belongs::No, _) => {}
            (Belongs::Unclear, _) => draft.gathered.add(&CELL, "", number),
            (_, None) => draft.gathered.add(&BESIDE, "", number),
            (belongs, Some(category)) => {
                if belongs == Belongs::Weighted {
                    draft.gathered.add(&WEIGHT, "", number);
                }
                own.push(category);
            }
        }
    }
    if term.is_empty() {
        draft.gathered.add(&NO_TERM, "", number);
    } else if own.is_empty() {
        draft.gathered.add(&NO_CATEGORY, "", number);
    } else {
        own.sort_unstable();
        own.dedup();
        draft.entry_or_note(&own, &term, number);
    }
}

#[derive(PartialEq, Eq)]
enum Belongs {
    Yes,
    /// Yes, with a number that says how much.
    Weighted,
    No,
    Unclear,
}

fn belongs(cell: &str) -> Belongs {
    match cell {
        "" | "0" => return Belongs::No,
        "x" | "X" | "1" => return Belongs::Yes,
        _ => {}
    }
    match cell.replace(',', ".").parse::<f64>() {
        Ok(0.0) => Belongs::No,
        Ok(1.0) => Belongs::Yes,
        Ok(weight) if weight.is_finite() => Belongs::Weighted,
        _ => Belongs::Unclear,
    }
}

/// The cells of one line; there is always one, and never more than there can be columns. A quotation
/// mark that is never closed reaches to the end of its line and no further.
fn cells(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let last = cells.len() - 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells[last].push('"');
            }
            '"' if quoted || cells[last].trim().is_empty() => quoted = !quoted,
            c if c == separator && !quoted => {
                if cells.len() > MOST_CATEGORIES + 1 {
                    break;
                }
                cells.push(String::new());
            }
            c => cells[last].push(c),
        }
    }
    cells
}

static NO_NAME: Kind = Kind {
    severity: Severity::Warning,
    code: "no-name",
    one: "column ({}) has no name, and was left out",
    many: "columns ({}) have no name, and were left out",
    help: "write the category's name into the first line",
};

static CELL: Kind = Kind {
    severity: Severity::Warning,
    code: "cell",
    one: "cell is neither empty nor X nor a number, and was taken for empty",
    many: "cells are neither empty nor X nor a number, and were taken for empty",
    help: "write X where a term belongs to a category",
};

static BESIDE: Kind = Kind {
    severity: Severity::Warning,
    code: "beside",
    one: "cell stands under no category, and was left out",
    many: "cells stand under no category, and were left out",
    help: "put terms that hold commas into quotation marks",
};

static WEIGHT: Kind = Kind {
    severity: Severity::Warning,
    code: "weight",
    one: "cell holds a weight; the term counts there as any other, and the weight is not used",
    many: "cells hold weights; the terms count there as any others, and the weights are not used",
    help: "for degrees, make a category for each: `joy_low`, `joy_high`",
};

static NO_TERM: Kind = Kind {
    severity: Severity::Warning,
    code: "no-term",
    one: "row holds no term, and was left out",
    many: "rows hold no term, and were left out",
    help: "write the term into the first column",
};

static NO_CATEGORY: Kind = Kind {
    severity: Severity::Warning,
    code: "no-category",
    one: "term belongs to no category, and was left out",
    many: "terms belong to no category, and were left out",
    help: "write X under its categories",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_in_quotation_marks() {
        assert_eq!(cells("\"a, \"\"b\"\"\",X,", ','), ["a, \"b\"", "X", ""]);
        assert_eq!(cells("a;\"b;X", ';'), ["a", "b;X"]);
        assert_eq!(cells("", ','), [""]);
        assert!(is_header("\"DicTerm\";\"Joy\"") && is_header("dicterm\tJoy"));
        assert!(!is_header("DicTerm"));
    }
}
