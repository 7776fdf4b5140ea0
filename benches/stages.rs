//! The stages one by one, on an invented corpus in memory. See benches/README.md.

#[path = "common/dictionary.rs"]
mod dictionary;
#[path = "common/invention.rs"]
mod invention;
#[path = "common/lexicon.rs"]
mod lexicon;
#[path = "common/lines.rs"]
mod lines;
#[path = "common/random.rs"]
mod random;

use std::sync::LazyLock;

use attunement::lexicon::builtin;
use attunement::model::Role;
use attunement::readers::read;
use attunement::tagger::{Line, Tagger};
use attunement::text::{Tokens, count_words};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use self::dictionary::Dictionary;
use self::invention::Invention;
use self::lexicon::{lexicon, with_negation};
use self::lines::lines;

/// Sessions in memory: about a megabyte and a half.
static SESSIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut invention = Invention::new();
    (0..50).map(|_| invention.session()).collect()
});

/// The same with an accent in each line, which the quick way to words does not know.
static ACCENTED: LazyLock<Vec<String>> =
    LazyLock::new(|| SESSIONS.iter().take(10).map(|s| s.replace('\n', " \u{e9}\n")).collect());

fn main() {
    divan::main();
}

fn bytes(sessions: &[String]) -> BytesCount {
    BytesCount::new(sessions.iter().map(String::len).sum::<usize>())
}

/// Words of plain text, only counted.
#[divan::bench(sample_count = 30)]
fn words_counted(bencher: Bencher<'_, '_>) {
    let count = || -> usize { SESSIONS.iter().flat_map(|s| s.lines()).map(count_words).sum() };
    bencher.counter(bytes(&SESSIONS)).bench(count);
}

/// Words of plain text with sentences, clauses, quotations, hesitation.
#[divan::bench(sample_count = 30)]
fn words_taken_apart(bencher: Bencher<'_, '_>) {
    take_apart(bencher, &SESSIONS);
}

/// The same through the pipeline of `tokenizers` that says what a word is.
#[divan::bench(sample_count = 10)]
fn words_by_definition(bencher: Bencher<'_, '_>) {
    take_apart(bencher, &ACCENTED);
}

fn take_apart(bencher: Bencher<'_, '_>, sessions: &[String]) {
    bencher.counter(bytes(sessions)).bench_local(|| {
        let mut tokens = Tokens::default();
        for line in sessions.iter().flat_map(|s| s.lines()) {
            tokens.read(line);
            black_box(tokens.words());
        }
    });
}

/// A text file to a transcript.
#[divan::bench(sample_count = 20)]
fn transcripts_read(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes(&SESSIONS)).bench(|| {
        for session in SESSIONS.iter() {
            let _ = black_box(read(session.as_bytes()));
        }
    });
}

/// Our own complete lexicons, with all gates and what went before.
#[divan::bench(sample_count = 10)]
fn tagged_with_our_lexicons(bencher: Bencher<'_, '_>) {
    tag(bencher, &Tagger::new(builtin().0));
}

/// A dense dictionary of 2,500 entries, nothing but words.
#[divan::bench(sample_count = 20)]
fn tagged_with_a_dictionary(bencher: Bencher<'_, '_>) {
    tag(bencher, &Tagger::new(lexicon(&Dictionary::dense()).0));
}

/// The same with negation, and a rule for each entry.
#[divan::bench(sample_count = 20)]
fn tagged_with_a_dictionary_and_negation(bencher: Bencher<'_, '_>) {
    tag(bencher, &Tagger::new(with_negation(lexicon(&Dictionary::dense()).0)));
}

/// A sparse dictionary.
#[divan::bench(sample_count = 20)]
fn tagged_with_a_sparse_dictionary(bencher: Bencher<'_, '_>) {
    tag(bencher, &Tagger::new(lexicon(&Dictionary::sparse()).0));
}

fn tag(bencher: Bencher<'_, '_>, tagger: &Tagger) {
    let mut desk = tagger.desk();
    bencher.counter(bytes(&SESSIONS)).bench_local(|| {
        for session in SESSIONS.iter() {
            black_box(desk.tag(&lines(session)));
        }
    });
}

/// From nothing to the first utterance with all our lexicons.
#[divan::bench(sample_count = 20)]
fn lexicons_to_first_utterance(bencher: Bencher<'_, '_>) {
    let text = "I never said that it was your fault.";
    let line = Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
    bencher.bench(|| Tagger::new(builtin().0).tag(black_box(&[line])));
}
