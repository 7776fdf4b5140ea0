//! Somebody's own marker files beside ours: what they may name, where they stand, what they are told.

use std::fs;
use std::path::Path;

use attunement::lexicon::{BUILTIN, Lexicon, OwnFile, builtin, load_with};
use attunement::model::{Role, Status};
use attunement::tagger::{Line, Tagger, prove};

use super::invariants::{attune, example};

const HOPE: &str = r#"id = "hope"
label = "Hoping for better"
definition = "Says that it will get better."
references = ["Nobody 2026"]
misses = "Much."
roles = ["partner", "client"]
no_match = ["Good morning."]

[[rule]]
id = "better"
patterns = ["we will (@adv)? be (fine|all right)"]
match = ["We'll be fine.", "We will really be all right."]
"#;

fn file(path: &str, text: &str) -> OwnFile {
    OwnFile { path: path.to_string(), text: text.to_string() }
}

fn load(own: &[OwnFile], only: bool) -> (Lexicon, Vec<String>) {
    let (lexicon, problems) = load_with(BUILTIN.iter().copied(), own, only);
    (lexicon, problems.iter().map(ToString::to_string).collect())
}

/// The construct's id under which a marker stands.
fn construct_of(lexicon: &Lexicon, marker: &str) -> String {
    let book = &lexicon.codebook;
    book.constructs[book.markers[book.marker(marker).unwrap()].construct].id.clone()
}

fn with_construct(name: &str) -> String {
    HOPE.replace("label =", &format!("construct = \"{name}\"\nlabel ="))
}

#[test]
fn a_marker_that_names_no_construct_stands_under_a_heading_behind_ours() {
    let (lexicon, problems) = load(&[file("my/hope.toml", HOPE)], false);
    assert_eq!(problems, [""; 0]);
    let last = lexicon.codebook.constructs.last().unwrap();
    assert_eq!((last.id.as_str(), last.code.as_str()), ("own", "OWN"));
    assert_eq!(last.label, "Your own markers");
    assert_eq!(construct_of(&lexicon, "hope"), "own");
    let (ours, _) = builtin();
    assert_eq!(lexicon.codebook.constructs.len(), ours.codebook.constructs.len() + 1);
}

#[test]
fn a_marker_names_its_construct_by_id_or_code_and_stands_behind_our_markers_of_it() {
    for name in ["defensiveness", "DEF", "def"] {
        let (lexicon, problems) = load(&[file("hope.toml", &with_construct(name))], false);
        assert_eq!(problems, [""; 0], "{name}");
        assert_eq!(construct_of(&lexicon, "hope"), "defensiveness");
        let construct = lexicon.codebook.construct("DEF").unwrap();
        let last = lexicon.codebook.members(construct).last().unwrap();
        assert_eq!(lexicon.codebook.markers[last].id, "hope");
    }
}

#[test]
fn a_folder_with_its_own_construct_is_a_construct_of_its_own() {
    let construct = "id = \"prospects\"\ncode = \"PRO\"\nlabel = \"Prospects\"\ndefinition = \"Looks ahead.\"\n";
    let files = [
        file("my/prospects/construct.toml", construct),
        file("my/prospects/hope.toml", HOPE),
        file(
            "my/openness/construct.toml",
            "id = \"openness\"\ncode = \"OPE\"\nlabel = \"x\"\ndefinition = \"x\"\n",
        ),
        file("my/openness/wish.toml", &HOPE.replace("\"hope\"", "\"wish\"")),
    ];
    let (lexicon, problems) = load(&files, false);
    assert_eq!(problems, [""; 0]);
    assert_eq!(construct_of(&lexicon, "hope"), "prospects");
    // A folder that says the id of one of ours adds to ours.
    assert_eq!(construct_of(&lexicon, "wish"), "openness");
    let taken = construct.replace("PRO", "DEF");
    let (_, problems) = load(&[file("my/prospects/construct.toml", &taken)], false);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].starts_with("my/prospects/construct.toml:2:8: error: there already is"));
}

#[test]
fn own_sets_hold_for_the_files_beside_them() {
    let sets = "[sets]\nwell = [\"fine\", \"all right\"]\nidle = [\"idle\"]\n";
    let text = HOPE.replace("(fine|all right)", "@well");
    let files = [
        file("my/sets.toml", sets),
        file("my/deep/hope.toml", &text),
        file("elsewhere/wish.toml", &text.replace("\"hope\"", "\"wish\"")),
    ];
    let (_, problems) = load(&files, false);
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].starts_with("elsewhere/wish.toml:11:"), "{problems:#?}");
    assert!(problems[1].starts_with("my/sets.toml:3:1: warning: the set @idle is never used"));
}

