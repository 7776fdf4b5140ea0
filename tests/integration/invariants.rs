//! What must hold of every run, on the examples.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use attunement::compare::{CaseComparison, Sides, Verdict, compare_case};
use attunement::lexicon::builtin;
use attunement::model::{Corpus, Phase, Session, Side, Tag};
use attunement::pipeline::{Folder, tag_corpus};
use attunement::tagger::Tagger;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(ROOT).join("examples").join(name)
}

pub(crate) fn attune() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    command.env_remove("RUST_LOG").env("NO_COLOR", "1");
    command
}

fn corpus(name: &str) -> (Corpus, Tagger) {
    let folder = Folder::open(&example(name)).unwrap();
    let (corpus, resolved) = folder.resolve(folder.study.as_ref().unwrap());
    assert!(resolved.problems.is_empty(), "{:#?}", resolved.problems);
    assert_eq!(corpus.sessions.len(), 6);
    (corpus, Tagger::new(builtin().0))
}

fn comparison(sessions: &[(Session, Vec<Tag>)], tagger: &Tagger) -> CaseComparison {
    let sessions: Vec<(&Session, &[Tag])> =
        sessions.iter().map(|(s, t)| (s, t.as_slice())).collect();
    compare_case(&sessions, &tagger.lexicon().codebook, &Sides::default())
}

#[test]
fn a_corpus_compared_with_itself_shows_no_change() {
    for name in ["rosa-and-tom", "lena-and-sam"] {
        let (corpus, tagger) = corpus(name);
        let tags = tag_corpus(&tagger, &corpus);
        let mut sessions: Vec<(Session, Vec<Tag>)> = Vec::new();
        for phase in [Phase::Baseline, Phase::Followup] {
            for (session, tags) in corpus.sessions.iter().zip(&tags) {
                sessions.push((Session { phase, ..session.clone() }, tags.clone()));
            }
        }
        let found = comparison(&sessions, &tagger);
        assert!(found.tested > 3);
        for person in &found.people {
            assert_eq!(person.before, person.after);
            for shift in person.constructs.iter().chain(&person.markers) {
                assert!(!matches!(shift.verdict, Verdict::More | Verdict::Less));
                if let Some(comparison) = &shift.comparison {
                    assert!((comparison.ratio.value - 1.0).abs() < 1e-12);
                    assert!(comparison.ratio.p > 0.999);
                }
            }
        }
        for dance in &found.dances {
            let (before, after) = dance.counts();
            assert_eq!(before, after);
            assert_eq!(dance.enough(Side::Before), dance.enough(Side::After));
        }
    }
}

/// The two couples were invented so: one shifts, one does not.
#[test]
fn one_example_shifts_and_the_other_does_not() {
    let sure = |name: &str| {
        let (corpus, tagger) = corpus(name);
        let tags = tag_corpus(&tagger, &corpus);
        let sessions: Vec<_> = corpus.sessions.into_iter().zip(tags).collect();
        let found = comparison(&sessions, &tagger);
        let verdicts = found.people.iter().flat_map(|p| &p.constructs).map(|s| s.verdict);
        verdicts.filter(|v| matches!(v, Verdict::More | Verdict::Less)).count()
    };
    assert!(sure("rosa-and-tom") > 0);
    assert_eq!(sure("lena-and-sam"), 0);
}

#[test]
fn a_session_stands_alone() {
    let (corpus, tagger) = corpus("lena-and-sam");
    let all = tag_corpus(&tagger, &corpus);
    for (i, session) in corpus.sessions.iter().enumerate() {
        let alone = Corpus::new(vec![session.clone()]);
        assert_eq!(tag_corpus(&tagger, &alone)[0], all[i]);
        let measure = |tags: &[Tag]| {
            attunement::measures::measure(session, tags, &tagger.lexicon().codebook, &[])
        };
        assert_eq!(measure(&tag_corpus(&tagger, &alone)[0]), measure(&all[i]));
    }
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn outputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&p).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn same_bytes_at_any_number_of_threads() {
    let out = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    for threads in ["1", "2", "7"] {
        let to = out.path().join(threads);
        run(attune().args(["report", "--threads", threads, "--out"]).arg(&to).arg(example("")));
        run(attune().args(["tag", "--threads", threads, "--out"]).arg(&to).arg(example("")));
        seen.push(outputs(&to));
    }
    assert_eq!(seen[0].len(), 6, "two pages, four tables");
    assert!(seen[0].iter().all(|f| f.1.len() > 500));
    assert!(seen.windows(2).all(|w| w[0] == w[1]));
}

/// Files given in another order are the same corpus.
#[test]
fn same_bytes_in_any_order_of_files() {
    let out = tempfile::tempdir().unwrap();
    let (a, b) = (example("rosa-and-tom"), example("lena-and-sam"));
    for (to, paths) in [("one", [&a, &b]), ("two", [&b, &a])] {
        run(attune().arg("tag").args(paths).arg("--out").arg(out.path().join(to)));
    }
    assert_eq!(outputs(&out.path().join("one")), outputs(&out.path().join("two")));
}

/// Words that nobody uses elsewhere, in every place where a message could pick them up.
#[test]
fn messages_carry_no_word_of_a_client() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "zyzzyvafrost";
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", format!("{secret}\n\nAna: {secret} and so on\nBen: well {secret}\n").as_bytes());
    write(
        "b.vtt",
        format!("WEBVTT\n\n00:01 --> {secret}\nAna: {secret}\n\nfoo {secret}\n").as_bytes(),
    );
    write(
        "c.jsonl",
        format!("{{\"speaker\":\"Ana\",\"text\":\"{secret}\"}}\n{{\"speaker\":\"{secret}\n")
            .as_bytes(),
    );
    write(
        "d.csv",
        format!("speaker,text\nAna,{secret},{secret},{secret}\n\"Ana,{secret}\n").as_bytes(),
    );
    write("e.txt", format!("{secret} {secret}.\n\n{secret}, {secret}.\n").as_bytes());
    write("f.bin", format!("\0\0\0{secret}").as_bytes());
    for command in [
        vec!["check"],
        vec!["check", "--json"],
        vec!["init"],
        vec!["report"],
        vec!["tag", "--out", "tables"],
    ] {
        let output = attune().current_dir(folder.path()).args(&command).arg(".").output().unwrap();
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            assert!(!text.contains(secret), "{command:?} says: {text}");
        }
    }
}

#[test]
fn missing_is_never_zero() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Ana: well, so it goes\nBen: as you say\n").unwrap();
    let out = folder.path().join("out");
    run(attune().arg("tag").arg(folder.path().join("a.txt")).arg("--out").arg(&out));
    let sessions = fs::read_to_string(out.join("utterances.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(sessions.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|h| h == name).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        assert_eq!(&record[column("start_ms")], "", "no time was given");
        assert_eq!(&record[column("end_ms")], "");
    }
    let output = attune().args(["check", "--json"]).arg(folder.path()).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["timed"], false);
}
