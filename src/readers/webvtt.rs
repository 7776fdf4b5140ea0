//! Reads WebVTT, which Zoom, Teams, YouTube and most subtitle programs write.
//!
//! Must not know: how voices are found in cues.

use super::blocks::{self, Dialect};
use super::reader::{Reader, Reading};
use super::{cues, order};
use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// The WebVTT reader.
#[derive(Debug)]
pub(super) struct WebVtt;

impl Reader for WebVtt {
    fn name(&self) -> &'static str {
        "webvtt"
    }

    fn looks_like(&self, source: &Source<'_>) -> bool {
        let first = source.filled().next().map_or("", |(_, l)| l.trim());
        let rest = first.strip_prefix("WEBVTT");
        rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
    }

    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic> {
        let (mut cues, unplaced, mut problems) = blocks::cues(source, Dialect::WebVtt);
        problems.extend(order::sort(&mut cues));
        Ok(cues::read(&cues, self.name(), source.encoding(), unplaced, problems))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `voice: text` per utterance; `?` for an unknown voice.
    fn said(body: &str) -> Vec<String> {
        let source = Source::new(format!("WEBVTT\n\n{body}"), "UTF-8");
        let t = WebVtt.read(&source).unwrap().transcript;
        t.utterances
            .iter()
            .map(|u| format!("{}: {}", u.voice.map_or("?", |v| &t.voices[v]), u.text))
            .collect()
    }

    fn cue(n: u32, text: &str) -> String {
        format!("00:00:{n:02}.000 --> 00:00:{:02}.000\n{text}\n\n", n + 1)
    }

    #[test]
    fn name_prefixes_and_cues_without_one() {
        let body: String = [
            "Dr. Okafor (North Clinic): How was the week?",
            "Lena: Hard. One thing: I slept.",
            "And then we fought.",
            "Listen: no.",
            "Lena: I left.",
            "Dr. Okafor (North Clinic): You left.",
        ]
        .iter()
        .zip(1..)
        .map(|(t, n)| cue(n, t))
        .collect();
        assert_eq!(
            said(&body),
            [
                "Dr. Okafor (North Clinic): How was the week?",
                "Lena: Hard. One thing: I slept. And then we fought. Listen: no. I left.",
                "Dr. Okafor (North Clinic): You left."
            ]
        );
    }

    #[test]
    fn voice_tags() {
        let body = cue(1, "<v Dr. Okafor>How are you?</v>")
            + &cue(2, "<v.loud Dr. Okafor>Both of you.")
            + &cue(3, "<v Lena>Fine.</v><v Tom>Not <b>fine</b>.</v>")
            + &cue(4, "<v Tom>One thing: he lied &amp; I knew</v>");
        assert_eq!(
            said(&body),
            [
                "Dr. Okafor: How are you? Both of you.",
                "Lena: Fine.",
                "Tom: Not fine. One thing: he lied & I knew"
            ]
        );
    }

    #[test]
    fn dashes_have_no_names() {
        assert_eq!(said(&cue(1, "- Are you\ncoming?\n- No.")), ["?: Are you coming?", "?: No."]);
        assert_eq!(said(&cue(1, "[Music]")), Vec::<String>::new());
    }

    #[test]
    fn sentences_with_colons_in_a_file_without_names() {
        let body = cue(1, "One thing: I never said that") + &cue(2, "Listen: no") + &cue(3, "fine");
        assert_eq!(said(&body).len(), 3);
        assert!(said(&body).iter().all(|s| s.starts_with("?: ")));
    }
}
