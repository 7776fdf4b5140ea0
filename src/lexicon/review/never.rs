//! Rules, patterns and markers that can never be seen.
//!
//! Must not know: texts.

use super::cover::{accepted, stands_in};
use super::expand::fewest;
use crate::diagnostic::Diagnostic;
use crate::lexicon::item::{Item, Pattern};
use crate::lexicon::schema::{At, Lexicon, Matching, Negation, Relation, Rule, Target};
use crate::model::Role;

/// Everything that can never match, with the reason.
pub(super) fn find(lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &lexicon.rules {
        for (reason, help) in rule_reasons(lexicon, rule) {
            found.push(at_rule(rule, &reason, help));
        }
        if let Matching::Patterns(patterns) = &rule.matching {
            for pattern in patterns {
                for (reason, help) in pattern_reasons(rule, pattern) {
                    found.push(at_pattern(rule, pattern, &reason, help));
                }
            }
        }
        if let Matching::Regex(regex) = &rule.matching
            && let Some(reason) = regex_reason(regex)
        {
            let help = "write small letters and straight apostrophes: that is how the text is read";
            found.push(at_rule(rule, &reason, help));
        }
    }
    for (marker, threshold) in lexicon.thresholds.iter().enumerate() {
        let rules = || lexicon.rules.iter().filter(|r| r.marker == marker);
        let most = 1.0 - rules().map(|r| 1.0 - r.weight).product::<f64>();
        if let Some(first) = rules().next()
            && most < *threshold
        {
            let id = &lexicon.codebook.markers[marker].id;
            let reason = format!(
                "`{id}` can never be seen: all its rules together weigh {most:.2}, and its threshold is {threshold}"
            );
            found.push(at_rule(first, &reason, "lower the threshold, or raise weights"));
        }
    }
    found
}

pub(super) fn at_rule(rule: &Rule, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning("never", message).within(&rule.place.0).at(rule.place.1).help(help)
}

pub(super) fn at_pattern(rule: &Rule, pattern: &Pattern, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning("never", message)
        .within(&rule.place.0)
        .at(pattern.place.0)
        .column(pattern.place.1)
        .help(help)
}

fn rule_reasons(lexicon: &Lexicon, rule: &Rule) -> Vec<(String, &'static str)> {
    let mut reasons = Vec::new();
    let mut never = |why: &str, help| {
        reasons.push((format!("`{}` can never fire: {why}", rule.id), help));
    };
    if rule.min_words > rule.max_words {
        never("min_words is larger than max_words", "swap the two numbers");
    }
    if rule.weight == 0.0 {
        never("its weight is 0", "give it a weight above 0, or delete the rule");
    }
    let only = |roles: &[Role]| rule.roles.iter().all(|r| roles.contains(r));
    if rule.target == Target::You && only(&[Role::Client]) {
        never(
            "a client alone with a therapist speaks to no partner",
            "leave out `target`, or add the role \"partner\"",
        );
    }
    if rule.target == Target::PartnerThirdPerson && only(&[Role::Therapist]) {
        never("a therapist has no partner in the room", "leave out `target`");
    }
    if let Some(previous) = &rule.previous {
        if previous.within == 0 {
            never("`within = 0` looks at no turn", "write 1 for the turn just before");
        }
        let heard = |marker: &usize| {
            let roles = &lexicon.codebook.markers[*marker].roles;
            match previous.speaker {
                Relation::Therapist => roles.contains(&Role::Therapist),
                Relation::OtherPartner => roles.iter().any(|r| *r != Role::Therapist),
                Relation::Same => roles.iter().any(|r| rule.roles.contains(r)),
                Relation::Other => true,
            }
        };
        if !previous.any.is_empty() && !previous.any.iter().any(heard) {
            never(
                "what it asks to have gone before is never looked for in that person's words",
                "compare `previous.speaker` with the roles of those markers",
            );
        }
    }
    reasons
}

