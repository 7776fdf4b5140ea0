//! What our markers say of coded conversations, in the shape of the codes.

/// One conversation, utterance by utterance as in the file of codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeenConversation {
    /// For each utterance.
    pub utterances: Vec<SeenUtterance>,
}

/// What is seen in one utterance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeenUtterance {
    /// Markers that count, ascending, each with its score.
    pub markers: Vec<(usize, f64)>,
    /// Rules that fired, whether or not their marker is seen, by marker and rule.
    pub rules: Vec<SeenRule>,
    /// How many words it holds.
    pub words: u32,
}

/// A rule that fired in an utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeenRule {
    /// The marker that it speaks for: its own or, where it was negated, the opposite.
    pub marker: usize,
    /// Its index in the lexicons.
    pub rule: usize,
    /// It stands beside words that are often meant otherwise, and weighs half.
    pub doubtful: bool,
}

impl SeenUtterance {
    /// Whether any of these markers is seen.
    pub fn any(&self, markers: &[usize]) -> bool {
        self.markers.iter().any(|(m, _)| markers.contains(m))
    }
}
