//! Counting by hand: words, turns, construct hits, answers, comparability, and verdicts.

use attunement::compare::{Sides, Subject, Verdict, compare_case};
use attunement::measures::{DANCES, Feature, Style, measure};
use attunement::model::{
    Codebook, Construct, Direction, Marker, Participant, Phase, Role, Session, Span, Status, Tag,
    Transcript, Utterance, Validity,
};

/// Two constructs that matter to answers, with their real names.
fn codebook() -> Codebook {
    let construct = |id: &str, code: &str, order| Construct {
        id: id.into(),
        code: code.into(),
        label: id.into(),
        definition: id.into(),
        order,
        dictionary: false,
    };
    let marker = |id: &str, construct| Marker {
        id: id.into(),
        construct,
        label: id.into(),
        definition: id.into(),
        references: vec![],
        misses: String::new(),
        roles: vec![Role::Partner],
        direction: Direction::Open,
        validity: Validity::default(),
    };
    Codebook {
        constructs: vec![
            construct("defensiveness", "DEF", 1),
            construct("openness", "VUL", 4),
            construct("listening", "LIS", 5),
        ],
        markers: vec![
            marker("def_denial", 0),
            marker("def_excuse", 0),
            marker("vul_hurt", 1),
            marker("lis_backchannel", 2),
        ],
    }
}

/// A session of `A` and `B` (partners) and `T` (therapist); marks are `(utterance, marker)`.
fn session(phase: Phase, said: &[(&str, &str)], marks: &[(usize, usize)]) -> (Session, Vec<Tag>) {
    let mut transcript = Transcript::default();
    for (who, text) in said {
        let voice = Some(transcript.voice(who));
        transcript.utterances.push(Utterance {
            voice,
            text: (*text).into(),
            ..Utterance::default()
        });
    }
    let role = |v: &String| if v == "T" { Role::Therapist } else { Role::Partner };
    let participants: Vec<Participant> =
        transcript.voices.iter().map(|v| Participant { name: v.clone(), role: role(v) }).collect();
    let cast = (0..participants.len()).map(Some).collect();
    let tags = marks
        .iter()
        .map(|(utterance, marker)| Tag {
            utterance: *utterance,
            marker: *marker,
            rule: 0,
            span: Span::new(0, 1),
            score: 0.9,
            status: Status::Counted,
        })
        .collect();
    let session = Session {
        file: "s.txt".into(),
        case: "c".into(),
        name: "s".into(),
        order: 1,
        day: None,
        phase,
        arm: String::new(),
        source: String::new(),
        sha256: String::new(),
        transcript,
        participants,
        cast,
    };
    (session, tags)
}

#[test]
fn words_turns_shares_and_construct_hits() {
    let said = [
        ("A", "I didn't do that [sighs]"),
        ("A", "and I was tired"),
        ("B", "it hurt me"),
        ("T", "mm"),
        ("A", "no"),
    ];
    // Two markers of one construct in one utterance are one construct hit.
    let (s, tags) = session(Phase::Baseline, &said, &[(0, 0), (0, 1), (1, 1), (2, 2)]);
    let m = measure(&s, &tags, &codebook(), &[]);
    let (a, b, t) = (&m.speakers[0], &m.speakers[1], &m.speakers[2]);
    assert_eq!((a.words, a.turns), (9, 2));
    assert_eq!((b.words, t.words), (3, 1));
    assert!((a.talk_share.unwrap() - 9.0 / 13.0).abs() < 1e-12);
    assert_eq!(a.markers, [1, 2, 0, 0]);
    assert_eq!(a.constructs, [2, 0, 0]);
    assert_eq!(b.constructs, [0, 1, 0]);
    // A marker that is left out enters no construct, but keeps its own count.
    let m = measure(&s, &tags, &codebook(), &[1]);
    assert_eq!(m.speakers[0].constructs, [1, 0, 0]);
    assert_eq!(m.speakers[0].markers, [1, 2, 0, 0]);
}

#[test]
fn answers_step_over_the_therapist_and_tiny_replies() {
    let said = [
        ("A", "it hurt me that you left so early"),
        ("T", "what happens in you, hearing that?"),
        ("B", "I did not leave early at all"),
        ("A", "it hurt me all the same you know"),
        ("B", "mm yeah"),
        ("A", "and nobody called me afterwards either"),
        ("B", "the bus was late, what could I do"),
        ("A", "fine then let us talk of the dog"),
        ("B", "the dog is well, he ate"),
    ];
    let (s, tags) = session(Phase::Baseline, &said, &[(0, 2), (2, 0), (3, 2), (6, 1)]);
    let m = measure(&s, &tags, &codebook(), &[]);
    let from_a = m.answers.iter().find(|a| a.from == 0).unwrap();
    let hurt_def = DANCES.iter().position(|d| d.id == "hurt_def").unwrap();
    let table = from_a.tables[hurt_def];
    // A hurt → B denial (via the therapist); A hurt (over "mm yeah") → B excuse; A dog → B dog.
    assert_eq!(
        (table.both, table.antecedent_only, table.consequent_only, table.neither),
        (2, 0, 0, 1)
    );
    assert_eq!(from_a.places[hurt_def], [(0, 2), (3, 6)]);
    assert_eq!(from_a.via_therapist[hurt_def], 1);
    let from_b = m.answers.iter().find(|a| a.from != 0).unwrap();
    assert_eq!(from_b.tables[hurt_def].pairs(), 2);
}

