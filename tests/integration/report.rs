//! The page as a whole: what it may load, what it may say, and what it must not give away.

use attunement::compare::{CaseComparison, Sides, compare_case};
use attunement::diagnostic::Diagnostic;
use attunement::lexicon::builtin;
use attunement::model::{Participant, Phase, Role, Session, Standing, Tag, Transcript, Utterance};
use attunement::pipeline::tag_session;
use attunement::report::{ReportInput, page};
use attunement::tagger::Tagger;
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

/// A case with everything that a page is made from.
struct Case {
    sessions: Vec<Session>,
    problems: Vec<Diagnostic>,
    unread: Vec<(String, String)>,
    assumptions: Vec<String>,
    quotes: bool,
    /// Markers of this construct are held to have fallen short.
    experimental: &'static str,
}

impl Case {
    fn of(sessions: Vec<Session>) -> Self {
        Self {
            sessions,
            problems: Vec::new(),
            unread: Vec::new(),
            assumptions: Vec::new(),
            quotes: true,
            experimental: "",
        }
    }

    fn page(&self) -> String {
        let (mut lexicon, _) = builtin();
        if let Some(construct) = lexicon.codebook.construct(self.experimental) {
            let members: Vec<usize> = lexicon.codebook.members(construct).collect();
            for marker in members {
                lexicon.codebook.markers[marker].validity.standing = Standing::Experimental;
            }
        }
        let tagger = Tagger::new(lexicon);
        let tags: Vec<Vec<Tag>> =
            self.sessions.iter().map(|s| tag_session(&mut tagger.desk(), s)).collect();
        let joined: Vec<(&Session, &[Tag])> =
            self.sessions.iter().zip(&tags).map(|(s, t)| (s, t.as_slice())).collect();
        let sides = Sides::default();
        let codebook = &tagger.lexicon().codebook;
        let comparison: CaseComparison = compare_case(&joined, codebook, &sides);
        page(&ReportInput {
            sessions: &self.sessions.iter().collect::<Vec<_>>(),
            tags: &tags.iter().map(Vec::as_slice).collect::<Vec<_>>(),
            comparison: &comparison,
            sides: &sides,
            codebook,
            rules: &[],
            problems: &self.problems,
            unread: &self.unread,
            assumptions: &self.assumptions,
            quotes: self.quotes,
            version: "0.0.0",
            lexicon_sha256: "00",
            own_lexicons: &[],
            only_own: false,
        })
    }
}

/// A session of two partners from lines such as `("Ana", "Hello.")`.
fn session(order: i64, phase: Phase, lines: &[(&str, String)]) -> Session {
    let mut transcript = Transcript { format: "plain", encoding: "UTF-8", ..Default::default() };
    for (i, (who, text)) in lines.iter().enumerate() {
        let voice = Some(transcript.voice(who));
        transcript.utterances.push(Utterance {
            voice,
            text: text.clone(),
            number: i + 1,
            line: i + 1,
            ..Utterance::default()
        });
    }
    let participants: Vec<Participant> = transcript
        .voices
        .iter()
        .map(|v| Participant { name: v.clone(), role: Role::Partner })
        .collect();
    let cast = (0..participants.len()).map(Some).collect();
    Session {
        file: format!("{order}.txt"),
        case: "07".into(),
        name: format!("{order}"),
        order,
        day: Some(order as f64),
        phase,
        arm: String::new(),
        source: "by hand".into(),
        sha256: "ab".repeat(32),
        transcript,
        participants,
        cast,
    }
}

/// Forty turns, in which Ben defends himself so many times.
fn talk(defences: usize, thanks: usize) -> Vec<(&'static str, String)> {
    let chat = "We drove along the coast and stopped for soup beside the old harbour wall.";
    let mut lines = Vec::new();
    for i in 0..20 {
        let hurt = if i % 2 == 0 { "That really hurt me." } else { "" };
        lines.push(("Ana", format!("{chat} {hurt}")));
        let answer = match i {
            i if i < defences => "That's not my fault.",
            i if i < defences + thanks => "I'm so sorry I hurt you.",
            _ => "",
        };
        lines.push(("Ben", format!("{answer} {chat}")));
    }
    lines
}

