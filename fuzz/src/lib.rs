//! What the targets share: small lexicons around whatever was made up, and what must hold of every
//! answer.

mod checks;
mod files;
mod made_up;

pub use checks::{diagnostics_lie_in_their_files, session_holds};
pub use files::{CONSTRUCT, CUES, GATES, MARKER, SETS, marker_with_patterns, quoted};
pub use made_up::Session;
