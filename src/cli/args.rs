//! The arguments: what can be asked of the program, in the words of its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Shows how people's way of talking to each other shifts across therapy sessions.
///
/// Works on folders of de-identified transcripts, on this computer alone.
#[derive(Debug, Parser)]
#[command(name = "attune", version, arg_required_else_help = true, max_term_width = 100)]
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
    /// The lexicons: which markers there are, what they say, whether their sentences hold.
    Lexicon(LexiconArguments),
}

#[derive(Debug, Args)]
pub(crate) struct LexiconArguments {
    #[command(subcommand)]
    pub(crate) command: LexiconCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconCommand {
    /// List constructs and markers.
    List {
        /// Use the lexicons of this folder instead of our own.
        #[arg(long, value_name = "DIR")]
        lexicons: Option<PathBuf>,
    },
    /// Run every sentence of every marker file.
    #[command(after_help = "Example:\n  attune lexicon test --lexicons lexicons/en")]
    Test {
        /// Use the lexicons of this folder instead of our own.
        #[arg(long, value_name = "DIR")]
        lexicons: Option<PathBuf>,
        /// Report only on these files (any part of the name will do).
        #[arg(value_name = "FILE")]
        files: Vec<String>,
    },
}
