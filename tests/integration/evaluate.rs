//! `attune evaluate` on invented codes, by hand-counted figures.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::invariants::attune;

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = attune().current_dir(folder).arg("evaluate").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evaluate")
}

fn json(args: &[&str]) -> Value {
    let (code, out, err) = run(&fixtures(), args);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn figures_are_those_counted_by_hand() {
    let all = json(&["coded.jsonl", "--map", "map.toml", "--json"]);
    assert_eq!(all["version"], 1);
    let defence = &all["targets"][0];
    let whole = |key: &str| defence[key].as_u64().unwrap();
    // 52 utterances, of which one was not coded; eleven denials coded, eleven seen, eight of them the same.
    assert_eq!((whole("n"), whole("positives"), whole("predicted")), (51, 11, 11));
    assert_eq!(whole("conversations"), 12);
    let share = 8.0 / 11.0;
    for key in ["precision", "recall", "f1"] {
        assert!((defence[key].as_f64().unwrap() - share).abs() < 1e-12, "{key}");
        let limits = &defence[format!("{key}_ci")];
        assert!(limits[0].as_f64().unwrap() < share && limits[1].as_f64().unwrap() > share);
    }
    // Agreement 45/51, by chance (11·11 + 40·40)/51².
    let chance = 1721.0 / 2601.0;
    let kappa = (45.0 / 51.0 - chance) / (1.0 - chance);
    assert!((defence["kappa"].as_f64().unwrap() - kappa).abs() < 1e-12);
    assert_eq!(defence["ceiling_f1"], 0.8);
    let rules = defence["rules"].as_array().unwrap();
    let rule = rules.iter().find(|r| r["name"] == "def_denial.not_my_fault").unwrap();
    assert_eq!((&rule["fired"], &rule["right"]), (&3.into(), &2.into()));
    // All seven apologies are right, so that no draw differs: no interval.
    let apology = &all["targets"][1];
    assert_eq!((&apology["predicted"], &apology["precision"]), (&7.into(), &1.0.into()));
    assert_eq!(apology["precision_ci"], Value::Null);
}

#[test]
fn a_split_and_a_target_are_taken_alone() {
    let args =
        ["coded.jsonl", "--map", "map.toml", "--split", "a", "--target", "apology", "--json"];
    let all = json(&args);
    assert_eq!(all["targets"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&all["targets"][0]["n"], &all["targets"][0]["conversations"]),
        (&10.into(), &2.into())
    );
    let (code, _, err) =
        run(&fixtures(), &["coded.jsonl", "--map", "map.toml", "--target", "nobody"]);
    assert_eq!(code, 2);
    assert!(err.contains("there are defence, apology"), "{err}");
}

#[test]
fn two_coders_are_compared_over_what_both_coded() {
    let found = json(&["coded.jsonl", "--against", "second.jsonl", "--json"]);
    assert_eq!((&found["shared"], &found["only_first"]), (&50.into(), &1.into()));
    let denial = &found["targets"][0];
    assert_eq!(denial["name"], "blames_away");
    assert_eq!(denial["true_positives"], 9);
    assert!((denial["f1"].as_f64().unwrap() - 9.0 / 11.0).abs() < 1e-12);
    let (code, _, err) =
        run(&fixtures(), &["coded.jsonl", "--against", "second.jsonl", "--target", "defence"]);
    assert_eq!(code, 2);
    assert!(err.contains("--map"), "{err}");
    let args = ["coded.jsonl", "--against", "second.jsonl", "--split", "a", "--json"];
    assert_eq!(json(&args)["targets"][0]["n"], 10);
}

#[test]
fn words_are_shown_only_where_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["coded.jsonl", "map.toml"] {
        fs::copy(fixtures().join(name), folder.path().join(name)).unwrap();
    }
    let args = ["coded.jsonl", "--map", "map.toml", "--rules", "--page", "figures.html"];
    let (code, out, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let page = fs::read_to_string(folder.path().join("figures.html")).unwrap();
    for text in [&out, &err, &page] {
        assert!(!text.contains("roses") && !text.contains("on the table"), "{text}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("def_denial.not_my_fault"));
    let (_, out, _) = run(folder.path(), &["coded.jsonl", "--map", "map.toml", "--errors"]);
    assert!(out.contains("on the table"), "{out}");
}

/// Good and poor counselling, invented: the good counsellor reflects, the poor one advises.
#[test]
fn known_groups_are_told_apart_by_rates() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    let mut say = |id: &str, group: &str, role: &str, text: &str| {
        let row = serde_json::json!({"conversation": id, "speaker": role, "role": role,
            "text": text, "labels": null, "quality": group});
        lines.push_str(&format!("{row}\n"));
    };
    for (group, own) in [("good", 9), ("poor", 1)] {
        for c in 0..12 {
            let id = format!("{group}{c}");
            for turn in 0..20 {
                say(&id, group, "client", "I lie awake at night and think of all the bills.");
                let reflects = turn < own + c % 3;
                let text = match reflects {
                    true => "It sounds like the nights have been long and lonely for you lately.",
                    false => {
                        "There is a good book on that at the library around the corner, on the second shelf."
                    }
                };
                say(&id, group, "therapist", text);
            }
        }
    }
    fs::write(folder.path().join("s.jsonl"), lines).unwrap();
    let (code, out, err) = run(folder.path(), &["s.jsonl", "--groups", "quality", "--json"]);
    assert_eq!(code, 0, "{err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["groups"], serde_json::json!(["good", "poor"]));
    let rows = found["rows"].as_array().unwrap();
    let reflect =
        rows.iter().find(|r| r["name"] == "lis_reflect" && r["role"] == "therapist").unwrap();
    // Wholly apart: no draw differs, so there is no interval.
    assert_eq!((&reflect["superiority"], &reflect["superiority_ci"]), (&1.0.into(), &Value::Null));
    assert!(reflect["hedges_g_ci"][0].as_f64().unwrap() > 1.0, "{reflect}");
    assert!(reflect["hedges_g"].as_f64().unwrap() > 2.0, "{reflect}");
    let (code, _, err) = run(folder.path(), &["s.jsonl", "--groups", "arm"]);
    assert_eq!(code, 2);
    assert!(err.contains("`arm`"), "{err}");
}

#[test]
fn what_cannot_be_compared_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("bad.jsonl"),
        "{\"conversation\":\"a\",\"text\":\"secret\",\"labels\":3}\nsecret\n",
    )
    .unwrap();
    let (code, out, err) = run(folder.path(), &["bad.jsonl"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("bad.jsonl:1:") && err.contains("bad.jsonl:2:"), "{err}");
    assert!(!err.contains("secret"), "{err}");
    let (code, _, err) = run(folder.path(), &["gone.jsonl"]);
    assert_eq!(code, 2);
    assert!(err.contains("gone.jsonl"), "{err}");
    let other = "{\"conversation\":\"a\",\"text\":\"hello\",\"labels\":[\"strange\"]}\n";
    fs::write(folder.path().join("other.jsonl"), other).unwrap();
    let (code, _, err) = run(folder.path(), &["other.jsonl"]);
    assert_eq!(code, 2);
    assert!(err.contains("--map"), "{err}");
    let (code, _, err) = run(folder.path(), &["other.jsonl", "--against", "other.jsonl"]);
    assert_eq!(code, 0, "{err}");
}

/// The same figures at any number of threads.
#[test]
fn threads_change_nothing() {
    let one = run(&fixtures(), &["coded.jsonl", "--map", "map.toml", "--json", "--threads", "1"]);
    let two = run(&fixtures(), &["coded.jsonl", "--map", "map.toml", "--json", "--threads", "2"]);
    assert_eq!(one, two);
}

#[test]
fn nothing_read_is_written_over_and_nothing_counts_twice() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["coded.jsonl", "map.toml"] {
        fs::copy(fixtures().join(name), folder.path().join(name)).unwrap();
    }
    let before = fs::read(folder.path().join("coded.jsonl")).unwrap();
    let args = ["coded.jsonl", "--map", "map.toml", "--page", "coded.jsonl"];
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 2);
    assert!(err.contains("name another file"), "{err}");
    assert_eq!(fs::read(folder.path().join("coded.jsonl")).unwrap(), before);
    let (code, _, err) = run(folder.path(), &["coded.jsonl", "coded.jsonl", "--map", "map.toml"]);
    assert_eq!(code, 2);
    assert!(err.contains("coded.jsonl:1:") && err.contains("count as two"), "{err}");
    let line = "{\"conversation\":\"a\",\"turn\":1,\"text\":\"hello\",\"labels\":[]}\n";
    fs::write(folder.path().join("twice.jsonl"), format!("{line}{line}")).unwrap();
    let (code, _, err) = run(folder.path(), &["twice.jsonl", "--map", "map.toml"]);
    assert_eq!(code, 2);
    assert!(err.contains("twice.jsonl:2:") && err.contains("twice"), "{err}");
    let map = fs::read_to_string(fixtures().join("map.toml")).unwrap();
    let kept = map.replace("ceiling_f1", "splits = [\"a\"]\nceiling_f1");
    fs::write(folder.path().join("kept.toml"), kept).unwrap();
    let args = ["coded.jsonl", "--map", "kept.toml", "--split", "b", "--target", "defence"];
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 2);
    assert!(err.contains("other parts"), "{err}");
    let (code, _, err) =
        run(folder.path(), &["coded.jsonl", "--map", "map.toml", "--split", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("splits"), "{err}");
}

/// A field that holds what was said is no group, and is not quoted.
#[test]
fn groups_are_not_quoted_in_errors() {
    let folder = tempfile::tempdir().unwrap();
    let line = |c: &str, g: &str| {
        format!("{{\"conversation\":\"{c}\",\"text\":\"hello\",\"note\":\"{g}\"}}\n")
    };
    let text = line("a", "she hates me") + &line("b", "secret") + &line("c", "other");
    fs::write(folder.path().join("q.jsonl"), text).unwrap();
    let (code, _, err) = run(folder.path(), &["q.jsonl", "--groups", "note"]);
    assert_eq!(code, 2);
    assert!(err.contains("3 values") && !err.contains("secret"), "{err}");
}
