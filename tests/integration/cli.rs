//! The command as its user meets it: exit codes, messages, what is written and what is not.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::invariants::{attune, example};

fn out(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    out(&attune().current_dir(folder).args(args).output().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A folder with three good sessions of two partners and a therapist before, and three after.
fn couple() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (i, phase) in ["baseline", "preparation", "followup"].iter().enumerate() {
        let mut text = String::new();
        for _ in 0..40 {
            text.push_str(
                "Partner A: so I was at the shop and there was this enormous queue again\n",
            );
            text.push_str("Partner B: well, you could have called me, I was home by then\n");
            text.push_str("Therapist: What was that like for you?\n");
        }
        fs::write(folder.path().join(format!("{}-{phase}.txt", i + 1)), text).unwrap();
    }
    folder
}

#[test]
fn without_arguments_a_newcomer_learns_what_to_do() {
    let (code, _, err) = run(Path::new("."), &[]);
    assert_eq!(code, 2);
    assert!(err.contains("To begin: attune report FOLDER"), "{err}");
}

#[test]
fn unambiguous_folders_give_the_page_at_once_and_say_what_was_assumed() {
    let folder = couple();
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 0, "{err}");
    assert!(folder.path().join("attune-report.html").exists());
    assert!(folder.path().join("study.csv").exists());
    let page = fs::read_to_string(folder.path().join("attune-report.html")).unwrap();
    assert!(page.contains("preparation") && page.contains("Partner A"));
}

#[test]
fn letters_are_never_mapped_silently() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("1-baseline.txt"),
        "T: hello there\nC: hello\nT: and so\nC: yes\n",
    )
    .unwrap();
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("participant (2 open)") && err.contains("role (2 open)"), "{err}");
    assert_eq!(names(folder.path()), ["1-baseline.txt", "study.csv"]);
    // What a person then writes is kept by a second run.
    let study = fs::read_to_string(folder.path().join("study.csv")).unwrap();
    let filled = study.replace(",C,,,", ",C,Kim,client,").replace(",T,,,", ",T,Tess,therapist,");
    fs::write(folder.path().join("study.csv"), &filled).unwrap();
    fs::write(
        folder.path().join("2-followup.txt"),
        "T: hello there\nC: hello\nT: and so\nC: yes\n",
    )
    .unwrap();
    let (code, _, err) = run(folder.path(), &["init", "."]);
    assert_eq!(code, 0, "{err}");
    let study = fs::read_to_string(folder.path().join("study.csv")).unwrap();
    assert!(study.starts_with(&filled) && study.contains("2-followup.txt"), "{study}");
}

#[test]
fn a_wrong_cell_is_shown_at_its_line_and_nothing_is_written() {
    let folder = couple();
    run(folder.path(), &["init", "."]);
    let study = fs::read_to_string(folder.path().join("study.csv")).unwrap();
    let study = study.replacen("partner,", "partnr,", 1);
    fs::write(folder.path().join("study.csv"), study).unwrap();
    let before = names(folder.path());
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("study.csv:2: error: \u{201C}partnr\u{201D} is no role"), "{err}");
    assert!(err.contains("remedy: write partner, client, therapist or other"), "{err}");
    assert_eq!(names(folder.path()), before);
}

#[test]
fn bad_files_among_good_ones_never_stop_the_run() {
    let folder = couple();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("4-followup.txt", b"");
    put("5-followup.txt", b"\x00\x01\x02\xff\xfe\x00\x00\x00binary\x00\x00");
    put("6-followup.vtt", b"WEBVTT\n\n00:00:01.000 --> 00:00");
    put("7-followup.docx", b"PK\x03\x04rest of a zip file");
    put("8-followup.json", b"{\"a\": [1, 2");
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 1, "{err}");
    for name in ["4-followup.txt", "5-followup.txt", "6-followup.vtt", "7-followup.docx"] {
        assert!(err.contains(name), "{name} is not named: {err}");
    }
    let page = fs::read_to_string(folder.path().join("attune-report.html")).unwrap();
    assert!(page.contains("4-followup.txt") && page.contains("7-followup.docx"));
    let (code, json, _) = run(folder.path(), &["check", "--json", "."]);
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let status = |name: &str| {
        let files = json["files"].as_array().unwrap();
        files.iter().find(|f| f["path"] == name).unwrap()["status"].as_str().unwrap().to_string()
    };
    assert_eq!(status("1-baseline.txt"), "ok");
    assert_eq!(status("4-followup.txt"), "failed");
    assert_eq!(status("7-followup.docx"), "skipped");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_and_a_circle_of_links_are_named() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = couple();
    symlink(folder.path(), folder.path().join("loop")).unwrap();
    symlink(folder.path().join("nowhere"), folder.path().join("4-followup.txt")).unwrap();
    let locked = folder.path().join("5-followup.txt");
    fs::write(&locked, "Partner A: hi\nPartner B: hi\n").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("loop") && err.contains("4-followup.txt"), "{err}");
    // Whoever runs this as root may read everything.
    if fs::read(&locked).is_err() {
        assert!(err.contains("5-followup.txt"), "{err}");
    }
}

#[test]
fn a_file_of_100_mb_is_named_and_the_rest_is_written() {
    let folder = couple();
    let line =
        "Partner A: so I was at the shop and there was this enormous queue again, you know\n";
    let large = line.repeat(100 * 1024 * 1024 / line.len());
    fs::write(folder.path().join("9-dosing.txt"), large).unwrap();
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("9-dosing.txt") && err.contains("larger than 64 MB"), "{err}");
    assert!(folder.path().join("attune-report.html").exists());
}

