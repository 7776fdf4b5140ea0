//! `attune tag`: the tables that other programs read, written file by file, so that a folder of any size
//! takes no more memory than its largest files.

mod csv;
mod rows;

use std::sync::{Mutex, PoisonError};

use attunement::diagnostic::{Diagnostic, Severity};
use attunement::files::Unfinished;
use attunement::pipeline::{Plan, Planned, tag_and_count};
use attunement::tagger::{Desk, Tagger};
use rayon::prelude::*;

use self::csv::Csv;
use self::rows::{COUNTS, TABLES, Table, Tagged};
use super::{refuse, unwritable};
use crate::cli::Outcome;
use crate::cli::args::TagArguments;
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::tell;

/// So many bytes of transcripts are worked on at a time, or one larger file.
const AT_A_TIME: u64 = 1024 * 1024;

pub(crate) fn run(arguments: &TagArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let lexicon = lexicons::open(&arguments.lexicons, Ours::Rules, quiet)?;
    let plans = plans(arguments, quiet)?;
    let mut files: Vec<(&Plan, &Planned)> =
        plans.iter().flat_map(|p| p.files.iter().map(move |f| (p, f))).collect();
    files.sort_by_key(|(plan, file)| (*file, plan.root()));
    let tagger = Tagger::new(lexicon);
    let tables: Vec<&Table> = TABLES.iter().chain(arguments.counts.then_some(&COUNTS)).collect();
    let mut sinks = Vec::new();
    for table in &tables {
        sinks.push(begin(table, &tagger, arguments)?);
    }
    let mut sum = Sum::default();
    let desks = Desks { tagger: &tagger, free: Mutex::default() };
    for group in groups(&files) {
        let done: Vec<anyhow::Result<Done>> = group
            .par_iter()
            .map(|(plan, file)| {
                desks.with(|desk| one(plan, file, desk, &tagger, &tables, arguments))
            })
            .collect();
        for done in done {
            let done = done?;
            done.problems.iter().for_each(|p| tell(&p.to_string()));
            for (sink, bytes) in sinks.iter_mut().zip(&done.rows) {
                sink.write(bytes).map_err(|e| unwritable(sink.path(), e))?;
            }
            sum.add(&done);
        }
    }
    for sink in sinks {
        let path = sink.path().to_path_buf();
        sink.finish().map_err(|e| unwritable(&path, e))?;
    }
    if !quiet {
        let (marks, sessions) = (sum.marks, sum.sessions);
        tell(&format!(
            "{marks} marks in {sessions} sessions; tables in {}",
            arguments.out.display()
        ));
    }
    Ok(if sum.lost { Outcome::SomeUnread } else { Outcome::Done })
}

/// The folders to be worked through; none is begun before all study files are complete.
fn plans(arguments: &TagArguments, quiet: bool) -> anyhow::Result<Vec<Plan>> {
    let mut plans = Vec::new();
    for path in &arguments.paths {
        let plan = Plan::open(path).map_err(|p| refuse(&p))?;
        for problem in plan.problems.iter().filter(|p| p.severity >= Severity::Warning) {
            tell(&problem.to_string());
        }
        anyhow::ensure!(
            !plan.incomplete(),
            "study.csv has to be completed first; nothing was written"
        );
        if !plan.has_study && !quiet {
            tell(
                "there is no study.csv: roles were taken from the files where they state them, else `other`",
            );
        }
        plans.push(plan);
    }
    Ok(plans)
}

/// Begins a table with its columns.
fn begin(table: &Table, tagger: &Tagger, arguments: &TagArguments) -> anyhow::Result<Unfinished> {
    let path = arguments.out.join(table.name);
    let mut head = Csv::new();
    for column in (table.columns)(&tagger.lexicon().codebook) {
        head.text(column)?;
    }
    head.end_row()?;
    let mut sink = Unfinished::create(&path).map_err(|e| unwritable(&path, e))?;
    sink.write(&head.finish()?).map_err(|e| unwritable(&path, e))?;
    Ok(sink)
}

/// Neighbouring files that are worked on at the same time.
fn groups<'f>(files: &'f [(&'f Plan, &'f Planned)]) -> Vec<&'f [(&'f Plan, &'f Planned)]> {
    let mut groups = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (i, (_, file)) in files.iter().enumerate() {
        if i > from && bytes + file.size > AT_A_TIME {
            groups.push(&files[from..i]);
            (from, bytes) = (i, 0);
        }
        bytes += file.size;
    }
    groups.push(&files[from..]);
    groups
}

/// What came of one file.
struct Done {
    problems: Vec<Diagnostic>,
    lost: bool,
    session: bool,
    marks: usize,
    /// For each table.
    rows: Vec<Vec<u8>>,
}

fn one(
    plan: &Plan,
    file: &Planned,
    desk: &mut Desk<'_>,
    tagger: &Tagger,
    tables: &[&Table],
    arguments: &TagArguments,
) -> anyhow::Result<Done> {
    let opened = plan.read(file);
    let mut done = Done {
        problems: opened.problems,
        lost: opened.lost,
        session: opened.session.is_some(),
        marks: 0,
        rows: Vec::new(),
    };
    let Some(session) = opened.session else { return Ok(done) };
    let (tags, words) = tag_and_count(desk, &session);
    done.marks = tags.len();
    let tagged = Tagged { session: &session, tags: &tags, words: &words, tagger, arguments };
    for table in tables {
        let mut csv = Csv::new();
        (table.rows)(&tagged, &mut csv)?;
        done.rows.push(csv.finish()?);
    }
    Ok(done)
}

/// What came of all files.
#[derive(Default)]
struct Sum {
    lost: bool,
    sessions: usize,
    marks: usize,
}

impl Sum {
    fn add(&mut self, done: &Done) {
        self.lost |= done.lost;
        self.sessions += usize::from(done.session);
        self.marks += done.marks;
    }
}

/// A desk for each worker, kept from group to group, since it remembers words.
struct Desks<'t> {
    tagger: &'t Tagger,
    free: Mutex<Vec<Desk<'t>>>,
}

impl<'t> Desks<'t> {
    fn with<T>(&self, work: impl FnOnce(&mut Desk<'t>) -> T) -> T {
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut desk = free().pop().unwrap_or_else(|| self.tagger.desk());
        let result = work(&mut desk);
        free().push(desk);
        result
    }
}
