//! A pattern as the phrases that people would write down: every way that it leaves open, with short
//! forms put together again.
//!
//! Must not know: rules, gates.

use std::collections::HashMap;

use crate::lexicon::item::{Item, Term};
use crate::text::{Tokens, unmarked};

/// A pattern that stands for more phrases than this is not written out.
const MOST_PHRASES: usize = 500;

/// The longest written form, in words that it stands for.
const MOST_PIECES: usize = 3;

/// Why a pattern cannot be said in phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Obstacle {
    /// Any words may stand between.
    Gap,
    /// It holds on to the edge of a turn or sentence.
    Edge,
    /// Some words must not stand there.
    Not,
    /// It stands for too many phrases.
    TooMany,
    /// It begins within a short form.
    Fragment,
}

/// The phrases of a pattern.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Phrases {
    pub(super) all: Vec<String>,
    /// Some of its ways could not be said.
    pub(super) partly: bool,
}

/// Turns patterns into phrases.
pub(super) struct Speller {
    /// Written forms such as *gonna* by the words that they stand for. Sloppy ones (*youre*, *ya*)
    /// are left out: they would double every other phrase.
    unmarked: HashMap<Vec<&'static str>, Vec<&'static str>>,
}

type Sequence<'p> = Vec<&'p Term>;

impl Speller {
    pub(super) fn new() -> Self {
        let mut by_words: HashMap<_, Vec<_>> = HashMap::new();
        for (form, words) in unmarked() {
            let usual = words.len() > 1 && join(&words).is_none();
            if usual {
                by_words.entry(words).or_default().push(form);
            }
        }
        Self { unmarked: by_words }
    }

    /// The phrases of a pattern.
    pub(super) fn phrases(&self, items: &[Item]) -> Result<Phrases, Obstacle> {
        let mut phrases = Phrases::default();
        let sequences = ways(items, vec![Vec::new()], &mut phrases.partly)?;
        for sequence in &sequences {
            self.spell(sequence, String::new(), &mut phrases.all)?;
        }
        if phrases.all.is_empty() {
            return Err(Obstacle::Fragment);
        }
        phrases.all.sort();
        phrases.all.dedup();
        Ok(phrases)
    }

    /// Every way of writing a sequence of words down.
    fn spell(
        &self,
        left: &[&Term],
        written: String,
        out: &mut Vec<String>,
    ) -> Result<(), Obstacle> {
        if left.is_empty() {
            out.push(written);
            return if out.len() > MOST_PHRASES { Err(Obstacle::TooMany) } else { Ok(()) };
        }
        for taken in 1..=MOST_PIECES.min(left.len()) {
            for form in self.forms(&left[..taken]) {
                let space = if written.is_empty() { "" } else { " " };
                self.spell(&left[taken..], format!("{written}{space}{form}"), out)?;
            }
        }
        Ok(())
    }

    /// The written words that stand for these words of a pattern.
    fn forms(&self, terms: &[&Term]) -> Vec<String> {
        let mut words = Vec::new();
        for term in terms {
            match term {
                Term::Exact(word) => words.push(&**word),
                Term::Stem(stem) if terms.len() == 1 => return vec![format!("{stem}*")],
                Term::Glob(glob) if terms.len() == 1 => return vec![glob.to_string()],
                _ => return Vec::new(),
            }
        }
        let mut forms: Vec<String> =
            self.unmarked.get(&words).into_iter().flatten().map(|f| (*f).to_string()).collect();
        let joined = join(&words);
        forms.extend(joined.filter(|j| words.len() == 1 || stands_for(j, &words)));
        forms
    }
}

/// Words written as one: `you` `'re`, `do` `n't`; a single word is itself.
fn join(words: &[&str]) -> Option<String> {
    let (first, endings) = words.split_first()?;
    if first.starts_with('\'') || *first == "n't" {
        return None;
    }
    let mut written = (*first).to_string();
    for ending in endings {
        match (written.as_str(), *ending) {
            ("can", "n't") => written = "can't".into(),
            ("will", "n't") => written = "won't".into(),
            ("shall", "n't") => written = "shan't".into(),
            ("let", "us") => written = "let's".into(),
            (_, ending) if ending.starts_with('\'') || ending == "n't" => written.push_str(ending),
            _ => return None,
        }
    }
    // *ai* is no word without its ending.
    (written != "ai").then_some(written)
}

