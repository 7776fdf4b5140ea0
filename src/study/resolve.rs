//! The study file and the transcripts together: sessions with people in them, and every cell that
//! does not fit.

use std::collections::BTreeMap;

use super::table::{Row, Study};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Participant, Phase, Role, Session, Transcript};

/// What came of joining study and transcripts.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The sessions that can be used.
    pub sessions: Vec<Session>,
    /// Everything that does not fit; errors mean that a person has to complete the study file.
    pub problems: Vec<Diagnostic>,
}

/// Name of the study file in messages.
const STUDY: &str = "study.csv";

/// Joins the study with transcripts given as `(file, hash, transcript)`.
pub fn resolve(study: &Study, files: Vec<(String, String, Transcript)>) -> Resolved {
    let mut resolved = Resolved::default();
    let mut rows: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &study.rows {
        rows.entry(&row.file).or_default().push(row);
    }
    let read: Vec<String> = files.iter().map(|f| f.0.clone()).collect();
    for (file, sha256, transcript) in files {
        if transcript.voices.is_empty() {
            resolved.problems.push(
                Diagnostic::warning(
                    "no-voices",
                    "nobody is named in this file, so it was left out",
                )
                .within(file)
                .help("write each person's name and a colon before their words"),
            );
            continue;
        }
        match rows.get(file.as_str()) {
            Some(rows) => {
                if let Some(session) =
                    one_file(&file, sha256, transcript, rows, &mut resolved.problems)
                {
                    resolved.sessions.push(session);
                }
            }
            None => resolved.problems.push(
                Diagnostic::warning(
                    "not-in-study",
                    "the file is not in the study file and was left out",
                )
                .within(file)
                .help("run `attune init` on the folder: it adds rows and keeps what you wrote"),
            ),
        }
    }
    for (file, rows) in &rows {
        if !read.iter().any(|f| f == file) {
            resolved.problems.push(
                Diagnostic::warning("file-missing", format!("the file {file} was not read"))
                    .within(STUDY)
                    .at(rows[0].line)
                    .help("put the file back, or delete its rows"),
            );
        }
    }
    resolved
}

fn one_file(
    file: &str,
    sha256: String,
    transcript: Transcript,
    rows: &[&Row],
    problems: &mut Vec<Diagnostic>,
) -> Option<Session> {
    if rows.iter().any(|r| refuses(&r.consent)) {
        problems.push(
            Diagnostic::warning(
                "no-consent",
                "a speaker did not consent, so the session was left out",
            )
            .within(file),
        );
        return None;
    }
    let head = Head::read(file, rows, problems);
    let mut participants: Vec<Participant> = Vec::new();
    let mut cast = Vec::with_capacity(transcript.voices.len());
    for voice in &transcript.voices {
        let row = find(rows, voice);
        cast.push(row.and_then(|r| person(r, &mut participants, problems)));
        if row.is_none() {
            problems.push(
                Diagnostic::warning("unknown-voice", format!("the voice \u{201C}{voice}\u{201D} has no row in the study file and was left out"))
                    .within(file)
                    .help("add a row for it, or run `attune init` again"),
            );
        }
    }
    Some(Session {
        file: file.to_string(),
        case: head.case,
        name: head.session,
        order: head.order,
        day: head.day,
        phase: head.phase,
        arm: head.arm,
        source: head.source,
        sha256,
        transcript,
        participants,
        cast,
    })
}

fn refuses(consent: &str) -> bool {
    matches!(consent.to_lowercase().as_str(), "no" | "n" | "false" | "0" | "withdrawn")
}

fn find<'a>(rows: &[&'a Row], voice: &str) -> Option<&'a Row> {
    let exact = rows.iter().find(|r| r.voice == voice);
    exact.or_else(|| rows.iter().find(|r| r.voice.to_lowercase() == voice.to_lowercase())).copied()
}

/// The person behind a row; open cells are an error only where words would be lost silently.
fn person(
    row: &Row,
    participants: &mut Vec<Participant>,
    problems: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let leave_out =
        matches!(row.role.to_lowercase().as_str(), "leave out" | "none" | "-" | "ignore");
    if leave_out {
        return None;
    }
    let Ok(role) = row.role.parse::<Role>() else {
        let message = if row.role.is_empty() {
            format!(
                "nobody has said what the voice \u{201C}{}\u{201D} is in {}",
                row.voice, row.file
            )
        } else {
            format!("\u{201C}{}\u{201D} is no role", row.role)
        };
        problems.push(Diagnostic::error("study-role", message).within(STUDY).at(row.line).help(
            "write partner, client, therapist or other into the column role, or `leave out`",
        ));
        return None;
    };
    if row.participant.is_empty() {
        problems.push(
            Diagnostic::error(
                "study-participant",
                format!(
                    "nobody has said who the voice \u{201C}{}\u{201D} is in {}",
                    row.voice, row.file
                ),
            )
            .within(STUDY)
            .at(row.line)
            .help("write the same name or code for the same person in every session"),
        );
        return None;
    }
    let person = Participant { name: row.participant.clone(), role };
    Some(participants.iter().position(|p| *p == person).unwrap_or_else(|| {
        participants.push(person);
        participants.len() - 1
    }))
}

