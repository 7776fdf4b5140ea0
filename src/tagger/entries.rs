//! Finds the entries of dictionaries: whole words one after another, looked for by their rarest.
//!
//! Must not know: patterns, gates, what an entry stands for.

use super::prepared::{Symbol, bits};
use super::vocabulary::{Class, Classes, Leaf, VocabularyBuilder};
use crate::lexicon::Entry;

/// All entries with their index.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    /// For each program its words in `words`.
    programs: Vec<(u32, u32)>,
    /// A word, and whether a hyphen parts it from the one before.
    words: Vec<(Leaf, bool)>,
    /// For each leaf the programs of which it is the rarest word, and its place among their words.
    by_leaf: Vec<Vec<(u32, u32)>>,
}

/// What each class brings to look at, as far as it was asked for. Kept by each worker.
#[derive(Debug, Default)]
pub(crate) struct Met {
    by_class: Vec<Cell>,
    /// Programs of one word.
    singles: Vec<u32>,
    phrases: Vec<Phrase>,
}

/// Where a class's singles and phrases lie.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    known: bool,
    singles: (u32, u32),
    phrases: (u32, u32),
}

/// A program of several words, to be looked at where its rarest word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    program: u32,
    /// How many words stand before the rarest.
    before: u32,
    length: u32,
    /// The place and leaf of a word beside the rarest: most places fail there.
    beside: u32,
    leaf: Leaf,
}

impl Entries {
    /// Adds an entry; returns its number, or `None` if it holds no word.
    pub(crate) fn add(&mut self, entry: &Entry, words: &mut VocabularyBuilder) -> Option<u32> {
        let first = self.words.len();
        let own = entry.words.iter().map(|w| (words.leaf(&w.terms), w.hyphened));
        self.words.extend(own);
        let own = &self.words[first..];
        let rarest = (0..own.len()).min_by_key(|i| words.frequency(own[*i].0))?;
        let leaf = own[rarest].0 as usize;
        let number = self.programs.len() as u32;
        if self.by_leaf.len() <= leaf {
            self.by_leaf.resize_with(leaf + 1, Vec::new);
        }
        self.by_leaf[leaf].push((number, rarest as u32));
        self.programs.push((first as u32, self.words.len() as u32));
        Some(number)
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.programs.is_empty()
    }

    fn words(&self, program: u32) -> &[(Leaf, bool)] {
        let (from, to) = self.programs[program as usize];
        &self.words[from as usize..to as usize]
    }

    /// Calls `found` with program, first word, and word after the last of every match.
    #[inline]
    pub(crate) fn find(
        &self,
        symbols: &[Symbol],
        classes: &Classes,
        met: &mut Met,
        mut found: impl FnMut(u32, u32, u32),
    ) {
        for (at, symbol) in symbols.iter().enumerate() {
            let class = symbol >> 8;
            if class == 0 {
                continue;
            }
            let cell = met.cell(class, classes, self);
            for &program in &met.singles[cell.singles.0 as usize..cell.singles.1 as usize] {
                found(program, at as u32, at as u32 + 1);
            }
            for phrase in &met.phrases[cell.phrases.0 as usize..cell.phrases.1 as usize] {
                let Some(start) = at.checked_sub(phrase.before as usize) else { continue };
                let end = start + phrase.length as usize;
                let Some(own) = symbols.get(start..end) else { continue };
                let beside = own[phrase.beside as usize] >> 8;
                if classes.accepts(beside, phrase.leaf)
                    && follow(own, self.words(phrase.program), classes)
                {
                    found(phrase.program, start as u32, end as u32);
                }
            }
        }
    }
}

/// Whether words follow one another as an entry asks: parted by nothing, or by a hyphen.
fn follow(symbols: &[Symbol], words: &[(Leaf, bool)], classes: &Classes) -> bool {
    symbols.iter().zip(words).enumerate().all(|(i, (symbol, (leaf, hyphened)))| {
        let wanted = if *hyphened { bits::SENTENCE_START | bits::HYPHEN } else { 0 };
        let parted = symbol & (bits::SENTENCE_START | bits::HYPHEN);
        (i == 0 || parted == wanted) && classes.accepts(symbol >> 8, *leaf)
    })
}

impl Met {
    #[inline]
    fn cell(&mut self, class: Class, classes: &Classes, entries: &Entries) -> Cell {
        match self.by_class.get(class as usize) {
            Some(cell) if cell.known => *cell,
            _ => self.learn(class, classes, entries),
        }
    }

    #[cold]
    fn learn(&mut self, class: Class, classes: &Classes, entries: &Entries) -> Cell {
        let known = |leaf: &Leaf| entries.by_leaf.get(*leaf as usize);
        let mut all: Vec<(u32, u32)> =
            classes.leaves(class).iter().filter_map(known).flatten().copied().collect();
        all.sort_unstable();
        let before = (self.singles.len() as u32, self.phrases.len() as u32);
        for (program, place) in all {
            let words = entries.words(program);
            if words.len() == 1 {
                self.singles.push(program);
                continue;
            }
            let beside = if place == 0 { 1 } else { place - 1 };
            self.phrases.push(Phrase {
                program,
                before: place,
                length: words.len() as u32,
                beside,
                leaf: words[beside as usize].0,
            });
        }
        let cell = Cell {
            known: true,
            singles: (before.0, self.singles.len() as u32),
            phrases: (before.1, self.phrases.len() as u32),
        };
        if self.by_class.len() <= class as usize {
            self.by_class.resize(class as usize + 1, Cell::default());
        }
        self.by_class[class as usize] = cell;
        cell
    }
}
