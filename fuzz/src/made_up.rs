//! Sessions made up from bytes: rules in a small part of the pattern language, gates, and dialogue in
//! the few words that the rules are about, so that something is found.

use std::fmt::Write as _;

use arbitrary::{Arbitrary, Result, Unstructured};
use attunement::lexicon::{Entry, EntryWord, Lexicon, Matching, Rule, Term, load};
use attunement::model::Role;
use attunement::tagger::Line;

use super::files::{CONSTRUCT, GATES, MARKER, SETS, quoted};

/// Words of patterns and of speech.
const WORDS: &[&str] = &[
    "you", "i", "not", "never", "my", "fault", "sorry", "but", "said", "if", "so", "just", "hurt",
    "you're", "don't", "um", "like", "listen", "what", "okay",
];
const STEMS: &[&str] = &["li*", "so*", "hurt*", "n*", "fau*"];
/// What stands between spoken words.
const JOINTS: &[&str] = &[
    " ", " ", " ", " ", ", ", ". ", "? ", "! ", " - ", "-", "... ", "\u{2026} ", "\u{2014}", " \"",
    "\" ", " '", "' ", " [laughs] ", " (", ") ", ": ", "\n", "\n\n", ".", "'", " \u{e9} ", "\u{200b}",
];
const MARKERS: &[&str] = &["one", "two", "three"];

/// A lexicon, and a session in which to look for it.
#[derive(Debug)]
pub struct Session {
    /// What is looked for.
    pub lexicon: Lexicon,
    /// Speaker, role, conversation, words.
    said: Vec<(Option<usize>, Option<Role>, usize, String)>,
}

impl Session {
    /// What is said.
    pub fn lines(&self) -> Vec<Line<'_>> {
        self.said
            .iter()
            .map(|s| Line { text: &s.3, speaker: s.0, role: s.1, conversation: s.2 })
            .collect()
    }
}

impl<'a> Arbitrary<'a> for Session {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let lexicon = lexicon(u)?;
        let mut said = Vec::new();
        let mut conversation = 0;
        for _ in 0..u.int_in_range(1..=8)? {
            conversation += usize::from(u.ratio(1, 4)?);
            let speaker = *u.choose(&[Some(0), Some(1), Some(2), None])?;
            let role = *u.choose(&[
                Some(Role::Partner),
                Some(Role::Partner),
                Some(Role::Client),
                Some(Role::Therapist),
                Some(Role::Other),
                None,
            ])?;
            said.push((speaker, role, conversation, speech(u)?));
        }
        Ok(Self { lexicon, said })
    }
}

fn speech(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=24)? {
        let word = u.choose(WORDS)?;
        match u.int_in_range(0..=7)? {
            0 => text.push_str(&word.to_uppercase()),
            1 => text.push_str(&word.replace('\'', "\u{2019}")),
            2 => text.push_str(&word.repeat(2)),
            _ => text.push_str(word),
        }
        text.push_str(u.choose(JOINTS)?);
    }
    Ok(text)
}

/// Our gates, and up to three markers.
fn lexicon(u: &mut Unstructured<'_>) -> Result<Lexicon> {
    let mut files = vec![
        ("gates.toml".to_string(), GATES.to_string()),
        ("sets.toml".to_string(), SETS.to_string()),
        ("try/construct.toml".to_string(), CONSTRUCT.to_string()),
    ];
    for id in &MARKERS[..u.int_in_range(1..=MARKERS.len())?] {
        files.push((format!("try/{id}.toml"), marker(u, id)?));
    }
    // What cannot be read is left out, as it is for everybody.
    let (mut lexicon, _) = load(files.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    let dictionaries_only = u.ratio(1, 6)?;
    for rule in &mut lexicon.rules {
        if dictionaries_only || u.ratio(1, 6)? {
            as_dictionary(u, rule)?;
        }
    }
    if dictionaries_only {
        lexicon.countings.fill(attunement::lexicon::Counting::Key);
    }
    Ok(lexicon)
}

/// Turns a rule into entries of a dictionary; with or without its gates.
fn as_dictionary(u: &mut Unstructured<'_>, rule: &mut Rule) -> Result<()> {
    let mut entries = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        let mut words = Vec::new();
        for i in 0..u.int_in_range(1..=3)? {
            let term = match u.int_in_range(0..=5)? {
                0 => Term::Stem(u.choose(STEMS)?.trim_end_matches('*').into()),
                1 => Term::Glob((*u.choose(&["*t", "y?u", "*", "s*y", "don't"])?).into()),
                _ => Term::Exact((*u.choose(WORDS)?).into()),
            };
            words.push(EntryWord { hyphened: i > 0 && u.ratio(1, 5)?, terms: vec![term] });
        }
        entries.push(Entry { written: "made up".to_string(), words });
    }
    rule.matching = Matching::Entries(entries);
    if u.ratio(2, 3)? {
        use attunement::lexicon::{
            At, Hypothetical, Irony, Negation, Question, Quotation, Target,
        };
        rule.negation = Negation::Ignore;
        rule.quotation = Quotation::Ignore;
        rule.question = Question::Allow;
        rule.hypothetical = Hypothetical::Allow;
        rule.irony = Irony::Ignore;
        rule.target = Target::Any;
        rule.at = At::Anywhere;
        rule.roles = Role::ALL.to_vec();
        rule.opposite = None;
        rule.previous = None;
        for patterns in [
            &mut rule.unless,
            &mut rule.unless_before,
            &mut rule.unless_after,
            &mut rule.unless_turn,
        ] {
            patterns.clear();
        }
        rule.void_by.clear();
        rule.min_words = 0;
        rule.max_words = usize::MAX;
    }
    Ok(())
}

