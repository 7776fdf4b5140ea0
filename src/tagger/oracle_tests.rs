//! A slow, obvious matcher over words as they stand, held against the quick one on random patterns
//! and random speech.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::desk::Tagger;
use super::finder::{Finder, Found, Triggers};
use super::line::Line;
use super::plain_tests::lexicon;
use super::prepared::{Prepared, Text};
use super::step::Compiler;
use super::vocabulary::Classes;
use crate::lexicon::{Counting, Item, Matching, Pattern, Term};
use crate::model::{Role, Span};
use crate::text::{Forms, Tokens};

/// Where a match may have got to, and whether it may cross the edge of a sentence next.
type Reached = BTreeSet<(usize, bool)>;

fn hesitates(words: &Tokens, at: usize) -> bool {
    words.get(at).is_some_and(|t| t.skippable)
}

fn begins(words: &Tokens, at: usize) -> bool {
    words.get(at).is_some_and(|t| t.sentence_start)
}

/// The edge of a sentence lies before `at`, or before the hesitation that stands before it.
fn edge(words: &Tokens, at: usize) -> bool {
    at == 0
        || at == words.len()
        || begins(words, at)
        || (hesitates(words, at - 1) && edge(words, at - 1))
}

fn says(words: &Tokens, at: usize, terms: &[Term]) -> bool {
    let word = words.norm(at);
    terms.iter().any(|t| match t {
        Term::Exact(text) => word == &**text,
        Term::Stem(stem) => word.starts_with(&**stem),
        Term::Glob(_) => false,
    })
}

fn all(items: &[Item], words: &Tokens, origin: usize, from: (usize, bool)) -> Reached {
    let Some((first, rest)) = items.split_first() else { return Reached::from([from]) };
    let ends = one(first, words, origin, from);
    ends.into_iter().flat_map(|place| all(rest, words, origin, place)).collect()
}

fn one(item: &Item, words: &Tokens, origin: usize, (at, crosses): (usize, bool)) -> Reached {
    let mut reached = Reached::new();
    match item {
        Item::Word(terms) => {
            if at < words.len() && !(begins(words, at) && at != origin && !crosses) {
                if says(words, at, terms) {
                    reached.insert((at + 1, false));
                }
                if hesitates(words, at) && at != origin {
                    reached.extend(one(item, words, origin, (at + 1, crosses)));
                }
            }
        }
        Item::Group { alternatives, optional } => {
            if *optional {
                reached.insert((at, crosses));
            }
            for way in alternatives.iter() {
                reached.extend(all(way, words, origin, (at, crosses)));
            }
        }
        Item::Gap { min, max } => {
            if *min == 0 {
                reached.insert((at, crosses));
            }
            for end in at + 1..=words.len() {
                let taken = at..end;
                if !crosses && taken.clone().any(|i| begins(words, i)) {
                    break;
                }
                let own = |i: &usize| {
                    !hesitates(words, *i) && words.get(*i).is_some_and(|t| !t.continues_word)
                };
                let count = taken.filter(own).count();
                if (*min..=*max).contains(&count) {
                    reached.insert((end, false));
                }
            }
        }
        Item::TurnStart if (0..at).all(|i| hesitates(words, i)) => {
            reached.insert((at, crosses));
        }
        Item::TurnEnd if (at..words.len()).all(|i| hesitates(words, i)) => {
            reached.insert((at, crosses));
        }
        Item::TurnStart | Item::TurnEnd => {}
        Item::SentenceEdge => {
            let next = (at..words.len()).find(|i| !hesitates(words, *i)).unwrap_or(words.len());
            if edge(words, at) {
                reached.insert((at, true));
            } else if edge(words, next) {
                reached.insert((next, true));
            }
        }
        Item::QuestionEnd => {
            let last = (0..at).rev().find(|i| !hesitates(words, *i)).and_then(|i| words.get(i));
            let here = words.get(at).map(|t| t.sentence);
            if last.is_some_and(|t| {
                here != Some(t.sentence) && words.ends_in_question(t.sentence) == Some(true)
            }) {
                reached.insert((at, true));
            }
        }
        Item::Not(ways) => {
            if ways.iter().all(|w| all(w, words, origin, (at, crosses)).is_empty()) {
                reached.insert((at, crosses));
            }
        }
    }
    reached
}

/// The longest match of each pattern from each word.
fn obvious(patterns: &[Vec<Item>], text: &str) -> BTreeSet<Found> {
    let words = Tokens::new(text);
    let mut found = BTreeSet::new();
    for (program, items) in patterns.iter().enumerate() {
        for start in 0..words.len() {
            let ends = all(items, &words, start, (start, false));
            if let Some(end) = ends.into_iter().map(|p| p.0).filter(|end| *end > start).max()
                && begins_with_a_word(items, &words, start)
            {
                found.insert(Found {
                    program: program as u32,
                    start: start as u32,
                    end: end as u32,
                });
            }
        }
    }
    found
}

/// A match begins with a word of the pattern, never with a gap behind something left out.
fn begins_with_a_word(items: &[Item], words: &Tokens, start: usize) -> bool {
    fn firsts(items: &[Item], out: &mut Vec<Term>) -> bool {
        items.iter().all(|item| match item {
            Item::Word(terms) => {
                out.extend(terms.iter().cloned());
                false
            }
            Item::Group { alternatives, optional } => {
                let passes: Vec<bool> = alternatives.iter().map(|a| firsts(a, out)).collect();
                *optional || passes.contains(&true)
            }
            Item::Gap { .. } => false,
            _ => true,
        })
    }
    let mut terms = Vec::new();
    firsts(items, &mut terms);
    says(words, start, &terms)
}

