//! The same acts in other people's words, with other names, and bluntness that attacks nobody.

use std::fmt::Write as _;
use std::path::Path;

use attunement::lexicon::builtin;
use attunement::model::{Role, Status};
use attunement::tagger::{Line, Tagger};
use serde::Deserialize;

#[derive(Deserialize)]
struct Varieties {
    #[serde(default)]
    marker: String,
    plain: String,
    african_american: String,
    british_regional: String,
    second_language: String,
}

#[derive(Deserialize)]
struct Blunt {
    text: String,
}

#[derive(Deserialize)]
struct Names {
    texts: Vec<String>,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Sentences {
    act: Vec<Varieties>,
    calm: Vec<Varieties>,
    blunt: Vec<Blunt>,
    names: Names,
}

const VARIETIES: [&str; 4] =
    ["plain standard", "African American", "British regional", "second language"];

impl Varieties {
    fn texts(&self) -> [&str; 4] {
        [&self.plain, &self.african_american, &self.british_regional, &self.second_language]
    }
}

fn sentences() -> Sentences {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicons/fairness.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The markers seen in a sentence, said by one partner to the other or to the therapist about the other,
/// whichever shows more.
fn seen(tagger: &Tagger, text: &str) -> Vec<String> {
    let roles = [Role::Partner, Role::Therapist];
    let of = |role: Role| -> Vec<String> {
        let line = |text, speaker, role| Line {
            text,
            speaker: Some(speaker),
            role: Some(role),
            conversation: 0,
        };
        let lines = [
            line("It's hard for me to talk about this.", 1, Role::Partner),
            line(text, if role == Role::Therapist { 2 } else { 0 }, role),
        ];
        let tags = tagger.tag(&lines);
        let counted = tags.iter().filter(|t| t.status == Status::Counted && t.utterance == 1);
        counted.map(|t| tagger.lexicon().codebook.markers[t.marker].id.clone()).collect()
    };
    let mut all: Vec<String> = roles.into_iter().flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a marker is one of attack, defence or withdrawal.
fn negative(tagger: &Tagger, marker: &str) -> bool {
    let book = &tagger.lexicon().codebook;
    let of = book.marker(marker).map(|m| book.markers[m].construct);
    of.is_some_and(|c| ["DEF", "HOS", "AVO"].contains(&book.constructs[c].code.as_str()))
}

/// The section of lexicons/VALIDITY.md.
pub(crate) fn section(tagger: &Tagger) -> String {
    let sentences = sentences();
    let book = &tagger.lexicon().codebook;
    let acts = &sentences.act;
    for act in acts {
        assert!(book.marker(&act.marker).is_some(), "there is no marker {}", act.marker);
    }
    let mut text = format!(
        "\n## The same act in other people's words\n\n\
         {} acts, each said in four ways, {} calm sentences likewise, {} blunt ones, and {} sentences with {} names: all\n\
         invented, in [fairness.toml](fairness.toml). A look at a few features of each variety, no sample of its \
         speakers.\n\n\
         | English | acts found | calm sentences marked as attack, defence or withdrawal | not found |\n|---|---|---|---|\n",
        acts.len(),
        sentences.calm.len(),
        sentences.blunt.len(),
        sentences.names.texts.len(),
        sentences.names.names.len()
    );
    for (v, name) in VARIETIES.iter().enumerate() {
        let found = |a: &&Varieties| seen(tagger, a.texts()[v]).contains(&a.marker);
        let (hit, missed): (Vec<&Varieties>, Vec<&Varieties>) = acts.iter().partition(|a| found(a));
        let marked = sentences.calm.iter().filter(|c| hostile(tagger, c.texts()[v])).count();
        let mut missed: Vec<String> = missed.iter().map(|a| format!("`{}`", a.marker)).collect();
        missed.dedup();
        let missed = if missed.is_empty() { "none".to_string() } else { missed.join(", ") };
        let (hit, acts, calm) = (hit.len(), acts.len(), sentences.calm.len());
        let _ = writeln!(text, "| {name} | {hit} of {acts} | {marked} of {calm} | {missed} |");
    }
    let blunt = sentences.blunt.iter().filter(|b| hostile(tagger, &b.text)).count();
    let _ = writeln!(
        text,
        "\nOf {} blunt or swearing sentences that attack nobody, {blunt} were marked as attack, defence or withdrawal. \
         Of {}\nsentences with a name, {} were read otherwise with another name.",
        sentences.blunt.len(),
        sentences.names.texts.len() * sentences.names.names.len(),
        changed(tagger).len()
    );
    text
}

fn hostile(tagger: &Tagger, text: &str) -> bool {
    seen(tagger, text).iter().any(|m| negative(tagger, m))
}

/// Sentences that are read otherwise with another name.
fn changed(tagger: &Tagger) -> Vec<String> {
    let Names { texts, names } = sentences().names;
    let mut changed = Vec::new();
    for text in &texts {
        let usual = seen(tagger, &text.replace("{name}", "Emily"));
        for name in &names {
            let said = text.replace("{name}", name);
            if seen(tagger, &said) != usual {
                changed.push(said);
            }
        }
    }
    changed
}

/// But for *Will*: at the beginning of a sentence it is read as the beginning of a question, and at the end of a
/// therapist's as the beginning of what will be.
#[test]
fn names_change_nothing() {
    let tagger = Tagger::new(builtin().0);
    assert_eq!(changed(&tagger), ["Will, that's not my fault.", "You're pathetic, Will."]);
}

#[test]
fn swearing_bluntness_and_dialect_are_no_attack() {
    let tagger = Tagger::new(builtin().0);
    let sentences = sentences();
    let blunt = sentences.blunt.iter().map(|b| b.text.as_str());
    let calm = sentences.calm.iter().flat_map(|c| c.texts());
    let marked: Vec<&str> = blunt.chain(calm).filter(|t| hostile(&tagger, t)).collect();
    assert_eq!(marked, Vec::<&str>::new());
}
