//! Runs the sentences that the lexicons carry: each must be seen, or must not.

use super::desk::{Desk, Tagger};
use super::stage::{Stage, staged};
use crate::lexicon::Example;
use crate::model::Status;

/// A sentence that did not do what its file says.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The sentence.
    pub example: Example,
    /// What happened instead.
    pub reason: String,
}

/// Runs every sentence of the tagger's lexicons, in order; returns how many there are, and those
/// that failed.
pub fn prove(tagger: &Tagger) -> (usize, Vec<Failure>) {
    let examples = &tagger.lexicon().examples;
    let mut desk = tagger.desk();
    let failures = examples.iter().filter_map(|e| {
        check(tagger, &mut desk, e).map(|reason| Failure { example: e.clone(), reason })
    });
    (examples.len(), failures.collect())
}

fn check(tagger: &Tagger, desk: &mut Desk<'_>, example: &Example) -> Option<String> {
    let Stage { lines, at } = staged(&example.text, example.role, example.reply_to.as_deref());
    let lexicon = tagger.lexicon();
    let tags = desk.tag(&lines);
    let of_marker = tags.iter().find(|t| t.utterance == at && t.marker == example.marker);
    let counted = of_marker.filter(|t| t.status == Status::Counted);
    let mut fired = |rule: usize| {
        // Another rule's longer match may be the one shown; the rule is asked alone then.
        counted.is_some_and(|t| t.rule == rule) || desk.rule_fires(rule, &lines, at)
    };
    match (example.expected, example.rule) {
        (true, Some(rule)) if !fired(rule) => Some(match of_marker {
            Some(t) if t.status != Status::Counted => {
                format!("the rule should fire here, but the words are taken as {}", t.status.name())
            }
            Some(t) => format!("this rule does not fire here; {} does", lexicon.rules[t.rule].id),
            None => "the rule should fire here, and does not".to_string(),
        }),
        (true, None) if counted.is_none() => {
            Some("the marker should be seen here, and is not".to_string())
        }
        (false, Some(rule)) if fired(rule) => Some("the rule must not fire here, and does".into()),
        (false, None) => counted.map(|t| {
            let quote = t.span.of(&example.text);
            format!("must not be seen here, but {} finds \"{quote}\"", lexicon.rules[t.rule].id)
        }),
        _ => None,
    }
}
