//! Takes apart the beginning of a line of plain text: a name, a time, and the words after them.
//!
//! Must not know: whether the name is a voice (see `labels`) or what the lines around it hold.

use super::labels::Manner;
use super::names::{self, Kind};
use super::time::{self, Stamp};

/// A label is looked for in this many bytes.
const REACH: usize = 120;

/// What stands at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head<'a> {
    /// The name, as it stands.
    pub(crate) label: &'a str,
    /// How it is set off.
    pub(crate) manner: Manner,
    /// The time beside it.
    pub(crate) start: Option<Stamp>,
    /// The end of a span of times beside it.
    pub(crate) end: Option<Stamp>,
    /// The words after it.
    pub(crate) rest: &'a str,
    /// Whether there is no colon, so that only the time tells that this is a name.
    pub(crate) no_colon: bool,
}

/// A line's time, and the line without it.
pub(crate) fn stamp(line: &str) -> (Option<Stamp>, Option<Stamp>, &str) {
    let line = line.trim();
    let (start, end, rest) = if let Some((start, end, used)) = time::bracketed(line) {
        (start, end, line.get(used..).unwrap_or(""))
    } else {
        match time::span(line) {
            // A bare time must be set off from the words; `3:16 says` in prose begins no turn, but
            // nor does it begin a line often.
            Some((start, end, rest))
                if rest.is_empty() || rest.starts_with([' ', '\t', ':', '|', ',']) =>
            {
                (start, end, rest)
            }
            _ => return (None, None, line),
        }
    };
    let rest = rest.trim_start_matches([':', '|', ',']).trim_start();
    let rest = ["- ", "– ", "— "].iter().find_map(|d| rest.strip_prefix(d)).unwrap_or(rest);
    (Some(start), end, rest.trim_start())
}

/// The head of a line, if it may have one.
pub(crate) fn parse(line: &str) -> Option<Head<'_>> {
    let line = line.trim();
    let line = if time::bracketed(line).is_some() { line } else { without_list_marks(line) };
    let (start, end, body) = stamp(line);
    let (start, end, body) = match start {
        Some(_) => (start, end, body),
        None => stamp_in_bold(line),
    };
    let before = start.is_some();
    let (bold, open) = match body.strip_prefix("**").or_else(|| body.strip_prefix("__")) {
        Some(rest) => (true, rest),
        None => match body.strip_prefix('*') {
            Some(rest) if !rest.starts_with([' ', '*']) => (true, rest),
            _ => (false, body),
        },
    };
    let mut head = in_brackets(open)
        .or_else(|| by_tab(open))
        .or_else(|| by_colon(open, bold, before))
        .or_else(|| by_time(open))
        .or_else(|| bold.then(|| alone(open)).flatten())
        .or_else(|| before.then(|| only_name(open)).flatten())?;
    if head.start.is_none() {
        (head.start, head.end) = (start, end);
    }
    if bold {
        head.manner = Manner::SetOff;
    } else if before && head.manner == Manner::Plain {
        head.manner = Manner::Stamped;
    }
    // Zoom's chat: `From Ana to Everyone`.
    if before && let Some(from) = head.label.trim().strip_prefix("From ") {
        let to = from.rfind(" to ").and_then(|at| from.get(..at)).unwrap_or(from);
        head.label = to.trim();
        head.start = head.start.map(|s| Stamp { clock: true, ..s });
    }
    names::kind(head.label)?;
    Some(head)
}

/// Takes off marks of lists, quotations and headings, and a number before the name.
fn without_list_marks(line: &str) -> &str {
    let line = line.trim_start_matches('#').trim_start();
    let line = ["- ", "• ", "> ", "* ", "– ", "— "]
        .iter()
        .find_map(|m| line.strip_prefix(m))
        .unwrap_or(line);
    let digits = line.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or("");
    let numbered = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    if digits > 0 && digits < 5 && numbered.starts_with([' ', '\t']) {
        numbered.trim_start()
    } else {
        line
    }
}

/// `**[00:01:02] Name:** text`, and `**00:01:02** Name: text`.
fn stamp_in_bold(line: &str) -> (Option<Stamp>, Option<Stamp>, &str) {
    let inner = line.strip_prefix("**").or_else(|| line.strip_prefix('*'));
    let Some(inner) = inner else { return (None, None, line) };
    match stamp(inner) {
        (Some(start), end, rest) => (Some(start), end, rest.trim_start_matches('*').trim_start()),
        _ => (None, None, line),
    }
}

