//! The page on the rule language, held to its word: every line of its table of patterns, and its files.

use std::fs;

use attunement::lexicon::{BUILTIN, Lexicon, load};
use attunement::model::{Role, Status};
use attunement::tagger::{Line, Tagger};

fn page() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lexicons.md")).unwrap()
}

/// Our sets and gates with one marker file, which must have no problem of its own.
fn with(file: &str, text: &str) -> Lexicon {
    let head = |n: &str| !n.contains('/') || n.ends_with("/construct.toml");
    let mut files: Vec<(&str, &str)> = BUILTIN.iter().copied().filter(|f| head(f.0)).collect();
    files.push((file, text));
    let (lexicon, problems) = load(files);
    let own: Vec<String> =
        problems.iter().filter(|p| p.path == file).map(ToString::to_string).collect();
    assert!(own.is_empty(), "{own:#?}\n{text}");
    lexicon
}

/// Whether a marker with one rule is counted in a sentence.
fn counted(rule: &str, text: &str) -> bool {
    let file = format!(
        "id = \"def_page\"\nlabel = \"x\"\ndefinition = \"x\"\nreferences = [\"x\"]\nmisses = \"x\"\n\
         roles = [\"partner\"]\nno_match = [\"Nothing of it.\"]\n[[rule]]\nid = \"one\"\n{rule}\nmatch = [\"x\"]\n"
    );
    let tagger = Tagger::new(with("defensiveness/def_page.toml", &file));
    let line = Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
    tagger.tag(&[line]).iter().any(|t| t.status == Status::Counted)
}

#[test]
fn every_line_of_the_table_of_patterns_holds() {
    let page = page();
    let table = page.split("| you write |").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut lines = 0;
    for line in table.lines().skip(2) {
        let line = line.replace("\\|", "\u{0}");
        let cells: Vec<String> =
            line.trim_matches('|').split('|').map(|c| c.trim().replace('\u{0}', "|")).collect();
        let pattern = cells[0].trim_matches('`');
        let rule = format!("patterns = ['{pattern}']\nnegation = \"ignore\"\nquestion = \"allow\"");
        assert!(counted(&rule, &cells[2]), "`{pattern}` should find: {}", cells[2]);
        assert!(!counted(&rule, &cells[3]), "`{pattern}` should not find: {}", cells[3]);
        lines += 1;
    }
    assert!(lines >= 14, "{lines}");
}

/// What the page says of gates, each tried with a sentence on either side.
#[test]
fn the_gates_do_what_the_page_says() {
    for (rule, yes, no) in [
        ("", "It was my fault.", "It was not my fault."),
        ("negation = \"require\"", "It was not my fault.", "It was my fault."),
        ("", "It was not only my fault.", "It was never really my fault."),
        ("", "My fault.", "You said it was my fault."),
        ("quotation = \"ignore\"", "You said it was my fault.", "You said so."),
        ("", "It's my fault, okay?", "Is it my fault?"),
        ("", "It was my fault, wasn't it?", "Was it my fault"),
        ("question = \"require\"", "It was my fault, right?", "It was my fault."),
        ("", "It was my fault.", "If it was my fault."),
        ("hypothetical = \"allow\"", "If it was my fault.", "If it was yours."),
        ("", "Great, it was my fault.", "Yeah right, it was my fault."),
        ("irony = \"ignore\"", "Yeah right, it was my fault.", "Yeah right."),
        ("at = \"turn_start\"", "Um, my fault, sorry.", "It was my fault."),
        ("at = \"turn_end\"", "It was my fault, um.", "My fault, sorry."),
        ("at = \"whole_turn\"", "Um, my fault.", "My fault, sorry."),
        ("at = \"sentence_start\"", "Right. My fault.", "It was my fault."),
        ("at = \"sentence_end\"", "It was my fault. Right.", "My fault, sorry."),
        ("at = \"whole_sentence\"", "Right. My fault. Right.", "Right. My fault too."),
        ("unless = [\"just kidding\"]", "My fault. Just kidding.", "My fault, just kidding."),
        ("unless_turn = [\"just kidding\"]", "My fault.", "Just kidding. Right. My fault."),
        (
            "unless_before = [\"not all\"]\nnegation = \"ignore\"",
            "My fault, not all of it.",
            "Not all my fault.",
        ),
        ("unless_after = [\"but\"]", "But it was my fault.", "My fault. But you left."),
        ("min_words = 4", "It was my fault.", "My fault."),
        ("max_words = 3", "My fault.", "It was my fault."),
    ] {
        let rule = format!("patterns = ['my fault']\n{rule}");
        assert!(counted(&rule, yes), "{rule}\nshould count: {yes}");
        assert!(!counted(&rule, no), "{rule}\nshould not count: {no}");
    }
}

#[test]
fn a_negated_match_can_show_its_opposite() {
    let file = |id: &str, rule: &str| {
        format!(
            "id = \"{id}\"\nlabel = \"x\"\ndefinition = \"x\"\nreferences = [\"x\"]\nmisses = \"x\"\n\
             roles = [\"partner\"]\nno_match = [\"Nothing.\"]\n[[rule]]\nid = \"one\"\n{rule}\nmatch = [\"x\"]\n"
        )
    };
    let safe = file("saf_yes", "patterns = ['feel safe']\nopposite = \"saf_no\"");
    let unsafe_ = file("saf_no", "patterns = ['on eggshells']");
    let construct =
        "id = \"safety\"\ncode = \"SAF\"\nlabel = \"x\"\ndefinition = \"x\"\norder = 9\n";
    let gates = BUILTIN.iter().copied().filter(|f| f.0 == "gates.toml");
    let files = gates.chain([
        ("safety/construct.toml", construct),
        ("safety/saf_yes.toml", safe.as_str()),
        ("safety/saf_no.toml", unsafe_.as_str()),
    ]);
    let (lexicon, problems) = load(files);
    assert!(problems.is_empty(), "{problems:#?}");
    let tagger = Tagger::new(lexicon);
    let seen = |text: &str| -> Vec<String> {
        let line = Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
        let name = |m: usize| tagger.lexicon().codebook.markers[m].id.clone();
        tagger.tag(&[line]).iter().map(|t| name(t.marker)).collect()
    };
    assert_eq!(seen("I feel safe with you."), ["saf_yes"]);
    assert_eq!(seen("I don't feel safe with you."), ["saf_no"]);
}

/// The whole file that the page shows is one that loads, and its sentences hold.
#[test]
fn the_file_on_the_page_is_a_good_one() {
    let page = page();
    let shown = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let lexicon = with("defensiveness/def_denial.toml", shown);
    let (total, failures) = attunement::tagger::prove(&Tagger::new(lexicon));
    assert!(total > 3 && failures.is_empty(), "{failures:#?}");
}
