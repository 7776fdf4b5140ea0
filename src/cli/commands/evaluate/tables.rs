//! The figures as tables for the terminal.
//!
//! Must not know: how any figure was found.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use attunement::evaluate::{
    Agreement, CoderAgreement, Estimate, Evaluation, GroupRow, Groups, Tally, TargetResult,
};
use attunement::gold::{GoldFile, Target};
use attunement::lexicon::Lexicon;
use attunement::model::Codebook;
use attunement::stats::{FEWEST_CLUSTERS, WORDS_FOR_A_RATE};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// Of what was taken for something else so many are shown.
const CONFUSED: usize = 5;

/// All targets with their markers, and their rules if asked.
pub(super) fn evaluation(evaluation: &Evaluation, lexicon: &Lexicon, rules: bool) -> String {
    let mut table = table(&[
        "target",
        "conversations",
        "coded of",
        "seen",
        "precision",
        "recall",
        "F1",
        "kappa",
        "alpha",
        "coders’ F1",
        "coders’ kappa",
    ]);
    for result in &evaluation.targets {
        let ceiling = |v: Option<f64>| v.map_or(String::new(), figure);
        let target = &result.target;
        let mut row = cells(&target.name, &result.agreement);
        row.insert(1, result.conversations.to_string());
        row.push(ceiling(target.ceiling_f1));
        row.push(ceiling(target.ceiling_kappa));
        table.add_row(numbers(row));
        if result.markers.len() > 1 {
            for (marker, agreement) in &result.markers {
                let name = format!("  {}", lexicon.codebook.markers[*marker].id);
                let mut row = cells(&name, agreement);
                row.insert(1, String::new());
                table.add_row(numbers(row));
            }
        }
    }
    let mut out = format!("{table}\n");
    for result in &evaluation.targets {
        out.push_str(&confused(result, &lexicon.codebook));
    }
    if rules {
        evaluation.targets.iter().for_each(|r| out.push_str(&tallies(r, lexicon)));
    }
    out.push_str(
&format!(
        "\nIn brackets: 95% intervals, drawing whole conversations; none with fewer than {FEWEST_CLUSTERS}, or where \
         all draws are alike.\nkappa: Cohen’s; alpha: Krippendorff’s.\n"
    ));
    out
}

/// Two coders, code by code.
pub(super) fn coders(found: &CoderAgreement) -> String {
    let mut table =
        table(&["code", "first of", "second", "precision", "recall", "F1", "kappa", "alpha"]);
    for (name, agreement) in &found.codes {
        table.add_row(numbers(cells(name, agreement)));
    }
    format!(
        "{table}\n\n{} utterances of {} conversations were coded in both files; {} of the first and {} of the \
         second were not found in the other.\nPrecision and recall take the first file for the reference. In \
         brackets: 95% intervals, drawing whole conversations.\n",
        found.shared, found.conversations, found.only_first, found.only_second
    )
}

/// Two groups, row by row.
pub(super) fn groups(groups: &Groups, codebook: &Codebook, files: &[GoldFile]) -> String {
    let all = files.iter().flat_map(|f| &f.conversations);
    let without = match all.filter(|c| c.group.is_none()).count() {
        0 => String::new(),
        n => format!("; {n} without a group were left out"),
    };
    let [first, second] = &groups.names;
    let mut table = table(&[
        "what",
        "whose words",
        &format!("{first}: mean per 1,000 words"),
        &format!("{second}: mean"),
        "Hedges’ g",
        "chance of more (ties half)",
    ]);
    for row in &groups.rows {
        table.add_row(numbers(group_cells(row, codebook)));
    }
    format!(
        "{table}\n\n{} conversations in {first}, {} in {second}{without}; one in which the role says fewer than \
         {WORDS_FOR_A_RATE} words has no rate.\ng above 0: more in {first}. Chance of more: that a conversation of {first} shows more than \
         one of {second}, ties counting half; .50 is no difference.\nIn brackets: 95% intervals, drawing conversations within each \
         group; none where a group shows nothing. Many rows are looked at: some stand out by chance.\n",
        groups.conversations[0], groups.conversations[1]
    )
}

