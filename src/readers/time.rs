//! Times as transcripts write them, padded or not, to milliseconds from the beginning.
//!
//! Must not know: where in a line a time may stand.

/// A time found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Milliseconds from the beginning, or from midnight if it is a time of day.
    pub(crate) ms: i64,
    /// Whether it is a time of day, such as `09:00 AM`.
    pub(crate) clock: bool,
}

/// A time at the beginning of the text, and how many bytes it takes.
///
/// Read are `H:MM:SS.mmm`, `MM:SS,mmm`, `M:SS`, `mm:ss.m`, unpadded ones such as `0:0:0.82`, the
/// frames of editing programs (`00:00:12:05`, left out), and times of day with AM or PM.
pub(crate) fn leading(text: &str) -> Option<(Stamp, usize)> {
    let bytes = text.as_bytes();
    let mut parts = [0i64; 4];
    let (mut count, mut at) = (0, 0);
    loop {
        let (value, used) = digits(bytes.get(at..)?, 3)?;
        *parts.get_mut(count)? = value;
        count += 1;
        at += used;
        let more = matches!(bytes.get(at), Some(b':' | b';'))
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            && count < 4;
        if !more {
            break;
        }
        at += 1;
    }
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let seconds = match (count, parts) {
        (2, [m, s, ..]) if s < 60 => m * 60 + s,
        (3 | 4, [h, m, s, _]) if m < 60 && s < 60 => (h * 60 + m) * 60 + s,
        _ => return None,
    };
    let (fraction, used) = fraction(bytes.get(at..).unwrap_or_default());
    at += used;
    if let Some((pm, used)) = half_day(text.get(at..).unwrap_or_default()) {
        return Some((time_of_day(parts, count, pm)?, at + used));
    }
    // A letter right behind it means that this is no time, as in `4:00pmish` or `3:2x`.
    if text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_alphabetic) {
        return None;
    }
    Some((Stamp { ms: seconds * 1000 + fraction, clock: false }, at))
}

/// A text that is a time and nothing else.
pub(crate) fn whole(text: &str) -> Option<Stamp> {
    let text = text.trim();
    leading(text).filter(|(_, used)| *used == text.len()).map(|(stamp, _)| stamp)
}

/// A time beside an arrow or in a table, where bare seconds such as `0.000` are good too.
pub(crate) fn loose(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Some(stamp) = whole(text) {
        return Some(stamp.ms);
    }
    let bytes = text.as_bytes();
    let (seconds, used) = digits(bytes, 9)?;
    let (fraction, more) = fraction(bytes.get(used..)?);
    let rest = text.get(used + more..)?;
    (rest.is_empty() || rest == "s").then_some(seconds * 1000 + fraction)
}

/// Seconds since 1970 for `2024-03-01T10:00:00Z`; zones are not heeded, since only distances count.
pub(crate) fn date(text: &str) -> Option<f64> {
    let text = text.trim();
    let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..10)?);
    let (y, m, d): (i64, i64, i64) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let dashes = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    if !dashes || !(1..=12).contains(&m) || !(1..=31).contains(&d) || y < 1970 {
        return None;
    }
    let time = text.get(10..)?.trim_start_matches(['T', ' ']);
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let ms = leading(time.get(..end)?).map_or(0, |(stamp, _)| stamp.ms);
    // Days of the Gregorian calendar, counting years from March so that leap days come last.
    let (y, m) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
    let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d - 1 - 719_468;
    Some((days * 86_400) as f64 + ms as f64 / 1000.0)
}

/// `[00:01]`, `(00:01:02.3)`, `\[04:01\]`, `[00:01 --> 00:04]`: start, end, bytes taken.
pub(crate) fn bracketed(text: &str) -> Option<(Stamp, Option<Stamp>, usize)> {
    let open = text.strip_prefix('\\').unwrap_or(text);
    if let Some(inner) = open.strip_prefix('#') {
        // f4 writes `#00:01:15-6#` with tenths of a second.
        let (start, used) = leading(inner)?;
        let rest = inner.get(used..)?;
        let rest = rest
            .strip_prefix('-')
            .map_or(rest, |r| r.trim_start_matches(|c: char| c.is_ascii_digit()));
        return Some((start, None, text.len() - rest.strip_prefix('#')?.len()));
    }
    let close = match open.as_bytes().first()? {
        b'[' => ']',
        b'(' => ')',
        b'<' => '>',
        b'{' => '}',
        _ => return None,
    };
    let inner = open.get(1..)?.trim_start();
    let (start, end, rest) = span(inner)?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix(close)?;
    Some((start, end, text.len() - rest.len()))
}