/// A place that cannot be written: nothing is left, the old page stays.
#[test]
fn a_full_disk_leaves_no_half_file() {
    let folder = couple();
    run(folder.path(), &["report", "."]);
    let before = names(folder.path());
    fs::write(folder.path().join("blocked"), "a file where a folder is asked for").unwrap();
    let (code, _, err) = run(folder.path(), &["report", ".", "--out", "blocked"]);
    assert_eq!(code, 2, "{err}");
    let mut after = names(folder.path());
    after.retain(|n| n != "blocked");
    assert_eq!(after, before);
}

/// Broken off at any moment: what stands there is whole, and nothing else stands there.
#[cfg(unix)]
#[test]
fn a_run_that_is_broken_off_leaves_no_half_file() {
    let folder = couple();
    // The first run writes the study file too; from then on the page is the same each time.
    run(folder.path(), &["report", "."]);
    run(folder.path(), &["report", "."]);
    let whole = fs::read(folder.path().join("attune-report.html")).unwrap();
    let before = names(folder.path());
    for wait in [5, 20, 60, 120, 250, 400] {
        let mut child = attune().current_dir(folder.path()).args(["report", "."]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let id = child.id().to_string();
        std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
        child.wait().unwrap();
        assert_eq!(names(folder.path()), before);
        assert!(fs::read(folder.path().join("attune-report.html")).unwrap() == whole);
    }
}

#[test]
fn the_json_of_check_keeps_its_contract() {
    let (code, json, _) = run(&example("rosa-and-tom"), &["check", "--json", "."]);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["version"], 1);
    let file = &json["files"][0];
    for key in ["path", "format", "status", "voices", "turns", "words", "timed", "problems"] {
        assert!(!file[key].is_null(), "{key}");
    }
    for key in ["label", "turns", "words"] {
        assert!(!file["voices"][0][key].is_null(), "{key}");
    }
}

#[test]
fn tags_keep_their_columns_and_quote_the_text() {
    let out = tempfile::tempdir().unwrap();
    let (code, _, err) =
        run(&example("lena-and-sam"), &["tag", ".", "--out", out.path().to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let mut reader = csv::Reader::from_path(out.path().join("tags.csv")).unwrap();
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let contract = "file,case,session,phase,turn,voice,participant,role,construct,marker,rule,start,end,quote,score";
    assert!(columns.join(",").starts_with(contract), "{columns:?}");
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    assert!(rows.len() > 20);
    for row in &rows {
        let length = row[12].parse::<usize>().unwrap() - row[11].parse::<usize>().unwrap();
        assert_eq!(row[13].len(), length);
    }
    run(
        &example("lena-and-sam"),
        &["tag", ".", "--no-quotes", "--out", out.path().to_str().unwrap()],
    );
    let mut reader = csv::Reader::from_path(out.path().join("tags.csv")).unwrap();
    assert!(reader.records().all(|r| r.unwrap()[13].is_empty()));
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_made_safe() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.csv"),
        "speaker,text\n=cmd|' /C calc'!A0,I never said that\nBen,so it goes\n",
    )
    .unwrap();
    run(folder.path(), &["tag", "a.csv", "--out", "out"]);
    let table = fs::read_to_string(folder.path().join("out/utterances.csv")).unwrap();
    assert!(table.contains(",'=cmd") && !table.contains(",=cmd"), "{table}");
}

#[test]
fn a_wrong_path_or_phase_is_told_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = run(folder.path(), &["report", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere") && err.contains("remedy"), "{err}");
    let (code, _, err) = run(folder.path(), &["report", ".", "--before", "baselin"]);
    assert_eq!(code, 2);
    assert!(err.contains("baselin") && err.contains("screening"), "{err}");
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("attune check"), "{err}");
}

#[test]
fn a_phase_on_both_sides_is_refused() {
    let folder = couple();
    let (code, _, err) = run(folder.path(), &["report", ".", "--before", "followup"]);
    assert_eq!(code, 2);
    assert!(err.contains("the phase followup lies before and after"), "{err}");
    assert_eq!(names(folder.path()).len(), 3);
}

/// Two cases whose names become one file name both get their page.
#[test]
fn every_case_gets_a_page_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Partner A: so I went there\nPartner B: well, you could have called\n".repeat(30);
    for case in ["pair 1", "pair_1"] {
        fs::create_dir(folder.path().join(case)).unwrap();
        for phase in ["baseline", "followup"] {
            fs::write(folder.path().join(case).join(format!("{phase}.txt")), &text).unwrap();
        }
    }
    let (code, _, err) = run(folder.path(), &["report", "."]);
    assert_eq!(code, 0, "{err}");
    let pages: Vec<String> =
        names(folder.path()).into_iter().filter(|n| n.ends_with(".html")).collect();
    assert_eq!(pages, ["attune-report-pair_1-2.html", "attune-report-pair_1.html"]);
    let (one, two) = (&pages[0], &pages[1]);
    assert_ne!(
        fs::read(folder.path().join(one)).unwrap(),
        fs::read(folder.path().join(two)).unwrap()
    );
}

#[test]
fn our_lexicons_pass_their_own_test_by_command() {
    let (code, stdout, err) = run(Path::new("."), &["lexicon", "test"]);
    assert_eq!(code, 0, "{err}");
    assert!(stdout.contains("sentences hold"));
    let (code, stdout, _) = run(Path::new("."), &["lexicon", "list"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("def_denial"));
}