/// `[Name]: text`, and `[SPEAKER_00] text` where the label can be nothing else.
fn in_brackets(text: &str) -> Option<Head<'_>> {
    let close = match text.as_bytes().first()? {
        b'[' => ']',
        b'(' => ')',
        b'<' => '>',
        b'{' => '}',
        _ => return None,
    };
    let end = text.char_indices().take(60).find(|(_, c)| *c == close)?.0;
    let (inner, rest) = (text.get(1..end)?, text.get(end + 1..)?);
    let colon = rest.trim_start().trim_start_matches('*').strip_prefix(':');
    let numbered = inner.contains(|c: char| c.is_ascii_digit());
    let generic = numbered && close == ']' && names::kind(inner) == Some(Kind::Role);
    if colon.is_none() && !generic {
        return None;
    }
    // `<NAME>` and `{NAME}` are tokens that stand for a person and are kept as they are.
    let label = if matches!(close, '>' | '}') { text.get(..=end)? } else { inner };
    let rest = colon.unwrap_or(rest).trim_start_matches('*').trim_start();
    Some(Head { label, manner: Manner::SetOff, start: None, end: None, rest, no_colon: false })
}

/// `Name<TAB>text`, `Name:<TAB>text`.
fn by_tab(text: &str) -> Option<Head<'_>> {
    let at = text.bytes().take(REACH).position(|b| b == b'\t')?;
    let (label, rest) = (text.get(..at)?.trim_end(), text.get(at + 1..)?.trim());
    let colon = label.ends_with(':');
    let label = label.trim_end_matches(':').trim_end();
    if rest.is_empty() || label.contains(": ") || time::whole(rest).is_some() {
        return None;
    }
    let manner = if colon { Manner::Plain } else { Manner::SetOff };
    Some(Head { label, manner, start: None, end: None, rest, no_colon: !colon })
}

/// `Name: text`, `Name (00:01): text`, `Name [00:01:02]:`, `Name: [00:01:02] text`, `Name:`.
fn by_colon(text: &str, bold: bool, before: bool) -> Option<Head<'_>> {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let (at, colon) = text
        .char_indices()
        .take_while(|(i, _)| *i < REACH)
        .find(|&(i, c)| c == '：' || (c == ':' && !(i > 0 && digit(i - 1) && digit(i + 1))))?;
    let raw = text.get(at + colon.len_utf8()..)?;
    let unbold = |t: &'_ str| t.len() - t.trim_start_matches(['*', '_']).len();
    let rest = if bold || raw.starts_with('*') { raw.get(unbold(raw)..)? } else { raw };
    let label = text.get(..at)?.trim_end().trim_end_matches('*').trim_end();
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.len() < raw.len();
    if !spaced && (digit(at + 1) || rest.starts_with(['/', '\\', '*', ')', '-'])) {
        return None;
    }
    let tight = if spaced || before { Manner::Plain } else { Manner::Tight };
    let (label, inside) = label_and_time(label);
    let mut head = Head {
        label,
        manner: if inside.is_some() { Manner::SetOff } else { tight },
        start: inside.map(|t| t.0),
        end: inside.and_then(|t| t.1),
        rest: rest.trim_start(),
        no_colon: false,
    };
    if head.start.is_none() && !before {
        let (start, end, rest) = match time::bracketed(head.rest) {
            Some((start, end, used)) => (Some(start), end, head.rest.get(used..)?),
            None => match time::whole(head.rest) {
                Some(start) => (Some(start), None, ""),
                None => (None, None, head.rest),
            },
        };
        if start.is_some() {
            head.manner = Manner::SetOff;
        }
        (head.start, head.end, head.rest) = (start, end, rest.trim_start());
    }
    Some(head)
}

/// A name with a time in brackets behind it.
fn label_and_time(text: &str) -> (&str, Option<(Stamp, Option<Stamp>)>) {
    let text = text.trim_end();
    let open = text.rfind(['[', '(']).filter(|&at| at > 0);
    if let Some(at) = open
        && let Some((start, end, used)) = text.get(at..).and_then(time::bracketed)
        && at + used == text.len()
    {
        return (text.get(..at).unwrap_or(text).trim_end(), Some((start, end)));
    }
    // `Name 00:01:02` and `Name  0:23`.
    let from = text.find(|c: char| c.is_whitespace()).map(|_| text.rfind(char::is_whitespace));
    if let Some(at) = from.flatten()
        && let Some(start) = text.get(at..).and_then(time::whole)
    {
        return (text.get(..at).unwrap_or(text).trim_end(), Some((start, None)));
    }
    (text, None)
}

