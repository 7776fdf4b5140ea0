//! The page with the figures of an evaluation; no words of anyone stand on it.
//!
//! Must not know: how any figure was found.

use serde::Serialize;

use super::html::{Html, Markup, style_and_policy};
use crate::evaluate::{Agreement, Estimate, Evaluation, TargetResult};
use crate::model::Codebook;
use crate::stats::{DRAWS, SEED};

/// Of what was taken for something else so many are named.
const CONFUSED: usize = 8;

/// Everything that the page is made from.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationInput<'a> {
    /// The figures.
    pub evaluation: &'a Evaluation,
    /// Constructs and markers.
    pub codebook: &'a Codebook,
    /// Full names of the rules.
    pub rules: &'a [String],
    /// Names of the files of codes.
    pub files: &'a [String],
    /// Version of the program.
    pub version: &'a str,
    /// Hash of our lexicons (SHA-256, hexadecimal).
    pub lexicon_sha256: &'a str,
    /// Whether other lexicons were used too, or instead.
    pub own_lexicons: bool,
}

#[derive(Serialize)]
struct Page {
    policy: Markup,
    style: Markup,
    title: &'static str,
    files: String,
    draws: usize,
    seed: u64,
    rows: Vec<Row>,
    confused: Vec<Confused>,
    rules: Vec<Rules>,
    version: String,
    lexicon: String,
    own_lexicons: bool,
}

#[derive(Serialize)]
struct Row {
    name: String,
    role: Option<&'static str>,
    /// A marker of the target above.
    part: bool,
    /// Of the target; a marker's are the same.
    conversations: Option<usize>,
    positives: u64,
    units: u64,
    predicted: u64,
    figures: Vec<Figure>,
    ceiling: String,
}

#[derive(Serialize)]
struct Figure {
    value: String,
    interval: Option<String>,
}

#[derive(Serialize)]
struct Confused {
    name: String,
    missed: bool,
    misses: usize,
    missed_as: String,
    wrong: bool,
    false_hits: usize,
    coded_as: String,
}

#[derive(Serialize)]
struct Rules {
    name: String,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct RuleRow {
    name: String,
    fired: u64,
    alone: u64,
    right: u64,
    precision: Figure,
}

/// The page, as the whole text of one HTML file; the same input gives the same bytes.
pub fn evaluation_page(input: &EvaluationInput<'_>) -> String {
    let (style, policy) = style_and_policy();
    let targets = &input.evaluation.targets;
    let page = Page {
        policy,
        style,
        title: "Markers against people’s codes",
        files: input.files.join(", "),
        draws: DRAWS,
        seed: SEED,
        rows: targets.iter().flat_map(|t| rows(t, input.codebook)).collect(),
        confused: targets.iter().map(|t| confused(t, input.codebook)).collect(),
        rules: targets.iter().map(|t| rules(t, input.rules)).collect(),
        version: input.version.to_string(),
        lexicon: input.lexicon_sha256.to_string(),
        own_lexicons: input.own_lexicons,
    };
    Html::new().fill("evaluation.html", &page).0
}

fn rows(result: &TargetResult, codebook: &Codebook) -> Vec<Row> {
    let target = &result.target;
    let mut first = row(&target.name, &result.agreement);
    first.conversations = Some(result.conversations);
    first.role = target.role.map(|r| r.name());
    let known = [("F1", target.ceiling_f1), ("kappa", target.ceiling_kappa)];
    let known = known.iter().filter_map(|(n, v)| Some(format!("{n} {}", decimal((*v)?))));
    first.ceiling = known.collect::<Vec<_>>().join(", ");
    let mut rows = vec![first];
    if result.markers.len() > 1 {
        for (marker, agreement) in &result.markers {
            rows.push(Row { part: true, ..row(&codebook.markers[*marker].id, agreement) });
        }
    }
    rows
}

fn row(name: &str, agreement: &Agreement) -> Row {
    let a = agreement;
    Row {
        name: name.to_string(),
        role: None,
        part: false,
        conversations: None,
        positives: a.confusion.positives(),
        units: a.confusion.units(),
        predicted: a.confusion.predicted(),
        figures: [a.precision, a.recall, a.f1, a.kappa, a.alpha].iter().map(figure).collect(),
        ceiling: String::new(),
    }
}

fn confused(result: &TargetResult, codebook: &Codebook) -> Confused {
    let marker = |(m, n): &(usize, u64)| format!("{} ({n})", codebook.markers[*m].id);
    let label = |(l, n): &(String, u64)| format!("{l} ({n})");
    let missed: Vec<String> = result.missed_as.iter().take(CONFUSED).map(marker).collect();
    let coded: Vec<String> = result.coded_as.iter().take(CONFUSED).map(label).collect();
    Confused {
        name: result.target.name.clone(),
        missed: !result.misses.is_empty(),
        misses: result.misses.len(),
        missed_as: missed.join(", "),
        wrong: !result.false_hits.is_empty(),
        false_hits: result.false_hits.len(),
        coded_as: coded.join(", "),
    }
}

fn rules(result: &TargetResult, names: &[String]) -> Rules {
    let row = |t: &crate::evaluate::Tally| RuleRow {
        name: names[t.rule].clone(),
        fired: t.fired,
        alone: t.alone,
        right: t.right,
        precision: figure(&t.precision),
    };
    Rules { name: result.target.name.clone(), rules: result.rules.iter().map(row).collect() }
}

fn figure(estimate: &Estimate) -> Figure {
    Figure {
        value: estimate.value.map_or("–".to_string(), decimal),
        interval: estimate.interval.map(|i| format!("[{}, {}]", decimal(i.low), decimal(i.high))),
    }
}

fn decimal(value: f64) -> String {
    match format!("{value:.2}").as_str() {
        "-0.00" => "0.00".to_string(),
        text => text.replace('-', "\u{2212}"),
    }
}
