//! Measures the whole work on a folder: read each file, find the marks of each utterance, hand them
//! over; prints one line of JSON. See benches/README.md.
//!
//! Uses the public library only, as any other program would.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod clock;
mod columns;
#[path = "../common/dictionary.rs"]
mod dictionary;
mod files;
#[path = "../common/invention.rs"]
mod invention;
#[path = "../common/lexicon.rs"]
mod lexicon;
#[path = "../common/lines.rs"]
mod lines;
mod output;
#[path = "../common/random.rs"]
mod random;
mod raw;
mod work;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use attunement::lexicon::{Lexicon, builtin_rules};
use attunement::tagger::Tagger;
use clap::{Parser, ValueEnum};
use serde_json::{Map, Value, json};

use self::raw::Raw;
use self::work::{Settings, Sum};

/// What is made of the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// A dictionary, no gates: counts by utterance and category.
    Counts,
    /// For comparison: nothing but an Aho-Corasick automaton over the bytes, all matches counted.
    Raw,
    /// A dictionary with negation: places, rules and scores into columns in memory.
    Columns,
    /// A dictionary with negation: a row of CSV for each mark.
    Csv,
    /// Our own complete lexicons with all their gates, into columns in memory.
    Own,
}

#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of text files with `VOICE: words` on each line
    folder: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "own")]
    mode: Mode,
    /// Dictionary as JSON, for every mode but `own`
    #[arg(long, required_if_eq_any([
        ("mode", "counts"), ("mode", "raw"), ("mode", "columns"), ("mode", "csv"),
    ]))]
    dictionary: Option<PathBuf>,
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Read files only up to so many megabytes
    #[arg(long, default_value_t = f64::INFINITY)]
    mb: f64,
    /// Where to write counts by utterance and category
    #[arg(long)]
    counts: Option<PathBuf>,
    /// Where to write the CSV; without it the rows are made and dropped
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write an invented corpus of so many megabytes and two dictionaries into the folder, and measure
    /// nothing
    #[arg(long)]
    invent: Option<f64>,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<()> {
    let began = Instant::now();
    let arguments = Arguments::parse();
    let Some(folder) = &arguments.folder else {
        println!("whole: give a folder, as benches/README.md says");
        return Ok(());
    };
    if let Some(megabytes) = arguments.invent {
        return files::invent(folder, megabytes);
    }
    let tagger = Tagger::new(lexicon_of(&arguments)?);
    let raw = if arguments.mode == Mode::Raw { Some(raw(&arguments)?) } else { None };
    let ready = (began.elapsed().as_secs_f64(), clock::cpu());
    let files = files::files(folder, arguments.mb)?;
    ensure!(!files.is_empty(), "there is no file in {}", folder.display());
    let settings =
        Settings { mode: arguments.mode, counts: arguments.counts.is_some(), raw: raw.as_ref() };
    let sinks = output::Sinks::open(&arguments, tagger.lexicon())?;
    let started = (Instant::now(), clock::cpu());
    let sum = work::run(&tagger, folder, &files, &settings, arguments.threads, sinks)?;
    let (wall, cpu) = (started.0.elapsed().as_secs_f64(), clock::cpu() - started.1);
    let megabytes = sum.bytes as f64 / 1e6;
    let line = json!({
        "mode": arguments.mode.to_possible_value().map(|v| v.get_name().to_string()),
        "threads": arguments.threads,
        "files": files.len(),
        "mb": rounded(megabytes),
        "utterances": sum.utterances,
        "tags": sum.tags,
        "ready_ms": rounded(ready.0 * 1e3),
        "ready_cpu_ms": rounded(ready.1 * 1e3),
        "cpu_s": rounded(cpu),
        "mb_per_cpu_s": rounded(megabytes / cpu),
        "wall_s": rounded(wall),
        "peak_mb": clock::peak_megabytes().context("the peak of memory cannot be read here")?,
        "counts": by_category(tagger.lexicon(), &sum),
    });
    println!("{line}");
    Ok(())
}

fn lexicon_of(arguments: &Arguments) -> Result<Lexicon> {
    let Some(path) = arguments.dictionary.as_ref().filter(|_| arguments.mode != Mode::Own) else {
        return Ok(builtin_rules(&[], false).0);
    };
    let (lexicon, problems) = lexicon::lexicon(&files::dictionary(path)?);
    for problem in &problems {
        eprintln!("{problem}");
    }
    Ok(match arguments.mode {
        Mode::Counts | Mode::Raw => lexicon,
        _ => lexicon::with_negation(lexicon),
    })
}

fn raw(arguments: &Arguments) -> Result<Raw> {
    let path = arguments.dictionary.as_ref().context("a dictionary is wanted")?;
    Raw::new(&files::dictionary(path)?)
}

fn by_category(lexicon: &Lexicon, sum: &Sum) -> Map<String, Value> {
    let markers = lexicon.codebook.markers.iter();
    markers.zip(&sum.counts).map(|(m, n)| (m.id.clone(), json!(n))).collect()
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
