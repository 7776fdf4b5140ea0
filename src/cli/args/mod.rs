//! The arguments: what can be asked of the program, in the words of its help.

mod lexicon;

use std::path::PathBuf;

use attunement::compare::Sides;
use attunement::model::{Phase, Role};
use clap::{Args, Parser, Subcommand};

pub(crate) use lexicon::*;

/// Shows how people's way of talking to each other shifts across therapy sessions.
///
/// Works on folders of de-identified transcripts. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(
    name = "attune",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "To begin: attune report FOLDER\n\nExit codes: 0 all read and done; 1 done, but some files could not be read (they are listed);\n2 nothing done: the arguments, the study file or a lexicon need mending."
)]
pub(crate) struct Arguments {
    /// Say nothing but results and errors.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Use so many threads [default: one per processor].
    #[arg(long, global = true, value_name = "N")]
    pub(crate) threads: Option<usize>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find transcripts and voices, and write or complete study.csv.
    Init(InitArguments),
    /// Read everything, write nothing: show what was found and what was assumed.
    Check(CheckArguments),
    /// Write one row per tag, per utterance, per session and per measure, as CSV.
    Tag(TagArguments),
    /// Write the page of each couple or client: before and after.
    Report(ReportArguments),
    /// Why a rule fired in some words, and why not.
    Explain(ExplainArguments),
    /// The lexicons: which markers there are, what they say, whether their sentences hold.
    Lexicon(LexiconArguments),
    /// How far the markers agree with people's codes.
    Evaluate(EvaluateArguments),
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune init couple-07")]
pub(crate) struct InitArguments {
    /// Folder of transcripts.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune check couple-07 --json")]
pub(crate) struct CheckArguments {
    /// Folders or files.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune tag couple-07 --out tables")]
pub(crate) struct TagArguments {
    /// Folders or files.
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Folder for the tables.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Leave the quoted words out.
    #[arg(long)]
    pub(crate) no_quotes: bool,
    /// Also write marks that do not count: retold or prompted words.
    #[arg(long)]
    pub(crate) uncounted: bool,
    /// Also write counts.csv: a row for each utterance, a column for each marker.
    #[arg(long)]
    pub(crate) counts: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}

/// Which lexicons are used, ours among them or not.
#[derive(Debug, Args)]
pub(crate) struct AnyLexicons {
    /// Use the lexicons of this folder instead of our own.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicons: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) choice: LexiconChoice,
}

/// What is used beside ours.
#[derive(Debug, Args)]
pub(crate) struct LexiconChoice {
    /// Use this too: a marker file of your own or a folder of them; or a dictionary (LIWC .dic or
    /// .dicx, quanteda YAML, TOML). May be given again.
    #[arg(long = "lexicon", value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    /// Use no markers of ours.
    #[arg(long, requires = "files")]
    pub(crate) only_lexicon: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  attune report couple-07")]
pub(crate) struct ReportArguments {
    /// Folder of one couple or client, or of several.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Folder for the pages [default: DIR].
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Phases that count as before.
    #[arg(long, value_name = "PHASES", value_delimiter = ',', value_parser = phase)]
    pub(crate) before: Vec<Phase>,
    /// Phases that count as after.
    #[arg(long, value_name = "PHASES", value_delimiter = ',', value_parser = phase)]
    pub(crate) after: Vec<Phase>,
    /// Leave every word that was said out of the page.
    #[arg(long)]
    pub(crate) no_quotes: bool,
    #[command(flatten)]
    pub(crate) lexicons: LexiconChoice,
}

impl ReportArguments {
    /// The phases on each side: those asked for, else the usual ones.
    ///
    /// # Errors
    /// When a phase is asked for on both sides.
    pub(crate) fn sides(&self) -> anyhow::Result<Sides> {
        let usual = Sides::default();
        let or = |asked: &[Phase], usual| if asked.is_empty() { usual } else { asked.to_vec() };
        let sides =
            Sides { before: or(&self.before, usual.before), after: or(&self.after, usual.after) };
        if let Some(phase) = sides.before.iter().find(|p| sides.after.contains(p)) {
            anyhow::bail!(
                "the phase {phase} lies before and after; name the phases of both sides with --before and --after"
            );
        }
        Ok(sides)
    }
}

fn phase(text: &str) -> Result<Phase, String> {
    text.parse().map_err(|()| {
        let names: Vec<&str> = Phase::ALL.iter().map(|p| p.name()).collect();
        format!("write one or more of {}, with commas between", names.join(", "))
    })
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  attune explain \"Well, you do that too.\" --reply-to \"It hurt me when you left.\"\n  attune explain couple-07/session-1.vtt:12 --marker def_denial"
)]
pub(crate) struct ExplainArguments {
    /// A text; a turn of a file, with its number from the tables; `-` reads the text from the input.
    #[arg(value_name = "TEXT|FILE:TURN")]
    pub(crate) text: String,
    /// Who says it: partner, client, therapist or other [default: partner; for a file, as it says].
    #[arg(long, value_name = "ROLE", value_parser = role)]
    pub(crate) role: Option<Role>,
    /// What the other said before.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reply_to: Option<String>,
    /// Only this marker, or all of this construct; also tells why it was not seen.
    #[arg(long = "marker", value_name = "ID")]
    pub(crate) markers: Vec<String>,
    /// Leave nothing out.
    #[arg(long)]
    pub(crate) all: bool,
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|()| {
        let names: Vec<&str> = Role::ALL.iter().map(|r| r.name()).collect();
        format!("write one of {}", names.join(", "))
    })
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  attune evaluate coded.jsonl --map map.toml --errors\n  attune evaluate ana.jsonl --against ben.jsonl\n  attune evaluate sessions.jsonl --groups quality"
)]
pub(crate) struct EvaluateArguments {
    /// Files of codes: JSON lines, one utterance each (docs/evaluation.md).
    #[arg(value_name = "GOLD.jsonl", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// Which markers answer which codes [default: those of the same name].
    #[arg(long, value_name = "MAP.toml")]
    pub(crate) map: Option<PathBuf>,
    /// Only this target of the map. May be given again.
    #[arg(long = "target", value_name = "NAME")]
    pub(crate) targets: Vec<String>,
    /// Only this part of the data, by the field `split`. May be given again.
    #[arg(long = "split", value_name = "NAME")]
    pub(crate) splits: Vec<String>,
    /// Also show each rule of the targets.
    #[arg(long)]
    pub(crate) rules: bool,
    /// Also show so many of the worst misses and false hits of each target, with their words.
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "5")]
    pub(crate) errors: Option<usize>,
    /// Also write a page with the figures; no words stand on it.
    #[arg(long, value_name = "FILE.html")]
    pub(crate) page: Option<PathBuf>,
    /// Compare with another coder's file instead of the markers.
    #[arg(long, value_name = "OTHER.jsonl", conflicts_with_all = ["groups", "page", "errors", "rules"])]
    pub(crate) against: Option<PathBuf>,
    /// Compare rates of two groups of conversations; this field tells a conversation's group.
    #[arg(long, value_name = "FIELD", conflicts_with_all = ["map", "page", "errors", "rules"])]
    pub(crate) groups: Option<String>,
    /// Print JSON for other programs.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lexicons: AnyLexicons,
}
