//! A first study file from what was found: only what a folder, a file name or an unambiguous label
//! says. Letters such as *C* or *T1* are never turned into roles.

use std::collections::BTreeMap;

use super::order::{Named, by_names, case_folders};
use super::table::{Row, Study};
use crate::model::{Phase, Role};

/// A voice of a file, with how much it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceSeen {
    /// Path below the folder, with `/`.
    pub file: String,
    /// Label in the file.
    pub voice: String,
    /// Words.
    pub words: u64,
    /// Turns.
    pub turns: u64,
    /// The role that the file itself states.
    pub stated: Option<Role>,
}

/// A study file to be completed, and what was assumed in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal {
    /// Rows of the former study file, then a row for each new voice.
    pub study: Study,
    /// Plain sentences, one for each kind of assumption.
    pub assumptions: Vec<String>,
    /// How many rows are new.
    pub added: usize,
}

/// The phase that a folder or file name carries as a word of its own.
pub fn phase_in(path: &str) -> Option<(Phase, &'static str)> {
    const WORDS: &[(&str, Phase)] = &[
        ("screening", Phase::Screening),
        ("intake", Phase::Screening),
        ("baseline", Phase::Baseline),
        ("before", Phase::Baseline),
        ("pre", Phase::Baseline),
        ("preparation", Phase::Preparation),
        ("prep", Phase::Preparation),
        ("dosing", Phase::Dosing),
        ("dose", Phase::Dosing),
        ("integration", Phase::Integration),
        ("followup", Phase::Followup),
        ("after", Phase::Followup),
        ("post", Phase::Followup),
    ];
    let lower = path
        .to_lowercase()
        .replace("follow-up", "followup")
        .replace("follow_up", "followup")
        .replace("follow up", "followup");
    // The file's own name says more than the folder's.
    for part in lower.rsplit('/') {
        let words: Vec<&str> = part.split(|c: char| !c.is_alphabetic()).collect();
        if let Some((word, phase)) = WORDS.iter().find(|(w, _)| words.contains(w)) {
            return Some((*phase, word));
        }
    }
    None
}

/// The role that a label states in so many words.
pub fn role_in(label: &str) -> Option<Role> {
    let lower = label.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |wanted: &[&str]| words.iter().any(|w| wanted.contains(w));
    // Two roles in one label are none.
    let roles = [
        (
            Role::Therapist,
            has(&[
                "therapist",
                "cotherapist",
                "counsellor",
                "counselor",
                "psychotherapist",
                "clinician",
            ]),
        ),
        (Role::Partner, has(&["partner", "husband", "wife", "spouse"])),
        (Role::Client, has(&["client", "patient"])),
    ];
    let mut stated = roles.into_iter().filter(|r| r.1);
    match (stated.next(), stated.next()) {
        (Some((role, _)), None) => Some(role),
        _ => None,
    }
}

/// A label that no one could take for a person: a letter, a number, *Speaker 2*.
fn is_placeholder(label: &str) -> bool {
    let lower = label.to_lowercase();
    let bare: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    bare.chars().count() <= 1
        || [
            "speaker",
            "spk",
            "unknown",
            "unknownspeaker",
            "participant",
            "voice",
            "person",
            "user",
            "guest",
            "s",
            "t",
            "c",
            "p",
        ]
        .contains(&bare.as_str())
}

/// Completes a study file (empty if there is none) for the voices seen. Rows that a person wrote are kept
/// as they are.
pub fn propose(root_name: &str, seen: &[VoiceSeen], existing: &Study) -> Proposal {
    let mut proposal = Proposal { study: existing.clone(), ..Proposal::default() };
    let mut phases: BTreeMap<&'static str, Phase> = BTreeMap::new();
    let mut stated: Vec<String> = Vec::new();
    let mut files: Vec<&str> = seen.iter().map(|v| v.file.as_str()).collect();
    files.dedup();
    let folders = case_folders(&files);
    let places: BTreeMap<&str, Named<'_>> =
        files.iter().copied().zip(by_names(root_name, &files)).collect();
    for voice in seen {
        let known = |r: &&Row| r.file == voice.file;
        if existing.rows.iter().filter(known).any(|r| r.voice == voice.voice) {
            continue;
        }
        // A new voice in a known file shares what a person wrote of the session.
        let sibling = existing.rows.iter().find(known);
        let phase = phase_in(&voice.file);
        if let (Some((phase, word)), None) = (phase, sibling) {
            phases.insert(word, phase);
        }
        let role = voice.stated.or_else(|| role_in(&voice.voice));
        if role.is_some() {
            stated.push(voice.voice.clone());
        }
        let named = role.is_some() || !is_placeholder(&voice.voice);
        let own = &places[voice.file.as_str()];
        let from = |cell: fn(&Row) -> &String| sibling.map(|s| cell(s).clone());
        proposal.study.rows.push(Row {
            file: voice.file.clone(),
            case: from(|r| &r.case).unwrap_or_else(|| own.case.to_string()),
            session: from(|r| &r.session).unwrap_or_else(|| own.session.to_string()),
            order: from(|r| &r.order).unwrap_or_else(|| own.order.to_string()),
            day: from(|r| &r.day).unwrap_or_default(),
            phase: from(|r| &r.phase)
                .unwrap_or_else(|| phase.map_or(String::new(), |p| p.0.name().to_string())),
            arm: from(|r| &r.arm).unwrap_or_default(),
            voice: voice.voice.clone(),
            participant: if named { voice.voice.clone() } else { String::new() },
            role: role.map_or(String::new(), |r| r.name().to_string()),
            source: from(|r| &r.source).unwrap_or_default(),
            ..Row::default()
        });
        proposal.added += 1;
    }
    explain(&mut proposal, &phases, &mut stated, folders, root_name);
    proposal
}

