//! `attune explain` as its readers meet it, on a small lexicon of its own, so that no change of a rule
//! of ours changes what is shown here.

use std::process::{Command, Output, Stdio};

use super::invariants::attune;

const LEXICON: &str = "tests/fixtures/explain/lexicon";
const SESSION: &str = "tests/fixtures/explain/couple/1-baseline.txt";

/// The command, run from the folder of the package; the gates are those of our own lexicons.
fn explain(arguments: &[&str]) -> Command {
    let mut command = attune();
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "80")
        .args(["explain", "--lexicons", LEXICON])
        .args(arguments);
    command
}

fn out(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn shown(arguments: &[&str]) -> String {
    let (code, shown, err) = out(&explain(arguments).output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    assert!(!shown.contains('\u{1b}'), "colours where there is no terminal");
    shown
}

fn refused(arguments: &[&str]) -> String {
    let (code, shown, err) = out(&explain(arguments).output().unwrap());
    assert_eq!((code, shown.as_str()), (2, ""), "{arguments:?}");
    err
}

/// The fixture's gates are a copy of ours, so that what is tested here is what people meet.
#[test]
fn the_small_lexicon_holds_and_has_our_gates() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let gates = format!("{LEXICON}/gates.toml");
    assert!(
        read(&gates) == read("lexicons/en/gates.toml"),
        "copy lexicons/en/gates.toml to {gates}"
    );
    let output =
        attune().current_dir(root).args(["lexicon", "test", "--lexicons", LEXICON]).output();
    assert_eq!(out(&output.unwrap()).0, 0);
}

#[test]
fn what_is_shown() {
    let long = format!(
        "{} You never listen to me. {} I'm sorry. {}",
        "Well, I came home and the pan was in the sink and I thought, not again. "
            .repeat(12)
            .trim(),
        "And then there was the car, and the dog, and the rain that never ended. "
            .repeat(14)
            .trim(),
        "So that was the day, all of it, as far as I remember it now. ".repeat(10).trim(),
    );
    let hurt = ["--reply-to", "That hurt me, you know."];
    let cases: Vec<(&str, Vec<&str>)> = vec![
        ("seen", vec!["That's not my fault, and you never listen to me."]),
        ("overlapping", vec!["Oh, typical: you're lazy, it's not my fault, it's your own fault"]),
        ("g1_negation", vec!["It's not really your fault."]),
        ("g1_opposite", vec!["I don't feel safe with you"]),
        ("g2_said", vec!["You said it's not my fault."]),
        ("g2_quoted", vec!["And then \"you never listen\", again and again."]),
        ("g3_question_mark", vec!["Is it your fault?"]),
        ("g3_question_opening", vec!["so is it your fault"]),
        ("g3_no_question", vec!["I wonder what was it like.", "--role", "therapist"]),
        ("g4_imagined", vec!["If only it was your fault."]),
        ("g5_target", vec!["You never listen.", "--role", "client"]),
        ("g5_role", vec!["What was that like?", "--marker", "war_ask"]),
        ("g7_irony", vec!["Oh great, that is so kind of you."]),
        ("g8_longest", vec!["That is not my fault, not my fault."]),
        ("exclusion", vec!["I'm learning that it was not my fault."]),
        ("taken_back", vec!["It's your fault. No, I'm sorry."]),
        ("too_long", vec!["Well that is all nonsense."]),
        ("too_weak", vec!["Typical."]),
        ("previous_fits", [vec!["Well, you do that too."], hurt.to_vec()].concat()),
        ("previous_lacks", vec!["Well, you do that too.", "--reply-to", "The dog is out."]),
        ("previous_none", vec!["Well, you do that too."]),
        ("nearest", vec!["You never once listened."]),
        ("nearest_asked", vec!["It was all your fault, my love.", "--marker", "bla_denial"]),
        ("not_seen", vec!["The dog is out.", "--marker", "WAR"]),
        ("no_match", vec!["The dog is out."]),
        ("empty", vec![""]),
        ("only_a_remark", vec!["[laughs]"]),
        ("very_long", vec![&long]),
        ("all", vec!["It's not your fault, it's not my fault.", "--all"]),
        (
            "wide_and_strange",
            vec![
                "\u{1F469}\u{200D}\u{1F467} \u{5168}\u{90E8}\tYou\u{2019}re lazy e\u{301}h\nand \u{5E9}\u{5DC}\u{5D5}\u{5DD} you never listen\u{1b}[31m!",
            ],
        ),
    ];
    for (name, arguments) in cases {
        insta::assert_snapshot!(name, shown(&arguments));
    }
}

#[test]
fn a_turn_of_a_file_is_shown_with_what_went_before() {
    for (name, turn) in
        [("turn_answers", 4), ("turn_lacks", 6), ("turn_retold", 7), ("turn_left_out", 8)]
    {
        insta::assert_snapshot!(name, shown(&[&format!("{SESSION}:{turn}")]));
    }
    let left_out = shown(&[&format!("{SESSION}:8"), "--role", "partner"]);
    assert!(left_out.contains("Rejecting the blame"), "{left_out}");
}

#[test]
fn without_a_study_file_labels_say_the_role_or_nobody_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("talk.txt");
    std::fs::write(&file, "Therapist: What was that like?\nIna: You never listen.\n").unwrap();
    let turn = |n: usize| shown(&[&format!("{}:{n}", file.display())]);
    let therapist = turn(1);
    assert!(therapist.contains("Therapist (therapist, as far as the file tells)"), "{therapist}");
    assert!(therapist.contains("Asking openly"));
    let ina = turn(2);
    assert!(
        ina.contains("Ina (other, as far as the file tells)") && ina.contains("Attacking"),
        "{ina}"
    );
    let asked = shown(&[&format!("{}:2", file.display()), "--role", "therapist"]);
    assert!(asked.contains("Ina (therapist)") && !asked.contains("Attacking"), "{asked}");
}

