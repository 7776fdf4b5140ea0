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
    /// Rules that fired, ascending, whether or not their marker is seen.
    pub rules: Vec<usize>,
    /// How many words it holds.
    pub words: u32,
}

impl SeenUtterance {
    /// Whether any of these markers is seen.
    pub fn any(&self, markers: &[usize]) -> bool {
        self.markers.iter().any(|(m, _)| markers.contains(m))
    }
}
