//! The rule language: marker files in, one typed form out, every problem shown at its place.
//!
//! Must not know: transcripts, or how rules are matched.

mod builtin;
mod constructs;
pub mod dictionary;
mod document;
mod gates_file;
mod item;
mod json_schema;
mod keys;
mod link;
mod load;
mod marker_file;
mod names;
mod own_files;
mod pattern;
mod quoted;
mod review;
mod reweigh;
mod rule_table;
mod schema;
mod set_table;
mod sets;
mod shared_sets;
mod template;
mod todo;
mod validity;

pub use builtin::{BUILTIN, builtin, builtin_rules};
pub use item::{Item, Pattern, Term};
pub use json_schema::{SCHEMAS, json_schema};
pub use load::{load, load_with};
pub use own_files::OwnFile;
pub use review::{review, review_files};
pub use reweigh::{NewWeights, reweigh};
pub use schema::{
    At, Calibration, Counting, Cues, Entry, EntryWord, Example, Hypothetical, Irony, LearnedWeight,
    Lexicon, Matching, Negation, Origin, Previous, Question, Quotation, Relation, Rule, Target,
};
pub use template::{Template, template};
pub use validity::{Figure, RecordedData, RecordedMarker, RecordedTarget, ValidityRecord};
