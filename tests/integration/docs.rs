//! What the README shows is what the program does.

use std::fs;
use std::path::Path;

use super::invariants::attune;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The text of the code block after a line `<!-- help: ARGUMENTS -->`.
fn shown(readme: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    for part in readme.split("<!-- help: ").skip(1) {
        let (arguments, rest) = part.split_once(" -->").unwrap();
        let block = rest.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
        found.push((arguments.split(' ').map(str::to_string).collect(), block.to_string()));
    }
    found
}

#[test]
fn help_in_the_readme_is_the_programs_help() {
    let shown = shown(&read("README.md"));
    assert!(!shown.is_empty());
    for (arguments, text) in shown {
        let output = attune().args(&arguments).env("COLUMNS", "100").output().unwrap();
        let help = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        let trim = |t: &str| t.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(trim(&text).trim(), trim(&help).trim(), "attune {}", arguments.join(" "));
    }
}

/// The README's table of exit codes, tried out.
#[test]
fn exit_codes_are_those_of_the_readme() {
    let readme = read("README.md");
    let table = readme.split("| exit code | meaning |").nth(1).unwrap();
    let codes: Vec<&str> = table
        .lines()
        .filter(|l| l.starts_with("| "))
        .map(|l| l.split('|').nth(1).unwrap().trim())
        .collect();
    assert_eq!(codes, ["0", "1", "2"]);
    let folder = tempfile::tempdir().unwrap();
    let code = || attune().arg("check").arg(folder.path()).output().unwrap().status.code();
    fs::write(folder.path().join("good.txt"), "Ana: hello there\nBen: good morning\n").unwrap();
    assert_eq!(code(), Some(0));
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    assert_eq!(code(), Some(1));
    let missing = attune().arg("check").arg(folder.path().join("nowhere")).output().unwrap();
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        vec!["init"],
        vec!["check"],
        vec!["tag"],
        vec!["report"],
        vec!["explain"],
        vec!["evaluate"],
        vec!["lexicon", "list"],
        vec!["lexicon", "show"],
        vec!["lexicon", "test"],
        vec!["lexicon", "new"],
        vec!["lexicon", "schema"],
        vec!["lexicon", "calibrate"],
        vec!["lexicon", "validate"],
        vec!["lexicon", "import"],
        vec!["lexicon", "export"],
    ] {
        let output = attune().args(&command).arg("--help").output().unwrap();
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(help.contains("Example"), "{command:?}: {help}");
    }
}

/// The words of a line as a shell would part them.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, part) in line.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_string());
        } else {
            words.extend(part.split_whitespace().map(str::to_string));
        }
    }
    words
}

/// What the documents show of a command is what it prints. Renewed with `INSTA_UPDATE=always cargo test docs`.
#[test]
fn outputs_in_the_documents_are_the_programs() {
    for (name, command, least) in
        [("docs/lexicons.md", "explain", 3), ("docs/evaluation.md", "evaluate", 2)]
    {
        let text = read(name);
        let mut fresh = String::new();
        let mut rest = text.as_str();
        let mut found = 0;
        const FENCE: &str = "```console\n";
        let begins = format!("{FENCE}$ attune {command} ");
        while let Some(at) = rest.find(&begins) {
            let line = at + FENCE.len();
            let line_end = line + rest[line..].find('\n').unwrap();
            let block_end = line_end + 1 + rest[line_end + 1..].find("```").unwrap();
            let arguments = shell_words(&rest[at + begins.len()..line_end]);
            let mut run = attune();
            run.current_dir(env!("CARGO_MANIFEST_DIR")).env("COLUMNS", "80");
            let output = run.arg(command).args(&arguments).output().unwrap();
            assert!(output.status.success(), "{arguments:?}");
            fresh.push_str(&rest[..=line_end]);
            fresh.push_str(&String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"));
            rest = &rest[block_end..];
            found += 1;
        }
        fresh.push_str(rest);
        assert!(found >= least, "{found} outputs in {name}");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &fresh).unwrap();
            continue;
        }
        assert!(fresh == text, "{name} is stale: INSTA_UPDATE=always cargo test docs");
    }
}

#[test]
fn files_that_the_documents_name_exist() {
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/lexicons.md",
        "docs/dictionaries.md",
        "docs/evaluation.md",
        "lexicons/FINDINGS.md",
        "lexicons/VALIDITY.md",
    ] {
        let text = read(document);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
        let folder = folder.parent().unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            let link = link.split_once('#').map_or(link, |(file, _)| file);
            if !link.starts_with("http") && !link.is_empty() {
                assert!(folder.join(link).exists(), "{document} links to {link}");
            }
        }
    }
}

/// The list of markers in lexicons/README.md is made from the files.
#[test]
fn the_list_of_markers_is_fresh() {
    let (lexicon, _) = attunement::lexicon::builtin();
    let mut text = String::from(
        "# The markers\n\nMade from the files beside it by `INSTA_UPDATE=always cargo test docs`; do not edit.\n\
         How to write one: [docs/lexicons.md](../docs/lexicons.md). How far each was checked:\n[VALIDITY.md](VALIDITY.md).\n",
    );
    for (i, construct) in lexicon.codebook.constructs.iter().enumerate() {
        text.push_str(&format!(
            "\n## {} ({})\n\n{}\n\n",
            construct.label, construct.code, construct.definition
        ));
        text.push_str("| marker | what counts | what it cannot see | rules |\n|---|---|---|---|\n");
        for m in lexicon.codebook.members(i) {
            let rules = lexicon.rules.iter().filter(|r| r.marker == m).count();
            let marker = &lexicon.codebook.markers[m];
            let cell = |t: &str| t.replace('|', "\\|").replace('\n', " ");
            text.push_str(&format!(
                "| `{}`: {} | {} | {} | {rules} |\n",
                marker.id,
                cell(&marker.label),
                cell(&marker.definition),
                cell(&marker.misses)
            ));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/README.md");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        read("lexicons/README.md") == text,
        "lexicons/README.md is stale: INSTA_UPDATE=always cargo test docs"
    );
}
