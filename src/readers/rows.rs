//! Rows of a table or of JSON lines to a transcript: times, conversations, numbers.
//!
//! Must not know: how the rows were written down.

use super::cues::unnamed;
use super::problems::{Unplaced, count, list_lines, no_voices};
use super::reader::Reading;
use super::time;
use super::turns::Voices;
use crate::diagnostic::Diagnostic;
use crate::model::{Transcript, Utterance};
use std::collections::BTreeMap;

/// Speech runs at a third of a second a word. If it seems to take more than this, the unit is
/// milliseconds: half way, by ratio, between 0.3 and 300.
const UNITS_A_WORD: f64 = 10.0;
/// Larger numbers are seconds since 1970, as chats and forums have them.
const EPOCH: f64 = 1e8;

/// A time as a row gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum When {
    /// A number whose unit the whole file decides.
    Number(f64),
    /// Milliseconds, since it was written as a clock shows it.
    Ms(i64),
}

impl When {
    /// Reads a cell.
    pub(crate) fn parse(cell: &str) -> Option<Self> {
        let cell = cell.trim();
        if let Ok(number) = cell.replace(',', ".").parse::<f64>() {
            return number.is_finite().then_some(Self::Number(number));
        }
        if let Some(seconds) = time::date(cell) {
            return Some(Self::Number(seconds));
        }
        let inner = cell.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
        time::loose(inner).map(Self::Ms)
    }
}

/// One row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) speaker: Option<String>,
    pub(crate) text: String,
    pub(crate) start: Option<When>,
    pub(crate) end: Option<When>,
    pub(crate) conversation: Option<String>,
    pub(crate) number: Option<usize>,
}

/// Rows and what was wrong with others.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Row>,
    /// Rows that could not be read.
    pub(crate) bad: Vec<usize>,
    /// Rows with too many or too few cells whose words could be kept.
    pub(crate) ragged: Vec<usize>,
    /// Rows without words.
    pub(crate) empty: Vec<usize>,
    /// Whether a name says that times are milliseconds.
    pub(crate) in_ms: bool,
}

impl Rows {
    /// Groups the rows by conversation and numbers them.
    pub(crate) fn finish(mut self, format: &'static str, encoding: &'static str) -> Reading {
        self.rows.retain(|r| {
            let filled = !r.text.trim().is_empty();
            if !filled {
                self.empty.push(r.line);
            }
            filled
        });
        let scale = self.scale();
        let mut t = Transcript { format, encoding, ..Transcript::default() };
        let mut index: BTreeMap<String, usize> = BTreeMap::new();
        let mut voices = Voices::default();
        for row in &self.rows {
            let name = row.conversation.clone().unwrap_or_default();
            let next = index.len();
            let conversation = *index.entry(name.clone()).or_insert_with(|| {
                t.conversations.push(name);
                next
            });
            let label = row.speaker.as_deref().map(str::trim).filter(|s| !s.is_empty());
            let voice = label.map(|l| voices.of(&mut t, l));
            t.utterances.push(Utterance {
                voice,
                text: row.text.trim().to_owned(),
                start_ms: row.start.and_then(|w| scale.ms(w)),
                end_ms: row.end.and_then(|w| scale.ms(w)),
                line: row.line,
                conversation,
                number: row.number.unwrap_or(0),
            });
        }
        if t.conversations.iter().all(String::is_empty) {
            t.conversations.clear();
        }
        t.utterances.sort_by_key(|u| u.conversation);
        number(&mut t, &self.rows);
        epochs(&mut t);
        let problems = self.problems(&t);
        Reading { transcript: t, problems }
    }

    /// The unit of the times that are bare numbers.
    fn scale(&self) -> Scale {
        let numbers = || {
            self.rows.iter().flat_map(|r| [r.start, r.end]).filter_map(|w| match w {
                Some(When::Number(n)) => Some(n),
                _ => None,
            })
        };
        let whole = numbers().all(|n| n.fract() == 0.0);
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for n in numbers() {
            (low, high) = (low.min(n), high.max(n));
        }
        let words: usize = self.rows.iter().map(|r| r.text.split_whitespace().count()).sum();
        let slow = (high - low) / (words.max(1) as f64) > UNITS_A_WORD;
        let epoch = low >= EPOCH;
        // Seconds since 1970 have ten digits, milliseconds thirteen.
        let ms = if epoch { low >= EPOCH * 1000.0 } else { self.in_ms || (whole && slow) };
        Scale { factor: if ms { 1.0 } else { 1000.0 } }
    }

