//! `attune lexicon new`: a marker file to begin with.

use std::path::PathBuf;

use anyhow::{bail, ensure};
use attunement::lexicon::{Template, builtin, template};
use attunement::model::Role;

use crate::cli::Outcome;
use crate::cli::args::NewArguments;
use crate::cli::commands::{known, save};
use crate::cli::terminal::tell;

pub(super) fn run(arguments: &NewArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let id = arguments.marker.as_str();
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    ensure!(
        !id.is_empty() && id.chars().all(letters),
        "`{id}` cannot be a marker's id; use small letters, digits and _, such as hope_wish"
    );
    let (lexicon, _) = builtin();
    let book = &lexicon.codebook;
    ensure!(
        book.marker(id).is_none() && book.construct(id).is_none(),
        "there already is a marker or construct `{id}`; choose another id"
    );
    let construct = match &arguments.construct {
        Some(name) => Some(known::construct(book, name)?),
        None => None,
    };
    let roles: &[Role] = construct
        .and_then(|c| book.members(c).next())
        .map_or(&[Role::Partner, Role::Client], |m| &book.markers[m].roles);
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.toml")));
    ensure!(
        out.file_name().is_some_and(|n| n.to_string_lossy() == format!("{id}.toml")),
        "{}: a marker's file has the name of its id; name it {id}.toml behind --out",
        out.display()
    );
    if out.exists() {
        bail!("{} is there already, and was left as it is; choose another id", out.display());
    }
    let construct = construct.map(|c| &book.constructs[c]);
    let text = template(&Template {
        id,
        construct: construct.map(|c| (c.id.as_str(), c.label.as_str())),
        roles,
    });
    save(&out, text.as_bytes())?;
    if !quiet {
        tell(&format!("wrote {}", out.display()));
        tell("write your own words for each TODO in it, then run");
        tell(&format!("  attune lexicon test {}", out.display()));
    }
    Ok(Outcome::Done)
}