#[test]
fn turns_of_several_conversations_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    let rows = "conversation,turn,speaker,text\nc1,1,Ana,You never listen\nc1,2,Ben,so\nc2,1,Ana,The dog\nc2,2,Ben,no\n";
    std::fs::write(&file, rows).unwrap();
    let path = file.display();
    let err = refused(&[&format!("{path}:1")]);
    assert!(err.contains(&format!("{path}:c1:1, {path}:c2:1")), "{err}");
    let one = shown(&[&format!("{path}:c1:1")]);
    assert!(one.contains("conversation c1") && one.contains("Attacking"), "{one}");
    let err = refused(&[&format!("{path}:c3:1")]);
    assert!(err.contains("there is no conversation c3") && err.contains("c1, c2"), "{err}");
}

#[test]
fn what_cannot_be_found_is_told_with_what_there_is() {
    let err = refused(&["Typical.", "--marker", "bla_denail"]);
    assert!(
        err.contains("no marker or construct bla_denail") && err.contains("bla_denial"),
        "{err}"
    );
    let err = refused(&["Typical.", "--marker", "hurt"]);
    assert!(err.contains("war_hurt"), "{err}");
    let err = refused(&[&format!("{SESSION}:12")]);
    assert!(err.contains("there is no turn 12") && err.contains("1 to 8"), "{err}");
    let err = refused(&[SESSION]);
    assert!(err.contains("name one of its turns") && err.contains("1 to 8"), "{err}");
    let err = refused(&["tests/fixtures/explain/couple/2-baseline.txt:3"]);
    assert!(err.contains("there is no file"), "{err}");
    let err = refused(&["Typical.", "--role", "parner"]);
    assert!(err.contains("partner, client, therapist, other"), "{err}");
    let err = refused(&[&format!("{SESSION}:4"), "--reply-to", "So sad."]);
    assert!(err.contains("--reply-to is for a bare text") && !err.contains("So sad"), "{err}");
    // What only looks like a file is speech.
    assert!(shown(&["Ben: 12"]).contains("Ben: 12"));
}

#[test]
fn a_voice_without_consent_is_not_explained() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    std::fs::write(&file, "Ana: You never listen.\nBen: so\n").unwrap();
    let study = "file,phase,voice,participant,role,consent\na.txt,baseline,Ana,Ana,partner,no\na.txt,,Ben,Ben,partner,yes\n";
    std::fs::write(folder.path().join("study.csv"), study).unwrap();
    let err = refused(&[&format!("{}:1", file.display())]);
    assert!(err.contains("did not consent") && !err.contains("listen"), "{err}");
}