    fn problems(&mut self, t: &Transcript) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        self.empty.sort_unstable();
        let mut unplaced = Unplaced::default();
        self.bad.iter().for_each(|&n| unplaced.lost(n));
        problems.extend(unplaced.diagnostic());
        if let Some(&first) = self.ragged.first() {
            let what = count(self.ragged.len(), "row has", "rows have");
            let message = format!("{what} too many or too few cells: {}", list_lines(&self.ragged));
            let d = Diagnostic::warning("ragged-rows", message).at(first);
            problems.push(d.help(
                "their words were kept; put quotation marks around cells that hold a separator",
            ));
        }
        if let Some(&first) = self.empty.first() {
            let what = count(self.empty.len(), "row holds", "rows hold");
            let message = format!("{what} no words: {}", list_lines(&self.empty));
            problems.push(Diagnostic::note("empty-rows", message).at(first));
        }
        if t.voices.is_empty() && !t.utterances.is_empty() {
            problems
                .push(no_voices("add a column named “speaker” that says who speaks in each row"));
        } else if let Some(d) = unnamed(t) {
            problems.push(d);
        }
        problems
    }
}

/// Numbers from 1 within each conversation where the file gives none.
fn number(t: &mut Transcript, rows: &[Row]) {
    if rows.iter().all(|r| r.number.is_some()) {
        return;
    }
    let (mut conversation, mut n) = (0, 0);
    for u in &mut t.utterances {
        if u.conversation != conversation {
            (conversation, n) = (u.conversation, 0);
        }
        n += 1;
        u.number = n;
    }
}

/// Times since 1970 are counted from the first one of the conversation.
fn epochs(t: &mut Transcript) {
    let mut first: Option<(usize, i64)> = None;
    for u in &mut t.utterances {
        let Some(start) = u.start_ms.filter(|&ms| ms as f64 >= EPOCH * 1000.0) else { continue };
        let base = match first {
            Some((c, base)) if c == u.conversation => base,
            _ => start,
        };
        first = Some((u.conversation, base));
        u.start_ms = Some(start - base).filter(|&ms| ms >= 0);
        u.end_ms = u.end_ms.map(|e| e - base).filter(|&ms| ms >= 0);
    }
}

/// How numbers become milliseconds.
struct Scale {
    factor: f64,
}

impl Scale {
    fn ms(&self, when: When) -> Option<i64> {
        match when {
            When::Ms(ms) => Some(ms),
            When::Number(n) => {
                let ms = (n * self.factor).round();
                (0.0..1e15).contains(&ms).then_some(ms as i64)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(start: f64, end: f64, conversation: &str) -> Row {
        Row {
            line: 1,
            text: "we talked for a while".into(),
            start: Some(When::Number(start)),
            end: Some(When::Number(end)),
            conversation: Some(conversation.into()),
            ..Row::default()
        }
    }

    #[test]
    fn units_follow_the_pace_of_speech() {
        let read = |rows| Rows { rows, ..Rows::default() }.finish("csv", "UTF-8").transcript;
        let ms = read(vec![row(31.0, 2434.0, ""), row(2695.0, 5000.0, "")]);
        assert_eq!(ms.utterances[1].start_ms, Some(2695));
        let s = read(vec![row(0.0, 3.0, ""), row(3.0, 7.0, "")]);
        assert_eq!(s.utterances[1].start_ms, Some(3000));
        let epoch = read(vec![row(1.5e9, 1.5e9, ""), row(1.5e9 + 60.0, 1.5e9 + 60.0, "")]);
        assert_eq!(epoch.utterances[1].start_ms, Some(60_000));
    }

    #[test]
    fn conversations_are_grouped_and_numbered() {
        let rows = vec![row(0.0, 1.0, "b"), row(0.0, 1.0, "a"), row(1.0, 2.0, "b")];
        let t = Rows { rows, ..Rows::default() }.finish("csv", "UTF-8").transcript;
        assert_eq!(t.conversations, ["b", "a"]);
        let found: Vec<_> = t.utterances.iter().map(|u| (u.conversation, u.number)).collect();
        assert_eq!(found, [(0, 1), (0, 2), (1, 1)]);
    }
}
