//! The whole page in a minute: two or three sentences for somebody who reads nothing else.
//!
//! Must not know: the sections that say the same at length.

use serde::Serialize;

use super::ReportInput;
use super::labels::{self, sessions_on, whose};
use super::sections::dance_in_short;
use super::words::{self, counted, how_many_times, list, lower_first, number, rate, spelt};
use crate::compare::{PersonComparison, Shift, Subject, Verdict};
use crate::model::{Codebook, Role, Side, Standing};
use crate::stats::{Count, WORDS_FOR_A_RATE};

/// So many shifts get a sentence each; further ones share one.
const SPOKEN: usize = 3;

/// What stands at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Headline {
    /// What shifted.
    pub(super) shifts: Vec<String>,
    /// How each answered the other, where there is enough to speak of it.
    pub(super) dance: Vec<String>,
    /// What to know before relying on it.
    pub(super) cautions: Vec<String>,
}

/// The headline of a case.
pub(super) fn headline(input: &ReportInput) -> Headline {
    let shifts = match missing_side(input) {
        Some(missing) => vec![missing],
        None => shifts(input),
    };
    let dance: Vec<String> =
        labels::couple(input).into_iter().flat_map(|from| dance_in_short(input, from)).collect();
    let mut cautions = cautions(input);
    if !dance.is_empty() {
        cautions.insert(
            0,
            "How one answered the other is a plain count, not tested against chance.".into(),
        );
    }
    Headline { shifts, dance, cautions }
}

/// What a row is about, within a sentence.
pub(super) fn subject(codebook: &Codebook, subject: Subject) -> String {
    lower_first(match subject {
        Subject::Construct(c) => &codebook.constructs[c].label,
        Subject::Marker(m) => &codebook.markers[m].label,
    })
}

/// All rows of all people that shifted beyond chance, the surest first.
pub(super) fn sure<'a>(input: &ReportInput<'a>) -> Vec<(&'a PersonComparison, &'a Shift)> {
    let mut rows: Vec<(&PersonComparison, &Shift)> = input
        .comparison
        .people
        .iter()
        .flat_map(|p| p.constructs.iter().map(move |s| (p, s)))
        .filter(|(_, s)| is_sure(s))
        .collect();
    // Stable, so that people and constructs keep their order where nothing tells rows apart.
    rows.sort_by(|a, b| surest_first(a.1, b.1));
    rows
}

/// Whether a row shifted beyond chance.
pub(super) fn is_sure(shift: &Shift) -> bool {
    matches!(shift.verdict, Verdict::More | Verdict::Less)
}

/// The order of rows by how sure they are.
pub(super) fn surest_first(a: &Shift, b: &Shift) -> std::cmp::Ordering {
    let key =
        |s: &Shift| (s.adjusted_p.unwrap_or(2.0), s.comparison.as_ref().map_or(2.0, |c| c.ratio.p));
    let (a, b) = (key(a), key(b));
    a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
}

/// Whether every mark of a row fell short against people's codes.
fn is_experimental(codebook: &Codebook, shift: &Shift) -> bool {
    match shift.subject {
        Subject::Construct(c) => {
            let (fell, all) = (codebook.experimental(c).count(), codebook.members(c).count());
            all > 0 && fell == all
        }
        Subject::Marker(m) => codebook.markers[m].validity.standing == Standing::Experimental,
    }
}

fn missing_side(input: &ReportInput) -> Option<String> {
    let empty = |side| sessions_on(input, side).is_empty();
    match (empty(Side::Before), empty(Side::After)) {
        (false, false) => None,
        (true, true) => Some("No session lies before or after, so nothing is compared.".into()),
        (true, false) => Some("No session lies before, so nothing is compared.".into()),
        (false, true) => Some("No session lies after, so nothing is compared.".into()),
    }
}

fn shifts(input: &ReportInput) -> Vec<String> {
    let (apart, sure): (Vec<_>, Vec<_>) =
        sure(input).into_iter().partition(|(_, s)| is_experimental(input.codebook, s));
    let mut sentences: Vec<String> =
        sure.iter().take(SPOKEN).map(|(p, s)| sentence(input, p, s)).collect();
    if sure.len() > SPOKEN {
        let more: Vec<String> = sure[SPOKEN..].iter().map(|(p, s)| in_short(input, p, s)).collect();
        sentences.push(format!("Also beyond chance: {}.", list(&more)));
    }
    if !apart.is_empty() {
        let shifts: Vec<String> = apart.iter().map(|(p, s)| in_short(input, p, s)).collect();
        sentences
            .push(format!("Set apart, because these marks are experimental: {}.", list(&shifts)));
    }
    sentences.push(rest(input, sure.len() + apart.len()));
    if sure.is_empty() && apart.is_empty() && input.comparison.tested > 0 {
        sentences.push(
            "That does not mean that nothing is different: with this much speech, only large \
             shifts stand out from chance."
                .into(),
        );
    }
    sentences.extend(too_quiet(input));
    sentences
}

