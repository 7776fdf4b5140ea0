//! Dictionaries through the commands: counted beside our markers, carried from format to format, refused with
//! all that is wrong.

use super::dictionaries::{MOODS, alone, line, said};
use super::invariants::attune;
use attunement::lexicon::builtin;
use attunement::lexicon::dictionary::{export, read};
use attunement::model::Role;
use attunement::tagger::{Line, Tagger};

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> (i32, String) {
    let output = attune().current_dir(folder).args(arguments).output().unwrap();
    let said = [output.stderr, output.stdout].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn tags_of_a_dictionary_stand_next_to_ours() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("moods.dic"), MOODS).unwrap();
    std::fs::create_dir(folder.path().join("talk")).unwrap();
    std::fs::write(
        folder.path().join("talk/1.txt"),
        "Ana: I was so sad, it hurt me when you left.\nBen: That's not my fault. I'm glad.\nAna: At ease?\nBen: No.\n",
    )
    .unwrap();
    let rows = |arguments: &[&str]| {
        let all = [&["tag", "talk", "--out", "tables"][..], arguments].concat();
        let (code, said) = run(&folder, &all);
        assert_eq!(code, 0, "{said}");
        let text = std::fs::read_to_string(folder.path().join("tables/tags.csv")).unwrap();
        text.lines().skip(1).map(str::to_string).collect::<Vec<_>>()
    };
    let ours = rows(&[]);
    let both = rows(&["--lexicon", "moods.dic"]);
    let only = rows(&["--lexicon", "moods.dic", "--only-lexicon"]);
    let (of_dictionary, own): (Vec<String>, Vec<String>) =
        both.into_iter().partition(|r| r.contains(",moods,"));
    assert_eq!(own, ours);
    assert!(ours.len() >= 2, "{ours:?}");
    assert_eq!(of_dictionary, only);
    // A tiny answer is no turn of its own because a dictionary knows its word.
    let text = "Partner A: It hurt me when you left.\nPartner B: Glad.\nPartner A: And the whole week went on like that.\n\
                Partner B: That's not my fault.\nTherapist: Glad.\n";
    std::fs::write(folder.path().join("talk/2.txt"), text).unwrap();
    let measures = |arguments: &[&str]| {
        rows(arguments);
        let text = std::fs::read_to_string(folder.path().join("tables/measures.csv")).unwrap();
        text.lines().map(str::to_string).collect::<std::collections::BTreeSet<_>>()
    };
    let (ours, both) = (measures(&[]), measures(&["--lexicon", "moods.dic"]));
    assert!(ours.iter().any(|r| r.contains("hurt_def")), "{ours:#?}");
    assert!(ours.is_subset(&both), "{:#?}", ours.difference(&both));
    let found: Vec<&str> = only.iter().map(|r| r.split(',').nth(9).unwrap()).collect();
    assert_eq!(found, ["down", "up", "joy", "up", "calm"]);
}

#[test]
fn commands_refuse_what_cannot_be_used_and_say_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("moods.dic", MOODS);
    write("broken.yml", "warm:\n  - *ing\nvul_hurt: [ow]\n");
    let (code, said) = run(
        &folder,
        &[
            "lexicon",
            "list",
            "--lexicon",
            "broken.yml",
            "--lexicon",
            "gone.dic",
            "--lexicon",
            "moods.dic",
        ],
    );
    assert_eq!(code, 2);
    for part in [
        "broken.yml:2: error: `*ing` without",
        "broken.yml:3: error: there already is a marker or construct `vul_hurt`",
        "gone.dic: error: the file cannot be read",
        "the lexicons have 3 problems that need mending; nothing was done",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("DEF "), "{said}");
    let (code, said) = run(&folder, &["lexicon", "list", "--only-lexicon"]);
    assert_eq!(code, 2);
    assert!(said.contains("--lexicon"), "{said}");
    // Nothing is written over, or written at all where something cannot be used.
    let import = ["lexicon", "import", "moods.dic", "--out", "moods.toml"];
    assert_eq!(run(&folder, &import).0, 0);
    let (code, said) = run(&folder, &import);
    assert_eq!(code, 2);
    assert!(said.contains("--force"), "{said}");
    assert_eq!(run(&folder, &[&import[..], &["--force"]].concat()).0, 0);
    assert_eq!(run(&folder, &["lexicon", "import", "broken.yml", "--out", "b.toml"]).0, 2);
    assert_eq!(run(&folder, &["lexicon", "import", "moods.dic", "--out", "b.dic"]).0, 2);
    assert!(!folder.path().join("b.toml").exists() && !folder.path().join("b.dic").exists());
    let (code, said) =
        run(&folder, &["lexicon", "export", "DEF", "NOPE", "nor", "--to", "dic", "--out", "x.dic"]);
    assert_eq!(code, 2);
    assert!(said.contains("`NOPE`, `nor`"), "{said}");
}

#[test]
fn a_dictionary_goes_through_every_format_and_back() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("moods.dic"), MOODS).unwrap();
    let mut last = "moods.dic".to_string();
    for (format, ending) in
        [("toml", "toml"), ("quanteda", "yml"), ("dicx", "dicx"), ("dic", "dic")]
    {
        let next = format!("{format}/moods.{ending}");
        let (code, said) = run(
            &folder,
            &[
                "lexicon",
                "export",
                "--only-lexicon",
                "--lexicon",
                &last,
                "--to",
                format,
                "--out",
                &next,
            ],
        );
        assert_eq!(code, 0, "{said}");
        last = next;
    }
    let bytes = std::fs::read(folder.path().join(last)).unwrap();
    let wanted = alone(&read("moods.dic", MOODS.as_bytes())).tag(&said());
    assert_eq!(alone(&read("moods.dic", &bytes)).tag(&said()), wanted);
}

/// Every entry that goes out for one of our markers is words that its own pattern would find.
#[test]
fn what_is_exported_of_our_markers_is_found_by_them() {
    let (lexicon, _) = builtin();
    let marker = lexicon.codebook.marker("acc_apology").unwrap();
    let (dictionary, carried) = export(&lexicon, &[marker], "apology").unwrap();
    let [account] = carried.as_slice() else { panic!("{carried:?}") };
    let left: usize = account.left_out.values().sum();
    assert_eq!(account.whole + account.partly + left, account.patterns);
    assert!(account.whole > 5 && !account.complete(), "{account}");
    assert!(account.lost.contains_key("negation"), "{account}");
    let entries = &dictionary.categories[0].entries;
    assert_eq!(entries.len(), account.entries);
    // Without its gates and exclusions, the marker's rules find every phrase.
    let mut bare = lexicon.clone();
    for rule in &mut bare.rules {
        rule.unless.clear();
        rule.unless_before.clear();
        rule.unless_after.clear();
        rule.negation = attunement::lexicon::Negation::Ignore;
        rule.question = attunement::lexicon::Question::Allow;
        rule.hypothetical = attunement::lexicon::Hypothetical::Allow;
        rule.irony = attunement::lexicon::Irony::Ignore;
    }
    let tagger = Tagger::new(bare);
    let lost: Vec<&str> = entries
        .iter()
        .map(|e| e.written.as_str())
        .filter(|text| {
            let said = text.replace('*', "");
            let line = Line { role: Some(Role::Partner), ..line(&said) };
            !tagger.tag(&[line]).iter().any(|t| t.marker == marker)
        })
        .collect();
    assert!(lost.is_empty(), "{} of {}: {lost:?}", lost.len(), entries.len());
}
