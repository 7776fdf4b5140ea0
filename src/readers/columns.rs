//! The many names that columns and fields have for speaker, words, times and conversation.
//!
//! Must not know: tables or JSON.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Who speaks.
    Speaker,
    /// The words.
    Text,
    /// When it begins.
    Start,
    /// When it ends.
    End,
    /// Which conversation it belongs to.
    Conversation,
    /// Its number in the conversation.
    Number,
}

/// Names in order of preference: where a file has two of one list, the earlier one wins.
const NAMES: [(Role, &[&str]); 6] = [
    (
        Role::Speaker,
        &[
            "speaker",
            "speakername",
            "speakerlabel",
            "speakerid",
            "voice",
            "name",
            "who",
            "participant",
            "participantname",
            "participantid",
            "person",
            "personname",
            "talker",
            "interlocutor",
            "author",
            "username",
            "user",
            "userid",
            "sender",
            "from",
            "actor",
            "character",
            "spk",
            "role",
            "speakerrole",
            "party",
            "sprecher",
            "sprecherin",
            "locuteur",
            "hablante",
            "source",
        ],
    ),
    (
        Role::Text,
        &[
            "text",
            "utterance",
            "utterancetext",
            "transcript",
            "transcription",
            "content",
            "words",
            "message",
            "messagetext",
            "speech",
            "sentence",
            "turntext",
            "dialogue",
            "dialog",
            "statement",
            "body",
            "verbatim",
            "said",
            "line",
            "caption",
            "subtitle",
            "segment",
            "segmenttext",
            "spokentext",
            "texto",
            "texte",
            "wortlaut",
        ],
    ),
    (
        Role::Start,
        &[
            "start",
            "starttime",
            "startms",
            "starttimems",
            "begin",
            "begintime",
            "beginms",
            "onset",
            "onsetms",
            "startsec",
            "startsecs",
            "startseconds",
            "starts",
            "timestart",
            "tstart",
            "timein",
            "in",
            "from",
            "time",
            "timestamp",
            "timestampms",
            "offset",
            "offsetms",
        ],
    ),
    (
        Role::End,
        &[
            "end",
            "endtime",
            "endms",
            "endtimems",
            "finish",
            "stop",
            "stoptime",
            "offset",
            "endsec",
            "endsecs",
            "endseconds",
            "ends",
            "timeend",
            "tend",
            "timeout",
            "out",
            "to",
        ],
    ),
    (
        Role::Conversation,
        &[
            "conversation",
            "conversationid",
            "convid",
            "convoid",
            "session",
            "sessionid",
            "sessionname",
            "transcriptid",
            "dialogueid",
            "dialogid",
            "interview",
            "interviewid",
            "meeting",
            "meetingid",
            "recording",
            "recordingid",
            "videoid",
            "root",
            "threadid",
            "chatid",
            "callid",
            "dyad",
            "dyadid",
            "file",
            "filename",
            "document",
            "documentid",
        ],
    ),
    (
        Role::Number,
        &[
            "turn",
            "turnid",
            "turnnumber",
            "turnno",
            "turnindex",
            "sequence",
            "sequenceid",
            "sequencenumber",
            "utteranceid",
            "utterancenumber",
            "utteranceno",
            "uttid",
            "uttno",
            "messageid",
            "segmentid",
            "index",
            "lineid",
            "linenumber",
            "lineno",
            "number",
            "no",
            "nr",
            "order",
            "position",
            "id",
        ],
    ),
];

/// A name as it is compared: lower case, letters and digits only.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which column holds what, for a list of names. Each column is used once at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Columns {
    pub(crate) speaker: Option<usize>,
    pub(crate) text: Option<usize>,
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    pub(crate) conversation: Option<usize>,
    pub(crate) number: Option<usize>,
    /// Whether the names say that times are milliseconds.
    pub(crate) in_ms: bool,
}