fn pattern_reasons(rule: &Rule, pattern: &Pattern) -> Vec<(String, &'static str)> {
    let mut reasons = Vec::new();
    let mut never = |why: String, help| {
        reasons.push((format!("this pattern can never match: {why}"), help));
    };
    if let Err((why, help)) = possible(&pattern.items, State::default()) {
        never(why, help);
    }
    if fewest(&pattern.items) > rule.max_words {
        never(
            format!("it takes more words than `max_words = {}` allows", rule.max_words),
            "raise max_words, or shorten the pattern",
        );
    }
    let opens_turn = pattern.items.first() == Some(&Item::TurnStart)
        || matches!(rule.at, At::TurnStart | At::WholeTurn);
    if rule.negation == Negation::Require && opens_turn {
        never(
            "it asks for a negation before the beginning of the turn".into(),
            "write the negation into the pattern",
        );
    }
    let exclusions = rule.unless.iter().chain(&rule.unless_turn);
    if let Some(e) = exclusions.into_iter().find(|e| stands_in(&e.items, &pattern.items)) {
        never(
            format!("the exclusion `{}` stands in it", e.written),
            "make the exclusion narrower, or use unless_before or unless_after",
        );
    }
    reasons
}

/// What is known of the place between two items.
#[derive(Clone, Copy, Default)]
struct State {
    /// A word stands before.
    word: bool,
    /// The turn has ended.
    ended: bool,
}

type Impossible = (String, &'static str);

/// What is known behind the items, or why they cannot match one after another.
fn possible(items: &[Item], mut state: State) -> Result<State, Impossible> {
    for (i, item) in items.iter().enumerate() {
        state = match item {
            Item::Word(_) | Item::Gap { min: 1.., .. } if state.ended => {
                return Err(("a word follows the end of the turn".into(), "put `$` at the end"));
            }
            Item::Word(_) | Item::Gap { min: 1.., .. } => State { word: true, ..state },
            Item::Gap { .. } | Item::SentenceEdge | Item::QuestionEnd => state,
            Item::TurnStart if state.word => {
                return Err((
                    "a word stands before the beginning of the turn".into(),
                    "put `^` at the beginning",
                ));
            }
            Item::TurnStart => state,
            Item::TurnEnd => State { ended: true, ..state },
            Item::Not(ways) => {
                if let Some(Item::Word(terms)) = items.get(i + 1) {
                    let barred = |way: &Vec<Item>| match way.as_slice() {
                        [Item::Word(not)] => terms.iter().all(|t| accepted(not, t)),
                        _ => false,
                    };
                    if ways.iter().any(barred) {
                        return Err((
                            "the word after `!` is the one that must not stand there".into(),
                            "delete one of the two",
                        ));
                    }
                }
                state
            }
            Item::Group { alternatives, optional } => {
                let mut ways = Vec::new();
                for alternative in alternatives.iter() {
                    ways.push(possible(alternative, state)?);
                }
                if *optional {
                    ways.push(state);
                }
                State {
                    word: ways.iter().all(|s| s.word),
                    ended: ways.iter().all(|s| s.ended) && !ways.is_empty(),
                }
            }
        };
    }
    Ok(state)
}

/// A letter that no folded text holds.
fn regex_reason(regex: &str) -> Option<String> {
    fn literal(hir: &regex_syntax::hir::Hir) -> Option<char> {
        use regex_syntax::hir::HirKind;
        match hir.kind() {
            HirKind::Literal(l) => std::str::from_utf8(&l.0)
                .ok()?
                .chars()
                .find(|c| c.is_uppercase() || matches!(c, '\u{2019}' | '\u{2018}')),
            HirKind::Capture(c) => literal(&c.sub),
            HirKind::Repetition(r) if r.min > 0 => literal(&r.sub),
            HirKind::Concat(parts) => parts.iter().find_map(literal),
            _ => None,
        }
    }
    let c = literal(&regex_syntax::parse(regex).ok()?)?;
    Some(format!(
        "the regular expression can never match: no text holds `{c}` when it is looked at"
    ))
}
