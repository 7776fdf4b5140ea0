//! The bytes of a file as text with numbered lines, whatever it was saved as.
//!
//! Must not know: what the file is about, or any format.

mod encoding;
mod source;

pub(crate) use encoding::decode;
pub use source::Source;
