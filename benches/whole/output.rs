//! Where rows go: in the order of the files, whatever thread made them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use attunement::files::CsvRows;
use attunement::lexicon::Lexicon;
use attunement::model::Tag;
use attunement::tagger::Line;

use super::Arguments;
use super::work::Place;

type Sink = Box<dyn Write + Send>;

/// Files to write to.
pub(crate) struct Sinks {
    rows: Sink,
    counts: Sink,
}

impl Sinks {
    /// Opens the files and writes their first rows.
    pub(crate) fn open(arguments: &Arguments, lexicon: &Lexicon) -> Result<Self> {
        let mut rows = sink(arguments.out.as_deref())?;
        writeln!(rows, "file,utterance,category,rule,start,end,status,score,words")?;
        let mut counts = sink(arguments.counts.as_deref())?;
        let names: Vec<&str> = lexicon.codebook.markers.iter().map(|m| m.id.as_str()).collect();
        writeln!(counts, "id,{}", names.join(","))?;
        Ok(Self { rows, counts })
    }

    /// Writes what came of one file.
    pub(crate) fn write(&mut self, rows: &[u8], counts: &[u8]) -> io::Result<()> {
        self.rows.write_all(rows)?;
        self.counts.write_all(counts)
    }

    /// Writes what is still held back.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.rows.flush()?;
        self.counts.flush()
    }
}

fn sink(path: Option<&Path>) -> Result<Sink> {
    Ok(match path {
        None => Box::new(io::sink()),
        Some(path) => {
            let file = File::create(path).with_context(|| path.display().to_string())?;
            Box::new(BufWriter::new(file))
        }
    })
}

/// A row of CSV for each mark, with the words that matched.
pub(crate) fn rows(place: &Place<'_>, lines: &[Line<'_>], tags: &[Tag]) -> Vec<u8> {
    let lexicon = place.tagger.lexicon();
    let mut table = CsvRows::new();
    for tag in tags {
        table.text(place.name);
        table.whole(tag.utterance as u64);
        table.text(&lexicon.codebook.markers[tag.marker].id);
        table.text(&lexicon.rules[tag.rule].id);
        table.whole(tag.span.start as u64);
        table.whole(tag.span.end as u64);
        table.text(tag.status.name());
        table.number(tag.score);
        table.text(tag.span.of(lines[tag.utterance].text));
        table.end_row();
    }
    table.finish()
}