fn group_cells(row: &GroupRow, codebook: &Codebook) -> Vec<String> {
    let id = if row.construct {
        let construct = codebook.constructs.iter().find(|c| c.id == row.id);
        construct.map_or(row.id.clone(), |c| format!("{} ({})", c.id, c.code))
    } else {
        format!("  {}", row.id)
    };
    let mean = |i: usize| format!("{:.2} (n {})", row.groups[i].mean, row.groups[i].conversations);
    vec![
        id,
        row.role.name().to_string(),
        mean(0),
        mean(1),
        estimate(&row.g),
        estimate(&row.superiority),
    ]
}

/// Codes of the map that nobody ever gave, most likely misspelt.
pub(super) fn unknown_labels(files: &[GoldFile], targets: &[Target]) -> Vec<String> {
    let utterances = files.iter().flat_map(|f| &f.conversations).flat_map(|c| &c.utterances);
    let given: BTreeSet<&String> = utterances.filter_map(|u| u.labels.as_ref()).flatten().collect();
    let unknown = |t: &Target| -> Vec<String> {
        let absent = t.labels.iter().filter(|l| !given.contains(l));
        absent.map(|l| format!("note: target {}: the code {l} was never given", t.name)).collect()
    };
    targets.iter().flat_map(unknown).collect()
}

/// What was taken for something else.
fn confused(result: &TargetResult, codebook: &Codebook) -> String {
    let mut out = String::new();
    let list = |items: Vec<String>| items.into_iter().take(CONFUSED).collect::<Vec<_>>().join(", ");
    let missed = result.missed_as.iter().map(|(m, n)| format!("{} {n}", codebook.markers[*m].id));
    let coded = result.coded_as.iter().map(|(l, n)| format!("{l} {n}"));
    let name = &result.target.name;
    if !result.missed_as.is_empty() {
        let all = result.misses.len();
        let _ = writeln!(out, "{name}: of {all} missed, seen as {}", list(missed.collect()));
    }
    if !result.coded_as.is_empty() {
        let all = result.false_hits.len();
        let _ = writeln!(
            out,
            "{name}: of {all} seen and not coded so, coded as {}",
            list(coded.collect())
        );
    }
    out
}

fn tallies(result: &TargetResult, lexicon: &Lexicon) -> String {
    if result.rules.is_empty() {
        return String::new();
    }
    let mut table = table(&["rule", "fired", "alone", "right", "precision", "weight"]);
    for Tally { rule, fired, right, alone, precision } in &result.rules {
        let rule = &lexicon.rules[*rule];
        table.add_row(numbers(vec![
            rule.id.clone(),
            fired.to_string(),
            alone.to_string(),
            right.to_string(),
            estimate(precision),
            format!("{:.2}", rule.weight),
        ]));
    }
    format!("\nRules of {}\n{table}\n", result.target.name)
}

fn cells(name: &str, agreement: &Agreement) -> Vec<String> {
    let c = &agreement.confusion;
    vec![
        name.to_string(),
        format!("{} of {}", c.positives(), c.units()),
        c.predicted().to_string(),
        estimate(&agreement.precision),
        estimate(&agreement.recall),
        estimate(&agreement.f1),
        estimate(&agreement.kappa),
        estimate(&agreement.alpha),
    ]
}

/// A figure between −1 and 1 without its leading zero, as psychologists print it.
pub(super) fn figure(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.strip_prefix("-0") {
        Some(".00") => ".00".into(),
        Some(rest) => format!("−{rest}"),
        None => match text.strip_prefix('0') {
            Some(rest) => rest.to_string(),
            None => text.replace('-', "−"),
        },
    }
}

fn estimate(estimate: &Estimate) -> String {
    match (estimate.value, estimate.interval) {
        (Some(v), Some(i)) => format!("{} [{}, {}]", figure(v), figure(i.low), figure(i.high)),
        (Some(v), None) => figure(v),
        (None, _) => "–".to_string(),
    }
}

fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(head.to_vec());
    table
}

fn numbers(cells: Vec<String>) -> Vec<Cell> {
    let align = |(i, text): (usize, String)| {
        let side = if i == 0 { CellAlignment::Left } else { CellAlignment::Right };
        Cell::new(text).set_alignment(side)
    };
    cells.into_iter().enumerate().map(align).collect()
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_printed_as_psychologists_print_them() {
        let all = [0.756, 1.0, -0.25, 0.0, -0.001, -1.2, 0.996].map(figure);
        assert_eq!(all, [".76", "1.00", "−.25", ".00", ".00", "−1.20", "1.00"]);
    }
}
