//! What a word is, decided once: everything that matches or counts words goes through here.
//!
//! Must not know: lexicons, speakers, or what any word means beyond its form.

mod asides;
mod builder;
mod definition;
mod forms;
mod marks;
mod masks;
mod normalise;
mod short_forms;
mod split;
mod tokenise;

pub(crate) use builder::between_words;
pub(crate) use forms::{Forms, TextId};
pub(crate) use marks::is_question_mark;
pub(crate) use masks::Key;
pub use short_forms::equivalents;
pub(crate) use split::{PlainText, RawWord};
pub(crate) use tokenise::{Between, Layout};
pub use tokenise::{Token, Tokens, count_words};
