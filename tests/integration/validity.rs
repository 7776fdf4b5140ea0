//! lexicons/VALIDITY.md is made from the record of how the markers were checked.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use attunement::lexicon::{Figure, RecordedTarget, ValidityRecord, builtin};
use attunement::model::{
    AGREEING, Codebook, ENOUGH_HITS, ENOUGH_POSITIVES, PRECISE, Standing, Validity,
};
use attunement::pipeline::lexicon_hash;
use attunement::tagger::Tagger;

/// A figure with its interval.
fn figure(figure: &Figure) -> String {
    match figure[..] {
        [value, low, high] => format!("{} [{}, {}]", two(value), two(low), two(high)),
        [value, ..] => two(value),
        [] => "–".to_string(),
    }
}

/// Two digits, and no zero below zero.
fn two(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_string() } else { text }
}

fn ceiling(target: &RecordedTarget) -> String {
    let known = [("F1", target.ceiling_f1), ("kappa", target.ceiling_kappa)];
    let known = known.iter().filter_map(|(name, v)| v.map(|v| format!("{name} {v:.2}")));
    known.collect::<Vec<_>>().join(", ")
}

fn head(record: &ValidityRecord) -> String {
    let mut text = String::from(
        "# How far the markers were checked\n\n\
         Made from `validity.toml` by `INSTA_UPDATE=always cargo test validity`; do not edit. The figures are those of\n\
         `attune lexicon validate`, and the page, `attune lexicon show` and the method section quote the same.\n\n",
    );
    if record.target.is_empty() {
        text.push_str("Nothing was measured yet.\n");
        return text;
    }
    let current = match record.lexicons == lexicon_hash() {
        true => "which are those of this version",
        false => "which have changed since: the figures are of an earlier state",
    };
    let _ = write!(
        text,
        "Measured on {} with lexicons of SHA-256 `{}`, {current}.\n\n\
         - **validated**: on people's codes, over at least {ENOUGH_POSITIVES} cases and {ENOUGH_HITS} hits, precision is at \
         least {PRECISE:.2} and\n  the marker's own kappa at least {AGREEING:.2}; of several such data the one with most hits \
         decides.\n\
         - **experimental**: compared with people's codes over as many cases and hits, and not so.\n\
         - **too few to tell**: compared with people's codes over fewer.\n\
         - **machine-read only**: compared only with a program's codes, or with what speakers said of their own words. \
         No human\n  coder has said whether it holds.\n\
         - **not validated**: compared with nobody's codes.\n\n\
         We know of no public data of couples with people's behaviour codes, and of none coded before and after a treatment. What \
         holds\nfor counsellors' demonstrations, telephone talk, meetings, films and written comments need not hold for \
         couples in\ntherapy. What the rules miss, and why: [FINDINGS.md](FINDINGS.md). Brackets hold 95% intervals that draw whole conversations; with\nfewer than ten, or where all draws are alike, there is none.\n\n",
        record.date, record.lexicons
    );
    text
}

fn data(record: &ValidityRecord) -> String {
    let mut text =
        String::from("## The data\n\n| data | coded by | from | note |\n|---|---|---|---|\n");
    for data in &record.data {
        let (name, coders, source, note) =
            (&data.name, data.coders.name(), &data.source, &data.note);
        let _ = writeln!(text, "| {name} | {coders} | {source} | {note} |");
    }
    text
}

fn targets(record: &ValidityRecord) -> String {
    let mut text = String::from(
        "\n## Each target\n\n\
         A target is seen where any of its markers is. *Coders*: what people reach among themselves, where it is known (Couples: two machine readers, of whom both had to \
         give a code;\nSwitchboard: over all acts; EPITOME: on 50 items). Markers whose weights were learned \
         ([FINDINGS.md](FINDINGS.md)) were learned on other\nconversations of the same data.\n\n\
         | data | target | markers | conversations | coded of | seen | precision | recall | F1 | kappa | alpha | coders |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for t in &record.target {
        let markers: Vec<String> = t.marker.iter().map(|m| format!("`{}`", m.id)).collect();
        let role = if t.role.is_empty() { String::new() } else { format!(" ({})", t.role) };
        let _ = writeln!(
            text,
            "| {} | {}{role} | {} | {} | {} of {} | {} | {} | {} | {} | {} | {} | {} |",
            t.data,
            t.name,
            markers.join(", "),
            t.conversations,
            t.positives,
            t.utterances,
            t.seen,
            figure(&t.precision),
            figure(&t.recall),
            figure(&t.f1),
            figure(&t.kappa),
            figure(&t.alpha),
            ceiling(t)
        );
    }
    text
}

