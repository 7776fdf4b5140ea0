//! Before against after, for the people of one case: what shifted, how sure, what cannot be judged.
//!
//! Must not know: how it will be shown. Chooses no words and no colours.

mod case;
mod comparability;
mod person;
mod sides;

pub use case::{CaseComparison, DanceComparison, compare_case};
pub use comparability::{Comparability, Unlike, comparability, markers_left_out};
pub use person::{PersonComparison, Shift, SideTotals, Subject, Verdict};
pub use sides::Sides;