#[test]
fn dictionaries_are_explained_by_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("moods.dic");
    std::fs::write(&file, "%\n1\tposemo\n2\tnegemo\n%\nhapp*\t1\nnot good\t2\nbig deal\t2\n")
        .unwrap();
    let with = ["--only-lexicon", "--lexicon", file.to_str().unwrap()];
    let seen = shown(&[&["It's not good, and I'm happy."][..], &with].concat());
    assert!(seen.contains("not good") && seen.contains("happ*"), "{seen}");
    let near = shown(&[&["No big thing.", "--marker", "negemo"][..], &with].concat());
    assert!(
        near.contains("\u{201C}thing\u{201D} stands where it expects \u{201C}deal\u{201D}"),
        "{near}"
    );
    let err = refused(&["So good.", "--lexicon", "nowhere.dic"]);
    assert!(err.contains("nowhere.dic") && err.contains("nothing was explained"), "{err}");
}

/// One wrong file of several does not keep the author from seeing what the others do.
#[test]
fn a_lexicon_with_a_mistake_is_told_and_used_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(LEXICON);
    std::fs::create_dir(folder.path().join("blame")).unwrap();
    for name in ["gates.toml", "blame/construct.toml", "blame/bla_attack.toml"] {
        std::fs::copy(root.join(name), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("blame/bla_new.toml"), "id = \"bla_new\"\nlabel = 3\n")
        .unwrap();
    let output = attune()
        .args(["explain", "You never listen.", "--lexicons"])
        .arg(folder.path())
        .output()
        .unwrap();
    let (code, shown, err) = out(&output);
    assert_eq!(code, 0);
    assert!(shown.contains("Attacking") && err.contains("blame/bla_new.toml:2"), "{err}");
}

/// A text of the input leaves no trace in the history of the shell.
#[test]
fn a_text_can_be_read_from_the_input() {
    use std::io::Write as _;
    let mut child = explain(&["-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"You never listen.\n").unwrap();
    let (code, shown, _) = out(&child.wait_with_output().unwrap());
    assert_eq!(code, 0);
    assert!(shown.contains("Attacking"), "{shown}");
}

#[test]
fn the_json_of_explain_keeps_its_contract() {
    let text = "It's not your fault, it's not my fault, you never once listen";
    let json: serde_json::Value = serde_json::from_str(&shown(&[text, "--json"])).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(
        (&json["text"], &json["role"], &json["words"]),
        (&text.into(), &"partner".into(), &12.into())
    );
    assert!(json["source"].is_null());
    let markers = json["markers"].as_array().unwrap();
    let marker = |id: &str| markers.iter().find(|m| m["marker"] == id).unwrap();
    let denial = marker("bla_denial");
    assert_eq!((&denial["seen"], &denial["construct"]), (&true.into(), &"blame".into()));
    let mark = &denial["marks"][0];
    assert_eq!((&mark["quote"], &mark["status"]), (&"it's not my fault".into(), &"counted".into()));
    let fired = &denial["fired"][0];
    assert_eq!(fired["rule"], "bla_denial.not_mine");
    assert_eq!((&fired["file"], &fired["line"]), (&"blame/bla_denial.toml".into(), &9.into()));
    for key in ["weight", "start", "end", "quote", "patterns", "status", "shown", "remarks"] {
        assert!(!fired[key].is_null(), "{key}");
    }
    let stopped = &denial["stopped"][0];
    assert_eq!((&stopped["reason"], &stopped["cue"]["quote"]), (&"negated".into(), &"not".into()));
    assert!(stopped["says"].as_str().unwrap().contains("same clause"));
    let near = &marker("bla_attack")["nearest"][0];
    assert_eq!(near["pattern"], "you (always|never) (ever)? listen* (to me)?");
    let found = &near["found"][0];
    for key in ["start", "end", "quote", "needed", "pattern_start", "pattern_end"] {
        assert!(!found[key].is_null(), "{key}");
    }
    let lack = &near["lacks"][0];
    for key in ["reason", "pattern_start", "pattern_end", "expected", "says"] {
        assert!(!lack[key].is_null(), "{key}");
    }
    let turn: serde_json::Value =
        serde_json::from_str(&shown(&[&format!("{SESSION}:4"), "--json"])).unwrap();
    assert_eq!((&turn["source"]["turn"], &turn["source"]["voice"]), (&4.into(), &"Joe".into()));
    assert_eq!(turn["markers"][0]["fired"][0]["remarks"][0]["turn"], 1);
}
