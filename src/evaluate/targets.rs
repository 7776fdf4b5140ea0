//! Each target against its codes, whole and by marker and rule; and what was taken for something else.
//!
//! Must not know: how marks are found, or how the figures are shown.

use std::collections::BTreeMap;

use super::agreement::{Agreement, Estimate, Part, agreements, shares};
use super::seen::{SeenConversation, SeenRule, SeenUtterance};
use crate::gold::{GoldFile, Place, Target, coded_utterances, first_conversations};
use crate::stats::Confusion;

/// How the markers agree with people's codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// For each target, in order.
    pub targets: Vec<TargetResult>,
}

/// One target.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TargetResult {
    /// The target.
    pub target: Target,
    /// How many conversations hold an utterance that was coded for it.
    pub conversations: usize,
    /// All its markers together against its codes.
    pub agreement: Agreement,
    /// Each marker by itself against the same codes.
    pub markers: Vec<(usize, Agreement)>,
    /// Each rule of its markers that fired, most often first.
    pub rules: Vec<Tally>,
    /// Where it was missed: the other markers that were seen there, most often first.
    pub missed_as: Vec<(usize, u64)>,
    /// Where it was seen and not coded: the codes that were given there, most often first.
    pub coded_as: Vec<(String, u64)>,
    /// Utterances coded and not seen; those in which a rule fired, though too weak, first.
    pub misses: Vec<Place>,
    /// Utterances seen and not coded, the surest first.
    pub false_hits: Vec<Place>,
}

/// How often a rule fired, and how often rightly.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Index of the rule.
    pub rule: usize,
    /// Utterances in which it fired.
    pub fired: u64,
    /// Those of them that carry one of the target's codes.
    pub right: u64,
    /// Those in which no other rule of its marker fired.
    pub alone: u64,
    /// The share that is right.
    pub precision: Estimate,
}

/// Compares what is seen with what was coded.
///
/// `seen` holds the conversations of all files one after another. Utterances that nobody coded, of another role or another split are left out.
pub fn evaluate(files: &[GoldFile], seen: &[SeenConversation], targets: &[Target]) -> Evaluation {
    let one = |target: &Target| Task { files, seen, target }.result();
    Evaluation { targets: targets.iter().map(one).collect() }
}

/// One target's work.
struct Task<'a> {
    files: &'a [GoldFile],
    seen: &'a [SeenConversation],
    target: &'a Target,
}

/// An utterance that counts for a target.
struct Unit {
    place: Place,
    /// Index among the conversations that hold one.
    cluster: usize,
    coded: bool,
    /// Index into `seen`.
    at: usize,
}

impl Task<'_> {
    fn result(&self) -> TargetResult {
        let units = self.units();
        let conversations = units.last().map_or(0, |u| u.cluster + 1);
        let markers = &self.target.markers;
        let each = markers.iter().map(std::slice::from_ref);
        let tables: Vec<Vec<Confusion>> = std::iter::once(markers.as_slice())
            .chain(each)
            .map(|markers| {
                let mut table = vec![Confusion::default(); conversations];
                for unit in &units {
                    table[unit.cluster].add(unit.coded, self.marks(unit).any(markers));
                }
                table
            })
            .collect();
        let found = agreements(&tables);
        let (misses, false_hits) = self.errors(&units);
        TargetResult {
            conversations,
            agreement: found[0],
            markers: markers.iter().copied().zip(found[1..].iter().copied()).collect(),
            rules: self.tallies(&units, conversations),
            missed_as: self.missed_as(&misses),
            coded_as: self.coded_as(&false_hits),
            misses: misses.into_iter().map(|u| u.place).collect(),
            false_hits: false_hits.into_iter().map(|u| u.place).collect(),
            target: self.target.clone(),
        }
    }

    fn marks(&self, unit: &Unit) -> &SeenUtterance {
        &self.seen[unit.at].utterances[unit.place.utterance]
    }

    /// The rules that fired for one of the target's markers.
    fn fired(&self, unit: &Unit) -> impl Iterator<Item = &SeenRule> {
        self.marks(unit).rules.iter().filter(|r| self.target.markers.contains(&r.marker))
    }

    fn units(&self) -> Vec<Unit> {
        let starts = first_conversations(self.files);
        let mut units: Vec<Unit> = Vec::new();
        for (place, coded) in coded_utterances(self.files, self.target) {
            let at = starts[place.file] + place.conversation;
            let cluster = match units.last() {
                Some(last) if last.at == at => last.cluster,
                Some(last) => last.cluster + 1,
                None => 0,
            };
            units.push(Unit { place, cluster, coded, at });
        }
        units
    }

    fn tallies(&self, units: &[Unit], conversations: usize) -> Vec<Tally> {
        let mut all: BTreeMap<usize, (Tally, Vec<Part>)> = BTreeMap::new();
        for unit in units {
            for one in self.fired(unit) {
                let (tally, parts) = all.entry(one.rule).or_default();
                let right = u64::from(unit.coded);
                tally.rule = one.rule;
                tally.fired += 1;
                tally.right += right;
                tally.alone +=
                    u64::from(self.fired(unit).filter(|r| r.marker == one.marker).count() == 1);
                match parts.last_mut() {
                    Some(last) if last.conversation == unit.cluster => {
                        last.part += right;
                        last.whole += 1;
                    }
                    _ => parts.push(Part { conversation: unit.cluster, part: right, whole: 1 }),
                }
            }
        }
        let (tallies, parts): (Vec<Tally>, Vec<Vec<Part>>) = all.into_values().unzip();
        let found = shares(conversations, &parts);
        let finish = |(tally, precision)| Tally { precision, ..tally };
        let mut all: Vec<Tally> = tallies.into_iter().zip(found).map(finish).collect();
        all.sort_by_key(|t| (u64::MAX - t.fired, t.rule));
        all
    }

    /// What was missed and what was seen wrongly, the plainest first.
    fn errors<'u>(&self, units: &'u [Unit]) -> (Vec<&'u Unit>, Vec<&'u Unit>) {
        let markers = &self.target.markers;
        let seen = |u: &Unit| self.marks(u).any(markers);
        let mut misses: Vec<&Unit> = units.iter().filter(|u| u.coded && !seen(u)).collect();
        misses.sort_by_key(|u| usize::MAX - self.fired(u).count());
        let mut false_hits: Vec<&Unit> = units.iter().filter(|u| !u.coded && seen(u)).collect();
        let surest = |u: &Unit| {
            let marks = self.marks(u).markers.iter().filter(|(m, _)| markers.contains(m));
            marks.map(|(_, score)| *score).fold(0.0, f64::max)
        };
        false_hits.sort_by(|a, b| surest(b).total_cmp(&surest(a)));
        (misses, false_hits)
    }

    fn missed_as(&self, misses: &[&Unit]) -> Vec<(usize, u64)> {
        by_count(misses.iter().flat_map(|u| self.marks(u).markers.iter().map(|(m, _)| *m)))
    }

    fn coded_as(&self, false_hits: &[&Unit]) -> Vec<(String, u64)> {
        by_count(false_hits.iter().flat_map(|u| {
            let Place { file, conversation, utterance } = u.place;
            let gold = &self.files[file].conversations[conversation].utterances[utterance];
            gold.labels.iter().flatten().cloned()
        }))
    }
}

/// How often each stands there, most often first.
fn by_count<T: Ord>(all: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    all.for_each(|item| *counts.entry(item).or_default() += 1);
    let mut counts: Vec<(T, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| u64::MAX - n);
    counts
}
