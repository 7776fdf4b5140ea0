//! Method: all that somebody needs to get the same numbers again.
//!
//! Must not know: the numbers.

use serde::Serialize;

use super::super::ReportInput;
use super::super::html::{Html, Markup};
use super::super::labels::phases;
use super::super::words::counted;
use super::row::{About, about};
use crate::model::Codebook;
use crate::stats::{HITS_FOR_A_STEADY_RATE, WORDS_FOR_A_RATE};

#[derive(Serialize)]
struct Method {
    version: String,
    lexicon: String,
    lexicon_size: String,
    own_lexicons: Vec<OwnLexicon>,
    only_own: bool,
    before: String,
    after: String,
    words: u64,
    hits: u64,
    files: Vec<File>,
    constructs: Vec<Construct>,
}

#[derive(Serialize)]
struct Construct {
    label: String,
    definition: String,
    markers: Vec<About>,
}

/// A marker file of somebody's own.
#[derive(Serialize)]
struct OwnLexicon {
    name: String,
    hash: String,
}

#[derive(Serialize)]
struct File {
    name: String,
    format: &'static str,
    encoding: &'static str,
    hash: String,
}

/// The section.
pub(super) fn body(html: &Html, input: &ReportInput) -> Markup {
    let context = Method {
        version: input.version.to_string(),
        lexicon: input.lexicon_sha256.to_string(),
        lexicon_size: format!(
            "{} in {}, {}",
            counted(input.codebook.markers.len() as u64, "marker", "markers"),
            counted(input.codebook.constructs.len() as u64, "construct", "constructs"),
            counted(input.rules.len() as u64, "rule", "rules")
        ),
        own_lexicons: input
            .own_lexicons
            .iter()
            .map(|(name, hash)| OwnLexicon { name: name.clone(), hash: hash.clone() })
            .collect(),
        only_own: input.only_own,
        before: phases(&input.sides.before),
        after: phases(&input.sides.after),
        words: WORDS_FOR_A_RATE,
        hits: HITS_FOR_A_STEADY_RATE,
        files: input
            .sessions
            .iter()
            .map(|s| File {
                name: s.file.clone(),
                format: s.transcript.format,
                encoding: s.transcript.encoding,
                hash: s.sha256.clone(),
            })
            .collect(),
        constructs: constructs(input.codebook),
    };
    html.fill("method.html", &context)
}

fn constructs(codebook: &Codebook) -> Vec<Construct> {
    let construct = |(at, of): (usize, &crate::model::Construct)| Construct {
        label: of.label.clone(),
        definition: of.definition.clone(),
        markers: codebook.members(at).map(|m| about(&codebook.markers[m])).collect(),
    };
    codebook.constructs.iter().enumerate().map(construct).collect()
}
