//! `attune lexicon calibrate`: weights and thresholds learned from coded data, written into marker files.

use anyhow::bail;
use attunement::diagnostic::Severity;
use attunement::evaluate::{ByHand, ENOUGH_TO_LEARN, FOLDS, Learned, Lesson, SeenRule, learn};
use attunement::gold::{Place, Target, coded_utterances, first_conversations};
use attunement::lexicon::{Calibration, LearnedWeight, Lexicon, NewWeights, load, reweigh};
use attunement::stats::noisy_or;
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
    let mut changed: Vec<String> = Vec::new();
    for marker in 0..lexicon.codebook.markers.len() {
        if !wanted.is_empty() && !wanted.contains(&marker) {
            continue;
        }
        let material = Material::of(marker, lexicon, &bodies);
        let Some(learned) = material.learn(lexicon, !arguments.keep_thresholds) else {
            // Of all others it goes without saying.
            if !wanted.is_empty() {
                rows.push(material.too_little(lexicon));
            }
            continue;
        };
        // What its author says of single sentences stands above what data say of many.
        let broken = broken(lexicon, &material, &learned);
        rows.push(material.row(lexicon, &learned, broken));
        if broken > 0 {
            continue;
        }
        let file = material.file(lexicon);
        let Some((name, text)) = texts.iter_mut().find(|t| t.0 == file) else {
            bail!("{file} is not among the files of {}", arguments.lexicons.display());
        };
        let new = material.new_weights(lexicon, &learned, &arguments.date);
        *text = reweigh(text, &new).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
        changed.push(name.clone());
    }
    print(&table(rows))?;
    hold(&texts)?;
    if arguments.dry_run {
        return Ok(Outcome::Done);
    }
    for (name, text) in texts.iter().filter(|t| changed.contains(&t.0)) {
        save(&arguments.lexicons.join(name), text.as_bytes())?;
    }
    if !quiet {
        let files = if changed.len() == 1 { "marker file" } else { "marker files" };
        tell(&format!("{} {files} written in {}", changed.len(), arguments.lexicons.display()));
    }
    Ok(Outcome::Done)
}

