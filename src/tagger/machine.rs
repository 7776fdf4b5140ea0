//! All patterns as one machine of small steps, so that a text is read once and not once for each
//! pattern.
//!
//! The construction is Thompson's (1968), over words in place of letters. Must not know: texts, or what a match means.

use super::vocabulary::{Classes, Leaf};

/// One compiled step; mirrors [`crate::lexicon::Item`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Word(Leaf),
    Group { alternatives: Vec<Vec<Step>>, optional: bool },
    Gap { min: usize, max: usize },
    TurnStart,
    TurnEnd,
    SentenceEdge,
    QuestionEnd,
    Not(Vec<Vec<Step>>),
}

/// A step of the machine: what is needed to go on, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// One word of a leaf.
    Word(Leaf, u32),
    /// The beginning of a gap of `min` to `max` words.
    GapEntry {
        min: u16,
        first: u32,
        next: u32,
    },
    /// Inside a gap, `taken` words so far.
    Gap {
        taken: u16,
        min: u16,
        max: u16,
        first: u32,
        next: u32,
    },
    /// Any of these.
    Split(Vec<u32>),
    TurnStart(u32),
    TurnEnd(u32),
    SentenceEdge(u32),
    /// Over hesitation to the edge of a sentence.
    ToEdge(u32),
    QuestionEnd(u32),
    /// A program has matched.
    Accept(u32),
}

/// What is true of the place before a word, and of the word itself.
pub(super) mod bits {
    pub(crate) const TURN_START: u32 = 1;
    pub(crate) const TURN_END: u32 = 2;
    pub(crate) const EDGE: u32 = 4;
    pub(crate) const EDGE_AHEAD: u32 = 8;
    pub(crate) const QUESTION_END: u32 = 16;
    pub(crate) const SKIPPABLE: u32 = 32;
    pub(crate) const SENTENCE_START: u32 = 64;
    pub(crate) const CONTINUES: u32 = 128;
}

/// A word as the machine sees it: its class above, [`bits`] in the lowest byte.
pub(super) type Symbol = u32;

/// The end of a text, in place of a class.
pub(super) const END: u32 = (1 << 24) - 1;

/// A place in the machine: a node, and in the lowest bit whether the edge of a sentence may be crossed.
pub(super) type Item = u32;

/// All patterns.
#[derive(Debug, Default)]
pub(crate) struct Machine {
    nodes: Vec<Node>,
    /// Where each program begins.
    entries: Vec<u32>,
    /// Programs that hold a step that looks ahead; what is accepted must be checked.
    looks_ahead: Vec<bool>,
    /// For each leaf, the programs that may begin with it.
    starting: Vec<Vec<u32>>,
}

impl Machine {
    /// Adds a pattern; returns its number.
    pub(crate) fn add(&mut self, steps: &[Step]) -> u32 {
        let program = self.entries.len() as u32;
        let accept = self.node(Node::Accept(program));
        let entry = self.sequence(steps, accept);
        self.entries.push(entry);
        self.looks_ahead.push(looks_ahead(steps));
        let mut first = Vec::new();
        firsts(steps, &mut first);
        first.sort_unstable();
        first.dedup();
        for leaf in first {
            let leaf = leaf as usize;
            if self.starting.len() <= leaf {
                self.starting.resize_with(leaf + 1, Vec::new);
            }
            self.starting[leaf].push(program);
        }
        program
    }

    pub(super) fn looks_ahead(&self, program: u32) -> bool {
        self.looks_ahead[program as usize]
    }

    pub(super) fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Whether any program may begin with a word of these leaves.
    pub(super) fn can_start(&self, leaves: &[Leaf]) -> bool {
        leaves.iter().any(|l| self.starting.get(*l as usize).is_some_and(|p| !p.is_empty()))
    }

    /// The entries of all programs that may begin with a word of these leaves.
    pub(super) fn starts(&self, leaves: &[Leaf], out: &mut Vec<Item>) {
        for leaf in leaves {
            if let Some(programs) = self.starting.get(*leaf as usize) {
                out.extend(programs.iter().map(|p| self.entries[*p as usize] << 1));
            }
        }
        out.sort_unstable();
        out.dedup();
    }

