//! Why a rule counts or does not, in plain sentences.
//!
//! Must not know: how they are laid out.

use attunement::lexicon::{At, Lexicon, Pattern, Relation, Rule};
use attunement::model::{Codebook, Role, Span};
use attunement::tagger::{Asked, Glance, Halted, Lack, Lacking, Remark, Retold, Scope, Stop};

use super::subject::Subject;
use crate::cli::underline::cut;

/// Longer quotations are cut.
const LONGEST_QUOTE: usize = 48;
/// So many markers are named in a row.
const MOST_NAMED: usize = 6;

/// Puts into words what was found out about one utterance.
pub(super) struct Teller<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) subject: &'a Subject,
    pub(super) words: usize,
}

/// A person of a role, as one of them.
pub(in crate::cli::commands) fn someone(role: Role) -> &'static str {
    match role {
        Role::Partner => "a partner",
        Role::Client => "a client",
        Role::Therapist => "a therapist",
        Role::Other => "somebody whose role is not known",
    }
}

/// Several names as a person would list them.
pub(in crate::cli::commands) fn listed(names: &[String], last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., end] => format!("{} {last} {end}", front.join(", ")),
    }
}

/// A text in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\u{201C}{}\u{201D}", cut(text, LONGEST_QUOTE))
}

impl Teller<'_> {
    /// Words of the utterance in quotation marks.
    pub(super) fn quote(&self, span: Span) -> String {
        quoted(span.of(self.subject.text()))
    }

    /// Words that decide, in quotation marks: of *don't* the whole word, and not its end alone.
    fn cue_quote(&self, span: Span) -> String {
        let before = self.subject.text().get(..span.start).unwrap_or("");
        let word = before.trim_end_matches(char::is_alphanumeric).len();
        self.quote(Span::new(word, span.end))
    }

    /// A marker's plain name.
    pub(super) fn label(&self, marker: usize) -> &str {
        &self.lexicon.codebook.markers[marker].label
    }

    /// An utterance by its number and voice.
    pub(super) fn turn(&self, at: usize) -> String {
        let said = &self.subject.said[at];
        match (&self.subject.place, said.voice.is_empty()) {
            (None, _) => "what was said before".to_string(),
            (Some(_), true) => format!("turn {}", said.number),
            (Some(_), false) => format!("turn {} ({})", said.number, said.voice),
        }
    }

    /// The words that stopped a rule, each with what they are.
    pub(super) fn cue(&self, stop: &Stop) -> Option<(Span, String)> {
        let (span, what) = match stop {
            Stop::Negated(cue) | Stop::Turned { words: cue, .. } => (*cue, "negation"),
            Stop::Imagined(cue) => (*cue, "only imagined"),
            Stop::Question(Asked::Mark(mark)) => (*mark, "question"),
            Stop::Question(Asked::Opening(words)) => (*words, "begins a question"),
            Stop::Excluded { words, .. } => (*words, "exception"),
            Stop::Void { marker, words } => {
                return Some((*words, format!("{}, takes it back", self.label(*marker))));
            }
            Stop::Role
            | Stop::Target
            | Stop::Length
            | Stop::Place
            | Stop::Previous
            | Stop::NotNegated
            | Stop::NoQuestion => return None,
        };
        Some((span, what.to_string()))
    }

    /// Why a rule whose words are there does not count.
    pub(super) fn stopped(&self, halted: &Halted) -> String {
        let rule = &self.lexicon.rules[halted.rule];
        let why = self.stop(rule, &halted.stop);
        match halted.stop {
            Stop::Previous => format!("{why} {}", self.looked(rule, &halted.before)),
            _ => why,
        }
    }

    /// What stops, or would stop, a rule.
    pub(super) fn stop(&self, rule: &Rule, stop: &Stop) -> String {
        match stop {
            Stop::Role => self.role(rule),
            Stop::Target => self.target(rule),
            Stop::Length => length(rule, self.words),
            Stop::Place => format!("It counts only {}.", standing(rule.at)),
            Stop::Previous => wanted(&self.lexicon.codebook, rule),
            Stop::Negated(cue) => format!(
                "{} stands before it in the same clause, so the opposite is said.",
                self.cue_quote(*cue)
            ),
            Stop::NotNegated => {
                "It counts only where a word such as “not” or “never” stands before it in the same clause, and none does."
                    .to_string()
            }
            Stop::Question(Asked::Mark(_)) => {
                "The sentence is a question, and only what is stated counts.".to_string()
            }
            Stop::Question(Asked::Opening(words)) => format!(
                "The sentence begins as a question does, with {}, and only what is stated counts.",
                self.quote(*words)
            ),
            Stop::NoQuestion => "It counts only in a question, and this sentence is none.".to_string(),
            Stop::Imagined(cue) => format!(
                "{} stands before it in the same clause, so it is only imagined.",
                self.cue_quote(*cue)
            ),
            Stop::Excluded { scope, words, .. } => {
                format!("{} {}, and beside these words the rule does not count.", self.quote(*words), around(*scope))
            }
            Stop::Turned { marker, words } => format!(
                "{} stands before it in the same clause and turns it into its opposite: {}.",
                self.cue_quote(*words),
                self.label(*marker)
            ),
            Stop::Void { marker, words } => format!(
                "Later in the turn stands {} ({}), which takes it back.",
                self.quote(*words),
                self.label(*marker)
            ),
        }
    }

    fn role(&self, rule: &Rule) -> String {
        let roles: Vec<String> = rule.roles.iter().map(|r| someone(*r).to_string()).collect();
        match self.subject.said[self.subject.at].role {
            Some(role) => format!(
                "It is looked for only in the words of {}, and here {} speaks.",
                listed(&roles, "or"),
                someone(role)
            ),
            None => {
                "Nothing is looked for in these words: nobody has said whose they are.".to_string()
            }
        }
    }

    fn target(&self, rule: &Rule) -> String {
        match rule.target {
            attunement::lexicon::Target::You => {
                "It has to be said to the partner, and a client alone with a therapist is not speaking to one."
            }
            _ => {
                "It speaks about the partner as “he”, “she” or “they”, which counts only where a therapist is there to be told."
            }
        }
        .to_string()
    }

    /// What was found when a rule looked at what went before.
    fn looked(&self, rule: &Rule, before: &[(usize, Glance)]) -> String {
        let met = before.iter().find(|b| matches!(b.1, Glance::Lacks | Glance::Ending));
        let tiny: Vec<String> =
            before.iter().filter(|b| b.1 == Glance::Tiny).map(|b| self.turn(b.0)).collect();
        let stepped = match tiny.as_slice() {
            [] => String::new(),
            _ => format!(" Stepped over, being a word or two: {}.", listed(&tiny, "and")),
        };
        let bare = self.subject.place.is_none();
        let found = match met {
            Some((at, Glance::Ending)) => {
                let asks = rule.previous.as_ref().and_then(|p| p.question) == Some(false);
                let ends = if asks { "ends" } else { "does not end" };
                format!("Looked at: {}, which {ends} in a question.", self.turn(*at))
            }
            Some((at, _)) => format!("Looked at: {}, where none was seen.", self.turn(*at)),
            None if bare && before.is_empty() => {
                "Nothing was said before it; --reply-to \"…\" tells what was.".to_string()
            }
            None => "There is no such turn before it.".to_string(),
        };
        found + &stepped
    }

    /// What was found out about a rule that fired.
    pub(super) fn remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::Answers(at) => format!("It answers {}, as it has to.", self.turn(*at)),
            Remark::Retold(Retold::Quoted(_)) => {
                "The words stand in quotation marks: somebody is quoted.".to_string()
            }
            Remark::Retold(Retold::Said(cue)) => {
                format!("{} stands before it: somebody's words are retold.", self.quote(*cue))
            }
            Remark::Prompted(at) => {
                format!("The therapist had just said these very words: {}.", self.turn(*at))
            }
            Remark::Doubtful(cue) => format!(
                "{} is often meant otherwise, so that it weighs half; a person has to look.",
                self.quote(*cue)
            ),
            Remark::Opposite { of, negation } => format!(
                "{} turns {} into its opposite.",
                self.cue_quote(*negation),
                quoted(self.label(*of))
            ),
        }
    }

    /// The words by which something was found out, and what they are.
    pub(super) fn remark_cue(&self, remark: &Remark) -> Option<(Span, &'static str)> {
        match remark {
            Remark::Retold(Retold::Quoted(span)) => Some((*span, "quoted")),
            Remark::Retold(Retold::Said(span)) => Some((*span, "retold after this")),
            Remark::Doubtful(span) => Some((*span, "often meant otherwise")),
            Remark::Opposite { negation, .. } => Some((*negation, "negation")),
            Remark::Answers(_) | Remark::Prompted(_) => None,
        }
    }

    /// What a pattern expected next and did not find.
    pub(super) fn lack(&self, lack: &Lack, written: &str) -> String {
        match &lack.what {
            Lacking::Words { such_as, instead } => {
                let unit = written.get(lack.place.clone()).unwrap_or("");
                let names: Vec<String> = such_as.iter().map(|w| quoted(w)).collect();
                let set = unit.starts_with('@') || unit.contains("(@");
                let expected = match (names.is_empty(), set) {
                    (true, _) => unit.to_string(),
                    (false, true) => format!("a word such as {}", listed(&names, "or")),
                    (false, false) => listed(&names, "or"),
                };
                match instead {
                    Some(span) => {
                        format!("{} stands where it expects {expected}", self.quote(*span))
                    }
                    None => format!("{expected} is missing"),
                }
            }
            Lacking::NothingBetween(span) => {
                format!("{} stands between, where nothing may stand", self.quote(*span))
            }
            Lacking::MoreBetween => "more words have to stand between".to_string(),
            Lacking::OneSentence(span) => {
                format!(
                    "a sentence ends before {}, and the words have to stand in one",
                    self.quote(*span)
                )
            }
            Lacking::AnythingBut(span) => format!("{} must not stand there", self.quote(*span)),
            Lacking::TurnStart(span) => {
                format!("{} has to begin the turn", self.quote(*span))
            }
            Lacking::TurnEnd(span) => format!("{} has to end the turn", self.quote(*span)),
            Lacking::SentenceEdge(span) => {
                format!("a sentence has to begin or end at {}", self.quote(*span))
            }
            Lacking::QuestionEnd(span) => {
                format!("a question mark has to follow {}", self.quote(*span))
            }
        }
    }
}

