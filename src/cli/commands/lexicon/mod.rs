//! `attune lexicon`: the markers themselves.

mod calibrate;
mod list;
mod new;
mod show;
mod show_json;
mod test;
mod validate;

use anyhow::bail;
use attunement::lexicon::json_schema;

use super::dictionary;
use crate::cli::Outcome;
use crate::cli::args::LexiconCommand;
use crate::cli::terminal::print;

pub(crate) fn run(command: LexiconCommand, quiet: bool) -> anyhow::Result<Outcome> {
    match command {
        LexiconCommand::List(list) => list::run(&list, quiet),
        LexiconCommand::Show(show) => show::run(&show, quiet),
        LexiconCommand::Test(test) => test::run(&test),
        LexiconCommand::New(new) => new::run(&new, quiet),
        LexiconCommand::Schema { kind } => schema(&kind),
        LexiconCommand::Calibrate(calibrate) => calibrate::run(&calibrate, quiet),
        LexiconCommand::Validate(validate) => validate::run(&validate, quiet),
        LexiconCommand::Import(import) => dictionary::import_file(&import, quiet),
        LexiconCommand::Export(export) => dictionary::export_markers(&export, quiet),
    }
}

/// Prints what editors complete and check by.
fn schema(kind: &str) -> anyhow::Result<Outcome> {
    let Some(schema) = json_schema(kind) else { bail!("there is no schema `{kind}`") };
    print(&serde_json::to_string_pretty(&schema)?)?;
    Ok(Outcome::Done)
}