impl Columns {
    /// Finds the columns.
    pub(crate) fn find<S: AsRef<str>>(names: &[S]) -> Self {
        let keys: Vec<String> = names.iter().map(|n| key(n.as_ref())).collect();
        let mut used: Vec<usize> = Vec::new();
        let mut found = Self::default();
        for role in
            [Role::Text, Role::Start, Role::End, Role::Speaker, Role::Conversation, Role::Number]
        {
            // `from` is a speaker in chats, but a time beside `to`.
            let pair = |k: &str| {
                !matches!(k, "from" | "to" | "in" | "out" | "offset") || paired(k, role, &keys)
            };
            let list = NAMES.iter().find(|n| n.0 == role).map_or(&[][..], |n| n.1);
            let at = list
                .iter()
                .filter(|k| pair(k))
                .find_map(|k| keys.iter().position(|key| key == k).filter(|i| !used.contains(i)));
            let Some(at) = at else { continue };
            used.push(at);
            *found.slot(role) = Some(at);
        }
        let ms = |i: Option<usize>| i.and_then(|i| keys.get(i)).is_some_and(|k| k.ends_with("ms"));
        found.in_ms = ms(found.start) || ms(found.end);
        found
    }

    fn slot(&mut self, role: Role) -> &mut Option<usize> {
        match role {
            Role::Speaker => &mut self.speaker,
            Role::Text => &mut self.text,
            Role::Start => &mut self.start,
            Role::End => &mut self.end,
            Role::Conversation => &mut self.conversation,
            Role::Number => &mut self.number,
        }
    }

    /// How many columns were recognised.
    pub(crate) fn known(&self) -> usize {
        [self.speaker, self.text, self.start, self.end, self.conversation, self.number]
            .iter()
            .flatten()
            .count()
    }
}

/// Words with two meanings have the one of time only beside their partner.
fn paired(word: &str, role: Role, keys: &[String]) -> bool {
    let has = |k: &str| keys.iter().any(|key| key == k);
    match (word, role) {
        ("from", Role::Start) | ("to", Role::End) => {
            has("from") && has("to") && has_number_partner(keys)
        }
        ("from", _) => true,
        ("in", _) | ("out", _) => has("in") && has("out"),
        ("offset", Role::End) => has("onset"),
        ("offset", _) => !has("onset"),
        _ => true,
    }
}

/// `from` and `to` are times only where something else names the speaker or nobody does.
fn has_number_partner(keys: &[String]) -> bool {
    !keys.iter().any(|k| k == "message" || k == "body")
}

/// Whether these are the columns of Attunement's own study file.
pub(crate) fn is_study<S: AsRef<str>>(names: &[S]) -> bool {
    let keys: Vec<String> = names.iter().map(|n| key(n.as_ref())).collect();
    ["file", "voice", "participant", "role"].iter().all(|k| keys.iter().any(|key| key == k))
}

/// Whether these are the columns of a table of results.
pub(crate) fn is_result<S: AsRef<str>>(names: &[S]) -> bool {
    let results =
        ["marker", "markers", "lexicon", "hits", "per1000", "pvalue", "per100words", "severity"];
    names.iter().any(|n| results.contains(&key(n.as_ref()).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        let c = Columns::find(&["Session ID", "Role", "content", "sequence_id"]);
        assert_eq!(
            (c.conversation, c.speaker, c.text, c.number),
            (Some(0), Some(1), Some(2), Some(3))
        );
        let c = Columns::find(&["speaker", "role", "utterance_text", "start_ms", "end_ms"]);
        assert_eq!(
            (c.speaker, c.text, c.start, c.end, c.in_ms),
            (Some(0), Some(2), Some(3), Some(4), true)
        );
        let c = Columns::find(&["from", "message"]);
        assert_eq!((c.speaker, c.start), (Some(0), None));
        let c = Columns::find(&["onset", "offset", "who", "text"]);
        assert_eq!((c.start, c.end), (Some(0), Some(1)));
        assert!(is_study(&["file", "voice", "participant", "role", "session"]));
    }
}
