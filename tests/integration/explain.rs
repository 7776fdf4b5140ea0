//! Why a rule fired, and why not: the places of the words that decide, and that nothing is said that
//! the tagger does not do.

use attunement::lexicon::{Matching, Pattern};
use attunement::model::{Role, Span, Status};
use attunement::tagger::{
    Asked, Explanation, Glance, Inquiry, Lacking, Line, MarkerExplanation, Remark, Retold, Scope,
    Stop, Tagger, staged,
};

use super::tagger::{lines, shared, tagger};

/// What there is to say of the first marker in the last line.
pub(super) fn last(tagger: &Tagger, said: &[&str], nearest: usize) -> MarkerExplanation {
    let lines = lines(said);
    let inquiry = Inquiry { markers: vec![0], nearest };
    tagger.explain(&lines, lines.len() - 1, &inquiry).markers.remove(0)
}

/// What stopped the only match of the only rule in the last line, and the words of the line.
fn stop<'a>(rules: &str, said: &[&'a str]) -> (Stop, &'a str) {
    let marker = last(&tagger(&[("m", rules)]), said, 0);
    assert!(marker.tags.is_empty() && marker.fired.is_empty(), "{marker:#?}");
    assert_eq!(marker.stopped.len(), 1, "{marker:#?}");
    (marker.stopped[0].stop, said.last().unwrap().split_once(": ").unwrap().1)
}

/// The quoted words by which a rule was stopped.
fn cue<'a>(rules: &str, said: &'a str) -> &'a str {
    let (stop, text) = stop(rules, &[said]);
    let span = match stop {
        Stop::Negated(span) | Stop::Imagined(span) => span,
        Stop::Question(Asked::Mark(span) | Asked::Opening(span)) => span,
        Stop::Excluded { words, .. } | Stop::Void { words, .. } => words,
        other => panic!("{other:?} has no words"),
    };
    span.of(text)
}

pub(super) const FAULT: &str = "patterns = [\"your fault\"]";

#[test]
fn the_negation_is_the_one_that_reaches() {
    assert_eq!(cue(FAULT, "A: It's not really all your fault"), "not");
    assert_eq!(cue(FAULT, "A: It isn\u{2019}t your fault"), "n\u{2019}t");
    assert_eq!(cue(FAULT, "A: It was never, um, your fault"), "never");
    assert_eq!(cue(FAULT, "A: No. Not you, and not ever your fault"), "not");
    let require = "negation = \"require\"\npatterns = [\"your fault\"]";
    assert_eq!(stop(require, &["A: It's your fault"]).0, Stop::NotNegated);
}

#[test]
fn the_mark_or_the_beginning_of_a_question() {
    assert_eq!(cue(FAULT, "A: So. Is it your fault ?! Well."), "?");
    assert_eq!(cue(FAULT, "A: Is it your fault\u{FF1F}"), "\u{FF1F}");
    assert_eq!(cue(FAULT, "A: well is it your fault"), "well is it");
    let require = "question = \"require\"\npatterns = [\"your fault\"]";
    assert_eq!(stop(require, &["A: It's your fault."]).0, Stop::NoQuestion);
}

#[test]
fn what_is_only_imagined_and_the_word_that_says_so() {
    assert_eq!(cue(FAULT, "A: I wish it was your fault"), "wish");
    assert_eq!(cue(FAULT, "A: Well, if it was your fault"), "if");
}

#[test]
fn exclusions_with_their_scope_and_their_words() {
    let scopes = [
        (
            "unless",
            Scope::Sentence,
            "A: I love you. I do love it so. Your fault, love it.",
            "love it",
        ),
        ("unless_before", Scope::Before, "A: Now I love it, your fault", "love it"),
        ("unless_after", Scope::After, "A: Your fault. Oh, and I love it.", "love it"),
        ("unless_turn", Scope::Turn, "A: I love it. Your fault.", "love it"),
    ];
    for (key, scope, said, words) in scopes {
        let rules = format!("{key} = [\"hate it\", \"love it\"]\npatterns = [\"your fault\"]");
        assert_eq!(cue(&rules, said), words, "{key}");
        let stop = stop(&rules, &[said]).0;
        assert!(
            matches!(stop, Stop::Excluded { scope: s, number: 1, .. } if s == scope),
            "{key}: {stop:?}"
        );
    }
}

