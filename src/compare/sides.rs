//! Which phases lie before, and which after.

use crate::model::{Phase, Side};

/// The phases on each side of a comparison. Dosing stands alone, because drug effects alter talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Phases before.
    pub before: Vec<Phase>,
    /// Phases after.
    pub after: Vec<Phase>,
}

impl Default for Sides {
    fn default() -> Self {
        Self {
            before: vec![Phase::Screening, Phase::Baseline, Phase::Preparation],
            after: vec![Phase::Integration, Phase::Followup],
        }
    }
}

impl Sides {
    /// The side of a phase; `None` where it is compared with nothing.
    pub fn of(&self, phase: Phase) -> Option<Side> {
        if self.before.contains(&phase) {
            Some(Side::Before)
        } else if self.after.contains(&phase) {
            Some(Side::After)
        } else {
            None
        }
    }
}
