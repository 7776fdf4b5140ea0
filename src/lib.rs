//! Reads de-identified session transcripts and shows how people's way of talking to each other
//! shifts. See the README for the command, ARCHITECTURE.md for the parts.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod compare;
mod decode;
pub mod diagnostic;
pub mod evaluate;
#[cfg(feature = "files")]
pub mod files;
pub mod gold;
pub mod lexicon;
pub mod measures;
pub mod model;
pub mod pipeline;
pub mod readers;
pub mod report;
pub mod stats;
pub mod study;
pub mod tagger;
pub mod text;
