//! The lexicons that come with the program.

use super::load::read;
use super::{Lexicon, OwnFile, load};
use crate::diagnostic::Diagnostic;

/// Name and text of each file under `lexicons/en`, in order of name.
pub static BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// Loads our own lexicons. The problems are empty in every released version; a test says so.
pub fn builtin() -> (Lexicon, Vec<Diagnostic>) {
    load(BUILTIN.iter().map(|(name, text)| (*name, *text)))
}

/// The same files without the sentences that test them: much less to read.
static RULES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Loads our own lexicons as [`builtin`] does, and somebody's own beside them as
/// [`load_with`](super::load_with) does, but none of the sentences that test ours.
pub fn builtin_rules(own: &[OwnFile], only: bool) -> (Lexicon, Vec<Diagnostic>) {
    read(RULES.iter().copied(), own, only, false)
}
