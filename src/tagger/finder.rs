//! Finds every pattern in a text without asking each: a pattern is looked at only where its
//! rarest word stands.
//!
//! Each pattern is entered in an index under the words of which every match holds one (its keys),
//! with how far behind the first word they can stand. Only where a key is met, and a first word at
//! such a distance before, is the pattern itself held against the text. Must not know: what a
//! match means.

use super::matching::{Matcher, longest};
use super::prepared::{Text, bits};
use super::step::{Step, begins_with_gap, firsts, keys};
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
}

/// Patterns with their index.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    programs: Vec<Program>,
    by_leaf: Vec<Vec<Trigger>>,
}

/// The triggers of each class, as far as they were asked for. Kept by each worker.
#[derive(Debug, Default)]
pub(crate) struct Triggers {
    by_class: Vec<Option<Box<[Trigger]>>>,
}

impl Finder {
    /// Adds a pattern; returns its number. One that needs no word is never found.
    pub(crate) fn add(&mut self, steps: Vec<Step>, words: &mut VocabularyBuilder) -> u32 {
        let number = self.programs.len() as u32;
        let mut leaves = Vec::new();
        firsts(&steps, &mut leaves);
        let first = words.union(&leaves);
        let slack = usize::from(begins_with_gap(&steps));
        for key in keys(&steps, words).unwrap_or_default() {
            let leaf = key.leaf as usize;
            if self.by_leaf.len() <= leaf {
                self.by_leaf.resize_with(leaf + 1, Vec::new);
            }
            self.by_leaf[leaf].push(Trigger {
                program: number,
                nearest: key.nearest as u16,
                farthest: (key.farthest + slack) as u16,
            });
        }
        self.programs.push(Program {
            single: matches!(steps.as_slice(), [Step::Word(_)]),
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

    /// Appends the longest match of each wanted program from each word; in no order, and some twice.
    pub(crate) fn find(
        &self,
        text: Text<'_>,
        triggers: &mut Triggers,
        matcher: &mut Matcher,
        mut wanted: impl FnMut(u32) -> bool,
        out: &mut Vec<Found>,
    ) {
        for at in 0..text.words.len() {
            let class = text.words.class(at);
            if class == 0 {
                continue;
            }
            for trigger in triggers.of(class, text, self) {
                let program = &self.programs[trigger.program as usize];
                if program.single {
                    if wanted(trigger.program) {
                        let (start, end) = (at as u32, at as u32 + 1);
                        out.push(Found { program: trigger.program, start, end });
                    }
                    continue;
                }
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
                    if let Some(end) = longest(&program.steps, text, start, matcher) {
                        let (start, end) = (start as u32, end as u32);
                        out.push(Found { program: trigger.program, start, end });
                    }
                }
            }
        }
    }
}

impl Triggers {
    #[inline]
    fn of(&mut self, class: Class, text: Text<'_>, finder: &Finder) -> &[Trigger] {
        let class = class as usize;
        if self.by_class.len() <= class {
            self.by_class.resize(class + 1, None);
        }
        self.by_class[class].get_or_insert_with(|| {
            let leaves = text.classes.leaves(class as Class).iter();
            let mut all: Vec<Trigger> =
                leaves.filter_map(|l| finder.by_leaf.get(*l as usize)).flatten().copied().collect();
            all.sort_unstable();
            all.dedup();
            all.into_boxed_slice()
        })
    }
}
