//! Integration tests.
mod readers;
