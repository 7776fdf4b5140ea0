//! Any bytes as a dictionary of any format: every problem lies in the file, whatever was read is found
//! in texts like any rule, and written down and read again it is the same. The first byte chooses the
//! file's name.
#![no_main]

use std::collections::BTreeMap;

use attunement::lexicon::dictionary::{Dictionary, Format, read};
use attunement::lexicon::{EntryWord, Lexicon};
use attunement::model::Role;
use attunement::tagger::{Line, Tagger};
use attunement_fuzz::{CUES, diagnostics_lie_in_their_files, session_holds};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 5] = ["a.dic", "a.dicx", "a.yml", "a.toml", "a"];
const SAID: &str = "You never listen, not kindly. I'm well-meaning; don't you know? 1,000 warm words";

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let reading = read(name, bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Old line ends make other lines.
        if !text.contains('\r') {
            diagnostics_lie_in_their_files(&reading.problems, &[(name, text)]);
        }
    }
    if !reading.usable() || reading.dictionary.entries() == 0 {
        return;
    }
    for format in Format::ALL {
        let Ok(text) = reading.dictionary.write(format, "A note.") else { continue };
        // Nobody's dictionary holds characters that cannot be seen; a file full of them is no text.
        if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
            continue;
        }
        let again = read("again", text.as_bytes());
        assert!(again.usable(), "{format:?} {:?}\n{text}", again.problems);
        assert_eq!(again.format, format, "{text}");
        assert_eq!(words_of(&again.dictionary), words_of(&reading.dictionary), "{text}");
    }
    let mut lexicon = Lexicon { cues: CUES.clone(), ..Lexicon::default() };
    reading.add_to(&mut lexicon);
    let line = |text| Line { text, speaker: Some(0), role: Some(Role::Partner), conversation: 0 };
    session_holds(&Tagger::new(lexicon), &[line(SAID), line(&String::from_utf8_lossy(bytes))]);
});

/// For each category the words of everything that counts for it.
fn words_of(dictionary: &Dictionary) -> BTreeMap<&str, Vec<&[EntryWord]>> {
    let counted = dictionary.counted().unwrap_or_default();
    let mut all = BTreeMap::new();
    for (category, entries) in dictionary.categories.iter().zip(counted) {
        let mut words: Vec<&[EntryWord]> = entries.iter().map(|e| e.words.as_slice()).collect();
        words.sort_by_key(|w| format!("{w:?}"));
        if !words.is_empty() {
            all.insert(category.id.as_str(), words);
        }
    }
    all
}
