//! Two people's codes of the same utterances against each other: the ceiling of what can be reached.
//!
//! Must not know: the markers.

use std::collections::HashMap;

use super::agreement::{Agreement, Draws};
use crate::gold::{GoldFile, GoldUtterance, Target};
use crate::stats::Confusion;

/// Agreement of two coders.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CoderAgreement {
    /// Utterances that both coded.
    pub shared: usize,
    /// Utterances of the first file that the second lacks, words or codes.
    pub only_first: usize,
    /// Utterances of the second file that the first lacks, words or codes.
    pub only_second: usize,
    /// Conversations that hold a shared utterance.
    pub conversations: usize,
    /// For each code or group of codes: its name and the agreement; precision and recall take the first
    /// coder for the reference.
    pub codes: Vec<(String, Agreement)>,
}

/// Compares two coders' files. Utterances are the same if conversation, number (or place, where there are no
/// numbers) and words are.
///
/// Without targets, each code that either used is compared; with targets, each target's codes are taken
/// together.
pub fn compare_coders(first: &GoldFile, second: &GoldFile, targets: &[Target]) -> CoderAgreement {
    let other: HashMap<Key<'_>, &GoldUtterance> = coded(second).collect();
    let of_second = other.len();
    let mut pairs: Vec<(usize, &[String], &[String])> = Vec::new();
    let (mut of_first, mut conversations, mut last) = (0, 0, "");
    for (key, utterance) in coded(first) {
        of_first += 1;
        let Some(same) = other.get(&key).filter(|o| o.text == utterance.text) else { continue };
        let (Some(a), Some(b)) = (&utterance.labels, &same.labels) else { continue };
        if pairs.is_empty() || last != key.0 {
            (conversations, last) = (conversations + 1, key.0);
        }
        pairs.push((conversations - 1, a, b));
    }
    let draws = Draws::of(conversations);
    let agreement = |labels: &[String]| {
        let mut tables = vec![Confusion::default(); conversations];
        let has = |given: &[String]| labels.iter().any(|l| given.contains(l));
        pairs.iter().for_each(|(c, a, b)| tables[*c].add(has(a), has(b)));
        draws.agreement(&tables)
    };
    let mut used: Vec<&String> = pairs.iter().flat_map(|p| p.1.iter().chain(p.2)).collect();
    used.sort();
    used.dedup();
    let codes = if targets.is_empty() {
        used.into_iter().map(|l| (l.clone(), agreement(std::slice::from_ref(l)))).collect()
    } else {
        targets.iter().map(|t| (t.name.clone(), agreement(&t.labels))).collect()
    };
    CoderAgreement {
        shared: pairs.len(),
        only_first: of_first - pairs.len(),
        only_second: of_second - pairs.len(),
        conversations,
        codes,
    }
}

/// Conversation, and number or place in it.
type Key<'a> = (&'a str, String);

fn coded(file: &GoldFile) -> impl Iterator<Item = (Key<'_>, &GoldUtterance)> {
    file.conversations.iter().flat_map(|c| {
        c.utterances.iter().enumerate().filter(|(_, u)| u.labels.is_some()).map(|(i, u)| {
            let number = if u.turn.is_empty() { format!("#{i}") } else { u.turn.clone() };
            ((c.id.as_str(), number), u)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::read;

    fn file(rows: &[(&str, u32, &str, &str)]) -> GoldFile {
        let line = |(c, t, text, labels): &(&str, u32, &str, &str)| {
            format!(r#"{{"conversation":"{c}","turn":{t},"text":"{text}","labels":{labels}}}"#)
        };
        let text: Vec<String> = rows.iter().map(line).collect();
        read("g.jsonl", text.join("\n").as_bytes(), None).unwrap()
    }

    #[test]
    fn only_what_both_coded_is_compared() {
        let a = file(&[
            ("c", 1, "one", r#"["x"]"#),
            ("c", 2, "two", "[]"),
            ("c", 3, "three", r#"["y"]"#),
            ("d", 1, "four", r#"["x"]"#),
            ("d", 2, "five", "null"),
        ]);
        let b = file(&[
            ("d", 1, "four", "[]"),
            ("c", 1, "one", r#"["x"]"#),
            ("c", 2, "two", "[]"),
            ("c", 3, "drei", r#"["y"]"#),
            ("d", 2, "five", r#"["x"]"#),
        ]);
        let found = compare_coders(&a, &b, &[]);
        assert_eq!((found.shared, found.only_first, found.only_second), (3, 1, 2));
        assert_eq!(found.conversations, 2);
        let (name, x) = &found.codes[0];
        assert_eq!((name.as_str(), found.codes.len()), ("x", 1));
        let expected =
            Confusion { true_positive: 1, false_positive: 0, false_negative: 1, true_negative: 1 };
        assert_eq!(x.confusion, expected);
        let target = Target {
            name: "any".into(),
            labels: vec!["x".into(), "y".into()],
            ..Target::default()
        };
        assert_eq!(compare_coders(&a, &b, &[target]).codes[0].1.confusion, expected);
    }
}
