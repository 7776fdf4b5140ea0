//! Tests of the pattern language; apart, since they are as long as the language.

use super::*;

fn parsed(text: &str) -> Vec<Item> {
    parse(text, &Sets::default()).map(|p| p.items).unwrap_or_else(|m| panic!("{text}: {m:?}"))
}

fn word(forms: &[&str]) -> Item {
    Item::Word(forms.iter().map(|f| Term::Exact((*f).into())).collect())
}

#[test]
fn words_stems_gaps_and_edges() {
    assert_eq!(
        parsed("^ you listen* <0-3> me . $"),
        [
            Item::TurnStart,
            word(&["you"]),
            Item::Word([Term::Stem("listen".into())].into()),
            Item::Gap { min: 0, max: 3 },
            word(&["me"]),
            Item::SentenceEdge,
            Item::TurnEnd,
        ]
    );
}

#[test]
fn short_forms_are_one_with_long_forms() {
    assert_eq!(parsed("you're"), parsed("you are"));
    assert_eq!(parsed("don't"), parsed("do not"));
    assert_eq!(parsed("you are|'re"), parsed("you are"));
}

#[test]
fn tight_alternatives_join_the_words_they_touch() {
    assert_eq!(
        parsed("make it|that too"),
        [word(&["make"]), word(&["it", "that"]), word(&["too"])]
    );
}

#[test]
fn mistakes_are_shown_at_their_column() {
    for (text, column) in [
        ("you so? lazy", 6),
        ("you (never", 10),
        ("<0-2> you", 0),
        ("^ <0-2> you", 0),
        ("you | me", 4),
        ("(so)?", 0),
        ("you <3-1> me", 4),
        ("you @nosuch", 4),
        ("well, you", 4),
        ("", 0),
    ] {
        let found = parse(text, &Sets::default()).expect_err(text);
        assert_eq!(found.column, column, "{text}: {found:?}");
        assert!(!found.help.is_empty());
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[a-z()|?*<>@!^$. 0-9-]{0,40}") {
        let _ = parse(&text, &Sets::default());
    }
}

#[test]
fn steps_know_where_they_are_written() {
    let pattern = parse("^ don't it|that (x|y z)? <0-3> fault|doing", &Sets::default()).unwrap();
    assert_eq!(pattern.starts.len(), pattern.items.len());
    assert_eq!(pattern.starts, [0, 2, 2, 8, 16, 25, 31]);
}
