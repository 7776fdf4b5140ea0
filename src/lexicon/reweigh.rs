//! Writes learned weights into a marker file, and leaves all else of it as it is, comments too.
//!
//! Must not know: how weights are learned.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use super::schema::{Calibration, LearnedWeight};

/// What is to stand in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewWeights {
    /// For each rule that taught something: its short id, its weight, and what that was learned from.
    pub rules: Vec<(String, f64, LearnedWeight)>,
    /// Score from which the marker is seen.
    pub threshold: f64,
    /// What it was learned from.
    pub calibration: Calibration,
}

/// The text of a marker file with new weights. Other rules have the weights that were set by hand.
///
/// # Errors
/// When the text is no TOML, in the words of its parser, or lacks one of the rules.
pub fn reweigh(text: &str, new: &NewWeights) -> Result<String, String> {
    let mut document: DocumentMut =
        text.parse().map_err(|e: toml_edit::TomlError| e.message().to_string())?;
    let head = document.as_table_mut();
    set(head, "weights", "calibrated".into());
    set(head, "threshold", rounded(new.threshold).into());
    set(head, "calibration", Value::InlineTable(note(&new.calibration)));
    let mut missing: Vec<&str> = new.rules.iter().map(|r| r.0.as_str()).collect();
    let rules = document.get_mut("rule").and_then(Item::as_array_of_tables_mut);
    for rule in rules.into_iter().flat_map(|r| r.iter_mut()) {
        let id = rule.get("id").and_then(Item::as_str).unwrap_or_default().to_string();
        match new.rules.iter().find(|r| r.0 == id) {
            Some((_, weight, learned)) => {
                missing.retain(|m| *m != id);
                set(rule, "weight", rounded(*weight).into());
                set(rule, "weight_by_hand", learned.by_hand.into());
                set(rule, "learned_from", whole(learned.fired));
            }
            None => {
                if let Some(by_hand) = rule.remove("weight_by_hand").and_then(|i| i.as_float()) {
                    set(rule, "weight", by_hand.into());
                }
                rule.remove("learned_from");
            }
        }
    }
    match missing.as_slice() {
        [] => Ok(document.to_string()),
        [one, ..] => Err(format!("there is no [[rule]] with the id {one}")),
    }
}

fn whole(n: usize) -> Value {
    Value::from(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Puts a value in a key's place, and leaves the comment behind it.
fn set(table: &mut Table, key: &str, value: Value) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn note(calibration: &Calibration) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("date", calibration.date.as_str().into());
    table.insert("data", Array::from_iter(calibration.data.iter().map(String::as_str)).into());
    table.insert("utterances", whole(calibration.utterances));
    table.insert("positives", whole(calibration.positives));
    table.insert("threshold_by_hand", calibration.threshold_by_hand.into());
    table.insert("folds", whole(calibration.folds));
    table.insert("prior", calibration.prior.into());
    let figures = [
        ("precision", calibration.precision),
        ("recall", calibration.recall),
        ("f1", calibration.f1),
    ];
    for (key, figure) in figures {
        if let Some(figure) = figure {
            table.insert(key, rounded(figure).into());
        }
    }
    table
}

/// To two digits: more would say more than the data do.
fn rounded(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_weights_change() {
        let text = "id = \"m\"  # the code\nweights = \"by hand\"\nno_match = [\n  \"No.\", # near\n]\n\n[sets]\na = [\"b\"]\n\n[[rule]]\nid = \"one\"\npatterns = [\"x y\"]\nweight = 0.7\nmatch = [\"X y.\"]\n\n# the other\n[[rule]]\nid = \"two\"\npatterns = [\"z\"]\nweight = 0.6\nmatch = [\"Z.\"]\n";
        let new = NewWeights {
            rules: vec![("one".into(), 0.8349, LearnedWeight { fired: 31, by_hand: 0.7 })],
            threshold: 0.45,
            calibration: Calibration {
                date: "2026-01-31".into(),
                data: vec!["A".into()],
                utterances: 400,
                positives: 50,
                folds: 5,
                prior: 8.0,
                precision: Some(0.811),
                ..Calibration::default()
            },
        };
        let written = reweigh(text, &new).unwrap();
        for kept in ["id = \"m\"  # the code", "  \"No.\", # near", "# the other", "weight = 0.6\n"]
        {
            assert!(written.contains(kept), "{written}");
        }
        assert!(
            written.contains("weight = 0.83\n") && written.contains("learned_from = 31"),
            "{written}"
        );
        assert!(
            written.contains("threshold = 0.45") && written.contains("precision = 0.81"),
            "{written}"
        );
        assert!(written.find("threshold").unwrap() < written.find("[sets]").unwrap(), "{written}");
        assert_eq!(reweigh(&written, &new).unwrap(), written);
        assert!(written.contains("weight_by_hand = 0.7"), "{written}");
        // A rule that teaches nothing any more has the weight that was set by hand.
        let other = NewWeights { rules: Vec::new(), ..new.clone() };
        let back = reweigh(&written, &other).unwrap();
        assert!(back.contains("weight = 0.7\n") && !back.contains("learned_from"), "{back}");
        assert!(reweigh("id = ", &other).is_err());
        assert!(reweigh("id = \"m\"\n", &new).unwrap_err().contains("one"));
    }
}
