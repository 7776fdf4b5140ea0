//! What is asked about: a bare text, or a turn of a transcript with everything said around it.
//!
//! Must not know: rules, or how an answer looks. Errors carry no word that was said.

use std::io::Read as _;
use std::path::Path;

use attunement::diagnostic::Severity;
use attunement::model::{Role, Session, Utterance};
use attunement::pipeline::{Folder, lines};
use attunement::tagger::{Line, staged};

use crate::cli::args::ExplainArguments;
use crate::cli::commands::{assumed_study, refuse};
use crate::cli::terminal::tell;

/// Endings of files that nobody takes for speech.
const FILES: &[&str] =
    &["txt", "vtt", "srt", "csv", "tsv", "json", "jsonl", "md", "docx", "text", "ndjson"];

/// Everything that was said, and which of it is asked about.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) said: Vec<Said>,
    pub(super) at: usize,
    /// Where it stands; `None` for a bare text.
    pub(super) place: Option<Place>,
}

/// One utterance.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) text: String,
    speaker: Option<usize>,
    pub(super) role: Option<Role>,
    conversation: usize,
    /// The voice's label; empty where there is none.
    pub(super) voice: String,
    /// The number by which tables name it.
    pub(super) number: usize,
}

/// Where a turn stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) conversation: Option<String>,
    pub(super) line: usize,
    /// Whether a study file says who the voice is.
    pub(super) known: bool,
}

impl Subject {
    /// Everything as the tagger sees it.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let line = |s: &'_ Said| (s.speaker, s.role, s.conversation);
        self.said
            .iter()
            .map(|s| {
                let (speaker, role, conversation) = line(s);
                Line { text: &s.text, speaker, role, conversation }
            })
            .collect()
    }

    /// The words that are asked about.
    pub(super) fn text(&self) -> &str {
        &self.said[self.at].text
    }

    /// Finds what is asked about.
    ///
    /// # Errors
    /// When a file or turn that is named is not there, or may not be used.
    pub(super) fn find(arguments: &ExplainArguments) -> anyhow::Result<Self> {
        let asked = arguments.text.as_str();
        if asked == "-" {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text)?;
            return Ok(Self::of_text(text.trim_end_matches(['\n', '\r']), arguments));
        }
        let Some(named) = Named::read(asked)? else { return Ok(Self::of_text(asked, arguments)) };
        anyhow::ensure!(
            arguments.reply_to.is_none(),
            "--reply-to is for a bare text: what went before a turn of a file is in the file"
        );
        Self::of_turn(&named, arguments.role)
    }

    fn of_text(text: &str, arguments: &ExplainArguments) -> Self {
        let role = arguments.role.unwrap_or(Role::Partner);
        Self::said(text, role, arguments.reply_to.as_deref())
    }

    /// A bare text, said by somebody of a role.
    pub(super) fn said(text: &str, role: Role, reply_to: Option<&str>) -> Self {
        let stage = staged(text, role, reply_to);
        let said = |line: &Line<'_>| Said {
            text: line.text.to_string(),
            speaker: line.speaker,
            role: line.role,
            conversation: line.conversation,
            voice: String::new(),
            number: 0,
        };
        Self { said: stage.lines.iter().map(said).collect(), at: stage.at, place: None }
    }

    fn of_turn(named: &Named<'_>, role: Option<Role>) -> anyhow::Result<Self> {
        let (session, known) = session(Path::new(named.file))?;
        let utterances = &session.transcript.utterances;
        let conversations = &session.transcript.conversations;
        let of = |u: &Utterance| conversations.get(u.conversation).map(String::as_str);
        let wanted = |u: &Utterance| {
            named.turn == Some(u.number)
                && named.conversation.is_none_or(|c| of(u).is_some_and(|own| own == c))
        };
        let found: Vec<usize> = (0..utterances.len()).filter(|i| wanted(&utterances[*i])).collect();
        let Some(&at) = found.first() else {
            anyhow::bail!("{}", no_turn(named, utterances, conversations));
        };
        let places: Vec<&str> = found.iter().filter_map(|i| of(&utterances[*i])).collect();
        anyhow::ensure!(
            places.windows(2).all(|p| p[0] == p[1]),
            "turn {} stands in several conversations of {}; write one of {}",
            utterances[at].number,
            named.file,
            some(places.iter().map(|c| format!("{}:{c}:{}", named.file, utterances[at].number)))
        );
        let mut said: Vec<Said> = lines(&session)
            .into_iter()
            .zip(utterances)
            .map(|(line, u)| Said {
                text: u.text.clone(),
                speaker: line.speaker,
                role: line.role,
                conversation: line.conversation,
                voice: u.voice.map_or(String::new(), |v| session.transcript.voices[v].clone()),
                number: u.number,
            })
            .collect();
        if let Some(role) = role {
            let speaker = said[at].speaker;
            said.iter_mut()
                .filter(|s| speaker.is_some() && s.speaker == speaker)
                .for_each(|s| s.role = Some(role));
            said[at].role = Some(role);
        }
        let place = Place {
            file: named.file.to_string(),
            conversation: of(&utterances[at]).map(str::to_string),
            line: utterances[at].line,
            known: known || role.is_some(),
        };
        Ok(Self { said, at, place: Some(place) })
    }
}

