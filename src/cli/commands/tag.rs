//! `attune tag`: the tables that other programs read.

use attunement::diagnostic::Severity;
use attunement::measures::{measure, measure_rows};
use attunement::model::{Corpus, Session, Status, Tag};
use attunement::pipeline::{Folder, SourceFile, tag_corpus};
use attunement::tagger::Tagger;
use attunement::text::count_words;

use super::{assumed_study, outcome, refuse, save};
use crate::cli::Outcome;
use crate::cli::args::TagArguments;
use crate::cli::lexicons;
use crate::cli::terminal::tell;

pub(crate) fn run(arguments: &TagArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let lexicon = lexicons::open(&arguments.lexicons, None, quiet)?;
    let mut sessions = Vec::new();
    let mut files: Vec<SourceFile> = Vec::new();
    for path in &arguments.paths {
        let folder = Folder::open(path).map_err(|p| refuse(&p))?;
        sessions.extend(sessions_of(&folder, quiet)?);
        files.extend(folder.files);
    }
    let corpus = Corpus::new(sessions);
    let tagger = Tagger::new(lexicon);
    let tags = tag_corpus(&tagger, &corpus);
    let tables = Tables { corpus: &corpus, tags: &tags, tagger: &tagger, arguments };
    for (name, bytes) in [
        ("tags.csv", tables.tags()?),
        ("utterances.csv", tables.utterances()?),
        ("sessions.csv", tables.sessions()?),
        ("measures.csv", tables.measures()?),
    ] {
        save(&arguments.out.join(name), &bytes)?;
    }
    for file in &files {
        if let Err(problem) = &file.reading {
            tell(&problem.to_string());
        }
    }
    if !quiet {
        let count: usize = tags.iter().map(Vec::len).sum();
        tell(&format!(
            "{count} marks in {} sessions; tables in {}",
            corpus.sessions.len(),
            arguments.out.display()
        ));
    }
    Ok(outcome(&files))
}

/// The sessions of a folder: by its study file or, where there is none, by what the labels say; a
/// person of whom nothing is said has the role *other*, so that all markers are looked for.
fn sessions_of(folder: &Folder, quiet: bool) -> anyhow::Result<Vec<Session>> {
    if let Some(study) = &folder.study {
        let (corpus, resolved) = folder.resolve(study);
        for problem in resolved.problems.iter().filter(|p| p.severity >= Severity::Warning) {
            tell(&problem.to_string());
        }
        anyhow::ensure!(
            !resolved.incomplete(),
            "study.csv has to be completed first; nothing was written"
        );
        return Ok(corpus.sessions);
    }
    let study = assumed_study(folder);
    if !quiet {
        tell(
            "there is no study.csv: roles were taken from the files where they state them, else `other`",
        );
    }
    Ok(folder.resolve(&study).0.sessions)
}

struct Tables<'a> {
    corpus: &'a Corpus,
    tags: &'a [Vec<Tag>],
    tagger: &'a Tagger,
    arguments: &'a TagArguments,
}