/// Whether all sentences of all files hold with all new weights together.
fn hold(texts: &[(String, String)]) -> anyhow::Result<()> {
    let (lexicon, problems) = load(texts.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    if let Some(problem) = problems.iter().find(|p| p.severity == Severity::Error) {
        bail!("the new files could not be read, so nothing was written: {problem}");
    }
    let failures = prove(&Tagger::new(lexicon)).1;
    if let Some(first) = failures.first() {
        let (path, line) = &first.example.place;
        bail!(
            "with all new weights together {} of the sentences would fail, the first at {path}:{line}; nothing was \
             written: learn fewer markers at a time with --marker",
            failures.len()
        );
    }
    Ok(())
}

/// How many of a marker's sentences would fail with what was learned of it.
fn broken(lexicon: &Lexicon, material: &Material, learned: &Learned) -> usize {
    let mut new = lexicon.clone();
    new.examples.retain(|e| e.marker == material.marker);
    new.thresholds[material.marker] = learned.threshold;
    for (rule, weight) in material.rules.iter().zip(&learned.weights) {
        new.rules[*rule].weight = *weight;
    }
    prove(&Tagger::new(new)).1.len()
}

/// What there is to learn a marker from.
struct Material {
    marker: usize,
    /// Its rules, as indices in the lexicon.
    rules: Vec<usize>,
    /// The data in which any of them fired; others say nothing, and are left out.
    data: Vec<String>,
    lessons: Vec<Lesson>,
}

impl Material {
    fn of(marker: usize, lexicon: &Lexicon, bodies: &[Body]) -> Self {
        let rules: Vec<usize> =
            (0..lexicon.rules.len()).filter(|r| lexicon.rules[*r].marker == marker).collect();
        let mut material = Self { marker, rules, data: Vec::new(), lessons: Vec::new() };
        let mut first = 0;
        for body in bodies {
            // Of several targets the one that asks of the fewest markers knows most of this one.
            let own = body.targets.iter().filter(|t| t.markers.contains(&marker));
            if let Some(target) = own.min_by_key(|t| t.markers.len()) {
                let lessons = material.lessons_of(lexicon, body, target, first);
                if lessons.iter().any(|l| !l.rules.is_empty()) {
                    material.data.push(body.data.label());
                    material.lessons.extend(lessons);
                }
            }
            first += body.seen.len();
        }
        material
    }

    fn lessons_of(
        &self,
        lexicon: &Lexicon,
        body: &Body,
        target: &Target,
        first: usize,
    ) -> Vec<Lesson> {
        let starts = first_conversations(&body.files);
        let lesson = |(Place { file, conversation, utterance }, coded)| {
            let at = starts[file] + conversation;
            let mut lesson = Lesson { conversation: first + at, coded, ..Lesson::default() };
            for fired in &body.seen[at].utterances[utterance].rules {
                self.take(lexicon, fired, &mut lesson);
            }
            lesson
        };
        coded_utterances(&body.files, target).map(lesson).collect()
    }

    fn take(&self, lexicon: &Lexicon, fired: &SeenRule, lesson: &mut Lesson) {
        if fired.marker != self.marker {
            return;
        }
        match self.rules.iter().position(|r| *r == fired.rule) {
            Some(own) if fired.doubtful => lesson.doubtful.push(own),
            Some(own) => lesson.rules.push(own),
            None => {
                let weight = lexicon.rules[fired.rule].weight;
                let weight = if fired.doubtful { weight / 2.0 } else { weight };
                lesson.beside = noisy_or(lesson.beside, weight);
            }
        }
    }

    /// Always from what was written by hand, however often it was learned since.
    fn learn(&self, lexicon: &Lexicon, learns_threshold: bool) -> Option<Learned> {
        let weights: Vec<f64> =
            self.rules.iter().map(|r| lexicon.rules[*r].weight_by_hand()).collect();
        let threshold = lexicon.threshold_by_hand(self.marker);
        learn(&self.lessons, ByHand { weights: &weights, threshold, learns_threshold })
    }

    /// The file in which the marker stands.
    fn file<'l>(&self, lexicon: &'l Lexicon) -> &'l str {
        self.rules.first().map_or("", |r| lexicon.rules[*r].place.0.as_str())
    }

    fn positives(&self) -> usize {
        self.lessons.iter().filter(|l| l.coded).count()
    }

    fn new_weights(&self, lexicon: &Lexicon, learned: &Learned, date: &str) -> NewWeights {
        let rule = |(i, r): (usize, &usize)| {
            let rule = &lexicon.rules[*r];
            let short = rule.id.split_once('.').map_or(rule.id.as_str(), |(_, short)| short);
            let from = LearnedWeight { fired: learned.fired[i], by_hand: rule.weight_by_hand() };
            (from.fired > 0).then(|| (short.to_string(), learned.weights[i], from))
        };
        NewWeights {
            rules: self.rules.iter().enumerate().filter_map(rule).collect(),
            threshold: learned.threshold,
            calibration: Calibration {
                date: date.to_string(),
                data: self.data.clone(),
                utterances: self.lessons.len(),
                positives: self.positives(),
                threshold_by_hand: lexicon.threshold_by_hand(self.marker),
                folds: FOLDS,
                prior: learned.prior,
                precision: learned.left_out.precision(),
                recall: learned.left_out.recall(),
                f1: learned.left_out.f1(),
            },
        }
    }

    fn row(&self, lexicon: &Lexicon, learned: &Learned, broken: usize) -> Vec<String> {
        let figure = |f: Option<f64>| f.map_or("–".to_string(), |f| format!("{f:.2}"));
        let fate = match broken {
            0 => "learned".to_string(),
            n => format!("left as it was: {n} of its sentences would fail"),
        };
        let mut row = self.beginning(lexicon);
        row.extend([
            format!("{}", learned.prior),
            format!("{:.2}", learned.threshold),
            figure(learned.left_out.precision()),
            figure(learned.left_out.recall()),
            figure(learned.left_out.f1()),
            fate,
        ]);
        row
    }

    fn too_little(&self, lexicon: &Lexicon) -> Vec<String> {
        let fate = match self.lessons.iter().filter(|l| !l.rules.is_empty()).count() {
            0 => "left as it was: no target has it, or no rule fired".to_string(),
            n if n < ENOUGH_TO_LEARN => {
                format!("left as it was: {n} utterances with a hit, {ENOUGH_TO_LEARN} are needed")
            }
            _ => format!("left as it was: no hit is coded, or fewer than {FOLDS} conversations"),
        };
        let mut row = self.beginning(lexicon);
        row.extend(std::iter::repeat_n("–".to_string(), 5));
        row.push(fate);
        row
    }

    fn beginning(&self, lexicon: &Lexicon) -> Vec<String> {
        vec![
            lexicon.codebook.markers[self.marker].id.clone(),
            self.data.join(", "),
            format!("{} of {}", self.positives(), self.lessons.len()),
        ]
    }
}

fn table(rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return "No marker has enough coded utterances in which one of its rules fires.\n"
            .to_string();
    }
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
        "what became of it",
    ]);
    table.add_rows(rows);
    format!(
        "{table}\nPrior: for how many utterances the weights by hand counted. Precision, recall and F1 are on conversations \
         left out by turns ({FOLDS} parts), judged by what was found without them.\n"
    )
}
