//! Bytes of a transcript file in, utterances and problems out; formats are known by content.
//!
//! Must not know: the study, the lexicons, the disk.
//!
//! To add a format, write a file with a [`Reader`] and put it into [`READERS`] before `plain`,
//! which takes every text that no other reader knows.

mod blocks;
mod columns;
mod cues;
mod foreign;
mod heads;
mod jsonl;
mod labels;
mod markup;
mod names;
mod numbered;
mod order;
mod overlaps;
mod plain;
mod problems;
mod prose;
mod reader;
mod rolling;
mod rows;
mod srt;
mod table;
mod time;
mod turns;
mod webvtt;

pub use crate::decode::Source;
pub use reader::{FileStatus, Reader, Reading};

use crate::diagnostic::Diagnostic;

/// Larger files are refused, so that one of them cannot exhaust the memory.
pub const MOST_BYTES: usize = 64 << 20;

/// All readers, in the order in which they are asked.
pub static READERS: &[&dyn Reader] =
    &[&webvtt::WebVtt, &jsonl::JsonLines, &srt::Srt, &table::Table, &plain::Plain];

/// Reads a transcript.
///
/// # Errors
/// A diagnostic if nothing could be read: of severity error if the file is damaged, empty or too
/// large, of a lower one if it is recognised as something that is not a transcript.
pub fn read(bytes: &[u8]) -> Result<Reading, Diagnostic> {
    if bytes.len() > MOST_BYTES {
        return Err(Diagnostic::error("too-large", "files of more than 64 MB are not read")
            .help("split the file into several ones"));
    }
    if let Some(refusal) = foreign::refuse_bytes(bytes) {
        return Err(refusal);
    }
    let (source, mut problems) = crate::decode::decode(bytes)?;
    if source.text().trim().is_empty() {
        return Err(Diagnostic::error("empty", "the file is empty")
            .help("export the transcript again, or take the file out"));
    }
    let reader = READERS.iter().find(|r| r.looks_like(&source));
    let Some(reader) = reader else {
        return Err(foreign::refuse_text(&source).unwrap_or_else(|| {
            Diagnostic::error("unknown-format", "no reader knows this format")
        }));
    };
    let mut reading = reader.read(&source)?;
    if reading.transcript.utterances.is_empty() {
        return Err(Diagnostic::error("no-speech", "nobody says anything in this file")
            .help("look whether the export was cut off"));
    }
    problems.append(&mut reading.problems);
    reading.problems = problems;
    Ok(reading)
}
