//! Numbers in, numbers out: rates, ratios, intervals. Must not know: transcripts or people.
//!
//! Counts are whole hits, exposures are whole words, rates are per 1,000 words, p values are
//! two-sided, and `level` is a coverage between 0 and 1 such as .95. A function answers `None`
//! where the figure is not defined, and never panics or prints.

mod agreement;
mod association;
mod bootstrap;
mod comparison;
mod count;
mod dispersion;
mod distribution;
mod interval;
mod multiplicity;
mod noisy_or;
mod pooled;
mod precision;
mod proportion;
mod rate;
mod ratio;
mod separation;
mod sequence;

pub use agreement::Confusion;
pub use association::{Association, association};
pub use bootstrap::{DRAWS, FEWEST_CLUSTERS, SEED, percentile_interval, resample};
pub use comparison::{RateComparison, compare_rates, compare_totals};
pub use count::Count;
pub use dispersion::{Dispersion, dispersion};
pub use interval::ConfidenceInterval;
pub use multiplicity::benjamini_hochberg;
pub use noisy_or::noisy_or;
pub use pooled::{enough_together, pooled_association};
pub use precision::{
    HITS_FOR_A_STEADY_RATE, Precision, WORDS_FOR_A_RATE, baseline_hits_needed, words_needed,
};
pub use proportion::{Proportion, proportion};
pub use rate::{Rate, rate, upper_bound_without_hits};
pub use ratio::{RateRatio, RatioMethod, log_wald_ratio, quasi_score_ratio, score_ratio};
pub use separation::{hedges_g, superiority};
pub use sequence::{ENOUGH_ANTECEDENTS, ENOUGH_PAIRS, LagTable};
