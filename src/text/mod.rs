//! What a word is, decided once: everything that matches or counts words goes through here.
//!
//! Must not know: lexicons, speakers, or what any word means beyond its form.

mod marks;
mod normalise;
mod short_forms;
mod tokenise;

pub use short_forms::equivalents;
pub use tokenise::{Token, Tokens, count_words};
