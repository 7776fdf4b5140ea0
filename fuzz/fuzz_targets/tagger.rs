//! Made-up rules in made-up dialogue: see `session_holds` for what must be true of every answer.
#![no_main]

use attunement::tagger::Tagger;
use attunement_fuzz::{Session, session_holds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|session: Session| {
    let lines = session.lines();
    session_holds(&Tagger::new(session.lexicon.clone()), &lines);
});