/// A file and a turn as somebody wrote them.
struct Named<'a> {
    file: &'a str,
    conversation: Option<&'a str>,
    turn: Option<usize>,
}

impl<'a> Named<'a> {
    /// `FILE:TURN`, `FILE:CONVERSATION:TURN`, or a file alone; `None` where it is speech.
    fn read(asked: &'a str) -> anyhow::Result<Option<Self>> {
        if Path::new(asked).is_file() {
            return Ok(Some(Self { file: asked, conversation: None, turn: None }));
        }
        let Some((front, turn)) = asked.rsplit_once(':') else { return Ok(None) };
        let turn: Option<usize> = turn.trim().parse().ok();
        if Path::new(front).is_file() {
            return Ok(Some(Self { file: front, conversation: None, turn }));
        }
        if let Some((file, conversation)) = front.rsplit_once(':')
            && Path::new(file).is_file()
        {
            return Ok(Some(Self { file, conversation: Some(conversation), turn }));
        }
        let ending = front.rsplit_once('.').map_or("", |e| e.1).to_lowercase();
        anyhow::ensure!(
            turn.is_none() || !FILES.contains(&ending.as_str()),
            "there is no file {front}; check the spelling, or drag the file onto the terminal to get its path"
        );
        Ok(None)
    }
}

/// The session that a file holds, and whether a study file says who its voices are.
fn session(path: &Path) -> anyhow::Result<(Session, bool)> {
    let folder = Folder::around(path).map_err(|p| refuse(&p))?;
    if let Some(Err(problem)) = folder.files.first().map(|f| &f.reading) {
        return Err(refuse(problem));
    }
    if let Some(study) = &folder.study {
        let (mut corpus, resolved) = folder.resolve(study);
        if let Some(refused) = resolved.problems.iter().find(|p| p.code == "no-consent") {
            return Err(refuse(refused));
        }
        for problem in resolved.problems.iter().filter(|p| p.severity >= Severity::Warning) {
            tell(&problem.to_string());
        }
        if let (Some(session), false) = (corpus.sessions.pop(), resolved.incomplete()) {
            return Ok((session, true));
        }
    }
    let (mut corpus, resolved) = folder.resolve(&assumed_study(&folder));
    match corpus.sessions.pop() {
        Some(session) => Ok((session, false)),
        None => Err(resolved
            .problems
            .first()
            .map_or_else(|| anyhow::anyhow!("{} holds no turn", path.display()), refuse)),
    }
}

/// Says which turns there are.
fn no_turn(named: &Named<'_>, utterances: &[Utterance], conversations: &[String]) -> String {
    let file = named.file;
    if let Some(wrong) = named.conversation
        && !conversations.iter().any(|c| c == wrong)
    {
        return format!(
            "there is no conversation {wrong} in {file}; there are {}",
            some(conversations.iter().cloned())
        );
    }
    let own = |u: &&Utterance| {
        named.conversation.is_none_or(|c| conversations.get(u.conversation).is_some_and(|o| o == c))
    };
    let mut numbers: Vec<usize> = utterances.iter().filter(own).map(|u| u.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let there = some(runs(&numbers).into_iter());
    match named.turn {
        Some(turn) => format!("there is no turn {turn} in {file}; it has {there}"),
        None => format!(
            "{file} is a file: name one of its turns, such as {file}:{}; it has {there}",
            numbers.first().copied().unwrap_or(1)
        ),
    }
}

/// Numbers in a row as one: `1 to 84`.
fn runs(numbers: &[usize]) -> Vec<String> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &n in numbers {
        match runs.last_mut() {
            Some(last) if last.1 + 1 == n => last.1 = n,
            _ => runs.push((n, n)),
        }
    }
    let shown = |(a, b): (usize, usize)| if a == b { a.to_string() } else { format!("{a} to {b}") };
    runs.into_iter().map(shown).collect()
}

/// A list of which no more is shown than can be read.
fn some(all: impl ExactSizeIterator<Item = String>) -> String {
    const MOST: usize = 8;
    let more = all.len().saturating_sub(MOST);
    let mut shown: Vec<String> = all.take(MOST).collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one() {
        assert_eq!(runs(&[1, 2, 3, 5, 8, 9]), ["1 to 3", "5", "8 to 9"]);
        assert_eq!(some(runs(&[]).into_iter()), "");
    }

    #[test]
    fn speech_with_a_colon_is_no_file() {
        for said in ["It was 10:30", "Ben: 12", "notes:3", "see it at 10:30"] {
            assert!(Named::read(said).unwrap().is_none(), "{said}");
        }
        assert!(Named::read("nowhere/session.vtt:3").is_err());
    }
}
