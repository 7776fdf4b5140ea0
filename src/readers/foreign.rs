//! Recognises files that are no transcripts, or of kinds not read yet, and says what to do.
//!
//! Must not know: the formats that are read.

use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// The diagnostic for bytes that are certainly something else.
pub(crate) fn refuse_bytes(bytes: &[u8]) -> Option<Diagnostic> {
    let word = "open it in your word processor and save it as plain text (.txt, UTF-8)";
    let picture = "only text can be read; nothing needs doing if this is not a transcript";
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let skip =
        |code, message: &str, help: &str| Some(Diagnostic::warning(code, message).help(help));
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return match zip_kind(bytes) {
            "docx" => skip("word-document", "Word documents are not read yet", word),
            "xlsx" => skip(
                "spreadsheet",
                "Excel workbooks are not read yet",
                "open it in your spreadsheet program and save the sheet as CSV (UTF-8)",
            ),
            _ => {
                skip("zip", "ZIP archives are not read yet", "unpack it and read the files inside")
            }
        };
    }
    if starts(b"\xd0\xcf\x11\xe0") {
        return skip("word-document", "old Office documents are not read yet", word);
    }
    if starts(b"{\\rtf") {
        return skip("rtf", "RTF documents are not read yet", word);
    }
    if starts(b"%PDF") {
        let help = "copy its text into a plain text file (.txt), or export the transcript as text";
        return skip("pdf", "PDF documents are not read yet", help);
    }
    let pictures: [&[u8]; 7] =
        [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\x01\0", b"8BPS"];
    if pictures.iter().any(|m| starts(m)) || (starts(b"BM") && bytes.get(6..10) == Some(&[0; 4])) {
        return Some(Diagnostic::note("image", "this is a picture").help(picture));
    }
    let sounds: [&[u8]; 6] = [b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\x1aE\xdf\xa3", b"\xff\xf1"];
    let riff = starts(b"RIFF") && bytes.get(8..12).is_some_and(|k| k == b"WAVE" || k == b"AVI ");
    if riff || sounds.iter().any(|m| starts(m)) || bytes.get(4..8) == Some(b"ftyp") {
        let help = "have the recording transcribed and read the transcript";
        let what = "this is a recording, not a transcript";
        return Some(Diagnostic::note("recording", what).help(help));
    }
    if is_lock_file(bytes) {
        return Some(Diagnostic::note("lock-file", "a lock file that an office program left"));
    }
    None
}

/// Which kind of ZIP container it is; the names of its parts stand in it uncompressed.
fn zip_kind(bytes: &[u8]) -> &'static str {
    let has = |name: &[u8]| {
        let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
        let tail = bytes.get(bytes.len().saturating_sub(1 << 16)..).unwrap_or(bytes);
        [head, tail].iter().any(|part| part.windows(name.len()).any(|w| w == name))
    };
    match () {
        // A project of a coding program holds documents, but is none.
        () if has(b"project.qde") => "zip",
        () if has(b"word/document") || has(b"opendocument.text") => "docx",
        () if has(b"xl/workbook") || has(b"opendocument.spreadsheet") => "xlsx",
        () => "zip",
    }
}

/// Word's `~$…` files: a length byte, a user name, padding, and the name again in UTF-16;
/// LibreOffice's `.~lock…#`: one line of comma-separated fields that ends in a file address.
fn is_lock_file(bytes: &[u8]) -> bool {
    let word = matches!(bytes.len(), 162 | 165)
        && bytes.first().is_some_and(|&n| (1..=54).contains(&n))
        && bytes.iter().filter(|&&b| b == 0 || b == b' ').count() > 60;
    let libre = bytes.len() < 1000
        && bytes.starts_with(b",")
        && std::str::from_utf8(bytes).is_ok_and(|t| t.contains(",file://") && t.ends_with(';'));
    word || libre
}

/// The diagnostic for text that is plainly not meant to be read by people.
pub(crate) fn refuse_text(source: &Source<'_>) -> Option<Diagnostic> {
    let head = source.text().trim_start();
    let head: String = head.chars().take(200).flat_map(char::to_lowercase).collect();
    let skip =
        |code, message: &str, help: &str| Some(Diagnostic::warning(code, message).help(help));
    let subtitle = "export it from its program as WebVTT, SRT or plain text";
    match head.as_str() {
        h if h.starts_with("<!doctype html") || h.starts_with("<html") => skip(
            "html",
            "web pages are not read",
            "copy the transcript into a plain text file (.txt)",
        ),
        h if h.starts_with("<?xml") => {
            skip("xml", "XML files of this kind are not read yet", subtitle)
        }
        h if h.starts_with("@utf8") || h.starts_with("@begin") => {
            skip("chat", "CHAT transcripts are not read yet", subtitle)
        }
        h if h.contains("ootextfile") => skip("textgrid", "TextGrids are not read yet", subtitle),
        h if h.starts_with("[script info]") => {
            skip("ass", "SubStation subtitles are not read yet", subtitle)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Option<&'static str> {
        refuse_bytes(bytes).map(|d| d.code)
    }

    #[test]
    fn magic_bytes() {
        assert_eq!(code(b"PK\x03\x04....word/document.xml"), Some("word-document"));
        assert_eq!(code(b"PK\x03\x04....xl/workbook.xml"), Some("spreadsheet"));
        assert_eq!(code(b"PK\x03\x04...."), Some("zip"));
        assert_eq!(code(b"%PDF-1.7"), Some("pdf"));
        assert_eq!(code(b"\x89PNG\r\n"), Some("image"));
        assert_eq!(code(b"{\\rtf1"), Some("rtf"));
        assert_eq!(code(b"Anna: PK is short for penalty kick"), None);
        let mut lock = vec![4u8];
        lock.extend(b"Anna");
        lock.resize(162, b' ');
        assert_eq!(code(&lock), Some("lock-file"));
    }
}
