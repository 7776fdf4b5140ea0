//! What is written about a marker, for other programs. The contract: fields are added, never renamed.

use attunement::lexicon::{Example, Lexicon, Matching, Origin, Pattern, Rule};
use attunement::model::{Check, Direction, Measured};
use serde_json::{Value, json};

use super::show::{conditions, exclusions};

/// All that is known of some markers.
pub(super) fn answer(lexicon: &Lexicon, markers: &[usize]) -> Value {
    let markers: Vec<Value> = markers.iter().map(|m| marker(lexicon, *m)).collect();
    json!({ "version": 1, "markers": markers })
}

fn marker(lexicon: &Lexicon, at: usize) -> Value {
    let marker = &lexicon.codebook.markers[at];
    let construct = &lexicon.codebook.constructs[marker.construct];
    let rules = lexicon.rules.iter().enumerate().filter(|r| r.1.marker == at);
    let rules: Vec<Value> = rules.map(|(i, r)| rule(lexicon, i, r)).collect();
    json!({
        "marker": marker.id,
        "construct": construct.id,
        "dictionary": construct.dictionary,
        "label": marker.label,
        "definition": marker.definition,
        "misses": marker.misses,
        "references": marker.references,
        "roles": marker.roles.iter().map(|r| r.name()).collect::<Vec<_>>(),
        "direction": match marker.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Open => "open",
        },
        "threshold": lexicon.thresholds.get(at),
        "weights": match lexicon.origins.get(at) {
            Some(Origin::Calibrated) => "calibrated",
            _ => "by hand",
        },
        "calibration": lexicon.calibrations.get(at).cloned().flatten().map(|c| {
            json!({
                "date": c.date,
                "data": c.data,
                "utterances": c.utterances,
                "positives": c.positives,
                "folds": c.folds,
                "prior": c.prior,
                "precision": c.precision,
                "recall": c.recall,
                "f1": c.f1,
            })
        }),
        "validity": marker.validity.standing.name(),
        "checks": marker.validity.checks.iter().map(check).collect::<Vec<_>>(),
        "rules": rules,
        "sentences": sentences(lexicon, |e| e.marker == at && e.rule.is_none()),
    })
}

fn check(check: &Check) -> Value {
    let value = |m: Option<Measured>| m.map(|m| m.value);
    let interval = |m: Option<Measured>| m.and_then(|m| m.interval).map(|(l, h)| [l, h]);
    json!({
        "data": check.data,
        "source": check.source,
        "coders": check.coders.name(),
        "target": check.target,
        "alone": check.alone,
        "n": check.utterances,
        "positives": check.positives,
        "seen": check.seen,
        "precision": value(check.precision),
        "precision_ci": interval(check.precision),
        "recall": value(check.recall),
        "kappa": value(check.kappa),
        "ceiling_f1": check.ceiling_f1,
        "ceiling_kappa": check.ceiling_kappa,
    })
}

fn rule(lexicon: &Lexicon, at: usize, rule: &Rule) -> Value {
    let written = |p: &[Pattern]| p.iter().map(|p| p.written.clone()).collect::<Vec<_>>();
    let (kind, looks_for) = match &rule.matching {
        Matching::Patterns(patterns) => ("patterns", written(patterns)),
        Matching::Regex(regex) => ("regex", vec![regex.clone()]),
        Matching::Entries(entries) => {
            ("entries", entries.iter().map(|e| e.written.clone()).collect())
        }
    };
    let mut shown = json!({
        "rule": rule.id,
        "file": rule.place.0,
        "line": rule.place.1,
        "weight": rule.weight,
        "learned_from": rule.learned.map(|l| l.fired),
        "weight_by_hand": rule.weight_by_hand(),
        "kind": kind,
        "looks_for": looks_for,
        "roles": rule.roles.iter().map(|r| r.name()).collect::<Vec<_>>(),
        "conditions": match rule.matching {
            Matching::Entries(_) => Vec::new(),
            _ => conditions(lexicon, rule),
        },
        "sentences": sentences(lexicon, |e| e.rule == Some(at)),
    });
    for (key, _, patterns) in exclusions(rule) {
        shown[key] = json!(written(patterns));
    }
    shown
}

fn sentences(lexicon: &Lexicon, wanted: impl Fn(&Example) -> bool) -> Vec<Value> {
    let of = lexicon.examples.iter().filter(|e| wanted(e));
    of.map(|e| {
        json!({
            "text": e.text,
            "role": e.role.name(),
            "reply_to": e.reply_to,
            "expected": e.expected,
            "line": e.place.1,
        })
    })
    .collect()
}
