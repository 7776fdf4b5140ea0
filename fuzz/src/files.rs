//! Lexicon files: the shared ones, and markers put around patterns that were made up.

use std::sync::LazyLock;

use attunement::lexicon::{Cues, load};

/// Gates of each kind, fewer than those that come with the program, which take a thousand times longer
/// to read than what is made up.
pub const GATES: &str = r#"
[negation]
window = 3
cues = ["not", "never"]
stops = ["but", "so"]
pseudo = ["not (just|so)", "never mind"]

[reported]
cues = ["you|i said (that)?", "@like like"]
stops = ["but"]

[hypothetical]
window = 4
cues = ["if"]
pseudo = ["if so"]

[question]
openers = ["(so)? what|do (you|i)"]
tags = ["okay", "you|i not"]

[irony]
cues = ["so sorry", "just listen"]

[sets]
like = ["i am", "you are"]
"#;

/// A few sets.
pub const SETS: &str = r#"
[sets]
small = ["just", "so", "kind of"]
feel = ["hurt", "sad", "let* down", "@small sad"]
"#;

/// The one construct.
pub const CONSTRUCT: &str = r#"
id = "try"
code = "TRY"
label = "Try"
definition = "Made up."
order = 1
"#;

/// The head of a marker file.
pub const MARKER: &str = r#"
label = "Made up"
definition = "Made up."
references = ["Nobody 2000"]
misses = "Everything."
roles = ["partner", "client", "therapist"]
direction = "open"
no_match = ["The kettle is on."]
"#;

/// What those gates are made of.
pub static CUES: LazyLock<Cues> = LazyLock::new(|| load([("gates.toml", GATES)]).0.cues);

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\U{:08X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A marker file with one rule that looks for these patterns.
pub fn marker_with_patterns(id: &str, patterns: &[&str]) -> String {
    let written: Vec<String> = patterns.iter().map(|p| quoted(p)).collect();
    format!(
        "id = {}\n{MARKER}\n[[rule]]\nid = \"r\"\nmatch = [\"x\"]\npatterns = [{}]\n",
        quoted(id),
        written.join(", ")
    )
}
