//! Bytes to text, saying which encoding was used and what could not be decoded.
//!
//! Must not know: any format.

use super::source::Source;
use crate::diagnostic::{Diagnostic, count, list_lines};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How many bytes at the beginning are looked at for the pattern of UTF-16.
const SAMPLE: usize = 4096;

/// Decodes a file.
///
/// # Errors
/// `binary` if the bytes are no text in any encoding that is known here.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Source<'_>, Vec<Diagnostic>), Diagnostic> {
    let (text, name) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => (whole(UTF_16LE, rest), "UTF-16LE"),
        [0xFE, 0xFF, rest @ ..] => (whole(UTF_16BE, rest), "UTF-16BE"),
        _ => match bare_utf16(bytes) {
            Some(encoding) => (whole(encoding, bytes), encoding.name()),
            None => utf8(bytes),
        },
    };
    if is_binary(&text) {
        return Err(Diagnostic::error("binary", "the file is not text")
            .help("export it as a text, subtitle or table file and read that"));
    }
    let mut problems = Vec::new();
    if name == "Windows-1252" {
        problems.push(
            Diagnostic::note("encoding-guessed", "read as Windows-1252, since it is not UTF-8")
                .help("if letters with accents look wrong, save the file as UTF-8"),
        );
    }
    let lossy = text.contains('\u{FFFD}');
    // A replacement character in the bytes themselves was damage done before.
    let before = lossy && name == "UTF-8" && std::str::from_utf8(bytes).is_ok();
    let nul = text.contains('\0');
    let text = if nul { Cow::Owned(text.replace('\0', "")) } else { text };
    let source = Source::new(text, name);
    if lossy || nul {
        problems.extend(damage(&source, nul, before));
    }
    Ok((source, problems))
}

/// Decodes without looking for a byte-order mark again.
fn whole<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// UTF-8; with a few broken bytes still UTF-8; else Windows-1252, the usual one of old programs.
fn utf8(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), "UTF-8");
    }
    // In Windows-1252 every letter with an accent breaks UTF-8, and hardly any pair of them
    // happens to form a good sequence. More good sequences than bad ones mean damaged UTF-8.
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad {
        (String::from_utf8_lossy(bytes), "UTF-8")
    } else {
        (whole(WINDOWS_1252, bytes), "Windows-1252")
    }
}

/// UTF-16 without a mark: in western text nearly every second byte is NUL.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len()))?;
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let low = sample.chunks_exact(2).filter(|p| p[1] == 0 && p[0] != 0).count();
    let high = sample.chunks_exact(2).filter(|p| p[0] == 0 && p[1] != 0).count();
    match () {
        () if low * 10 >= pairs * 8 => Some(UTF_16LE),
        () if high * 10 >= pairs * 8 => Some(UTF_16BE),
        () => None,
    }
}

/// Text holds next to no control characters; a picture or a program holds many.
fn is_binary(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0b' | '\x0c' | '\x15');
        odd += usize::from(control || c == '\u{FFFD}');
    }
    odd * 20 > all
}

/// Says how many characters were lost, and where.
fn damage(source: &Source<'_>, nul: bool, before: bool) -> Option<Diagnostic> {
    let mut lost = 0;
    let mut lines = Vec::new();
    for (n, line) in source.lines() {
        let here = line.matches('\u{FFFD}').count();
        lost += here;
        if here > 0 {
            lines.push(n);
        }
    }
    if lines.is_empty() {
        return nul
            .then(|| Diagnostic::warning("damaged-characters", "NUL characters were removed"));
    }
    let what = count(lost, "character", "characters");
    if before {
        let message = format!("{what} had been lost before: {}", list_lines(&lines));
        return Some(Diagnostic::note("damaged-characters", message).at(*lines.first()?));
    }
    let message = format!("{what} could not be decoded: {}", list_lines(&lines));
    Some(
        Diagnostic::warning("damaged-characters", message)
            .at(*lines.first()?)
            .help("save the original again as UTF-8; words with a damaged letter are not found"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let (s, p) = decode(bytes).unwrap();
        (s.text().to_owned(), s.encoding(), p.len())
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(read("\u{feff}Zoë".as_bytes()), ("Zoë".into(), "UTF-8", 0));
        assert_eq!(read(b"Zo\xeb said \x93no\x94"), ("Zoë said “no”".into(), "Windows-1252", 1));
        let le: Vec<u8> = "Hi there".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&le), ("Hi there".into(), "UTF-16LE", 0));
        let mut be = vec![0xFE, 0xFF];
        be.extend("Zoë".encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(read(&be), ("Zoë".into(), "UTF-16BE", 0));
    }

    #[test]
    fn damaged_utf8_is_counted() {
        let (text, name, problems) = read(b"Zo\xc3\xab, na\xc3\xafve\nhere \xc3 too");
        assert_eq!((name, problems), ("UTF-8", 1));
        assert!(text.contains('\u{FFFD}'));
    }

    #[test]
    fn binary_is_refused() {
        let bytes: Vec<u8> = (0..4000u32).map(|i| (i * 7 % 256) as u8).collect();
        assert_eq!(decode(&bytes).unwrap_err().code, "binary");
    }
}
