//! `attune lexicon calibrate` and `validate` on an invented lexicon and invented codes.

use std::fs;
use std::path::Path;

use attunement::lexicon::ValidityRecord;
use attunement::model::Standing;

use super::invariants::attune;

const MARKER: &str = r#"id = "wea_talk"  # weather
label = "Talk of the weather"
definition = "Speaks of the weather."
references = ["Invented 2026"]
misses = "Irony."
roles = ["partner"]
weights = "by hand"
no_match = ["The soup is hot."]

[[rule]]
id = "rain"
patterns = ["rain*"]
weight = 0.6  # by ear
match = ["It rained."]

[[rule]]
id = "cold"
patterns = ["cold"]
weight = 0.6
match = ["It was cold."]

# nobody said it
[[rule]]
id = "hail"
patterns = ["hail"]
weight = 0.9
match = ["There was hail."]
"#;

const CONSTRUCT: &str =
    "id = \"weather\"\ncode = \"WEA\"\nlabel = \"Weather\"\ndefinition = \"Weather.\"\norder = 1\n";

/// A folder with a lexicon and 40 coded conversations: rain is nearly always coded, cold seldom.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    write("lex/gates.toml", &fs::read_to_string(root.join("lexicons/en/gates.toml")).unwrap());
    write("lex/weather/construct.toml", CONSTRUCT);
    write("lex/weather/wea_talk.toml", MARKER);
    let mut gold = String::new();
    for c in 0..40 {
        let mut say = |text: &str, coded: bool| {
            let labels = if coded { vec!["weather"] } else { vec![] };
            let row = serde_json::json!({"conversation": format!("c{c}"), "speaker": "Ana",
                "role": "partner", "text": text, "labels": labels, "split": "all"});
            gold.push_str(&format!("{row}\n"));
        };
        say("It rained all day.", c % 20 != 0);
        say("I have a cold.", c % 5 == 0);
        say("The bus was late.", false);
        say("What a sunny morning.", c % 4 == 0);
    }
    write("coded.jsonl", &gold);
    write(
        "map.toml",
        "[[target]]\nname = \"weather\"\nmarkers = [\"wea_talk\"]\nlabels = [\"weather\"]\n",
    );
    write(
        "data.toml",
        "[[data]]\nname = \"Invented\"\nsource = \"Nobody 2026\"\ncoders = \"experts\"\ngold = [\"coded.jsonl\"]\nmap = \"map.toml\"\n",
    );
    folder
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = attune().current_dir(folder).arg("lexicon").args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn weights_are_learned_and_nothing_else_in_the_file_changes() {
    let folder = folder();
    let file = folder.path().join("lex/weather/wea_talk.toml");
    let args = ["calibrate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31"];
    let (code, out, err) = run(folder.path(), &[&args[..], &["--dry-run"]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("learned"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), MARKER);
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(&file).unwrap();
    for kept in ["# weather\n", "# nobody said it\n", "weight = 0.9\n", "# by ear\n"] {
        assert!(text.contains(kept), "{text}");
    }
    assert!(text.contains("weights = \"calibrated\"") && text.contains("2026-01-31"), "{text}");
    assert_eq!(text.matches("learned_from = 40").count(), 2, "{text}");
    let (code, out, err) = run(folder.path(), &["test", "--lexicons", "lex"]);
    assert_eq!(code, 0, "{out}{err}");
    let (_, out, _) = run(folder.path(), &["show", "wea_talk", "--lexicons", "lex", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&out).unwrap();
    let marker = &shown["markers"][0];
    let weight = |i: usize| marker["rules"][i]["weight"].as_f64().unwrap();
    // Rain was coded 38 times of 40, cold 8 times.
    assert!(weight(0) > 0.8 && weight(1) < 0.4 && weight(2) == 0.9, "{marker}");
    assert_eq!(marker["weights"], "calibrated");
    assert_eq!(marker["calibration"]["positives"], 56);
    let (_, out, _) = run(folder.path(), &["show", "wea_talk", "--lexicons", "lex"]);
    assert!(out.contains("learned on 2026-01-31") && out.contains("weight 0.90 by hand"), "{out}");
    // Learned again it is the same: what counts is what was written by hand, not what was learned of it.
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert!(text.matches("weight_by_hand = 0.6").count() == 2, "{text}");
    // What was learned from cannot be measured on.
    let out =
        ["validate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31", "--out", "v.toml"];
    let (code, _, err) = run(folder.path(), &out);
    assert_eq!(code, 2);
    assert!(err.contains("wea_talk") && err.contains("Invented"), "{err}");
}

/// A rule that taught something once and says nothing now has its weight by hand again.
#[test]
fn without_a_lesson_a_weight_is_by_hand_again() {
    let folder = folder();
    let args = ["calibrate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31"];
    run(folder.path(), &args);
    let coded = folder.path().join("coded.jsonl");
    let dry =
        fs::read_to_string(&coded).unwrap().replace("It rained all day.", "It was dull all day.");
    fs::write(&coded, dry).unwrap();
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(folder.path().join("lex/weather/wea_talk.toml")).unwrap();
    assert!(text.contains("weight = 0.6  # by ear\n"), "{text}");
    assert_eq!(text.matches("learned_from").count(), 1, "{text}");
}

#[test]
fn what_teaches_too_little_says_so() {
    let folder = folder();
    let coded = folder.path().join("coded.jsonl");
    let few: String =
        fs::read_to_string(&coded).unwrap().lines().take(24).map(|l| format!("{l}\n")).collect();
    fs::write(&coded, few).unwrap();
    let args = ["calibrate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31"];
    let (code, out, err) = run(folder.path(), &[&args[..], &["--marker", "wea_talk"]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("20 are needed"), "{out}");
}

/// The same conversations in two bodies of data would stand among those learned from and those left out.
#[test]
fn no_conversation_is_in_two_bodies_of_data() {
    let folder = folder();
    let list = folder.path().join("data.toml");
    let one = fs::read_to_string(&list).unwrap();
    fs::write(&list, format!("{one}\n{}", one.replace("Invented", "Again"))).unwrap();
    let args = ["calibrate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31"];
    let (code, _, err) = run(folder.path(), &args);
    assert_eq!(code, 2);
    assert!(err.contains("coded.jsonl:1:") && err.contains("count as two"), "{err}");
}

#[test]
fn a_file_whose_sentences_would_fail_is_left_alone() {
    let folder = folder();
    let file = folder.path().join("lex/weather/wea_talk.toml");
    let text = MARKER.replace("no_match = [", "match = [\"Oh, it was cold.\"]\nno_match = [");
    fs::write(&file, &text).unwrap();
    let args = ["calibrate", "data.toml", "--lexicons", "lex", "--date", "2026-01-31"];
    let (code, out, err) = run(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("would fail"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn the_record_holds_what_was_measured() {
    let folder = folder();
    let args = ["data.toml", "--lexicons", "lex", "--date", "2026-01-31", "--out", "validity.toml"];
    let (code, _, err) = run(folder.path(), &[&["validate"], &args[..]].concat());
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(folder.path().join("validity.toml")).unwrap();
    let record: ValidityRecord = toml::from_str(&text).unwrap();
    let validity = record.of("wea_talk");
    // 80 hits, 46 of them right; 56 cases.
    assert_eq!(validity.standing, Standing::Experimental);
    let check = &validity.checks[0];
    assert_eq!((check.positives, check.seen, check.utterances), (56, 80, 160));
    assert!((check.precision.unwrap().value - 46.0 / 80.0).abs() < 0.001);
    let (code, _, err) =
        run(folder.path(), &["validate", "data.toml", "--out", "v.toml", "--date", "today"]);
    assert_eq!(code, 2);
    assert!(err.contains("2026-01-31"), "{err}");
    fs::write(folder.path().join("coded.jsonl"), "no\n").unwrap();
    let (code, _, err) = run(folder.path(), &[&["validate"], &args[..]].concat());
    assert_eq!(code, 2);
    assert!(err.contains("coded.jsonl:1:"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("validity.toml")).unwrap(), text);
}
