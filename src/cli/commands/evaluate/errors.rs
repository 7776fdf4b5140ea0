//! The plainest misses and false hits with what was said before them, for a person at the terminal.
//!
//! Must not know: how any of it was found.

use std::fmt::Write as _;

use attunement::evaluate::{Evaluation, SeenConversation, SeenUtterance};
use attunement::gold::{GoldFile, GoldUtterance, Place, first_conversations};
use attunement::lexicon::Lexicon;

use crate::cli::terminal::width;
use crate::cli::underline::paragraph;

/// For each target so many of either kind.
pub(super) fn shown(
    evaluation: &Evaluation,
    files: &[GoldFile],
    seen: &[SeenConversation],
    lexicon: &Lexicon,
    most: usize,
) -> String {
    let sheet = Sheet { files, seen, lexicon, firsts: first_conversations(files) };
    let mut out = String::new();
    for result in &evaluation.targets {
        let name = &result.target.name;
        let kinds = [
            ("seen, and not coded so", &result.false_hits),
            ("coded, and not seen", &result.misses),
        ];
        for (what, places) in kinds.into_iter().filter(|(_, p)| !p.is_empty()) {
            let of = places.len();
            let _ = writeln!(out, "\n{name}: {what} ({} of {of})", most.min(of));
            for place in places.iter().take(most) {
                out.push_str(&sheet.one(*place, &result.target.markers));
            }
        }
    }
    out
}

struct Sheet<'a> {
    files: &'a [GoldFile],
    seen: &'a [SeenConversation],
    lexicon: &'a Lexicon,
    /// For each file the place of its first conversation in `seen`.
    firsts: Vec<usize>,
}

impl Sheet<'_> {
    fn one(&self, place: Place, markers: &[usize]) -> String {
        let file = &self.files[place.file];
        let conversation = &file.conversations[place.conversation];
        let utterance = &conversation.utterances[place.utterance];
        let seen = &self.seen[self.firsts[place.file] + place.conversation];
        let mut out = format!("\n  {}:{}\n", file.name, utterance.line);
        if let Some(before) = place.utterance.checked_sub(1) {
            let before = &conversation.utterances[before];
            out.push_str(&paragraph(&said(before, &conversation.speakers), width(), 4));
        }
        out.push_str(&paragraph(&said(utterance, &conversation.speakers), width(), 2));
        let codes = utterance.labels.as_deref().unwrap_or_default();
        let codes = if codes.is_empty() { "none".to_string() } else { codes.join(", ") };
        let marks = self.marks(&seen.utterances[place.utterance], markers);
        let _ = writeln!(out, "    codes: {codes}; rules: {marks}");
        out
    }

    fn marks(&self, seen: &SeenUtterance, markers: &[usize]) -> String {
        let own = seen.rules.iter().filter(|r| markers.contains(&r.marker));
        let rules: Vec<&str> = own.map(|r| self.lexicon.rules[r.rule].id.as_str()).collect();
        if rules.is_empty() { "none".to_string() } else { rules.join(", ") }
    }
}

fn said(utterance: &GoldUtterance, speakers: &[String]) -> String {
    let who = utterance.speaker.and_then(|s| speakers.get(s)).map_or("?", String::as_str);
    format!("{who} ({}): {}", utterance.role, utterance.text)
}