fn quick(patterns: &[Vec<Item>], text: &str) -> BTreeSet<Found> {
    let mut compiler = Compiler::default();
    let mut finder = Finder::default();
    for items in patterns {
        let steps = compiler.pattern(items);
        finder.add(steps, &mut compiler.words);
    }
    let vocabulary = compiler.words.build();
    let (mut forms, mut words) = (Forms::default(), Prepared::default());
    let mut classes = Classes::new(&vocabulary);
    words.read(text, &mut forms, &vocabulary, &mut classes);
    let mut found = Vec::new();
    let text = Text { words: &words, classes: &classes };
    let mut triggers = Triggers::default();
    finder.find(text, &mut triggers, |_| true, |_| true, &mut found);
    found.into_iter().collect()
}

fn word() -> impl Strategy<Value = Item> {
    let term = prop_oneof![
        3 => "(you|i|never|not|sorry|but|um|so)".prop_map(|w| Term::Exact(w.into())),
        1 => "(n|so|lis|li)".prop_map(|w| Term::Stem(w.into())),
    ];
    prop::collection::vec(term, 1..3).prop_map(|terms| Item::Word(terms.into()))
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = prop_oneof![
        8 => word(),
        2 => (0usize..2, 1usize..4).prop_map(|(min, more)| Item::Gap { min, max: min + more }),
        1 => Just(Item::TurnStart),
        1 => Just(Item::TurnEnd),
        2 => Just(Item::SentenceEdge),
        1 => Just(Item::QuestionEnd),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let ways = || {
            prop::collection::vec(prop::collection::vec(inner.clone(), 1..3), 1..3)
                .prop_map(std::sync::Arc::<[Vec<Item>]>::from)
        };
        prop_oneof![
            3 => (ways(), any::<bool>())
                .prop_map(|(alternatives, optional)| Item::Group { alternatives, optional }),
            1 => ways().prop_map(Item::Not),
        ]
    })
}

/// What the reader of patterns lets through: at least one word that must stand there, and no gap at
/// either end.
fn pattern() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 1..5).prop_map(|mut items| {
        let gap = |i: Option<&Item>| matches!(i, Some(Item::Gap { .. }));
        while gap(items.first()) {
            items.remove(0);
        }
        while gap(items.last()) {
            items.pop();
        }
        if !items.iter().any(|i| matches!(i, Item::Word(_))) {
            items.push(Item::Word([Term::Exact("you".into())].into()));
        }
        items
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn the_quick_matcher_finds_what_the_obvious_one_finds(
        patterns in prop::collection::vec(pattern(), 1..5),
        text in "((you|you're|i|I|never|not|don't|sorry|but|um|uh|so|listen|lied)(, | |\\. |\\? | - |… |! )){0,12}",
    ) {
        prop_assert_eq!(quick(&patterns, &text), obvious(&patterns, &text));
    }

    /// Random rules over random sessions: the marks are those of the longest matches, and they are the
    /// same whether sessions are tagged together, apart, or in any other order.
    #[test]
    fn rules_mark_the_longest_of_what_the_obvious_matcher_finds(
        rules in prop::collection::vec(prop::collection::vec(pattern(), 1..4), 1..4),
        sessions in prop::collection::vec(
            prop::collection::vec("((you|you're|i|I|never|not|don't|sorry|but|um|uh|so|listen|lied|caf\u{e9})(, | |\\. |\\? | - |… |! )){0,10}", 1..4),
            1..4,
        ),
        turn in 0_usize..4,
    ) {
        let written = |items: &Vec<Item>| Pattern {
            written: String::new(),
            items: items.clone(),
            starts: Vec::new(),
            place: (0, 0),
        };
        let matching = |p: &Vec<Vec<Item>>| Matching::Patterns(p.iter().map(written).collect());
        let tagger = Tagger::new(lexicon(rules.iter().map(matching).collect(), Counting::Once));
        let lines = |session: &'_ Vec<String>| -> Vec<(usize, usize, Span)> {
            let lines: Vec<Line<'_>> = session
                .iter()
                .map(|text| Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 })
                .collect();
            let found = tagger.tag(&lines).into_iter();
            found.map(|t| (t.utterance, t.marker, t.span)).collect()
        };
        let mut desk = tagger.desk();
        let turn = turn % sessions.len();
        for session in sessions[turn..].iter().chain(&sessions[..turn]) {
            let together: Vec<Line<'_>> = session
                .iter()
                .map(|text| Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 })
                .collect();
            let together: Vec<_> =
                desk.tag(&together).into_iter().map(|t| (t.utterance, t.marker, t.span)).collect();
            prop_assert_eq!(&together, &lines(session));
            let mut wanted = Vec::new();
            for (u, text) in session.iter().enumerate() {
                let words = Tokens::new(text);
                for (marker, patterns) in rules.iter().enumerate() {
                    let longest = obvious(patterns, text)
                        .into_iter()
                        .min_by_key(|f| (u32::MAX - (f.end - f.start), f.start));
                    if let Some(f) = longest {
                        let first = words.get(f.start as usize).unwrap().span.start;
                        let last = words.get(f.end as usize - 1).unwrap().span.end;
                        wanted.push((u, marker, Span::new(first, last)));
                    }
                }
            }
            prop_assert_eq!(together, wanted);
        }
    }
}
