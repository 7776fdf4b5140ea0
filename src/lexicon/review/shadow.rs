//! Patterns and rules that add nothing, since another of the same marker finds the same words under
//! the same or wider conditions.
//!
//! Must not know: texts.

use super::cover::covers;
use super::never::{at_pattern, at_rule};
use crate::diagnostic::Diagnostic;
use crate::lexicon::item::Pattern;
use crate::lexicon::schema::{
    At, Hypothetical, Lexicon, Matching, Negation, Question, Quotation, Rule, Target,
};

/// Every pattern that stands in another's shadow; where all of a rule do, the rule.
pub(super) fn find(lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (i, rule) in lexicon.rules.iter().enumerate() {
        let Matching::Patterns(patterns) = &rule.matching else { continue };
        let others = lexicon.rules.iter().enumerate();
        let rivals: Vec<(usize, &Rule)> = others
            .filter(|(j, r)| *j != i && r.marker == rule.marker && wider(r, rule))
            // Of two that say the same, the later one stands in the shadow.
            .filter(|(j, r)| *j < i || !wider(rule, r))
            .collect();
        let mut shadows = Vec::new();
        for (k, pattern) in patterns.iter().enumerate() {
            let own = (patterns.iter().enumerate())
                .filter(|(l, q)| *l != k && (*l < k || !covers(&pattern.items, &q.items)))
                .map(|(_, q)| (rule, q));
            let foreign = rivals.iter().flat_map(|(_, r)| match &r.matching {
                Matching::Patterns(patterns) => patterns.iter().map(|q| (*r, q)).collect(),
                _ => Vec::new(),
            });
            if let Some(by) = own.chain(foreign).find(|(_, q)| covers(&q.items, &pattern.items)) {
                shadows.push((pattern, by));
            }
        }
        let whole = shadows.len() == patterns.len() && !patterns.is_empty();
        if whole && let Some((_, (by, _))) = shadows.iter().find(|s| s.1.0.id != rule.id) {
            let message = format!("`{}` stands in the shadow of `{}`", rule.id, by.id);
            found.push(recoded(at_rule(
                rule,
                &format!("{message}, which finds all that it finds"),
                "delete the rule, or say what is special about it",
            )));
            continue;
        }
        found.extend(shadows.into_iter().map(|(pattern, by)| one(rule, pattern, by)));
    }
    found
}

fn one(rule: &Rule, pattern: &Pattern, (by, cover): (&Rule, &Pattern)) -> Diagnostic {
    let whose = if by.id == rule.id { String::new() } else { format!(" of `{}`", by.id) };
    let (same, line) = (pattern.items == cover.items, cover.place.0);
    let message = if same {
        format!("this pattern stands in line {line}{whose} already")
    } else {
        format!("`{}`{whose} in line {line} finds all that this pattern finds", cover.written)
    };
    let mut found = at_pattern(rule, pattern, &message, "delete this pattern, or the other");
    found.code = if same { "duplicate" } else { "shadow" };
    found
}

fn recoded(mut found: Diagnostic) -> Diagnostic {
    found.code = "shadow";
    found
}

/// Whether a rule counts wherever the other, with the same words, would.
fn wider(wide: &Rule, narrow: &Rule) -> bool {
    let within = |few: &[Pattern], many: &[Pattern]| {
        few.iter().all(|p| many.iter().any(|q| q.items == p.items))
    };
    wide.weight >= narrow.weight
        && narrow.roles.iter().all(|r| wide.roles.contains(r))
        && (wide.negation == narrow.negation || wide.negation == Negation::Ignore)
        && wide.opposite == narrow.opposite
        && (wide.quotation == narrow.quotation || wide.quotation == Quotation::Ignore)
        && (wide.question == narrow.question || wide.question == Question::Allow)
        && (wide.hypothetical == narrow.hypothetical || wide.hypothetical == Hypothetical::Allow)
        && wide.irony == narrow.irony
        && (wide.target == narrow.target || wide.target == Target::Any)
        && (wide.at == narrow.at || wide.at == At::Anywhere)
        && (wide.previous == narrow.previous || wide.previous.is_none())
        && within(&wide.unless, &narrow.unless)
        && within(&wide.unless_before, &narrow.unless_before)
        && within(&wide.unless_after, &narrow.unless_after)
        && within(&wide.unless_turn, &narrow.unless_turn)
        && wide.void_by.iter().all(|m| narrow.void_by.contains(m))
        && wide.min_words <= narrow.min_words
        && wide.max_words >= narrow.max_words
}
