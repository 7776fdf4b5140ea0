//! Exists because utterances of one conversation are alike: intervals come from drawing whole conversations.
//!
//! Must not know: what is computed on the draws.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::ConfidenceInterval;

/// How often clusters are drawn, if nothing else is asked: enough for limits steady to the second digit.
pub const DRAWS: usize = 1_000;

/// The seed of every draw; printed with the figures.
pub const SEED: u64 = 20_260_101;

/// Fewer clusters than this give no interval: percentiles over five cover some .85 where they promise .95, over
/// ten .90 (simulated; the project's codebook, section 3, asks for ten).
pub const FEWEST_CLUSTERS: usize = 10;

/// Draws `clusters` clusters with replacement, `draws` times, and shows for each draw how often each cluster is
/// in it.
///
/// The same seed gives the same draws on every machine (ChaCha8). Nothing is drawn of fewer than
/// [`FEWEST_CLUSTERS`].
pub fn resample(clusters: usize, draws: usize, seed: u64, mut show: impl FnMut(&[u32])) {
    if clusters < FEWEST_CLUSTERS {
        return;
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut counts = vec![0u32; clusters];
    for _ in 0..draws {
        counts.fill(0);
        for _ in 0..clusters {
            // The high half of a product; its bias is clusters / 2³².
            let at = (u64::from(random.next_u32()) * clusters as u64) >> 32;
            counts[at as usize] += 1;
        }
        show(&counts);
    }
}

/// The percentile interval of a figure over its draws (Efron 1979), limits by linear interpolation.
///
/// `values` holds the figure for each draw, `None` where it was not defined there. `None` if more than a
/// twentieth is not defined, since the rest would be a choice; if all are the same, as where everything or
/// nothing is right, since that says nothing of how far the figure may vary; or unless `level` is between 0
/// and 1.
pub fn percentile_interval(values: &[Option<f64>], level: f64) -> Option<ConfidenceInterval> {
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    let enough = !values.is_empty() && known.len() * 20 >= values.len() * 19;
    let possible = level > 0.0 && level < 1.0;
    if !(enough && possible) {
        return None;
    }
    known.sort_by(f64::total_cmp);
    let quantile = |q: f64| {
        let place = q * (known.len() - 1) as f64;
        let (below, above) = (known[place.floor() as usize], known[place.ceil() as usize]);
        below + (above - below) * place.fract()
    };
    let tail = (1.0 - level) / 2.0;
    let vary = known.first() < known.last();
    vary.then(|| ConfidenceInterval { low: quantile(tail), high: quantile(1.0 - tail), level })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(clusters: usize, times: usize, seed: u64) -> Vec<Vec<u32>> {
        let mut all = Vec::new();
        resample(clusters, times, seed, |draw| all.push(draw.to_vec()));
        all
    }

    #[test]
    fn every_draw_holds_as_many_as_there_are_and_is_the_same_again() {
        let first = all(17, 50, SEED);
        assert_eq!(first.len(), 50);
        assert!(first.iter().all(|d| d.iter().sum::<u32>() == 17));
        assert_eq!(first, all(17, 50, SEED));
        assert_ne!(first, all(17, 50, SEED + 1));
        assert!(all(FEWEST_CLUSTERS - 1, 50, SEED).is_empty());
    }

    /// Each cluster is drawn once on average, and left out in about 1/e of the draws.
    #[test]
    fn draws_are_even() {
        let all = all(40, 2_000, SEED);
        for cluster in 0..40 {
            let mean = all.iter().map(|d| f64::from(d[cluster])).sum::<f64>() / 2_000.0;
            assert!((mean - 1.0).abs() < 0.1, "{mean}");
        }
        let absent = all.iter().flatten().filter(|n| **n == 0).count() as f64 / 80_000.0;
        assert!((absent - 0.363).abs() < 0.01, "{absent}");
    }

    #[test]
    fn limits_are_percentiles() {
        let values: Vec<Option<f64>> = (0..=100).map(|v| Some(f64::from(v))).collect();
        let interval = percentile_interval(&values, 0.9).unwrap();
        assert!((interval.low - 5.0).abs() < 1e-9 && (interval.high - 95.0).abs() < 1e-9);
        let mut gaps = values.clone();
        gaps[..10].fill(None);
        assert_eq!(percentile_interval(&gaps, 0.9), None);
        assert_eq!(percentile_interval(&[], 0.9), None);
        assert_eq!(percentile_interval(&[Some(1.0); 50], 0.9), None);
    }
}
