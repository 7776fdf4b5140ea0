//! The rows of one session in each of the tables.
//!
//! Must not know: other sessions, or where rows are written.

use attunement::measures::{measure, measure_rows};
use attunement::model::{Codebook, Session, Status, Tag};
use attunement::tagger::Tagger;

use super::csv::Csv;
use crate::cli::args::TagArguments;

/// A session with its marks.
pub(super) struct Tagged<'a> {
    pub(super) session: &'a Session,
    pub(super) tags: &'a [Tag],
    /// How many words each utterance holds.
    pub(super) words: &'a [u32],
    pub(super) tagger: &'a Tagger,
    pub(super) arguments: &'a TagArguments,
}

/// A table: its name, its columns, and the rows that a session adds.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: fn(&Codebook) -> Vec<&str>,
    pub(super) rows: fn(&Tagged<'_>, &mut Csv) -> anyhow::Result<()>,
}

/// The tables that are always written.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "tags.csv",
        columns: |_| [PLACE, TAG].concat(),
        rows: |tagged, table| tagged.tags(table),
    },
    Table {
        name: "utterances.csv",
        columns: |_| [PLACE, UTTERANCE].concat(),
        rows: |tagged, table| tagged.utterances(table),
    },
    Table {
        name: "sessions.csv",
        columns: |_| SESSION.to_vec(),
        rows: |tagged, table| tagged.session(table),
    },
    Table {
        name: "measures.csv",
        columns: |_| MEASURE.to_vec(),
        rows: |tagged, table| tagged.measures(table),
    },
];

/// A row for each utterance, a column for each marker.
pub(super) const COUNTS: Table = Table {
    name: "counts.csv",
    columns: |codebook| {
        let markers = codebook.markers.iter().map(|m| m.id.as_str());
        PLACE.iter().copied().chain(["words"]).chain(markers).collect()
    },
    rows: |tagged, table| tagged.counts(table),
};

/// The columns that say where an utterance stands.
const PLACE: &[&str] =
    &["file", "case", "session", "phase", "turn", "voice", "participant", "role"];
const TAG: &[&str] =
    &["construct", "marker", "rule", "start", "end", "quote", "score", "status", "conversation"];
const UTTERANCE: &[&str] = &["line", "start_ms", "end_ms", "words", "tags", "conversation"];
const SESSION: &[&str] = &[
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
];
const MEASURE: &[&str] = &[
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
];

impl Tagged<'_> {
    fn tags(&self, table: &mut Csv) -> anyhow::Result<()> {
        let lexicon = self.tagger.lexicon();
        let wanted = |t: &&Tag| self.arguments.uncounted || t.status == Status::Counted;
        for tag in self.tags.iter().filter(wanted) {
            let marker = &lexicon.codebook.markers[tag.marker];
            let text = &self.session.transcript.utterances[tag.utterance].text;
            self.place(tag.utterance, table)?;
            table.text(&lexicon.codebook.constructs[marker.construct].id)?;
            table.text(&marker.id)?;
            table.text(&lexicon.rules[tag.rule].id)?;
            table.number(tag.span.start)?;
            table.number(tag.span.end)?;
            table.text(if self.arguments.no_quotes { "" } else { tag.span.of(text) })?;
            table.number(format_args!("{:.4}", tag.score))?;
            table.text(tag.status.name())?;
            table.text(self.conversation(tag.utterance))?;
            table.end_row()?;
        }
        Ok(())
    }

    fn utterances(&self, table: &mut Csv) -> anyhow::Result<()> {
        let utterances = &self.session.transcript.utterances;
        let mut counts = vec![0_usize; utterances.len()];
        for tag in self.counted() {
            counts[tag.utterance] += 1;
        }
        for (i, utterance) in utterances.iter().enumerate() {
            self.place(i, table)?;
            table.number(utterance.line)?;
            for time in [utterance.start_ms, utterance.end_ms] {
                match time {
                    Some(time) => table.number(time)?,
                    None => table.text("")?,
                }
            }
            table.number(self.words[i])?;
            table.number(counts[i])?;
            table.text(self.conversation(i))?;
            table.end_row()?;
        }
        Ok(())
    }

    fn counts(&self, table: &mut Csv) -> anyhow::Result<()> {
        let markers = self.tagger.lexicon().codebook.markers.len();
        let utterances = self.session.transcript.utterances.len();
        let mut counts = vec![0_u32; utterances * markers];
        for tag in self.counted() {
            counts[tag.utterance * markers + tag.marker] += 1;
        }
        for (i, row) in counts.chunks_exact(markers.max(1)).enumerate() {
            self.place(i, table)?;
            table.number(self.words[i])?;
            row.iter().try_for_each(|n| table.number(n))?;
            table.end_row()?;
        }
        Ok(())
    }

    fn session(&self, table: &mut Csv) -> anyhow::Result<()> {
        let session = self.session;
        let transcript = &session.transcript;
        for text in [&session.file, &session.case, &session.name] {
            table.text(text)?;
        }
        table.number(session.order)?;
        match session.day {
            Some(day) => table.number(day)?,
            None => table.text("")?,
        }
        for text in [
            session.phase.name(),
            &session.arm,
            &session.source,
            transcript.format,
            transcript.encoding,
            &session.sha256,
        ] {
            table.text(text)?;
        }
        table.number(transcript.utterances.len())?;
        table.number(transcript.turns().len())?;
        table.number(self.words.iter().map(|n| u64::from(*n)).sum::<u64>())?;
        table.number(self.counted().count())?;
        table.end_row()
    }

    fn measures(&self, table: &mut Csv) -> anyhow::Result<()> {
        let (session, codebook) = (self.session, &self.tagger.lexicon().codebook);
        let measures = measure(session, self.tags, codebook, &[]);
        for row in measure_rows(session, &measures, codebook) {
            for text in [&session.file, &session.case, &session.name] {
                table.text(text)?;
            }
            table.number(session.order)?;
            for text in [session.phase.name(), &session.arm, &row.participant, row.role] {
                table.text(text)?;
            }
            table.text(&row.measure)?;
            table.number(row.value)?;
            table.end_row()?;
        }
        Ok(())
    }

    fn counted(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|t| t.status == Status::Counted)
    }

    /// The cells under [`PLACE`].
    fn place(&self, utterance: usize, table: &mut Csv) -> anyhow::Result<()> {
        let session = self.session;
        let spoken = &session.transcript.utterances[utterance];
        let person = session.speaker(utterance).map(|p| &session.participants[p]);
        for text in [&session.file, &session.case, &session.name] {
            table.text(text)?;
        }
        table.text(session.phase.name())?;
        table.number(spoken.number)?;
        table.text(spoken.voice.map_or("", |v| &session.transcript.voices[v]))?;
        table.text(person.map_or("", |p| &p.name))?;
        table.text(person.map_or("", |p| p.role.name()))
    }

    fn conversation(&self, utterance: usize) -> &str {
        let transcript = &self.session.transcript;
        let number = transcript.utterances[utterance].conversation;
        transcript.conversations.get(number).map_or("", String::as_str)
    }
}