/// `words` words by A, with `hits` utterances of denial, and as many words by B.
fn long(phase: Phase, words: usize, hits: usize) -> (Session, Vec<Tag>) {
    let text = vec!["word"; 20].join(" ");
    let said: Vec<(&str, &str)> =
        (0..words / 20).flat_map(|_| [("A", text.as_str()), ("B", text.as_str())]).collect();
    let marks: Vec<(usize, usize)> = (0..hits).map(|i| (2 * i, 0)).collect();
    session(phase, &said, &marks)
}

fn verdict(
    before: &[(Session, Vec<Tag>)],
    after: &[(Session, Vec<Tag>)],
) -> (Verdict, Option<f64>) {
    let all: Vec<(&Session, &[Tag])> =
        before.iter().chain(after).map(|(s, t)| (s, t.as_slice())).collect();
    let found = compare_case(&all, &codebook(), &Sides::default());
    let a = found.people.iter().find(|p| p.participant.name == "A").unwrap();
    let shift = a.constructs.iter().find(|s| s.subject == Subject::Construct(0)).unwrap();
    (shift.verdict, shift.rate_after.map(|r| r.per_1000))
}

#[test]
fn too_little_speech_gives_no_number() {
    let found = verdict(&[long(Phase::Baseline, 2000, 20)], &[long(Phase::Followup, 180, 1)]);
    assert_eq!(found, (Verdict::TooLittleSpeech, None));
}

#[test]
fn a_clear_fall_is_less_and_a_small_one_is_unclear() {
    let sessions = |phase, hits: [usize; 3]| hits.map(|h| long(phase, 1000, h));
    let before = sessions(Phase::Baseline, [10, 11, 9]);
    assert_eq!(verdict(&before, &sessions(Phase::Followup, [2, 1, 3])).0, Verdict::Less);
    assert_eq!(verdict(&before, &sessions(Phase::Followup, [9, 8, 10])).0, Verdict::Unclear);
    assert_eq!(
        verdict(&sessions(Phase::Baseline, [1, 2, 1]), &sessions(Phase::Followup, [9, 11, 10])).0,
        Verdict::More
    );
    assert_eq!(
        verdict(&sessions(Phase::Baseline, [0, 0, 0]), &sessions(Phase::Followup, [0, 0, 0])),
        (Verdict::NotSeen, Some(0.0))
    );
}

/// Rows with so few hits that no split could be sure do not dilute the others.
#[test]
fn rows_that_could_never_be_sure_are_not_tested() {
    let few = [long(Phase::Baseline, 1000, 3), long(Phase::Followup, 1000, 0)];
    let all: Vec<(&Session, &[Tag])> = few.iter().map(|(s, t)| (s, t.as_slice())).collect();
    let found = compare_case(&all, &codebook(), &Sides::default());
    assert_eq!(found.tested, 0);
    assert_eq!(found.people[0].constructs[0].adjusted_p, None);
    assert_eq!(found.people[0].constructs[0].verdict, Verdict::Unclear);
}

/// One bad day among three is no shift: sessions scatter, and the interval widens.
#[test]
fn one_bad_day_is_no_shift() {
    let sessions = |phase, hits: [usize; 3]| hits.map(|h| long(phase, 1000, h));
    let before = sessions(Phase::Baseline, [2, 3, 22]);
    assert_eq!(verdict(&before, &sessions(Phase::Followup, [3, 2, 2])).0, Verdict::Unclear);
}

#[test]
fn dosing_stands_alone() {
    let dosing = long(Phase::Dosing, 1000, 40);
    let before = long(Phase::Baseline, 1000, 10);
    let after = long(Phase::Followup, 1000, 10);
    let all: Vec<(&Session, &[Tag])> =
        [&before, &dosing, &after].map(|(s, t)| (s, t.as_slice())).into();
    let found = compare_case(&all, &codebook(), &Sides::default());
    assert_eq!(found.sides[1], None);
    let shift = &found.people[0].constructs[0];
    assert_eq!(shift.hits(), 20);
}

#[test]
fn another_transcriber_is_noticed_and_fragile_markers_are_left_out() {
    let mut chatty = Vec::new();
    for _ in 0..30 {
        chatty.push(("A", "um, so I went there and, uh, told him what I think about it all"));
        chatty.push(("B", "mm"));
    }
    let clean: Vec<(&str, &str)> = (0..15)
        .flat_map(|_| {
            let text = "so I went there and told him what I think about it all and he said that we could go on from there whenever we like to";
            [("A", text), ("B", text)]
        })
        .collect();
    let before = session(Phase::Baseline, &chatty, &[(1, 3)]);
    let after = session(Phase::Followup, &clean, &[]);
    assert_eq!(Style::of(&before.0.transcript).count(Feature::Hesitations).hits, 60 + 30);
    let all: Vec<(&Session, &[Tag])> = [&before, &after].map(|(s, t)| (s, t.as_slice())).into();
    let found = compare_case(&all, &codebook(), &Sides::default());
    assert!(found.comparability.unsafe_features.contains(&Feature::Hesitations));
    assert!(found.comparability.unsafe_features.contains(&Feature::TinyTurns));
    assert_eq!(found.left_out, [3]);
    let a = &found.people[0];
    assert!(a.constructs.iter().all(|s| s.subject != Subject::Construct(2)));
}
