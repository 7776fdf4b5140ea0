//! The figures for other programs. Fields are added, never renamed.

use attunement::evaluate::{Agreement, CoderAgreement, Estimate, Evaluation, Groups, LEVEL};
use attunement::lexicon::Lexicon;
use attunement::stats::{DRAWS, SEED};
use serde_json::{Map, Value, json};

/// Every target, with its markers and rules.
pub(super) fn evaluation(evaluation: &Evaluation, lexicon: &Lexicon) -> anyhow::Result<String> {
    let marker = |m: usize| lexicon.codebook.markers[m].id.as_str();
    let targets: Vec<Value> = evaluation
        .targets
        .iter()
        .map(|result| {
            let target = &result.target;
            let mut object = figures(&target.name, &result.agreement);
            object.insert("role".into(), json!(target.role.map(|r| r.name())));
            object.insert("labels".into(), json!(target.labels));
            object.insert("conversations".into(), json!(result.conversations));
            object.insert("ceiling_f1".into(), json!(target.ceiling_f1));
            object.insert("ceiling_kappa".into(), json!(target.ceiling_kappa));
            let markers = result.markers.iter().map(|(m, a)| figures(marker(*m), a));
            object.insert("markers".into(), markers.collect());
            let rules = result.rules.iter().map(|t| {
                json!({
                    "name": lexicon.rules[t.rule].id,
                    "fired": t.fired,
                    "alone": t.alone,
                    "right": t.right,
                    "precision": t.precision.value,
                    "precision_ci": interval(&t.precision),
                    "weight": lexicon.rules[t.rule].weight,
                })
            });
            object.insert("rules".into(), rules.collect());
            let missed =
                result.missed_as.iter().map(|(m, n)| json!({"marker": marker(*m), "n": n}));
            object.insert("missed_as".into(), missed.collect());
            let coded = result.coded_as.iter().map(|(l, n)| json!({"label": l, "n": n}));
            object.insert("coded_as".into(), coded.collect());
            Value::Object(object)
        })
        .collect();
    text(json!({ "version": 1, "bootstrap": bootstrap(), "targets": targets }))
}

/// Two coders.
pub(super) fn coders(found: &CoderAgreement) -> anyhow::Result<String> {
    let codes: Vec<Value> = found.codes.iter().map(|(n, a)| figures(n, a).into()).collect();
    text(json!({
        "version": 1,
        "bootstrap": bootstrap(),
        "shared": found.shared,
        "only_first": found.only_first,
        "only_second": found.only_second,
        "conversations": found.conversations,
        "targets": codes,
    }))
}

/// Two groups.
pub(super) fn groups(groups: &Groups) -> anyhow::Result<String> {
    let rows: Vec<Value> = groups
        .rows
        .iter()
        .map(|row| {
            let sides: Vec<Value> = row
                .groups
                .iter()
                .zip(&groups.names)
                .map(|(g, name)| json!({"group": name, "n": g.conversations, "mean": g.mean}))
                .collect();
            json!({
                "name": row.id,
                "construct": row.construct,
                "role": row.role.name(),
                "groups": sides,
                "hedges_g": row.g.value,
                "hedges_g_ci": interval(&row.g),
                "superiority": row.superiority.value,
                "superiority_ci": interval(&row.superiority),
            })
        })
        .collect();
    text(json!({
        "version": 1,
        "bootstrap": bootstrap(),
        "groups": groups.names,
        "conversations": groups.conversations,
        "rows": rows,
    }))
}

fn figures(name: &str, agreement: &Agreement) -> Map<String, Value> {
    let c = &agreement.confusion;
    let mut object = Map::new();
    object.insert("name".into(), json!(name));
    for (key, n) in [("n", c.units()), ("positives", c.positives()), ("predicted", c.predicted())] {
        object.insert(key.into(), json!(n));
    }
    object.insert("true_positives".into(), json!(c.true_positive));
    for (key, estimate) in [
        ("precision", &agreement.precision),
        ("recall", &agreement.recall),
        ("f1", &agreement.f1),
        ("kappa", &agreement.kappa),
        ("alpha", &agreement.alpha),
    ] {
        object.insert(key.into(), json!(estimate.value));
        object.insert(format!("{key}_ci"), interval(estimate));
    }
    object
}

fn interval(estimate: &Estimate) -> Value {
    estimate.interval.map_or(Value::Null, |i| json!([i.low, i.high]))
}

fn bootstrap() -> Value {
    json!({ "unit": "conversation", "draws": DRAWS, "seed": SEED, "level": LEVEL })
}

fn text(value: Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&value)?)
}
