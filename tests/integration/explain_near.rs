//! What came near: how far a pattern came, what it lacks, and what stands in its place.

use attunement::lexicon::{Entry, EntryWord, Matching, Negation, Term};
use attunement::model::Span;
use attunement::tagger::{Inquiry, Lacking, Near, Tagger};

use super::explain::{FAULT, last};
use super::tagger::{lines, tagger};

fn near(patterns: &str, said: &str) -> Vec<Near> {
    let rules = format!("patterns = [{patterns}]");
    last(&tagger(&[("m", &rules)]), &[&format!("A: {said}")], 3).nearest
}

/// The pattern's words that were found, and what it lacks.
fn partly(pattern: &str, said: &str) -> (Vec<String>, Vec<(String, Lacking)>) {
    let all = near(&format!("\"{pattern}\""), said);
    let near = all.first().unwrap_or_else(|| panic!("{pattern} did not come near {said}"));
    let found = near.found.iter().map(|f| f.span.of(said).to_string()).collect();
    let lacks = near.lacks.iter().map(|l| (pattern[l.place.clone()].to_string(), l.what.clone()));
    (found, lacks.collect())
}

fn words(such_as: &[&str], instead: Option<(usize, usize)>) -> Lacking {
    Lacking::Words {
        such_as: such_as.iter().map(|w| (*w).to_string()).collect(),
        instead: instead.map(|(start, end)| Span::new(start, end)),
    }
}

#[test]
fn how_far_a_pattern_came() {
    let (found, lacks) = partly("you never listen to me", "Well, you never listened to me");
    assert_eq!(found, ["you", "never", "to", "me"]);
    assert_eq!(lacks, [("listen".to_string(), words(&["listen"], Some((16, 24))))]);
    let (found, lacks) = partly("i am (so|really)? sorry for|about that", "I'm really sorry");
    assert_eq!(found, ["I", "'m", "really", "sorry"]);
    assert_eq!(
        lacks,
        [
            ("for|about".to_string(), words(&["for", "about"], None)),
            ("that".into(), words(&["that"], None))
        ]
    );
    let (_, lacks) = partly("you listen", "You do not listen");
    assert_eq!(lacks, [("listen".to_string(), Lacking::NothingBetween(Span::new(4, 10)))]);
    let (_, lacks) = partly("you <2-3> listen", "You listen");
    assert_eq!(lacks, [("<2-3>".to_string(), Lacking::MoreBetween)]);
    let (_, lacks) = partly("sorry mate", "So sorry. Mate, come on");
    assert_eq!(lacks, [("mate".to_string(), Lacking::OneSentence(Span::new(10, 14)))]);
    let (_, lacks) = partly("sorry !(that|if) you", "sorry if you mind");
    assert_eq!(lacks[0], ("!(that|if)".to_string(), Lacking::AnythingBut(Span::new(6, 8))));
    let (_, lacks) = partly("^ yes but", "So yes but");
    assert_eq!(lacks, [("^".to_string(), Lacking::TurnStart(Span::new(3, 6)))]);
    let (_, lacks) = partly("never mind $", "Never mind him");
    assert_eq!(lacks, [("$".to_string(), Lacking::TurnEnd(Span::new(6, 10)))]);
    let (_, lacks) = partly(". sorry mate", "I'm sorry mate");
    assert_eq!(lacks, [(".".to_string(), Lacking::SentenceEdge(Span::new(4, 9)))]);
}

#[test]
fn in_brackets_the_best_way_is_taken() {
    let (found, lacks) = partly("i (never said that|forgot all about it)", "I never told that");
    assert_eq!(found, ["I", "never", "that"]);
    let unit = "(never said that|forgot all about it)".to_string();
    assert_eq!(lacks, [(unit, words(&["said"], Some((8, 12))))]);
}

#[test]
fn what_is_hardly_there_is_not_near() {
    assert!(near("\"you never listen to me\"", "The dog is out").is_empty());
    assert!(near("\"you never listen to me\"", "Thank you so much").is_empty());
    assert!(near("\"you never listen to me\"", "You never listen to me").is_empty());
    assert!(near("\"you never listen to me\"", "").is_empty());
    let all = near("\"you never listen to me\", \"never in my life\"", "You never listen to us");
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].written.as_str(), all[0].needed), ("you never listen to me", 5));
}

#[test]
fn entries_of_dictionaries_and_regular_expressions() {
    let entry = |written: &str| Entry {
        written: written.to_string(),
        words: written
            .split(' ')
            .map(|w| EntryWord { hyphened: false, terms: vec![Term::Exact(w.into())] })
            .collect(),
    };
    let mut lexicon = tagger(&[("m", FAULT), ("n", "regex = 'lazy+'")]).lexicon().clone();
    lexicon.rules[0].matching =
        Matching::Entries(vec![entry("fault"), entry("big deal"), entry("no big deal")]);
    lexicon.rules[0].negation = Negation::Ignore;
    let tagger = Tagger::new(lexicon);
    let marker = last(&tagger, &["A: It's no big deal"], 2);
    let written: Vec<&str> =
        marker.fired.iter().flat_map(|f| &f.written).map(String::as_str).collect();
    assert_eq!(written, ["no big deal", "big deal"]);
    let marker = last(&tagger, &["A: It's a big thing"], 2);
    assert!(marker.fired.is_empty());
    assert_eq!(marker.nearest[0].written, "big deal");
    assert_eq!(&marker.nearest[0].written[marker.nearest[0].lacks[0].place.clone()], "deal");
    let lines = lines(&["A: so lazyyy"]);
    let all = tagger.explain(&lines, 0, &Inquiry { markers: vec![1], nearest: 2 });
    assert_eq!(all.markers[0].fired[0].written, ["lazy+"]);
}
