//! What is counted in one session: words, turns, marks, and who answered whom how.
//!
//! Must not know: other sessions. A session's numbers do not depend on what else is in the folder.

mod answers;
mod session;
mod style;
mod table;

pub use answers::{Answers, DANCES, Dance, answers};
pub use session::{SessionMeasures, SpeakerMeasures, measure};
pub use style::{Feature, Style, fragile_features};
pub use table::{MeasureRow, measure_rows};