/// Whether a text is taken apart into these words.
fn stands_for(written: &str, words: &[&str]) -> bool {
    let tokens = Tokens::new(written);
    tokens.len() == words.len() && (0..words.len()).all(|i| tokens.norm(i) == words[i])
}

/// Every sequence of words that the items leave open, behind each of `begun`.
fn ways<'p>(
    items: &'p [Item],
    mut begun: Vec<Sequence<'p>>,
    partly: &mut bool,
) -> Result<Vec<Sequence<'p>>, Obstacle> {
    for item in items {
        begun = match item {
            Item::Word(terms) => {
                room(begun.len() * terms.len())?;
                let with = |s: &Sequence<'p>, t| s.iter().copied().chain([t]).collect();
                begun.iter().flat_map(|s| terms.iter().map(move |t| with(s, t))).collect()
            }
            Item::Group { alternatives, optional } => {
                let mut all = if *optional { begun.clone() } else { Vec::new() };
                let mut obstacle = None;
                for items in alternatives.iter() {
                    match ways(items, begun.clone(), partly) {
                        Ok(more) => all.extend(more),
                        Err(Obstacle::TooMany) => return Err(Obstacle::TooMany),
                        Err(why) => obstacle = Some(why),
                    }
                    room(all.len())?;
                }
                match obstacle {
                    Some(why) if all.is_empty() => return Err(why),
                    Some(_) => *partly = true,
                    None => {}
                }
                all
            }
            Item::Gap { .. } => return Err(Obstacle::Gap),
            Item::TurnStart | Item::TurnEnd | Item::SentenceEdge | Item::QuestionEnd => {
                return Err(Obstacle::Edge);
            }
            Item::Not(_) => return Err(Obstacle::Not),
        };
    }
    Ok(begun)
}

fn room(phrases: usize) -> Result<(), Obstacle> {
    if phrases > MOST_PHRASES { Err(Obstacle::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::lexicon::pattern::parse;
    use crate::lexicon::sets::Sets;

    fn phrases(pattern: &str) -> Result<Phrases, Obstacle> {
        let mut sets = Sets::default();
        let many: Vec<String> = (0..60).map(|i| format!("w{i}")).collect();
        assert!(sets.add(&BTreeMap::from([("many".to_string(), many)])).is_empty());
        Speller::new().phrases(&parse(pattern, &sets).unwrap().items)
    }

    fn shown(pattern: &str) -> String {
        phrases(pattern).unwrap().all.join(", ")
    }

    #[test]
    fn short_forms_are_put_together_again() {
        assert_eq!(shown("so lazy"), "so lazy");
        assert_eq!(shown("he is late"), "he is late, he's late");
        assert_eq!(shown("do not go"), "ain't go, do not go, don't go");
        assert_eq!(shown("he is not"), "he ain't, he is not, he isn't, he's not");
        assert_eq!(shown("listen*|hear"), "hear, listen*");
        assert_eq!(shown("(so|really)? lazy"), "lazy, really lazy, so lazy");
        assert_eq!(shown("(not at all|never)"), "never, not at all");
        assert_eq!(shown("going to cry"), "finna cry, going to cry, gonna cry");
        assert_eq!(shown("let us try"), "let us try, let's try");
    }

    #[test]
    fn what_phrases_cannot_say_is_told_apart() {
        assert_eq!(phrases("you <0-2> never"), Err(Obstacle::Gap));
        assert_eq!(phrases("^ yes but"), Err(Obstacle::Edge));
        assert_eq!(phrases("sorry !that"), Err(Obstacle::Not));
        assert_eq!(phrases("@many @many"), Err(Obstacle::TooMany));
        let part = phrases("sorry (.)? but").unwrap();
        assert_eq!((part.all.join(", "), part.partly), ("sorry but".to_string(), true));
    }
}
