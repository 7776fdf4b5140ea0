//! Results are written beside their place and moved there when complete, so that a full disk or a
//! killed run leaves no half result, and readable by their owner alone. What a run that was killed
//! outright could not clear away, the next one does.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::NamedTempFile;

/// How an unfinished file is named.
const PREFIX: &str = ".attune-";
const SUFFIX: &str = ".part";
/// A write takes moments; what is unfinished for longer belongs to a run that is no more.
const ABANDONED: Duration = Duration::from_secs(600);

/// The unfinished files of this run, for [`clean_up`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes what is unfinished; for a run that is being broken off, where nothing else cleans up.
/// Whoever wants to begin or end a file after this waits for ever: the program has to exit now.
pub fn clean_up() {
    let mut list = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in list.drain(..) {
        let _ = std::fs::remove_file(path);
    }
    std::mem::forget(list);
}

/// A result that grows piece by piece beside its place, and stands there only once it is finished. If
/// it never is, nothing is left of it.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Unfinished {
    /// Begins a result. Missing folders are made. On Unix the file can be read by its owner only, since
    /// it may hold confidential words.
    ///
    /// # Errors
    /// Any error of the disk; the former content of `path` is then untouched.
    pub fn create(path: &Path) -> io::Result<Self> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder)?;
        sweep(folder);
        // Begun and noted in one step, so that no broken-off run leaves a file that nobody noted.
        let file = unfinished(|list| {
            let builder = &mut tempfile::Builder::new();
            let file = builder.prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
            list.push(file.path().to_path_buf());
            io::Result::Ok(file)
        })?;
        let part = file.path().to_path_buf();
        Ok(Self { path: path.to_path_buf(), part, file: BufWriter::new(file) })
    }

    /// Where the result will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds to the result.
    ///
    /// # Errors
    /// Any error of the disk.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Puts the result in its place.
    ///
    /// # Errors
    /// Any error of the disk; the former content of the path is then untouched.
    pub fn finish(self) -> io::Result<()> {
        let Self { path, part, file } = self;
        let written = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            file.as_file().sync_all()?;
            file.persist(&path).map(|_| ()).map_err(|e| e.error)
        });
        unfinished(|list| list.retain(|p| *p != part));
        written
    }
}

/// Writes `bytes` to `path`, whole or not at all; see [`Unfinished`].
///
/// # Errors
/// Any error of the disk; the former content of `path` is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut result = Unfinished::create(path)?;
    result.write(bytes)?;
    result.finish()
}

/// Clears away what killed runs left in a folder. Where it cannot, nothing is lost by going on.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age =
            entry.metadata().and_then(|m| m.modified()).map(|t| t.elapsed().unwrap_or_default());
        let abandoned = age.is_ok_and(|age| age > ABANDONED);
        if abandoned && name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn unfinished<T>(change: impl FnOnce(&mut Vec<PathBuf>) -> T) -> T {
    change(&mut UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_whole_files_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("a.txt");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, age: u64| {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            let then = std::time::SystemTime::now() - Duration::from_secs(age);
            file.set_modified(then).unwrap();
        };
        make(".attune-old.part", 3600);
        make(".attune-now.part", 0);
        make(".other.part", 3600);
        make("session.part", 3600);
        write_atomically(&folder.path().join("a.txt"), b"one").unwrap();
        let mut left: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(left, [".attune-now.part", ".other.part", "a.txt", "session.part"]);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        std::fs::write(&file, b"x").unwrap();
        assert!(write_atomically(&file.join("b"), b"y").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
