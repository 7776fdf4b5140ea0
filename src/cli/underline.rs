//! A text wrapped to a width, with lines beneath its words that say what they are.
//!
//! Columns are those of a terminal: wide characters take two, marks put on a letter none. Every mark
//! gets its label on the line beneath, to the right of its words or, where there is no room, to the
//! left or one line further down. Must not know: what any mark means.

use std::ops::Range;

use anstyle::Style;

use super::cells::{Cells, width_of};

/// Words that are marked.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// Bytes of the text.
    pub(crate) span: Range<usize>,
    /// What is written beside the line.
    pub(crate) label: String,
    /// What the line is drawn with.
    pub(crate) stroke: char,
    pub(crate) style: Style,
}

/// How much of a long text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Folding {
    /// All of it.
    Whole,
    /// Of long texts the lines with marks and those around them.
    Long,
    /// The lines with marks, and those between two that are near.
    Marked,
}

/// Where and how it is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    /// Columns of the terminal.
    pub(crate) width: usize,
    /// Columns left empty on the left.
    pub(crate) indent: usize,
    pub(crate) folding: Folding,
}

/// Texts of so many lines are shown whole.
const SHORT: usize = 12;
/// So many columns stay free around a mark with its label.
const APART: usize = 2;

/// The text with its marks, ending in a line break.
pub(crate) fn drawn(text: &str, marks: &[Mark], sheet: Sheet) -> String {
    let room = sheet.width.saturating_sub(sheet.indent).max(20);
    let cells = Cells::new(text);
    let lines = cells.lines(room);
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end));
    let marked: Vec<bool> =
        lines.iter().map(|l| marks.iter().any(|m| cells.columns(l, &m.span).is_some())).collect();
    let mut out = String::new();
    let mut left_out = 0;
    for (i, line) in lines.iter().enumerate() {
        if !is_shown(i, &marked, sheet.folding) {
            left_out += 1;
            continue;
        }
        fold(&mut out, &mut left_out, sheet.indent);
        put(&mut out, sheet.indent, &cells.shown(line, &marks));
        for row in rows(&cells, line, &marks, room) {
            put(&mut out, sheet.indent, &row);
        }
    }
    fold(&mut out, &mut left_out, sheet.indent);
    out
}

/// A plain paragraph.
pub(crate) fn paragraph(text: &str, width: usize, indent: usize) -> String {
    drawn(text, &[], Sheet { width, indent, folding: Folding::Whole })
}

