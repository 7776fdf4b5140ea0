//! The lexicons that come with the program.

use super::{Lexicon, ValidityRecord, load};
use crate::diagnostic::Diagnostic;

/// Name and text of each file under `lexicons/en`, in order of name.
pub static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// Loads our own lexicons. The problems are empty in every released version; a test says so.
pub fn builtin() -> (Lexicon, Vec<Diagnostic>) {
    let (mut lexicon, problems) = load(BUILTIN.iter().map(|(name, text)| (*name, *text)));
    ValidityRecord::builtin().apply(&mut lexicon.codebook);
    (lexicon, problems)
}