#[test]
fn rules_may_name_our_markers_and_are_stopped_by_our_gates() {
    let text = HOPE.replace(
        "match = [\"We'll be fine.\", \"We will really be all right.\"]",
        "previous = { speaker = \"other_partner\", any = [\"vul_hurt\", \"DEF\"] }\n\
         void_by = [\"hos_criticism\"]\n\
         match = [{ text = \"We'll be fine.\", reply_to = \"It hurt me when you left.\" }]",
    );
    let (lexicon, problems) = load(&[file("hope.toml", &text)], false);
    assert_eq!(problems, [""; 0]);
    let tagger = Tagger::new(lexicon);
    assert_eq!(prove(&tagger).1, []);
    let hope = tagger.lexicon().codebook.marker("hope").unwrap();
    let seen = |text: &str| {
        let hurt = Line {
            text: "It hurt me when you left.",
            speaker: Some(1),
            role: Some(Role::Partner),
            conversation: 0,
        };
        let line = Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
        let counted = |t: &attunement::model::Tag| t.marker == hope && t.status == Status::Counted;
        tagger.tag(&[hurt, line]).iter().any(counted)
    };
    assert!(seen("We'll be fine."));
    assert!(!seen("I don't think we'll be fine."));
    assert!(!seen("You said we'll be fine."));
}

/// Our marks stay as they are; of the constructs only the one that is added to can change.
#[test]
fn our_marks_are_the_same_with_own_markers_beside_them() {
    let marks = |lexicon: Lexicon| {
        let tagger = Tagger::new(lexicon);
        let book = &tagger.lexicon().codebook;
        let mut all = Vec::new();
        let texts: Vec<String> =
            builtin().0.examples.iter().take(300).map(|e| e.text.clone()).collect();
        for text in &texts {
            let line = Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
            for tag in tagger.tag(&[line]) {
                if book.markers[tag.marker].id != "hope" {
                    all.push((tagger.lexicon().rules[tag.rule].id.clone(), tag.span, tag.status));
                }
            }
        }
        all
    };
    let ours = marks(builtin().0);
    assert!(ours.len() > 100);
    assert_eq!(marks(load(&[file("hope.toml", HOPE)], false).0), ours);
}

#[test]
fn without_our_markers_sets_gates_and_constructs_stay() {
    let (lexicon, problems) = load(&[file("hope.toml", &with_construct("openness"))], true);
    assert_eq!(problems, [""; 0]);
    assert_eq!(lexicon.codebook.markers.len(), 1);
    assert_eq!(lexicon.codebook.constructs.len(), 1);
    assert_eq!(construct_of(&lexicon, "hope"), "openness");
    let tagger = Tagger::new(lexicon);
    assert_eq!(prove(&tagger), (3, vec![]));
    let line = |text| Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
    assert!(
        tagger
            .tag(&[line("It's not true that we will be fine.")])
            .iter()
            .all(|t| t.status != Status::Counted)
    );
}

