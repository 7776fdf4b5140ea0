//! What must hold of every answer, whatever was asked.

use std::collections::BTreeSet;

use attunement::diagnostic::Diagnostic;
use attunement::lexicon::Counting;
use attunement::model::{Role, Status, Tag};
use attunement::tagger::{Inquiry, Line, Tagger};

/// Every problem names a file that was given, and a place in it.
pub fn diagnostics_lie_in_their_files(problems: &[Diagnostic], files: &[(&str, &str)]) {
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.code.is_empty(), "{problem:?}");
        let Some((_, text)) = files.iter().find(|f| f.0 == problem.path) else {
            assert!(problem.path.is_empty() || problem.line.is_none(), "{problem:?}");
            continue;
        };
        let Some(line) = problem.line else { continue };
        // The end of a file counts as a line of its own.
        let lines: Vec<&str> = text.split('\n').collect();
        assert!((1..=lines.len()).contains(&line), "{problem:?}");
        let Some(column) = problem.column else { continue };
        let longest = lines[line - 1].chars().count() + 2;
        assert!((1..=longest).contains(&column), "{problem:?} in {:?}", lines[line - 1]);
    }
}

/// Everything that must hold of the tags of a session, by whatever desk.
pub fn session_holds(tagger: &Tagger, lines: &[Line<'_>]) {
    let tags = tagger.tag(lines);
    tags_quote_their_lines(tagger, lines, &tags);
    used_desks_find_the_same(tagger, lines, &tags);
    counts_are_those_of_tags(tagger, lines, &tags);
    conversations_stand_alone(tagger, lines, &tags);
    explanations_show_the_same(tagger, lines, &tags);
}

fn tags_quote_their_lines(tagger: &Tagger, lines: &[Line<'_>], tags: &[Tag]) {
    let lexicon = tagger.lexicon();
    let mut once = BTreeSet::new();
    for tag in tags {
        let line = lines[tag.utterance];
        let quote = line.text.get(tag.span.start..tag.span.end);
        assert!(quote.is_some_and(|q| q.contains(char::is_alphanumeric)), "{tag:?}");
        assert!((0.0..=1.0).contains(&tag.score), "{tag:?}");
        assert!(line.role.is_some(), "a tag where nothing is looked for: {tag:?}");
        if lexicon.countings[tag.marker] == Counting::Once {
            assert!(once.insert((tag.utterance, tag.marker)), "twice: {tag:?}");
        }
    }
    let place = |t: &Tag| (t.utterance, t.marker, t.span);
    assert!(tags.is_sorted_by_key(place), "out of order: {tags:?}");
}

/// What a desk remembers changes no result.
fn used_desks_find_the_same(tagger: &Tagger, lines: &[Line<'_>], tags: &[Tag]) {
    let mut desk = tagger.desk();
    let backwards: Vec<Line<'_>> = lines.iter().rev().copied().collect();
    desk.tag(&backwards);
    assert_eq!(desk.tag(lines), tags);
    let (again, words) = desk.tag_and_count(lines);
    assert_eq!(again, tags);
    let counted = lines.iter().map(|l| attunement::text::count_words(l.text) as u32);
    assert!(counted.eq(words), "words are counted in two ways");
}

fn counts_are_those_of_tags(tagger: &Tagger, lines: &[Line<'_>], tags: &[Tag]) {
    let markers = tagger.lexicon().codebook.markers.len();
    let mut table = vec![0; lines.len() * markers];
    for tag in tags.iter().filter(|t| t.status == Status::Counted) {
        table[tag.utterance * markers + tag.marker] += 1;
    }
    assert_eq!(tagger.desk().count(lines), table);
}

/// Conversations one after another in one session find what each finds alone; as long as a
/// therapist sits in all of them or in none, since that is asked of the whole session.
fn conversations_stand_alone(tagger: &Tagger, lines: &[Line<'_>], tags: &[Tag]) {
    let parts: Vec<&[Line<'_>]> =
        lines.chunk_by(|a, b| a.conversation == b.conversation).collect();
    let therapist = |part: &&[Line<'_>]| part.iter().any(|l| l.role == Some(Role::Therapist));
    let distinct: BTreeSet<usize> = parts.iter().map(|p| p[0].conversation).collect();
    if distinct.len() < parts.len() || parts.iter().map(|p| therapist(&p)).any(|t| t != therapist(&lines)) {
        return;
    }
    let mut alone = Vec::new();
    let mut first = 0;
    for part in parts {
        let shifted = |t: Tag| Tag { utterance: t.utterance + first, ..t };
        alone.extend(tagger.tag(part).into_iter().map(shifted));
        first += part.len();
    }
    assert_eq!(alone, tags);
}

/// What explains an utterance's tags shows those very tags.
fn explanations_show_the_same(tagger: &Tagger, lines: &[Line<'_>], tags: &[Tag]) {
    let mut desk = tagger.desk();
    let inquiry = Inquiry { markers: Vec::new(), nearest: 2 };
    for at in 0..lines.len() {
        let explanation = desk.explain(lines, at, &inquiry);
        let shown: Vec<&Tag> = explanation.markers.iter().flat_map(|m| &m.tags).collect();
        let own: Vec<&Tag> = tags.iter().filter(|t| t.utterance == at).collect();
        assert_eq!(shown, own);
    }
}
