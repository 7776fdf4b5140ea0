//! `attune evaluate`: how far the markers agree with people's codes.

mod errors;
mod json;
mod tables;

use std::path::Path;

use anyhow::bail;
use attunement::evaluate::{compare_coders, evaluate, known_groups};
use attunement::gold::{GoldFile, Target, targets_by_name};
use attunement::pipeline::see;
use attunement::report::{EvaluationInput, evaluation_page};
use attunement::tagger::Tagger;

use super::coded::{self, read_gold, read_map};
use super::save;
use crate::cli::Outcome;
use crate::cli::args::EvaluateArguments;
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::{print, tell};

pub(crate) fn run(arguments: &EvaluateArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let lexicon = lexicons::open(&arguments.lexicons, Ours::Rules, quiet)?;
    let files = arguments
        .gold
        .iter()
        .map(|path| read_gold(path, arguments.groups.as_deref()))
        .collect::<anyhow::Result<Vec<GoldFile>>>()?;
    if let Some(page) = &arguments.page {
        let own = &arguments.lexicons.choice.files;
        coded::not_an_input(page, arguments.gold.iter().chain(&arguments.map).chain(own))?;
    }
    coded::no_doubles(&files)?;
    let mut targets = match &arguments.map {
        Some(map) => read_map(map, &lexicon.codebook)?,
        None => targets_by_name(&lexicon.codebook, &files),
    };
    if arguments.against.is_some() && arguments.map.is_none() && !arguments.targets.is_empty() {
        bail!("--target names a target of a map; say with --map which");
    }
    narrow(&mut targets, arguments)?;
    if let Some(other) = &arguments.against {
        return coders(arguments, &files, other, &targets);
    }
    let tagger = Tagger::new(lexicon);
    let seen = see(&tagger, &files);
    let codebook = &tagger.lexicon().codebook;
    if let Some(field) = &arguments.groups {
        let groups = known_groups(&files, &seen, codebook)
            .map_err(|found| anyhow::anyhow!("{}", not_two(field, found.len())))?;
        let text = match arguments.json {
            true => json::groups(&groups)?,
            false => tables::groups(&groups, codebook, &files),
        };
        print(&text)?;
        return Ok(Outcome::Done);
    }
    if targets.is_empty() {
        bail!(
            "no code in these files has the name of a marker or construct; \
             say with --map which markers answer which codes (docs/evaluation.md)"
        );
    }
    let evaluation = evaluate(&files, &seen, &targets);
    if !quiet {
        tables::unknown_labels(&files, &targets).iter().for_each(|l| tell(l));
    }
    if evaluation.targets.iter().all(|t| t.conversations == 0) {
        bail!(
            "no coded utterance is left for any target; look at roles and splits of the map, and at the labels"
        );
    }
    for empty in evaluation.targets.iter().filter(|t| t.conversations == 0) {
        tell(&format!("note: no coded utterance is left for the target {}", empty.target.name));
    }
    if let Some(page) = &arguments.page {
        let names: Vec<String> = files.iter().map(|f| short(&f.name)).collect();
        let text = evaluation_page(&EvaluationInput {
            evaluation: &evaluation,
            codebook,
            rules: &tagger.lexicon().rules.iter().map(|r| r.id.clone()).collect::<Vec<_>>(),
            files: &names,
            version: env!("CARGO_PKG_VERSION"),
            lexicon_sha256: &lexicons::hash_of_ours(arguments.lexicons.lexicons.as_deref())?,
            own_lexicons: !arguments.lexicons.choice.files.is_empty(),
        });
        save(page, text.as_bytes())?;
        if !quiet {
            tell(&format!("the page is {}", page.display()));
        }
    }
    if arguments.json {
        print(&json::evaluation(&evaluation, tagger.lexicon())?)?;
        return Ok(Outcome::Done);
    }
    print(&tables::evaluation(&evaluation, tagger.lexicon(), arguments.rules))?;
    if let Some(most) = arguments.errors {
        print(&errors::shown(&evaluation, &files, &seen, tagger.lexicon(), most))?;
    }
    Ok(Outcome::Done)
}

/// Two people's codes against each other.
fn coders(
    arguments: &EvaluateArguments,
    files: &[GoldFile],
    other: &Path,
    targets: &[Target],
) -> anyhow::Result<Outcome> {
    let [first] = files else {
        bail!("--against compares two files; name one before it");
    };
    let second = read_gold(other, None)?;
    coded::no_doubles([&second])?;
    let asked = arguments.map.is_some().then_some(targets);
    let found = compare_coders(first, &second, asked, &arguments.splits);
    if found.shared == 0 {
        bail!(
            "the two files share no coded utterance; conversation, turn and text have to be the same in both"
        );
    }
    let text = match arguments.json {
        true => json::coders(&found)?,
        false => tables::coders(&found),
    };
    print(&text)?;
    Ok(Outcome::Done)
}

/// Takes the targets and splits that were asked for alone.
fn narrow(targets: &mut Vec<Target>, arguments: &EvaluateArguments) -> anyhow::Result<()> {
    if !arguments.targets.is_empty() {
        if let Some(name) = arguments.targets.iter().find(|n| targets.iter().all(|t| t.name != **n))
        {
            let names: Vec<&str> = targets.iter().map(|t| t.name.as_str()).collect();
            bail!("there is no target {name}; there are {}", names.join(", "));
        }
        targets.retain(|t| arguments.targets.contains(&t.name));
    }
    for target in targets {
        if !target.keep_to(&arguments.splits) {
            bail!(
                "the map keeps the target {} to other parts of the data than --split",
                target.name
            );
        }
    }
    Ok(())
}

/// The groups themselves are not named: whoever asks for the wrong field may have asked for people's words.
fn not_two(field: &str, found: usize) -> String {
    match found {
        0 => format!(
            "no line has a group in the field `{field}`; --groups names the field that tells it"
        ),
        1 => format!(
            "all conversations have the same value in the field `{field}`; two groups are needed"
        ),
        more => format!(
            "the field `{field}` has {more} values, and --groups compares two; leave the other conversations out, \
             or give them null"
        ),
    }
}

/// A file's name without the folders above it.
fn short(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_string()
}
