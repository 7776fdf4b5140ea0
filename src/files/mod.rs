//! The disk: finding files, reading them, writing results whole or not at all.
//!
//! Must not know: what is in the files.

mod csv;
mod walk;
mod write;

pub use csv::CsvRows;
pub use walk::{Found, Listing, read_file, walk};
pub use write::{Unfinished, clean_up, write_atomically};
