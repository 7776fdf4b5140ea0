//! A text as a terminal shows it: one cell after another, each with its width and its bytes.
//!
//! What would move the cursor, hide words or turn the line around is not passed on: transcripts are
//! other people's files. Must not know: marks.

use std::ops::Range;

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::underline::Mark;

/// What one reader would call a character.
#[derive(Debug, Clone)]
struct Cell<'t> {
    byte: usize,
    end: usize,
    shown: &'t str,
    width: usize,
    /// A line ends here.
    breaks: bool,
}

/// A text, cell by cell.
#[derive(Debug, Clone)]
pub(crate) struct Cells<'t> {
    cells: Vec<Cell<'t>>,
}

/// How many columns a text takes.
pub(crate) fn width_of(text: &str) -> usize {
    text.width()
}

impl<'t> Cells<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let cell = |(byte, cluster): (usize, &'t str)| {
            let breaks = matches!(cluster, "\n" | "\r\n" | "\r" | "\u{2028}" | "\u{2029}");
            let shown = match cluster {
                _ if breaks => "",
                "\t" => " ",
                c if c.chars().all(is_unseen) => "",
                c if c.chars().any(char::is_control) => "\u{FFFD}",
                c => c,
            };
            Cell { byte, end: byte + cluster.len(), shown, width: width_of(shown), breaks }
        };
        Self { cells: text.grapheme_indices(true).map(cell).collect() }
    }

    /// The cells of each line: broken at spaces where there are any, else where the line is full.
    pub(crate) fn lines(&self, width: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let (mut start, mut used) = (0, 0);
        let mut space: Option<usize> = None;
        let mut i = 0;
        while i < self.cells.len() {
            let cell = &self.cells[i];
            if cell.breaks {
                lines.push(start..i + 1);
                (start, used, space) = (i + 1, 0, None);
            } else if used + cell.width > width && cell.shown != " " && i > start {
                let at = space.filter(|s| *s > start).unwrap_or(i);
                lines.push(start..at);
                (start, used, space) = (at, 0, None);
                i = at;
                continue;
            } else {
                used += cell.width;
                if cell.shown == " " {
                    space = Some(i + 1);
                }
            }
            i += 1;
        }
        if start < self.cells.len() || lines.is_empty() {
            lines.push(start..self.cells.len());
        }
        lines
    }

    /// The columns that a span takes in a line, if it is there, and whether it ends there.
    pub(crate) fn columns(
        &self,
        line: &Range<usize>,
        span: &Range<usize>,
    ) -> Option<(Range<usize>, bool)> {
        let mut column = 0;
        let mut found: Option<Range<usize>> = None;
        let mut last = line.start;
        for (i, cell) in self.cells[line.clone()].iter().enumerate() {
            if cell.byte < span.end && cell.end > span.start && (cell.width > 0) {
                let start = found.map_or(column, |f| f.start);
                found = Some(start..column + cell.width);
                last = line.start + i;
            }
            column += cell.width;
        }
        let found = found?;
        // A space at the end of a line is not worth a stroke.
        let blank = self.cells[last].shown == " " && last + 1 == line.end;
        let found = if blank && found.len() > 1 { found.start..found.end - 1 } else { found };
        let goes_on = self.cells[last + 1..].iter().any(|c| c.byte < span.end && c.width > 0);
        Some((found, !goes_on))
    }

    /// A line as it is printed, marked words set off.
    pub(crate) fn shown(&self, line: &Range<usize>, marks: &[&Mark]) -> String {
        let mut out = String::new();
        let bold = Style::new().bold();
        let mut on = false;
        let cells = &self.cells[line.clone()];
        let solid = cells.iter().rposition(|c| !c.shown.trim().is_empty()).map_or(0, |i| i + 1);
        let cells = &cells[..solid];
        if cells.iter().flat_map(|c| c.shown.chars()).any(runs_leftwards) {
            // Keeps the order of the columns where a terminal would turn the whole line around.
            out.push('\u{200E}');
        }
        for cell in cells {
            let marked = marks.iter().any(|m| cell.byte < m.span.end && cell.end > m.span.start);
            if marked != on {
                out.push_str(&if marked { format!("{bold}") } else { format!("{bold:#}") });
                on = marked;
            }
            out.push_str(cell.shown);
        }
        if on {
            out.push_str(&format!("{bold:#}"));
        }
        out
    }

    /// The text on one line, cut to a width.
    pub(crate) fn cut(&self, width: usize) -> String {
        let shown = |c: &Cell<'t>| if c.breaks { " " } else { c.shown };
        let all: usize = self.cells.iter().map(|c| width_of(shown(c))).sum();
        let room = if all > width { width.saturating_sub(1) } else { width };
        let mut used = 0;
        let mut out = String::new();
        for cell in &self.cells {
            used += width_of(shown(cell));
            if used > room {
                break;
            }
            out.push_str(shown(cell));
        }
        if all > width {
            out.truncate(out.trim_end().len());
            out.push('\u{2026}');
        }
        out
    }
}

/// Signs that are not seen, among them those that turn the direction of writing.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Letters of scripts that run from right to left.
fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
