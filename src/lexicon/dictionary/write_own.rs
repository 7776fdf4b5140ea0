//! Our own form of a dictionary, written so that people can edit it and reading it gives the same.

use std::fmt::Write as _;

use super::{Dictionary, Scope};

/// The dictionary as TOML. `note` is put above it for people.
pub(super) fn write(dictionary: &Dictionary, note: &str) -> String {
    let mut out = String::new();
    for line in note.lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = writeln!(out, "dictionary = {}", quoted(&dictionary.id));
    for (key, text) in [
        ("title", &dictionary.title),
        ("description", &dictionary.description),
        ("source", &dictionary.source),
    ] {
        if !text.is_empty() {
            let _ = writeln!(out, "{key} = {}", quoted(text));
        }
    }
    if dictionary.scope != Scope::default() {
        let _ = writeln!(out, "nested_scope = {}", quoted(dictionary.scope.name()));
    }
    for category in &dictionary.categories {
        let _ = writeln!(out, "\n[[category]]\nid = {}", quoted(&category.id));
        if category.label != category.id {
            let _ = writeln!(out, "label = {}", quoted(&category.label));
        }
        if !category.parents.is_empty() {
            let parents: Vec<String> = category.parents.iter().map(|p| quoted(p)).collect();
            let _ = writeln!(out, "parents = [{}]", parents.join(", "));
        }
        out.push_str("entries = [\n");
        for entry in &category.entries {
            let _ = writeln!(out, "  {},", quoted(&entry.written));
        }
        out.push_str("]\n");
    }
    out
}

/// A text in quotation marks, as TOML wants it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
