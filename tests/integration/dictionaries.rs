//! Dictionaries beside our markers: what they count is what quanteda counts, worked out by hand; and
//! ours find the same with them as without.

use std::collections::BTreeMap;

use attunement::lexicon::dictionary::{Format, Reading, read};
use attunement::lexicon::{Lexicon, builtin};
use attunement::model::{Role, Status, Tag};
use attunement::tagger::{Line, Tagger};

use super::invariants::attune;

pub(super) fn line(text: &str) -> Line<'_> {
    Line { text, speaker: Some(0), role: Some(Role::Other), conversation: 0 }
}

/// A tagger for one dictionary alone.
pub(super) fn alone(reading: &Reading) -> Tagger {
    let mut lexicon = Lexicon::default();
    let problems = reading.add_to(&mut lexicon);
    assert!(problems.is_empty() && reading.usable(), "{problems:?} {:?}", reading.problems);
    Tagger::new(lexicon)
}

/// How often each category is counted in a text, those with none left out.
fn counts(tagger: &Tagger, text: &str) -> String {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for tag in tagger.tag(&[line(text)]) {
        assert_eq!(tag.status, Status::Counted);
        *counts.entry(tag.marker).or_default() += 1;
    }
    let name = |m: usize| &tagger.lexicon().codebook.markers[m].id;
    let shown: Vec<String> = counts.iter().map(|(m, n)| format!("{} {n}", name(*m))).collect();
    shown.join(", ")
}

/// The words that were found for a category.
fn quotes(tagger: &Tagger, category: &str, text: &str) -> Vec<String> {
    let marker = tagger.lexicon().codebook.marker(category).unwrap();
    let tags = tagger.tag(&[line(text)]);
    tags.iter().filter(|t| t.marker == marker).map(|t| t.span.of(text).to_string()).collect()
}

fn yaml(text: &str) -> Tagger {
    alone(&read("words.yml", text.as_bytes()))
}

#[test]
fn within_a_category_the_longest_counts_and_other_categories_count_beside_it() {
    let tagger = yaml("paper: New York Times\ncity: [New York, York]\nwhen: times\n");
    let text = "The New York Times is a New York paper.";
    assert_eq!(counts(&tagger, text), "paper 1, city 2, when 1");
    assert_eq!(quotes(&tagger, "city", text), ["New York", "New York"]);
}

#[test]
fn with_nested_scope_dictionary_what_lies_within_a_longer_hit_does_not_count() {
    let text = "dictionary = \"d\"\nnested_scope = \"dictionary\"\n\
                [[category]]\nid = \"paper\"\nentries = [\"new york times\"]\n\
                [[category]]\nid = \"city\"\nentries = [\"new york\", \"york\"]\n\
                [[category]]\nid = \"same\"\nentries = [\"new york times\"]\n\
                [[category]]\nid = \"past\"\nentries = [\"times are\"]\n\
                [[category]]\nid = \"verb\"\nentries = [\"are\"]\n";
    let tagger = alone(&read("d.toml", text.as_bytes()));
    assert_eq!(
        counts(&tagger, "The New York Times is a New York paper"),
        "paper 1, city 1, same 1"
    );
    // Hits of different categories that overlap in part both count, as in quanteda.
    assert_eq!(counts(&tagger, "new york times are"), "paper 1, same 1, past 1");
    // Covered by two hits together is covered.
    let text = "dictionary = \"d\"\nnested_scope = \"dictionary\"\n\
                [[category]]\nid = \"ab\"\nentries = [\"a b\"]\n\
                [[category]]\nid = \"cd\"\nentries = [\"c d\"]\n\
                [[category]]\nid = \"bc\"\nentries = [\"b c\"]\n\
                [[category]]\nid = \"b\"\nentries = [\"b\"]\n";
    let tagger = alone(&read("d.toml", text.as_bytes()));
    // By length, then from the left: a b, then b c (d is not covered), then c d.
    assert_eq!(counts(&tagger, "a b c d"), "ab 1, cd 1, bc 1");
    assert_eq!(counts(&tagger, "x b c"), "bc 1");
}