#[test]
fn a_later_mark_that_takes_it_back() {
    let tagger = tagger(&[
        ("ack", "void_by = [\"bad\"]\npatterns = [\"i hear you\"]"),
        ("bad", "patterns = [\"you are lazy\"]"),
    ]);
    let marker = last(&tagger, &["A: I hear you. You're lazy, you know."], 0);
    let Stop::Void { marker: other, words } = marker.stopped[0].stop else { panic!("{marker:#?}") };
    assert_eq!(tagger.lexicon().codebook.markers[other].id, "bad");
    assert_eq!(words.of("I hear you. You're lazy, you know."), "You're lazy");
}

#[test]
fn roles_targets_lengths_and_places() {
    let one = |keys: &str, said: &str| stop(&format!("{keys}\n{FAULT}"), &[said]).0;
    assert_eq!(one("roles = [\"therapist\"]", "A: your fault"), Stop::Role);
    assert_eq!(one("target = \"you\"", "C: your fault"), Stop::Target);
    assert_eq!(one("target = \"partner_3p\"", "A: your fault"), Stop::Target);
    assert_eq!(one("min_words = 4", "A: your fault"), Stop::Length);
    assert_eq!(one("max_words = 2", "A: all your fault"), Stop::Length);
    assert_eq!(one("at = \"turn_start\"", "A: all your fault"), Stop::Place);
}

#[test]
fn what_was_looked_at_before() {
    let tagger = tagger(&[
        (
            "counter",
            "previous = { speaker = \"other_partner\", any = [\"hurt\"] }\npatterns = [\"you do it too\"]",
        ),
        ("hurt", "patterns = [\"it hurts\"]"),
    ]);
    let before = |said: &[&str]| {
        let marker = last(&tagger, said, 0);
        assert_eq!(marker.stopped[0].stop, Stop::Previous);
        marker.stopped[0].before.clone()
    };
    assert_eq!(before(&["A: you do it too"]), []);
    let said = [
        "A: it hurts",
        "B: the dog is outside",
        "A: and the cat too",
        "T: Go on",
        "A: hm",
        "B: so what",
        "B: you do it too",
    ];
    let glances = [
        (5, Glance::Own),
        (4, Glance::Tiny),
        (3, Glance::NotAsked),
        (2, Glance::Lacks),
        (1, Glance::Own),
        (0, Glance::TooFar),
    ];
    assert_eq!(before(&said), glances);
    let fired = last(&tagger, &["A: it hurts", "T: Go on", "B: you do it too"], 0).fired;
    assert_eq!(fired[0].remarks, [Remark::Answers(0)]);
}

#[test]
fn retold_prompted_doubtful_and_opposite_words_are_shown() {
    let one = |rules: &str, said: &[&str]| {
        let fired = last(&tagger(&[("m", rules)]), said, 0).fired;
        (fired[0].status, fired[0].remarks.clone())
    };
    let text = "You said it's all my fault";
    let (status, remarks) = one("patterns = [\"my fault\"]", &[&format!("A: {text}")]);
    assert_eq!(status, Status::Reported);
    let [Remark::Retold(Retold::Said(span))] = remarks[..] else { panic!("{remarks:?}") };
    assert_eq!(span.of(text), "You said");
    let text = "and then: \"all my fault, mine\" again";
    let (status, remarks) = one("patterns = [\"my fault\"]", &[&format!("A: {text}")]);
    assert_eq!(status, Status::Reported);
    let [Remark::Retold(Retold::Quoted(span))] = remarks[..] else { panic!("{remarks:?}") };
    assert_eq!(span.of(text), "all my fault, mine");
    let said = ["T: Try saying: I hear you now.", "A: Okay. I hear you now."];
    let rules = "roles = [\"partner\"]\npatterns = [\"i hear you now\"]";
    assert_eq!(one(rules, &said), (Status::Prompted, vec![Remark::Prompted(0)]));
    let text = "Oh great, that is so kind";
    let (status, remarks) = one("patterns = [\"so kind\"]", &[&format!("A: {text}")]);
    assert_eq!(status, Status::Review);
    let [Remark::Doubtful(span)] = remarks[..] else { panic!("{remarks:?}") };
    assert_eq!(span.of(text), "Oh great");
}

