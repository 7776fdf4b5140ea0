//! Folders to be worked through file by file: the order of all sessions is known from names and the study
//! file before any transcript is read, so that no more than a few are ever held in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::SourceFile;
use super::folder::{name_of, studies};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{read_file, walk};
use crate::model::{Session, Transcript};
use crate::study::{Row, Study, VoiceSeen, assume, propose, resolve};

/// A folder, or a single file, that is to be worked through.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its files, in the order of their sessions.
    pub files: Vec<Planned>,
    /// Whether a study file says who is who; else labels and names do.
    pub has_study: bool,
    /// What does not fit, as far as it can be told beforehand.
    pub problems: Vec<Diagnostic>,
    name: String,
    rows: BTreeMap<String, Vec<Row>>,
}

/// A file that is to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    case: String,
    order: i64,
    session: String,
    /// Path below the folder, with `/`.
    pub name: String,
    phase: String,
    path: Option<PathBuf>,
    /// Its size in bytes.
    pub size: u64,
    /// Why it cannot be read.
    unreadable: Option<String>,
}

/// What came of reading one file.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The session, where there is one.
    pub session: Option<Session>,
    /// Everything to be said of it.
    pub problems: Vec<Diagnostic>,
    /// Whether something that may well be a transcript could not be read.
    pub lost: bool,
}

impl Plan {
    /// Lists a folder's files and reads its study file; no transcript is read.
    ///
    /// # Errors
    /// When the folder is not there, or a study file cannot be read.
    pub fn open(root: &Path) -> Result<Self, Diagnostic> {
        if !root.exists() {
            return Err(Diagnostic::error("no-folder", "there is no such folder or file")
                .within(root.display().to_string())
                .help("check the spelling; drag the folder onto the terminal to get its path"));
        }
        let listing = walk(root);
        let study = studies(root)?;
        let mut plan = Self {
            files: Vec::new(),
            has_study: study.is_some(),
            problems: Vec::new(),
            name: name_of(root),
            rows: BTreeMap::new(),
        };
        for row in study.unwrap_or_default().rows {
            plan.rows.entry(row.file.clone()).or_default().push(row);
        }
        for file in listing.files {
            plan.files.push(Planned::new(file.name, Some(file.path), file.size, None));
        }
        for (name, reason) in listing.problems {
            plan.files.push(Planned::new(name, None, 0, Some(reason)));
        }
        if plan.has_study {
            plan.order_by_study()
        } else {
            plan.order_by_names()
        }
        plan.files.sort();
        Ok(plan)
    }

    /// Whether a person has to complete the study file first.
    pub fn incomplete(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }

    fn order_by_study(&mut self) {
        let listed: BTreeSet<&str> = self.files.iter().map(|f| f.name.as_str()).collect();
        let missing: Study = Study {
            rows: self
                .rows
                .iter()
                .filter(|(file, _)| !listed.contains(file.as_str()))
                .filter_map(|(_, rows)| rows.first().cloned())
                .collect(),
        };
        self.problems.extend(resolve(&missing, Vec::new()).problems);
        for file in &mut self.files {
            let Some(rows) = self.rows.get(&file.name) else { continue };
            // As if every voice of the study spoke: what is open or wrong in its rows shows now.
            let mut spoken = Transcript::default();
            for row in rows {
                spoken.voice(&row.voice);
            }
            let study = Study { rows: rows.clone() };
            let found = resolve(&study, vec![(file.name.clone(), String::new(), spoken)]);
            // What is no error is told when the file is read.
            self.problems
                .extend(found.problems.into_iter().filter(|p| p.severity == Severity::Error));
            for session in found.sessions {
                (file.case, file.order, file.session) = (session.case, session.order, session.name);
            }
        }
    }

    fn order_by_names(&mut self) {
        let nobody = |f: &Planned| VoiceSeen {
            file: f.name.clone(),
            voice: String::new(),
            words: 0,
            turns: 0,
            stated: None,
        };
        let seen: Vec<VoiceSeen> = self.files.iter().map(nobody).collect();
        let rows = propose(&self.name, &seen, &Study::default()).study.rows;
        for (file, row) in self.files.iter_mut().zip(rows) {
            file.order = row.order.parse().unwrap_or(0);
            (file.case, file.session, file.phase) = (row.case, row.session, row.phase);
        }
    }

    /// Reads one of the files, and joins it with what is known of who speaks.
    pub fn read(&self, file: &Planned) -> Opened {
        let source = match (&file.path, &file.unreadable) {
            (Some(path), None) => match read_file(path) {
                Ok(bytes) => SourceFile::from_bytes(&file.name, &bytes),
                Err(reason) => SourceFile::unreadable(&file.name, &reason),
            },
            (_, reason) => {
                SourceFile::unreadable(&file.name, reason.as_deref().unwrap_or("it is gone"))
            }
        };
        let lost = source.lost();
        let reading = match source.reading {
            Ok(reading) => reading,
            Err(problem) => return Opened { session: None, problems: vec![problem], lost },
        };
        let study = if self.has_study {
            Study { rows: self.rows.get(&file.name).cloned().unwrap_or_default() }
        } else {
            self.assumed(file, &reading.transcript)
        };
        let files = vec![(file.name.clone(), source.sha256, reading.transcript)];
        let found = resolve(&study, files);
        let told = found.problems.into_iter().filter(|p| p.severity >= Severity::Warning);
        Opened { session: found.sessions.into_iter().next(), problems: told.collect(), lost }
    }

    /// Who speaks in a file of which no study says anything.
    fn assumed(&self, file: &Planned, transcript: &Transcript) -> Study {
        let known = Row {
            file: file.name.clone(),
            case: file.case.clone(),
            session: file.session.clone(),
            order: file.order.to_string(),
            phase: file.phase.clone(),
            ..Row::default()
        };
        let seen: Vec<VoiceSeen> = transcript
            .voices
            .iter()
            .enumerate()
            .map(|(i, voice)| VoiceSeen {
                file: file.name.clone(),
                voice: voice.clone(),
                words: 0,
                turns: 0,
                stated: transcript.roles.get(i).copied().flatten(),
            })
            .collect();
        let mut study = propose(&self.name, &seen, &Study { rows: vec![known] }).study;
        study.rows.remove(0);
        assume(&mut study);
        study
    }
}

impl Planned {
    fn new(name: String, path: Option<PathBuf>, size: u64, unreadable: Option<String>) -> Self {
        let (case, session, phase) = Default::default();
        Self { case, order: 0, session, name, phase, path, size, unreadable }
    }
}
