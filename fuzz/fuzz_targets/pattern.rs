//! Any text as a pattern: it is read, or its mistake is shown at a place in the file; and whatever is
//! read can be looked for. The first line is the pattern, the rest is what is said.
#![no_main]

use attunement::lexicon::{Matching, load, review};
use attunement::model::Role;
use attunement::tagger::{Line, Tagger};
use attunement_fuzz::{
    CONSTRUCT, GATES, SETS, diagnostics_lie_in_their_files, marker_with_patterns, session_holds,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (pattern, said) = text.split_once('\n').unwrap_or((&text, "you never said sorry"));
    let marker = marker_with_patterns("one", &[pattern]);
    let files = [
        ("gates.toml", GATES),
        ("sets.toml", SETS),
        ("try/construct.toml", CONSTRUCT),
        ("try/one.toml", marker.as_str()),
    ];
    let (lexicon, problems) = load(files);
    diagnostics_lie_in_their_files(&problems, &files);
    let Some(rule) = lexicon.rules.first() else { return };
    let Matching::Patterns(patterns) = &rule.matching else { return };
    let refused = problems.iter().any(|p| p.code == "pattern" && p.path == "try/one.toml");
    assert_eq!(patterns.is_empty(), refused, "neither read nor refused: {problems:?}");
    assert!(patterns.iter().all(|p| p.written == pattern));
    diagnostics_lie_in_their_files(&review(&lexicon), &files);
    let line = Line { text: said, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
    session_holds(&Tagger::new(lexicon), &[line]);
});