#[test]
fn overlaps_within_a_category_go_to_the_longest_then_the_first() {
    let tagger = yaml("k: [a b, b c d, d e, e]\n");
    assert_eq!(quotes(&tagger, "k", "a b c d e"), ["b c d", "e"]);
    assert_eq!(quotes(&tagger, "k", "a b a b d e"), ["a b", "a b", "d e"]);
    let same = yaml("k: ['lo*', love, 'l?ve']\n");
    assert_eq!(counts(&same, "love loves LOVE live"), "k 4");
}

#[test]
fn marks_and_hyphens_part_phrases() {
    let tagger = yaml("k: [get out, well-being]\nw: ['well', 'being']\n");
    for (text, found) in [
        ("Get out!", "k 1"),
        ("get, out", ""),
        ("get. Out", ""),
        ("get \"out\"", ""),
        ("get (out", ""),
        ("get\tout and get\n out", "k 2"),
        ("get - out", ""),
        ("get-out", ""),
        ("get um out", ""),
        ("get get out", "k 1"),
        ("my well-being", "k 1, w 2"),
        ("my Well\u{2010}Being", "k 1, w 2"),
        ("well being", "w 2"),
        ("well - being", "w 2"),
    ] {
        assert_eq!(counts(&tagger, text), found, "{text}");
    }
}

#[test]
fn whole_written_words_are_looked_at() {
    let tagger = yaml(
        "k: [don't, 'can*', 'U.S.', '10,000', gonna, '*n''t', '3', café, ain\u{2019}t]\nme: [i, am]\ncause: [cause]\nreason: [because]\n",
    );
    for (text, found) in [
        ("Don\u{2019}t", "k 1"),
        ("DON'T don`t", "k 2"),
        ("do not", ""),
        ("dont", ""),
        ("cannot can't candle", "k 3"),
        ("the U.S. is", "k 1"),
        ("the US is", ""),
        ("10,000 or 10 000", "k 1"),
        ("I'm gonna", "k 1"),
        ("going to", ""),
        ("3 33 3.5 3rd", "k 1"),
        ("cafe\u{301} CAFÉ cafe", "k 2"),
        ("ain't", "k 1"),
        ("I'm", ""),
        ("'cause it", "cause 1"),
        ("I am", "me 2"),
        ("i-am", "me 2"),
    ] {
        assert_eq!(counts(&tagger, text), found, "{text}");
    }
}

#[test]
fn nothing_that_stops_our_markers_stops_a_dictionary() {
    let tagger = yaml("k: [sorry]\n");
    let text = "\"sorry\", you said? If only I were not sorry, sorry, um, sorry";
    assert_eq!(counts(&tagger, text), "k 4");
    for role in [Role::Partner, Role::Client, Role::Therapist, Role::Other] {
        let tags = tagger.tag(&[Line { role: Some(role), ..line("sorry") }]);
        assert_eq!(tags.len(), 1);
    }
    assert!(tagger.tag(&[Line { role: None, ..line("sorry") }]).is_empty());
    // Words between a typist's brackets were not said.
    assert_eq!(counts(&tagger, "[sorry] (sorry laughs)"), "");
}

#[test]
fn a_parent_counts_what_stands_below_it_once() {
    let text = "dictionary = \"d\"\n[[category]]\nid = \"feeling\"\nentries = [\"feel*\"]\n\
                [[category]]\nid = \"glad\"\nparents = [\"feeling\"]\nentries = [\"feel good\", \"glad\"]\n";
    let tagger = alone(&read("d.toml", text.as_bytes()));
    assert_eq!(counts(&tagger, "I feel good, feeling glad"), "feeling 3, glad 2");
    assert_eq!(quotes(&tagger, "feeling", "I feel good"), ["feel good"]);
}