    fn node(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    /// The node at which a sequence begins that goes on at `next`.
    fn sequence(&mut self, steps: &[Step], next: u32) -> u32 {
        steps.iter().rev().fold(next, |next, step| match step {
            Step::Word(leaf) => self.node(Node::Word(*leaf, next)),
            Step::Group { alternatives, optional } => {
                let mut ways: Vec<u32> =
                    alternatives.iter().map(|a| self.sequence(a, next)).collect();
                ways.extend(optional.then_some(next));
                self.node(Node::Split(ways))
            }
            Step::Gap { min, max } => {
                let (min, max) = (*min as u16, *max as u16);
                let first = self.nodes.len() as u32;
                for taken in 0..=max {
                    self.node(Node::Gap { taken, min, max, first, next });
                }
                self.node(Node::GapEntry { min, first, next })
            }
            Step::TurnStart => self.node(Node::TurnStart(next)),
            Step::TurnEnd => self.node(Node::TurnEnd(next)),
            Step::SentenceEdge => {
                let edge = self.node(Node::SentenceEdge(next));
                self.node(Node::ToEdge(next));
                edge
            }
            Step::QuestionEnd => self.node(Node::QuestionEnd(next)),
            // Looking ahead is left to the check of what is accepted.
            Step::Not(_) => next,
        })
    }

    /// Goes one word further from some items: appends the programs accepted before the word, and
    /// the items after it. `origin`: the word is the first of the match. `seen` is empty, and is left so.
    pub(super) fn step(
        &self,
        items: &[Item],
        symbol: Symbol,
        origin: bool,
        classes: &Classes,
        work: &mut Work,
    ) {
        let class = symbol >> 8;
        let has = |bit: u32| symbol & bit != 0;
        work.clear(self.nodes.len());
        for item in items {
            work.push(*item);
        }
        while let Some(item) = work.todo.pop() {
            let crosses = item & 1;
            match &self.nodes[(item >> 1) as usize] {
                Node::Accept(program) => work.accepted.push(*program),
                Node::Split(ways) => ways.iter().for_each(|w| work.push(w << 1 | crosses)),
                Node::TurnStart(next) if has(bits::TURN_START) => work.push(next << 1 | crosses),
                Node::TurnEnd(next) if has(bits::TURN_END) => work.push(next << 1 | crosses),
                Node::QuestionEnd(next) if has(bits::QUESTION_END) => work.push(next << 1 | 1),
                Node::TurnStart(_) | Node::TurnEnd(_) | Node::QuestionEnd(_) => {}
                Node::SentenceEdge(next) => {
                    if has(bits::EDGE) {
                        work.push(next << 1 | 1);
                    } else if has(bits::EDGE_AHEAD) {
                        // The node behind a sentence's edge is the one that steps to it.
                        work.push(((item >> 1) + 1) << 1);
                    }
                }
                Node::ToEdge(next) => {
                    if has(bits::SKIPPABLE) && class != END {
                        work.after.push(item);
                    } else {
                        work.push(next << 1 | 1);
                    }
                }
                Node::GapEntry { min, first, next } => {
                    if *min == 0 {
                        work.push(next << 1 | crosses);
                    }
                    work.push(first << 1 | crosses);
                }
                _ if class == END => {}
                Node::Word(leaf, next) => {
                    if has(bits::SENTENCE_START) && !origin && crosses == 0 {
                        continue;
                    }
                    if classes.accepts(class, *leaf) {
                        work.after.push(next << 1);
                    }
                    if has(bits::SKIPPABLE) && !origin {
                        work.after.push(item);
                    }
                }
                Node::Gap { taken, min, max, first, next } => {
                    if has(bits::SENTENCE_START) && crosses == 0 {
                        continue;
                    }
                    let word = !has(bits::SKIPPABLE) && !has(bits::CONTINUES);
                    let taken = taken + u16::from(word);
                    if taken > *max {
                        continue;
                    }
                    work.after.push((first + u32::from(taken)) << 1 | crosses);
                    if taken >= *min {
                        work.after.push(next << 1);
                    }
                }
            }
        }
        work.after.sort_unstable();
        work.after.dedup();
        work.accepted.sort_unstable();
        work.accepted.dedup();
    }
}

/// Memory for [`Machine::step`], used again and again.
#[derive(Debug, Default)]
pub(super) struct Work {
    todo: Vec<Item>,
    stamp: u32,
    stamps: Vec<u32>,
    pub(super) after: Vec<Item>,
    pub(super) accepted: Vec<u32>,
}

impl Work {
    fn clear(&mut self, nodes: usize) {
        self.stamps.resize(nodes * 2, 0);
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.stamps.fill(0);
            self.stamp = 1;
        }
        self.todo.clear();
        self.after.clear();
        self.accepted.clear();
    }

    fn push(&mut self, item: Item) {
        let stamp = &mut self.stamps[item as usize];
        if *stamp != self.stamp {
            *stamp = self.stamp;
            self.todo.push(item);
        }
    }
}

fn looks_ahead(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Not(_) => true,
        Step::Group { alternatives, .. } => alternatives.iter().any(|a| looks_ahead(a)),
        _ => false,
    })
}

/// The leaves with which a match can begin; returns whether the steps can match without a word.
pub(super) fn firsts(steps: &[Step], out: &mut Vec<Leaf>) -> bool {
    for step in steps {
        let passes = match step {
            Step::Word(leaf) => {
                out.push(*leaf);
                false
            }
            Step::Group { alternatives, optional } => {
                let mut any = *optional;
                for steps in alternatives {
                    any |= firsts(steps, out);
                }
                any
            }
            // The loader refuses a gap at the beginning; behind an optional group it may stand,
            // and then only what stands before it can begin a match.
            Step::Gap { .. } => false,
            Step::TurnStart
            | Step::TurnEnd
            | Step::SentenceEdge
            | Step::QuestionEnd
            | Step::Not(_) => true,
        };
        if !passes {
            return false;
        }
    }
    true
}
