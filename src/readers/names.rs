//! Decides whether the words before a colon name a voice, looking at one label alone.
//!
//! Must not know: how often a label occurs (see `labels`), or which format it stands in.

use std::collections::HashSet;
use std::sync::LazyLock;

/// How much a label looks like the name of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Words with which sentences begin, such as `One thing` or `Listen`.
    Sentence,
    /// Facts about the session, such as `Date` or `Participants`.
    Fact,
    /// Written small, such as the screen name `kingfisher`.
    Small,
    /// Capitalised like a name.
    Name,
    /// A role, a number, a code or a single letter: `Therapist`, `SPEAKER 1`, `S01`, `T`.
    Role,
}

/// Words that begin sentences or stand in them, but never in a name.
static SENTENCE: Words = LazyLock::new(|| {
    words(
        " i my your his her its our their we you he she it they this that these \
    those there here what when where why who how which one two three first second third next last \
    finally so but and or because if then also just only listen look wait well okay ok yes no not \
    yeah right sure now anyway anyhow basically honestly example remember imagine think thing \
    things point problem question answer truth fact reason result is was are were be been said \
    says say like about to for with without from at in on it's that's here's there's i'm i've \
    don't can't maybe perhaps please thanks sorry hello hi hey plus meaning meanwhile hence thus \
    conclusion warning tip quote rule step part idea advice lesson goal trouble issue bottom worst \
    best only never always some any every all both each other same either whether again another \
    und aber oder ich du er sie es wir ihr nur also ja nein wie was wer wo warum mais et je tu \
    il elle nous vous donc pero y yo que porque entonces ",
    )
});

/// Facts that stand above a transcript, not in it.
static FACT: Words = LazyLock::new(|| {
    words(
        " date time title meeting meeting_title topic duration length location place \
    participants attendees present absent speakers recorded recording transcribed transcript \
    transcriber transcription file audio audio_file video source language kind session session_no \
    session_number session_id session_date session_type start start_time end end_time agenda notes \
    note summary action_items keywords key legend id project version created author_note http https \
    www url link email subject_line study consent pseudonym pseudonyms setting format condition \
    phase visit datum dauer teilnehmer titel ort fecha tema durée lieu interview_date interview \
    interview_no abstract description copyright chapter part break music intro outro title_of_session ",
    )
});

/// Words for the parts that people have in a conversation.
static ROLE: Words = LazyLock::new(|| {
    words(
        " therapist therapists counsellor counselor clinician psychologist \
    psychiatrist facilitator cotherapist co-therapist analyst coach client patient partner husband \
    wife spouse interviewer interviewee moderator respondent participant subject speaker person \
    voice unknown unidentified female male man woman mother father mom mum dad son daughter \
    doctor nurse tutor student teacher host guest researcher observer interpreter guide sitter \
    narrator caller agent user assistant member group everyone all couple sp spk spkr pt th cl \
    sprecher sprecherin therapeut therapeutin klient klientin patientin terapeuta paciente cliente \
    thérapeute kommentator moderatorin interviewerin befragte befragter ",
    )
});

/// Small words that may stand inside a name.
static INNER: Words = LazyLock::new(|| {
    words(
        " de da do dos das del della di du van von der den zu la le el al bin ben ibn \
    and & y e und et of the st ",
    )
});

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// Whether a list above holds a word.
fn among(list: &'static Words, word: &str) -> bool {
    list.contains(word)
}

/// A list, looked up by hash since every line of a file asks; it is never gone through.
type Words = LazyLock<HashSet<&'static str>>;

/// A label as it is kept: markup and outer marks gone, white space folded.
pub(crate) fn clean(label: &str) -> String {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(c, '*' | '_' | '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
    };
    let folded = label.trim_matches(marks).split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = folded.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
    // noScribe writes `//S02` where a voice sets in while another one speaks.
    inner.map_or(folded.trim_start_matches('/').to_owned(), |l| l.trim().to_owned())
}

/// What kind of label this is; `None` if it can be none.
///
/// A label is at most 60 characters and five words long (an organisation in brackets is not
/// counted) and holds no punctuation of sentences. A full stop is good after an initial or a title
/// and inside a screen name; one comma is good between capitalised words, as in `Reyes, Ana`.
pub(crate) fn kind(label: &str) -> Option<Kind> {
    let label = clean(label);
    if label.is_empty() || label.chars().count() > 60 {
        return None;
    }
    let bare = without_brackets(&label);
    let words: Vec<&str> = bare.split_whitespace().collect();
    if words.is_empty() || words.len() > 5 || !marks_are_good(bare, &words) {
        return None;
    }
    if !label.chars().any(char::is_alphanumeric) {
        return None;
    }
    let small: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    if is_fact(&small) {
        return Some(Kind::Fact);
    }
    if is_code(bare) || is_role(&small) {
        return Some(Kind::Role);
    }
    if small.iter().any(|w| among(&SENTENCE, w)) {
        return Some(Kind::Sentence);
    }
    let capital = |w: &&str| !w.starts_with(char::is_lowercase);
    let names = words.iter().zip(&small).all(|(w, s)| capital(w) || among(&INNER, s));
    if names && words.iter().any(|w| w.chars().any(char::is_alphabetic)) || bare.starts_with('+') {
        return Some(Kind::Name);
    }
    // Several small words are far more often the beginning of a sentence than a screen name.
    Some(if words.len() <= 2 { Kind::Small } else { Kind::Sentence })
}

