//! How often common English words are said, so that a pattern is looked for by its rarest word.
//!
//! Rounded from general knowledge of spoken English, in a million words; a wrong number costs time
//! and never changes a result. Must not know: rules, texts.

use std::collections::HashMap;

use crate::lexicon::Term;

/// A word that is not in the list.
const RARE: u64 = 60;
/// The words of a stem.
const STEM: u64 = 250;
/// The words of a glob.
const GLOB: u64 = 5_000;

/// Words by how often they are said.
const COMMON: &[(u64, &str)] = &[
    (40_000, "i you the 's"),
    (25_000, "to and it that a"),
    (15_000, "of not n't know is was do in have what"),
    (
        9_000,
        "like so yeah be just are 're 'm for but my on me with okay he this she your we they um uh",
    ),
    (
        5_000,
        "all about think if when can at get because there did well or going up right no go out \
         really as how him her one feel want would time at from got mean see had 've them then too",
    ),
    (
        2_500,
        "been say said good now things something who some more why make need will 'll could 'd by \
         here were has lot talk work kind little an our tell thing look back way come people other \
         even much us has don't day take sure very where am mm hmm yes oh should help which off",
    ),
    (
        1_200,
        "maybe doing done let's never always still again over being feeling want thought felt his \
         love down am only any into than does sort try trying life home first myself before those \
         these after around hard bad give find put keep went week made whole every two ever part \
         great around stuff told guess sounds able through also ok please thank sorry let bit hear",
    ),
];

/// The list, ready to be asked.
#[derive(Debug)]
pub(crate) struct Frequencies(HashMap<&'static str, u64>);

impl Default for Frequencies {
    fn default() -> Self {
        let each =
            COMMON.iter().flat_map(|(often, words)| words.split_whitespace().map(|w| (w, *often)));
        Self(each.collect())
    }
}

impl Frequencies {
    /// How often the words of a term are said, in a million words.
    pub(crate) fn of(&self, term: &Term) -> u64 {
        match term {
            Term::Exact(word) => self.0.get(&**word).copied().unwrap_or(RARE),
            Term::Stem(stem) => STEM + 2_000 / (1 + stem.len() as u64),
            Term::Glob(_) => GLOB,
        }
    }
}
