//! `attune lexicon import` and `export`: dictionaries from and for other programs.

use std::path::Path;

use anyhow::bail;
use attunement::lexicon::dictionary::{Dictionary, Format, export, id_of_file};
use attunement::lexicon::{Lexicon, Matching};

use super::save;
use crate::cli::Outcome;
use crate::cli::args::{ExportArguments, ImportArguments};
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::tell;

/// Reads a dictionary and writes it in our own form.
pub(super) fn import_file(arguments: &ImportArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let out = &arguments.out;
    if out.extension().is_none_or(|e| !e.eq_ignore_ascii_case("toml")) {
        bail!("{}: the file has to end in .toml; name it so behind --out", out.display());
    }
    spare(out, arguments.force)?;
    let reading = lexicons::read(&arguments.file).map_err(|p| super::refuse(&p))?;
    lexicons::tell_problems(&reading.problems, quiet);
    if !reading.usable() {
        bail!("{}: nothing was written", arguments.file.display());
    }
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let note = format!(
        "{name}, {}, as `attune lexicon import` read it.\nHow it counts: docs/dictionaries.md",
        reading.format.title()
    );
    let text = reading.dictionary.write(Format::Toml, &note).map_err(|p| super::refuse(&p))?;
    save(out, text.as_bytes())?;
    if !quiet {
        tell(&format!(
            "{name} ({}): {}; written to {}",
            reading.format.title(),
            size(&reading.dictionary),
            out.display()
        ));
    }
    Ok(Outcome::Done)
}

/// Writes markers as a dictionary.
pub(super) fn export_markers(arguments: &ExportArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let out = &arguments.out;
    spare(out, arguments.force)?;
    let Some(format) = Format::ALL.into_iter().find(|f| f.name() == arguments.to) else {
        bail!("{} is no format", arguments.to);
    };
    let lexicon = lexicons::open(&arguments.lexicons, Ours::Rules, quiet)?;
    let markers = chosen(&lexicon, &arguments.ids)?;
    let id = id(&lexicon, &markers, out);
    let (dictionary, carried) = export(&lexicon, &markers, &id).map_err(|p| super::refuse(&p))?;
    let note = format!("Written by attune {} from its markers.", env!("CARGO_PKG_VERSION"));
    let text = dictionary.write(format, &note).map_err(|p| super::refuse(&p))?;
    save(out, text.as_bytes())?;
    if quiet {
        return Ok(Outcome::Done);
    }
    for account in carried.iter().filter(|c| !c.complete()) {
        tell(&account.to_string());
    }
    for lost in dictionary.lost_in(format) {
        tell(lost);
    }
    let of_patterns = |m: &usize| {
        lexicon.rules.iter().any(|r| r.marker == *m && matches!(r.matching, Matching::Patterns(_)))
    };
    if markers.iter().any(of_patterns) {
        tell(
            "a dictionary steps over no comma or hesitation and looks at whole written words: it finds less in some places, and more in others",
        );
    }
    tell(&format!("{} written to {}", size(&dictionary), out.display()));
    Ok(Outcome::Done)
}

fn size(dictionary: &Dictionary) -> String {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!(
        "{}, {}",
        count(dictionary.categories.len(), "category", "categories"),
        count(dictionary.entries(), "entry", "entries")
    )
}

/// Refuses to write over what is there.
fn spare(out: &Path, force: bool) -> anyhow::Result<()> {
    if out.exists() && !force {
        bail!("{} is there already; give --force to write over it", out.display());
    }
    Ok(())
}

/// The markers that names stand for, in the order of the codebook; all if there are no names.
fn chosen(lexicon: &Lexicon, ids: &[String]) -> anyhow::Result<Vec<usize>> {
    let book = &lexicon.codebook;
    let mut markers: Vec<usize> = Vec::new();
    let mut unknown = Vec::new();
    for id in ids {
        match (book.marker(id), book.construct(id)) {
            (Some(marker), _) => markers.push(marker),
            (None, Some(construct)) => markers.extend(book.members(construct)),
            (None, None) => unknown.push(format!("`{id}`")),
        }
    }
    if !unknown.is_empty() {
        bail!(
            "there is no marker or construct {}; `attune lexicon list` shows those there are",
            unknown.join(", ")
        );
    }
    if ids.is_empty() {
        markers.extend(0..book.markers.len());
    }
    markers.sort_unstable();
    markers.dedup();
    Ok(markers)
}

/// The construct's own name where there is only one, else the file's.
fn id(lexicon: &Lexicon, markers: &[usize], out: &Path) -> String {
    let book = &lexicon.codebook;
    let construct = |m: &usize| book.markers[*m].construct;
    match markers.first().map(construct) {
        Some(first) if markers.iter().all(|m| construct(m) == first) => {
            book.constructs[first].id.clone()
        }
        _ => id_of_file(&out.display().to_string()),
    }
}
