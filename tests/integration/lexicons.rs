//! Our own lexicons: no problem in any file, every sentence holds; and what a wrong file is told.

use attunement::diagnostic::Diagnostic;
use attunement::lexicon::{BUILTIN, SCHEMAS, builtin, builtin_rules, json_schema, load, review};
use attunement::tagger::{Tagger, prove};

#[test]
fn our_lexicons_have_no_problem() {
    let (lexicon, mut problems) = builtin();
    problems.extend(review(&lexicon));
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{shown:#?}");
    assert!(lexicon.codebook.markers.len() >= 52);
}

#[test]
fn our_rules_are_the_same_without_their_sentences() {
    let (mut whole, _) = builtin();
    let (rules, problems) = builtin_rules(&[], false);
    assert_eq!(problems, []);
    assert_eq!(rules.examples, []);
    assert_ne!(std::mem::take(&mut whole.examples), []);
    assert_eq!(format!("{rules:#?}"), format!("{whole:#?}"));
}

#[test]
fn every_sentence_of_our_lexicons_holds() {
    let tagger = Tagger::new(builtin().0);
    let (total, failures) = prove(&tagger);
    let shown: Vec<String> = failures
        .iter()
        .map(|f| {
            format!("{}:{} {} | {}", f.example.place.0, f.example.place.1, f.reason, f.example.text)
        })
        .collect();
    assert!(shown.is_empty(), "{} of {total} fail: {shown:#?}", shown.len());
    assert!(total > 1000, "{total}");
}

/// Issue text: at least 15 patterns for each marker, where the language has them.
#[test]
fn markers_know_many_ways_of_saying_it() {
    use attunement::lexicon::Matching;
    let (lexicon, _) = builtin();
    for (i, marker) in lexicon.codebook.markers.iter().enumerate() {
        let patterns: usize = lexicon
            .rules
            .iter()
            .filter(|r| r.marker == i)
            .map(|r| match &r.matching {
                Matching::Patterns(patterns) => patterns.len(),
                Matching::Regex(_) => 1,
                Matching::Entries(entries) => entries.len(),
            })
            .sum();
        // There are only so many sounds of listening, and they stand in sets.
        let least = if marker.id == "lis_backchannel" { 10 } else { 15 };
        assert!(patterns >= least, "{} has {patterns} patterns", marker.id);
        assert!(!marker.references.is_empty() && !marker.misses.is_empty(), "{}", marker.id);
    }
}

/// Our own sets, gates and constructs, with one marker file.
fn with(name: &str, text: &str) -> Vec<String> {
    let head = |n: &str| !n.contains('/') || n.ends_with("/construct.toml");
    let mut files: Vec<(&str, &str)> = BUILTIN.iter().copied().filter(|f| head(f.0)).collect();
    files.push((name, text));
    // Most shared sets are not used by one marker alone.
    let other = |p: &&Diagnostic| p.path != "sets.toml";
    load(files).1.iter().filter(other).map(ToString::to_string).collect()
}

const GOOD: &str = r#"id = "def_new"
label = "New"
definition = "New."
references = ["Nobody 2026"]
misses = "Much."
roles = ["partner"]
direction = "down"
no_match = ["Good morning."]

[[rule]]
id = "one"
patterns = ["not my circus"]
match = ["Not my circus."]
"#;

#[test]
fn a_good_new_file_is_taken() {
    assert_eq!(with("defensiveness/def_new.toml", GOOD), [""; 0]);
}

#[test]
fn every_problem_is_shown_at_its_place_and_hides_no_other() {
    let text = GOOD
        .replace("roles = [\"partner\"]", "roles = [\"parner\"]\ncolour = \"red\"")
        .replace("not my circus\"", "not my circus?\", \"you (never\"");
    let problems = with("defensiveness/def_new.toml", &text);
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn mistakes_are_shown_where_they_stand_in_texts_of_several_lines_and_behind_escapes() {
    let place = |pattern: &str| {
        let text = GOOD.replace("\"not my circus\"", pattern);
        with("defensiveness/def_new.toml", &text).join("\n")
    };
    assert!(place("\"not my circus?\"").contains("def_new.toml:12:27"));
    assert!(place("\"not my\\u0020circus?\"").contains("def_new.toml:12:32"));
    assert!(place("'''not my\ncircus?'''").contains("def_new.toml:13:7"));
    assert!(place("\"\"\"\nnot my \\\n  circus?\"\"\"").contains("def_new.toml:14:9"));
}

#[test]
fn a_file_that_is_no_toml_hides_no_other_file() {
    let problems = with("defensiveness/def_new.toml", "id = \nlabel");
    assert!(problems.iter().all(|p| p.contains("def_new.toml")), "{problems:#?}");
    assert!(!problems.is_empty());
}

#[test]
fn a_rule_without_a_sentence_and_a_marker_without_a_near_miss_are_refused() {
    let text = GOOD
        .replace("match = [\"Not my circus.\"]\n", "")
        .replace("no_match = [\"Good morning.\"]\n", "");
    let problems = with("defensiveness/def_new.toml", &text).join("\n");
    assert!(problems.contains("has no `match` sentence"), "{problems}");
    assert!(problems.contains("has no `no_match` sentence"), "{problems}");
}

#[test]
fn an_unknown_marker_is_named_with_those_there_are() {
    let text = GOOD.replace(
        "patterns =",
        "previous = { speaker = \"other_partner\", any = [\"vul_hurts\"] }\npatterns =",
    );
    let problems = with("defensiveness/def_new.toml", &text).join("\n");
    assert!(problems.contains("12:") && problems.contains("`vul_hurts`"), "{problems}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_makes_the_loader_panic(at in 0usize..400, junk in "\\PC{0,12}") {
        let at = (0..=at.min(GOOD.len())).rev().find(|i| GOOD.is_char_boundary(*i)).unwrap_or(0);
        let text = format!("{}{junk}{}", &GOOD[..at], &GOOD[at..]);
        let _ = with("defensiveness/def_new.toml", &text);
    }
}

/// The schemas that editors use are made from the keys that the loader takes.
#[test]
fn the_schemas_are_fresh() {
    for (kind, _) in SCHEMAS {
        let text = serde_json::to_string_pretty(&json_schema(kind).unwrap()).unwrap() + "\n";
        let path = format!("{}/lexicons/schema/{kind}.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
            std::fs::write(&path, &text).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{path} is stale: INSTA_UPDATE=always cargo test lexicons");
    }
    assert!(json_schema("page").is_none());
}

fn valid(kind: &str, text: &str) -> Vec<String> {
    let value: toml::Value = toml::from_str(text).unwrap();
    let value = serde_json::to_value(value).unwrap();
    let validator = jsonschema::validator_for(&json_schema(kind).unwrap()).unwrap();
    validator.iter_errors(&value).map(|e| e.to_string()).collect()
}

#[test]
fn our_own_files_hold_to_the_schemas() {
    for (name, text) in BUILTIN {
        let kind = match *name {
            "sets.toml" => "sets",
            "gates.toml" => "gates",
            n if n.ends_with("/construct.toml") => "construct",
            _ => "marker",
        };
        assert_eq!(valid(kind, text), [""; 0], "{name}");
    }
}

/// What the schema marks in an editor, the loader refuses.
#[test]
fn schema_and_loader_refuse_the_same() {
    for (from, to) in [
        ("roles = [\"partner\"]", "roles = [\"parner\"]"),
        ("roles = [\"partner\"]", "roles = [\"partner\", \"partner\"]"),
        ("direction = \"down\"", "direction = \"sideways\""),
        ("label = \"New\"\n", ""),
        ("misses = \"Much.\"", "misses = 3"),
        ("patterns =", "weight = 2\npatterns ="),
        ("patterns =", "min_words = -1\npatterns ="),
        ("patterns =", "min_words = 1.5\npatterns ="),
        ("patterns =", "colour = \"red\"\npatterns ="),
        ("patterns =", "previous = { within = 2, who = \"me\" }\npatterns ="),
        ("match = [\"Not my circus.\"]", "match = [{ words = \"Not my circus.\" }]"),
    ] {
        let text = GOOD.replace(from, to);
        assert_ne!(text, GOOD, "{from}");
        assert_ne!(valid("marker", &text), [""; 0], "the schema lets pass: {to}");
        assert_ne!(
            with("defensiveness/def_new.toml", &text),
            [""; 0],
            "the loader lets pass: {to}"
        );
    }
    assert_eq!(valid("marker", GOOD), [""; 0]);
}
