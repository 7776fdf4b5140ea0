//! Reads JSON lines, one utterance on each, and simple JSON documents that list utterances.
//!
//! Must not know: the formats of single speech services.

use super::columns::Columns;
use super::reader::{Reader, Reading};
use super::rows::{Row, Rows, When};
use crate::decode::Source;
use crate::diagnostic::Diagnostic;
use serde_json::{Map, Value};

/// A single document is held in memory as a whole, which takes many times its size.
const MOST_BYTES: usize = 64 << 20;
/// Under these names documents keep their utterances.
const LISTS: [&str; 8] =
    ["utterances", "segments", "turns", "sentences", "messages", "transcript", "dialogue", "data"];

/// The reader of JSON lines.
#[derive(Debug)]
pub(super) struct JsonLines;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn looks_like(&self, source: &Source<'_>) -> bool {
        let text = source.text().trim_start();
        let opens = |open: char, next: &[char]| {
            text.strip_prefix(open).is_some_and(|r| r.trim_start().starts_with(next))
        };
        if opens('{', &['"', '}']) || opens('[', &['{']) {
            return true;
        }
        let (mut all, mut objects) = (0, 0);
        for (_, line) in source.filled().take(20) {
            all += 1;
            objects += usize::from(line.trim().starts_with("{\"") && line.trim().ends_with('}'));
        }
        objects >= 2 && objects * 2 > all
    }

    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic> {
        let rows = lines(source).map_or_else(|| document(source), Ok)?;
        if rows.rows.is_empty() {
            return Err(unknown());
        }
        Ok(rows.finish(self.name(), source.encoding()))
    }
}

fn unknown() -> Diagnostic {
    Diagnostic::warning("unknown-json", "this JSON file is no transcript of a known kind")
        .help("export it as WebVTT, SRT or plain text with speaker names; or as JSON lines with the fields “speaker” and “text”")
}

/// Each line an object; `None` if the file is not written so.
fn lines(source: &Source<'_>) -> Option<Rows> {
    let mut rows = Rows::default();
    let mut good = 0usize;
    for (n, line) in source.filled() {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(object)) => {
                good += 1;
                rows.object(&object, n);
            }
            _ => rows.bad.push(n),
        }
        // Lines of a document that is spread over lines are hardly ever objects.
        if good == 0 && rows.bad.len() > 200 {
            return None;
        }
    }
    (good > 0 && good >= rows.bad.len().min(good + 1) && !rows.rows.is_empty()).then_some(rows)
}

/// One document that is, or holds, a list of utterances.
fn document(source: &Source<'_>) -> Result<Rows, Diagnostic> {
    if source.text().len() > MOST_BYTES {
        return Err(Diagnostic::error(
            "too-large",
            "JSON documents of more than 64 MB are not read",
        )
        .help("save it as JSON lines, with one utterance on each line"));
    }
    let value: Value = serde_json::from_str(source.text()).map_err(|e| {
        Diagnostic::error("damaged-json", "the JSON cannot be read beyond this place")
            .at(e.line().max(1))
            .column(e.column().max(1))
            .help("export the file again")
    })?;
    let list = match &value {
        Value::Array(list) => Some(list),
        Value::Object(object) => LISTS.iter().find_map(|k| object.get(*k)?.as_array()),
        _ => None,
    };
    let mut rows = Rows::default();
    for item in list.ok_or_else(unknown)? {
        match item {
            Value::Object(object) => rows.object(object, 1),
            _ => rows.bad.push(1),
        }
    }
    Ok(rows)
}

impl Rows {
    fn object(&mut self, object: &Map<String, Value>, line: usize) {
        // Names are looked up in sorted order, so that equal objects are read alike.
        let mut names: Vec<&str> = object.keys().map(String::as_str).collect();
        names.sort_unstable();
        let columns = Columns::find(&names);
        let field = |i: Option<usize>| i.and_then(|i| names.get(i)).and_then(|n| object.get(*n));
        let Some(Value::String(text)) = field(columns.text) else {
            return self.bad.push(line);
        };
        self.in_ms |= columns.in_ms;
        self.rows.push(Row {
            line,
            speaker: field(columns.speaker).and_then(label),
            text: text.clone(),
            start: field(columns.start).and_then(when),
            end: field(columns.end).and_then(when),
            conversation: field(columns.conversation).and_then(label),
            number: field(columns.number).and_then(number),
            role: field(columns.stated_role).and_then(Value::as_str).and_then(|r| r.parse().ok()),
        });
    }
}

/// A name, a number, or an object with one of them in it.
fn label(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()).filter(|s| !s.trim().is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Object(o) => ["id", "name", "label"].iter().find_map(|k| match o.get(*k)? {
            inner @ (Value::String(_) | Value::Number(_)) => label(inner),
            _ => None,
        }),
        _ => None,
    }
}

fn when(value: &Value) -> Option<When> {
    match value {
        Value::Number(n) => n.as_f64().map(When::Number),
        Value::String(s) => When::parse(s),
        _ => None,
    }
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|n| usize::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Reading, Diagnostic> {
        let source = Source::new(text, "UTF-8");
        assert!(JsonLines.looks_like(&source));
        JsonLines.read(&source)
    }

    #[test]
    fn roles_are_taken_as_stated() {
        let r = read("{\"speaker\":\"p1\",\"role\":\"therapist\",\"text\":\"Go on.\"}\n{\"speaker\":\"p2\",\"role\":\"client\",\"text\":\"Well.\"}\n{\"speaker\":\"p2\",\"role\":\"partner\",\"text\":\"So.\"}\n").unwrap();
        assert_eq!(r.transcript.roles, [Some(crate::model::Role::Therapist), None]);
    }

    #[test]
    fn lines_with_one_bad() {
        let r = read("{\"conversation\":\"s1\",\"turn\":0,\"speaker\":\"Ana\",\"text\":\"I waited.\"}\n{\"conversation\":\"s1\",\"turn\"\n{\"conversation\":\"s1\",\"turn\":2,\"speaker\":\"Ben\",\"text\":\"I know.\"}\n").unwrap();
        let u = &r.transcript.utterances;
        assert_eq!((u.len(), u[1].number, u[1].line), (2, 2, 3));
        assert_eq!(r.problems[0].code, "unplaced-lines");
    }

    #[test]
    fn convokit_objects() {
        let r = read("{\"id\":\"7\",\"speaker\":{\"id\":\"ana\"},\"root\":\"c\",\"timestamp\":null,\"text\":\"Yes.\",\"meta\":{}}").unwrap();
        assert_eq!(r.transcript.voices, ["ana"]);
        assert_eq!(r.transcript.conversations, ["c"]);
        assert_eq!(r.transcript.utterances[0].number, 1);
    }

    #[test]
    fn documents() {
        let r = read("{\"segments\": [\n{\"speaker\": 0, \"text\": \" Hi. \", \"start\": 0.5, \"end\": 1.0}\n]}").unwrap();
        assert_eq!(
            (r.transcript.voices[0].as_str(), r.transcript.utterances[0].start_ms),
            ("0", Some(500))
        );
        assert_eq!(read("{\"a\": 1}").unwrap_err().code, "unknown-json");
        assert_eq!(read("{\"a\": [1").unwrap_err().code, "damaged-json");
    }
}
