//! The rule language: marker files in, one typed form out, every problem shown at its place.
//!
//! Must not know: transcripts, or how rules are matched.

mod builtin;
pub mod dictionary;
mod document;
mod load;
mod marker_file;
mod pattern;
mod rule_table;
mod schema;
mod sets;

pub use builtin::{BUILTIN, builtin};
pub use load::load;
pub use pattern::{Item, Pattern, Term};
pub use schema::{
    Counting, Cues, Entry, EntryWord, Example, Hypothetical, Irony, Lexicon, Matching, Negation,
    Previous, Question, Quotation, Relation, Rule, Target,
};
