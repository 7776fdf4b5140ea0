//! Runs the machine over texts, and remembers each step, so that the same words after the same
//! words cost one look into a table.
//!
//! This is the lazily built automaton of regular expression engines (Thompson 1968; Cox 2007), over
//! words in place of letters. Must not know: what a match means.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::machine::{END, Item, Machine, Symbol, Work, bits};
use super::vocabulary::Classes;

/// A match of a program: words `start..end`, the longest from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) program: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

type State = u32;
const DEAD: State = 0;
const START: State = State::MAX;

/// What came of a step: the programs accepted before the word, and the state after it.
#[derive(Debug, Clone, Copy)]
struct Move {
    accepted: u32,
    next: State,
}

/// More steps than this are forgotten all at once, so that memory stays bounded.
const MOST_MOVES: usize = 200_000;
const MOST_ITEMS: usize = 4_000_000;

/// What one thread remembers of a machine's steps.
#[derive(Debug, Default)]
pub(crate) struct Walker {
    moves: HashMap<u64, Move, FxBuildHasher>,
    states: Vec<Box<[Item]>>,
    by_items: HashMap<Box<[Item]>, State, FxBuildHasher>,
    accepts: Vec<Box<[u32]>>,
    by_accepted: HashMap<Box<[u32]>, u32, FxBuildHasher>,
    items: usize,
    /// For each class whether a match can begin with it: 0 unknown, 1 no, 2 yes.
    starters: Vec<u8>,
    work: Work,
}

impl Walker {
    /// Appends the longest match of each program from each word of a text that is given as symbols, one for each
    /// word and one for its end. In order of start; for a program that looks ahead it is only a
    /// place to look at.
    pub(crate) fn walk(
        &mut self,
        machine: &Machine,
        classes: &Classes,
        symbols: &[Symbol],
        out: &mut Vec<Found>,
    ) {
        if self.moves.len() > MOST_MOVES || self.items > MOST_ITEMS {
            let starters = std::mem::take(&mut self.starters);
            *self = Self { starters, ..Self::default() };
        }
        for start in 0..symbols.len().saturating_sub(1) {
            let class = symbols[start] >> 8;
            if class == 0 || !self.starts(machine, classes, class) {
                continue;
            }
            let first = out.len();
            let mut state = self.go(machine, classes, START, symbols[start]).next;
            let mut at = start + 1;
            while state != DEAD && at < symbols.len() {
                let step = self.go(machine, classes, state, symbols[at]);
                if step.accepted != 0 {
                    for program in &self.accepts[step.accepted as usize] {
                        let found =
                            Found { program: *program, start: start as u32, end: at as u32 };
                        match out[first..].iter_mut().find(|f| f.program == *program) {
                            Some(shorter) => *shorter = found,
                            None => out.push(found),
                        }
                    }
                }
                state = step.next;
                at += 1;
            }
        }
    }

    #[inline]
    fn starts(&mut self, machine: &Machine, classes: &Classes, class: u32) -> bool {
        match self.starters.get(class as usize) {
            Some(2) => true,
            Some(1) => false,
            _ => {
                let starts = machine.can_start(classes.leaves(class));
                if self.starters.len() <= class as usize {
                    self.starters.resize(class as usize + 1, 0);
                }
                self.starters[class as usize] = 1 + u8::from(starts);
                starts
            }
        }
    }

    #[inline]
    fn go(&mut self, machine: &Machine, classes: &Classes, state: State, symbol: Symbol) -> Move {
        let key = u64::from(state) << 32 | u64::from(symbol);
        match self.moves.get(&key) {
            Some(known) => *known,
            None => self.learn(machine, classes, state, symbol, key),
        }
    }

    #[cold]
    fn learn(
        &mut self,
        machine: &Machine,
        classes: &Classes,
        state: State,
        symbol: Symbol,
        key: u64,
    ) -> Move {
        if self.states.is_empty() {
            self.states.push(Box::default());
            self.by_items.insert(Box::default(), DEAD);
            self.accepts.push(Box::default());
            self.by_accepted.insert(Box::default(), 0);
        }
        if state == START {
            let mut items = Vec::new();
            machine.starts(classes.leaves(symbol >> 8), &mut items);
            machine.step(&items, symbol, true, classes, &mut self.work);
            // A match has at least one word.
            self.work.accepted.clear();
        } else {
            let items = &self.states[state as usize];
            machine.step(items, symbol, false, classes, &mut self.work);
        }
        let next = match self.by_items.get(self.work.after.as_slice()) {
            Some(state) => *state,
            None => {
                let items: Box<[Item]> = self.work.after.as_slice().into();
                self.items += items.len();
                self.states.push(items.clone());
                self.by_items.insert(items, self.states.len() as State - 1);
                self.states.len() as State - 1
            }
        };
        let accepted = match self.by_accepted.get(self.work.accepted.as_slice()) {
            Some(number) => *number,
            None => {
                let programs: Box<[u32]> = self.work.accepted.as_slice().into();
                self.accepts.push(programs.clone());
                self.by_accepted.insert(programs, self.accepts.len() as u32 - 1);
                self.accepts.len() as u32 - 1
            }
        };
        let step = Move { accepted, next };
        self.moves.insert(key, step);
        step
    }
}

/// The symbols of whole words for the dictionaries' machine: anything but white space before a
/// word parts it from the one before, and no word is stepped over.
pub(crate) fn plain_symbol(class: u32, spaced: bool) -> Symbol {
    class << 8 | if spaced { 0 } else { bits::SENTENCE_START }
}

/// The symbol for the end of a text.
pub(crate) fn end_symbol(place: u32) -> Symbol {
    END << 8 | place
}
