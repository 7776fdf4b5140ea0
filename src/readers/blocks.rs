//! Finds cues, that is, a line of times and the lines under it, in subtitle-like files.
//!
//! Must not know: who speaks in a cue.

use super::problems::{Unplaced, count, list_lines};
use super::time;
use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// A stretch of time and the lines shown in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue<'a> {
    /// Line of the times.
    pub(crate) line: usize,
    /// Start in milliseconds; `None` where the times are damaged.
    pub(crate) start: Option<i64>,
    /// End in milliseconds.
    pub(crate) end: Option<i64>,
    /// The lines with their numbers, as they stand.
    pub(crate) lines: Vec<(usize, &'a str)>,
}

/// The kinds of subtitle-like files, where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// With comments and style sheets.
    WebVtt,
    /// With numbered cues.
    Srt,
    /// With any line of two times, as word processors and SBV have them.
    Loose,
}

/// The times of a line; the inner `None` where the line means to be times, but is damaged.
pub(crate) fn times(line: &str, dialect: Dialect) -> Option<Option<(i64, Option<i64>)>> {
    let line = line.trim();
    if line.len() > 400 {
        return None;
    }
    let Some((left, right)) = line.split_once("-->") else {
        return (dialect == Dialect::Loose).then(|| two_times(line)).flatten().map(Some);
    };
    let left = left.trim_start_matches(['[', '(']).trim();
    let Some(start) = time::loose(left) else {
        let meant = left.len() < 16 && left.starts_with(|c: char| c.is_ascii_digit());
        return meant.then_some(None);
    };
    let right = right.split_whitespace().next().unwrap_or("");
    // `[00:01 --> 00:04] words` has its words on the same line and is no line of times.
    if line.starts_with(['[', '(']) && !line.ends_with([']', ')']) {
        return None;
    }
    Some(Some((start, time::loose(right.trim_end_matches([']', ')'])))))
}

/// `0:00:01.000,0:00:02.000` or `00:00:01:00 - 00:00:02:10` and nothing else.
fn two_times(line: &str) -> Option<(i64, Option<i64>)> {
    if line.len() > 60 || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some((start, Some(end), "")) = time::span(line) {
        return Some((start.ms, Some(end.ms)));
    }
    let (start, used) = time::leading(line)?;
    let end = time::whole(line.get(used..)?.trim_start().strip_prefix(',')?)?;
    Some((start.ms, Some(end.ms)))
}

/// The cues of a file in their order, and what is to be said about them.
pub(crate) fn cues<'a>(
    source: &'a Source<'_>,
    dialect: Dialect,
) -> (Vec<Cue<'a>>, Unplaced, Vec<Diagnostic>) {
    let mut cues: Vec<Cue<'a>> = Vec::new();
    let (mut unplaced, mut problems) = (Unplaced::default(), Vec::new());
    let (mut damaged, mut backward) = (Vec::new(), Vec::new());
    let mut before: Vec<usize> = Vec::new();
    let (mut comment, mut header) = (false, dialect == Dialect::WebVtt);
    let mut after_blank = true;
    for (n, raw) in source.lines() {
        let line = raw.trim();
        let found = times(line, dialect);
        if let Some(found) = found {
            (comment, header) = (false, false);
            take_id(source, n, &mut cues, &mut before);
            let (start, end) = found.map_or((None, None), |(s, e)| (Some(s), e));
            if start.is_none() {
                damaged.push(n);
            }
            let turned = start.zip(end).is_some_and(|(s, e)| e < s);
            if turned {
                backward.push(n);
            }
            let end = if turned { None } else { end };
            cues.push(Cue { line: n, start, end, lines: Vec::new() });
        } else if line.is_empty() {
            (comment, header) = (false, false);
        } else if header || comment {
        } else if dialect == Dialect::WebVtt && after_blank && is_comment(line) {
            comment = true;
        } else if let Some(cue) = cues.last_mut() {
            cue.lines.push((n, line));
        } else {
            before.push(n);
        }
        after_blank = line.is_empty();
    }
    before.into_iter().for_each(|n| unplaced.expected(n));
    drop_last_id(&mut cues, source);
    problems.extend(times_problem("damaged-times", "times that cannot be read", &damaged));
    problems.extend(times_problem("end-before-start", "an end before the start", &backward));
    (cues, unplaced, problems)
}

