//! Checks that numbers are said as a person would say them.
//!
//! Must not know: any page.

use super::*;
use crate::stats::{Count, score_ratio};

#[test]
fn numbers_are_grouped() {
    assert_eq!(number(7), "7");
    assert_eq!(number(1_234_567), "1,234,567");
    assert_eq!(counted(1, "word", "words"), "1 word");
    assert_eq!(times(0), "not once");
    assert_eq!(times(12), "12 times");
}

#[test]
fn a_rate_above_zero_never_looks_like_zero() {
    assert_eq!(rate(0.0), "0");
    assert_eq!(rate(0.01), "under 0.1");
    assert_eq!(rate(9.06), "9.1");
    assert_eq!(rate(250.4), "250");
}

#[test]
fn ratios_are_said_in_words() {
    assert_eq!(fold(0.34), "a third");
    assert_eq!(fold(0.5), "half");
    assert_eq!(fold(1.0), "just");
    assert_eq!(fold(0.96), "nearly");
    assert_eq!(fold(2.1), "twice");
    assert_eq!(fold(4.4), "four times");
    assert_eq!(fold(37.0), "37 times");
    assert_eq!(fold(0.001), "less than a hundredth");
}

#[test]
fn a_side_without_hits_gets_no_made_up_ratio() {
    let ratio = |a, b| {
        let (after, before) = (Count { hits: a, words: 2_000 }, Count { hits: b, words: 2_000 });
        how_many_times((b, a), &score_ratio(after, before, 0.95).unwrap())
    };
    assert_eq!(ratio(9, 0), ", at least two and a half times as often");
    assert_eq!(ratio(0, 9), ", at most two fifths as often");
    assert_eq!(ratio(1, 0), "");
    assert_eq!(
        ratio(5, 15),
        ", about a third as often (somewhere between an eighth and nine tenths as often)"
    );
    assert_eq!(ratio(2, 1), "; with so few, anything between a quarter and 15 times as often fits");
}

#[test]
fn lists_read_like_speech() {
    let items: Vec<String> = ["a", "b", "c"].map(String::from).to_vec();
    assert_eq!(list(&items), "a, b and c");
    assert_eq!(choice(&items[..2]), "a or b");
    assert_eq!(lower_first("Defending oneself"), "defending oneself");
    assert_eq!(lower_first("I-statements"), "I-statements");
    assert_eq!(upper_first("once"), "Once");
}
