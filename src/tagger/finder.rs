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
use super::rows::{ANYTHING, Numbered, Parts, Rows, has};
use super::step::{Step, begins_with_edge, begins_with_gap, lengths};
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
    /// The most words, hesitation aside, of a text that it can match.
    most: u32,
    /// It has no key, and must be held against each word.
    keyless: bool,
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
    /// How many behind it ask for the same beside the key, so that they are passed over with it.
    alike: u16,
}

impl Trigger {
    /// What is asked first beside the key.
    fn asks_first(&self) -> [u16; 2] {
        match self.beside {
            [ANYTHING, after] => [ANYTHING, after],
            [before, _] => [before, ANYTHING],
        }
    }
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
    needed: Parts,
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
    /// Behind the triggers, up to here, are those of programs that begin where the turn does, those
    /// that reach farthest first.
    at_start: u32,
}

impl Finder {
    /// Adds a pattern; returns its number. One that needs no word is never found.
    pub(crate) fn add(&mut self, steps: Vec<Step>, words: &mut VocabularyBuilder) -> u32 {
        let number = self.programs.len() as u32;
        let first = Beside::of::<false>(&steps, words).words(words);
        let slack = usize::from(begins_with_gap(&steps) || begins_with_edge(&steps));
        let single = matches!(steps.as_slice(), [Step::Word(_)]);
        let needs = if single { [ANYTHING; 2] } else { self.needs(&steps, words) };
        let keys = keys(&steps, words);
        let keyless = keys.is_none();
        for key in keys.unwrap_or_default() {
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
                alike: 0,
            });
        }
        self.programs.push(Program {
            single,
            keyless,
            most: most_words(&steps),
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
        let seldom = all.iter().skip(1).filter(|(often, _)| *often < EVERYWHERE);
        for (need, (_, leaf)) in needs.iter_mut().zip(seldom) {
            *need = self.needed.number(*leaf);
        }
        needs
    }

    /// Whether a program has no key, so that it is never found; see [`Finder::longest_from`].
    pub(crate) fn is_keyless(&self, program: u32) -> bool {
        self.programs[program as usize].keyless
    }

    /// The end of the longest match of a program that begins at a word.
    pub(crate) fn longest_from(&self, program: u32, text: Text<'_>, at: usize) -> Option<usize> {
        let program = &self.programs[program as usize];
        text.accepts(at, program.first).then(|| longest(&program.steps, text, at)).flatten()
    }

    /// Appends the longest match of each wanted program from each word; in no order, and some twice.
    /// Programs that are not `of_kind` are left out; of these triggers that must always be the same ones.
    pub(crate) fn find(
        &self,
        text: Text<'_>,
        triggers: &mut Triggers,
        of_kind: impl Fn(u32) -> bool,
        mut wanted: impl FnMut(u32) -> bool,
        out: &mut Vec<Found>,
    ) {
        triggers.meet(text, self, of_kind);
        let Triggers { by_class, singles, triggers, beside, present, .. } = triggers;
        let in_all = text.words.words();
        let lead = text.words.lead();
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
            let behind = text.words.words_between(lead.min(at), at);
            let of_class = &triggers[cell.triggers.0 as usize..cell.at_start as usize];
            if of_class.is_empty() {
                continue;
            }
            let bound = (cell.triggers.1 - cell.triggers.0) as usize;
            let before = beside.row(at.checked_sub(1), text);
            let after = beside.row(Some(at + 1), text);
            let mut next = 0;
            while let Some(trigger) = of_class.get(next) {
                if next >= bound && u32::from(trigger.farthest) < behind {
                    break;
                }
                next += 1;
                let [first, second] = trigger.beside;
                if !has(before, first) || (first == ANYTHING && !has(after, second)) {
                    next += usize::from(trigger.alike);
                    continue;
                }
                if !has(after, second)
                    || !has(present, trigger.needs[0])
                    || !has(present, trigger.needs[1])
                {
                    continue;
                }
                let program = &self.programs[trigger.program as usize];
                let Some(mut nearest) = at.checked_sub(trigger.nearest as usize) else { continue };
                if in_all > program.most {
                    continue;
                }
                if program.opens == bits::TURN_START {
                    nearest = nearest.min(lead);
                }
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

/// Words that are said so often, in a million words, are not worth asking for.
const EVERYWHERE: u64 = 40_000;

/// Notes of each trigger how many right behind it ask first for the same.
fn count_alike(triggers: &mut [Trigger]) {
    for i in (1..triggers.len()).rev() {
        if triggers[i - 1].asks_first() == triggers[i].asks_first() {
            triggers[i - 1].alike = triggers[i].alike.saturating_add(1);
        }
    }
}

/// The most words of a text that steps can match: they take all of it if they are bound to both ends.
fn most_words(steps: &[Step]) -> u32 {
    let whole = matches!(steps, [Step::TurnStart, .., Step::TurnEnd]);
    let most = || steps.iter().map(|step| lengths(step).1).sum::<usize>();
    if whole { u32::try_from(most()).unwrap_or(u32::MAX) } else { u32::MAX }
}

impl Triggers {
    /// Makes every class of a text known, and notes what stands in it.
    fn meet(&mut self, text: Text<'_>, finder: &Finder, of_kind: impl Fn(u32) -> bool) {
        self.present.clear();
        self.present.resize(finder.needed.width(), 0);
        self.present[0] = 1 << ANYTHING;
        for at in 0..text.words.len() {
            let class = text.words.class(at) as usize;
            if class == 0 {
                continue;
            }
            if !self.by_class.get(class).is_some_and(|c| c.known) {
                self.learn(class, text, finder, &of_kind);
            }
            for (place, own) in self.needed.of(class) {
                self.present[*place as usize] |= own;
            }
        }
    }

    #[cold]
    fn learn(
        &mut self,
        class: usize,
        text: Text<'_>,
        finder: &Finder,
        of_kind: impl Fn(u32) -> bool,
    ) {
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
            .filter(|t| of_kind(t.program))
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        let single = |t: &&Trigger| finder.programs[t.program as usize].single;
        let before = (self.singles.len() as u32, self.triggers.len() as u32);
        self.singles.extend(all.iter().filter(single).map(|t| t.program));
        let at_start = |t: &Trigger| finder.programs[t.program as usize].opens == bits::TURN_START;
        let (mut start, mut anywhere): (Vec<Trigger>, Vec<Trigger>) =
            all.iter().filter(|t| !single(t)).partition(|t| at_start(t));
        anywhere.sort_by_key(Trigger::asks_first);
        start.sort_by_key(|t| (std::cmp::Reverse(t.farthest), t.asks_first()));
        count_alike(&mut anywhere);
        count_alike(&mut start);
        self.triggers.extend(anywhere);
        let behind = self.triggers.len() as u32;
        self.triggers.extend(start);
        self.by_class[class] = Cell {
            known: true,
            singles: (before.0, self.singles.len() as u32),
            triggers: (before.1, behind),
            at_start: self.triggers.len() as u32,
        };
    }
}
