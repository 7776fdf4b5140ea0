//! Marks between words: where somebody else is quoted, where the typist speaks, where a sentence
//! or a clause ends.
//!
//! Must not know: the words themselves, beyond the few that typists put into brackets.

use std::ops::Range;

use super::normalise::is_apostrophe;

/// A quotation longer than this is a mark that somebody forgot to close.
const LONGEST_QUOTATION: usize = 600;

/// Byte ranges inside quotation marks, in order. Marks that are never closed quote nothing.
pub(crate) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |n| n.1);
        match open {
            Some((mark, start)) if closes(mark, c, after) => {
                if i - start <= LONGEST_QUOTATION {
                    found.push(start..i);
                }
                open = None;
            }
            Some((_, start)) if i - start > LONGEST_QUOTATION => open = None,
            None if opens(c, before, after) => open = Some((c, i + c.len_utf8())),
            _ => {}
        }
        before = c;
    }
    found
}

fn opens(c: char, before: char, after: char) -> bool {
    match c {
        '"' | '\u{201C}' | '\u{201E}' | '\u{AB}' => true,
        '\'' | '\u{2018}' => {
            (before.is_whitespace() || matches!(before, ',' | ':' | '('))
                && after.is_alphabetic()
                && after.is_uppercase()
                || (c == '\u{2018}' && !before.is_alphanumeric() && after.is_alphabetic())
        }
        _ => false,
    }
}

fn closes(mark: char, c: char, after: char) -> bool {
    match mark {
        '"' => c == '"',
        '\u{201C}' | '\u{201E}' => matches!(c, '\u{201D}' | '\u{201C}' | '"'),
        '\u{AB}' => c == '\u{BB}',
        // A closing single mark looks like an apostrophe: it closes only at a word's end.
        _ => is_apostrophe(c) && !after.is_alphanumeric(),
    }
}

/// Byte ranges that are the typist's remarks rather than speech, such as `[laughs]`. A placeholder
/// such as `[PERSON_1]` stands for a spoken word and is no remark.
pub(crate) fn remarks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (i, c) in text.char_indices() {
        match (c, open) {
            ('[' | '(' | '<', None) => open = Some((c, i)),
            (']', Some(('[', start))) => {
                if !is_placeholder(&text[start + 1..i]) {
                    found.push(start..i + 1);
                }
                open = None;
            }
            (')', Some(('(', start))) => {
                if is_stage_direction(&text[start + 1..i]) {
                    found.push(start..i + 1);
                }
                open = None;
            }
            ('>', Some(('<', start))) => {
                if i - start < 40 && is_stage_direction(&text[start + 1..i]) {
                    found.push(start..i + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn is_placeholder(inside: &str) -> bool {
    let inside = inside.trim();
    inside.len() > 1
        && inside.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-'))
        && inside.contains(|c: char| c.is_uppercase())
        && inside.contains(|c: char| c == '_' || c.is_ascii_digit())
}

/// Round brackets hold speech as often as remarks, so only short ones with a tell-tale word count.
fn is_stage_direction(inside: &str) -> bool {
    const TELLTALE: &[&str] = &[
        "laugh",
        "chuckl",
        "giggl",
        "sigh",
        "cry",
        "sob",
        "tear",
        "sniff",
        "cough",
        "paus",
        "silen",
        "inaudible",
        "unintelligible",
        "unclear",
        "crosstalk",
        "overlap",
        "music",
        "applause",
        "nod",
        "second",
        "whisper",
        "breath",
        "exhale",
        "inhale",
        "indistinct",
        "mumbl",
        "noise",
        "smil",
    ];
    let lower = inside.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    if words.is_empty() || words.iter().all(|w| w.chars().all(|c| c == '.' || c == '-')) {
        return true;
    }
    words.len() <= 4 && words.iter().any(|w| TELLTALE.iter().any(|t| w.starts_with(t)))
}

/// How many letters and digits a text holds.
pub(crate) fn spoken(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// What the marks between two words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing.
    None,
    /// A comma, a dash, a trailing off.
    Clause,
    /// A full stop, an exclamation mark, an empty line.
    Sentence,
    /// A question mark.
    Question,
}

/// Whether a mark ends a question, in any script.
pub(crate) fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '\u{FF1F}' | '\u{61F}')
}

/// Reads the text between two words, or behind the last. `previous` is the folded word before it.
pub(crate) fn break_between(gap: &str, previous: &str, last: bool) -> Break {
    match gap {
        " " => return Break::None,
        ", " => return Break::Clause,
        "? " | "?" => return Break::Question,
        _ => {}
    }
    // A colon inside what is written as one, such as a time of day, parts no clause.
    if gap == ":" {
        return Break::None;
    }
    let mut found = Break::None;
    let mut newlines = 0;
    let mut chars = gap.chars().peekable();
    while let Some(c) = chars.next() {
        let this = match c {
            c if is_question_mark(c) => Break::Question,
            '!' | '\u{FF01}' | '\u{3002}' => Break::Sentence,
            '.' if chars.peek() == Some(&'.') => {
                while chars.peek() == Some(&'.') {
                    chars.next();
                }
                Break::Clause
            }
            '.' => full_stop(previous, gap == "." && !last),
            ',' | ';' | ':' | '\u{2026}' | '\u{2013}' | '\u{2014}' => Break::Clause,
            '-' if chars.peek() == Some(&'-') || gap.trim() == "-" && gap.len() > 2 => {
                Break::Clause
            }
            '\n' => {
                newlines += 1;
                if newlines > 1 { Break::Sentence } else { Break::Clause }
            }
            _ => Break::None,
        };
        found = found.max(this);
    }
    found
}

/// A full stop ends a sentence, unless it shortens a title or stands inside something.
fn full_stop(previous: &str, inside: bool) -> Break {
    const SHORTENED: &[&str] =
        &["mr", "mrs", "ms", "dr", "prof", "st", "vs", "jr", "sr", "e.g", "i.e"];
    if inside || SHORTENED.contains(&previous) { Break::None } else { Break::Sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn quotation_marks_of_all_kinds() {
        assert_eq!(quoted("he said \"no way\" and left"), ["no way"]);
        assert_eq!(quoted("she goes \u{201C}fine\u{201D}"), ["fine"]);
        assert_eq!(quoted("and I'm like 'It's your fault' again"), ["It's your fault"]);
        assert_eq!(quoted("the dogs' bowl isn't 'ere"), [""; 0]);
        assert_eq!(quoted("six feet 2\" tall"), [""; 0]);
    }

    #[test]
    fn remarks_are_not_speech_but_placeholders_are() {
        let text = "I [laughs] told [PERSON_1] (and I meant it) (12 seconds pause) (..)";
        let found: Vec<&str> = remarks(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["[laughs]", "(12 seconds pause)", "(..)"]);
    }

    #[test]
    fn breaks() {
        assert_eq!(break_between(", ", "well", false), Break::Clause);
        assert_eq!(break_between(". ", "fault", false), Break::Sentence);
        assert_eq!(break_between(". ", "dr", false), Break::None);
        assert_eq!(break_between("... ", "know", false), Break::Clause);
        assert_eq!(break_between("?! ", "what", false), Break::Question);
        assert_eq!(break_between(" ", "you", false), Break::None);
        assert_eq!(break_between(" - ", "you", false), Break::Clause);
    }
}
