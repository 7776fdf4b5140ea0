//! A marker file to begin with: complete, and with a word to be replaced wherever its author has to
//! write.
//!
//! Must not know: the disk.

use super::names::Named as _;
use super::todo::TODO;
use crate::model::Role;

/// What is known of a marker before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template<'a> {
    /// The marker's code, which is its file's name too.
    pub id: &'a str,
    /// Id and plain name of its construct; `None`: it stands under a heading of its own.
    pub construct: Option<(&'a str, &'a str)>,
    /// Whose words are looked at.
    pub roles: &'a [Role],
}

/// A marker file that loads and whose sentences hold, once each `TODO` in it has given way to words of
/// the author: the same in a pattern and in the sentences below it.
pub fn template(of: &Template<'_>) -> String {
    let construct = match of.construct {
        Some((id, label)) => format!("construct = \"{id}\"  # {label}"),
        None => "# construct = \"defensiveness\"  # without it, the marker stands under a heading of its own".into(),
    };
    let roles: Vec<String> = of.roles.iter().map(|r| format!("\"{}\"", name(*r))).collect();
    include_str!("template.toml")
        .replace("{id}", of.id)
        .replace("{construct}", &construct)
        .replace("{roles}", &roles.join(", "))
        .replace("{todo}", TODO)
}

fn name(role: Role) -> &'static str {
    Role::NAMES.iter().find(|n| n.1 == role).map_or("", |n| n.0)
}
