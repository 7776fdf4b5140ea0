//! The gates, what went before, and the invariants of tags, on small lexicons written here.

use attunement::lexicon::load;
use attunement::model::{Role, Status, Tag};
use attunement::tagger::{Line, Tagger};

const GATES: &str = include_str!("../../lexicons/en/gates.toml");
const CONSTRUCT: &str =
    "id = \"try\"\ncode = \"TRY\"\norder = 1\nlabel = \"Try\"\ndefinition = \"Try.\"\n";

/// A lexicon of markers given as `(id, rule keys)`; several rules are parted by `--`.
pub(crate) fn tagger(markers: &[(&str, &str)]) -> Tagger {
    let mut files = vec![
        ("gates.toml".to_string(), GATES.to_string()),
        ("try/construct.toml".to_string(), CONSTRUCT.to_string()),
    ];
    for (id, rules) in markers {
        let head = format!(
            "id = \"{id}\"\nlabel = \"x\"\ndefinition = \"x\"\nreferences = [\"x\"]\nmisses = \"x\"\n\
             roles = [\"partner\", \"client\", \"therapist\"]\ndirection = \"open\"\nno_match = [\"x\"]\n"
        );
        let rules: String = rules
            .split("--")
            .enumerate()
            .map(|(i, r)| {
                let weight = if r.contains("weight") { "" } else { "weight = 0.9\n" };
                format!("[[rule]]\nid = \"r{i}\"\n{weight}match = [\"x\"]\n{r}\n")
            })
            .collect();
        files.push((format!("try/{id}.toml"), head + &rules));
    }
    let (lexicon, problems) = load(files.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    assert!(problems.is_empty(), "{problems:#?}");
    Tagger::new(lexicon)
}

/// `A:`, `B:` are partners, `T:` a therapist, `C:` a client.
pub(crate) fn lines<'a>(said: &[&'a str]) -> Vec<Line<'a>> {
    said.iter()
        .map(|line| {
            let (who, text) = line.split_once(": ").unwrap();
            let (speaker, role) = match who {
                "A" => (0, Role::Partner),
                "B" => (1, Role::Partner),
                "C" => (3, Role::Client),
                _ => (2, Role::Therapist),
            };
            Line { text, speaker: Some(speaker), role: Some(role), conversation: 0 }
        })
        .collect()
}

fn quotes<'a>(tagger: &Tagger, said: &[&'a str]) -> Vec<&'a str> {
    let lines = lines(said);
    let tags = tagger.tag(&lines);
    let counted = tags.into_iter().filter(|t| t.status == Status::Counted);
    counted.map(|t| t.span.of(lines[t.utterance].text)).collect()
}

fn one<'a>(rules: &str, text: &'a str) -> Vec<&'a str> {
    quotes(&tagger(&[("m", rules)]), &[text])
}

#[test]
fn patterns_find_speech_as_it_is() {
    let rule = "patterns = [\"you are (so|really)? lazy\"]";
    assert_eq!(
        one(rule, "A: Well, you\u{2019}re, um, really lazy!"),
        ["you\u{2019}re, um, really lazy"]
    );
    assert_eq!(one(rule, "A: youre lazy"), ["youre lazy"]);
    assert_eq!(one(rule, "A: You are. Lazy days are here."), [""; 0]);
    assert_eq!(
        one("patterns = [\"you <1-2> listen*\"]", "A: You just never listened"),
        ["You just never listened"]
    );
    assert_eq!(one("patterns = [\"^ yes but\"]", "A: Um, yes, but no"), ["yes, but"]);
    assert_eq!(one("patterns = [\"^ yes but\"]", "A: No. Yes, but"), [""; 0]);
    assert_eq!(one("patterns = [\"never mind $\"]", "A: Oh, never mind, uh."), ["never mind"]);
    assert_eq!(one("patterns = [\"sorry (.)? but\"]", "A: I'm sorry. But no."), ["sorry. But"]);
    assert_eq!(one("patterns = [\"sorry !(that|if)\"]", "A: sorry if so. sorry again."), ["sorry"]);
    assert_eq!(one("regex = 'lazy+\\b'", "A: SO LAZYYY"), ["LAZYYY"]);
}

#[test]
fn negation_reaches_four_words_within_a_clause() {
    let rule = "patterns = [\"your fault\"]";
    assert_eq!(one(rule, "A: It's not really all your fault"), [""; 0]);
    assert_eq!(one(rule, "A: No, it's your fault"), ["your fault"]);
    assert_eq!(one(rule, "A: It's not mine but your fault"), ["your fault"]);
    assert_eq!(one(rule, "A: No wonder it's your fault"), ["your fault"]);
    assert_eq!(one(rule, "A: never ever in my whole life was it your fault"), ["your fault"]);
    assert_eq!(
        one("negation = \"require\"\npatterns = [\"your fault\"]", "A: It isn't your fault"),
        ["your fault"]
    );
}

