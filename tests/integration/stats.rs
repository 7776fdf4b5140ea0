//! Compares our figures with those of scipy and statsmodels in `reference/stats.json`.
//!
//! Tolerances are relative. `EXACT` is for figures from closed formulas or root finding,
//! `SEARCHED` for limits that statsmodels finds by minimising a squared difference, which stops
//! at about eight digits.

use attunement::stats::{
    Association, ConfidenceInterval, Confusion, Count, LagTable, RateRatio, RatioMethod,
    association, benjamini_hochberg, compare_rates, dispersion, hedges_g, log_wald_ratio,
    pooled_association, proportion, rate, score_ratio, superiority,
};
use serde_json::Value;

const EXACT: f64 = 1e-9;
const SEARCHED: f64 = 1e-6;

fn cases(part: &str) -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/reference/stats.json");
    let text = std::fs::read_to_string(path).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let cases = all[part].as_array().unwrap().clone();
    assert!(!cases.is_empty(), "no cases in {part}");
    cases
}

/// A number of the file, where `null` stands for infinity.
fn number(value: &Value) -> f64 {
    if value.is_null() { f64::INFINITY } else { value.as_f64().unwrap() }
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn list<T>(value: &Value, item: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(item).collect()
}

fn count(value: &Value) -> Count {
    Count { hits: whole(&value[0]), words: whole(&value[1]) }
}

fn table(value: &Value) -> LagTable {
    LagTable {
        both: whole(&value[0]),
        antecedent_only: whole(&value[1]),
        consequent_only: whole(&value[2]),
        neither: whole(&value[3]),
    }
}

#[track_caller]
fn assert_near(actual: f64, expected: &Value, tolerance: f64, case: &Value) {
    let expected = number(expected);
    // The least deviation is for figures that are 0 but for rounding.
    let allowed = tolerance * expected.abs().max(1e-12);
    assert!(
        actual == expected || (actual - expected).abs() <= allowed,
        "{actual} is not {expected} in {case}"
    );
}

#[track_caller]
fn assert_interval(actual: ConfidenceInterval, case: &Value) {
    assert_near(actual.low, &case["low"], EXACT, case);
    assert_near(actual.high, &case["high"], EXACT, case);
}

#[test]
fn rates_have_garwoods_intervals() {
    for case in cases("rates") {
        let words = whole(&case["words"]);
        let found = rate(whole(&case["hits"]), words, number(&case["level"])).unwrap();
        assert_interval(found.interval, &case);
        assert_eq!(found.per_1000, found.hits as f64 * 1000.0 / words as f64);
    }
}

#[test]
fn proportions_have_wilsons_intervals() {
    for case in cases("proportions") {
        let (hits, total) = (whole(&case["hits"]), whole(&case["total"]));
        let found = proportion(hits, total, number(&case["level"])).unwrap();
        assert_interval(found.interval, &case);
    }
}

fn assert_ratio(found: RateRatio, case: &Value) {
    assert_near(found.value, &case["ratio"], EXACT, case);
    assert_near(found.p, &case["p"], EXACT, case);
    assert_interval(found.interval, case);
}

#[test]
fn score_ratios_turn_statsmodels_test_round() {
    for case in cases("score_ratios") {
        let (one, other) = (count(&case["count"]), count(&case["against"]));
        let found = score_ratio(one, other, number(&case["level"])).unwrap();
        assert_ratio(found, &case);
        if let Some(searched) = case.get("searched") {
            assert_near(found.interval.low, &searched[0], SEARCHED, &case);
            assert_near(found.interval.high, &searched[1], SEARCHED, &case);
        }
    }
}

#[test]
fn log_wald_ratios_match_without_dispersion() {
    for case in cases("log_wald_ratios") {
        let (one, other) = (count(&case["count"]), count(&case["against"]));
        assert_ratio(log_wald_ratio(one, other, 1.0, number(&case["level"])).unwrap(), &case);
    }
}

#[test]
fn sessions_match_quasi_poisson_regression() {
    let mut scattered = 0;
    for case in cases("sessions") {
        let before = list(&case["before"], count);
        let after = list(&case["after"], count);
        let found = dispersion(&[&before, &after]).unwrap();
        assert_near(found.factor, &case["phi"], EXACT, &case);
        assert_eq!(found.degrees_of_freedom as u64, whole(&case["df"]));

        let compared = compare_rates(&before, &after, 0.95).unwrap();
        assert_eq!(compared.dispersion, Some(found));
        assert_near(compared.ratio.value, &case["ratio"], EXACT, &case);
        if found.factor > 1.0 {
            scattered += 1;
            assert_eq!(compared.ratio.method, RatioMethod::LogWald);
            assert_near(compared.ratio.interval.low, &case["quasi_low"], EXACT, &case);
            assert_near(compared.ratio.interval.high, &case["quasi_high"], EXACT, &case);
            assert_near(compared.ratio.p, &case["quasi_p"], EXACT, &case);
        } else {
            assert_eq!(compared.ratio.method, RatioMethod::Score);
            assert_near(compared.ratio.p, &case["score_p"], EXACT, &case);
        }
    }
    assert!(scattered > 1, "the cases must show both methods");
}

#[test]
fn adjusted_p_values_match() {
    for case in cases("multiplicity") {
        let adjusted = benjamini_hochberg(&list(&case["p"], number)).unwrap();
        let expected = case["adjusted"].as_array().unwrap();
        assert_eq!(adjusted.len(), expected.len());
        for (actual, expected) in adjusted.into_iter().zip(expected) {
            assert_near(actual, expected, 1e-12, &case);
        }
    }
}

fn assert_association(found: Association, case: &Value) {
    assert_near(found.odds_ratio, &case["odds_ratio"], EXACT, case);
    assert_near(found.log_standard_error, &case["log_standard_error"], EXACT, case);
    assert_interval(found.odds_ratio_interval, case);
    let q = |odds: &Value| (number(odds) - 1.0) / (number(odds) + 1.0);
    assert!((found.yules_q - q(&case["odds_ratio"])).abs() < EXACT);
    assert!((found.yules_q_interval.low - q(&case["low"])).abs() < EXACT);
    assert!((found.yules_q_interval.high - q(&case["high"])).abs() < EXACT);
}

#[test]
fn single_tables_match() {
    for case in cases("tables") {
        let table = table(&case["cells"]);
        assert_near(table.expected().unwrap(), &case["expected"], EXACT, &case);
        let residual = table.adjusted_residual().unwrap();
        assert_near(residual, &case["adjusted_residual"], EXACT, &case);
        let found = association(&table, 0.95).unwrap();
        assert_association(found, &case);
        assert_near(found.p, &case["p"], EXACT, &case);
    }
}

#[test]
fn pooled_tables_match() {
    for case in cases("pooled") {
        let tables = list(&case["tables"], table);
        assert_association(pooled_association(&tables, 0.95).unwrap(), &case);
    }
}

#[test]
fn agreement_is_that_of_statsmodels_and_krippendorff() {
    for case in cases("agreement") {
        let [true_positive, false_positive, false_negative, true_negative] =
            list(&case["cells"], whole)[..].try_into().unwrap();
        let table = Confusion { true_positive, false_positive, false_negative, true_negative };
        assert_near(table.kappa().unwrap(), &case["kappa"], EXACT, &case);
        assert_near(table.alpha().unwrap(), &case["alpha"], EXACT, &case);
    }
}

#[test]
fn groups_lie_as_far_apart_as_scipy_and_statsmodels_say() {
    for case in cases("separation") {
        let values = |part: &str| list(&case[part], number);
        let (high, low) = (values("high"), values("low"));
        assert_near(superiority(&high, &low).unwrap(), &case["superiority"], EXACT, &case);
        assert_near(hedges_g(&high, &low).unwrap(), &case["hedges_g"], EXACT, &case);
    }
}
