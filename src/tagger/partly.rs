//! How far a pattern came that did not match: which of its words are there, and what is not as it
//! asks.
//!
//! Of all ways to lay a pattern along the text the one is taken that finds the most, rare words before
//! frequent ones. Must not know: rules, gates, speakers.

use super::explanation::Lacking;
use super::frequency::Frequencies;
use super::laid::{Laid, lay, starts};
use super::needs::{least_rarity, least_words, named};
use super::speech::Speech;
use crate::lexicon::Item;

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

/// From where on a way is not worth following.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    /// The least that has to be there, by the weight of the words.
    pub(crate) share: f64,
    /// In so many places at most, one after another, something may be amiss.
    pub(crate) breaks: usize,
}

/// How far a pattern came within bounds.
pub(crate) fn partly(
    items: &[Item],
    speech: &Speech<'_>,
    frequencies: &Frequencies,
    bounds: Bounds,
) -> Option<Partly> {
    let starts = starts(items, speech, frequencies, bounds.share);
    if starts.is_empty() {
        return None;
    }
    let laid = lay(items, speech, frequencies, false);
    let states = starts.into_iter().map(|at| State { at, ..State::default() }).collect();
    let weight: i32 = items.iter().map(|i| least_rarity(i, frequencies)).sum();
    let mut search = Search {
        speech,
        nodes: Vec::new(),
        step: 0,
        depth: 0,
        strict: 0,
        breaks: bounds.breaks,
        most_missing: (f64::from(weight) * (1.0 - bounds.share)) as i32,
    };
    let ends = search.sequence(&laid, states);
    let best = ends
        .into_iter()
        .filter(|s| s.found > 0)
        .max_by_key(|s| (s.value, std::cmp::Reverse(s.at)))?;
    Some(search.tell(best))
}

/// A place that may have been reached: the next word, and what was found on the best way there.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    at: usize,
    found: u32,
    /// The pattern was begun, if only by a word that stands instead of its own.
    begun: bool,
    /// A sentence may end before the next word.
    crosses: bool,
    value: i32,
    trail: Option<usize>,
    /// How rare the words are that are missing.
    missing: i32,
    /// In how many places something is amiss, and the last such step.
    breaks: usize,
    broken: usize,
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
    Missing { item: &'p Item, whole: bool, rarity: i32, instead: Option<usize> },
    Lacks(Lacking),
}

struct Search<'s, 'p> {
    speech: &'s Speech<'s>,
    nodes: Vec<Node<'p>>,
    /// The step outside brackets that is being looked at.
    step: usize,
    depth: usize,
    /// Above 0: everything must be as the pattern says.
    strict: usize,
    breaks: usize,
    most_missing: i32,
}