#[test]
fn an_opposite_is_told_of_both_markers() {
    let tagger = tagger(&[
        ("safe", "opposite = \"unsafe\"\npatterns = [\"feel safe\"]"),
        ("unsafe", "patterns = [\"feel unsafe\"]"),
    ]);
    let text = "I don't feel safe";
    let lines = lines(&["A: I don't feel safe"]);
    let all = tagger.explain(&lines, 0, &Inquiry::default()).markers;
    let Stop::Turned { marker: 1, words } = all[0].stopped[0].stop else { panic!("{all:#?}") };
    assert_eq!(words.of(text), "n't");
    assert!(all[0].fired.is_empty() && all[1].fired[0].shown);
    assert_eq!(all[1].fired[0].remarks, [Remark::Opposite { of: 0, negation: words }]);
}

#[test]
fn the_longest_is_shown_and_the_weights_are_told() {
    let rules = "patterns = [\"so lazy\", \"so (very)? lazy\"]\n--weight = 0.3\npatterns = [\"you are so lazy\"]";
    let tagger = tagger(&[("m", rules)]);
    let marker = last(&tagger, &["A: so lazy, you are so lazy"], 0);
    assert!((marker.score - 0.93).abs() < 1e-9 && marker.threshold == 0.5);
    let shown: Vec<bool> = marker.fired.iter().map(|f| f.shown).collect();
    assert_eq!(shown, [true, false, false]);
    assert_eq!(marker.fired[0].written, ["you are so lazy"]);
    assert_eq!(marker.fired[1].written, ["so lazy", "so (very)? lazy"]);
    // Too weak by itself: found, and not seen.
    let weak = last(&tagger, &["A: you are, uh, so so so, you are so lazy"], 0);
    assert!(!weak.tags.is_empty());
    let weak = last(
        &super::tagger::tagger(&[("m", "weight = 0.4\npatterns = [\"so lazy\"]")]),
        &["A: so lazy"],
        0,
    );
    assert!(weak.tags.is_empty() && !weak.fired[0].shown && (weak.score - 0.4).abs() < 1e-9);
}

/// Every step of every pattern of ours knows its place, so that what is expected can be shown there.
#[test]
fn steps_of_our_patterns_know_their_place() {
    for rule in &shared().lexicon().rules {
        let Matching::Patterns(patterns) = &rule.matching else { continue };
        for Pattern { written, items, starts, .. } in patterns {
            assert_eq!(items.len(), starts.len(), "{written}");
            assert!(starts.windows(2).all(|s| s[0] <= s[1]), "{written}");
        }
    }
}

/// Explain and tag say the same of every sentence of our lexicons, and so does the sentence's author.
#[test]
fn explain_agrees_with_tag_on_every_sentence() {
    let tagger = shared();
    let mut desk = tagger.desk();
    for example in &tagger.lexicon().examples {
        let stage = staged(&example.text, example.role, example.reply_to.as_deref());
        let told = desk.explain(&stage.lines, stage.at, &Inquiry::default());
        let tags = desk.tag(&stage.lines);
        let here: Vec<_> = tags.into_iter().filter(|t| t.utterance == stage.at).collect();
        let said: Vec<_> = told.markers.iter().flat_map(|m| m.tags.clone()).collect();
        assert_eq!(said, here, "{}", example.text);
        for tag in &here {
            let marker = told.markers.iter().find(|m| m.marker == tag.marker).unwrap();
            let shown: Vec<_> = marker.fired.iter().filter(|f| f.shown).collect();
            assert!(
                shown
                    .iter()
                    .any(|f| (f.rule, f.span, f.status) == (tag.rule, tag.span, tag.status)),
                "{}",
                example.text
            );
            assert!(marker.fired.iter().all(|f| !f.written.is_empty()), "{}", example.text);
        }
        let own = told.markers.iter().find(|m| m.marker == example.marker);
        let counted = |f: &attunement::tagger::Fired| f.status == Status::Counted;
        let fired = own.is_some_and(|m| match example.rule {
            Some(rule) => m.fired.iter().any(|f| f.rule == rule && counted(f)),
            None => m.tags.iter().any(|t| t.status == Status::Counted),
        });
        assert_eq!(fired, example.expected, "{}", example.text);
    }
}