fn put(out: &mut String, indent: usize, line: &str) {
    if !line.is_empty() {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// Tells that lines were left out.
fn fold(out: &mut String, left_out: &mut usize, indent: usize) {
    if *left_out > 0 {
        put(out, indent, "\u{22EE}");
        *left_out = 0;
    }
}

fn is_shown(line: usize, marked: &[bool], folding: Folding) -> bool {
    let near = |reach: usize| {
        let from = line.saturating_sub(reach);
        marked[from..marked.len().min(line + reach + 1)].contains(&true)
    };
    match folding {
        Folding::Whole => true,
        Folding::Long => marked.len() <= SHORT || near(1) || (line < 2 && !marked.contains(&true)),
        // A single line between two is not worth leaving out.
        Folding::Marked => {
            let before = line > 0 && marked[line - 1];
            let after = marked.get(line + 1) == Some(&true);
            marked[line] || (before && after) || (!marked.contains(&true) && line < 2)
        }
    }
}

/// Lines beneath a line of text.
fn rows(cells: &Cells<'_>, line: &Range<usize>, marks: &[&Mark], room: usize) -> Vec<String> {
    let mut rows: Vec<Row> = Vec::new();
    for mark in marks {
        let Some((columns, last)) = cells.columns(line, &mark.span) else { continue };
        let stroke = Piece::stroke(&columns, mark);
        let label = if last { mark.label.as_str() } else { "" };
        let length = width_of(label);
        if label.is_empty() {
            place(&mut rows, 0, vec![stroke]);
        } else if columns.end + 1 + length <= room {
            place(&mut rows, 0, vec![stroke, Piece::label(columns.end + 1, label, mark)]);
        } else if columns.start > length {
            place(
                &mut rows,
                0,
                vec![Piece::label(columns.start - 1 - length, label, mark), stroke],
            );
        } else {
            let row = place(&mut rows, 0, vec![stroke]);
            let cut = cut(label, room);
            let at = room.saturating_sub(width_of(&cut)).min(columns.start);
            place(&mut rows, row + 1, vec![Piece::label(at, &cut, mark)]);
        }
    }
    rows.into_iter().map(Row::drawn).collect()
}

/// Puts pieces on the first line from `from` on where nothing stands in their way; tells which.
fn place(rows: &mut Vec<Row>, from: usize, pieces: Vec<Piece>) -> usize {
    let start = pieces.first().map_or(0, |p| p.start);
    // Strokes without a label may stand side by side.
    let apart = if pieces.len() > 1 { APART } else { 1 };
    let end = pieces.last().map_or(0, Piece::end);
    let free =
        |row: &Row| row.pieces.iter().all(|p| p.end() + apart <= start || end + apart <= p.start);
    while rows.len() <= from {
        rows.push(Row::default());
    }
    let row = (from..rows.len()).find(|r| free(&rows[*r])).unwrap_or_else(|| {
        rows.push(Row::default());
        rows.len() - 1
    });
    rows[row].pieces.extend(pieces);
    row
}

/// A text cut to a width.
pub(crate) fn cut(text: &str, width: usize) -> String {
    Cells::new(text).cut(width)
}

/// Something on a line beneath the text.
struct Piece {
    start: usize,
    text: String,
    style: Style,
}

impl Piece {
    fn stroke(columns: &Range<usize>, mark: &Mark) -> Self {
        let text = std::iter::repeat_n(mark.stroke, columns.len()).collect();
        Self { start: columns.start, text, style: mark.style }
    }

    fn label(start: usize, text: &str, mark: &Mark) -> Self {
        Self { start, text: text.to_string(), style: mark.style }
    }

    fn end(&self) -> usize {
        self.start + width_of(&self.text)
    }
}

#[derive(Default)]
struct Row {
    pieces: Vec<Piece>,
}

impl Row {
    fn drawn(mut self) -> String {
        self.pieces.sort_by_key(|p| p.start);
        let mut out = String::new();
        let mut at = 0;
        for piece in &self.pieces {
            out.extend(std::iter::repeat_n(' ', piece.start.saturating_sub(at)));
            out.push_str(&format!("{}{}{:#}", piece.style, piece.text, piece.style));
            at = piece.end();
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with marks on the given words, each labelled with the number of its place.
    fn shown(text: &str, words: &[&str], width: usize) -> String {
        let mark = |(i, word): (usize, &&str)| {
            let start = text.find(word).unwrap();
            let label = format!("mark {i}");
            Mark { span: start..start + word.len(), label, stroke: '-', style: Style::new() }
        };
        let marks: Vec<Mark> = words.iter().enumerate().map(mark).collect();
        let sheet = Sheet { width, indent: 0, folding: Folding::Whole };
        anstream::adapter::strip_str(&drawn(text, &marks, sheet)).to_string()
    }

    #[test]
    fn labels_stand_beside_their_words_and_never_on_one_another() {
        assert_eq!(
            shown("so it is not my fault at all", &["not", "my fault", "not my"], 40),
            "so it is not my fault at all\n         ------ mark 2\n         --- mark 0\n             -------- mark 1\n"
        );
        // No room on the right: on the left, or one line further down.
        assert_eq!(
            shown("so it is not my fault", &["fault"], 24),
            "so it is not my fault\n         mark 0 -----\n"
        );
        assert_eq!(
            shown("it is not my own fault", &["it is not my own fault"], 24),
            "it is not my own fault\n----------------------\nmark 0\n"
        );
    }

    #[test]
    fn a_mark_goes_on_in_the_next_line_and_has_its_label_at_the_end() {
        assert_eq!(
            shown("well it was never ever really my fault", &["never ever really my fault"], 22),
            "well it was never ever\n            ----------\nreally my fault\n--------------- mark 0\n"
        );
    }

    #[test]
    fn columns_are_those_of_the_terminal() {
        let lines = |text, word| {
            let all = shown(text, &[word], 60);
            all.lines().nth(1).unwrap().to_string()
        };
        assert_eq!(lines("\u{5168}\u{90E8} my fault", "my"), "     -- mark 0");
        assert_eq!(lines("e\u{301}h my fault", "my"), "   -- mark 0");
        assert_eq!(lines("\u{1F469}\u{200D}\u{1F467} my fault", "my"), "   -- mark 0");
        assert_eq!(lines("a\tmy fault", "my"), "  -- mark 0");
    }

    #[test]
    fn nothing_moves_the_cursor_or_turns_the_line() {
        let all = shown("so\u{1b}[31m \u{202E}my fault\u{7}", &["my fault"], 60);
        assert_eq!(all.lines().next().unwrap(), "so\u{FFFD}[31m my fault\u{FFFD}");
        assert!(shown("\u{5E9}\u{5DC} my", &["my"], 60).starts_with('\u{200E}'));
    }

    #[test]
    fn long_words_and_line_ends_are_broken() {
        assert_eq!(paragraph(&"a".repeat(50), 20, 0).lines().count(), 3);
        assert_eq!(paragraph("one\ntwo\r\nthree", 20, 2), "  one\n  two\n  three\n");
        assert_eq!(cut("one\ntwo three", 9), "one two\u{2026}");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_marked_fits_the_width(
            text in "\\PC{0,60}|([a-z]{1,30} ){0,12}",
            from in 0_usize..60,
            length in 1_usize..40,
            width in 20_usize..90,
        ) {
            let at = |i: usize| (i.min(text.len())..=text.len()).find(|b| text.is_char_boundary(*b));
            let span = at(from).unwrap()..at(from + length).unwrap();
            let mark = Mark { span, label: "a long label".into(), stroke: '-', style: Style::new() };
            let sheet = Sheet { width, indent: 0, folding: Folding::Whole };
            for line in anstream::adapter::strip_str(&drawn(&text, &[mark], sheet)).to_string().lines() {
                proptest::prop_assert!(width_of(line.trim_end()) <= width.max(20) + 1, "{line:?}");
            }
        }
    }
}
