//! Which format a dictionary is in, told by its content, and the reader for it.
//!
//! Must not know: what stands in any format beyond its first lines.

use super::names::id_of_file;
use super::{Dictionary, Format, dic, dicx, own, yaml};
use crate::decode::{Source, decode};
use crate::diagnostic::{Diagnostic, Severity};

/// Larger files are refused, so that one of them cannot exhaust the memory.
const MOST_BYTES: usize = 64 << 20;

/// A dictionary that was read, and what there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What could be read.
    pub dictionary: Dictionary,
    /// The format it was in.
    pub format: Format,
    /// The file, as it was named.
    pub path: String,
    /// For each category its line in the file.
    pub lines: Vec<usize>,
    /// What was left out or assumed, and where.
    pub problems: Vec<Diagnostic>,
}

impl Reading {
    /// Whether nothing stands against its use.
    pub fn usable(&self) -> bool {
        self.problems.iter().all(|p| p.severity < Severity::Error)
    }
}

/// Reads a dictionary of any format that is known. What could be read is returned together with
/// every problem. `path` gives the dictionary its name, and names the file in problems; where the
/// content leaves it open, its ending tells the format.
pub fn read(path: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading {
        dictionary: Dictionary { id: id_of_file(path), ..Dictionary::default() },
        format: by_ending(path).unwrap_or(Format::Quanteda),
        path: path.to_string(),
        lines: Vec::new(),
        problems: Vec::new(),
    };
    if bytes.len() > MOST_BYTES {
        reading.problems.push(
            Diagnostic::error("too-large", "files of more than 64 MB are not read")
                .help("split the dictionary into several files"),
        );
    } else {
        match decode(bytes) {
            Ok((source, problems)) => {
                reading.problems = problems;
                read_text(&mut reading, &source);
            }
            Err(problem) => reading.problems.push(problem),
        }
    }
    for problem in &mut reading.problems {
        problem.path = path.to_string();
    }
    reading
}

/// Whether a file is to be read as a dictionary: any but TOML, and TOML that holds the key
/// `dictionary` or a category. Other TOML is a marker file.
pub fn is_dictionary(path: &str, bytes: &[u8]) -> bool {
    if by_ending(path) != Some(Format::Toml) {
        return true;
    }
    let Ok((source, _)) = decode(bytes) else { return false };
    source.lines().map(|(_, line)| line.trim()).any(|line| {
        line == "[[category]]"
            || line.strip_prefix("dictionary").is_some_and(|r| r.trim_start().starts_with('='))
    })
}

fn read_text(reading: &mut Reading, source: &Source<'_>) {
    let given = std::mem::take(&mut reading.dictionary);
    reading.format = by_content(source).unwrap_or(reading.format);
    let (dictionary, lines, mut problems) = match reading.format {
        Format::Dic => dic::read(source, given),
        Format::Dicx => dicx::read(source, given),
        Format::Quanteda => yaml::read(source, given),
        Format::Toml => own::read(&reading.path, source.text(), given),
    };
    reading.dictionary = dictionary;
    reading.lines = lines;
    reading.problems.append(&mut problems);
    if reading.dictionary.entries() == 0 && reading.usable() {
        reading.problems.push(
            Diagnostic::error("empty", "the dictionary holds no entry that can be found")
                .help("look whether the file is the one that was meant, and whole"),
        );
    }
}

fn by_ending(path: &str) -> Option<Format> {
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    match ending.as_str() {
        "dic" => Some(Format::Dic),
        "dicx" | "csv" | "tsv" => Some(Format::Dicx),
        "yml" | "yaml" | "json" => Some(Format::Quanteda),
        "toml" => Some(Format::Toml),
        _ => None,
    }
}

/// How many lines are looked at.
const FIRST_LINES: usize = 100;

fn by_content(source: &Source<'_>) -> Option<Format> {
    for (_, line) in source.filled().take(FIRST_LINES) {
        let line = line.trim();
        let key = |name: &str| {
            line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        if line.starts_with('%') && !line.starts_with("%YAML") && !line.starts_with("%TAG") {
            return Some(Format::Dic);
        }
        if dicx::is_header(line) {
            return Some(Format::Dicx);
        }
        if key("dictionary") || line == "[[category]]" {
            return Some(Format::Toml);
        }
        // Any other line but a comment, or a key of TOML, is the content of another format.
        let goes_on = line.starts_with(['#', ';', '/'])
            || line.starts_with("sep=")
            || ["title", "description", "source", "nested_scope"].iter().any(|k| key(k));
        if !goes_on {
            return None;
        }
    }
    None
}