fn markers(record: &ValidityRecord, codebook: &Codebook) -> String {
    let mut text = String::from("\n## Each marker\n");
    for (i, construct) in codebook.constructs.iter().enumerate() {
        let _ = write!(
            text,
            "\n### {} ({})\n\n| marker | standing | checks: data, cases, hits, precision |\n|---|---|---|\n",
            construct.label, construct.code
        );
        for m in codebook.members(i) {
            let id = &codebook.markers[m].id;
            let validity = record.of(id);
            let standing = validity.standing.name();
            let _ = writeln!(text, "| `{id}` | {standing} | {} |", checks(&validity));
        }
    }
    text
}

fn checks(validity: &Validity) -> String {
    let check = |c: &attunement::model::Check| {
        let precision = c.precision.map_or("–".to_string(), |p| match p.interval {
            Some((low, high)) => format!("{:.2} [{low:.2}, {high:.2}]", p.value),
            None => format!("{:.2}", p.value),
        });
        let (data, target, positives, seen) = (&c.data, &c.target, c.positives, c.seen);
        format!("{data}, {target}: {positives}, {seen}, {precision}")
    };
    validity.checks.iter().map(check).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_page_on_validity_is_fresh() {
    let record = ValidityRecord::builtin();
    let (lexicon, _) = builtin();
    let mut text = head(&record);
    if !record.target.is_empty() {
        text += &data(&record);
        text += &targets(&record);
    }
    text += &markers(&record, &lexicon.codebook);
    text += &super::fairness::section(&Tagger::new(lexicon));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/VALIDITY.md");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
        fs::write(&path, &text).unwrap();
        return;
    }
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(
        written == text,
        "lexicons/VALIDITY.md is stale: INSTA_UPDATE=always cargo test validity"
    );
}

/// Nothing is called validated that only a program or the speakers coded.
#[test]
fn only_people_validate() {
    let record = ValidityRecord::builtin();
    for marker in &builtin().0.codebook.markers {
        let Validity { standing, checks, .. } = record.of(&marker.id);
        let by_people = checks.iter().filter(|c| c.coders.independent()).count();
        match standing {
            Standing::NotValidated => assert!(checks.is_empty(), "{}", marker.id),
            Standing::MachineOnly => assert_eq!(by_people, 0, "{}", marker.id),
            _ => assert!(by_people > 0, "{}", marker.id),
        }
    }
}

/// Figures hold for the rules that were measured and for no others.
#[test]
fn a_record_of_other_rules_says_nothing() {
    let record = ValidityRecord::builtin();
    let (lexicon, _) = builtin();
    let with = |lexicons: &str| {
        let mut codebook = lexicon.codebook.clone();
        record.apply(&mut codebook, lexicons);
        codebook
    };
    assert_eq!(with("another"), lexicon.codebook);
    assert!(with(&record.lexicons).standing(Standing::Validated) > 0);
}

/// A marker of somebody's own is not validated by having the name of one of ours; nor is a changed copy of ours.
#[test]
fn only_the_very_rules_that_were_measured_are_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let show = |args: &[&str]| {
        let run = super::invariants::attune()
            .current_dir(folder.path())
            .args(["lexicon", "show", "app_gratitude"])
            .args(args)
            .output()
            .unwrap();
        String::from_utf8_lossy(&run.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let ours = "validated against human coders (";
    assert!(show(&[]).contains(ours), "{}", show(&[]));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = folder.path().join("en");
    for (name, text) in attunement::lexicon::BUILTIN {
        let path = copy.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert!(show(&["--lexicons", "en"]).contains(ours));
    let file = copy.join("appreciation/app_gratitude.toml");
    let text =
        fs::read_to_string(root.join("lexicons/en/appreciation/app_gratitude.toml")).unwrap();
    fs::write(&file, format!("{text}\n# changed\n")).unwrap();
    let changed = show(&["--lexicons", "en"]);
    assert!(changed.contains("not validated") && !changed.contains(ours), "{changed}");
    fs::write(folder.path().join("app_gratitude.toml"), text).unwrap();
    let own = show(&["--lexicon", "app_gratitude.toml", "--only-lexicon"]);
    assert!(own.contains("not validated") && !own.contains(ours), "{own}");
}
