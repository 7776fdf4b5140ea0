//! `attune init`: writes or completes the study file; asks where a person sits at the terminal.

use attunement::model::Phase;
use attunement::pipeline::{Folder, voices_seen};
use attunement::study::{Proposal, Study, VoiceSeen, propose};
use dialoguer::{Input, Select};

use super::{outcome, refuse, save};
use crate::cli::Outcome;
use crate::cli::args::InitArguments;
use crate::cli::terminal::{can_ask, tell};

pub(crate) fn run(arguments: &InitArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let folder = Folder::open(&arguments.folder).map_err(|p| refuse(&p))?;
    anyhow::ensure!(folder.root.is_dir(), "{} is a file; name its folder", folder.root.display());
    let proposal = write_study(&folder, quiet)?;
    if !quiet {
        explain(&folder, &proposal);
    }
    Ok(outcome(&folder.files))
}

/// Completes the folder's study file, by asking if a person is there, and writes it.
///
/// # Errors
/// When there is no voice to write down, the dialogue is broken off, or the disk refuses. Nothing is
/// changed then.
pub(super) fn write_study(folder: &Folder, quiet: bool) -> anyhow::Result<Proposal> {
    let seen = voices_seen(&folder.files);
    anyhow::ensure!(
        !seen.is_empty(),
        "no file in {} names its speakers, so there is nobody to compare; run `attune check {}` to see what was found",
        folder.root.display(),
        folder.root.display()
    );
    let existing = folder.study.clone().unwrap_or_default();
    let mut proposal = propose(&folder.name, &seen, &existing);
    if can_ask() && !quiet {
        ask(&mut proposal.study, &seen)?;
    }
    if proposal.study != existing {
        save(&folder.study_path(), &proposal.study.to_csv())?;
    }
    Ok(proposal)
}

/// What a person has to do next.
pub(super) fn explain(folder: &Folder, proposal: &Proposal) {
    let rows = &proposal.study.rows;
    let path = folder.study_path();
    if proposal.added == 0 {
        tell(&format!("{} is complete: every voice has its row", path.display()));
    } else {
        tell(&format!("wrote {} with {} new rows", path.display(), proposal.added));
    }
    for assumption in &proposal.assumptions {
        tell(&format!("  assumed: {assumption}"));
    }
    let open = |cell: fn(&attunement::study::Row) -> bool| rows.iter().filter(|r| cell(r)).count();
    let people = open(|r| r.participant.is_empty());
    let roles = open(|r| r.role.is_empty());
    let phases = open(|r| r.phase.is_empty());
    if people + roles + phases == 0 {
        tell(&format!("next: attune report {}", folder.root.display()));
        return;
    }
    tell("next: open it in a spreadsheet and fill in");
    if people > 0 {
        tell(&format!(
            "  participant ({people} open): the same name or code for the same person everywhere"
        ));
    }
    if roles > 0 {
        tell(&format!(
            "  role ({roles} open): partner, client, therapist or other; `leave out` for a voice that is nobody"
        ));
    }
    if phases > 0 {
        let names: Vec<&str> = Phase::ALL.iter().map(|p| p.name()).collect();
        tell(&format!("  phase ({phases} open): {}", names.join(", ")));
    }
    tell(&format!("then run: attune report {}", folder.root.display()));
}

/// Asks once for each label of each case, and once for each file without a phase.
fn ask(study: &mut Study, seen: &[VoiceSeen]) -> anyhow::Result<()> {
    let mut asked: Vec<(String, String)> = Vec::new();
    for row in &study.rows {
        let key = (row.case.clone(), row.voice.clone());
        if (row.role.is_empty() || row.participant.is_empty()) && !asked.contains(&key) {
            asked.push(key);
        }
    }
    for (case, voice) in asked {
        let words: u64 = seen.iter().filter(|v| v.voice == voice).map(|v| v.words).sum();
        let files = study.rows.iter().filter(|r| r.case == case && r.voice == voice).count();
        tell(&format!(
            "\n{case}: the voice \u{201C}{voice}\u{201D} says {words} words in {files} file{}.",
            if files == 1 { "" } else { "s" }
        ));
        let items = ["partner", "client", "therapist", "other", "leave out", "decide later"];
        let choice = Select::new().with_prompt("Who is this").items(items).default(0).interact()?;
        if choice == 5 {
            continue;
        }
        let role = items[choice];
        let name = if choice == 4 {
            voice.clone()
        } else {
            Input::<String>::new()
                .with_prompt("Name or code (the same in all sessions)")
                .default(voice.clone())
                .interact_text()?
        };
        for row in study.rows.iter_mut().filter(|r| r.case == case && r.voice == voice) {
            if row.role.is_empty() {
                row.role = role.to_string();
            }
            row.participant.clone_from(&name);
        }
    }
    ask_phases(study)
}

fn ask_phases(study: &mut Study) -> anyhow::Result<()> {
    let mut files: Vec<String> =
        study.rows.iter().filter(|r| r.phase.is_empty()).map(|r| r.file.clone()).collect();
    files.dedup();
    for file in files {
        let mut items: Vec<&str> = Phase::ALL.iter().map(|p| p.name()).collect();
        items.push("decide later");
        let choice = Select::new()
            .with_prompt(format!("When was {file} recorded"))
            .items(&items)
            .default(1)
            .interact()?;
        if choice + 1 < items.len() {
            for row in study.rows.iter_mut().filter(|r| r.file == file) {
                row.phase = items[choice].to_string();
            }
        }
    }
    Ok(())
}
