//! `attune lexicon show`, `new`, `test`, `list` and `schema` as their users meet them.

use std::fs;
use std::path::Path;

use super::invariants::attune;

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = attune().current_dir(folder).args(args).env("COLUMNS", "80").output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"),
        String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n"),
    )
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&run(folder, args).1).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(kind: &str) -> serde_json::Value {
    json(root(), &["lexicon", "schema", kind])
}

#[test]
fn a_new_marker_holds_once_its_author_has_written() {
    let folder = tempfile::tempdir().unwrap();
    for (construct, written) in
        [("openness", "construct = \"openness\""), ("def", "construct = \"defensiveness\"")]
    {
        let (code, _, err) =
            run(folder.path(), &["lexicon", "new", "hope_wish", "--construct", construct]);
        assert_eq!(code, 0, "{err}");
        assert!(
            err.contains("wrote hope_wish.toml") && err.contains("lexicon test hope_wish.toml")
        );
        let path = folder.path().join("hope_wish.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(written), "{text}");
        let value: toml::Value = toml::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema("marker")).unwrap();
        let value = serde_json::to_value(value).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(wrong, [""; 0]);
        // What is still to be written is shown, each at its place, and nothing else.
        let (code, _, err) = run(folder.path(), &["lexicon", "test", "hope_wish.toml"]);
        assert_eq!(code, 2);
        assert_eq!(err.matches("[todo]").count(), text.matches("\"TODO").count(), "{err}");
        assert_eq!(err.matches("hope_wish.toml:").count(), err.matches("[todo]").count(), "{err}");
        fs::write(&path, text.replace("TODO", "one fine day")).unwrap();
        let (code, out, err) = run(folder.path(), &["lexicon", "test", "hope_wish.toml"]);
        assert_eq!((code, out.as_str()), (0, "3 sentences hold\n"), "{err}");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn new_writes_over_nothing_and_refuses_what_cannot_work() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("hope.toml"), "mine").unwrap();
    let refused = |args: &[&str], says: &str| {
        let (code, _, err) = run(folder.path(), &[&["lexicon", "new"], args].concat());
        assert!(code == 2 && err.contains(says), "{args:?}: {err}");
    };
    refused(&["hope"], "is there already");
    refused(&["hope", "--construct", "defensivness"], "do you mean defensiveness");
    refused(&["Hope Wish"], "small letters");
    refused(&["def_denial"], "there already is a marker or construct");
    refused(&["wish", "--out", "other.toml"], "name it wish.toml");
    assert_eq!(fs::read_to_string(folder.path().join("hope.toml")).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

const LEXICON: &str = "tests/fixtures/explain/lexicon";

#[test]
fn show_tells_all_of_a_marker_in_80_columns() {
    let first = json(root(), &["lexicon", "list", "--lexicons", LEXICON, "--json"]);
    assert_eq!(first["version"], 1);
    let (code, out, err) = run(root(), &["lexicon", "show", "bla_denial", "--lexicons", LEXICON]);
    assert_eq!(code, 0, "{err}");
    insta::assert_snapshot!(out);
    for construct in ["DEF", "listening", "EMP", "VUL", "HOS", "accountability"] {
        let (_, out, _) = run(root(), &["lexicon", "show", construct]);
        assert!(out.contains("Counts:"), "{construct}");
        let long = |l: &&str| l.chars().count() > 80;
        assert_eq!(out.lines().filter(long).collect::<Vec<_>>(), [""; 0]);
    }
    let (code, _, err) = run(root(), &["lexicon", "show", "def_denail"]);
    assert!(code == 2 && err.contains("do you mean def_denial"), "{err}");
}

#[test]
fn the_json_of_show_keeps_its_contract() {
    let shown = json(root(), &["lexicon", "show", "DEF", "--json"]);
    assert_eq!(shown["version"], 1);
    let members = shown["markers"].as_array().unwrap();
    assert!(members.len() > 3 && members.iter().all(|m| m["construct"] == "defensiveness"));
    let marker = members.iter().find(|m| m["marker"] == "def_denial").unwrap();
    for key in [
        "label",
        "definition",
        "misses",
        "references",
        "roles",
        "direction",
        "threshold",
        "weights",
        "validity",
        "sentences",
    ] {
        assert!(!marker[key].is_null(), "{key}");
    }
    let (lexicon, _) = attunement::lexicon::builtin();
    let at = lexicon.codebook.marker("def_denial").unwrap();
    let rules = marker["rules"].as_array().unwrap();
    assert_eq!(rules.len(), lexicon.rules.iter().filter(|r| r.marker == at).count());
    for key in [
        "rule",
        "file",
        "line",
        "weight",
        "kind",
        "looks_for",
        "roles",
        "conditions",
        "sentences",
        "unless",
        "unless_before",
        "unless_after",
        "unless_turn",
    ] {
        assert!(!rules[0][key].is_null(), "{key}");
    }
}

#[test]
fn a_dictionary_is_shown_with_its_entries_and_no_gate() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("moods.yml"), "glad: [glad*, over the moon]\n").unwrap();
    let (code, out, err) =
        run(folder.path(), &["lexicon", "show", "glad", "--lexicon", "moods.yml"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("glad*, over the moon") && !out.contains("Counts"), "{out}");
}

const WISH: &str = r#"id = "wish"
label = "Wishing"
definition = "Says a wish."
references = ["Nobody 2026"]
misses = "Much."
roles = ["partner"]
no_match = ["I'm not hoping for rain."]

[[rule]]
id = "hope"
patterns = ["i am hoping"]
weight = 0.8
match = [
  "I'm hoping for rain.",
  "I'm still hoping for rain.",
  "I'm not hoping for rain.",
  { text = "I'm hoping for rain.", role = "therapist" },
]

[[rule]]
id = "weak"
patterns = ["with luck"]
weight = 0.2
match = ["With luck."]
"#;

#[test]
fn sentences_that_fail_are_shown_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wish.toml"), WISH).unwrap();
    let (code, _, err) = run(folder.path(), &["lexicon", "test", "wish.toml"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(err);
    let answer = json(folder.path(), &["lexicon", "test", "wish.toml", "--json"]);
    assert_eq!((&answer["version"], &answer["sentences"]), (&1.into(), &6.into()));
    let failures = answer["failures"].as_array().unwrap();
    assert!(failures.iter().all(|f| f["file"] == "wish.toml" && f["why"].is_string()));
    assert_eq!(answer["problems"][0]["code"], "contradiction");
}

#[test]
fn test_takes_parts_of_our_names_and_refuses_what_it_cannot_test() {
    let (code, out, err) = run(root(), &["lexicon", "test", "def_counter"]);
    assert!(code == 0 && out.contains("sentences hold"), "{err}");
    let (_, all, _) = run(root(), &["lexicon", "test"]);
    assert_ne!(out, all, "only the sentences of the file are counted");
    let (code, _, err) = run(root(), &["lexicon", "test", "no_such_marker"]);
    assert!(code == 2 && err.contains("no file"), "{err}");
    let (code, _, err) = run(root(), &["lexicon", "test", "nowhere/wish.toml"]);
    assert!(code == 2 && err.contains("nowhere/wish.toml"), "{err}");
    // A missing file is not hidden by a good one.
    let good = "lexicons/en/defensiveness/def_counter.toml";
    let both = ["lexicon", "test", "--only-lexicon", good, "nowhere/wish.toml"];
    let (code, _, err) = run(root(), &both);
    assert!(code == 2 && err.contains("nowhere/wish.toml"), "{err}");
}

#[test]
fn schemas_are_printed_as_they_lie_beside_the_lexicons() {
    for kind in ["marker", "construct", "sets", "gates", "dictionary"] {
        let (code, out, _) = run(root(), &["lexicon", "schema", kind]);
        assert_eq!(code, 0);
        let file = root().join(format!("lexicons/schema/{kind}.json"));
        assert_eq!(out, fs::read_to_string(file).unwrap().replace("\r\n", "\n"));
    }
    assert_eq!(
        run(root(), &["lexicon", "schema"]).1,
        run(root(), &["lexicon", "schema", "marker"]).1
    );
    assert_eq!(run(root(), &["lexicon", "schema", "page"]).0, 2);
}

/// The editors' file for this repository names every schema, and files that there are.
#[test]
fn taplo_knows_the_schemas() {
    let taplo: toml::Value =
        toml::from_str(&fs::read_to_string(root().join(".taplo.toml")).unwrap()).unwrap();
    let rules = taplo["rule"].as_array().unwrap();
    let mut named: Vec<&str> =
        rules.iter().map(|r| r["schema"]["path"].as_str().unwrap()).collect();
    assert!(named.iter().all(|p| root().join(p).is_file()), "{named:?}");
    named.sort_unstable();
    assert_eq!(
        named,
        ["construct", "gates", "marker", "sets"].map(|k| format!("lexicons/schema/{k}.json"))
    );
}