pub(super) const MOODS: &str = "%\n1\tup (Good mood)\n\t2\tjoy\n\t3\tcalm\n4\tdown\n%\n\
    glad*\t1\t2\nover the moon\t1\t2\nmoon\t4\nat ease\t1\t3\nwell-being\t1\t3\ncan't\t4\nsad*\t4\n";

/// Two people, a therapist, and words of ours and of the dictionary.
pub(super) const SAID: &[(usize, Role, &str)] = &[
    (0, Role::Partner, "It hurt me when you left, I was so sad."),
    (1, Role::Partner, "Glad"),
    (0, Role::Partner, "You always do that. I can\u{2019}t take it."),
    (2, Role::Therapist, "What is it like to hear that? Are you at ease?"),
    (1, Role::Partner, "That's not my fault. Gladly, I'm over the moon, well-being and all."),
];

pub(super) fn said() -> Vec<Line<'static>> {
    let one = |(speaker, role, text): &(usize, Role, &'static str)| Line {
        text,
        speaker: Some(*speaker),
        role: Some(*role),
        conversation: 0,
    };
    SAID.iter().map(one).collect()
}

#[test]
fn every_format_gives_the_same_marks() {
    let first = read("moods.dic", MOODS.as_bytes());
    assert!(first.problems.is_empty(), "{:?}", first.problems);
    let wanted = alone(&first).tag(&said());
    assert_eq!(wanted.len(), 13);
    for format in Format::ALL {
        let written = first.dictionary.write(format, "").unwrap();
        let again = read("moods", written.as_bytes());
        assert_eq!(again.format, format);
        assert_eq!(alone(&again).tag(&said()), wanted, "{}", format.name());
        // And once more through our own form.
        let own = again.dictionary.write(Format::Toml, "").unwrap();
        assert_eq!(alone(&read("moods", own.as_bytes())).tag(&said()), wanted);
    }
    // Our own form loses nothing at all.
    let own = first.dictionary.write(Format::Toml, "From moods.dic.").unwrap();
    assert_eq!(read("other.toml", own.as_bytes()).dictionary, first.dictionary);
}

#[test]
fn what_is_written_is_what_editors_are_told() {
    let schema = attunement::lexicon::json_schema("dictionary").unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors = |text: &str| {
        let value: toml::Value = toml::from_str(text).unwrap();
        let value = serde_json::to_value(value).unwrap();
        validator.iter_errors(&value).map(|e| e.to_string()).collect::<Vec<_>>()
    };
    let mut dictionary = read("moods.dic", MOODS.as_bytes()).dictionary;
    dictionary.title = "Moods".into();
    dictionary.scope = attunement::lexicon::dictionary::Scope::Dictionary;
    assert_eq!(errors(&dictionary.write(Format::Toml, "").unwrap()), [""; 0]);
    assert_eq!(errors("dictionary = \"d\"\ncolour = 1\n").len(), 2);
}

#[test]
fn our_marks_are_the_same_with_a_dictionary_beside_them() {
    let (ours, _) = builtin();
    let mut both = ours.clone();
    assert_eq!(read("moods.dic", MOODS.as_bytes()).add_to(&mut both), []);
    assert_eq!(both.codebook.markers[..ours.codebook.markers.len()], ours.codebook.markers);
    let markers = ours.codebook.markers.len();
    let (ours, both) = (Tagger::new(ours), Tagger::new(both));
    let own: Vec<Tag> = both.tag(&said()).into_iter().filter(|t| t.marker < markers).collect();
    let wanted = ours.tag(&said());
    assert!(wanted.len() > 2, "{wanted:?}");
    assert_eq!(own, wanted);
}

