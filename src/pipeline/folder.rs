//! A folder of transcripts with its study file, or with those of its subfolders.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::SourceFile;
use crate::diagnostic::Diagnostic;
use crate::files::{read_file, walk};
use crate::model::{Corpus, Transcript};
use crate::study::{Resolved, Study, VoiceSeen, resolve};
use crate::text::count_words;

/// Name of the study file in a folder.
const STUDY: &str = "study.csv";
/// So many folders above a file are looked at for a study file that names it.
const ABOVE: usize = 3;

/// A folder that was read.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Where it lies.
    pub root: PathBuf,
    /// Its name, as far as it has one.
    pub name: String,
    /// All its files, in order of name.
    pub files: Vec<SourceFile>,
    /// What the study files say; `None` if there is none.
    pub study: Option<Study>,
}

impl Folder {
    /// Reads every file below a folder, on all threads, and its study file.
    ///
    /// # Errors
    /// When the folder is not there, or a study file cannot be read.
    pub fn open(root: &Path) -> Result<Self, Diagnostic> {
        let shown = root.display().to_string();
        if !root.exists() {
            return Err(Diagnostic::error("no-folder", "there is no such folder or file")
                .within(shown)
                .help("check the spelling; drag the folder onto the terminal to get its path"));
        }
        let listing = walk(root);
        let mut files: Vec<SourceFile> = listing
            .files
            .par_iter()
            .map(|file| match read_file(&file.path) {
                Ok(bytes) => SourceFile::from_bytes(&file.name, &bytes),
                Err(reason) => SourceFile::unreadable(&file.name, &reason),
            })
            .collect();
        files.extend(listing.problems.iter().map(|(n, why)| SourceFile::unreadable(n, why)));
        Ok(Self { root: root.to_path_buf(), name: name_of(root), files, study: studies(root)? })
    }

    /// Reads one file, with what the study file beside it, or of a folder above, says of it.
    ///
    /// # Errors
    /// When there is no such file, or a study file cannot be read.
    pub fn around(path: &Path) -> Result<Self, Diagnostic> {
        let shown = path.display().to_string();
        if !path.is_file() {
            return Err(Diagnostic::error("no-file", "there is no such file")
                .within(shown)
                .help("check the spelling; drag the file onto the terminal to get its path"));
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let own = absolute.parent().unwrap_or(&absolute);
        let (mut root, mut study) = (own, None);
        for folder in own.ancestors().take(ABOVE) {
            let name = below(folder, &absolute);
            if let Some(mut found) = one_study(&folder.join(STUDY), STUDY)? {
                found.rows.retain(|r| r.file == name);
                if !found.rows.is_empty() {
                    (root, study) = (folder, Some(found));
                    break;
                }
            }
        }
        let name = below(root, &absolute);
        let file = match read_file(path) {
            Ok(bytes) => SourceFile::from_bytes(&name, &bytes),
            Err(reason) => SourceFile::unreadable(&name, &reason),
        };
        let folder = root.file_name().map_or("case".into(), |n| n.to_string_lossy().into_owned());
        Ok(Self { root: root.to_path_buf(), name: folder, files: vec![file], study })
    }

    /// Where the folder's study file lies, or would lie.
    pub fn study_path(&self) -> PathBuf {
        self.root.join(STUDY)
    }

    /// The transcripts that could be read.
    pub fn transcripts(&self) -> Vec<(String, String, Transcript)> {
        let read = |f: &SourceFile| {
            let reading = f.reading.as_ref().ok()?;
            Some((f.name.clone(), f.sha256.clone(), reading.transcript.clone()))
        };
        self.files.iter().filter_map(read).collect()
    }

    /// Joins the transcripts with a study.
    pub fn resolve(&self, study: &Study) -> (Corpus, Resolved) {
        let mut resolved = resolve(study, self.transcripts());
        let corpus = Corpus::new(std::mem::take(&mut resolved.sessions));
        (corpus, resolved)
    }
}

/// The name of a folder, as far as it has one.
pub(super) fn name_of(root: &Path) -> String {
    let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    absolute.file_name().map_or("case".into(), |n| n.to_string_lossy().into_owned())
}

/// The study file of a folder or, where it has none, those of its subfolders together.
pub(super) fn studies(root: &Path) -> Result<Option<Study>, Diagnostic> {
    if !root.is_dir() {
        return Ok(None);
    }
    if let Some(study) = one_study(&root.join(STUDY), STUDY)? {
        return Ok(Some(study));
    }
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .map(|entries| entries.filter_map(|e| Some(e.ok()?.path())).collect())
        .unwrap_or_default();
    folders.sort();
    let mut all: Option<Study> = None;
    for folder in folders.into_iter().filter(|f| f.is_dir()) {
        let name = folder.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        if let Some(mut study) = one_study(&folder.join(STUDY), &format!("{name}/{STUDY}"))? {
            for row in &mut study.rows {
                row.file = format!("{name}/{}", row.file);
            }
            all.get_or_insert_default().rows.append(&mut study.rows);
        }
    }
    Ok(all)
}

/// A file's path below a folder, with `/` between names on every system.
fn below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts = below.components().map(|c| c.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

fn one_study(path: &Path, shown: &str) -> Result<Option<Study>, Diagnostic> {
    if !path.is_file() {
        return Ok(None);
    }
    let bytes =
        read_file(path).map_err(|reason| Diagnostic::error("unreadable", reason).within(shown))?;
    Study::parse(&bytes).map(Some).map_err(|problem| problem.within(shown))
}

/// Every voice of every file, with how much it said.
pub fn voices_seen(files: &[SourceFile]) -> Vec<VoiceSeen> {
    let mut seen = Vec::new();
    for file in files {
        let Ok(reading) = &file.reading else { continue };
        let transcript = &reading.transcript;
        let turns = transcript.turns();
        for (i, voice) in transcript.voices.iter().enumerate() {
            let own = |u: usize| transcript.utterances[u].voice == Some(i);
            let words = transcript.utterances.iter().filter(|u| u.voice == Some(i));
            seen.push(VoiceSeen {
                file: file.name.clone(),
                voice: voice.clone(),
                words: words.map(|u| count_words(&u.text) as u64).sum(),
                turns: turns.iter().filter(|t| own(t.0)).count() as u64,
                stated: transcript.roles.get(i).copied().flatten(),
            });
        }
    }
    seen
}