fn shifted() -> Case {
    Case::of(vec![
        session(1, Phase::Baseline, &talk(14, 0)),
        session(2, Phase::Preparation, &talk(13, 0)),
        session(3, Phase::Dosing, &talk(5, 5)),
        session(4, Phase::Integration, &talk(1, 12)),
        session(5, Phase::Followup, &talk(2, 11)),
    ])
}

fn identical() -> Case {
    Case::of(vec![
        session(1, Phase::Baseline, &talk(6, 3)),
        session(2, Phase::Integration, &talk(6, 3)),
    ])
}

/// The text of a page without markup, style and drawings.
fn text(page: &str) -> String {
    let body = page.split_once("</style>").unwrap().1;
    let mut plain = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                plain.push(' ');
            }
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&quot;", "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_policy_allows_the_one_style_sheet_and_nothing_else() {
    let page = shifted().page();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    assert!(page.contains(&format!("default-src 'none'; style-src 'sha256-{hash}';")));
    assert_eq!(page.matches("<style").count(), 1);
    for forbidden in [
        "style=", "<script", "<link", "<img", "<iframe", "<form", "src=", "http://", "https://",
        "@import", "url(",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.len() < 1_000_000, "{}", page.len());
}

#[test]
fn a_shift_is_said_first_and_in_plain_words() {
    let text = text(&shifted().page());
    let minute = text.split_once("In a minute").unwrap().1.split_once("What was read").unwrap().0;
    assert!(minute.contains("Marks of defending oneself in Ben’s words fell from"), "{minute}");
    assert!(minute.contains("as often (somewhere between"), "{minute}");
    assert!(minute.contains("After Ana voiced hurt or complained, Ben’s next turn"), "{minute}");
    assert!(text.contains("Less often, beyond chance"));
    assert!(text.contains("rows looked at together"));
    assert!(text.contains("one on neither side"));
    assert!(text.contains("not validated against human coders"));
}

/// What fell short against people's codes is told apart, and nobody reads in one breath that it shifted and that
/// nothing did.
#[test]
fn experimental_marks_are_set_apart() {
    let usual = text(&shifted().page());
    assert!(usual.contains("Marks of defending oneself in"), "{usual}");
    let mut case = shifted();
    case.experimental = "DEF";
    let apart = text(&case.page());
    assert!(apart.contains("Set apart, because these marks are experimental: defending oneself"));
    assert!(!apart.contains("Marks of defending oneself in"));
    assert!(!apart.contains("That does not mean that nothing is different"));
    assert!(apart.contains("All its marks are experimental"));
}

#[test]
fn identical_sides_shift_nothing() {
    let text = text(&identical().page());
    assert!(text.contains("Nothing shifted beyond what chance gives"));
    assert!(text.contains("only one session before and after"));
    for claim in ["beyond chance,", "fell from", "rose from", "Less often, ", "More often, "] {
        assert!(!text.contains(claim), "{claim}");
    }
}

#[test]
fn too_little_speech_is_said_and_no_rate_is_made_up() {
    let short = [("Ana", "That really hurt me.".to_string()), ("Ben", "I see.".to_string())];
    let case = Case::of(vec![
        session(1, Phase::Baseline, &short),
        session(2, Phase::Integration, &talk(2, 2)),
    ]);
    let text = text(&case.page());
    assert!(text.contains("There is too little speech to say whether anything shifted."));
    assert!(text.contains("Too little speech to say 4 words before"), "{text}");
    assert!(!text.contains("NaN") && !text.contains(" inf "));
}

#[test]
fn one_side_alone_is_compared_with_nothing() {
    let text = text(&Case::of(vec![session(1, Phase::Baseline, &talk(3, 3))]).page());
    assert!(text.contains("No session lies after, so nothing is compared."));
}

