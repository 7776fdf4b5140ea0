//! Any text taken apart: words lie on character boundaries and in order, and the quick way for plain
//! text finds what the definition finds. An accent behind a text sends all of it to the definition,
//! so the words before the accent must be the same with and without it.
#![no_main]

use attunement::text::{Tokens, count_words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let tokens = Tokens::new(&text);
    let mut end = 0;
    let mut sentence = 0;
    for (i, token) in tokens.iter().enumerate() {
        let quote = text.get(token.span.start..token.span.end);
        assert!(quote.is_some_and(|q| !q.is_empty()), "{token:?}");
        assert!(token.span.start >= end, "words overlap: {token:?}");
        assert!(!token.continues_word || token.span.start == end, "{token:?}");
        assert!(token.sentence == sentence || token.sentence == sentence + 1, "{token:?}");
        assert!(!tokens.norm(i).is_empty(), "{token:?}");
        (end, sentence) = (token.span.end, token.sentence);
    }
    assert_eq!(tokens.words(), count_words(&text));
    assert_eq!(tokens.words(), tokens.iter().filter(|t| !t.continues_word).count());

    let accented = format!("{text} \u{e9}");
    let slow = Tokens::new(&accented);
    assert_eq!(slow.words(), tokens.words() + 1);
    for (i, (one, other)) in tokens.iter().zip(slow.iter()).enumerate() {
        let what = |t: &attunement::text::Token| (t.span, t.sentence, t.continues_word);
        assert_eq!(what(one), what(other));
        assert_eq!(tokens.norm(i), slow.norm(i));
    }

    let mut used = Tokens::new(&accented);
    used.read(&text);
    assert_eq!(format!("{:?}", parts(&tokens)), format!("{:?}", parts(&used)));
});

/// Tokens with their words in place of numbers, which depend on what was read before.
fn parts(tokens: &Tokens) -> Vec<(String, [usize; 4], [bool; 4])> {
    let part = |(i, t): (usize, &attunement::text::Token)| {
        (
            tokens.norm(i).to_string(),
            [t.span.start, t.span.end, t.sentence as usize, t.clause as usize],
            [t.sentence_start, t.continues_word, t.skippable, t.quoted],
        )
    };
    tokens.iter().enumerate().map(part).collect()
}