/// A time, perhaps with an end after a dash or an arrow: start, end, and what follows.
pub(crate) fn span(text: &str) -> Option<(Stamp, Option<Stamp>, &str)> {
    let (start, used) = leading(text)?;
    let rest = text.get(used..)?;
    let after = rest.trim_start();
    let end = ["-->", "->", "–", "—", "-", "to "].iter().find_map(|mark| {
        leading(after.strip_prefix(mark)?.trim_start()).map(|(s, n)| (mark, s, n))
    });
    match end {
        Some((mark, stamp, used)) => {
            let tail = after.get(mark.len()..)?.trim_start().get(used..)?;
            Some((start, Some(stamp), tail))
        }
        None => Some((start, None, rest)),
    }
}

fn digits(bytes: &[u8], most: usize) -> Option<(i64, usize)> {
    let used = bytes.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    let value = bytes.iter().take(used).fold(0i64, |v, b| v * 10 + i64::from(b - b'0'));
    (used > 0).then_some((value, used))
}

/// The part after the decimal mark in milliseconds, and how many bytes it takes.
fn fraction(bytes: &[u8]) -> (i64, usize) {
    let Some((b'.' | b',', rest)) = bytes.split_first() else { return (0, 0) };
    let used = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if used == 0 {
        return (0, 0);
    }
    let ms = (0..3).fold(0, |v, i| {
        v * 10 + rest.get(i).filter(|_| i < used).map_or(0, |b| i64::from(b - b'0'))
    });
    (ms, used + 1)
}

/// `AM` or `PM` (true) in the usual spellings.
fn half_day(text: &str) -> Option<(bool, usize)> {
    let word = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let skipped = text.len() - word.len();
    for (mark, pm) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        let found = word.get(..mark.len()).is_some_and(|w| w.eq_ignore_ascii_case(mark));
        let ends = word.get(mark.len()..).and_then(|t| t.chars().next());
        if found && !ends.is_some_and(char::is_alphanumeric) {
            return Some((pm, skipped + mark.len()));
        }
    }
    None
}

/// A time of day; `9:05 PM` has hours and minutes where other stamps have minutes and seconds.
fn time_of_day(parts: [i64; 4], count: usize, pm: bool) -> Option<Stamp> {
    let [h, m, s, _] = parts;
    let s = if count >= 3 { s } else { 0 };
    if !(1..=12).contains(&h) || m >= 60 {
        return None;
    }
    let hour = h % 12 + if pm { 12 } else { 0 };
    Some(Stamp { ms: ((hour * 60 + m) * 60 + s) * 1000, clock: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_time() {
        let ms = |t: &str| whole(t).map(|s| s.ms);
        assert_eq!(ms("01:02:03.450"), Some(3_723_450));
        assert_eq!(ms("02:03,4"), Some(123_400));
        assert_eq!(ms("0:0:0.820"), Some(820));
        assert_eq!(ms("75:20"), Some(4_520_000));
        assert_eq!(ms("00:14.39"), Some(14_390));
        assert_eq!(ms("00:00:12:05"), Some(12_000));
        assert_eq!(ms("9:05 PM"), Some((21 * 60 + 5) * 60_000));
        assert_eq!(ms("12:00 am"), Some(0));
        assert_eq!(ms("3:75"), None);
        assert_eq!(ms("12"), None);
        assert_eq!(ms("1234:12"), None);
    }

    #[test]
    fn loose_times() {
        assert_eq!(loose("0.000"), Some(0));
        assert_eq!(loose(" 3.48 "), Some(3_480));
        assert_eq!(loose("12"), Some(12_000));
        assert_eq!(loose("1:03.100"), Some(63_100));
        assert_eq!(loose("soon"), None);
        assert_eq!(loose("12 apples"), None);
    }

    #[test]
    fn dates() {
        assert_eq!(date("1970-01-02"), Some(86_400.0));
        assert_eq!(date("2024-03-01T10:00:00Z"), Some(1_709_287_200.0));
        assert_eq!(date("3 May 2024"), None);
    }

    #[test]
    fn brackets() {
        assert_eq!(bracketed("[00:01:02] yes").map(|b| (b.0.ms, b.2)), Some((62_000, 10)));
        assert_eq!(bracketed(r"\[04:01\] no").map(|b| (b.0.ms, b.2)), Some((241_000, 9)));
        let (s, e, _) = bracketed("[00:01.000 --> 00:04.000]  so").unwrap();
        assert_eq!((s.ms, e.unwrap().ms), (1000, 4000));
        assert_eq!(bracketed("#00:01:15-6# x").map(|b| (b.0.ms, b.2)), Some((75_000, 12)));
        assert!(bracketed("[laughs]").is_none());
        assert!(bracketed("[12:30 or so]").is_none());
    }
}