impl<'p> Search<'_, 'p> {
    fn after(&mut self, state: State, cost: i32, event: Event<'p>) -> State {
        let step = self.step;
        self.nodes.push(Node { before: state.trail, step, event });
        State { value: state.value - cost, trail: Some(self.nodes.len() - 1), ..state }
    }

    /// The same place, with something amiss; nothing where everything must be right, or where too
    /// much is amiss already.
    fn amiss(&mut self, state: State, cost: i32, event: Event<'p>) -> Option<State> {
        let missing = match &event {
            Event::Missing { rarity, .. } => state.missing + rarity,
            _ => state.missing,
        };
        let goes_on = state.breaks > 0 && self.step <= state.broken + 1;
        let breaks = state.breaks + usize::from(!goes_on);
        if self.strict > 0 || breaks > self.breaks || missing > self.most_missing {
            return None;
        }
        let state = State { missing, breaks, broken: self.step, ..state };
        Some(self.after(state, cost, event))
    }

    fn sequence(&mut self, steps: &[Laid<'p>], mut states: Vec<State>) -> Vec<State> {
        for (i, step) in steps.iter().enumerate() {
            if self.depth == 0 {
                self.step = i;
            }
            let mut next = Vec::new();
            for state in states {
                self.one(step, state, &mut next);
            }
            // The best way to each place; of equal ones, the one that may go on further.
            next.sort_by_key(|s| (s.at, -s.value, !s.crosses));
            next.dedup_by_key(|s| s.at);
            states = next;
        }
        states
    }

    fn one(&mut self, step: &Laid<'p>, state: State, next: &mut Vec<State>) {
        match step {
            Laid::Word { item, places, rarity } => {
                self.word(places, *rarity, state, next);
                self.missing(item, *rarity, state, next);
            }
            Laid::Gap { min, max } => self.gap(*min, *max, state, next),
            Laid::Group { ways, optional: true, .. } => {
                next.push(state);
                next.extend(self.strictly(ways, state));
            }
            Laid::Group { item, ways, optional: false, rarity } => {
                self.group(ways, state, next);
                self.missing(item, *rarity, state, next);
            }
            Laid::Not(ways) => {
                let ends = self.strictly(ways, state);
                match ends.iter().map(|s| s.at).filter(|end| *end > state.at).max() {
                    Some(end) => {
                        let what = Lacking::AnythingBut(self.speech.span(state.at, end));
                        next.extend(self.amiss(state, AMISS, Event::Lacks(what)));
                    }
                    None => next.push(state),
                }
            }
            Laid::Edge(item) => self.edge(item, state, next),
        }
    }

    /// Takes a word where it stands next, or near.
    fn word(&mut self, places: &[usize], rarity: i32, state: State, next: &mut Vec<State>) {
        let speech = self.speech;
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
                here =
                    here.and_then(|s| self.amiss(s, BETWEEN * between as i32, Event::Lacks(what)));
            }
            let parted = (state.at..=at).any(|i| speech.parts(i));
            if state.begun && parted && !state.crosses {
                let what = Lacking::OneSentence(speech.span(at, at + 1));
                here = here.and_then(|s| self.amiss(s, 2 * AMISS, Event::Lacks(what)));
            }
            if let Some(here) = here {
                let found = self.after(here, -rarity, Event::Found { word: at, rarity, needed });
                let found = State { found: found.found + 1, begun: true, crosses: false, ..found };
                next.push(State { at: at + 1, ..found });
            }
        }
    }

    /// Goes on without a step, or with a word that stands in its place, which tells more.
    fn missing(&mut self, item: &'p Item, rarity: i32, state: State, next: &mut Vec<State>) {
        let words = least_words(item);
        if self.strict > 0 || words == 0 {
            return;
        }
        let (whole, cost) = (self.depth == 0, MISSING * words as i32);
        next.extend(self.amiss(
            state,
            cost + 1,
            Event::Missing { item, whole, rarity, instead: None },
        ));
        let speech = self.speech;
        let other = (state.at..speech.len()).find(|i| !speech.skippable(*i));
        let parted = |at: usize| (state.at..=at).any(|i| speech.parts(i));
        if let Some(at) = other.filter(|at| !state.begun || state.crosses || !parted(*at)) {
            let instead = Some(at);
            let gone = self.amiss(state, cost, Event::Missing { item, whole, rarity, instead });
            next.extend(gone.map(|g| State { at: at + 1, begun: true, crosses: false, ..g }));
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
            next.extend(self.amiss(state, AMISS, Event::Lacks(Lacking::MoreBetween)));
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

    /// Takes one of several ways, if only in part.
    fn group(&mut self, ways: &[Vec<Laid<'p>>], state: State, next: &mut Vec<State>) {
        self.depth += 1;
        for way in ways {
            let wordless = !way.iter().any(|s| matches!(s, Laid::Word { .. } | Laid::Group { .. }));
            let ends = self.sequence(way, vec![state]);
            // A way of which nothing was found is no better than none.
            let worth = |s: &State| wordless || self.strict > 0 || s.found > state.found;
            next.extend(ends.into_iter().filter(worth));
        }
        self.depth -= 1;
    }

    /// The ends of ways that match as they are.
    fn strictly(&mut self, ways: &[Vec<Laid<'p>>], state: State) -> Vec<State> {
        self.strict += 1;
        self.depth += 1;
        let ends = ways.iter().flat_map(|way| self.sequence(way, vec![state])).collect();
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
            next.extend(self.amiss(state, AMISS, Event::Lacks(what)));
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
                Event::Missing { item, whole, rarity, instead } => {
                    let instead = instead.map(|at| self.speech.span(at, at + 1));
                    let what = Lacking::Words { such_as: named(item), instead };
                    partly.lacks.push(Gone { step: node.step, what, whole: *whole });
                    partly.needed += least_words(item);
                    partly.rarity.0 += rarity;
                    partly.rarity.1 += rarity;
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
