//! Finds every pattern in a text without asking each: a pattern is looked at only where its
//! rarest word stands.
//!
//! Each pattern is entered in an index under the words of which every match holds one (its keys),
//! with how far behind the first word they can stand. Only where a key is met, and a first word at
//! such a distance before, is the pattern itself held against the text. Must not know: what a
//! match means.

use super::keys::{Beside, keys, needed};
use super::matching::longest;
use super::prepared::{Text, bits};
use super::step::{Step, begins_with_edge, begins_with_gap};
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
    /// What must stand right before and right after the key, hesitation aside.
    beside: [u16; 2],
    /// What else must stand somewhere in the text.
    needs: [u16; 2],
}

/// Patterns with their index.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    programs: Vec<Program>,
    by_leaf: Vec<Vec<Trigger>>,
    needed: Numbered,
    beside: Numbered,
}

/// What each class triggers, as far as it was asked for. Kept by each worker.
#[derive(Debug, Default)]
pub(crate) struct Triggers {
    by_class: Vec<Cell>,
    /// Programs of one word, all there is to find where it stands.
    singles: Vec<u32>,
    triggers: Vec<Trigger>,
    needed: Rows,
    beside: Rows,
    /// What stands in the text at hand.
    present: Vec<u64>,
}

/// Where a class's singles and triggers lie.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    known: bool,
    singles: (u32, u32),
    triggers: (u32, u32),
}

