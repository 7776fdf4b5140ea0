//! Recognises turns that carry a letter and a running number, `T1 … C2 …`, in lines or inline.
//!
//! Must not know: any other shape of plain text.

use crate::decode::Source;

/// Fewer turns than this may be numbered by chance.
const FEWEST: usize = 6;

/// A numbered turn: its letters, its line, and where its words lie in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn<'a> {
    pub(crate) label: &'a str,
    pub(crate) line: usize,
    pub(crate) text: &'a str,
}

/// The numbered turns of a file, if this is clearly how it is written; words before the first one
/// and on lines after a turn come as turns with an empty label.
pub(crate) fn turns<'a>(source: &'a Source<'_>) -> Option<Vec<Turn<'a>>> {
    let mut marks: Vec<(&str, u32)> = Vec::new();
    let mut turns = Vec::new();
    for (n, line) in source.filled() {
        let mut from = 0;
        let mut label = "";
        for (at, letters, number, used) in marks_in(line) {
            push(&mut turns, label, n, line.get(from..at));
            marks.push((letters, number));
            (label, from) = (letters, at + used);
        }
        push(&mut turns, label, n, line.get(from..));
        // A long file that shows no numbers in its first thousand lines is of another kind.
        if marks.is_empty() && n > 1000 {
            return None;
        }
    }
    runs_on(&marks).then_some(turns)
}

fn push<'a>(turns: &mut Vec<Turn<'a>>, label: &'a str, line: usize, text: Option<&'a str>) {
    let text = text.unwrap_or("").trim();
    if !text.is_empty() {
        turns.push(Turn { label, line, text });
    }
}

/// Marks such as `T12`, `T12:` at the beginning of a line or after a space: byte, letters, number,
/// bytes taken.
fn marks_in(line: &str) -> Vec<(usize, &str, u32, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in line.split(char::is_whitespace) {
        let body = word.trim_end_matches([':', '.', ')']);
        let letters = body.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = body.get(letters..).unwrap_or("");
        if (1..=2).contains(&letters)
            && (1..=4).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = digits.parse()
        {
            found.push((at, body.get(..letters).unwrap_or(""), number, word.len()));
        }
        at += word.len()
            + line.get(at + word.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// Whether the numbers run on, over all voices or for each of them, through nine tenths of a file.
fn runs_on(marks: &[(&str, u32)]) -> bool {
    let mut letters: Vec<&str> = marks.iter().map(|m| m.0).collect();
    letters.sort_unstable();
    letters.dedup();
    if marks.len() < FEWEST || !(2..=5).contains(&letters.len()) {
        return false;
    }
    let steps = marks.len() - 1;
    let common = marks.windows(2).filter(|w| w[1].1 == w[0].1.saturating_add(1)).count();
    let own = letters
        .iter()
        .map(|l| {
            let numbers: Vec<u32> = marks.iter().filter(|m| m.0 == *l).map(|m| m.1).collect();
            numbers.windows(2).filter(|w| w[1] == w[0].saturating_add(1)).count()
        })
        .sum::<usize>();
    common * 10 >= steps * 9 || own * 10 >= (marks.len() - letters.len()) * 9 && own >= FEWEST - 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Option<Vec<String>> {
        let source = Source::new(text, "UTF-8");
        Some(turns(&source)?.iter().map(|t| format!("{}|{}", t.label, t.text)).collect())
    }

    #[test]
    fn numbered_turns() {
        let inline =
            "A session\nT1 How are you? C2 Tired. T3 Since when? C4 Since\nMay. T5 I see. C6 Yes.";
        assert_eq!(
            run(inline).unwrap(),
            [
                "|A session",
                "T|How are you?",
                "C|Tired.",
                "T|Since when?",
                "C|Since",
                "|May.",
                "T|I see.",
                "C|Yes."
            ]
        );
        assert!(run("T1: a\nC1: b\nT2: c\nC2: d\nT3: e\nC3: f\n").is_some());
    }

    #[test]
    fn people_with_numbers_are_no_running_numbers() {
        assert!(run("S1: a\nS2: b\nS1: c\nS2: d\nS1: e\nS2: f\n").is_none());
        assert!(run("P1: a\nP2: b\nP3: c\nP1: d\nP2: e\nP3: f\nI1: g").is_none());
    }
}
