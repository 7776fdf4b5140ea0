//! What is compared: markers of ours with codes of people's.
//!
//! Must not know: where either stands.

use crate::model::{Codebook, Role};

use super::{GoldFile, GoldUtterance};

/// Markers that answer codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// Indices of the markers of which any is a yes.
    pub markers: Vec<usize>,
    /// Codes of which any is a yes.
    pub labels: Vec<String>,
    /// Only utterances of this role.
    pub role: Option<Role>,
    /// Only these parts of the data; empty: all.
    pub splits: Vec<String>,
    /// F1 that coders reach among themselves, where it is known.
    pub ceiling_f1: Option<f64>,
    /// Cohen's κ that coders reach among themselves, where it is known.
    pub ceiling_kappa: Option<f64>,
}

impl Target {
    /// Whether an utterance is of its role and of its part of the data.
    pub fn takes(&self, utterance: &GoldUtterance) -> bool {
        self.role.is_none_or(|r| r == utterance.role)
            && (self.splits.is_empty() || self.splits.contains(&utterance.split))
    }

    /// Keeps it to some parts of the data, beside those to which it is kept already. False where none is left.
    pub fn keep_to(&mut self, splits: &[String]) -> bool {
        if self.splits.is_empty() {
            self.splits = splits.to_vec();
        } else if !splits.is_empty() {
            self.splits.retain(|s| splits.contains(s));
            return !self.splits.is_empty();
        }
        true
    }
}

/// An utterance of files of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the file.
    pub file: usize,
    /// Index of the conversation in it.
    pub conversation: usize,
    /// Index of the utterance in that.
    pub utterance: usize,
}

/// For each file the place of its first conversation, where those of all files stand one after another.
pub fn first_conversations(files: &[GoldFile]) -> Vec<usize> {
    let mut next = 0;
    let first = |file: &GoldFile| {
        let first = next;
        next += file.conversations.len();
        first
    };
    files.iter().map(first).collect()
}

/// The utterances that count for a target, in order, and whether they carry one of its codes. Those that nobody
/// coded, of another role or of another part of the data do not count.
pub fn coded_utterances<'a>(
    files: &'a [GoldFile],
    target: &'a Target,
) -> impl Iterator<Item = (Place, bool)> + 'a {
    let conversations = files.iter().enumerate().flat_map(|(f, file)| {
        file.conversations.iter().enumerate().map(move |(c, gold)| (f, c, gold))
    });
    conversations.flat_map(move |(file, conversation, gold)| {
        gold.utterances.iter().enumerate().filter_map(move |(utterance, u)| {
            let given = u.labels.as_ref()?;
            let coded = target.labels.iter().any(|l| given.contains(l));
            target.takes(u).then_some((Place { file, conversation, utterance }, coded))
        })
    })
}

/// Where no map says more: each code that has the name of a marker or construct, or a construct's code, is
/// compared with just that.
pub fn targets_by_name(codebook: &Codebook, files: &[GoldFile]) -> Vec<Target> {
    let utterances = files.iter().flat_map(|f| &f.conversations).flat_map(|c| &c.utterances);
    let mut labels: Vec<&String> = utterances.filter_map(|u| u.labels.as_ref()).flatten().collect();
    labels.sort();
    labels.dedup();
    let target = |label: &String| {
        let markers = markers_of(codebook, label)?;
        let (name, labels) = (label.clone(), vec![label.clone()]);
        Some(Target { name, markers, labels, ..Target::default() })
    };
    labels.into_iter().filter_map(target).collect()
}

/// A marker by its id, or all those of a construct by its id or code.
pub(super) fn markers_of(codebook: &Codebook, id: &str) -> Option<Vec<usize>> {
    let one = codebook.marker(id).map(|m| vec![m]);
    one.or_else(|| codebook.construct(id).map(|c| codebook.members(c).collect()))
}
