//! Reads de-identified session transcripts and shows how people's way of talking to each other
//! shifts. See the README for the command, ARCHITECTURE.md for the parts.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod diagnostic;
pub mod model;
pub mod readers;
pub mod stats;
