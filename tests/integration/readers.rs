//! Every fixture is read as it should be; damaged and arbitrary bytes never do harm.
#![allow(clippy::unwrap_used)]

use attunement::diagnostic::Diagnostic;
use attunement::readers::{FileStatus, Reading, read};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The fixtures by name.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers");
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(p).unwrap()))
        .collect();
    all.sort();
    all
}

/// A reading in a form that people can check against the file.
fn render(result: &Result<Reading, Diagnostic>) -> String {
    let mut out = format!("status: {}\n", FileStatus::of(result).name());
    match result {
        Err(problem) => writeln!(out, "{problem}").unwrap(),
        Ok(reading) => {
            let t = &reading.transcript;
            writeln!(out, "format: {}, {}", t.format, t.encoding).unwrap();
            for u in &t.utterances {
                let conversation = t.conversations.get(u.conversation).map_or("", String::as_str);
                let voice = u.voice.map_or("?", |v| t.voices[v].as_str());
                let ms = |t: Option<i64>| t.map_or("-".to_owned(), |t| t.to_string());
                writeln!(
                    out,
                    "{conversation}#{} line {} {}..{} {voice} | {}",
                    u.number,
                    u.line,
                    ms(u.start_ms),
                    ms(u.end_ms),
                    u.text
                )
                .unwrap();
            }
            for problem in &reading.problems {
                writeln!(out, "{problem}").unwrap();
            }
        }
    }
    out
}

#[test]
fn fixtures_are_read() {
    for (name, bytes) in fixtures() {
        insta::assert_snapshot!(name.replace('.', "_"), render(&read(&bytes)));
    }
}

#[test]
fn files_that_are_no_transcripts() {
    let cases: [(&[u8], &str, FileStatus); 8] = [
        (b"", "empty", FileStatus::Failed),
        (b" \r\n\t\n", "empty", FileStatus::Failed),
        (b"WEBVTT\n\n", "no-speech", FileStatus::Failed),
        (&[7, 0, 1, 200, 0, 3, 0, 0, 9, 0, 0, 0, 4, 5, 6], "binary", FileStatus::Failed),
        (b"PK\x03\x04 word/document.xml", "word-document", FileStatus::Skipped),
        (b"%PDF-1.4\n", "pdf", FileStatus::Skipped),
        (b"file,voice,participant,role\na,b,c,d\n", "study-file", FileStatus::Skipped),
        (b"{\"results\": {\"items\": []}}", "unknown-json", FileStatus::Skipped),
    ];
    for (bytes, code, status) in cases {
        let result = read(bytes);
        assert_eq!(FileStatus::of(&result), status, "{code}");
        assert_eq!(result.unwrap_err().code, code);
    }
}

#[test]
fn a_long_line_and_many_lines_are_read_in_time() {
    let long = format!("Ana: {}\nBen: yes\n", "I was so tired [00:01] and ( then ".repeat(60_000));
    assert_eq!(read(long.as_bytes()).unwrap().transcript.voices, ["Ana", "Ben"]);
    let open = format!("speaker,text\n{}", "Ana,\"I never\n".repeat(40_000));
    assert!(read(open.as_bytes()).unwrap().transcript.utterances.len() > 30_000);
    let marks = format!("WEBVTT\n\n0:01 --> 0:02\n{}", "<v a&<b//S0:".repeat(60_000));
    assert!(read(marks.as_bytes()).is_ok());
}

/// What must hold of every reading.
fn check(bytes: &[u8]) {
    let result = read(bytes);
    assert_eq!(result, read(bytes), "reading is deterministic");
    let lines = bytes.len() + 1;
    if let Ok(Reading { transcript: t, problems }) = &result {
        assert!(!t.utterances.is_empty());
        for u in &t.utterances {
            assert!(u.voice.is_none_or(|v| v < t.voices.len()));
            assert!(u.conversation < t.conversations.len().max(1));
            assert!((1..=lines).contains(&u.line));
            assert!(!u.text.trim().is_empty());
            assert!(u.start_ms.is_none_or(|ms| ms >= 0) && u.end_ms.is_none_or(|ms| ms >= 0));
        }
        assert!(t.voices.iter().all(|v| !v.trim().is_empty()));
        assert!(problems.iter().all(|p| p.line.is_none_or(|l| (1..=lines).contains(&l))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn arbitrary_marks_do_no_harm(text in "(WEBVTT\n\n)?([A-C]: |\\*\\*|\\[|\\]|\\(|\\)|//|S0|<v |>|&|;|\"|,|\t|\n|\r|-->|0:0|:|1|\\\\|\\{|é|x |…){0,200}") {
        check(text.as_bytes());
    }

    #[test]
    fn damaged_fixtures_do_no_harm(
        which in any::<prop::sample::Index>(),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
        twice in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        cuts in any::<bool>(),
    ) {
        let all = fixtures();
        let mut bytes = which.get(&all).1.clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (a, b) = (twice.0.index(bytes.len()), twice.1.index(bytes.len()));
        let slice = bytes[a.min(b)..a.max(b)].to_vec();
        bytes.splice(a..a, slice);
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        check(&bytes);
    }
}
