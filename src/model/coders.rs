//! Who gave codes to what was said.

use serde::{Deserialize, Serialize};

/// Who coded.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, Serialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Coders {
    /// Trained or expert coders.
    Experts,
    /// Many untrained people.
    Crowd,
    /// Those who spoke or wrote it, of themselves.
    Speakers,
    /// A program; never called human.
    #[default]
    Machine,
}

impl Coders {
    /// The name in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Coders::Experts => "experts",
            Coders::Crowd => "crowd",
            Coders::Speakers => "speakers",
            Coders::Machine => "machine",
        }
    }

    /// Whether people coded others' words, which is what markers are validated against.
    pub fn independent(self) -> bool {
        matches!(self, Coders::Experts | Coders::Crowd)
    }
}
