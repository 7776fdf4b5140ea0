//! The work itself: files to workers, each with a desk of its own, and results back in order.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use anyhow::{Context as _, Result};
use attunement::model::{Status, Tag};
use attunement::tagger::{Desk, Tagger};

use super::Mode;
use super::columns::Columns;
use super::lines::lines;
use super::output::{Sinks, rows};
use super::raw::Raw;

/// Results that wait to be written, for each worker.
const WAITING: usize = 16;

/// What is made of the marks.
pub(crate) struct Settings<'a> {
    pub(crate) mode: Mode,
    /// Whether counts by utterance are written.
    pub(crate) counts: bool,
    /// In place of the tagger.
    pub(crate) raw: Option<&'a Raw>,
}

/// What came of all files, or of one.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    pub(crate) bytes: usize,
    pub(crate) utterances: usize,
    pub(crate) tags: usize,
    /// By category.
    pub(crate) counts: Vec<u64>,
}

impl Sum {
    fn add(&mut self, other: &Sum) {
        self.bytes += other.bytes;
        self.utterances += other.utterances;
        self.tags += other.tags;
        self.counts.resize(other.counts.len().max(self.counts.len()), 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
    }
}

/// What came of one file.
#[derive(Debug, Default)]
struct Outcome {
    sum: Sum,
    rows: Vec<u8>,
    counts: Vec<u8>,
}

/// Goes through all files.
pub(crate) fn run(
    tagger: &Tagger,
    folder: &Path,
    files: &[PathBuf],
    settings: &Settings<'_>,
    threads: usize,
    mut sinks: Sinks,
) -> Result<Sum> {
    let next = AtomicUsize::new(0);
    let (send, receive) = sync_channel(WAITING * threads);
    let mut sum = Sum::default();
    thread::scope(|scope| -> Result<()> {
        for _ in 0..threads {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || work(tagger, folder, files, settings, next, &send));
        }
        drop(send);
        let mut waiting: BTreeMap<usize, Outcome> = BTreeMap::new();
        let mut due = 0;
        for (number, outcome) in receive {
            waiting.insert(number, outcome?);
            while let Some(outcome) = waiting.remove(&due) {
                sum.add(&outcome.sum);
                sinks.write(&outcome.rows, &outcome.counts)?;
                due += 1;
            }
        }
        Ok(())
    })?;
    sinks.finish()?;
    Ok(sum)
}

fn work(
    tagger: &Tagger,
    folder: &Path,
    files: &[PathBuf],
    settings: &Settings<'_>,
    next: &AtomicUsize,
    send: &SyncSender<(usize, Result<Outcome>)>,
) {
    let mut desk = tagger.desk();
    let mut columns = Columns::default();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = files.get(number) else { return };
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        let place = Place { tagger, number, name: &name };
        let outcome = one(&mut desk, &mut columns, path, &place, settings);
        // Nobody listens any more once something else has failed.
        if send.send((number, outcome)).is_err() {
            return;
        }
    }
}

/// A file's place among the others.
pub(crate) struct Place<'a> {
    pub(crate) tagger: &'a Tagger,
    number: usize,
    pub(crate) name: &'a str,
}

fn one(
    desk: &mut Desk<'_>,
    columns: &mut Columns,
    path: &Path,
    place: &Place<'_>,
    settings: &Settings<'_>,
) -> Result<Outcome> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = lines(&text);
    if let Some(raw) = settings.raw {
        let tags = lines.iter().map(|l| raw.count(l.text)).sum();
        let sum = Sum { bytes: text.len(), utterances: lines.len(), tags, counts: Vec::new() };
        return Ok(Outcome { sum, ..Outcome::default() });
    }
    let categories = place.tagger.lexicon().codebook.markers.len();
    let (tags, table) = if settings.mode == Mode::Counts {
        (Vec::new(), desk.count(&lines))
    } else {
        let tags = desk.tag(&lines);
        let table = count(&tags, lines.len(), categories);
        (tags, table)
    };
    let mut counts = vec![0; categories];
    for row in table.chunks_exact(categories) {
        counts.iter_mut().zip(row).for_each(|(sum, n)| *sum += u64::from(*n));
    }
    if matches!(settings.mode, Mode::Columns | Mode::Own) {
        columns.keep(place.number, &tags);
    }
    let number = match settings.mode {
        Mode::Counts => counts.iter().sum::<u64>() as usize,
        _ => tags.len(),
    };
    let rows = if settings.mode == Mode::Csv { rows(place, &lines, &tags) } else { Vec::new() };
    Ok(Outcome {
        sum: Sum { bytes: text.len(), utterances: lines.len(), tags: number, counts },
        rows,
        counts: if settings.counts {
            written(place.name, &table, categories).into_bytes()
        } else {
            Vec::new()
        },
    })
}

/// How often each category counts in each utterance.
fn count(tags: &[Tag], utterances: usize, categories: usize) -> Vec<u32> {
    let mut table = vec![0; utterances * categories];
    for tag in tags.iter().filter(|t| t.status == Status::Counted) {
        table[tag.utterance * categories + tag.marker] += 1;
    }
    table
}

fn written(name: &str, table: &[u32], categories: usize) -> String {
    let mut text = String::new();
    for (i, row) in table.chunks_exact(categories).enumerate() {
        // Writing to a text in memory cannot fail.
        let _ = write!(text, "{name}:{i}");
        for n in row {
            let _ = write!(text, ",{n}");
        }
        text.push('\n');
    }
    text
}
