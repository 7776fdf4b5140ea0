//! A measuring dictionary turned into a lexicon by the library's own reader, as any dictionary is.

use std::collections::BTreeMap;

use attunement::diagnostic::Diagnostic;
use attunement::lexicon::dictionary::read;
use attunement::lexicon::{Lexicon, Matching, Negation, Rule, builtin_rules};

use super::dictionary::Dictionary;

/// The lexicon of a dictionary, where nothing but its words decides; and every problem.
///
/// Regular expressions are left out: no peer does the same work on them.
pub(crate) fn lexicon(dictionary: &Dictionary) -> (Lexicon, Vec<Diagnostic>) {
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in dictionary.rules.iter().filter(|r| r.r#type != "regex") {
        for category in &rule.categories {
            entries.entry(category).or_default().push(&rule.pattern);
        }
    }
    // JSON is YAML, which is how quanteda writes dictionaries. The order of the file is kept.
    let lists = dictionary.categories.iter().map(|category| {
        let own = entries.get(category.as_str()).map_or(&[][..], Vec::as_slice);
        format!("{category:?}: {own:?}")
    });
    let text = format!("{{{}}}", lists.collect::<Vec<_>>().join(",\n"));
    let reading = read("measuring.json", text.as_bytes());
    let mut lexicon = Lexicon::default();
    let mut problems = reading.problems.clone();
    problems.extend(reading.add_to(&mut lexicon));
    (lexicon, problems)
}

/// The same with a rule for each entry, so that each tag tells it, and with our own gate for negation.
pub(crate) fn with_negation(mut lexicon: Lexicon) -> Lexicon {
    let each = |rule: Rule| {
        let Matching::Entries(entries) = rule.matching.clone() else { return vec![rule] };
        let of = |(number, entry)| Rule {
            id: format!("{}.{number}", rule.id),
            matching: Matching::Entries(vec![entry]),
            negation: Negation::Cancel,
            ..rule.clone()
        };
        entries.into_iter().enumerate().map(of).collect()
    };
    lexicon.rules = lexicon.rules.into_iter().flat_map(each).collect();
    lexicon.cues = builtin_rules(&[], true).0.cues;
    lexicon
}
