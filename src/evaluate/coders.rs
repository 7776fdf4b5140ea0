//! Two people's codes of the same utterances against each other: the ceiling of what can be reached.
//!
//! Must not know: the markers.

use std::collections::{HashMap, VecDeque};

use super::agreement::{Agreement, agreements};
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
    /// For each target its name and the agreement; precision and recall take the first coder for the reference.
    pub codes: Vec<(String, Agreement)>,
}

/// Compares two coders' files. Utterances are the same if conversation, number (or place, where there are no
/// numbers) and words are; each is compared once.
///
/// Each target's codes are taken together, over utterances of its role and its parts of the data as the first file
/// has them. Without targets, each code that either coder used is compared, over these parts of the data.
pub fn compare_coders(
    first: &GoldFile,
    second: &GoldFile,
    targets: Option<&[Target]>,
    splits: &[String],
) -> CoderAgreement {
    let (pairs, only_first, only_second) = pair_up(first, second);
    let by_code = || {
        let mut used: Vec<&String> =
            pairs.iter().flat_map(|p| p.labels.into_iter().flatten()).collect();
        used.sort();
        used.dedup();
        let target = |label: &String| Target {
            name: label.clone(),
            labels: vec![label.clone()],
            splits: splits.to_vec(),
            ..Target::default()
        };
        used.into_iter().map(target).collect::<Vec<Target>>()
    };
    let targets = targets.map_or_else(by_code, <[Target]>::to_vec);
    let code = |target: &Target| {
        let mut table: Vec<Confusion> = Vec::new();
        let mut last = None;
        for pair in pairs.iter().filter(|p| target.takes(p.of_first)) {
            if last != Some(pair.conversation) {
                last = Some(pair.conversation);
                table.push(Confusion::default());
            }
            let [a, b] = pair.labels.map(|given| target.labels.iter().any(|l| given.contains(l)));
            if let Some(conversation) = table.last_mut() {
                conversation.add(a, b);
            }
        }
        (target.name.clone(), agreements(&[table]).remove(0))
    };
    let mut conversations: Vec<usize> = pairs.iter().map(|p| p.conversation).collect();
    conversations.dedup();
    CoderAgreement {
        shared: pairs.len(),
        only_first,
        only_second,
        conversations: conversations.len(),
        codes: targets.iter().map(code).collect(),
    }
}

/// An utterance that both coded.
struct Pair<'a> {
    /// Index of the conversation in the first file.
    conversation: usize,
    of_first: &'a GoldUtterance,
    labels: [&'a Vec<String>; 2],
}

/// How a file names an utterance within its conversation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Number<'a> {
    Given(&'a str),
    Place(usize),
}

/// Conversation, number and words.
type Key<'a> = (&'a str, Number<'a>, &'a str);

/// What both coded, in the order of the first file, and how many each coded alone.
fn pair_up<'a>(first: &'a GoldFile, second: &'a GoldFile) -> (Vec<Pair<'a>>, usize, usize) {
    let mut others: HashMap<Key<'_>, VecDeque<&Vec<String>>> = HashMap::new();
    let mut of_second = 0;
    for (_, key, _, labels) in coded(second) {
        others.entry(key).or_default().push_back(labels);
        of_second += 1;
    }
    let mut pairs = Vec::new();
    let mut only_first = 0;
    for (conversation, key, of_first, labels) in coded(first) {
        match others.get_mut(&key).and_then(VecDeque::pop_front) {
            Some(other) => {
                let labels = [labels, other];
                pairs.push(Pair { conversation, of_first, labels });
            }
            None => only_first += 1,
        }
    }
    let only_second = of_second - pairs.len();
    (pairs, only_first, only_second)
}

fn coded(file: &GoldFile) -> impl Iterator<Item = (usize, Key<'_>, &GoldUtterance, &Vec<String>)> {
    file.conversations.iter().enumerate().flat_map(|(c, conversation)| {
        conversation.utterances.iter().enumerate().filter_map(move |(i, u)| {
            let number = match u.turn.as_str() {
                "" => Number::Place(i),
                turn => Number::Given(turn),
            };
            Some((c, (conversation.id.as_str(), number, u.text.as_str()), u, u.labels.as_ref()?))
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
        let found = compare_coders(&a, &b, None, &[]);
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
        let found = compare_coders(&a, &b, Some(&[target]), &[]);
        assert_eq!(found.codes[0].1.confusion, expected);
    }

    /// Two sentences under one number are two utterances, and a file is like its copy.
    #[test]
    fn sentences_of_one_turn_are_told_apart() {
        let rows = [
            ("c", 1, "one", r#"["x"]"#),
            ("c", 1, "two", "[]"),
            ("c", 1, "two", r#"["x"]"#),
            ("c", 2, "three", "[]"),
        ];
        let (a, b) = (file(&rows), file(&rows));
        let found = compare_coders(&a, &b, None, &[]);
        assert_eq!((found.shared, found.only_first, found.only_second), (4, 0, 0));
        assert_eq!(found.codes[0].1.kappa.value, Some(1.0));
    }

    /// A ceiling is over the same utterances as the figures beneath it.
    #[test]
    fn role_and_part_are_those_of_the_target() {
        let row = |turn: u32, role: &str, split: &str, labels: &str| {
            format!(
                r#"{{"conversation":"c","turn":{turn},"text":"t{turn}","role":"{role}","split":"{split}","labels":{labels}}}"#
            )
        };
        let text = [
            row(1, "therapist", "dev", r#"["x"]"#),
            row(2, "client", "dev", r#"["x"]"#),
            row(3, "therapist", "test", "[]"),
        ]
        .join("\n");
        let a = read("g.jsonl", text.as_bytes(), None).unwrap();
        let target = |role, split: &str| Target {
            labels: vec!["x".into()],
            role,
            splits: vec![split.into()],
            ..Target::default()
        };
        let units =
            |t: Target| compare_coders(&a, &a, Some(&[t]), &[]).codes[0].1.confusion.units();
        assert_eq!(units(target(Some(crate::model::Role::Therapist), "dev")), 1);
        assert_eq!(units(target(None, "dev")), 2);
        let split = compare_coders(&a, &a, None, &["test".to_string()]);
        assert_eq!(split.codes[0].1.confusion.units(), 1);
    }
}
