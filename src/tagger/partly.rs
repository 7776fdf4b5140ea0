//! How far a pattern came that did not match: which of its words are there, and what is not as it
//! asks.
//!
//! Of all ways to lay a pattern along the text the one is taken that finds the most, rare words before
//! frequent ones. Must not know: rules, gates, speakers.

use super::explanation::Lacking;
use super::frequency::Frequencies;
use super::needs::{least_rarity, least_words, named, rarity, words_of};
use super::speech::Speech;
use crate::lexicon::{Item, Term};

/// So many words may stand where a pattern allows none, and it is still near.
const MOST_BETWEEN: usize = 3;
/// What is taken off for a word that is not there, for a word between, and for anything else that
/// is not as it should be. A frequent word counts about 30, a rare one about 100.
const MISSING: i32 = 10;
const BETWEEN: i32 = 20;
const AMISS: i32 = 15;

/// How far a pattern came. Steps are those of the pattern outside brackets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Partly {
    pub(crate) found: Vec<Piece>,
    pub(crate) lacks: Vec<Gone>,
    /// How many words it needs in all.
    pub(crate) needed: usize,
    /// How rare the needed words are together, and how rare those that are missing.
    pub(crate) rarity: (i32, i32),
}

/// Something that is not as the pattern says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gone {
    pub(crate) step: usize,
    pub(crate) what: Lacking,
    /// The whole step is missing, and not only a part of what stands in its brackets.
    pub(crate) whole: bool,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) step: usize,
    pub(crate) word: usize,
    pub(crate) needed: bool,
}

/// How far a pattern came, if any of its words are there.
pub(crate) fn partly(
    items: &[Item],
    speech: &Speech<'_>,
    frequencies: &Frequencies,
) -> Option<Partly> {
    let mut starts = Vec::new();
    words_of(items, &mut |terms| {
        // A word or two may stand there instead of the first ones.
        let each = speech.places(terms).into_iter();
        starts.extend(each.flat_map(|at| [at, at.saturating_sub(1), at.saturating_sub(2)]));
    });
    starts.sort_unstable();
    starts.dedup();
    let states = starts
        .into_iter()
        .map(|at| State { at, found: 0, begun: false, crosses: false, value: 0, trail: None })
        .collect();
    let mut search =
        Search { speech, frequencies, nodes: Vec::new(), step: 0, depth: 0, strict: 0 };
    let ends = search.sequence(items, states);
    let best = ends
        .into_iter()
        .filter(|s| s.found > 0)
        .max_by_key(|s| (s.value, std::cmp::Reverse(s.at)))?;
    Some(search.tell(best))
}

/// A place that may have been reached: the next word, and what was found on the best way there.
#[derive(Debug, Clone, Copy)]
struct State {
    at: usize,
    found: u32,
    /// The pattern was begun, if only by a word that stands instead of its own.
    begun: bool,
    /// A sentence may end before the next word.
    crosses: bool,
    value: i32,
    trail: Option<usize>,
}

/// A step of the way, and the one before it.
#[derive(Debug)]
struct Node<'p> {
    before: Option<usize>,
    step: usize,
    event: Event<'p>,
}

#[derive(Debug)]
enum Event<'p> {
    Found { word: usize, rarity: i32, needed: bool },
    Missing { item: &'p Item, whole: bool, instead: Option<usize> },
    Lacks(Lacking),
}

struct Search<'s, 'p> {
    speech: &'s Speech<'s>,
    frequencies: &'s Frequencies,
    nodes: Vec<Node<'p>>,
    /// The step outside brackets that is being looked at.
    step: usize,
    depth: usize,
    /// Above 0: everything must be as the pattern says.
    strict: usize,
}

