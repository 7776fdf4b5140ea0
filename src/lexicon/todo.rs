//! What was left to be written in a file that was begun from the template.
//!
//! Must not know: what keys mean.

use toml::de::{DeTable, DeValue};

use super::document::{Document, Value};

/// The word that the template writes where its author has to write.
pub(crate) const TODO: &str = "TODO";

/// Shows every text of the file that still holds [`TODO`].
pub(crate) fn find(document: &mut Document<'_>, table: &DeTable<'_>) {
    let mut values: Vec<&Value<'_>> = table.values().collect();
    values.sort_by_key(|v| v.span().start);
    values.into_iter().for_each(|v| in_value(document, v));
}

fn in_value(document: &mut Document<'_>, value: &Value<'_>) {
    match value.get_ref() {
        DeValue::String(text) if text.split(|c: char| !c.is_alphabetic()).any(|w| w == TODO) => {
            document.warning(
                value.span(),
                "todo",
                "this is still to be written: it says TODO",
                "put your own words in its place",
            );
        }
        DeValue::Array(values) => values.iter().for_each(|v| in_value(document, v)),
        DeValue::Table(table) => find(document, table),
        _ => {}
    }
}
