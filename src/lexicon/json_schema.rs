//! JSON Schema of the lexicon files, so that editors complete them and mark what is wrong while one
//! types. Made from the very keys that the loader accepts.
//!
//! Must not know: how values are read.

use serde_json::{Map, Value, json};

use super::keys::{self, Key, SENTENCE, Shape};

/// The kinds of lexicon file that have a schema, with the files that each is for.
pub const SCHEMAS: &[(&str, &str)] = &[
    ("marker", "lexicons/*/*/*.toml"),
    ("construct", "lexicons/*/*/construct.toml"),
    ("sets", "lexicons/*/sets.toml"),
    ("gates", "lexicons/*/gates.toml"),
    ("dictionary", "dictionaries/*.toml"),
];

/// The schema (JSON Schema 2020-12) of one kind of file in [`SCHEMAS`]; `None` for another name.
pub fn json_schema(kind: &str) -> Option<Value> {
    let (title, keys) = match kind {
        "marker" => ("A marker of Attunement", keys::MARKER),
        "construct" => ("A construct of Attunement", keys::CONSTRUCT),
        "sets" => ("Shared sets of Attunement", keys::SETS),
        "gates" => ("The gates of Attunement", keys::GATES),
        "dictionary" => ("A dictionary for Attunement", keys::DICTIONARY),
        _ => return None,
    };
    let mut schema = Map::new();
    schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".into(), title.into());
    schema.extend(table(keys));
    Some(Value::Object(schema))
}

fn table(keys: &[Key]) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let mut property = shape(key.shape);
        property.insert("description".into(), key.says.into());
        properties.insert(key.name.into(), Value::Object(property));
    }
    let required: Vec<&str> = keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let Value::Object(mut object) = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    }) else {
        return Map::new();
    };
    if !required.is_empty() {
        object.insert("required".into(), json!(required));
    }
    object
}

fn shape(shape: Shape) -> Map<String, Value> {
    let text = || json!({ "type": "string" });
    let value = match shape {
        Shape::Text => text(),
        Shape::Texts | Shape::Patterns => json!({ "type": "array", "items": text() }),
        Shape::Number(least, most) => {
            json!({ "type": "number", "minimum": least, "maximum": most })
        }
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Choice(names) => {
            let names = names();
            json!({ "enum": names, "default": names.first() })
        }
        Shape::Choices(names) => {
            json!({ "type": "array", "items": { "enum": names() }, "uniqueItems": true, "minItems": 1 })
        }
        Shape::Sentences => {
            json!({ "type": "array", "items": { "anyOf": [text(), Value::Object(table(SENTENCE))] } })
        }
        Shape::Sets => json!({
            "type": "object",
            "additionalProperties": { "type": "array", "items": text(), "minItems": 1 },
        }),
        Shape::Table(keys) => Value::Object(table(keys)),
        Shape::Tables(keys) => {
            json!({ "type": "array", "items": table(keys), "minItems": 1 })
        }
    };
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
