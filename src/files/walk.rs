//! Finds the files of a folder in one order on every system, and reads them within bounds.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Larger files are no transcripts: an hour of talk is under one megabyte, and what is read is held
/// in memory several times over.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path below the folder, with `/` between names on every system.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

/// What a folder holds, and what could not be looked into.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Files in order of name.
    pub files: Vec<Found>,
    /// Places that could not be read, with the reason.
    pub problems: Vec<(String, String)>,
}

/// Lists the files below a folder (or the file itself), sorted by name. Hidden files, links that lead in
/// circles, and this program's own results are left out.
pub fn walk(root: &Path) -> Listing {
    let mut listing = Listing::default();
    let builder = ignore::WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .max_depth(Some(16))
        .build();
    for entry in builder {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                let name = name_below(root, entry.path());
                if !is_result(&name) {
                    let size = entry.metadata().map_or(0, |m| m.len());
                    listing.files.push(Found { name, path: entry.into_path(), size });
                }
            }
            Ok(_) => {}
            Err(error) => {
                let reason = error.io_error().map_or("it leads in a circle".into(), reason);
                listing.problems.push((place(&error, root), reason));
            }
        }
    }
    listing.files.sort();
    listing.problems.sort();
    listing
}

fn place(error: &ignore::Error, root: &Path) -> String {
    match error {
        ignore::Error::WithPath { path, .. } => name_below(root, path),
        ignore::Error::WithDepth { err, .. } => place(err, root),
        ignore::Error::Loop { child, .. } => name_below(root, child),
        _ => String::new(),
    }
}

fn name_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let below = below.unwrap_or_else(|| path.file_name().map_or(path, Path::new));
    let parts: Vec<String> =
        below.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Whether a file is one that this program wrote, or reads as something else than a transcript.
fn is_result(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file == "study.csv" || file.starts_with("attune-report") || file.starts_with("~$")
}

/// Reads a file whole.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|e| reason(&e))?;
    let size = file.metadata().map_err(|e| reason(&e))?.len();
    if size > LARGEST {
        return Err(format!(
            "it is larger than {} MB; split it into several files",
            LARGEST / 1024 / 1024
        ));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // The bound holds even if the file grows while it is read.
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
    Ok(bytes)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to read it".into(),
        io::ErrorKind::NotFound => "it is not there (any more)".into(),
        _ => format!("it cannot be read ({})", error.kind()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_in_one_order_without_results() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a/z.vtt", "study.csv", "attune-report.html", ".hidden", "a.txt"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, b"x").unwrap();
        }
        let names: Vec<String> = walk(folder.path()).files.into_iter().map(|f| f.name).collect();
        assert_eq!(names, ["a.txt", "a/z.vtt", "b.txt"]);
    }

    #[test]
    fn a_single_file_is_named_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.txt");
        std::fs::write(&path, b"x").unwrap();
        assert_eq!(walk(&path).files[0].name, "one.txt");
    }
}
