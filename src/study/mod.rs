//! The study file: who is who in which session, as a person wrote it down.
//!
//! Must not know: the disk, the lexicons. Never decides what a person has to decide.

mod order;
mod propose;
mod resolve;
mod table;

pub use order::{Named, by_names};
pub use propose::{Proposal, VoiceSeen, assume, phase_in, propose, role_in};
pub use resolve::{Resolved, resolve};
pub use table::{COLUMNS, Row, Study};
