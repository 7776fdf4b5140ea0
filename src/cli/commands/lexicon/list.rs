//! `attune lexicon list`: which constructs and markers there are.

use std::fmt::Write as _;

use attunement::lexicon::{Lexicon, Matching, Rule};
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::args::ListArguments;
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::print;

pub(super) fn run(arguments: &ListArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let lexicon = lexicons::open(&arguments.lexicons, Ours::Rules, quiet)?;
    if arguments.json {
        print(&serde_json::to_string_pretty(&listed(&lexicon))?)?;
        return Ok(Outcome::Done);
    }
    let mut out = String::new();
    for (i, construct) in lexicon.codebook.constructs.iter().enumerate() {
        let _ = writeln!(out, "{} {}", construct.code, construct.label);
        for marker in lexicon.codebook.members(i) {
            let size = size(&lexicon, marker);
            let marker = &lexicon.codebook.markers[marker];
            let _ = writeln!(out, "  {:<18} {} ({size})", marker.id, marker.label);
        }
    }
    print(&out)?;
    Ok(Outcome::Done)
}

/// The list for other programs. Fields are added, never renamed.
fn listed(lexicon: &Lexicon) -> serde_json::Value {
    let book = &lexicon.codebook;
    let marker = |m: usize| {
        let rules = || lexicon.rules.iter().filter(|r| r.marker == m);
        json!({
            "marker": book.markers[m].id,
            "label": book.markers[m].label,
            "roles": book.markers[m].roles.iter().map(|r| r.name()).collect::<Vec<_>>(),
            "rules": rules().count(),
            "file": rules().next().map(|r| r.place.0.as_str()),
        })
    };
    let constructs: Vec<serde_json::Value> = book
        .constructs
        .iter()
        .enumerate()
        .map(|(i, c)| {
            json!({
                "construct": c.id,
                "code": c.code,
                "label": c.label,
                "dictionary": c.dictionary,
                "markers": book.members(i).map(marker).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "version": 1, "constructs": constructs })
}

/// How much a marker looks for.
fn size(lexicon: &Lexicon, marker: usize) -> String {
    let rules: Vec<&Rule> = lexicon.rules.iter().filter(|r| r.marker == marker).collect();
    match rules.as_slice() {
        [Rule { matching: Matching::Entries(entries), .. }] => format!("{} entries", entries.len()),
        [_] => "1 rule".to_string(),
        rules => format!("{} rules", rules.len()),
    }
}