impl<'p> Search<'_, 'p> {
    fn after(&mut self, state: State, cost: i32, event: Event<'p>) -> State {
        let step = self.step;
        self.nodes.push(Node { before: state.trail, step, event });
        State { value: state.value - cost, trail: Some(self.nodes.len() - 1), ..state }
    }

    /// The same place, with something amiss; nothing where everything must be right.
    fn amiss(&mut self, state: State, cost: i32, what: Lacking) -> Option<State> {
        (self.strict == 0).then(|| self.after(state, cost, Event::Lacks(what)))
    }

    fn sequence(&mut self, items: &'p [Item], mut states: Vec<State>) -> Vec<State> {
        for (i, item) in items.iter().enumerate() {
            if self.depth == 0 {
                self.step = i;
            }
            let mut next = Vec::new();
            let places =
                if let Item::Word(terms) = item { self.speech.places(terms) } else { Vec::new() };
            for state in states {
                match item {
                    Item::Word(terms) => self.word(item, terms, &places, state, &mut next),
                    _ => self.one(item, state, &mut next),
                }
            }
            // The best way to each place; of equal ones, the one that may go on further.
            next.sort_by_key(|s| (s.at, -s.value, !s.crosses));
            next.dedup_by_key(|s| s.at);
            states = next;
        }
        states
    }

    fn one(&mut self, item: &'p Item, state: State, next: &mut Vec<State>) {
        match item {
            Item::Gap { min, max } => self.gap(*min, *max, state, next),
            Item::Group { alternatives, optional } => {
                self.group(item, alternatives, *optional, state, next);
            }
            Item::Not(alternatives) => {
                let ends = self.strictly(alternatives, state);
                match ends.iter().map(|s| s.at).filter(|end| *end > state.at).max() {
                    Some(end) => {
                        let what = Lacking::AnythingBut(self.speech.span(state.at, end));
                        next.extend(self.amiss(state, AMISS, what));
                    }
                    None => next.push(state),
                }
            }
            _ => self.edge(item, state, next),
        }
    }

    fn word(
        &mut self,
        item: &'p Item,
        terms: &'p [Term],
        places: &[usize],
        state: State,
        next: &mut Vec<State>,
    ) {
        let speech = self.speech;
        let rarity = rarity(self.frequencies, terms);
        let needed = self.strict == 0;
        let mut between = 0;
        for &at in &places[places.partition_point(|p| *p < state.at)..] {
            let passed = (state.at..at).filter(|i| !speech.skippable(*i)).count();
            between = between.max(passed);
            if between > MOST_BETWEEN || (!state.begun && at > state.at) {
                break;
            }
            let mut here = Some(state);
            if between > 0 {
                let what = Lacking::NothingBetween(speech.span(state.at, at));
                here = here.and_then(|s| self.amiss(s, BETWEEN * between as i32, what));
            }
            let parted = (state.at..=at).any(|i| speech.parts(i));
            if state.begun && parted && !state.crosses {
                let what = Lacking::OneSentence(speech.span(at, at + 1));
                here = here.and_then(|s| self.amiss(s, 2 * AMISS, what));
            }
            if let Some(here) = here {
                let found = self.after(here, -rarity, Event::Found { word: at, rarity, needed });
                let found = State { found: found.found + 1, begun: true, crosses: false, ..found };
                next.push(State { at: at + 1, ..found });
            }
        }
        self.missing(item, state, next);
    }

    /// Goes on without a step, or with a word that stands in its place.
    fn missing(&mut self, item: &'p Item, state: State, next: &mut Vec<State>) {
        let words = least_words(item);
        if self.strict > 0 || words == 0 {
            return;
        }
        let (whole, cost) = (self.depth == 0, MISSING * words as i32);
        next.push(self.after(state, cost, Event::Missing { item, whole, instead: None }));
        let speech = self.speech;
        let other = (state.at..speech.len()).find(|i| !speech.skippable(*i));
        let parted = |at: usize| (state.at..=at).any(|i| speech.parts(i));
        if let Some(at) = other.filter(|at| !state.begun || state.crosses || !parted(*at)) {
            let instead = Some(at);
            let gone = self.after(state, cost + 1, Event::Missing { item, whole, instead });
            next.push(State { at: at + 1, begun: true, crosses: false, ..gone });
        }
    }

    fn gap(&mut self, min: usize, max: usize, state: State, next: &mut Vec<State>) {
        if !state.begun {
            next.push(state);
            return;
        }
        if min == 0 {
            next.push(state);
        } else {
            next.extend(self.amiss(state, AMISS, Lacking::MoreBetween));
        }
        let mut taken = 0;
        for at in state.at..self.speech.len() {
            taken += usize::from(self.speech.counts(at));
            if taken > max || (self.speech.parts(at) && !state.crosses) {
                return;
            }
            if taken >= min {
                next.push(State { at: at + 1, crosses: false, ..state });
            }
        }
    }

    fn group(
        &mut self,
        item: &'p Item,
        alternatives: &'p [Vec<Item>],
        optional: bool,
        state: State,
        next: &mut Vec<State>,
    ) {
        if optional {
            next.push(state);
            next.extend(self.strictly(alternatives, state));
            return;
        }
        self.depth += 1;
        for way in alternatives {
            let mut any = false;
            words_of(way, &mut |terms| any = any || self.speech.holds(terms));
            if any || !way.iter().any(|i| matches!(i, Item::Word(_) | Item::Group { .. })) {
                let ends = self.sequence(way, vec![state]);
                // A way of which nothing was found is no better than none.
                let worth = |s: &State| self.strict > 0 || s.found > state.found || !any;
                next.extend(ends.into_iter().filter(worth));
            }
        }
        self.depth -= 1;
        self.missing(item, state, next);
    }

    /// The ends of alternatives that match as they are.
    fn strictly(&mut self, alternatives: &'p [Vec<Item>], state: State) -> Vec<State> {
        self.strict += 1;
        self.depth += 1;
        // Before the first word anything may stand, so that no word can be told to be the next.
        let ends = alternatives.iter().flat_map(|way| self.sequence(way, vec![state])).collect();
        self.depth -= 1;
        self.strict -= 1;
        ends
    }

    fn edge(&mut self, item: &'p Item, state: State, next: &mut Vec<State>) {
        let speech = self.speech;
        let rest = (state.at..speech.len()).find(|i| !speech.skippable(*i)).unwrap_or(speech.len());
        let before = (0..state.at).rev().find(|i| !speech.skippable(*i));
        let ends = rest == speech.len();
        let parted = ends || before.is_none_or(|b| speech.sentence(b) != speech.sentence(rest));
        let here = speech.span(state.at.min(speech.len() - 1), state.at.min(speech.len() - 1) + 1);
        let last = before.map_or(here, |b| speech.span(b, b + 1));
        let (holds, what) = match item {
            Item::TurnStart => (before.is_none(), Lacking::TurnStart(here)),
            Item::TurnEnd => (ends, Lacking::TurnEnd(last)),
            Item::SentenceEdge if !state.begun => (parted, Lacking::SentenceEdge(here)),
            Item::SentenceEdge => (parted, Lacking::SentenceEdge(last)),
            _ => {
                let asked = before.and_then(|b| speech.sentence(b)).is_some_and(|s| speech.asks(s));
                (parted && asked, Lacking::QuestionEnd(last))
            }
        };
        let crosses = matches!(item, Item::SentenceEdge | Item::QuestionEnd);
        if holds {
            next.push(State { crosses: state.crosses || crosses, ..state });
        } else {
            next.extend(self.amiss(state, AMISS, what));
        }
    }

    /// What happened on the way to a state.
    fn tell(&self, end: State) -> Partly {
        let mut partly = Partly { found: Vec::new(), lacks: Vec::new(), needed: 0, rarity: (0, 0) };
        let mut at = end.trail;
        while let Some(node) = at.map(|i| &self.nodes[i]) {
            match &node.event {
                Event::Found { word, rarity, needed } => {
                    partly.found.push(Piece { step: node.step, word: *word, needed: *needed });
                    if *needed {
                        partly.needed += 1;
                        partly.rarity.0 += rarity;
                    }
                }
                Event::Missing { item, whole, instead } => {
                    let rare = least_rarity(item, self.frequencies);
                    let instead = instead.map(|at| self.speech.span(at, at + 1));
                    let what = Lacking::Words { such_as: named(item), instead };
                    partly.lacks.push(Gone { step: node.step, what, whole: *whole });
                    partly.needed += least_words(item);
                    partly.rarity.0 += rare;
                    partly.rarity.1 += rare;
                }
                Event::Lacks(what) => {
                    partly.lacks.push(Gone { step: node.step, what: what.clone(), whole: false });
                }
            }
            at = node.before;
        }
        partly.found.reverse();
        partly.lacks.reverse();
        partly
    }
}
