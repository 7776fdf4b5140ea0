//! Marks as columns in memory, as they would be handed to a data frame.

use attunement::model::{Status, Tag};

/// Rows in memory before they are handed over and forgotten.
const BATCH: usize = 65_536;

/// Columns that are filled and handed over again and again.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    file: Vec<u32>,
    utterance: Vec<u32>,
    category: Vec<u16>,
    rule: Vec<u32>,
    start: Vec<u32>,
    end: Vec<u32>,
    score: Vec<f32>,
    status: Vec<Status>,
}

impl Columns {
    /// Appends the marks of a file; full columns are handed over, which here is to be forgotten.
    pub(crate) fn keep(&mut self, file: usize, tags: &[Tag]) {
        if self.file.len() + tags.len() > BATCH {
            std::hint::black_box(&*self);
            self.file.clear();
            self.utterance.clear();
            self.category.clear();
            self.rule.clear();
            self.start.clear();
            self.end.clear();
            self.score.clear();
            self.status.clear();
        }
        self.file.extend(tags.iter().map(|_| file as u32));
        self.utterance.extend(tags.iter().map(|t| t.utterance as u32));
        self.category.extend(tags.iter().map(|t| t.marker as u16));
        self.rule.extend(tags.iter().map(|t| t.rule as u32));
        self.start.extend(tags.iter().map(|t| t.span.start as u32));
        self.end.extend(tags.iter().map(|t| t.span.end as u32));
        self.score.extend(tags.iter().map(|t| t.score as f32));
        self.status.extend(tags.iter().map(|t| t.status));
    }
}
