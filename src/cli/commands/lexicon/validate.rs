//! `attune lexicon validate`: the record of how far all markers agree with coded data.

use attunement::evaluate::evaluate;
use attunement::lexicon::{Lexicon, ValidityRecord};
use attunement::pipeline::record;
use attunement::tagger::Tagger;

use crate::cli::Outcome;
use crate::cli::args::{AnyLexicons, LexiconChoice, ValidateArguments};
use crate::cli::commands::{coded, save};
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::tell;

pub(super) fn run(arguments: &ValidateArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let asked = AnyLexicons {
        lexicons: arguments.lexicons.clone(),
        choice: LexiconChoice { files: Vec::new(), only_lexicon: false },
    };
    coded::not_an_input(&arguments.out, [&arguments.data])?;
    let tagger = Tagger::new(lexicons::open(&asked, Ours::Rules, quiet)?);
    let lexicon = tagger.lexicon();
    let mut found = ValidityRecord {
        date: arguments.date.clone(),
        lexicons: lexicons::hash_of_ours(arguments.lexicons.as_deref())?,
        ..ValidityRecord::default()
    };
    let bodies = coded::bodies(&arguments.data, &tagger)?;
    for body in &bodies {
        not_learned_from(lexicon, body)?;
        let inputs: Vec<_> = body.inputs(&arguments.data);
        coded::not_an_input(&arguments.out, &inputs)?;
        let evaluation = evaluate(&body.files, &body.seen, &body.targets);
        record(&mut found, &body.data, &evaluation, &lexicon.codebook);
    }
    anyhow::ensure!(
        !found.target.is_empty(),
        "no coded utterance is left in these data; look at `splits` in {} and at the roles of the maps",
        arguments.data.display()
    );
    let text = format!(
        "# Written by `attune lexicon validate`; do not edit. lexicons/VALIDITY.md is made from it.\n\n{}",
        toml::to_string(&found)?
    );
    save(&arguments.out, text.as_bytes())?;
    if !quiet {
        let (targets, bodies) = (found.target.len(), bodies.len());
        tell(&format!("{targets} targets in {bodies} bodies of data; {}", arguments.out.display()));
    }
    Ok(Outcome::Done)
}

/// Refuses to measure a marker on the very data from which its weights were learned.
fn not_learned_from(lexicon: &Lexicon, body: &coded::Body) -> anyhow::Result<()> {
    let label = body.data.label();
    for (marker, learned) in lexicon.calibrations.iter().enumerate() {
        let measured = body.targets.iter().any(|t| t.markers.contains(&marker));
        let learned = learned.as_ref().is_some_and(|c| c.data.contains(&label));
        anyhow::ensure!(
            !(measured && learned),
            "the weights of {} were learned from {label}, and cannot be measured on it; name other parts or other data",
            lexicon.codebook.markers[marker].id
        );
    }
    Ok(())
}
