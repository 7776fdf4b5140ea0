//! One row: a construct of one person before and after, as a sentence, a drawing and a table.
//!
//! Must not know: the other rows, or their order.

use serde::Serialize;

use super::super::ReportInput;
use super::super::chart::{Axis, RateChart, interval};
use super::super::headline::is_sure;
use super::super::words::{
    counted, figure, how_many_times, list, lower_first, number, p_value, rate, spelt, times,
    upper_first,
};
use crate::compare::{PersonComparison, Shift, Subject, Verdict};
use crate::model::Standing;
use crate::stats::{
    Count, HITS_FOR_A_STEADY_RATE, Rate, RateComparison, RatioMethod, WORDS_FOR_A_RATE,
    upper_bound_without_hits,
};

/// One row as it stands on the page.
#[derive(Serialize)]
pub(super) struct Row {
    heading: String,
    definition: String,
    chip: &'static str,
    sure: bool,
    brief: String,
    sentence: String,
    notes: Vec<String>,
    chart: Option<RateChart>,
    several: bool,
    figures: String,
    numbers: Numbers,
    markers: Vec<Marker>,
    left_out: String,
}

/// One line of the table behind a row.
#[derive(Serialize)]
struct Numbers {
    label: String,
    before: Cells,
    after: Cells,
    compared: &'static str,
}

#[derive(Serialize)]
struct Cells {
    seen: String,
    rate: String,
    interval: String,
}

#[derive(Serialize)]
struct Marker {
    numbers: Numbers,
    about: About,
}

/// What a mark is, and how far it can be trusted.
#[derive(Serialize)]
pub(super) struct About {
    label: String,
    definition: String,
    misses: String,
    validity: String,
    references: String,
}

/// Words and drawing of one row.
pub(super) fn row(
    input: &ReportInput,
    person: &PersonComparison,
    shift: &Shift,
    axis: Axis,
) -> Row {
    let (construct, left_out) = match shift.subject {
        Subject::Construct(c) => (c, left_out(input, c)),
        Subject::Marker(m) => (input.codebook.markers[m].construct, String::new()),
    };
    let of_construct = |s: &&Shift| matches!(s.subject, Subject::Marker(m) if input.codebook.markers[m].construct == construct);
    let rates = shift.comparison.as_ref().and(shift.rate_before.zip(shift.rate_after));
    Row {
        heading: input.codebook.constructs[construct].label.clone(),
        definition: input.codebook.constructs[construct].definition.clone(),
        chip: chip(shift.verdict),
        sure: is_sure(shift),
        brief: brief(shift),
        sentence: sentence(shift, input.comparison.tested),
        notes: notes(shift).into_iter().chain(experimental(input, construct)).collect(),
        chart: rates.map(|(before, after)| axis.chart(&before, &after)),
        several: person.markers.iter().filter(of_construct).count() > 1,
        figures: shift
            .comparison
            .as_ref()
            .map_or_else(String::new, |c| figures(c, shift.adjusted_p, input.comparison.tested)),
        numbers: numbers("All together".into(), shift),
        markers: person
            .markers
            .iter()
            .filter(of_construct)
            .filter_map(|s| marker(input, s))
            .collect(),
        left_out,
    }
}

fn chip(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Less => "Less often, beyond chance",
        Verdict::More => "More often, beyond chance",
        Verdict::Unclear => "Could well be chance",
        Verdict::NotSeen => "Not seen",
        Verdict::TooLittleSpeech => "Too little speech to say",
    }
}

/// Both counts, for a row that has no sentence of its own; empty where there is nothing to count.
fn brief(shift: &Shift) -> String {
    if shift.comparison.is_none() {
        return String::new();
    }
    let (before, after) = (Count::total(&shift.before), Count::total(&shift.after));
    format!("{} before, {} after", times(before.hits), times(after.hits))
}

fn sentence(shift: &Shift, tested: usize) -> String {
    let (before, after) = (Count::total(&shift.before), Count::total(&shift.after));
    let Some(comparison) = &shift.comparison else { return without_comparison(shift) };
    format!(
        "{} in {} before, {} in {} after: {} per 1,000 words{}. {}",
        upper_first(&times(before.hits)),
        counted(before.words, "word", "words"),
        times(after.hits),
        number(after.words),
        from_to(rate(comparison.before.per_1000), rate(comparison.after.per_1000)),
        how_many_times((before.hits, after.hits), &comparison.ratio),
        how_sure(shift, comparison, tested)
    )
}

fn from_to(before: String, after: String) -> String {
    if before == after {
        format!("{before}, before and after,")
    } else {
        format!("from {before} to {after}")
    }
}

fn how_sure(shift: &Shift, comparison: &RateComparison, tested: usize) -> String {
    let rows = spelt(tested as u64);
    if is_sure(shift) {
        format!("This is more than chance gives, even with {rows} rows looked at together.")
    } else if comparison.ratio.p < 1.0 - comparison.ratio.interval.level {
        format!(
            "Alone, this would be more than chance gives; among {rows} rows looked at together it \
             could well be chance."
        )
    } else {
        "This could well be chance.".into()
    }
}

