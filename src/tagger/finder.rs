//! Finds every pattern in a text without asking each: a pattern is looked at only where its
//! rarest word stands.
//!
//! Each pattern is entered in an index under the words of which every match holds one (its keys),
//! with how far behind the first word they can stand. Only where a key is met, and a first word at
//! such a distance before, is the pattern itself held against the text. Must not know: what a
//! match means.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::matching::longest;
use super::prepared::{Text, bits};
use super::step::{Step, all_keys, begins_with_edge, begins_with_gap, firsts, keys};
use super::vocabulary::{Class, Leaf, VocabularyBuilder};

/// A match: words `start..end`, the longest from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) program: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A pattern, and what is known of it beforehand.
#[derive(Debug)]
struct Program {
    steps: Vec<Step>,
    /// All words with which a match can begin.
    first: Leaf,
    /// One word is all there is to it.
    single: bool,
    /// What must be true of its first word: one of these bits.
    opens: u32,
}

/// A program to look at where a key was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Trigger {
    program: u32,
    nearest: u16,
    farthest: u16,
    /// What else must stand somewhere in the text: bits of [`Finder::needed`].
    needs: [u16; 2],
}

/// Patterns with their index.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    programs: Vec<Program>,
    by_leaf: Vec<Vec<Trigger>>,
    /// For each leaf that some program needs beside its key, the bit that stands for it.
    needed: HashMap<Leaf, u16, FxBuildHasher>,
}

/// What each class triggers, as far as it was asked for. Kept by each worker.
#[derive(Debug, Default)]
pub(crate) struct Triggers {
    by_class: Vec<Cell>,
    /// Programs of one word, all there is to find where it stands.
    singles: Vec<u32>,
    triggers: Vec<Trigger>,
    /// For each class the bits of the needed leaves that accept it.
    needs: Vec<u64>,
    /// The bits of all words of the text at hand.
    present: Vec<u64>,
}

/// Where a class's singles and triggers lie.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    known: bool,
    singles: (u32, u32),
    triggers: (u32, u32),
}

/// A need of a program that has none.
const NOTHING: u16 = u16::MAX;

impl Finder {
    /// Adds a pattern; returns its number. One that needs no word is never found.
    pub(crate) fn add(&mut self, steps: Vec<Step>, words: &mut VocabularyBuilder) -> u32 {
        let number = self.programs.len() as u32;
        let mut leaves = Vec::new();
        firsts(&steps, &mut leaves);
        let first = words.union(&leaves);
        let slack = usize::from(begins_with_gap(&steps) || begins_with_edge(&steps));
        let single = matches!(steps.as_slice(), [Step::Word(_)]);
        let needs = if single { [NOTHING; 2] } else { self.needs(&steps, words) };
        for key in keys(&steps, words).unwrap_or_default() {
            let leaf = key.leaf as usize;
            if self.by_leaf.len() <= leaf {
                self.by_leaf.resize_with(leaf + 1, Vec::new);
            }
            self.by_leaf[leaf].push(Trigger {
                program: number,
                nearest: key.nearest as u16,
                farthest: (key.farthest + slack) as u16,
                needs,
            });
        }
        self.programs.push(Program {
            single,
            opens: match steps.first() {
                Some(Step::TurnStart) => bits::TURN_START,
                // Hesitation before an edge is stepped over.
                Some(Step::SentenceEdge) => bits::EDGE | bits::SKIPPABLE,
                _ => bits::ANY,
            },
            first,
            steps,
        });
        number
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.programs.is_empty()
    }

    /// The two rarest words, beside the key, that each match of a program must hold.
    fn needs(&mut self, steps: &[Step], words: &mut VocabularyBuilder) -> [u16; 2] {
        let mut all: Vec<(u64, Leaf)> = Vec::new();
        for keys in all_keys(steps, words) {
            let leaves: Vec<Leaf> = keys.iter().map(|k| k.leaf).collect();
            let leaf = words.union(&leaves);
            all.push((words.frequency(leaf), leaf));
        }
        all.sort_unstable();
        all.dedup();
        let mut needs = [NOTHING; 2];
        // The rarest is the key itself.
        for (need, (_, leaf)) in needs.iter_mut().zip(all.iter().skip(1)) {
            let next = self.needed.len() as u16;
            if next < NOTHING {
                *need = *self.needed.entry(*leaf).or_insert(next);
            }
        }
        needs
    }