fn is_comment(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or("");
    word == "NOTE" || (matches!(word, "STYLE" | "REGION") && word == line)
}

/// The line right before the times is the cue's id if it is a number or stands after a blank line.
fn take_id(source: &Source<'_>, n: usize, cues: &mut [Cue<'_>], before: &mut Vec<usize>) {
    let id = source.line(n.saturating_sub(1)).trim();
    if id.is_empty() {
        return;
    }
    let number = id.bytes().all(|b| b.is_ascii_digit());
    let alone = source.line(n.saturating_sub(2)).trim().is_empty();
    let Some(cue) = cues.last_mut() else {
        before.retain(|&b| b + 1 != n);
        return;
    };
    let words = cue.lines.len() == 1 && id.contains(' ');
    if (number || (alone && !words)) && cue.lines.last().is_some_and(|l| l.0 + 1 == n) {
        cue.lines.pop();
    }
}

/// A file cut off in the middle may end in the number of a cue that is not there.
fn drop_last_id(cues: &mut [Cue<'_>], source: &Source<'_>) {
    let next = cues.len() + 1;
    if let Some(cue) = cues.last_mut()
        && cue.lines.last().is_some_and(|(n, l)| {
            l.parse() == Ok(next) && source.line(n.saturating_sub(1)).trim().is_empty()
        })
    {
        cue.lines.pop();
    }
}

fn times_problem(code: &'static str, what: &str, lines: &[usize]) -> Option<Diagnostic> {
    let first = *lines.first()?;
    let message =
        format!("{} {what}: {}", count(lines.len(), "cue has", "cues have"), list_lines(lines));
    Some(Diagnostic::note(code, message).at(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, dialect: Dialect) -> Vec<String> {
        let source = Source::new(text, "UTF-8");
        let (cues, ..) = cues(&source, dialect);
        cues.iter().map(|c| c.lines.iter().map(|l| l.1).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn blank_lines_ids_and_comments() {
        let vtt = "WEBVTT - a title\nKind: captions\n\nNOTE\nnot said\n\nSTYLE\n::cue {}\n\nid 7\n0.000 --> 3.480 align:start\nOne\n\nand two\n\nNOTE later\n\n12-0\n00:05.000 --> 00:06.000\nThree\n";
        assert_eq!(texts(vtt, Dialect::WebVtt), ["One|and two", "Three"]);
    }

    #[test]
    fn srt_without_blank_lines_and_without_text() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:02,000 --> 00:00:03,000\n3\n00:00:03,0 --> 00:00:02,0\nThree\n\n4\n";
        assert_eq!(texts(srt, Dialect::Srt), ["One", "", "Three"]);
        let source = Source::new(srt, "UTF-8");
        let (cues, _, problems) = cues(&source, Dialect::Srt);
        assert_eq!(cues[2].end, None);
        assert_eq!(problems[0].code, "end-before-start");
    }

    #[test]
    fn loose_times() {
        let sbv = "0:00:01.000,0:00:02.500\nOne\n\n00:00:03:00 - 00:00:04:10\nTwo\n";
        assert_eq!(texts(sbv, Dialect::Loose), ["One", "Two"]);
        assert_eq!(times("1:00 --> soon", Dialect::Srt), Some(Some((60_000, None))));
        assert_eq!(times("1:x0 --> 2:00", Dialect::Srt), Some(None));
        assert_eq!(times("he --> she", Dialect::Srt), None);
    }
}