#[test]
fn naming_one_of_ours_while_ours_are_left_out_is_told_so() {
    let text =
        HOPE.replace("patterns =", "void_by = [\"def_denial\", \"DEF\", \"nobody\"]\npatterns =");
    let (_, problems) = load(&[file("hope.toml", &text)], true);
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn two_markers_with_one_id_are_told_at_the_second() {
    let files = [
        file("a/def_denial.toml", &HOPE.replace("\"hope\"", "\"def_denial\"")),
        file("a/hope.toml", HOPE),
        file("b/hope.toml", HOPE),
        file("c/defensiveness.toml", &HOPE.replace("\"hope\"", "\"defensiveness\"")),
        file("d/wish.toml", &with_construct("defensivness").replace("\"hope\"", "\"wish\"")),
    ];
    let (lexicon, problems) = load(&files, false);
    insta::assert_snapshot!(problems.join("\n"));
    // The first is used, and ours before all.
    let hope = lexicon.codebook.marker("hope").unwrap();
    assert_eq!(lexicon.rules.iter().find(|r| r.marker == hope).unwrap().place.0, "a/hope.toml");
    let denial = lexicon.codebook.marker("def_denial").unwrap();
    assert_eq!(construct_of(&lexicon, "def_denial"), "defensiveness");
    assert_eq!(lexicon.codebook.markers[denial].label, "Rejecting responsibility");
}

#[test]
fn files_saved_by_other_editors_are_read() {
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(HOPE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bom = [b"\xEF\xBB\xBF", HOPE.replace('\n', "\r\n").as_bytes()].concat();
    for bytes in [utf16, bom] {
        let (own, _) = OwnFile::read("hope.toml", &bytes).unwrap();
        assert_eq!(load(&[own], false).1, [""; 0]);
    }
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = attune().current_dir(folder).args(args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_folder_of_own_files_shows_all_their_problems_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("my")).unwrap();
    put("my/hope.toml", &HOPE.replace("@adv", "@advs"));
    put("my/broken.toml", "id = \nlabel");
    put("my/gates.toml", "");
    put(
        "my/wish.toml",
        &HOPE
            .replace("\"hope\"", "\"wish\"")
            .replace("patterns = [", "min_words = 9\nmax_words = 3\npatterns = ["),
    );
    let (code, _, err) = run(folder.path(), &["lexicon", "list", "--lexicon", "my"]);
    assert_eq!(code, 2);
    assert!(err.contains("my/hope.toml:11:"), "{err}");
    assert!(err.contains("my/broken.toml:1:"), "{err}");
    assert!(err.contains("my/gates.toml: warning: this file has no effect"), "{err}");
    assert!(err.contains("min_words is larger than max_words"), "{err}");
    assert!(!err.contains("defensiveness/"), "{err}");
    // Explaining goes on with what could be read.
    let (code, out, _) =
        run(folder.path(), &["explain", "That's not my fault.", "--lexicon", "my"]);
    assert!(code == 0 && out.contains("Rejecting responsibility"), "{out}");
    fs::create_dir(folder.path().join("none")).unwrap();
    let (code, _, err) = run(folder.path(), &["lexicon", "list", "--lexicon", "none"]);
    assert!(code == 2 && err.contains("holds no .toml file"), "{err}");
}

#[test]
fn tag_explain_and_report_use_own_files() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("hope.toml");
    fs::write(
        &own,
        HOPE.replace("we will (@adv)? be (fine|all right)", "i|you|we")
            .replace("We'll be fine.", "We did.")
            .replace("We will really be all right.", "I did."),
    )
    .unwrap();
    let own = own.to_str().unwrap();
    let out = folder.path().to_str().unwrap();
    let rosa = example("rosa-and-tom");
    let (code, _, err) =
        run(&rosa, &["tag", ".", "--out", out, "--lexicon", own, "--only-lexicon"]);
    assert_eq!(code, 0, "{err}");
    let tags = fs::read_to_string(folder.path().join("tags.csv")).unwrap();
    assert!(tags.lines().count() > 20 && tags.lines().skip(1).all(|l| l.contains(",own,hope,")));
    let (code, shown, _) = run(&rosa, &["explain", "We did.", "--lexicon", own]);
    assert!(code == 0 && shown.contains("Hoping for better"), "{shown}");
    let page = |more: &[&str]| {
        let args = [&["report", ".", "--out", out][..], more].concat();
        let (code, _, err) = run(&rosa, &args);
        assert_eq!(code, 0, "{err}");
        fs::read_to_string(folder.path().join("attune-report.html")).unwrap()
    };
    let sha = attunement::pipeline::hash(&fs::read(own).unwrap());
    let plain = page(&[]);
    assert!(!plain.contains("Your own markers") && !plain.contains("hope.toml"));
    let beside = page(&["--lexicon", own]);
    assert!(beside.contains("Your own markers") && beside.contains(&sha));
    assert!(
        beside.contains("Those that come with the program") && beside.contains("Defending oneself")
    );
    // Folders above the file are nobody's business.
    assert!(beside.contains("hope.toml") && !beside.contains(own));
    let alone = page(&["--lexicon", own, "--only-lexicon"]);
    assert!(alone.contains("were left out") && !alone.contains("Defending oneself"));
}

#[test]
fn a_dictionary_is_not_shown_on_the_page_and_it_is_said_where_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let words = folder.path().join("words.yml");
    fs::write(&words, "glad: [glad, happy]\n").unwrap();
    let words = words.to_str().unwrap();
    let out = folder.path().to_str().unwrap();
    let (code, _, err) =
        run(&example("rosa-and-tom"), &["report", ".", "--out", out, "--lexicon", words]);
    assert_eq!(code, 2);
    assert!(err.contains("is a dictionary") && err.contains("attune tag"), "{err}");
    assert!(!folder.path().join("attune-report.html").exists());
}