impl Finder {
    /// Adds a pattern; returns its number. One that needs no word is never found.
    pub(crate) fn add(&mut self, steps: Vec<Step>, words: &mut VocabularyBuilder) -> u32 {
        let number = self.programs.len() as u32;
        let first = Beside::of::<false>(&steps, words).words(words);
        let slack = usize::from(begins_with_gap(&steps) || begins_with_edge(&steps));
        let single = matches!(steps.as_slice(), [Step::Word(_)]);
        let needs = if single { [ANYTHING; 2] } else { self.needs(&steps, words) };
        for key in keys(&steps, words).unwrap_or_default() {
            let leaf = key.leaf as usize;
            let beside = [key.before, key.after].map(|side| match side.only() {
                Some(leaf) if !single => self.beside.number(leaf),
                _ => ANYTHING,
            });
            if self.by_leaf.len() <= leaf {
                self.by_leaf.resize_with(leaf + 1, Vec::new);
            }
            self.by_leaf[leaf].push(Trigger {
                program: number,
                nearest: key.nearest as u16,
                farthest: (key.farthest + slack) as u16,
                needs,
                beside,
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

    /// One leaf for all words with which a match can begin.
    pub(crate) fn first(&self, words: &mut VocabularyBuilder) -> Leaf {
        let all: Vec<Leaf> = self.programs.iter().map(|p| p.first).collect();
        words.union(&all)
    }

    /// The two rarest words, beside the key, that each match of a program must hold.
    fn needs(&mut self, steps: &[Step], words: &mut VocabularyBuilder) -> [u16; 2] {
        let mut all: Vec<(u64, Leaf)> = Vec::new();
        for (_, leaves) in needed(steps) {
            let leaf = words.union(leaves);
            all.push((words.frequency(leaf), leaf));
        }
        all.sort_unstable();
        all.dedup();
        let mut needs = [ANYTHING; 2];
        // The rarest is the key itself.
        for (need, (_, leaf)) in needs.iter_mut().zip(all.iter().skip(1)) {
            *need = self.needed.number(*leaf);
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
        let Triggers { by_class, singles, triggers, beside, present, .. } = triggers;
        for at in 0..text.words.len() {
            let class = text.words.class(at);
            if class == 0 {
                continue;
            }
            let cell = by_class[class as usize];
            for &program in &singles[cell.singles.0 as usize..cell.singles.1 as usize] {
                if wanted(program) {
                    out.push(Found { program, start: at as u32, end: at as u32 + 1 });
                }
            }
            let of_class = &triggers[cell.triggers.0 as usize..cell.triggers.1 as usize];
            if of_class.is_empty() {
                continue;
            }
            let before = beside.row(at.checked_sub(1), text);
            let after = beside.row(Some(at + 1), text);
            for trigger in of_class {
                if !has(before, trigger.beside[0])
                    || !has(after, trigger.beside[1])
                    || !has(present, trigger.needs[0])
                    || !has(present, trigger.needs[1])
                {
                    continue;
                }
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

/// Leaves and their numbers, from 1.
#[derive(Debug, Default)]
struct Numbered {
    /// For each leaf its number; [`ANYTHING`] for those that have none.
    numbers: Vec<u16>,
    last: u16,
}

/// The number of what is always there.
const ANYTHING: u16 = 0;

impl Numbered {
    /// The number of a leaf; past the last that there is room for, that of anything.
    fn number(&mut self, leaf: Leaf) -> u16 {
        if self.numbers.len() <= leaf as usize {
            self.numbers.resize(leaf as usize + 1, ANYTHING);
        }
        let number = &mut self.numbers[leaf as usize];
        if *number == ANYTHING && self.last < u16::MAX {
            self.last += 1;
            *number = self.last;
        }
        *number
    }

    /// How many words of 64 bits hold one bit for each number.
    fn width(&self) -> usize {
        usize::from(self.last) / 64 + 1
    }
}

/// For each class one bit for each numbered leaf that accepts its words. The first row, of the words
/// of no pattern, holds nothing.
#[derive(Debug, Default)]
struct Rows {
    bits: Vec<u64>,
    width: usize,
    /// A row that holds all.
    all: Vec<u64>,
}

/// Whether a row holds a number.
#[inline]
fn has(row: &[u64], number: u16) -> bool {
    row.get(usize::from(number >> 6)).is_some_and(|bits| bits >> (number & 63) & 1 != 0)
}

impl Rows {
    fn learn(&mut self, class: usize, leaves: &[Leaf], numbered: &Numbered) {
        if self.width == 0 {
            self.width = numbered.width();
            self.all = vec![u64::MAX; self.width];
        }
        for row in self.bits.len() / self.width..=class {
            self.bits.resize((row + 1) * self.width, 0);
            self.bits[row * self.width] = 1 << ANYTHING;
        }
        let row = &mut self.bits[class * self.width..];
        for number in leaves.iter().filter_map(|l| numbered.numbers.get(*l as usize)) {
            row[usize::from(number >> 6)] |= 1 << (number & 63);
        }
    }

    fn of(&self, class: usize) -> &[u64] {
        &self.bits[class * self.width..(class + 1) * self.width]
    }

    /// The row of a place beside a key: of nothing, where the text ends there; of all, where hesitation
    /// may be stepped over.
    #[inline]
    fn row(&self, at: Option<usize>, text: Text<'_>) -> &[u64] {
        match at {
            Some(at) if at < text.words.len() => match text.words.has(at, bits::SKIPPABLE) {
                true => &self.all,
                false => self.of(text.words.class(at) as usize),
            },
            _ => self.of(0),
        }
    }
}

impl Triggers {
    /// Makes every class of a text known, and notes what stands in it.
    fn meet(&mut self, text: Text<'_>, finder: &Finder) {
        self.present.clear();
        self.present.resize(finder.needed.width(), 0);
        self.present[0] = 1 << ANYTHING;
        for at in 0..text.words.len() {
            let class = text.words.class(at) as usize;
            if class == 0 {
                continue;
            }
            if !self.by_class.get(class).is_some_and(|c| c.known) {
                self.learn(class, text, finder);
            }
            for (all, own) in self.present.iter_mut().zip(self.needed.of(class)) {
                *all |= own;
            }
        }
    }

    #[cold]
    fn learn(&mut self, class: usize, text: Text<'_>, finder: &Finder) {
        if self.by_class.len() <= class {
            self.by_class.resize(class + 1, Cell::default());
        }
        let leaves = text.classes.leaves(class as Class);
        self.needed.learn(class, leaves, &finder.needed);
        self.beside.learn(class, leaves, &finder.beside);
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
}
