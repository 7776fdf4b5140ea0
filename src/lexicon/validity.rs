//! The record of how our markers were checked: `lexicons/validity.toml`, written by
//! `attune lexicon validate` and read into every marker, so that all that is said of it rests on the same
//! figures.
//!
//! Must not know: the coded data.

use serde::{Deserialize, Serialize};

use crate::model::{Check, Codebook, Coders, Measured, Validity};

/// The record of the lexicons that come with the program.
const RECORD: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicons/validity.toml"));

/// All checks of one day.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityRecord {
    /// The day, as 2026-01-31; empty if nothing was checked yet.
    pub date: String,
    /// Hash of the lexicons that were checked (SHA-256, hexadecimal).
    pub lexicons: String,
    /// The data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<RecordedData>,
    /// The figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<RecordedTarget>,
}

/// A body of coded data.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedData {
    /// Its name.
    pub name: String,
    /// As it is to be cited.
    pub source: String,
    /// Who coded.
    pub coders: Coders,
    /// What a reader has to know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A figure: the value, and the limits of its interval where there is one.
pub type Figure = Vec<f64>;

/// One target in one body of data.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedTarget {
    /// The data's name.
    pub data: String,
    /// The target's name.
    pub name: String,
    /// Whose utterances; empty: everyone's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The codes.
    pub labels: Vec<String>,
    /// Conversations.
    pub conversations: usize,
    /// Coded utterances.
    pub utterances: u64,
    /// Those that carry one of the codes.
    pub positives: u64,
    /// Those in which one of the markers is seen.
    pub seen: u64,
    /// Precision of all markers together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub precision: Figure,
    /// Recall of all markers together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recall: Figure,
    /// F1 of all markers together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub f1: Figure,
    /// Cohen's κ of all markers together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kappa: Figure,
    /// Krippendorff's α of all markers together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alpha: Figure,
    /// F1 of coders among themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling_f1: Option<f64>,
    /// Cohen's κ of coders among themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling_kappa: Option<f64>,
    /// Its markers.
    pub marker: Vec<RecordedMarker>,
}

/// One marker against a target's codes.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedMarker {
    /// Its id.
    pub id: String,
    /// Utterances in which it is seen.
    pub seen: u64,
    /// Share of those that carry a code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub precision: Figure,
    /// Share of those with a code in which it, by itself, is seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recall: Figure,
    /// Cohen's κ of it, by itself, with the codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kappa: Figure,
}

impl ValidityRecord {
    /// The record of the lexicons that come with the program; a test says that it can be read.
    pub fn builtin() -> Self {
        toml::from_str(RECORD).unwrap_or_default()
    }

    /// Writes into markers how far they were checked, if these lexicons, by their hash, are the very ones that
    /// were. Of markers with one id the first is meant: ours stand before others.
    pub fn apply(&self, codebook: &mut Codebook, lexicons: &str) {
        if self.lexicons != lexicons {
            return;
        }
        let mut ids: Vec<&str> =
            self.target.iter().flat_map(|t| &t.marker).map(|m| m.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            if let Some(marker) = codebook.marker(id) {
                codebook.markers[marker].validity = self.of(id);
            }
        }
    }

    /// How far a marker was checked.
    pub fn of(&self, marker: &str) -> Validity {
        let check = |t: &RecordedTarget| {
            let own = t.marker.iter().find(|m| m.id == marker)?;
            let data = self.data.iter().find(|d| d.name == t.data)?;
            Some(Check {
                data: data.name.clone(),
                source: data.source.clone(),
                coders: data.coders,
                target: t.name.clone(),
                alone: t.marker.len() == 1,
                utterances: t.utterances,
                positives: t.positives,
                seen: own.seen,
                precision: measured(&own.precision),
                recall: measured(&own.recall),
                kappa: measured(&own.kappa),
                ceiling_f1: t.ceiling_f1,
                ceiling_kappa: t.ceiling_kappa,
            })
        };
        Validity::of(self.target.iter().filter_map(check).collect(), &self.date)
    }
}

fn measured(figure: &Figure) -> Option<Measured> {
    let value = *figure.first()?;
    let interval = figure.get(1).copied().zip(figure.get(2).copied());
    Some(Measured { value, interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_record_can_be_read_and_names_our_markers() {
        let record: ValidityRecord = toml::from_str(RECORD).unwrap();
        let (lexicon, _) = crate::lexicon::builtin();
        for target in &record.target {
            assert!(record.data.iter().any(|d| d.name == target.data), "{}", target.data);
            for marker in &target.marker {
                assert!(lexicon.codebook.marker(&marker.id).is_some(), "{}", marker.id);
            }
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let record = ValidityRecord {
            date: "2026-01-31".into(),
            lexicons: "abc".into(),
            data: vec![RecordedData {
                name: "A".into(),
                source: "Author 2020".into(),
                coders: Coders::Experts,
                note: String::new(),
            }],
            target: vec![RecordedTarget {
                data: "A".into(),
                name: "t".into(),
                labels: vec!["x".into()],
                conversations: 9,
                utterances: 900,
                positives: 80,
                seen: 60,
                marker: vec![RecordedMarker {
                    id: "m".into(),
                    seen: 60,
                    precision: vec![0.8],
                    kappa: vec![0.7, 0.6, 0.8],
                    ..RecordedMarker::default()
                }],
                ..RecordedTarget::default()
            }],
        };
        let text = toml::to_string(&record).unwrap();
        assert_eq!(toml::from_str::<ValidityRecord>(&text).unwrap(), record);
        let validity = record.of("m");
        assert_eq!(validity.standing.name(), "validated");
        assert_eq!(validity.checks[0].kappa.unwrap().interval, Some((0.6, 0.8)));
        assert_eq!(record.of("other"), Validity::default());
    }
}