/// What a rule asks to have gone before.
pub(in crate::cli::commands) fn wanted(codebook: &Codebook, rule: &Rule) -> String {
    let Some(previous) = &rule.previous else { return String::new() };
    let whose = match previous.speaker {
        Relation::OtherPartner => "the other partner",
        Relation::Other => "somebody else",
        Relation::Therapist => "the therapist",
        Relation::Same => "the same person",
    };
    let turns = match previous.within {
        1 => "turn".to_string(),
        n => format!("last {n} turns"),
    };
    let mut wanted = match previous.speaker {
        Relation::Same => format!("It counts only after another {turns} of {whose}"),
        _ => format!("It counts only as an answer to {whose}"),
    };
    if !previous.any.is_empty() {
        wanted.push_str(&format!(
            ", in whose {turns} one of these has to be seen: {}",
            markers(codebook, &previous.any)
        ));
    }
    match previous.question {
        Some(true) => wanted.push_str("; that turn has to end in a question"),
        Some(false) => wanted.push_str("; that turn must not end in a question"),
        None => {}
    }
    wanted + "."
}

/// The markers that a rule asks for; all markers of a construct are named by it.
pub(in crate::cli::commands) fn markers(codebook: &Codebook, any: &[usize]) -> String {
    let mut left = any.to_vec();
    let mut names = Vec::new();
    for (i, construct) in codebook.constructs.iter().enumerate() {
        let members: Vec<usize> = codebook.members(i).collect();
        if members.len() > 1 && members.iter().all(|m| left.contains(m)) {
            left.retain(|m| !members.contains(m));
            names.push(construct.label.clone());
        }
    }
    names.extend(left.iter().map(|m| codebook.markers[*m].label.clone()));
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    listed(&names, "or")
}