    /// Appends the longest match of each wanted program from each word; in no order, and some twice.
    pub(crate) fn find(
        &self,
        text: Text<'_>,
        triggers: &mut Triggers,
        mut wanted: impl FnMut(u32) -> bool,
        out: &mut Vec<Found>,
    ) {
        triggers.meet(text, self);
        for at in 0..text.words.len() {
            let class = text.words.class(at);
            if class == 0 {
                continue;
            }
            let cell = triggers.by_class[class as usize];
            for &program in &triggers.singles[cell.singles.0 as usize..cell.singles.1 as usize] {
                if wanted(program) {
                    out.push(Found { program, start: at as u32, end: at as u32 + 1 });
                }
            }
            let of_class = &triggers.triggers[cell.triggers.0 as usize..cell.triggers.1 as usize];
            for trigger in of_class.iter().filter(|t| triggers.there(t.needs)) {
                let program = &self.programs[trigger.program as usize];
                let Some(nearest) = at.checked_sub(trigger.nearest as usize) else { continue };
                for start in (0..=nearest).rev() {
                    if text.words.words_between(start, at) > u32::from(trigger.farthest) {
                        break;
                    }
                    if !text.words.has(start, program.opens)
                        || !text.accepts(start, program.first)
                        || !wanted(trigger.program)
                    {
                        continue;
                    }
                    if let Some(end) = longest(&program.steps, text, start) {
                        let (start, end) = (start as u32, end as u32);
                        out.push(Found { program: trigger.program, start, end });
                    }
                }
            }
        }
    }
}

impl Triggers {
    /// Makes every class of a text known, and notes which needed words stand in it.
    fn meet(&mut self, text: Text<'_>, finder: &Finder) {
        let width = finder.needed.len().div_ceil(64);
        self.present.clear();
        self.present.resize(width, 0);
        for at in 0..text.words.len() {
            let class = text.words.class(at) as usize;
            if class == 0 {
                continue;
            }
            if !self.by_class.get(class).is_some_and(|c| c.known) {
                self.learn(class, width, text, finder);
            }
            for (all, own) in self.present.iter_mut().zip(&self.needs[class * width..]) {
                *all |= own;
            }
        }
    }

    #[cold]
    fn learn(&mut self, class: usize, width: usize, text: Text<'_>, finder: &Finder) {
        if self.by_class.len() <= class {
            self.by_class.resize(class + 1, Cell::default());
            self.needs.resize((class + 1) * width, 0);
        }
        let leaves = text.classes.leaves(class as Class);
        for bit in leaves.iter().filter_map(|l| finder.needed.get(l)) {
            self.needs[class * width + usize::from(bit / 64)] |= 1 << (bit % 64);
        }
        let mut all: Vec<Trigger> = leaves
            .iter()
            .filter_map(|l| finder.by_leaf.get(*l as usize))
            .flatten()
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        let single = |t: &&Trigger| finder.programs[t.program as usize].single;
        let before = (self.singles.len() as u32, self.triggers.len() as u32);
        self.singles.extend(all.iter().filter(single).map(|t| t.program));
        self.triggers.extend(all.iter().filter(|t| !single(t)));
        self.by_class[class] = Cell {
            known: true,
            singles: (before.0, self.singles.len() as u32),
            triggers: (before.1, self.triggers.len() as u32),
        };
    }

    /// Whether the text holds what a program needs.
    #[inline]
    fn there(&self, needs: [u16; 2]) -> bool {
        needs.iter().all(|need| {
            *need == NOTHING || self.present[usize::from(need / 64)] >> (need % 64) & 1 != 0
        })
    }
}