/// Fills what is open in a study that no person has seen: everyone is taken by the label, and one of
/// whom nothing is said has the role *other*, so that all markers are looked for.
pub fn assume(study: &mut Study) {
    for row in &mut study.rows {
        if row.participant.is_empty() {
            row.participant.clone_from(&row.voice);
        }
        if row.role.is_empty() {
            row.role = "other".into();
        }
        if row.phase.is_empty() {
            row.phase = "other".into();
        }
    }
}

fn explain(
    proposal: &mut Proposal,
    phases: &BTreeMap<&'static str, Phase>,
    stated: &mut Vec<String>,
    folders: bool,
    root: &str,
) {
    if proposal.added == 0 {
        return;
    }
    proposal.assumptions.push(if folders {
        "Each folder was taken as one case.".to_string()
    } else {
        format!("All files were taken as one case, \u{201C}{root}\u{201D}.")
    });
    for (word, phase) in phases {
        proposal.assumptions.push(format!(
            "Files or folders with the word \u{201C}{word}\u{201D} were taken as the phase {phase}."
        ));
    }
    stated.sort();
    stated.dedup();
    if !stated.is_empty() {
        proposal.assumptions.push(format!(
            "The role was read from the label, or stated in the file, for: {}.",
            stated.join(", ")
        ));
    }
    proposal
        .assumptions
        .push("The order of sessions was taken from phases and file names.".to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(file: &str, voice: &str) -> VoiceSeen {
        VoiceSeen { file: file.into(), voice: voice.into(), words: 300, turns: 10, stated: None }
    }

    #[test]
    fn phases_are_words_of_their_own() {
        assert_eq!(phase_in("x/02-baseline.vtt").map(|p| p.0), Some(Phase::Baseline));
        assert_eq!(phase_in("after/s4.txt").map(|p| p.0), Some(Phase::Followup));
        assert_eq!(phase_in("Follow-up 3.txt").map(|p| p.0), Some(Phase::Followup));
        assert_eq!(phase_in("after/integration 1.txt").map(|p| p.0), Some(Phase::Integration));
        assert_eq!(phase_in("present.txt"), None);
    }

    #[test]
    fn only_unambiguous_labels_state_a_role() {
        assert_eq!(role_in("Therapist"), Some(Role::Therapist));
        assert_eq!(role_in("Partner A"), Some(Role::Partner));
        for label in ["C", "T", "T1", "Carl", "Client's therapist", "Speaker 1"] {
            assert_eq!(role_in(label), None, "{label}");
        }
    }

    #[test]
    fn letters_stay_open_and_what_a_person_wrote_is_kept() {
        let written = Row {
            file: "1-baseline.txt".into(),
            voice: "A".into(),
            participant: "Ana".into(),
            role: "partner".into(),
            phase: "screening".into(),
            ..Row::default()
        };
        let existing = Study { rows: vec![written.clone()] };
        let voices =
            [seen("1-baseline.txt", "A"), seen("1-baseline.txt", "T"), seen("2.txt", "Therapist")];
        let proposal = propose("couple", &voices, &existing);
        assert_eq!(proposal.study.rows[0], written);
        let new = &proposal.study.rows[1];
        assert_eq!((new.participant.as_str(), new.role.as_str()), ("", ""));
        assert_eq!(new.phase, "screening");
        assert_eq!(proposal.study.rows[2].role, "therapist");
        assert_eq!(proposal.added, 2);
    }

    #[test]
    fn a_session_whose_phase_is_open_may_be_the_first() {
        let voices = [seen("1.txt", "Ana"), seen("2-followup.txt", "Ana")];
        let orders: Vec<String> = propose("c", &voices, &Study::default())
            .study
            .rows
            .into_iter()
            .map(|r| r.order)
            .collect();
        assert_eq!(orders, ["1", "2"]);
    }

    #[test]
    fn session_ten_follows_session_nine() {
        let voices = [seen("s10.txt", "Ana"), seen("s9.txt", "Ana")];
        let proposal = propose("couple", &voices, &Study::default());
        assert_eq!(proposal.study.rows[0].order, "2");
        assert_eq!(proposal.study.rows[1].order, "1");
    }
}
