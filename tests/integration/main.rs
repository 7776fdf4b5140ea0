//! Integration tests: one module for each folder of `src`, and one for each invariant.
#![allow(clippy::unwrap_used)]

mod layers;
mod lexicons;
mod readers;
mod report;
mod stats;
mod tagger;
