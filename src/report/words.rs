//! Numbers as a stranger to statistics would say them, so that every section says them alike.
//!
//! Must not know: what was counted, or in whose words.

use crate::stats::{ConfidenceInterval, RateRatio};

/// A whole number with a comma between thousands.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Small numbers as words, others as digits.
pub(super) fn spelt(n: u64) -> String {
    const SMALL: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    usize::try_from(n)
        .ok()
        .and_then(|i| SMALL.get(i))
        .map_or_else(|| number(n), |word| (*word).to_string())
}

/// A number and its noun: `1 word`, `2,300 words`.
pub(super) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// How many times something was seen.
pub(super) fn times(n: u64) -> String {
    match n {
        0 => "not once".into(),
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{} times", number(n)),
    }
}

/// A rate per 1,000 words; a rate above zero never looks like zero.
pub(super) fn rate(per_1000: f64) -> String {
    if per_1000 > 0.0 && per_1000 < 0.05 {
        "under 0.1".into()
    } else if per_1000 == 0.0 || per_1000 >= 99.95 {
        format!("{per_1000:.0}")
    } else {
        format!("{per_1000:.1}")
    }
}

/// A share between 0 and 1 in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A p value as journals print it.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 {
        "below .001".into()
    } else if p >= 0.9995 {
        "above .999".into()
    } else {
        format!("{p:.3}").trim_start_matches('0').into()
    }
}

/// A ratio in figures, for those who want them.
pub(super) fn figure(value: f64) -> String {
    if value.is_infinite() { "without limit".into() } else { format!("{value:.2}") }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[String]) -> String {
    joined(items, "and")
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn choice(items: &[String]) -> String {
    joined(items, "or")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The same with a small first letter, unless the word is an abbreviation or the letter I.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_string(),
    }
}

/// The same with a capital first letter.
pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Parts of a whole, and how they are said.
const PARTS: [(f64, &str); 18] = [
    (0.01, "a hundredth"),
    (0.02, "a fiftieth"),
    (0.05, "a twentieth"),
    (0.1, "a tenth"),
    (0.125, "an eighth"),
    (0.143, "a seventh"),
    (0.167, "a sixth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (0.333, "a third"),
    (0.4, "two fifths"),
    (0.5, "half"),
    (0.6, "three fifths"),
    (0.667, "two thirds"),
    (0.75, "three quarters"),
    (0.8, "four fifths"),
    (0.9, "nine tenths"),
    (0.97, "nearly"),
];

/// Multiples, and how they are said.
const MULTIPLES: [(f64, &str); 8] = [
    (1.1, "1.1 times"),
    (1.2, "1.2 times"),
    (1.3, "1.3 times"),
    (1.5, "one and a half times"),
    (1.75, "1.75 times"),
    (2.0, "twice"),
    (2.5, "two and a half times"),
    (3.0, "three times"),
];

/// How many times as high, to be followed by "as often".
pub(super) fn fold(ratio: f64) -> String {
    let nearest = |table: &[(f64, &str)]| {
        let distance = |value: f64| (value.ln() - ratio.ln()).abs();
        let best = table.iter().min_by(|a, b| distance(a.0).total_cmp(&distance(b.0)));
        best.map_or_else(String::new, |entry| entry.1.to_string())
    };
    if ratio < 0.007 {
        "less than a hundredth".into()
    } else if (0.985..=1.05).contains(&ratio) {
        "just".into()
    } else if ratio < 1.0 {
        nearest(&PARTS)
    } else if ratio < 3.25 {
        nearest(&MULTIPLES)
    } else {
        format!("{} times", spelt(ratio.round() as u64))
    }
}

/// The limits of a ratio: `between a fifth and half as often`.
pub(super) fn fold_between(interval: &ConfidenceInterval) -> String {
    if interval.high.is_infinite() {
        return format!("at least {} as often", fold(interval.low));
    }
    if interval.low <= 0.0 {
        return format!("at most {} as often", fold(interval.high));
    }
    let (low, high) = (fold(interval.low), fold(interval.high));
    // "between a third and just as often" is no English.
    let bare = ["nearly", "just"];
    if bare.contains(&low.as_str()) || bare.contains(&high.as_str()) {
        format!("between {low} as often and {high} as often")
    } else {
        format!("between {low} and {high} as often")
    }
}

/// Ranges wider than this say nothing about the size of a difference.
const WIDE: f64 = 10.0;
/// A bound nearer to 1 than this is not worth saying.
const WORTH_SAYING: f64 = 1.15;

/// A ratio with its range, as the last part of a sentence on what was seen, with what joins it;
/// empty where nothing can be said of its size.
pub(super) fn how_many_times(hits: (u64, u64), ratio: &RateRatio) -> String {
    let (low, high) = (ratio.interval.low, ratio.interval.high);
    let within = fold_between(&ratio.interval);
    match hits {
        // Where one side has none, any single ratio would be made up.
        (0, _) if low > WORTH_SAYING => format!(", at least {} as often", fold(low)),
        (_, 0) if high < 1.0 / WORTH_SAYING => format!(", at most {} as often", fold(high)),
        (0, _) | (_, 0) => String::new(),
        _ if high > WIDE * low && low < 1.0 && high > 1.0 => {
            format!("; with so few, anything {within} fits")
        }
        _ if fold(ratio.value) == "just" => format!(", about as often (somewhere {within})"),
        _ => format!(", about {} as often (somewhere {within})", fold(ratio.value)),
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