/// One shift in one sentence.
fn sentence(input: &ReportInput, person: &PersonComparison, shift: &Shift) -> String {
    let what = format!(
        "Marks of {} in {} words",
        subject(input.codebook, shift.subject),
        whose(&person.participant)
    );
    let Some(comparison) = &shift.comparison else { return format!("{what} shifted.") };
    let hits = (Count::total(&shift.before).hits, Count::total(&shift.after).hits);
    format!(
        "{what} {} from {} to {} per 1,000 words{}.",
        if shift.verdict == Verdict::Less { "fell" } else { "rose" },
        rate(comparison.before.per_1000),
        rate(comparison.after.per_1000),
        how_many_times(hits, &comparison.ratio)
    )
}

fn in_short(input: &ReportInput, person: &PersonComparison, shift: &Shift) -> String {
    format!(
        "{} in {} words ({} often)",
        subject(input.codebook, shift.subject),
        whose(&person.participant),
        if shift.verdict == Verdict::Less { "less" } else { "more" }
    )
}

/// What is to be said of all other rows.
fn rest(input: &ReportInput, sure: usize) -> String {
    let others = input.comparison.tested.saturating_sub(sure) as u64;
    match (sure, others) {
        (0, 0) => {
            let rows = || input.comparison.people.iter().flat_map(|p| &p.constructs);
            if rows().any(|s| s.verdict != Verdict::TooLittleSpeech) {
                "None of the marks that this page looks for was seen often enough to compare."
                    .into()
            } else {
                "There is too little speech to say whether anything shifted.".into()
            }
        }
        (0, 1) => "Nothing shifted beyond what chance gives; one row was compared.".into(),
        (0, n) => {
            format!("Nothing shifted beyond what chance gives; {} rows were compared.", spelt(n))
        }
        (_, 0) => "No other row could be compared.".into(),
        (_, 1) => "The one other difference is no larger than chance can give.".into(),
        (_, n) => format!("The {} other differences are no larger than chance can give.", spelt(n)),
    }
}

/// Those of the couple about whom nothing can be said.
fn too_quiet(input: &ReportInput) -> Vec<String> {
    let quiet = |p: &&PersonComparison| {
        p.participant.role != Role::Therapist
            && p.before.words.min(p.after.words) < WORDS_FOR_A_RATE
    };
    let sentence = |p: &PersonComparison| {
        format!(
            "Of {} there is too little speech to say: {} before, {} after.",
            labels::name(&p.participant),
            counted(p.before.words, "word", "words"),
            number(p.after.words)
        )
    };
    let people: Vec<&PersonComparison> = input.comparison.people.iter().filter(quiet).collect();
    if people.len() > SPOKEN {
        return vec![format!(
            "Of {} people there is too little speech to say; section 2 names them.",
            spelt(people.len() as u64)
        )];
    }
    people.into_iter().map(sentence).collect()
}

fn cautions(input: &ReportInput) -> Vec<String> {
    let mut cautions = Vec::new();
    let single: Vec<String> = [Side::Before, Side::After]
        .into_iter()
        .filter(|side| sessions_on(input, *side).len() == 1)
        .map(|side| labels::side(Some(side)).to_string())
        .collect();
    if !single.is_empty() {
        cautions.push(format!(
            "There is only one session {}, so this holds for these words only, not for how they \
             usually talk.",
            words::list(&single)
        ));
    }
    let comparability = &input.comparison.comparability;
    if !comparability.unsafe_features.is_empty() {
        cautions.push(
            "The transcripts were not all written down alike; section 1 says what was left out \
             of the counts for that reason."
                .into(),
        );
    } else if comparability.sources_differ() {
        cautions.push(
            "The transcripts of the two sides do not come from the same source; section 1 says \
             how alike they are."
                .into(),
        );
    }
    cautions.push(format!(
        "This page sees words alone, by rules that {}. Read the passages before you rely on a number.",
        checked(input.codebook)
    ));
    cautions
}

/// How far the rules were checked, in half a sentence.
fn checked(codebook: &Codebook) -> &'static str {
    match codebook.standing(Standing::Validated) + codebook.standing(Standing::Experimental) {
        0 => "nobody has yet checked against people’s own coding",
        _ => {
            "were checked only in part against people’s own coding, and never on couples in therapy"
        }
    }
}
