//! Folders to be worked through file by file: the order of all sessions is known from names and the study
//! file before any transcript is read, so that no more than a few are ever held in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::SourceFile;
use super::folder::{name_of, studies};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::{read_file, walk};
use crate::model::{Phase, Session, Transcript};
use crate::study::{Row, Study, VoiceSeen, assume, by_names, propose, resolve};

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
    root: PathBuf,
    rows: BTreeMap<String, Vec<Row>>,
}

/// A file that is to be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Planned {
    case: Arc<str>,
    order: i64,
    session: Box<str>,
    /// Path below the folder, with `/`.
    pub name: String,
    phase: Option<Phase>,
    /// Where it lies, where its name does not tell.
    path: Option<Box<Path>>,
    /// Its size in bytes.
    pub size: u64,
    /// Why it cannot be read.
    unreadable: Option<Box<str>>,
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
            root: root.to_path_buf(),
            rows: BTreeMap::new(),
        };
        for row in study.unwrap_or_default().rows {
            plan.rows.entry(row.file.clone()).or_default().push(row);
        }
        for file in listing.files {
            let told = root.join(&file.name) == file.path;
            let path = (!told).then(|| file.path.into_boxed_path());
            plan.files.push(Planned { path, size: file.size, ..Planned::new(file.name) });
        }
        for (name, reason) in listing.problems {
            let unreadable = Some(reason.into_boxed_str());
            plan.files.push(Planned { unreadable, ..Planned::new(name) });
        }
        if plan.has_study {
            plan.order_by_study()
        } else {
            plan.order_by_names()
        }
        plan.files.sort();
        Ok(plan)
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
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
                (file.case, file.order) = (session.case.into(), session.order);
                file.session = session.name.into();
            }
        }
    }

    fn order_by_names(&mut self) {
        let names: Vec<&str> = self.files.iter().map(|f| f.name.as_str()).collect();
        let mut cases: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut said = Vec::with_capacity(names.len());
        for named in by_names(&self.name, &names) {
            let case = cases.get(named.case).cloned().unwrap_or_else(|| named.case.into());
            cases.insert(case.clone());
            said.push((case, named.order as i64, named.session.into(), named.phase));
        }
        for (file, said) in self.files.iter_mut().zip(said) {
            (file.case, file.order, file.session, file.phase) = said;
        }
    }

    /// Reads one of the files, and joins it with what is known of who speaks.
    pub fn read(&self, file: &Planned) -> Opened {
        let path = file.path.as_deref().map_or_else(|| self.root.join(&file.name), PathBuf::from);
        let bytes = match &file.unreadable {
            None => read_file(&path),
            Some(reason) => Err(reason.to_string()),
        };
        let source = match bytes {
            Ok(bytes) => SourceFile::from_bytes(&file.name, &bytes),
            Err(reason) => SourceFile::unreadable(&file.name, &reason),
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
            case: file.case.to_string(),
            session: file.session.to_string(),
            order: file.order.to_string(),
            phase: file.phase.map_or(String::new(), |p| p.name().to_string()),
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
    fn new(name: String) -> Self {
        Self {
            case: Arc::default(),
            order: 0,
            session: Box::default(),
            name,
            phase: None,
            path: None,
            size: 0,
            unreadable: None,
        }
    }
}
