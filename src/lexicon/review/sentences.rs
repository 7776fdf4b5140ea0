//! Sentences that stand twice, or that must and must not be seen.
//!
//! Must not know: rules.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::lexicon::schema::{Example, Lexicon};

/// Every sentence that repeats or contradicts an earlier one of its marker.
pub(super) fn find(lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(usize, &str, Option<&str>, &str), Vec<&Example>> = BTreeMap::new();
    let mut found = Vec::new();
    for example in &lexicon.examples {
        let reply = example.reply_to.as_deref();
        let key = (example.marker, example.text.as_str(), reply, example.role.name());
        let earlier = seen.entry(key).or_default();
        for other in earlier.iter() {
            if let Some((code, message, help)) = clash(example, other) {
                found.push(
                    Diagnostic::warning(code, message)
                        .within(&example.place.0)
                        .at(example.place.1)
                        .help(help),
                );
                break;
            }
        }
        earlier.push(example);
    }
    found
}

fn clash(one: &Example, other: &Example) -> Option<(&'static str, String, &'static str)> {
    let line = other.place.1;
    if one.rule == other.rule && one.expected == other.expected {
        let message = format!("this sentence stands in line {line} already");
        return Some(("duplicate", message, "delete one of them"));
    }
    // Of the whole marker it cannot be true that it is seen and not seen; of a rule against its
    // marker neither: a rule that fires shows the marker, unless weights are small.
    let whole = |e: &Example| e.rule.is_none();
    let contradict = one.expected != other.expected
        && (one.rule == other.rule
            || (whole(one) && !one.expected)
            || (whole(other) && !other.expected));
    contradict.then(|| {
        let message = format!("this sentence must be seen here, and must not in line {line}");
        let message = if one.expected {
            message
        } else {
            format!("this sentence must not be seen here, and must in line {line}")
        };
        ("contradiction", message, "decide which of the two holds, and delete the other")
    })
}
