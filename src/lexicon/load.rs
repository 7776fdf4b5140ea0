//! All lexicon files together: sets first, then gates, constructs, markers; then the names that
//! rules use for one another.
//!
//! Must not know: the disk. It is given names and texts.

use super::constructs::Constructs;
use super::document::Document;
use super::gates_file;
use super::link::{Loaded, Names, link};
use super::marker_file;
use super::own_files::{OwnFile, OwnSets};
use super::schema::Lexicon;
use super::shared_sets::Shared;
use crate::diagnostic::Diagnostic;

/// Loads files given as `(name, text)`, where the name is the path below the lexicon folder, such as
/// `defensiveness/def_denial.toml`. What could be read is returned together with every problem; a
/// wrong file hides no other.
pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Lexicon, Vec<Diagnostic>) {
    load_with(files, &[], false)
}

/// Loads files as [`load`] does, and somebody's own beside them. Own files use the sets and gates of
/// `files`, may name their markers, and stand behind them. With `only`, the markers of `files` are
/// left out, and nothing but their sets, gates and constructs is used.
pub fn load_with<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    own: &[OwnFile],
    only: bool,
) -> (Lexicon, Vec<Diagnostic>) {
    read(files, own, only, true)
}

/// Loads files as [`load_with`] does; without `sentences`, `files` hold none, and nobody misses them.
pub(super) fn read<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    own: &[OwnFile],
    only: bool,
    sentences: bool,
) -> (Lexicon, Vec<Diagnostic>) {
    let mut files: Vec<(&str, &str)> = files.into_iter().collect();
    files.sort_unstable();
    let mut own: Vec<&OwnFile> = own.iter().collect();
    own.sort();
    own.dedup();
    let mut problems = Vec::new();
    let mut shared = Shared::read(&files);
    let cues = gates_file::read(&files, &mut problems);
    let mut constructs = Constructs::read(&files, &own, &mut problems);
    let mut loaded: Vec<Loaded> = Vec::new();
    let mut left_out = Vec::new();
    for (name, text) in &files {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if folder.is_empty() || file == "construct.toml" {
            continue;
        }
        if only {
            left_out.push(file.trim_end_matches(".toml").to_string());
            continue;
        }
        let (mut document, table) = Document::parse(name, text);
        let Some(construct) = constructs.of_ours(&mut document, &table, folder) else {
            problems.push(
                Diagnostic::error("construct", "the folder has no construct.toml")
                    .within(*name)
                    .help("copy construct.toml from another folder and change it"),
            );
            continue;
        };
        let stem = file.trim_end_matches(".toml");
        let sets = &shared.sets;
        let marker = marker_file::read(&mut document, &table, stem, construct, sets);
        if sentences {
            marker_file::completeness(&mut document, &table, &marker);
        }
        shared.used.extend(marker.used_sets.iter().cloned());
        loaded.push(Loaded::new(&document, &table, false, marker));
        problems.append(&mut document.problems);
    }
    let mut own_sets = OwnSets::read(&own, &shared.sets);
    for file in own {
        if let Some(problem) = file.without_effect() {
            problems.push(problem);
        }
        let Some(stem) = file.marker() else { continue };
        let (mut document, table) = Document::parse(&file.path, &file.text);
        let construct = constructs.of_own(&mut document, &table, file.folder());
        let sets = own_sets.of(file.folder()).unwrap_or(&shared.sets);
        let marker = marker_file::read(&mut document, &table, stem, construct, sets);
        marker_file::completeness(&mut document, &table, &marker);
        own_sets.used(file.folder(), &marker.used_sets);
        shared.used.extend(marker.used_sets.iter().cloned());
        loaded.push(Loaded::new(&document, &table, true, marker));
        problems.append(&mut document.problems);
    }
    own_sets.finish(&mut problems);
    // Of sets that serve markers which are left out, it says nothing that nobody uses them.
    shared.finish(!only && !loaded.is_empty(), &mut problems);
    let (constructs, mut names) = constructs.finish(&mut loaded, only);
    names.extend(left_out);
    let lexicon = link(constructs, cues, loaded, &Names { left_out: names }, &mut problems);
    (lexicon, problems)
}
