//! What can be seen in the words: constructs and their markers, in plain language.
//!
//! Must not know: the rules that find them.

use super::{Role, Standing, Validity};

/// What good treatment is expected to do to a marker: a hypothesis, never a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Expected to become more frequent.
    Up,
    /// Expected to become less frequent.
    Down,
    /// No expectation.
    Open,
}

/// One thing that a person's words can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// Code, such as `def_denial`.
    pub id: String,
    /// Index into [`Codebook::constructs`].
    pub construct: usize,
    /// Plain words for a therapist.
    pub label: String,
    /// What counts and what does not.
    pub definition: String,
    /// Where the idea comes from.
    pub references: Vec<String>,
    /// What the rules cannot see.
    pub misses: String,
    /// Whose words are looked at.
    pub roles: Vec<Role>,
    /// What good treatment is expected to do to it.
    pub direction: Direction,
    /// How far it was checked.
    pub validity: Validity,
}

/// A family of markers that is reported together.
#[derive(Debug, Clone, PartialEq)]
pub struct Construct {
    /// Folder name and code, such as `defensiveness`.
    pub id: String,
    /// Short code, such as `DEF`.
    pub code: String,
    /// Plain words for a therapist.
    pub label: String,
    /// One plain sentence that says what it is.
    pub definition: String,
    /// Place in the order of the codebook.
    pub order: i64,
    /// A dictionary of words that was loaded beside our markers: every hit of its markers counts, and
    /// nothing of ours rests on them.
    pub dictionary: bool,
}

/// All constructs and markers of the loaded lexicons, constructs in codebook order, markers by
/// construct and file name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codebook {
    /// The families.
    pub constructs: Vec<Construct>,
    /// The markers.
    pub markers: Vec<Marker>,
}

impl Codebook {
    /// Index of a marker by its code.
    pub fn marker(&self, id: &str) -> Option<usize> {
        self.markers.iter().position(|m| m.id == id)
    }

    /// Index of a construct by its folder name or short code.
    pub fn construct(&self, id: &str) -> Option<usize> {
        self.constructs.iter().position(|c| c.id == id || c.code == id)
    }

    /// A construct's markers that fell short against people's codes.
    pub fn experimental(&self, construct: usize) -> impl Iterator<Item = usize> + '_ {
        self.members(construct)
            .filter(|m| self.markers[*m].validity.standing == Standing::Experimental)
    }

    /// How many markers have this standing.
    pub fn standing(&self, standing: Standing) -> usize {
        self.markers.iter().filter(|m| m.validity.standing == standing).count()
    }

    /// Indices of a construct's markers.
    pub fn members(&self, construct: usize) -> impl Iterator<Item = usize> + '_ {
        self.markers
            .iter()
            .enumerate()
            .filter(move |(_, m)| m.construct == construct)
            .map(|(i, _)| i)
    }
}
