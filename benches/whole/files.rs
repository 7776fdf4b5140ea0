//! The folder that is measured, and how an invented one is made.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::dictionary::Dictionary;
use super::invention::Invention;

/// All files below a folder in order of name, up to so many megabytes.
pub(crate) fn files(folder: &Path, megabytes: f64) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    collect(folder, &mut all)?;
    all.sort();
    let mut total = 0.0;
    all.retain(|(_, bytes)| {
        let wanted = total < megabytes * 1e6;
        total += *bytes as f64;
        wanted
    });
    Ok(all.into_iter().map(|f| f.0).collect())
}

fn collect(folder: &Path, out: &mut Vec<(PathBuf, u64)>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), out)?;
        } else {
            out.push((entry.path(), entry.metadata()?.len()));
        }
    }
    Ok(())
}

/// Reads a dictionary.
pub(crate) fn dictionary(path: &Path) -> Result<Dictionary> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| shown.clone())?;
    serde_json::from_str(&text).context(shown)
}

/// Writes `corpus/` with twenty sessions to a folder, `dense.json` and `sparse.json`.
pub(crate) fn invent(folder: &Path, megabytes: f64) -> Result<()> {
    let mut invention = Invention::new();
    let mut written = 0;
    let mut number = 0;
    while (written as f64) < megabytes * 1e6 {
        let case = folder.join(format!("corpus/case-{:04}", number / 20));
        fs::create_dir_all(&case)?;
        let text = invention.session();
        fs::write(case.join(format!("session-{:02}.txt", number % 20)), &text)?;
        written += text.len();
        number += 1;
    }
    for (name, dictionary) in [("dense", Dictionary::dense()), ("sparse", Dictionary::sparse())] {
        let text = serde_json::to_string_pretty(&dictionary)? + "\n";
        fs::write(folder.join(name).with_extension("json"), text)?;
    }
    Ok(())
}
