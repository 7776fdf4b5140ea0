//! The file of codes: JSON lines, one utterance each, in order.
//!
//! Must not know: the markers.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::decode::decode;
use crate::diagnostic::Diagnostic;
use crate::model::Role;

/// One file of coded conversations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GoldFile {
    /// Its name.
    pub name: String,
    /// Its conversations, in order of first appearance.
    pub conversations: Vec<GoldConversation>,
}

/// One coded conversation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GoldConversation {
    /// Its name in the file.
    pub id: String,
    /// Its speakers' names, in order of first appearance.
    pub speakers: Vec<String>,
    /// What was said, in order.
    pub utterances: Vec<GoldUtterance>,
    /// The group to which it belongs, where a field with it was asked for and filled.
    pub group: Option<String>,
}

/// One coded utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldUtterance {
    /// Line of the file, from 1.
    pub line: usize,
    /// The number by which the file names it; empty where it gives none.
    pub turn: String,
    /// Index into [`GoldConversation::speakers`]; `None` where nobody is named.
    pub speaker: Option<usize>,
    /// What the speaker is; *other* where the file does not say.
    pub role: Role,
    /// The words.
    pub text: String,
    /// The codes it was given; `None` where nobody coded it.
    pub labels: Option<Vec<String>>,
    /// The part of the data to which it belongs; empty where the file does not say.
    pub split: String,
}

/// Reads a file of codes. `group` names the field that tells a conversation's group, if one is wanted.
///
/// # Errors
/// Every line that cannot be used; a file with any is not used at all, since figures over the rest would
/// look like figures over all.
pub fn read(name: &str, bytes: &[u8], group: Option<&str>) -> Result<GoldFile, Vec<Diagnostic>> {
    let (source, _) = decode(bytes).map_err(|p| vec![p.within(name)])?;
    let mut file = GoldFile { name: name.to_string(), conversations: Vec::new() };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut problems = Vec::new();
    for (line, text) in source.filled() {
        match row(line, text) {
            Ok((id, speaker, utterance, object)) => {
                let at = *places.entry(id.clone()).or_insert_with(|| {
                    file.conversations.push(GoldConversation { id, ..Default::default() });
                    file.conversations.len() - 1
                });
                let conversation = &mut file.conversations[at];
                let speaker = speaker.map(|s| conversation.speaker(s));
                if let Some(value) = group.and_then(|g| object.get(g)) {
                    let found = named(value);
                    if conversation.group.is_none() {
                        conversation.group = found;
                    } else if found.is_some() && conversation.group != found {
                        problems.push(two_groups(line).within(name));
                    }
                }
                conversation.utterances.push(GoldUtterance { speaker, ..utterance });
            }
            Err(problem) => problems.push(problem.at(line).within(name)),
        }
    }
    if file.conversations.is_empty() && problems.is_empty() {
        problems.push(
            Diagnostic::error("gold-empty", "there is no coded utterance in it")
                .within(name)
                .help("each line is one utterance as JSON; see docs/evaluation.md"),
        );
    }
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}

impl GoldConversation {
    fn speaker(&mut self, name: String) -> usize {
        self.speakers.iter().position(|s| *s == name).unwrap_or_else(|| {
            self.speakers.push(name);
            self.speakers.len() - 1
        })
    }
}

type Row = (String, Option<String>, GoldUtterance, Map<String, Value>);

fn row(line: usize, text: &str) -> Result<Row, Diagnostic> {
    let help = "write an object such as {\"conversation\": \"c1\", \"turn\": 1, \"speaker\": \"A\", \
                \"role\": \"partner\", \"text\": \"…\", \"labels\": []}";
    let Ok(Value::Object(object)) = serde_json::from_str(text) else {
        return Err(Diagnostic::error("gold-line", "this line is no JSON object").help(help));
    };
    let missing = |key: &str| {
        Diagnostic::error("gold-line", format!("`{key}` is missing, or is no text")).help(help)
    };
    let conversation = object.get("conversation").and_then(named);
    let conversation = conversation.ok_or_else(|| missing("conversation"))?;
    let words = object.get("text").and_then(Value::as_str).ok_or_else(|| missing("text"))?;
    let role = match object.get("role") {
        None | Some(Value::Null) => Role::Other,
        Some(value) => value.as_str().and_then(|r| r.parse().ok()).ok_or_else(|| {
            Diagnostic::error("gold-role", "this role is not known")
                .help("write partner, client, therapist or other")
        })?,
    };
    let utterance = GoldUtterance {
        line,
        turn: object.get("turn").and_then(named).unwrap_or_default(),
        speaker: None,
        role,
        text: words.to_string(),
        labels: labels(object.get("labels"))?,
        split: object.get("split").and_then(named).unwrap_or_default(),
    };
    let speaker = object.get("speaker").and_then(named);
    Ok((conversation, speaker, utterance, object))
}