impl Tables<'_> {
    fn tags(&self) -> anyhow::Result<Vec<u8>> {
        let lexicon = self.tagger.lexicon();
        let own = [
            "construct",
            "marker",
            "rule",
            "start",
            "end",
            "quote",
            "score",
            "status",
            "conversation",
        ];
        let mut table = Csv::new(&[&PLACE[..], &own].concat())?;
        for (session, tags) in self.corpus.sessions.iter().zip(self.tags) {
            let counted = |t: &&Tag| self.arguments.uncounted || t.status == Status::Counted;
            for tag in tags.iter().filter(counted) {
                let place = Place::of(session, tag.utterance);
                let marker = &lexicon.codebook.markers[tag.marker];
                let text = &session.transcript.utterances[tag.utterance].text;
                let own = [
                    lexicon.codebook.constructs[marker.construct].id.as_str(),
                    &marker.id,
                    &lexicon.rules[tag.rule].id,
                    &tag.span.start.to_string(),
                    &tag.span.end.to_string(),
                    if self.arguments.no_quotes { "" } else { tag.span.of(text) },
                    &format!("{:.4}", tag.score),
                    tag.status.name(),
                    place.conversation,
                ];
                table.row(&[&place.cells()[..], &own].concat())?;
            }
        }
        table.finish()
    }

    fn utterances(&self) -> anyhow::Result<Vec<u8>> {
        let own = ["line", "start_ms", "end_ms", "words", "tags", "conversation"];
        let mut table = Csv::new(&[&PLACE[..], &own].concat())?;
        for (session, tags) in self.corpus.sessions.iter().zip(self.tags) {
            let mut counts = vec![0_usize; session.transcript.utterances.len()];
            for tag in tags.iter().filter(|t| t.status == Status::Counted) {
                counts[tag.utterance] += 1;
            }
            for (i, utterance) in session.transcript.utterances.iter().enumerate() {
                let place = Place::of(session, i);
                let time = |t: Option<i64>| t.map_or(String::new(), |t| t.to_string());
                let own = [
                    utterance.line.to_string(),
                    time(utterance.start_ms),
                    time(utterance.end_ms),
                    count_words(&utterance.text).to_string(),
                    counts[i].to_string(),
                    place.conversation.to_string(),
                ];
                let own: Vec<&str> = own.iter().map(String::as_str).collect();
                table.row(&[&place.cells()[..], &own].concat())?;
            }
        }
        table.finish()
    }

    fn sessions(&self) -> anyhow::Result<Vec<u8>> {
        let mut table = Csv::new(&[
            "file",
            "case",
            "session",
            "order",
            "day",
            "phase",
            "arm",
            "source",
            "format",
            "encoding",
            "sha256",
            "utterances",
            "turns",
            "words",
            "tags",
        ])?;
        for (session, tags) in self.corpus.sessions.iter().zip(self.tags) {
            let transcript = &session.transcript;
            let words: usize = transcript.utterances.iter().map(|u| count_words(&u.text)).sum();
            let counted = tags.iter().filter(|t| t.status == Status::Counted).count();
            table.row(&[
                &session.file,
                &session.case,
                &session.name,
                &session.order.to_string(),
                &session.day.map_or(String::new(), |d| d.to_string()),
                session.phase.name(),
                &session.arm,
                &session.source,
                transcript.format,
                transcript.encoding,
                &session.sha256,
                &transcript.utterances.len().to_string(),
                &transcript.turns().len().to_string(),
                &words.to_string(),
                &counted.to_string(),
            ])?;
        }
        table.finish()
    }

    fn measures(&self) -> anyhow::Result<Vec<u8>> {
        let codebook = &self.tagger.lexicon().codebook;
        let mut table = Csv::new(&[
            "file",
            "case",
            "session",
            "order",
            "phase",
            "arm",
            "participant",
            "role",
            "measure",
            "value",
        ])?;
        for (session, tags) in self.corpus.sessions.iter().zip(self.tags) {
            let measures = measure(session, tags, codebook, &[]);
            for row in measure_rows(session, &measures, codebook) {
                table.row(&[
                    &session.file,
                    &session.case,
                    &session.name,
                    &session.order.to_string(),
                    session.phase.name(),
                    &session.arm,
                    &row.participant,
                    row.role,
                    &row.measure,
                    &row.value.to_string(),
                ])?;
            }
        }
        table.finish()
    }
}

/// The columns that say where an utterance stands.
const PLACE: [&str; 8] =
    ["file", "case", "session", "phase", "turn", "voice", "participant", "role"];

/// Where an utterance stands, as the tables name it.
struct Place<'a> {
    session: &'a Session,
    turn: String,
    voice: &'a str,
    participant: &'a str,
    role: &'a str,
    conversation: &'a str,
}

impl<'a> Place<'a> {
    fn of(session: &'a Session, utterance: usize) -> Self {
        let transcript = &session.transcript;
        let spoken = &transcript.utterances[utterance];
        let person = session.speaker(utterance).map(|p| &session.participants[p]);
        let conversation = transcript.conversations.get(spoken.conversation);
        Self {
            session,
            turn: spoken.number.to_string(),
            voice: spoken.voice.map_or("", |v| &transcript.voices[v]),
            participant: person.map_or("", |p| &p.name),
            role: person.map_or("", |p| p.role.name()),
            conversation: conversation.map_or("", String::as_str),
        }
    }

    /// The cells under [`PLACE`].
    fn cells(&self) -> [&str; 8] {
        let session = self.session;
        [
            &session.file,
            &session.case,
            &session.name,
            session.phase.name(),
            &self.turn,
            self.voice,
            self.participant,
            self.role,
        ]
    }
}

/// A table whose cells no spreadsheet takes for formulas.
struct Csv {
    writer: csv::Writer<Vec<u8>>,
}

impl Csv {
    fn new(header: &[&str]) -> anyhow::Result<Self> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header)?;
        Ok(Self { writer })
    }

    fn row(&mut self, cells: &[&str]) -> anyhow::Result<()> {
        for cell in cells {
            // A number may begin with a minus; a text that begins so might be run by a spreadsheet.
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula && cell.parse::<f64>().is_err() {
                self.writer.write_field(format!("'{cell}"))?;
            } else {
                self.writer.write_field(cell)?;
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(self) -> anyhow::Result<Vec<u8>> {
        Ok(self.writer.into_inner()?)
    }
}
