//! What names alone say of files: case, session, phase, and their order.
//!
//! Must not know: voices, or what a person wrote.

use std::collections::BTreeMap;

use super::propose::phase_in;
use crate::model::Phase;

/// What a file's name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'n> {
    /// The folder that names its case, or the root's name.
    pub case: &'n str,
    /// Its own name without the ending.
    pub session: &'n str,
    /// Its place within the case, from 1.
    pub order: usize,
    /// The phase that a folder or the file itself names.
    pub phase: Option<Phase>,
}

/// What each of the names (paths below the folder, with `/`) says, in the order given.
pub fn by_names<'n>(root_name: &'n str, files: &[&'n str]) -> Vec<Named<'n>> {
    let folders = case_folders(files);
    let mut named: Vec<Named<'n>> = Vec::with_capacity(files.len());
    let mut by_case: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let own = file.rsplit('/').next().unwrap_or(file);
        let session = own.rsplit_once('.').map_or(own, |s| s.0);
        let folder = file.split_once('/').filter(|_| folders).map(|f| f.0);
        let phase = phase_in(file).map(|p| p.0);
        named.push(Named { case: folder.unwrap_or(root_name), session, order: 0, phase });
        by_case.entry(folder.unwrap_or("")).or_default().push(at);
    }
    for mut own in by_case.into_values() {
        // Where the phase of any file is open, names alone decide: a person may yet say that it came
        // first.
        let phases_known = own.iter().all(|at| named[*at].phase.is_some());
        own.sort_by_cached_key(|at| {
            (named[*at].phase.filter(|_| phases_known), natural(files[*at]))
        });
        let mut order = 0;
        for (i, at) in own.iter().enumerate() {
            order += usize::from(i == 0 || files[own[i - 1]] != files[*at]);
            named[*at].order = order;
        }
    }
    named
}

/// Folders below the root name cases, unless they name phases.
pub(super) fn case_folders(files: &[&str]) -> bool {
    let mut folders = files.iter().filter_map(|f| Some(f.split_once('/')?.0)).peekable();
    folders.peek().is_some() && folders.all(|f| phase_in(f).is_none())
}

/// A key by which *session 10* follows *session 9*.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut number = String::new();
    let mut text = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if !number.is_empty() {
            parts.push((number.parse().unwrap_or(u64::MAX), std::mem::take(&mut text)));
            number.clear();
        }
        text.push(c);
    }
    parts.push((number.parse().unwrap_or(0), text));
    parts
}