fn length(rule: &Rule, words: usize) -> String {
    let has = format!("this one has {words}");
    match (rule.min_words, rule.max_words) {
        (0 | 1, most) => format!("It counts only in turns of at most {most} words, and {has}."),
        (least, usize::MAX) => {
            format!("It counts only in turns of at least {least} words, and {has}.")
        }
        (least, most) => format!("It counts only in turns of {least} to {most} words, and {has}."),
    }
}

pub(in crate::cli::commands) fn standing(at: At) -> &'static str {
    match at {
        At::Anywhere => "here",
        At::TurnStart => "at the very beginning of the turn",
        At::TurnEnd => "at the very end of the turn",
        At::WholeTurn => "where nothing else is said in the turn",
        At::SentenceStart => "at the beginning of a sentence",
        At::SentenceEnd => "at the end of a sentence",
        At::WholeSentence => "where it is a sentence by itself",
    }
}

fn around(scope: Scope) -> &'static str {
    match scope {
        Scope::Sentence => "stands in the same sentence",
        Scope::Before => "stands before it in the same sentence",
        Scope::After => "stands after it",
        Scope::Turn => "stands in the same turn",
    }
}

/// The exclusion of a rule, and the key under which it is written.
pub(super) fn exclusion(rule: &Rule, scope: Scope, number: usize) -> (&'static str, &str) {
    let (key, patterns): (_, &[Pattern]) = match scope {
        Scope::Sentence => ("unless", &rule.unless),
        Scope::Before => ("unless_before", &rule.unless_before),
        Scope::After => ("unless_after", &rule.unless_after),
        Scope::Turn => ("unless_turn", &rule.unless_turn),
    };
    (key, patterns.get(number).map_or("", |p| &p.written))
}
