//! Whether rates tell two known groups of conversations apart, such as good and poor counselling.
//!
//! Must not know: how marks are found, or how the figures are shown.

use super::agreement::Estimate;
use super::seen::SeenConversation;
use crate::gold::GoldFile;
use crate::model::{Codebook, Role};
use crate::stats::{DRAWS, SEED, WORDS_FOR_A_RATE, hedges_g, resample, superiority};

/// What two groups of conversations show.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Groups {
    /// The groups' names: the first is compared with the second.
    pub names: [String; 2],
    /// Conversations in each.
    pub conversations: [usize; 2],
    /// A row for each marker and construct, and each role that speaks it.
    pub rows: Vec<GroupRow>,
}

/// One marker or construct in the words of one role.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// Whether it is a construct, of which an utterance counts once.
    pub construct: bool,
    /// Whose words.
    pub role: Role,
    /// For each group.
    pub groups: [GroupSummary; 2],
    /// Hedges' g of the first group against the second.
    pub g: Estimate,
    /// The chance that a conversation of the first group shows more than one of the second.
    pub superiority: Estimate,
}

/// A rate in a group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GroupSummary {
    /// Conversations in which the role says enough words for a rate.
    pub conversations: usize,
    /// Mean over conversations of utterances with a hit for each 1,000 words.
    pub mean: f64,
}

/// Compares rates per conversation between two groups; a conversation in which a role says fewer than
/// [`WORDS_FOR_A_RATE`] words gives it no rate. Intervals draw conversations within each group.
///
/// `seen` holds the conversations of all files one after another.
///
/// # Errors
/// The names of the groups, if there are not just two.
pub fn known_groups(
    files: &[GoldFile],
    seen: &[SeenConversation],
    codebook: &Codebook,
) -> Result<Groups, Vec<String>> {
    let all = files.iter().flat_map(|f| &f.conversations);
    let mut names: Vec<&String> = all.clone().filter_map(|c| c.group.as_ref()).collect();
    names.sort();
    names.dedup();
    let [first, second] = names[..] else {
        return Err(names.into_iter().cloned().collect());
    };
    let sets = [first, second].map(|name| -> Vec<Conversation<'_>> {
        let of_group = all.clone().zip(seen).filter(|(c, _)| c.group.as_ref() == Some(name));
        of_group
            .map(|(c, seen)| Conversation {
                roles: c.utterances.iter().map(|u| u.role).collect(),
                seen,
            })
            .collect()
    });
    let mut rows = Vec::new();
    for (construct, c) in codebook.constructs.iter().enumerate() {
        let members: Vec<usize> = codebook.members(construct).collect();
        let single = members.len() == 1;
        if !single {
            push_rows(&mut rows, &c.id, true, &members, &sets, codebook);
        }
        for marker in members {
            push_rows(&mut rows, &codebook.markers[marker].id, false, &[marker], &sets, codebook);
        }
    }
    Ok(Groups {
        names: [first.clone(), second.clone()],
        conversations: [sets[0].len(), sets[1].len()],
        rows,
    })
}

struct Conversation<'a> {
    roles: Vec<Role>,
    seen: &'a SeenConversation,
}

impl Conversation<'_> {
    /// Utterances with a hit for each 1,000 words of a role; `None` where it says too little.
    fn rate(&self, role: Role, markers: &[usize]) -> Option<f64> {
        let own = || self.seen.utterances.iter().zip(&self.roles).filter(|(_, r)| **r == role);
        let words: u64 = own().map(|(u, _)| u64::from(u.words)).sum();
        let hits = own().filter(|(u, _)| u.any(markers)).count();
        (words >= WORDS_FOR_A_RATE).then(|| 1_000.0 * hits as f64 / words as f64)
    }
}

fn push_rows(
    rows: &mut Vec<GroupRow>,
    id: &str,
    construct: bool,
    markers: &[usize],
    sets: &[Vec<Conversation<'_>>; 2],
    codebook: &Codebook,
) {
    for role in Role::ALL {
        // Of a voice of whom nothing is known everything may be looked for.
        let spoken = role == Role::Other
            || markers.iter().any(|m| codebook.markers[*m].roles.contains(&role));
        let rates = sets
            .each_ref()
            .map(|set| -> Vec<f64> { set.iter().filter_map(|c| c.rate(role, markers)).collect() });
        if !spoken || rates.iter().any(|r| r.len() < 2) {
            continue;
        }
        let [first, second] = &rates;
        let drawn = [(first, SEED), (second, SEED + 1)].map(|(rates, seed)| {
            let mut all = Vec::new();
            resample(rates.len(), DRAWS, seed, |draw| all.push(repeated(rates, draw)));
            all
        });
        // Where a group shows nothing, drawing it again shows nothing, and the interval would be too narrow.
        let shown = rates.iter().all(|r| r.iter().any(|v| *v > 0.0));
        let estimate = |figure: fn(&[f64], &[f64]) -> Option<f64>| {
            let pairs = drawn[0].iter().zip(&drawn[1]).filter(|_| shown);
            let values: Vec<Option<f64>> = pairs.map(|(a, b)| figure(a, b)).collect();
            Estimate::of(figure(first, second), &values)
        };
        let summary = |r: &Vec<f64>| GroupSummary {
            conversations: r.len(),
            mean: r.iter().sum::<f64>() / r.len() as f64,
        };
        rows.push(GroupRow {
            id: id.to_string(),
            construct,
            role,
            groups: rates.each_ref().map(summary),
            g: estimate(hedges_g),
            superiority: estimate(superiority),
        });
    }
}

fn repeated(values: &[f64], draw: &[u32]) -> Vec<f64> {
    let times = values.iter().zip(draw);
    times.flat_map(|(v, n)| std::iter::repeat_n(*v, *n as usize)).collect()
}
