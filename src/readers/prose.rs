//! Cleans the words of plain text: Markdown escapes, and times between the words.
//!
//! Must not know: who speaks.

use super::time::{self, Stamp};

/// The words without times in brackets and escapes, and the first time if it opens the text.
pub(crate) fn clean(text: &str) -> (Option<Stamp>, String) {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    while let Some(at) = rest.find(['[', '(', '\\', '#']) {
        let here = rest.get(at..).unwrap_or("");
        out.push_str(rest.get(..at).unwrap_or(""));
        // In round brackets a time may be what somebody said, unless it has hours.
        let stamp = time::bracketed(here).filter(|(_, _, used)| {
            !here.starts_with('(') || here.get(..*used).is_some_and(|t| t.matches(':').count() >= 2)
        });
        if let Some((start, _, used)) = stamp {
            if out.trim().is_empty() && first.is_none() {
                first = Some(start);
            }
            rest = here.get(used..).unwrap_or("");
            // The space on one side of the time goes with it.
            if out.is_empty() || out.ends_with(' ') {
                rest = rest.trim_start_matches(' ');
            }
            continue;
        }
        let mut chars = here.chars();
        let mark = chars.next().unwrap_or('\\');
        let escaped =
            mark == '\\' && chars.clone().next().is_some_and(|c| "[]*_#()>-.!~`".contains(c));
        if !escaped {
            out.push(mark);
        } else if let Some(c) = chars.next() {
            out.push(c);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    (first, out.trim().to_owned())
}

/// Whether the line is a rule, or a program's remark such as `Transcribed by …`, and no speech.
pub(crate) fn remark(line: &str) -> bool {
    let line = line.trim();
    if !line.chars().any(char::is_alphanumeric)
        && line.chars().count() >= 3
        && !line.contains(['?', '!', '.', '…'])
    {
        return true;
    }
    if line.len() > 90 {
        return false;
    }
    let small = line.to_lowercase();
    let small = small.trim_matches(|c: char| !c.is_alphanumeric());
    let starts = [
        "transcribed by",
        "transcribed with",
        "transcript by",
        "transcript generated",
        "end of transcript",
        "end of session",
        "end of recording",
        "end of interview",
        "end of audio",
        "audio file",
        "this transcript was",
        "transcription by",
    ];
    let noun =
        ["meeting", "recording", "transcription", "transcript", "session", "interview", "audio"];
    let verb = ["started", "ended", "stopped", "begins", "ends", "paused", "resumed"];
    let mut words = small.split_whitespace();
    let (one, two, three) = (words.next(), words.next(), words.next());
    let event = three.is_none()
        && one.is_some_and(|w| noun.contains(&w))
        && two.is_some_and(|w| verb.contains(&w));
    starts.iter().any(|s| small.starts_with(s)) || event
}

/// Whether chat lines say that somebody reacted to another message.
pub(crate) fn reaction(text: &str) -> bool {
    let quoted = text.contains(['"', '“', '„', '«']);
    let english = text.starts_with("Reacted to ") && text.contains(" with ")
        || text.starts_with("Removed a ") && text.contains(" reaction from ");
    // Other languages put the words in another order; a quotation with a picture and hardly
    // anything else is their sign.
    let picture = text
        .chars()
        .rev()
        .take(16)
        .any(|c| matches!(u32::from(c), 0x2600..=0x27BF | 0x1F300..=0x1FAFF));
    let cut = text.contains("...\"") || text.contains("…\"") || text.contains("...“");
    english
        || (quoted && picture && (cut || text.starts_with("Hat auf ")) && text.chars().count() < 90)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_between_words() {
        let c = |t: &str| clean(t);
        assert_eq!(c(r"\[04:01\] Yeah. It was").1, "Yeah. It was");
        assert_eq!(c(r"\[04:01\] Yeah").0.map(|s| s.ms), Some(241_000));
        assert_eq!(c("so [00:01:02] then").1, "so then");
        assert_eq!(c(r"\[laughs\] no").1, "[laughs] no");
        assert_eq!(c("at (5:30) we left").1, "at (5:30) we left");
        assert_eq!(c("[crosstalk 00:01:05] what").1, "[crosstalk 00:01:05] what");
        assert_eq!(c(r"C:\new [").1, r"C:\new [");
    }

    #[test]
    fn remarks_and_reactions() {
        assert!(
            remark("=====")
                && remark("Transcribed by https://example.org")
                && remark("Meeting ended")
        );
        assert!(!remark("...") && !remark("The meeting ended badly") && !remark("We met."));
        assert!(reaction("Reacted to \"I hear you...\" with ❤️"));
        assert!(!reaction("I reacted to him with \"no\""));
    }
}