fn spans(told: &Explanation) -> Vec<Span> {
    let mut spans = Vec::new();
    for marker in &told.markers {
        spans.extend(marker.fired.iter().map(|f| f.span));
        for remark in marker.fired.iter().flat_map(|f| &f.remarks) {
            match remark {
                Remark::Retold(Retold::Quoted(s) | Retold::Said(s)) | Remark::Doubtful(s) => {
                    spans.push(*s)
                }
                Remark::Opposite { negation, .. } => spans.push(*negation),
                Remark::Answers(_) | Remark::Prompted(_) => {}
            }
        }
        for halted in &marker.stopped {
            spans.push(halted.span);
            match halted.stop {
                Stop::Negated(s) | Stop::Imagined(s) => spans.push(s),
                Stop::Question(Asked::Mark(s) | Asked::Opening(s)) => spans.push(s),
                Stop::Excluded { words, .. } | Stop::Void { words, .. } => spans.push(words),
                _ => {}
            }
        }
        for near in &marker.nearest {
            spans.extend(near.found.iter().map(|f| f.span));
            for lack in &near.lacks {
                match &lack.what {
                    Lacking::Words { instead, .. } => spans.extend(*instead),
                    Lacking::MoreBetween => {}
                    Lacking::NothingBetween(s)
                    | Lacking::OneSentence(s)
                    | Lacking::AnythingBut(s)
                    | Lacking::TurnStart(s)
                    | Lacking::TurnEnd(s)
                    | Lacking::SentenceEdge(s)
                    | Lacking::QuestionEnd(s) => spans.push(*s),
                }
            }
        }
    }
    spans
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
    #[test]
    fn whatever_is_said_can_be_explained(
        said in proptest::collection::vec("\\PC{0,40}|(you|I|never|not|it's|my|fault|listen|sorry|but|hurt|if|so|what|is|don’t|um|said|\\.|,|\\?|\"| ){0,24}", 1..4),
        marker in 0_usize..19,
    ) {
        let tagger = shared();
        let lines: Vec<Line<'_>> = said.iter().enumerate().map(|(i, text)| Line {
            text,
            speaker: Some(i % 3),
            role: Some([Role::Partner, Role::Partner, Role::Therapist][i % 3]),
            conversation: 0,
        }).collect();
        let at = lines.len() - 1;
        let told = tagger.explain(&lines, at, &Inquiry { markers: vec![marker], nearest: 2 });
        for span in spans(&told) {
            proptest::prop_assert!(said[at].get(span.start..span.end).is_some_and(|t| !t.is_empty()));
        }
        for near in told.markers.iter().flat_map(|m| &m.nearest) {
            proptest::prop_assert!(!near.lacks.is_empty() && (0.0..=1.0).contains(&near.closeness));
            for place in near.found.iter().map(|f| &f.place).chain(near.lacks.iter().map(|l| &l.place)) {
                proptest::prop_assert!(near.written.get(place.clone()).is_some_and(|t| !t.is_empty()));
            }
        }
        let all = tagger.explain(&lines, at, &Inquiry::default());
        let tags: Vec<_> = tagger.tag(&lines).into_iter().filter(|t| t.utterance == at).collect();
        proptest::prop_assert_eq!(all.markers.into_iter().flat_map(|m| m.tags).collect::<Vec<_>>(), tags);
    }
}