#[test]
fn names_that_are_taken_are_problems_at_their_place() {
    let (mut lexicon, _) = builtin();
    let text = b"%\n1\tkept\n2\tvul_hurt\n3\tDEF\n%\nsad\t1\t2\t3\n";
    let reading = read("mine.dic", text);
    let problems: Vec<String> =
        reading.add_to(&mut lexicon).iter().map(|p| p.to_string()).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0]
            .starts_with("mine.dic:3: error: there already is a marker or construct `vul_hurt`")
    );
    assert!(
        problems[1].starts_with("mine.dic:4: error: there already is a marker or construct `DEF`")
    );
    assert!(lexicon.codebook.marker("kept").is_some());
    let again = reading.add_to(&mut lexicon);
    assert_eq!(again.len(), 1);
    assert!(again[0].message.contains("`mine`"), "{again:?}");
    let def = read("def.dic", text).add_to(&mut lexicon);
    assert!(def[0].message.contains("`def`"), "{def:?}");
}

/// A slow, obvious counter for one category of single words, stems and phrases of plain words.
fn obvious(entries: &[Vec<&str>], text: &[&str]) -> usize {
    let fits = |entry: &str, word: &str| match entry.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == entry,
    };
    let mut taken = vec![false; text.len()];
    let mut count = 0;
    for length in (1..=3).rev() {
        for start in 0..(text.len() + 1).saturating_sub(length) {
            let here = &text[start..start + length];
            let hit = entries
                .iter()
                .any(|e| e.len() == length && e.iter().zip(here).all(|(e, w)| fits(e, w)));
            if hit && !taken[start..start + length].contains(&true) {
                taken[start..start + length].fill(true);
                count += 1;
            }
        }
    }
    count
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    #[test]
    fn random_entries_are_counted_as_the_obvious_counter_counts_them(
        entries in proptest::collection::vec(proptest::collection::vec("a|b|c|ab|a\\*|b\\*", 1..4), 1..6),
        said in proptest::collection::vec("a|b|c|ab|abc|cab|x", 0..12),
    ) {
        let written: Vec<String> = entries.iter().map(|e| format!("  - '{}'\n", e.join(" "))).collect();
        let tagger = yaml(&format!("k:\n{}", written.concat()));
        let entries: Vec<Vec<&str>> = entries.iter().map(|e| e.iter().map(String::as_str).collect()).collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let found = tagger.tag(&[line(&said.join(" "))]).len();
        proptest::prop_assert_eq!(found, obvious(&entries, &said));
    }
}

/// The blocks of docs/dictionaries.md: files, what is counted in sentences, and commands with all that they
/// print. Each begins with a comment such as `<!-- file: moods.dic -->`.
#[test]
fn the_page_about_dictionaries_tells_what_happens() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dictionaries.md");
    let page = std::fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut tried = [0; 3];
    for part in page.split("<!-- ").skip(1) {
        let (what, rest) = part.split_once(" -->\n").unwrap();
        let block = || rest.split("```").nth(1).unwrap().split_once('\n').unwrap().1;
        match what.split_once(": ") {
            Some(("file", name)) => {
                tried[0] += 1;
                std::fs::write(folder.path().join(name), block()).unwrap();
            }
            Some(("counts", name)) => {
                let bytes = std::fs::read(folder.path().join(name)).unwrap();
                let tagger = alone(&read(name, &bytes));
                let rows = rest.lines().skip(2).take_while(|l| l.starts_with("| "));
                for row in rows {
                    tried[1] += 1;
                    let cells: Vec<&str> =
                        row.trim_matches('|').split('|').map(str::trim).collect();
                    assert_eq!(counts(&tagger, cells[0]), cells[1], "{name}: {}", cells[0]);
                }
            }
            _ => {
                assert_eq!(what, "run");
                for run in block().split("$ attune ").skip(1) {
                    tried[2] += 1;
                    let (arguments, wanted) = run.split_once('\n').unwrap();
                    let output =
                        attune().current_dir(&folder).args(arguments.split(' ')).output().unwrap();
                    let said = [output.stderr, output.stdout].concat();
                    assert_eq!(String::from_utf8_lossy(&said).replace("\r\n", "\n"), wanted);
                }
            }
        }
    }
    assert_eq!(tried, [4, 9, 2]);
}