#[test]
fn a_case_without_sessions_is_no_trouble() {
    assert!(Case::of(Vec::new()).page().contains("<main"));
}

#[test]
fn hostile_text_never_becomes_markup() {
    let evil = [
        "<script>alert(1)</script>",
        "</style>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}",
        "'; --",
    ];
    for evil in evil {
        let mut case = shifted();
        for session in &mut case.sessions {
            session.case = evil.into();
            session.name = evil.into();
            session.file = evil.into();
            session.source = evil.into();
            for (voice, person) in
                session.transcript.voices.iter_mut().zip(&mut session.participants)
            {
                *voice = format!("{voice} {evil}");
                person.name.clone_from(voice);
            }
            for utterance in &mut session.transcript.utterances {
                utterance.text = format!("{evil} {} {evil}", utterance.text);
            }
        }
        case.sessions[0].cast[1] = None;
        case.unread.push((evil.into(), evil.into()));
        case.assumptions.push(evil.into());
        case.problems.push(Diagnostic::warning("x", evil).within(evil).at(3).help(evil));
        let page = case.page();
        assert_eq!(page.matches("</style>").count(), 1);
        for markup in ["<script", "<img", "\"><img", "49"] {
            let harmless = page.split_once("</style>").unwrap().1;
            assert!(markup == "49" || !harmless.contains(markup), "{markup} from {evil}");
        }
        assert_eq!(page.matches("<style").count(), 1);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(shifted().page(), shifted().page());
}

#[test]
fn without_quotes_no_client_word_is_on_the_page() {
    let mut case = shifted();
    case.quotes = false;
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|w| !w.is_empty())
            .map(String::from)
            .collect()
    };
    let shown = format!(" {} ", words(&text(&case.page())).join(" "));
    for utterance in case.sessions.iter().flat_map(|s| &s.transcript.utterances) {
        for four in words(&utterance.text).windows(4) {
            let four = format!(" {} ", four.join(" "));
            // The page's own text explains a mark by the example "that's not my fault".
            assert!(!shown.contains(&four) || four == " that's not my fault ", "{four}");
        }
    }
    assert!(shown.contains("made without anybody"));
}

/// Words that say more than counts can.
const FORBIDDEN: [&str; 14] = [
    "improve",
    "better",
    "worse",
    "recover",
    "diagnos",
    "defensive person",
    "healthy",
    "unhealthy",
    "toxic",
    "ranking",
    "treatment worked",
    "abusive",
    "success",
    "progress",
];

#[test]
fn the_page_says_nothing_that_counts_cannot_say() {
    // What a mark is may tell what a speaker claims, such as that the other "did worse".
    let (lexicon, _) = builtin();
    let told: Vec<String> = lexicon
        .codebook
        .markers
        .iter()
        .flat_map(|m| [&m.definition, &m.misses])
        .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        .collect();
    for case in [shifted(), identical()] {
        let mut text = text(&case.page()).to_lowercase();
        for told in told.iter().filter(|t| !t.is_empty()) {
            text = text.replace(told, "");
        }
        for word in FORBIDDEN {
            assert!(!text.contains(word), "{word}: {:?}", text.split_once(word).map(|t| t.0.len()));
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report");
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // `Diagnostic` is a type of ours; no page names it.
            let source =
                std::fs::read_to_string(&path).unwrap().to_lowercase().replace("diagnostic", "");
            for word in FORBIDDEN {
                assert!(!source.contains(word), "{word} in {}", path.display());
            }
        }
    }
}

#[test]
fn headings_stand_in_order_and_every_drawing_has_words() {
    let page = shifted().page();
    let mut last = 0;
    for level in
        page.match_indices("<h").filter_map(|(i, _)| page[i + 2..i + 3].parse::<usize>().ok())
    {
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert_eq!(page.matches("<h1").count(), 1);
    let drawings = page.matches("<svg").count();
    let described = page.matches("role=\"img\" aria-label=\"").count();
    let ornaments = page.matches("aria-hidden=\"true\"").count();
    assert_eq!(drawings, described + ornaments);
}