#[test]
fn retold_words_are_kept_and_not_counted() {
    let tagger = tagger(&[("m", "patterns = [\"my fault\"]")]);
    for text in [
        "A: You said it's all my fault",
        "A: and he goes my fault again",
        "A: you said \"my fault\" twice",
    ] {
        let lines = lines(&[text]);
        let tags = tagger.tag(&lines);
        assert_eq!(tags.len(), 1, "{text}");
        assert_eq!(tags[0].status, Status::Reported, "{text}");
    }
    assert_eq!(quotes(&tagger, &["A: You said that, but it is my fault"]), ["my fault"]);
}

#[test]
fn questions_and_things_imagined() {
    let rule = "patterns = [\"your fault\"]";
    assert_eq!(one(rule, "A: Is it your fault?"), [""; 0]);
    assert_eq!(one(rule, "A: is it your fault"), [""; 0]);
    assert_eq!(
        one("question = \"require\"\npatterns = [\"your fault\"]", "A: so is it your fault"),
        ["your fault"]
    );
    assert_eq!(one(rule, "A: If it was your fault"), [""; 0]);
    assert_eq!(one(rule, "A: If you like, it was your fault"), ["your fault"]);
    assert_eq!(
        one("hypothetical = \"allow\"\npatterns = [\"your fault\"]", "A: I wish it was your fault"),
        ["your fault"]
    );
}

#[test]
fn exclusions_stand_in_their_scope() {
    let rule = "unless = [\"love it\"]\nunless_after = [\"but\"]\npatterns = [\"you do it\"]";
    assert_eq!(one(rule, "A: You do it and I love it"), [""; 0]);
    assert_eq!(one(rule, "A: I love it. You do it."), ["You do it"]);
    assert_eq!(one(rule, "A: You do it. But no."), [""; 0]);
}

#[test]
fn an_answer_looks_at_what_went_before() {
    let tagger = tagger(&[
        ("hurt", "patterns = [\"it hurts\"]"),
        (
            "counter",
            "previous = { speaker = \"other_partner\", any = [\"hurt\"] }\npatterns = [\"you do it too\"]",
        ),
    ]);
    let count = |said: &[&str]| quotes(&tagger, said).len();
    assert_eq!(count(&["A: you do it too"]), 0);
    assert_eq!(count(&["A: it hurts", "B: you do it too"]), 2);
    assert_eq!(count(&["A: it hurts", "A: you do it too"]), 1);
    assert_eq!(
        count(&["A: it hurts", "T: What happens in you, hearing this", "B: you do it too"]),
        2
    );
    assert_eq!(count(&["A: it hurts", "B: hm", "A: really", "B: you do it too"]), 2);
    assert_eq!(
        count(&["A: it hurts", "B: the dog is outside", "A: and the cat too", "B: you do it too"]),
        1
    );
}

#[test]
fn one_mark_per_marker_and_utterance_the_longest() {
    let rules = "patterns = [\"so lazy\"]\n--patterns = [\"you are so lazy\"]";
    let tagger = tagger(&[("m", rules)]);
    let said = lines(&["A: so lazy, you are so lazy"]);
    let tags = tagger.tag(&said);
    assert_eq!(tags.len(), 1);
    assert_eq!(tags[0].span.of(said[0].text), "you are so lazy");
    assert!((tags[0].score - 0.99).abs() < 1e-9);
}

#[test]
fn a_later_mark_takes_an_earlier_one_back() {
    let tagger = tagger(&[
        ("ack", "void_by = [\"bad\"]\npatterns = [\"i hear you\"]"),
        ("bad", "patterns = [\"you are lazy\"]"),
    ]);
    assert_eq!(quotes(&tagger, &["A: I hear you. You are lazy."]), ["You are lazy"]);
    assert_eq!(quotes(&tagger, &["A: You are lazy. I hear you."]).len(), 2);
}

#[test]
fn roles_and_targets() {
    let you = tagger(&[("m", "target = \"you\"\npatterns = [\"you never listen\"]")]);
    assert_eq!(quotes(&you, &["A: you never listen"]).len(), 1);
    assert_eq!(quotes(&you, &["C: you never listen"]).len(), 0);
    let third = tagger(&[("m", "target = \"partner_3p\"\npatterns = [\"he never listens\"]")]);
    assert_eq!(quotes(&third, &["A: he never listens"]).len(), 0);
    assert_eq!(quotes(&third, &["A: he never listens", "T: Go on"]).len(), 1);
}

#[test]
fn wording_that_the_therapist_suggested_is_prompted() {
    let tagger = tagger(&[("m", "roles = [\"partner\"]\npatterns = [\"i hear you now\"]")]);
    let said = lines(&["T: Try saying: I hear you now.", "A: Okay. I hear you now."]);
    let tags = tagger.tag(&said);
    assert_eq!(tags.len(), 1);
    assert_eq!(tags[0].status, Status::Prompted);
}

