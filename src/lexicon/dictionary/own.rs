//! Our own form of a dictionary: TOML that `attune lexicon import` writes and people edit.
//!
//! Must not know: how entries are read, or how the file is written ([`super::write_own`]).

use toml::de::DeTable;

use super::Dictionary;
use super::draft::{Draft, unusable};
use super::names::{id_of, tidy};
use crate::diagnostic::Diagnostic;
use crate::lexicon::document::{Document, Value};
use crate::lexicon::keys::{CATEGORY, DICTIONARY};

/// More than this is no hierarchy.
const MOST_PARENTS: usize = 50;

/// Each value takes memory before it is looked at; a file with more is refused unread.
const MOST_VALUES: usize = 3_000_000;

/// A category's parent as it was written.
struct Parent<'t, 'a> {
    child: usize,
    name: String,
    value: &'t Value<'a>,
}

/// Reads a dictionary; `path` names the file in problems.
pub(crate) fn read(
    path: &str,
    text: &str,
    given: Dictionary,
) -> (Dictionary, Vec<usize>, Vec<Diagnostic>) {
    if text.bytes().filter(|b| matches!(b, b',' | b'=' | b'[')).count() > MOST_VALUES {
        let problem = Diagnostic::error("too-large", "the file holds more than a dictionary can");
        return (given, Vec::new(), vec![problem.help("split the dictionary into several files")]);
    }
    let (mut document, table) = Document::parse(path, text);
    for problem in document.problems.iter_mut().filter(|p| p.code == "lexicon-syntax") {
        problem.help = "compare the line with the example in docs/dictionaries.md".to_string();
    }
    document.only(&table, DICTIONARY);
    let id = document.required(&table, "dictionary", 0..0);
    if !id.is_empty() {
        let at = table.get("dictionary").map_or(0..0, |v| v.span());
        check_id(&mut document, at, &id);
    }
    let dictionary = Dictionary {
        id: if id_of(&id).is_empty() { given.id } else { id_of(&id) },
        title: document.text(&table, "title").unwrap_or_default(),
        description: document.text(&table, "description").unwrap_or_default(),
        source: document.text(&table, "source").unwrap_or_default(),
        scope: document.choice(&table, "nested_scope"),
        categories: Vec::new(),
    };
    let mut draft = Draft::default();
    let mut parents = Vec::new();
    for value in document.list(&table, "category") {
        match value.get_ref().as_table() {
            Some(table) => category(&mut document, table, value, &mut draft, &mut parents),
            None => document.problem(
                value.span(),
                "wrong-type",
                "a category must be a table",
                "begin it with [[category]]",
            ),
        }
    }
    link(&mut document, &mut draft, parents);
    let (dictionary, lines, more) = draft.finish(dictionary);
    let problems = document.problems.into_iter().chain(more).collect();
    (dictionary, lines, problems)
}

fn check_id(document: &mut Document<'_>, at: std::ops::Range<usize>, id: &str) -> bool {
    let good = id_of(id);
    if good == id {
        return true;
    }
    let help = if good.is_empty() {
        "write letters, digits, `_`, `-` and `.`".to_string()
    } else {
        format!("write `{good}`: letters, digits, `_`, `-` and `.`")
    };
    document.problem(at, "id", "this cannot be an id", help);
    false
}

fn category<'t, 'a>(
    document: &mut Document<'a>,
    table: &'t DeTable<'a>,
    value: &Value<'a>,
    draft: &mut Draft,
    parents: &mut Vec<Parent<'t, 'a>>,
) {
    document.only(table, CATEGORY);
    let id = document.required(table, "id", value.span());
    let at = table.get("id").map_or(value.span(), |v| v.span());
    if id.is_empty() || !check_id(document, at.clone(), &id) {
        return;
    }
    if draft.has(&id) {
        document.problem(
            at,
            "duplicate",
            format!("there are two categories `{id}`"),
            "give one of them another id, or put their entries together",
        );
        return;
    }
    let label = document.text(table, "label").map(|l| tidy(&l)).filter(|l| !l.is_empty());
    let line = document.line(at.start);
    let Some(place) = draft.category(&id, label.as_deref().unwrap_or(&id), line) else { return };
    for (name, value) in document.texts(table, "parents").into_iter().take(MOST_PARENTS) {
        parents.push(Parent { child: place, name, value });
    }
    for (written, value) in document.texts(table, "entries") {
        if draft.full() {
            return;
        }
        let line = document.line(value.span().start);
        if let Some(why) = draft.entry(&[place], &written, line) {
            let kind = unusable(why);
            document.warning(value.span(), kind.code, format!("this {}", kind.one), kind.help);
        }
    }
}

/// Looks up the parents' names once all categories are known.
fn link(document: &mut Document<'_>, draft: &mut Draft, parents: Vec<Parent<'_, '_>>) {
    for Parent { child, name, value } in parents {
        let own = &draft.categories[child];
        let problem = if own.id == name {
            Some("a category cannot be its own parent".to_string())
        } else if !draft.has(&name) {
            Some(format!("there is no category `{name}`"))
        } else {
            None
        };
        match problem {
            Some(message) => document.problem(
                value.span(),
                "parent",
                message,
                "write the id of another category of this file",
            ),
            None if own.parents.contains(&name) => {}
            None => draft.categories[child].parents.push(name),
        }
    }
}
