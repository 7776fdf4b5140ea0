//! One `[[rule]]` of a marker file: what it looks for, its gates, what must have gone before.
//!
//! Must not know: other files. Names of other markers stay names here.

use toml::de::DeTable;

use super::document::{Document, Value};
use super::item::Pattern;
use super::keys;
use super::marker_file::{MarkerFile, RawRule, Reference, sentences};
use super::pattern::parse;
use super::schema::{LearnedWeight, Matching, Negation, Previous, Rule};
use super::sets::Sets;
use crate::model::Role;

/// Reads one `[[rule]]` and adds it to the file.
pub(crate) fn one_rule<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    value: &Value<'a>,
    sets: &Sets,
    file: &mut MarkerFile,
) {
    document.only(table, keys::RULE);
    let short = document.required(table, "id", value.span());
    let (line, _) = document.line_column(value.span().start);
    let index = file.rules.len();
    if file.rules.iter().any(|r| r.rule.id.ends_with(&format!(".{short}"))) {
        document.problem(
            value.span(),
            "id",
            format!("there are two rules `{short}`"),
            "give one of them another id",
        );
    }
    let mut roles = document.choices(table, "roles");
    // Of a voice of whom nothing is known, all is looked at but what its author keeps for some roles.
    let strangers = roles.is_empty() || roles.contains(&Role::Other);
    if roles.is_empty() {
        roles.clone_from(&file.marker.roles);
    }
    let weight = document.number(table, "weight", 0.7);
    if !(0.0..=1.0).contains(&weight) {
        document.problem(
            value.span(),
            "wrong-value",
            "the weight is not between 0 and 1",
            "write 0.9 for nearly sure, 0.5 for even odds",
        );
    }
    let (previous, previous_any) = previous(document, table);
    let rule = Rule {
        id: format!("{}.{short}", file.marker.id),
        marker: 0,
        matching: matching(document, table, value, sets),
        weight,
        learned: learned(document, table),
        roles,
        strangers,
        negation: document.choice(table, "negation"),
        quotation: document.choice(table, "quotation"),
        question: document.choice(table, "question"),
        hypothetical: document.choice(table, "hypothetical"),
        irony: document.choice(table, "irony"),
        target: document.choice(table, "target"),
        at: document.choice(table, "at"),
        opposite: None,
        previous,
        unless: patterns(document, table, "unless", sets),
        unless_before: patterns(document, table, "unless_before", sets),
        unless_after: patterns(document, table, "unless_after", sets),
        unless_turn: patterns(document, table, "unless_turn", sets),
        void_by: Vec::new(),
        min_words: document.count(table, "min_words", 0),
        max_words: document.count(table, "max_words", usize::MAX),
        place: (document.path.to_string(), line),
    };
    let void_by = references(document, table, "void_by");
    let opposite = opposite(document, table, &rule);
    sentences(document, table, Some(index), &mut file.examples);
    file.rules.push(RawRule { rule, previous_any, void_by, opposite });
}

/// What the weight was learned from, if it was.
fn learned<'a>(document: &mut Document<'a>, table: &DeTable<'a>) -> Option<LearnedWeight> {
    let (from, by_hand) = (table.get("learned_from"), table.get("weight_by_hand"));
    let (Some(_), Some(_)) = (from, by_hand) else {
        if let Some(alone) = from.or(by_hand) {
            document.problem(
                alone.span(),
                "calibration",
                "`learned_from` and `weight_by_hand` belong together",
                "let `attune lexicon calibrate` write both, or delete this one and set the weight by hand",
            );
        }
        return None;
    };
    let fired = document.count(table, "learned_from", 0);
    Some(LearnedWeight { fired, by_hand: document.number(table, "weight_by_hand", 0.0) })
}

fn matching<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    value: &Value<'a>,
    sets: &Sets,
) -> Matching {
    let patterns = patterns(document, table, "patterns", sets);
    match (table.get("patterns").is_some(), document.text(table, "regex")) {
        (false, Some(regex)) => {
            if let Err(error) = regex::RegexBuilder::new(&regex).size_limit(1 << 20).build() {
                let at = table.get("regex").map_or(0..0, |v| v.span());
                let reason = error.to_string().lines().last().unwrap_or("").trim().to_string();
                document.problem(
                    at,
                    "regex",
                    format!("the regular expression cannot be read: {reason}"),
                    "mend it, or use patterns",
                );
                return Matching::Patterns(Vec::new());
            }
            Matching::Regex(regex)
        }
        (true, None) => Matching::Patterns(patterns),
        (true, Some(_)) => {
            document.problem(
                value.span(),
                "rule",
                "the rule has both patterns and a regex",
                "keep one of them",
            );
            Matching::Patterns(patterns)
        }
        (false, None) => {
            document.problem(
                value.span(),
                "rule",
                "the rule looks for nothing",
                "add `patterns = [\"…\"]`",
            );
            Matching::Patterns(Vec::new())
        }
    }
}

/// The patterns of a list; each mistake is shown at its column, the rest is kept.
pub(crate) fn patterns<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    key: &str,
    sets: &Sets,
) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = Vec::new();
    for (written, value) in document.texts(table, key) {
        match parse(&written, sets) {
            Ok(pattern) if found.iter().any(|p| p.items == pattern.items) => document.problem(
                value.span(),
                "duplicate",
                "this pattern stands here twice",
                "delete one of them",
            ),
            Ok(pattern) => found.push(Pattern { place: document.inside(value), ..pattern }),
            Err(mistake) => document.mistake(value, &mistake),
        }
    }
    found
}

/// The marker that a negated match shows instead; only where negation cancels.
fn opposite<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
    rule: &Rule,
) -> Option<Reference> {
    let name = document.text(table, "opposite")?;
    let span = table.get("opposite").map_or(0..0, |v| v.span());
    if rule.negation != Negation::Cancel {
        document.problem(
            span.clone(),
            "rule",
            "`opposite` has no effect here, since no negation cancels this rule",
            "leave out `negation`, or leave out `opposite`",
        );
    }
    let (line, column) = document.line_column(span.start);
    Some(Reference { name, line, column })
}

fn references<'a>(document: &mut Document<'a>, table: &DeTable<'a>, key: &str) -> Vec<Reference> {
    let texts = document.texts(table, key);
    texts
        .into_iter()
        .map(|(name, value)| {
            let (line, column) = document.line_column(value.span().start);
            Reference { name, line, column }
        })
        .collect()
}

fn previous<'a>(
    document: &mut Document<'a>,
    table: &DeTable<'a>,
) -> (Option<Previous>, Vec<Reference>) {
    let Some(table) = document.table(table, "previous") else { return (None, Vec::new()) };
    document.only(table, keys::PREVIOUS);
    let any = references(document, table, "any");
    let previous = Previous {
        speaker: document.choice(table, "speaker"),
        any: Vec::new(),
        within: document.count(table, "within", 1),
        question: document.whether(table, "question"),
    };
    (Some(previous), any)
}
