//! What a word is, decided once: everything that matches or counts words goes through here.
//!
//! Must not know: lexicons, speakers, or what any word means beyond its form.

mod asides;
mod builder;
mod definition;
mod forms;
mod marks;
mod normalise;
mod short_forms;
mod split;
mod tokenise;

pub(crate) use forms::{Forms, TextId};
pub use short_forms::equivalents;
pub(crate) use short_forms::unmarked;
pub(crate) use tokenise::{Between, Layout};
pub use tokenise::{Token, Tokens, count_words};
