//! Exists to say how far the values of two groups lie apart, in units that need no scale of their own.
//!
//! Must not know: what the values measure.

/// The chance that a value of `high` exceeds one of `low`, ties counting half: the area under the ROC curve
/// (Hanley & McNeil 1982), 0 to 1, .5 where the groups do not differ. `None` if a group is empty.
pub fn superiority(high: &[f64], low: &[f64]) -> Option<f64> {
    if high.is_empty() || low.is_empty() {
        return None;
    }
    let mut low: Vec<f64> = low.to_vec();
    low.sort_by(f64::total_cmp);
    let wins = |h: &f64| {
        let below = low.partition_point(|l| l < h);
        let ties = low.partition_point(|l| l <= h) - below;
        below as f64 + ties as f64 / 2.0
    };
    Some(high.iter().map(wins).sum::<f64>() / (high.len() as f64 * low.len() as f64))
}

/// Hedges' g (Hedges 1981): the difference of means of `high` and `low` in pooled standard deviations, with
/// the correction for small groups 1 − 3/(4·df − 1). `None` with fewer than two values in a group, or where
/// no value differs.
pub fn hedges_g(high: &[f64], low: &[f64]) -> Option<f64> {
    if high.len() < 2 || low.len() < 2 {
        return None;
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let squares = |v: &[f64]| {
        let mean = mean(v);
        v.iter().map(|x| (x - mean).powi(2)).sum::<f64>()
    };
    let df = (high.len() + low.len() - 2) as f64;
    let deviation = ((squares(high) + squares(low)) / df).sqrt();
    let correction = 1.0 - 3.0 / (4.0 * df - 1.0);
    (deviation > 0.0).then(|| correction * (mean(high) - mean(low)) / deviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_without_a_difference_and_without_values() {
        assert_eq!(superiority(&[1.0, 2.0], &[1.0, 2.0]), Some(0.5));
        assert_eq!(superiority(&[3.0], &[1.0, 2.0]), Some(1.0));
        assert_eq!(superiority(&[], &[1.0]), None);
        assert_eq!(hedges_g(&[1.0, 1.0], &[1.0, 1.0]), None);
        assert_eq!(hedges_g(&[1.0], &[1.0, 2.0]), None);
    }
}