/// `S01`, `P1`, `T`, `SPEAKER_00`, `MARY`, `INT.`: codes and labels in capitals.
pub(crate) fn is_code(label: &str) -> bool {
    let good = |c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | ' ' | '#')
    };
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let words = label.split_whitespace().count();
    letters > 0 && words <= 3 && label.chars().all(good) && !is_shouted(label)
}

/// Capitals that are a cry or a heading rather than a label, such as `BUT` or `WAIT`.
fn is_shouted(label: &str) -> bool {
    let small = label.to_lowercase();
    let words: Vec<String> = small.split_whitespace().map(str::to_owned).collect();
    label.chars().count() > 1 && (words.iter().any(|w| among(&SENTENCE, w)) || is_fact(&words))
}

fn is_fact(words: &[String]) -> bool {
    let joined = words.join("_");
    among(&FACT, &joined)
        || (words.len() > 1 && words.iter().all(|w| among(&FACT, w) || among(&INNER, w)))
        || (words.len() > 1
            && words.last().is_some_and(|w| {
                matches!(
                    w.as_str(),
                    "date" | "time" | "title" | "by" | "duration" | "file" | "id" | "number"
                )
            }))
}

fn is_role(words: &[String]) -> bool {
    let number = |w: &str| w.chars().all(|c| c.is_ascii_digit() || matches!(c, '#' | '.' | '_'));
    let letter = |w: &str| w.chars().count() == 1;
    let role = |w: &str| {
        let base = w.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '#'));
        among(&ROLE, base) || base.strip_suffix("_").is_some_and(|b| among(&ROLE, b))
    };
    words.iter().any(|w| role(w))
        && words.iter().all(|w| role(w) || number(w) || letter(w) || among(&INNER, w))
}

/// The label without a part in brackets at its end, such as an organisation or pronouns.
fn without_brackets(label: &str) -> &str {
    match (label.find(['(', '[']), label.ends_with([')', ']'])) {
        (Some(at), true) if at > 0 => label.get(..at).unwrap_or(label).trim_end(),
        _ => label,
    }
}

fn marks_are_good(bare: &str, words: &[&str]) -> bool {
    let bad = |c: char| {
        matches!(
            c,
            '?' | '!'
                | ';'
                | ':'
                | '"'
                | '“'
                | '”'
                | '„'
                | '…'
                | '='
                | '<'
                | '>'
                | '{'
                | '}'
                | '\\'
                | '—'
                | '$'
                | '%'
        )
    };
    // De-identified names often are tokens such as `<NAME>`, `[Client]` or `{PERSON_1}`.
    let token = words.len() <= 2 && bare.starts_with(['<', '{']) && bare.ends_with(['>', '}']);
    let inner = if token { bare.get(1..bare.len() - 1).unwrap_or(bare) } else { bare };
    if inner.chars().any(bad) || inner.contains("...") || inner.contains("//") {
        return false;
    }
    let brackets = |open, close| inner.matches(open).count() == inner.matches(close).count();
    if !brackets('(', ')') || !brackets('[', ']') || inner.starts_with('(') {
        return false;
    }
    let stops = words.iter().all(|w| match w.strip_suffix('.') {
        Some(head) => head.chars().count() <= 4 && !head.ends_with('.'),
        None => true,
    });
    let commas = bare.matches(',').count();
    let comma = commas == 0
        || (commas == 1
            && !bare.ends_with(',')
            && words.iter().all(|w| w.starts_with(|c: char| c.is_uppercase())));
    stops && comma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_label() {
        for l in [
            "Therapist",
            "SPEAKER 1",
            "Speaker_01",
            "S01",
            "T",
            "I",
            "Partner A",
            "INT.",
            "Client 2",
            "Unknown Speaker",
        ] {
            assert_eq!(kind(l), Some(Kind::Role), "{l}");
        }
        for l in [
            "Ana",
            "Ana Reyes (Clinic)",
            "Dr. Okafor",
            "J. de Wit",
            "Reyes, Ana",
            "+49*******12",
            "Zoë O'Neil-Hart",
            "Ms. B.",
        ] {
            assert_eq!(kind(l), Some(Kind::Name), "{l}");
        }
        for l in ["kingfisher", "mr. okafor"] {
            assert_eq!(kind(l), Some(Kind::Small), "{l}");
        }
        for l in ["One thing", "Listen", "So", "My mother told me", "what he meant was", "BUT"] {
            assert_eq!(kind(l), Some(Kind::Sentence), "{l}");
        }
        for l in ["Date", "Meeting Title", "Participants", "Transcribed by", "Session Date", "DATE"]
        {
            assert_eq!(kind(l), Some(Kind::Fact), "{l}");
        }
        for l in ["Oh, well", "I said no. Then", "Really?", "", "a b c d e f", "--", "and so on..."]
        {
            assert!(matches!(kind(l), None | Some(Kind::Sentence)), "{l}: {:?}", kind(l));
        }
    }

    #[test]
    fn labels_are_cleaned() {
        assert_eq!(clean("**Ana  Reyes**"), "Ana Reyes");
        assert_eq!(clean(" [SPEAKER_00] "), "SPEAKER_00");
    }
}