fn marker(u: &mut Unstructured<'_>, id: &str) -> Result<String> {
    let scope = u.choose(&["once", "once", "key", "dictionary"])?;
    let mut text = format!("id = \"{id}\"\nnested_scope = \"{scope}\"\n{MARKER}\n");
    for number in 0..u.int_in_range(1..=2)? {
        // Writing to a text in memory cannot fail.
        let _ = write!(text, "[[rule]]\nid = \"r{number}\"\nmatch = [\"x\"]\n");
        if u.ratio(1, 10)? {
            let regex = u.choose(&["so+", r"\bn\w+", "(you|i) .*fault", "^.", "[^a]"])?;
            let _ = writeln!(text, "regex = {}", quoted(regex));
        } else {
            let _ = writeln!(text, "patterns = [{}, {}]", pattern(u)?, pattern(u)?);
        }
        settings(u, &mut text)?;
    }
    Ok(text)
}

fn settings(u: &mut Unstructured<'_>, text: &mut String) -> Result<()> {
    let choices: &[(&str, &[&str])] = &[
        ("weight", &["0.3", "0.6", "1"]),
        ("negation", &["\"cancel\"", "\"ignore\"", "\"require\""]),
        ("opposite", &["\"one\"", "\"two\""]),
        ("quotation", &["\"reported\"", "\"ignore\""]),
        ("question", &["\"exclude\"", "\"allow\"", "\"require\""]),
        ("hypothetical", &["\"exclude\"", "\"allow\""]),
        ("irony", &["\"review\"", "\"ignore\""]),
        ("target", &["\"any\"", "\"you\"", "\"partner_3p\""]),
        (
            "at",
            &[
                "\"anywhere\"",
                "\"turn_start\"",
                "\"turn_end\"",
                "\"whole_turn\"",
                "\"sentence_start\"",
                "\"sentence_end\"",
                "\"whole_sentence\"",
            ],
        ),
        ("min_words", &["2", "5"]),
        ("max_words", &["1", "9"]),
        ("void_by", &["[\"one\"]", "[\"TRY\"]"]),
        (
            "previous",
            &[
                "{ speaker = \"other\" }",
                "{ speaker = \"same\", any = [\"one\"], within = 2 }",
                "{ speaker = \"therapist\", question = true }",
                "{ speaker = \"other_partner\", any = [\"TRY\"], question = false }",
            ],
        ),
    ];
    for (key, values) in choices {
        if u.ratio(1, 5)? {
            let _ = writeln!(text, "{key} = {}", u.choose(values)?);
        }
    }
    for key in ["unless", "unless_before", "unless_after", "unless_turn"] {
        if u.ratio(1, 8)? {
            let _ = writeln!(text, "{key} = [{}]", pattern(u)?);
        }
    }
    Ok(())
}

/// A pattern in quotation marks.
fn pattern(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for i in 0..u.int_in_range(1..=4)? {
        if i > 0 {
            text.push(' ');
        }
        item(u, 0, &mut text)?;
    }
    Ok(quoted(&text))
}

fn item(u: &mut Unstructured<'_>, depth: usize, text: &mut String) -> Result<()> {
    match u.int_in_range(0..=15)? {
        0 => text.push_str(u.choose(STEMS)?),
        1 => text.push_str(u.choose(&["<0-2>", "<1-3>", "<2>"])?),
        2 => text.push_str(u.choose(&["^", "$", ".", "@small", "@feel"])?),
        3 => {
            text.push('!');
            text.push_str(u.choose(WORDS)?);
        }
        4 | 5 if depth < 2 => {
            text.push('(');
            for way in 0..u.int_in_range(1..=3)? {
                if way > 0 {
                    text.push('|');
                }
                for _ in 0..u.int_in_range(1..=2)? {
                    item(u, depth + 1, text)?;
                    text.push(' ');
                }
            }
            text.push_str(u.choose(&[")", ")?"])?);
        }
        6 => {
            text.push_str(u.choose(WORDS)?);
            text.push('|');
            text.push_str(u.choose(WORDS)?);
        }
        _ => text.push_str(u.choose(WORDS)?),
    }
    Ok(())
}
