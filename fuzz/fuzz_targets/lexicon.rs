//! Any text as lexicon files: nothing hangs or panics, every problem lies in its file, and whatever
//! could be read can be looked for. Files are parted by a line `%%`: marker, gates, sets, construct.
#![no_main]

use attunement::lexicon::{load, review};
use attunement::model::Role;
use attunement::tagger::{Line, Tagger, prove};
use attunement_fuzz::{
    CONSTRUCT, GATES, SETS, diagnostics_lie_in_their_files, session_holds,
};
use libfuzzer_sys::fuzz_target;

const SAID: [&str; 3] = ["You never listen to me.", "It's not my fault, is it?", "So you're hurt"];

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split("\n%%\n");
    let marker = parts.next().unwrap_or("");
    let files = [
        ("gates.toml", parts.next().unwrap_or(GATES)),
        ("sets.toml", parts.next().unwrap_or(SETS)),
        ("try/construct.toml", parts.next().unwrap_or(CONSTRUCT)),
        ("try/one.toml", marker),
    ];
    let (lexicon, problems) = load(files);
    diagnostics_lie_in_their_files(&problems, &files);
    let mut backwards = files;
    backwards.reverse();
    let again = load(backwards);
    assert!(again.0 == lexicon && again.1 == problems, "the order of files matters");
    diagnostics_lie_in_their_files(&review(&lexicon), &files);
    let tagger = Tagger::new(lexicon);
    prove(&tagger);
    let line = |(i, text)| Line {
        text,
        speaker: Some(i),
        role: Some(Role::Partner),
        conversation: 0,
    };
    let lines: Vec<Line<'_>> = SAID.into_iter().enumerate().map(line).collect();
    session_holds(&tagger, &lines);
});
