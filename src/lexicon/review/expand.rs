//! A pattern written out: every sequence of words and edges that it stands for.
//!
//! Must not know: rules, or what the sequences are compared with.

use std::sync::Arc;

use crate::lexicon::item::{Item, Term};

/// One place of a written-out pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// One of these words.
    Word(Arc<[Term]>),
    /// Any word, inside a gap.
    Any,
    TurnStart,
    TurnEnd,
    SentenceEdge,
    QuestionEnd,
    /// None of these may follow.
    Not(Arc<[Vec<Item>]>),
}

/// More sequences than this are not looked at: nothing is claimed of such a pattern.
const MOST: usize = 400;

/// All sequences of a pattern; `None` if there are too many.
pub(super) fn expand(items: &[Item]) -> Option<Vec<Vec<Place>>> {
    let mut all: Vec<Vec<Place>> = vec![Vec::new()];
    for item in items {
        let ways: Vec<Vec<Place>> = match item {
            Item::Word(terms) => vec![vec![Place::Word(terms.clone())]],
            Item::Gap { min, max } => (*min..=*max).map(|n| vec![Place::Any; n]).collect(),
            Item::TurnStart => vec![vec![Place::TurnStart]],
            Item::TurnEnd => vec![vec![Place::TurnEnd]],
            Item::SentenceEdge => vec![vec![Place::SentenceEdge]],
            Item::QuestionEnd => vec![vec![Place::QuestionEnd]],
            Item::Not(alternatives) => vec![vec![Place::Not(alternatives.clone())]],
            Item::Group { alternatives, optional } => {
                let mut ways: Vec<Vec<Place>> =
                    if *optional { vec![Vec::new()] } else { Vec::new() };
                for alternative in alternatives.iter() {
                    ways.extend(expand(alternative)?);
                }
                ways
            }
        };
        if all.len() * ways.len() > MOST {
            return None;
        }
        all = all
            .iter()
            .flat_map(|head| ways.iter().map(move |way| [head.as_slice(), way].concat()))
            .collect();
    }
    Some(all)
}

/// The fewest words that a pattern takes.
pub(super) fn fewest(items: &[Item]) -> usize {
    let one = |item: &Item| match item {
        Item::Word(_) => 1,
        Item::Gap { min, .. } => *min,
        Item::Group { optional: true, .. } => 0,
        Item::Group { alternatives, .. } => {
            alternatives.iter().map(|a| fewest(a)).min().unwrap_or(0)
        }
        _ => 0,
    };
    items.iter().map(one).sum()
}
