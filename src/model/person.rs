//! Who speaks, and when in a treatment: roles and phases as the study file names them.

use std::fmt;
use std::str::FromStr;

/// What a person is in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// One of the couple.
    Partner,
    /// The person in individual treatment.
    Client,
    /// Therapist or co-therapist.
    Therapist,
    /// Anyone else: interpreter, observer, a child passing by.
    Other,
}

impl Role {
    /// All roles, in the order in which they are listed.
    pub const ALL: [Role; 4] = [Role::Partner, Role::Client, Role::Therapist, Role::Other];

    /// The name used in `study.csv` and in every table.
    pub fn name(self) -> &'static str {
        match self {
            Role::Partner => "partner",
            Role::Client => "client",
            Role::Therapist => "therapist",
            Role::Other => "other",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().to_lowercase();
        Role::ALL.into_iter().find(|r| r.name() == text).ok_or(())
    }
}

/// Where in the treatment a session lies. Always given, never guessed from what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before anyone is taken in.
    Screening,
    /// Measured before anything is done.
    Baseline,
    /// Preparing for the supported session.
    Preparation,
    /// Under the drug; stands alone, since drug effects alter talk.
    Dosing,
    /// Working with what came up.
    Integration,
    /// Weeks or months later.
    Followup,
    /// Anything else; counted on neither side.
    Other,
}

impl Phase {
    /// All phases in the order of a treatment.
    pub const ALL: [Phase; 7] = [
        Phase::Screening,
        Phase::Baseline,
        Phase::Preparation,
        Phase::Dosing,
        Phase::Integration,
        Phase::Followup,
        Phase::Other,
    ];

    /// The name used in `study.csv` and in every table.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Screening => "screening",
            Phase::Baseline => "baseline",
            Phase::Preparation => "preparation",
            Phase::Dosing => "dosing",
            Phase::Integration => "integration",
            Phase::Followup => "followup",
            Phase::Other => "other",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Phase {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text: String =
            text.trim().to_lowercase().chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect();
        Phase::ALL.into_iter().find(|p| p.name() == text).ok_or(())
    }
}

/// The side of a comparison on which a session's phase falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Screening, baseline, preparation, unless the user says otherwise.
    Before,
    /// Integration and follow-up, unless the user says otherwise.
    After,
}

/// A person of a case, the same across its sessions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Participant {
    /// Name or code as the study file gives it; never a real name if the study is de-identified.
    pub name: String,
    /// What the person is in the session.
    pub role: Role,
}
