//! One person, before and after.

use crate::model::Participant;
use crate::stats::{
    Count, Rate, RateComparison, WORDS_FOR_A_RATE, compare_rates, rate, score_ratio,
};

/// Coverage of every interval.
pub(crate) const LEVEL: f64 = 0.95;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Index into the codebook's constructs.
    Construct(usize),
    /// Index into the codebook's markers.
    Marker(usize),
}

/// What may be said about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fewer than 200 words on one side: no rate, no comparison.
    TooLittleSpeech,
    /// Not seen at all on either side.
    NotSeen,
    /// Seen, but the difference is within what chance gives.
    Unclear,
    /// More often after, beyond chance over all rows tested.
    More,
    /// Less often after, beyond chance over all rows tested.
    Less,
}

/// How much a person said on one side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SideTotals {
    /// Sessions in which the person spoke.
    pub sessions: usize,
    /// Words.
    pub words: u64,
    /// Turns.
    pub turns: u64,
    /// Share of all words on that side, 0 to 1.
    pub talk_share: Option<f64>,
}

/// One construct or marker of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// What it is about.
    pub subject: Subject,
    /// Sessions before, one count each, in order.
    pub before: Vec<Count>,
    /// Sessions after.
    pub after: Vec<Count>,
    /// Rate before; `None` with too little speech.
    pub rate_before: Option<Rate>,
    /// Rate after.
    pub rate_after: Option<Rate>,
    /// The comparison; `None` with too little speech or no hit.
    pub comparison: Option<RateComparison>,
    /// p after Benjamini and Hochberg over all constructs (or all markers) of the case.
    pub adjusted_p: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

impl Shift {
    /// Compares the sessions of both sides; the verdict is final only after [`Shift::judge`].
    pub(crate) fn new(subject: Subject, before: Vec<Count>, after: Vec<Count>) -> Self {
        let (total_before, total_after) = (Count::total(&before), Count::total(&after));
        let enough = |c: Count| c.words >= WORDS_FOR_A_RATE;
        let measurable = enough(total_before) && enough(total_after);
        let comparison = if measurable { compare_rates(&before, &after, LEVEL) } else { None };
        let verdict = match (measurable, total_before.hits + total_after.hits) {
            (false, _) => Verdict::TooLittleSpeech,
            (true, 0) => Verdict::NotSeen,
            (true, _) => Verdict::Unclear,
        };
        let side = |c: Count| if enough(c) { rate(c.hits, c.words, LEVEL) } else { None };
        Self {
            subject,
            rate_before: side(total_before),
            rate_after: side(total_after),
            before,
            after,
            comparison,
            adjusted_p: None,
            verdict,
        }
    }

    /// Whether any split of the hits between the sides could reach significance by itself.
    pub fn testable(&self) -> bool {
        let (before, after) = (Count::total(&self.before), Count::total(&self.after));
        let hits = before.hits + after.hits;
        let extreme = |first: u64, second: u64| {
            let count = Count { hits: first, words: after.words };
            let against = Count { hits: second, words: before.words };
            score_ratio(count, against, LEVEL).map_or(1.0, |r| r.p)
        };
        self.comparison.is_some() && extreme(hits, 0).min(extreme(0, hits)) < 1.0 - LEVEL
    }

    /// Settles the verdict once the p values of all rows are known.
    pub(crate) fn judge(&mut self, adjusted_p: f64) {
        self.adjusted_p = Some(adjusted_p);
        if let Some(comparison) = &self.comparison
            && adjusted_p < 1.0 - LEVEL
        {
            self.verdict = if comparison.ratio.value < 1.0 { Verdict::Less } else { Verdict::More };
        }
    }

    /// Hits on both sides together.
    pub fn hits(&self) -> u64 {
        Count::total(&self.before).hits + Count::total(&self.after).hits
    }
}

/// One person, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonComparison {
    /// Who.
    pub participant: Participant,
    /// How much was said before.
    pub before: SideTotals,
    /// How much was said after.
    pub after: SideTotals,
    /// Constructs that apply to the person's role, in codebook order.
    pub constructs: Vec<Shift>,
    /// Markers that apply to the person's role, in codebook order.
    pub markers: Vec<Shift>,
}
