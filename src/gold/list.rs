//! A list of coded data: which files, with which map, coded by whom. What weights are learned from, and what
//! markers are measured on, is named in such a list.
//!
//! Must not know: the disk, or what is in the files.

use serde::Deserialize;
use toml::Spanned;

use super::place::place;
use crate::decode::decode;
use crate::diagnostic::Diagnostic;
use crate::model::Coders;

/// One body of coded data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// What it is called.
    pub name: String,
    /// Where it comes from, as it is to be cited.
    pub source: String,
    /// Who coded it.
    pub coders: Coders,
    /// Files of codes, as paths from the list's own folder.
    pub gold: Vec<String>,
    /// The map, as a path from the list's own folder.
    pub map: String,
    /// Only these parts of it; empty: all.
    #[serde(default)]
    pub splits: Vec<String>,
    /// What a reader of the figures has to know.
    #[serde(default)]
    pub note: String,
}

impl Data {
    /// What of it was used, as it is named where weights were learned from it.
    pub fn label(&self) -> String {
        let part = match self.splits.as_slice() {
            [] => String::new(),
            splits => format!(", {}", splits.join(" and ")),
        };
        format!("{} ({}{part})", self.name, self.coders.name())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    data: Vec<Spanned<Data>>,
}

/// Reads a list of data.
///
/// # Errors
/// What in it cannot be used, at its place.
pub fn read_list(name: &str, bytes: &[u8]) -> Result<Vec<Data>, Vec<Diagnostic>> {
    let (source, _) = decode(bytes).map_err(|p| vec![p.within(name)])?;
    let help = "compare it with the example in docs/evaluation.md";
    let list: List = toml::from_str(source.text()).map_err(|error| {
        let problem = Diagnostic::error("data-syntax", error.message().to_string()).help(help);
        vec![place(&source, problem, error.span().map_or(0, |s| s.start)).within(name)]
    })?;
    let mut problems = Vec::new();
    let mut found: Vec<Data> = Vec::new();
    for entry in list.data {
        let at = entry.span().start;
        let data = entry.into_inner();
        let mut tell = |code, message: &str| {
            let problem = Diagnostic::error(code, message).help(help);
            problems.push(place(&source, problem, at).within(name));
        };
        if data.gold.is_empty() {
            tell("data-gold", "no file of codes is named");
        }
        if found.iter().any(|d| d.name == data.name) {
            tell("data-name", "there are two of this name");
        }
        found.push(data);
    }
    if found.is_empty() {
        problems.push(Diagnostic::error("data-empty", "no data are named").within(name).help(help));
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_files_maps_and_coders() {
        let text = "[[data]]\nname = \"A\"\nsource = \"Author 2020\"\ncoders = \"experts\"\ngold = [\"a.jsonl\"]\nmap = \"a.toml\"\n";
        let list = read_list("l.toml", text.as_bytes()).unwrap();
        assert_eq!((list[0].coders, list[0].coders.independent()), (Coders::Experts, true));
        assert!(!Coders::Machine.independent() && !Coders::Speakers.independent());
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let one = "[[data]]\nname = \"A\"\nsource = \"x\"\ncoders = \"crowd\"\ngold = []\nmap = \"a.toml\"\n";
        let problems = read_list("l.toml", format!("{one}{one}").as_bytes()).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.code, p.line)).collect();
        assert_eq!(told, [("data-gold", Some(1)), ("data-gold", Some(7)), ("data-name", Some(7))]);
        let text = one.replace("crowd", "nobody");
        let problems = read_list("l.toml", text.as_bytes()).unwrap_err();
        assert_eq!((problems[0].code, problems[0].line), ("data-syntax", Some(4)));
        assert_eq!(read_list("l.toml", b"").unwrap_err()[0].code, "data-empty");
    }
}
