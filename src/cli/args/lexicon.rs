//! What can be asked of `attune lexicon`.

use std::path::PathBuf;

use attunement::lexicon::SCHEMAS;
use attunement::lexicon::dictionary::Format;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::AnyLexicons;

#[derive(Debug, Args)]
pub(crate) struct LexiconArguments {
    #[command(subcommand)]
    pub(crate) command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// List constructs and markers.
    List(ListArguments),
    /// Show what a marker means, what it cannot see, its rules and its sentences.
    Show(ShowArguments),
    /// Run every sentence of every marker file, or of your own.
    Test(TestArguments),
    /// Write a marker file to begin with.
    New(NewArguments),
    /// Print the JSON Schema of a kind of file, by which editors complete and check it.
    #[command(after_help = "Example:\n  attune lexicon schema marker > marker.json")]
    Schema {
        /// Kind of file.
        #[arg(value_name = "KIND", default_value = "marker", value_parser = schema_names())]
        kind: String,
    },
    /// Learn weights and thresholds from coded data, and write them into marker files.
    Calibrate(CalibrateArguments),
    /// Measure all markers on coded data, and write the record that is shown wherever they are.
    Validate(ValidateArguments),
    /// Make a file that can be edited of another program's dictionary.
    #[command(after_help = "Example:\n  attune lexicon import moods.dic --out moods.toml")]
    Import(ImportArguments),
    /// Write markers as a dictionary for other programs, as far as words and phrases can say them.
    #[command(after_help = "Example:\n  attune lexicon export DEF --to quanteda --out defence.yml")]
    Export(ExportArguments),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune lexicon list --lexicon moods.dic")]
pub(crate) struct ListArguments {
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune lexicon show def_denial")]
pub(crate) struct ShowArguments {
    /// Markers, or constructs for all of their markers.
    #[arg(value_name = "MARKER", required = true)]
    pub(crate) markers: Vec<String>,
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attune lexicon test\n  attune lexicon test my_marker.toml")]
pub(crate) struct TestArguments {
    /// Marker files or folders of your own; or any part of the names of ours [default: all of ours].
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Use the lexicons of this folder instead of our own.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
    /// Use no markers of ours.
    #[arg(long)]
    pub(crate) only_lexicon: bool,
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune lexicon new hope_wish --construct openness")]
pub(crate) struct NewArguments {
    /// The marker's id, which is its file's name too.
    #[arg(value_name = "MARKER")]
    pub(crate) marker: String,
    /// The construct it belongs to, by id or code [default: a heading of its own].
    #[arg(long, value_name = "CONSTRUCT")]
    pub(crate) construct: Option<String>,
    /// File to write [default: MARKER.toml].
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  attune lexicon calibrate data.toml --lexicons lexicons/en --date 2026-01-31"
)]
pub(crate) struct CalibrateArguments {
    /// List of coded data (docs/evaluation.md). Never name data on which the markers are to be measured.
    #[arg(value_name = "DATA.toml")]
    pub(crate) data: PathBuf,
    /// Folder of lexicons whose marker files are written.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: PathBuf,
    /// The day, which is written into the files.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::cli::commands::coded::day)]
    pub(crate) date: String,
    /// Only this marker, or all of this construct. May be given again.
    #[arg(long = "marker", value_name = "ID")]
    pub(crate) markers: Vec<String>,
    /// Learn weights alone: for data in which the act is far more or less frequent than in sessions.
    #[arg(long)]
    pub(crate) keep_thresholds: bool,
    /// Show what would be learned, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  attune lexicon validate data.toml --out lexicons/validity.toml --date 2026-01-31"
)]
pub(crate) struct ValidateArguments {
    /// List of coded data (docs/evaluation.md).
    #[arg(value_name = "DATA.toml")]
    pub(crate) data: PathBuf,
    /// File to write.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) out: PathBuf,
    /// The day, which is written into the record.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::cli::commands::coded::day)]
    pub(crate) date: String,
    /// Use the lexicons of this folder instead of our own.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
}

fn schema_names() -> PossibleValuesParser {
    SCHEMAS.iter().map(|s| s.0).collect::<Vec<_>>().into()
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// LIWC .dic or .dicx, quanteda YAML, or TOML.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// File to write.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) out: PathBuf,
    /// Write over a file that is there.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// Markers, constructs or dictionaries, by code [default: all].
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// Kind of file.
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub(crate) to: String,
    /// File to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Write over a file that is there.
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}

fn format_names() -> PossibleValuesParser {
    Format::ALL.map(Format::name).into()
}