/// What all rows of a file say together.
struct Head {
    case: String,
    session: String,
    order: i64,
    day: Option<f64>,
    phase: Phase,
    arm: String,
    source: String,
}

impl Head {
    fn read(file: &str, rows: &[&Row], problems: &mut Vec<Diagnostic>) -> Self {
        let mut shared = |name: &str, cell: fn(&Row) -> &String| {
            let mut filled = rows.iter().filter(|r| !cell(r).is_empty());
            let first = filled.next();
            if let Some((first, other)) =
                first.zip(filled.find(|r| cell(r) != cell(first.unwrap_or(r))))
            {
                problems.push(
                    Diagnostic::error(
                        "study-conflict",
                        format!("the rows of {file} differ in the column {name}"),
                    )
                    .within(STUDY)
                    .at(other.line)
                    .help(format!("write the same {name} as in line {}", first.line)),
                );
            }
            first.map_or((String::new(), rows[0].line), |r| (cell(r).clone(), r.line))
        };
        let (case, _) = shared("case", |r| &r.case);
        let (session, _) = shared("session", |r| &r.session);
        let (order, order_line) = shared("order", |r| &r.order);
        let (day, day_line) = shared("day", |r| &r.day);
        let (phase, phase_line) = shared("phase", |r| &r.phase);
        let (arm, _) = shared("arm", |r| &r.arm);
        let (source, _) = shared("source", |r| &r.source);
        let mut wrong = |line: usize, code: &'static str, message: String, help: &str| {
            problems.push(Diagnostic::error(code, message).within(STUDY).at(line).help(help));
        };
        if !order.is_empty() && order.parse::<i64>().is_err() {
            wrong(
                order_line,
                "study-order",
                format!("the order \u{201C}{order}\u{201D} is no whole number"),
                "write 1, 2, 3 \u{2026}",
            );
        }
        let days: Option<f64> = day.replace(',', ".").parse().ok().filter(|d: &f64| d.is_finite());
        if !day.is_empty() && days.is_none() {
            wrong(
                day_line,
                "study-day",
                format!("the day \u{201C}{day}\u{201D} is no number"),
                "write the days since the first session, such as 0, 7, 14",
            );
        }
        let names: Vec<&str> = Phase::ALL.iter().map(|p| p.name()).collect();
        let parsed = match (phase.is_empty(), phase.parse::<Phase>()) {
            (_, Ok(phase)) => phase,
            (true, Err(())) => {
                wrong(
                    phase_line,
                    "study-phase",
                    format!("nobody has said in which phase {file} was recorded"),
                    &format!("write one of {} into the column phase", names.join(", ")),
                );
                Phase::Other
            }
            (false, Err(())) => {
                wrong(
                    phase_line,
                    "study-phase",
                    format!("\u{201C}{phase}\u{201D} is no phase"),
                    &format!("write one of {}", names.join(", ")),
                );
                Phase::Other
            }
        };
        Self {
            case: if case.is_empty() { "case".into() } else { case },
            session: if session.is_empty() { file.to_string() } else { session },
            order: order.parse().unwrap_or(0),
            day: days,
            phase: parsed,
            arm,
            source,
        }
    }
}

impl Resolved {
    /// Whether a person has to complete the study file before anything can be compared.
    pub fn incomplete(&self) -> bool {
        self.problems.iter().any(|p| p.severity == Severity::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Utterance;

    fn transcript(voices: &[&str]) -> Transcript {
        let mut transcript = Transcript::default();
        for voice in voices {
            let voice = Some(transcript.voice(voice));
            transcript.utterances.push(Utterance {
                voice,
                text: "so".into(),
                ..Utterance::default()
            });
        }
        transcript
    }

    fn run(csv: &str, voices: &[&str]) -> Resolved {
        let study = Study::parse(csv.as_bytes()).unwrap();
        resolve(&study, vec![("a.txt".into(), String::new(), transcript(voices))])
    }

    #[test]
    fn voices_become_people_and_equal_names_one_person() {
        let found = run(
            "file,phase,voice,participant,role\na.txt,baseline,Ana,Ana,partner\na.txt,,ANA ,Ana,partner\na.txt,,T,Tess,therapist\n",
            &["Ana", "T", "X"],
        );
        assert!(!found.incomplete());
        let session = &found.sessions[0];
        assert_eq!(session.participants.len(), 2);
        assert_eq!(session.cast, [Some(0), Some(1), None]);
        assert_eq!(found.problems[0].code, "unknown-voice");
    }

    #[test]
    fn open_and_wrong_cells_are_shown_at_their_line() {
        let found =
            run("file,phase,voice,participant,role,day\na.txt,baselin,Ana,Ana,,x\n", &["Ana"]);
        let codes: Vec<&str> = found.problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["study-day", "study-phase", "study-role"]);
        assert!(found.problems.iter().all(|p| p.line == Some(2) && !p.help.is_empty()));
        assert!(found.incomplete());
    }

    #[test]
    fn without_consent_a_session_is_left_out() {
        let found = run(
            "file,phase,voice,participant,role,consent\na.txt,baseline,Ana,Ana,partner,no\n",
            &["Ana"],
        );
        assert!(found.sessions.is_empty());
        assert_eq!(found.problems[0].code, "no-consent");
    }
}
