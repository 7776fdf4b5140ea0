//! Integration tests: one module for each folder of `src`, and one for each invariant.
#![allow(clippy::unwrap_used)]

mod readers;
mod stats;
