//! Exists so that hits and the words they were found in are never parted or swapped.
//!
//! Must not know: what was counted, or whose words they were.

/// How often something was found, and in how many words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Count {
    /// Number of hits.
    pub hits: u64,
    /// Number of words searched: the exposure.
    pub words: u64,
}

impl Count {
    /// The hits and words of several sessions taken together; nothing gives 0 hits in 0 words.
    pub fn total(sessions: &[Count]) -> Count {
        // Saturating, because a sum must not panic and no real corpus comes near the limit.
        sessions.iter().fold(Count::default(), |sum, session| Count {
            hits: sum.hits.saturating_add(session.hits),
            words: sum.words.saturating_add(session.words),
        })
    }

    /// Hits per word; not finite without words.
    pub(super) fn per_word(self) -> f64 {
        self.hits as f64 / self.words as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_adds_hits_and_words() {
        let sessions = [Count { hits: 2, words: 300 }, Count { hits: 5, words: 1_000 }];
        assert_eq!(Count::total(&sessions), Count { hits: 7, words: 1_300 });
        assert_eq!(Count::total(&[]), Count { hits: 0, words: 0 });
    }

    #[test]
    fn an_absurd_total_does_not_panic() {
        let huge = Count { hits: u64::MAX, words: u64::MAX };
        assert_eq!(Count::total(&[huge, huge]), huge);
    }
}