/// What is said where nothing can be compared: too little speech, or nothing seen.
pub(super) fn without_comparison(shift: &Shift) -> String {
    let (before, after) = (Count::total(&shift.before), Count::total(&shift.after));
    if shift.verdict == Verdict::TooLittleSpeech {
        return format!(
            "{} before and {} after, where each side needs at least {WORDS_FOR_A_RATE}.",
            counted(before.words, "word", "words"),
            number(after.words)
        );
    }
    let bound = upper_bound_without_hits(before.words.min(after.words), 0.95);
    let bound = bound.map_or_else(String::new, |b| {
        format!(" Finding none in so few words still fits rates of up to {} per 1,000.", rate(b))
    });
    format!(
        "Not once in {} before, nor in {} after.{bound}",
        counted(before.words, "word", "words"),
        number(after.words)
    )
}

/// Which marks of a construct fell short against people's codes.
fn experimental(input: &ReportInput, construct: usize) -> Option<String> {
    let book = input.codebook;
    let fell: Vec<usize> = book.experimental(construct).collect();
    let names: Vec<String> =
        fell.iter().map(|m| format!("“{}”", lower_first(&book.markers[*m].label))).collect();
    let checked = book.members(construct).any(|m| {
        matches!(book.markers[m].validity.standing, Standing::Validated | Standing::Experimental)
    });
    if !checked {
        return Some(
            "Nobody has yet checked well enough, against people’s codes, how often its marks are right.".to_string(),
        );
    }
    let (who, are) = match (names.as_slice(), book.members(construct).count()) {
        ([], _) => return None,
        (fell, all) if fell.len() == all => ("All its marks".to_string(), "are"),
        ([one], _) => (format!("Of its marks, {one}"), "is"),
        (several, _) => (format!("Of its marks, {}", list(several)), "are"),
    };
    Some(format!(
        "{who} {are} experimental: held against people’s codes, too many of the passages found were wrong, or too \
         many were missed."
    ))
}

fn notes(shift: &Shift) -> Vec<String> {
    let Some(comparison) = &shift.comparison else { return Vec::new() };
    let mut notes = Vec::new();
    if shift.hits() < HITS_FOR_A_STEADY_RATE {
        notes.push(format!(
            "Only {} on both sides together; below {HITS_FOR_A_STEADY_RATE}, a rate is rough.",
            counted(shift.hits(), "mark", "marks")
        ));
    }
    if let Some(scatter) = comparison.dispersion.filter(|d| d.factor > 1.0) {
        notes.push(format!(
            "Sessions of the same side differ among themselves more than chance has it (φ = {:.1}): \
             the lines in the drawing are too short, but the comparison allows for it.",
            scatter.factor
        ));
    }
    notes
}

fn figures(comparison: &RateComparison, adjusted: Option<f64>, tested: usize) -> String {
    let ratio = &comparison.ratio;
    let method = match (ratio.method, comparison.dispersion) {
        (RatioMethod::LogWald, Some(d)) => format!("log-Wald with φ = {:.2}", d.factor),
        (RatioMethod::QuasiScore, Some(d)) => format!("score with φ = {:.2}", d.factor),
        (method, _) => method.name().to_string(),
    };
    let adjusted = adjusted.map_or_else(String::new, |p| {
        format!(", adjusted for {} {}", counted(tested as u64, "row", "rows"), p_value(p))
    });
    format!(
        "Rate after over rate before: {} (95% interval {} to {}; {method}); p {}{adjusted}.",
        figure(ratio.value),
        figure(ratio.interval.low),
        figure(ratio.interval.high),
        p_value(ratio.p)
    )
}

fn numbers(label: String, shift: &Shift) -> Numbers {
    Numbers {
        label,
        before: cells(Count::total(&shift.before), shift.rate_before.as_ref()),
        after: cells(Count::total(&shift.after), shift.rate_after.as_ref()),
        compared: match shift.verdict {
            Verdict::Less => "less often",
            Verdict::More => "more often",
            Verdict::Unclear if !shift.testable() => "too few to compare",
            Verdict::Unclear => "could be chance",
            Verdict::NotSeen => "not seen",
            Verdict::TooLittleSpeech => "too little speech",
        },
    }
}

fn cells(count: Count, found: Option<&Rate>) -> Cells {
    Cells {
        seen: number(count.hits),
        rate: found.map_or_else(|| "too little speech".to_string(), |r| rate(r.per_1000)),
        interval: found.map_or_else(String::new, interval),
    }
}

fn marker(input: &ReportInput, shift: &Shift) -> Option<Marker> {
    let Subject::Marker(at) = shift.subject else { return None };
    let marker = &input.codebook.markers[at];
    Some(Marker { numbers: numbers(marker.label.clone(), shift), about: about(marker) })
}

/// What is said of a mark itself, whoever uses it.
pub(super) fn about(marker: &crate::model::Marker) -> About {
    About {
        label: marker.label.clone(),
        definition: marker.definition.clone(),
        misses: marker.misses.clone(),
        validity: marker.validity.says(),
        references: marker.references.join("; "),
    }
}

/// Markers of a construct that the transcripts do not allow to be compared.
fn left_out(input: &ReportInput, construct: usize) -> String {
    let names: Vec<String> = input
        .codebook
        .members(construct)
        .filter(|m| input.comparison.left_out.contains(m))
        .map(|m| format!("“{}”", lower_first(&input.codebook.markers[m].label)))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!("Left out, because the transcripts were not written down alike: {}.", list(&names))
}