/// `Name  0:23`, `Name (00:14.39)`, `**Name**  0:00`, `Name | 00:12`, `Name [00:12] text`.
fn by_time(text: &str) -> Option<Head<'_>> {
    let at = text
        .char_indices()
        .take_while(|(i, _)| *i < REACH)
        .skip(1)
        .find(|&(i, c)| {
            let here = text.get(i..).unwrap_or("");
            matches!(c, '[' | '(') && time::bracketed(here).is_some()
                || c.is_whitespace()
                    && here.trim_start().starts_with(|c: char| c.is_ascii_digit())
                    && bare_span(here).is_some()
        })?
        .0;
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '|' | '-' | '–' | '—' | ',' | '@' | '·' | '•')
    };
    let label = text.get(..at)?.trim_end_matches(marks);
    let here = text.get(at..)?;
    let (start, end, rest) = match time::bracketed(here) {
        Some((start, end, used)) => (start, end, here.get(used..)?.trim_start_matches('*')),
        None => bare_span(here)?,
    };
    if names::kind(label).is_none_or(|k| k == Kind::Sentence) {
        return None;
    }
    let rest = rest.trim();
    Some(Head { label, manner: Manner::SetOff, start: Some(start), end, rest, no_colon: true })
}

/// A time, or two, that end the line.
fn bare_span(text: &str) -> Option<(Stamp, Option<Stamp>, &str)> {
    let text = text.trim().trim_end_matches(['*', '_']);
    time::span(text).filter(|(_, _, rest)| rest.trim().is_empty())
}

/// A name that stands for itself, without colon, time or words.
fn set_off(label: &str) -> Head<'_> {
    Head { label, manner: Manner::SetOff, start: None, end: None, rest: "", no_colon: true }
}

/// `**Name**` alone in its line.
fn alone(text: &str) -> Option<Head<'_>> {
    let label = text.trim_end().strip_suffix('*')?.trim_end_matches('*');
    (names::kind(label)? >= Kind::Name).then_some(set_off(label))
}

/// A name alone behind a time; whether it is one, the whole file must say.
fn only_name(text: &str) -> Option<Head<'_>> {
    let label = text.trim().trim_end_matches('*');
    let good = names::kind(label)? >= Kind::Name && !label.ends_with('.');
    good.then_some(set_off(label))
}

/// A name alone in its line above a line that is a time and nothing else.
pub(crate) fn above_time<'a>(line: &'a str, next: &str) -> Option<Head<'a>> {
    let label = line.trim();
    if label.len() > REACH
        || !next.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '[' || c == '(')
    {
        return None;
    }
    match stamp(next) {
        (start @ Some(_), end, "") if names::kind(label)? >= Kind::Name => {
            Some(Head { label, manner: Manner::SetOff, start, end, rest: "", no_colon: true })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_heads() {
        let cases = [
            ("Ana: I know.", "Ana", None, "I know."),
            ("**Ana Reyes:** I know.", "Ana Reyes", None, "I know."),
            ("**Ana**: I know.", "Ana", None, "I know."),
            ("**Ana**  0:23  ", "Ana", Some(23_000), ""),
            ("[00:01:02] Ana: I know.", "Ana", Some(62_000), "I know."),
            ("00:00:01 Ana: I know: it is so.", "Ana", Some(1_000), "I know: it is so."),
            ("[09:00 AM] Ana: Yes.", "Ana", Some(32_400_000), "Yes."),
            ("SPEAKER 1 [00:01:02]:", "SPEAKER 1", Some(62_000), ""),
            ("Speaker 1 (00:01):", "Speaker 1", Some(1_000), ""),
            ("Ana (00:14.39)", "Ana", Some(14_390), ""),
            ("Ana Reyes  0:23", "Ana Reyes", Some(23_000), ""),
            ("S01: [00:00:12] Guten Tag", "S01", Some(12_000), "Guten Tag"),
            ("00:05:41\tAna:\tsounds: great", "Ana", Some(341_000), "sounds: great"),
            ("T:hello", "T", None, "hello"),
            ("Ana:", "Ana", None, ""),
            ("12. Client : no", "Client", None, "no"),
            ("[00:01.000 --> 00:04.000] [SPEAKER_00] so", "SPEAKER_00", Some(1_000), "so"),
            ("10:02:11 From Ana Reyes to Everyone : hi", "Ana Reyes", Some(36_131_000), "hi"),
            ("**[00:01] Ana:** hi", "Ana", Some(1_000), "hi"),
            ("Ana\tI know: yes", "Ana", None, "I know: yes"),
        ];
        for (line, label, start, rest) in cases {
            let head = parse(line).unwrap_or_else(|| panic!("{line}"));
            let found = (names::clean(head.label), head.start.map(|s| s.ms), head.rest);
            assert_eq!(found, (label.to_owned(), start, rest), "{line}");
        }
    }

    #[test]
    fn lines_without_heads() {
        for line in [
            "and we met at 5:30",
            "see http://example.org",
            "I went home.",
            "[laughs] no",
            "",
            "(pause)",
            "==========",
            "They came at (5:30) and left",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
