//! The quick way for dictionaries, held against the full way on random dictionaries and texts.

use proptest::prelude::*;

use super::desk::Tagger;
use super::line::Line;
use crate::lexicon::{
    At, Counting, Entry, EntryWord, Hypothetical, Irony, Lexicon, Matching, Negation, Question,
    Quotation, Rule, Target, Term,
};
use crate::model::{Codebook, Construct, Direction, Marker, Role, Status, Validity};

fn marker(id: usize) -> Marker {
    Marker {
        id: format!("m{id}"),
        construct: 0,
        label: String::new(),
        definition: String::new(),
        references: Vec::new(),
        misses: String::new(),
        roles: Role::ALL.to_vec(),
        direction: Direction::Open,
        validity: Validity::default(),
    }
}

fn rule(marker: usize, matching: Matching) -> Rule {
    Rule {
        id: format!("m{marker}.entries"),
        marker,
        matching,
        learned: None,
        weight: 1.0,
        roles: Role::ALL.to_vec(),
        strangers: true,
        negation: Negation::Ignore,
        quotation: Quotation::Ignore,
        question: Question::Allow,
        hypothetical: Hypothetical::Allow,
        irony: Irony::Ignore,
        target: Target::Any,
        at: At::Anywhere,
        opposite: None,
        previous: None,
        unless: Vec::new(),
        unless_before: Vec::new(),
        unless_after: Vec::new(),
        unless_turn: Vec::new(),
        void_by: Vec::new(),
        min_words: 0,
        max_words: usize::MAX,
        place: (String::new(), 0),
    }
}

/// A lexicon with one rule for each marker, and no gates.
pub(super) fn lexicon(rules: Vec<Matching>, counting: Counting) -> Lexicon {
    let construct = Construct {
        id: "d".into(),
        code: "D".into(),
        label: String::new(),
        definition: String::new(),
        order: 0,
        dictionary: true,
    };
    let markers = rules.len();
    Lexicon {
        codebook: Codebook {
            constructs: vec![construct],
            markers: (0..markers).map(marker).collect(),
        },
        thresholds: vec![0.5; markers],
        countings: vec![counting; markers],
        rules: rules.into_iter().enumerate().map(|(i, m)| rule(i, m)).collect(),
        ..Lexicon::default()
    }
}

fn entry() -> impl Strategy<Value = Entry> {
    let term = prop_oneof![
        6 => "(i|you|don't|cause|not|my|fault|well|being|a|b|caf\u{e9}|misunderstandings)"
            .prop_map(|w| Term::Exact(w.into())),
        2 => "(no|f|misunder|be|y)".prop_map(|w| Term::Stem(w.into())),
        1 => prop_oneof!["[*]ing", "m[?]", "[*]"].prop_map(|w| Term::Glob(w.into())),
    ];
    let word = (any::<bool>(), prop::collection::vec(term, 1..3))
        .prop_map(|(hyphened, terms)| EntryWord { hyphened, terms });
    prop::collection::vec(word, 1..4).prop_map(|words| Entry { written: String::new(), words })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn the_quick_way_for_dictionaries_is_the_full_way(
        dictionary in prop::collection::vec(prop::collection::vec(entry(), 1..4), 1..4),
        texts in prop::collection::vec(
            "((i|I|You|don't|don\u{2019}t|'cause|not|my|FAULT|well|being|a|_b_|caf\u{e9}|misunderstandings|misunderstandingsmisunderstandings|\\[laughs\\]|\"|um|3.5|x`y)( | |-|, |\\. |  |\n)){0,14}|\\PC{0,20}",
            1..4,
        ),
    ) {
        let rules = dictionary.into_iter().map(Matching::Entries).collect();
        let mut tagger = Tagger::new(lexicon(rules, Counting::Key));
        let lines: Vec<Line<'_>> = texts
            .iter()
            .map(|text| Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 })
            .collect();
        prop_assert!(tagger.plain.is_some());
        let mut desk = tagger.desk();
        let (quick, counted, table) =
            (desk.tag(&lines), desk.tag_and_count(&lines).1, desk.count(&lines));
        tagger.plain = None;
        let (full, words) = tagger.desk().tag_and_count(&lines);
        prop_assert_eq!(&quick, &full);
        prop_assert_eq!(counted, words);
        let markers = tagger.lexicon().codebook.markers.len();
        for (i, row) in table.chunks_exact(markers).enumerate() {
            for (m, n) in row.iter().enumerate() {
                let tags = full.iter().filter(|t| {
                    (t.utterance, t.marker, t.status) == (i, m, Status::Counted)
                });
                prop_assert_eq!(tags.count(), *n as usize);
            }
        }
    }
}
