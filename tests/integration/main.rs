//! Integration tests: one module for each folder of `src`, and one for each invariant.
#![allow(clippy::unwrap_used)]

mod calibrate;
mod cli;
mod dictionaries;
mod dictionary_commands;
mod docs;
mod evaluate;
mod explain;
mod explain_cli;
mod explain_near;
mod fairness;
mod invariants;
mod language;
mod layers;
mod lexicon_commands;
mod lexicons;
mod measures;
mod own_markers;
mod readers;
mod report;
mod stats;
mod tagger;
mod validity;
