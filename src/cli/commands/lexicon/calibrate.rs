//! `attune lexicon calibrate`: weights and thresholds learned from coded data, written into marker files.

use std::path::PathBuf;

use attunement::evaluate::{FOLDS, Learned, Lesson, learn};
use attunement::gold::{Place, Target, coded_utterances};
use attunement::lexicon::{Calibration, Lexicon, NewWeights, reweigh};
use attunement::tagger::{Tagger, prove};
use comfy_table::{ContentArrangement, Table, presets};

use crate::cli::Outcome;
use crate::cli::args::{AnyLexicons, CalibrateArguments, LexiconChoice};
use crate::cli::commands::coded::{self, Body};
use crate::cli::commands::{known, save};
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::{print, tell};

pub(super) fn run(arguments: &CalibrateArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let asked = AnyLexicons {
        lexicons: Some(arguments.lexicons.clone()),
        choice: LexiconChoice { files: Vec::new(), only_lexicon: false },
    };
    let mut texts = lexicons::base(asked.lexicons.as_deref())?;
    let tagger = Tagger::new(lexicons::open(&asked, Ours::Whole, quiet)?);
    let lexicon = tagger.lexicon();
    let wanted = known::markers(lexicon, &arguments.markers)?;
    let bodies = coded::bodies(&arguments.data, &tagger)?;
    let mut rows = Vec::new();
    let mut changed: Vec<PathBuf> = Vec::new();
    for marker in 0..lexicon.codebook.markers.len() {
        if !wanted.is_empty() && !wanted.contains(&marker) {
            continue;
        }
        let Some(found) = Found::of(marker, lexicon, &bodies, arguments.keep_thresholds) else {
            continue;
        };
        // What its author says of single sentences stands above what data say of many.
        let broken = found.broken(lexicon);
        if broken == 0
            && let Some((name, text)) = texts.iter_mut().find(|t| t.0 == found.file(lexicon))
        {
            let new = found.new_weights(lexicon, &arguments.date);
            *text = reweigh(text, &new).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
            changed.push(arguments.lexicons.join(name));
        }
        rows.push(found.row(lexicon, broken));
    }
    print(&table(rows))?;
    if arguments.dry_run {
        return Ok(Outcome::Done);
    }
    for (name, text) in &texts {
        let path = arguments.lexicons.join(name);
        if changed.contains(&path) {
            save(&path, text.as_bytes())?;
        }
    }
    if !quiet {
        tell(&format!(
            "{} marker files written in {}",
            changed.len(),
            arguments.lexicons.display()
        ));
    }
    Ok(Outcome::Done)
}

/// What was found of one marker.
struct Found {
    marker: usize,
    /// Its rules, as indices in the lexicon.
    rules: Vec<usize>,
    /// The data that taught something.
    data: Vec<String>,
    lessons: usize,
    positives: usize,
    learned: Learned,
}

impl Found {
    /// Learns from all data that have a target with the marker; `None` where they teach too little.
    fn of(marker: usize, lexicon: &Lexicon, bodies: &[Body], keep: bool) -> Option<Self> {
        let rules: Vec<usize> =
            (0..lexicon.rules.len()).filter(|r| lexicon.rules[*r].marker == marker).collect();
        let mut lessons: Vec<Lesson> = Vec::new();
        let mut data = Vec::new();
        let mut first = 0;
        for body in bodies {
            // Of several targets the one that asks of the fewest markers knows most of this one.
            let own = body.targets.iter().filter(|t| t.markers.contains(&marker));
            if let Some(target) = own.min_by_key(|t| t.markers.len()) {
                let before = lessons.len();
                lessons.extend(lessons_of(body, target, &rules, first));
                if lessons[before..].iter().any(|l| !l.rules.is_empty()) {
                    data.push(format!("{} ({})", body.data.name, body.data.coders.name()));
                }
            }
            first += body.seen.len();
        }
        let by_hand: Vec<f64> = rules.iter().map(|r| lexicon.rules[*r].weight).collect();
        let learned = learn(&lessons, &by_hand, keep.then(|| lexicon.thresholds[marker]))?;
        let positives = lessons.iter().filter(|l| l.coded).count();
        Some(Self { marker, rules, data, lessons: lessons.len(), positives, learned })
    }

    /// The file in which the marker stands.
    fn file<'l>(&self, lexicon: &'l Lexicon) -> &'l str {
        self.rules.first().map_or("", |r| lexicon.rules[*r].place.0.as_str())
    }

    fn new_weights(&self, lexicon: &Lexicon, date: &str) -> NewWeights {
        let learned = &self.learned;
        let rule = |(i, r): (usize, &usize)| {
            let id = &lexicon.rules[*r].id;
            let short = id.split_once('.').map_or(id.as_str(), |(_, short)| short);
            (learned.fired[i] > 0)
                .then(|| (short.to_string(), learned.weights[i], learned.fired[i]))
        };
        NewWeights {
            rules: self.rules.iter().enumerate().filter_map(rule).collect(),
            threshold: learned.threshold,
            calibration: Calibration {
                date: date.to_string(),
                data: self.data.clone(),
                utterances: self.lessons,
                positives: self.positives,
                folds: FOLDS,
                prior: learned.prior,
                precision: learned.left_out.precision(),
                recall: learned.left_out.recall(),
                f1: learned.left_out.f1(),
            },
        }
    }

    /// How many of the marker's sentences would fail.
    fn broken(&self, lexicon: &Lexicon) -> usize {
        let mut new = lexicon.clone();
        new.examples.retain(|e| e.marker == self.marker);
        new.thresholds[self.marker] = self.learned.threshold;
        for (rule, weight) in self.rules.iter().zip(&self.learned.weights) {
            new.rules[*rule].weight = *weight;
        }
        prove(&Tagger::new(new)).1.len()
    }

    fn row(&self, lexicon: &Lexicon, broken: usize) -> Vec<String> {
        let learned = &self.learned;
        let figure = |f: Option<f64>| f.map_or("–".to_string(), |f| format!("{f:.2}"));
        let fate = match broken {
            0 => "learned".to_string(),
            n => format!("left as it was: {n} of its sentences would fail"),
        };
        vec![
            lexicon.codebook.markers[self.marker].id.clone(),
            self.data.join(", "),
            format!("{} of {}", self.positives, self.lessons),
            format!("{}", learned.prior),
            format!("{:.2}", learned.threshold),
            figure(learned.left_out.precision()),
            figure(learned.left_out.recall()),
            figure(learned.left_out.f1()),
            fate,
        ]
    }
}

fn lessons_of(body: &Body, target: &Target, rules: &[usize], first: usize) -> Vec<Lesson> {
    let mut starts = vec![0];
    for file in &body.files {
        starts.push(starts[starts.len() - 1] + file.conversations.len());
    }
    coded_utterances(&body.files, target)
        .map(|(Place { file, conversation, utterance }, coded)| {
            let at = starts[file] + conversation;
            let fired = &body.seen[at].utterances[utterance].rules;
            let own = fired.iter().filter_map(|f| rules.iter().position(|r| r == f));
            Lesson { conversation: first + at, coded, rules: own.collect() }
        })
        .collect()
}

fn table(rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header([
        "marker",
        "data",
        "coded of",
        "prior",
        "threshold",
        "precision",
        "recall",
        "F1",
        "",
    ]);
    rows.into_iter().for_each(|row| {
        table.add_row(row);
    });
    format!(
        "{table}\nPrecision, recall and F1 are on conversations left out by turns ({FOLDS} parts).\n"
    )
}
