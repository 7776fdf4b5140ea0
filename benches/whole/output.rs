//! Where rows go: in the order of the files, whatever thread made them.

use std::fmt::{Display, Write as _};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
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
pub(crate) fn rows(place: &Place<'_>, lines: &[Line<'_>], tags: &[Tag]) -> Result<Vec<u8>> {
    let lexicon = place.tagger.lexicon();
    let mut table = csv::Writer::from_writer(Vec::with_capacity(tags.len() * 80));
    let mut number = String::new();
    for tag in tags {
        table.write_field(place.name)?;
        let mut write = |n: &dyn Display, table: &mut csv::Writer<Vec<u8>>| {
            number.clear();
            let _ = write!(number, "{n}");
            table.write_field(&number)
        };
        write(&tag.utterance, &mut table)?;
        table.write_field(&lexicon.codebook.markers[tag.marker].id)?;
        table.write_field(&lexicon.rules[tag.rule].id)?;
        write(&tag.span.start, &mut table)?;
        write(&tag.span.end, &mut table)?;
        table.write_field(tag.status.name())?;
        write(&tag.score, &mut table)?;
        table.write_field(tag.span.of(lines[tag.utterance].text))?;
        table.write_record(None::<&[u8]>)?;
    }
    Ok(table.into_inner()?)
}