/// The codes of an utterance; without the key, or with null, nobody coded it.
fn labels(value: Option<&Value>) -> Result<Option<Vec<String>>, Diagnostic> {
    let Some(value) = value.filter(|v| !v.is_null()) else { return Ok(None) };
    let list = value.as_array().and_then(|list| {
        list.iter().map(|l| l.as_str().map(str::to_string)).collect::<Option<Vec<String>>>()
    });
    match list {
        Some(mut labels) => {
            labels.sort();
            labels.dedup();
            Ok(Some(labels))
        }
        None => Err(Diagnostic::error("gold-labels", "`labels` is no list of codes")
            .help("write \"labels\": [\"code\"], [] for none, null where nobody coded it")),
    }
}

/// A name, however it is written: text, a number, or a list of such, put together.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.trim().to_string()).filter(|s| !s.is_empty()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(named).collect();
            Some(parts.join(" + ")).filter(|s| !s.is_empty())
        }
        _ => None,
    }
}

fn two_groups(line: usize) -> Diagnostic {
    Diagnostic::error("gold-group", "this conversation belongs to two groups")
        .at(line)
        .help("give all its lines the same group")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"conversation":"a","turn":1,"speaker":"Ana","role":"partner","text":"It hurt.","labels":["hurt","hurt"],"arm":"x"}
{"conversation":"b","speaker":"Ben","text":"Hello.","labels":[]}
{"conversation":"a","turn":2,"speaker":"Ben","role":"partner","text":"Fine.","labels":null,"split":"dev"}
"#;

    #[test]
    fn conversations_are_kept_together_and_codes_as_they_are() {
        let file = read("g.jsonl", GOOD.as_bytes(), Some("arm")).unwrap();
        assert_eq!(file.conversations.len(), 2);
        let a = &file.conversations[0];
        assert_eq!(a.speakers, ["Ana", "Ben"]);
        assert_eq!(a.group.as_deref(), Some("x"));
        assert_eq!(a.utterances[0].labels.as_deref(), Some(&["hurt".to_string()][..]));
        assert_eq!(a.utterances[1].labels, None);
        assert_eq!((a.utterances[1].line, a.utterances[1].split.as_str()), (3, "dev"));
        let b = &file.conversations[1];
        assert_eq!(
            (b.utterances[0].role, b.utterances[0].labels.clone()),
            (Role::Other, Some(vec![]))
        );
    }

    #[test]
    fn every_bad_line_is_named_and_no_word_of_it() {
        let text = "{\"conversation\":\"a\",\"text\":\"secret\",\"labels\":\"x\"}\nsecret\n\
                    {\"conversation\":\"a\",\"text\":\"secret\",\"role\":\"boss\"}\n{\"text\":\"secret\"}\n";
        let problems = read("g.jsonl", text.as_bytes(), None).unwrap_err();
        let places: Vec<_> = problems.iter().map(|p| (p.line.unwrap(), p.code)).collect();
        assert_eq!(
            places,
            [(1, "gold-labels"), (2, "gold-line"), (3, "gold-role"), (4, "gold-line")]
        );
        assert!(problems.iter().all(|p| !p.to_string().contains("secret")));
        assert_eq!(read("g.jsonl", b"\n", None).unwrap_err()[0].code, "gold-empty");
    }

    #[test]
    fn a_conversation_is_in_one_group() {
        let text = "{\"conversation\":\"a\",\"text\":\"hi\",\"arm\":[\"x\"]}\n{\"conversation\":\"a\",\"text\":\"ho\",\"arm\":[\"y\"]}\n";
        assert_eq!(
            read("g.jsonl", text.as_bytes(), Some("arm")).unwrap_err()[0].code,
            "gold-group"
        );
    }
}