#[test]
fn no_turn_and_no_monologue_takes_longer_than_its_words() {
    // Each took time that grew with the square, or the cube, of its length.
    let pieces = [
        "it's ",
        "no no one not only my fault ",
        "it was not my fault you never listen ",
        "[laughs] you said (sighs) it was ",
        "oh great, not my fault, okay? ",
        "like, you know, well, I mean, um, it was not my fault, ",
        "you said \"not my fault\" if it was ",
        "sorry i am so sorry but i hear you ",
    ];
    let mut desk = shared().desk();
    let began = std::time::Instant::now();
    for piece in pieces {
        let turn = piece.repeat(100_000 / piece.len());
        desk.tag(&lines(&[&format!("A: {turn}")]));
        desk.tag(&vec![lines(&[&format!("A: {piece}")])[0]; 5_000]);
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn nobody_answers_what_was_said_long_ago() {
    let tagger = tagger(&[
        ("hurt", "patterns = [\"it hurts\"]"),
        (
            "tit",
            "previous = { speaker = \"other_partner\", any = [\"hurt\"] }\npatterns = [\"you do it too\"]",
        ),
    ]);
    let count = |between: usize| {
        let said =
            [vec!["A: it hurts"], vec!["B: the dog is out"; between], vec!["B: you do it too"]];
        quotes(&tagger, &said.concat()).len()
    };
    assert_eq!(count(150), 2);
    assert_eq!(count(250), 1);
}

#[test]
fn exclusions_reach_three_hundred_words() {
    let excluded = |between: usize| {
        let text = format!("A: yes {} it was you", "word another ".repeat(between / 2));
        one("unless_before = [\"yes\"]\npatterns = [\"was you\"]", &text).is_empty()
    };
    assert!(excluded(250));
    assert!(!excluded(350));
}

fn check_spans(lines: &[Line<'_>], tags: &[Tag]) {
    let mut seen = std::collections::BTreeSet::new();
    for tag in tags {
        let text = lines[tag.utterance].text;
        assert!(text.get(tag.span.start..tag.span.end).is_some_and(|q| !q.is_empty()));
        assert!(seen.insert((tag.utterance, tag.marker)), "two marks of one marker");
        assert!((0.0..=1.0).contains(&tag.score));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn spans_quote_the_text_whatever_is_said(
        said in proptest::collection::vec("\\PC{0,60}|(you|I|never|not|it's|my|fault|listen|sorry|but|hurt|me|so|what|don’t|\\.|,|\\?|\"| ){0,30}", 1..6)
    ) {
        let tagger = shared();
        let lines: Vec<Line<'_>> = said.iter().enumerate().map(|(i, text)| Line {
            text,
            speaker: Some(i % 3),
            role: Some([Role::Partner, Role::Partner, Role::Therapist][i % 3]),
            conversation: 0,
        }).collect();
        let tags = tagger.tag(&lines);
        check_spans(&lines, &tags);
        proptest::prop_assert_eq!(tags, tagger.tag(&lines));
    }
}

/// Our own lexicons, compiled once for all random texts.
pub(crate) fn shared() -> &'static Tagger {
    static TAGGER: std::sync::OnceLock<Tagger> = std::sync::OnceLock::new();
    TAGGER.get_or_init(|| Tagger::new(attunement::lexicon::builtin().0))
}

/// Nothing is known of *other*: all is looked at but what an author keeps for some roles.
#[test]
fn a_stranger_is_looked_at_with_rules_that_are_not_kept_for_some_roles() {
    let seen = |roles: &str| {
        let tagger = tagger(&[("try_x", &format!("patterns = [\"your fault\"]\n{roles}"))]);
        let line = Line {
            text: "It was your fault.",
            speaker: Some(0),
            role: Some(Role::Other),
            conversation: 0,
        };
        !tagger.tag(&[line]).is_empty()
    };
    assert!(seen(""));
    assert!(!seen("roles = [\"therapist\"]"));
    assert!(seen("roles = [\"therapist\", \"other\"]"));
}

/// .45 is seen where .45 is enough: the sum of one sign is that sign.
#[test]
fn a_weight_that_equals_the_threshold_is_enough() {
    let (mut lexicon, _) = attunement::lexicon::builtin();
    let rule = lexicon.rules.iter().position(|r| r.id == "def_denial.not_my_fault").unwrap();
    let marker = lexicon.rules[rule].marker;
    for hundredth in 30..=70 {
        let weight = f64::from(hundredth) / 100.0;
        lexicon.rules.iter_mut().filter(|r| r.marker == marker).for_each(|r| r.weight = 0.0);
        lexicon.rules[rule].weight = weight;
        lexicon.thresholds[marker] = weight;
        let tagger = Tagger::new(lexicon.clone());
        let tags = tagger.tag(&lines(&["A: That's not my fault."]));
        assert!(tags.iter().any(|t| t.marker == marker && t.score == weight), "{weight}");
        if hundredth % 10 != 5 {
            continue;
        }
        lexicon.thresholds[marker] = weight + 0.001;
        let tagger = Tagger::new(lexicon.clone());
        let tags = tagger.tag(&lines(&["A: That's not my fault."]));
        assert!(tags.iter().all(|t| t.marker != marker), "{weight}");
    }
}
