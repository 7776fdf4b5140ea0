//! The rule language: marker files in, one typed form out, every problem shown at its place.
//!
//! Must not know: transcripts, or how rules are matched.

mod builtin;
pub mod dictionary;
mod document;
mod gates_file;
mod item;
mod json_schema;
mod keys;
mod load;
mod marker_file;
mod names;
mod pattern;
mod quoted;
mod review;
mod rule_table;
mod schema;
mod set_table;
mod sets;

pub use builtin::{BUILTIN, builtin};
pub use item::{Item, Pattern, Term};
pub use json_schema::{SCHEMAS, json_schema};
pub use load::load;
pub use review::review;
pub use schema::{
    At, Counting, Cues, Entry, EntryWord, Example, Hypothetical, Irony, Lexicon, Matching,
    Negation, Previous, Question, Quotation, Relation, Rule, Target,
};
