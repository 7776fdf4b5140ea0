//! Turns cues into turns: finds who speaks in them and joins what belongs together.
//!
//! Must not know: how a file is divided into cues.
//!
//! The rule. Voice tags come first. Where cues have a name alone on their first line, as in Teams'
//! documents, that is the voice. Else a prefix `Name: ` is one if the whole file says so (see
//! `labels`); then a cue without a prefix goes on with the turn before it. A line that begins with
//! a dash or `>>` is another person, unnamed unless a prefix follows.

use super::blocks::Cue;
use super::labels::{Labels, Manner, Tally};
use super::markup::{self, Mark};
use super::names::{self, Kind};
use super::problems::{Unplaced, count, list_lines, no_voices};
use super::reader::Reading;
use super::rolling;
use super::turns::{Builder, Piece};
use crate::diagnostic::Diagnostic;

/// A cue after its marks were taken out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    pub(crate) start: Option<i64>,
    pub(crate) end: Option<i64>,
    pub(crate) lines: Vec<Line>,
}

/// A line of a cue, or the part of it within one voice tag.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) tag: Option<String>,
    pub(crate) text: String,
}

/// Reads cues that are in order.
pub(crate) fn read(
    cues: &[Cue<'_>],
    format: &'static str,
    encoding: &'static str,
    unplaced: Unplaced,
    mut problems: Vec<Diagnostic>,
) -> Reading {
    let mut shown: Vec<Shown> = cues.iter().map(show).collect();
    let tagged = shown.iter().any(|s| s.lines.iter().any(|l| l.tag.is_some()));
    if !tagged {
        rolling::unroll(&mut shown);
    }
    if !tagged && name_lines(&shown) {
        shown.iter_mut().for_each(take_name);
    }
    let labels = prefixes(&shown);
    let mut speech = Speech { labels, builder: Builder::default(), last: None, sounds: Vec::new() };
    shown.iter().for_each(|s| speech.cue(s));
    problems.extend(speech.labels.rare());
    let transcript = speech.builder.finish(format, encoding);
    if let Some(&first) = speech.sounds.first() {
        let what = count(speech.sounds.len(), "line holds", "lines hold");
        let message = format!("{what} only a sound or a pause: {}", list_lines(&speech.sounds));
        problems.push(Diagnostic::note("sounds-only", message).at(first));
    }
    problems.extend(unplaced.diagnostic());
    if transcript.voices.is_empty() {
        problems.push(no_voices(
            "export it with speaker names, or write each person's name and a colon before their words",
        ));
    } else if let Some(d) = unnamed(&transcript) {
        problems.push(d);
    }
    Reading { transcript, problems }
}

/// The note about speech of nobody in a file that names its voices.
pub(crate) fn unnamed(transcript: &crate::model::Transcript) -> Option<Diagnostic> {
    let lines: Vec<usize> =
        transcript.utterances.iter().filter(|u| u.voice.is_none()).map(|u| u.line).collect();
    let what = count(lines.len(), "utterance has", "utterances have");
    Some(
        Diagnostic::note(
            "unnamed-speech",
            format!("{what} no named voice: {}", list_lines(&lines)),
        )
        .at(*lines.first()?)
        .help("these words count for nobody; name the voice if they should"),
    )
}

/// Takes the marks out of one cue. A voice tag holds until it is closed or the cue ends.
fn show(cue: &Cue<'_>) -> Shown {
    let mut lines: Vec<Line> = Vec::new();
    let mut tag: Option<String> = None;
    for (number, raw) in &cue.lines {
        for mark in markup::parse(raw) {
            match mark {
                Mark::Voice(name) => tag = Some(names::clean(&name)).filter(|n| !n.is_empty()),
                Mark::End => tag = None,
                Mark::Text(text) if text.trim().is_empty() => {}
                Mark::Text(text) => lines.push(Line { number: *number, tag: tag.clone(), text }),
            }
        }
    }
    Shown { start: cue.start, end: cue.end, lines }
}

/// Whether the cues have a name alone on their first line.
fn name_lines(shown: &[Shown]) -> bool {
    let (mut all, mut named) = (0usize, 0usize);
    let mut seen = std::collections::BTreeSet::new();
    for lines in shown.iter().map(|s| &s.lines).filter(|l| !l.is_empty()) {
        all += 1;
        let first = lines[0].text.trim().trim_end_matches(':');
        if lines.len() >= 2 && names::kind(first).is_some_and(|k| k >= Kind::Small) {
            named += 1;
            seen.insert(first);
        }
    }
    // Where nobody comes twice, the first lines may as well be capitalised words of speech.
    let recur = seen.len() * 2 <= named || (named == all && named <= 6);
    named > 0 && named * 10 >= all * 8 && recur
}

/// Makes the first line the voice of the others.
fn take_name(cue: &mut Shown) {
    if cue.lines.len() < 2 {
        return;
    }
    let name = names::clean(cue.lines.remove(0).text.trim().trim_end_matches(':'));
    cue.lines.iter_mut().for_each(|l| l.tag = Some(name.clone()));
}

/// Decides over the whole file which prefixes are voices.
fn prefixes(shown: &[Shown]) -> Labels {
    let mut tally = Tally::default();
    let mut ended = true;
    for cue in shown {
        if cue.lines.iter().all(|l| l.tag.is_some() || sound(&l.text)) {
            continue;
        }
        tally.line();
        for line in cue.lines.iter().filter(|l| l.tag.is_none()) {
            if let Some((label, manner, _)) = prefix(dash(&line.text).1) {
                tally.label(label, manner, line.number, ended);
            }
            ended = line.text.trim_end().ends_with(['.', '!', '?', '…', '"', '”', ']', ')']);
        }
    }
    tally.decide()
}

/// Takes off a dash or `>>`; says whether there was one.
fn dash(text: &str) -> (bool, &str) {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(">>") {
        return (true, rest.trim_start_matches('>').trim_start());
    }
    match text.strip_prefix(['-', '–', '—', '‐']) {
        Some(rest) if rest.starts_with([' ', '\u{a0}']) || rest.starts_with(char::is_uppercase) => {
            (true, rest.trim_start())
        }
        _ => (false, text),
    }
}

/// `Name: text` or `[Name]: text`.
fn prefix(text: &str) -> Option<(&str, Manner, &str)> {
    if let Some(inner) = text.strip_prefix(['[', '(']) {
        let (label, rest) = inner.split_once([']', ')'])?;
        let colon = rest.trim_start().strip_prefix(':');
        let generic =
            names::kind(label) == Some(Kind::Role) && label.contains(|c: char| c.is_ascii_digit());
        if label.len() < 60 && (colon.is_some() || generic) {
            return Some((label, Manner::SetOff, colon.unwrap_or(rest).trim_start()));
        }
        return None;
    }
    let at = text.char_indices().take(90).find(|(_, c)| matches!(c, ':' | '：'))?.0;
    let label = text.get(..at)?;
    let rest = text.get(at..)?.trim_start_matches([':', '：']);
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    if !spaced && (rest.starts_with(['/', '\\']) || rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let manner = if spaced { Manner::Plain } else { Manner::Tight };
    Some((label, manner, rest.trim_start()))
}

/// Whether a line holds no words, only `[Music]`, `(3 seconds pause)` or notes of a song.
pub(crate) fn sound(text: &str) -> bool {
    let text = text.trim();
    let within = |open: char, close: char| {
        text.strip_prefix(open)
            .and_then(|t| t.strip_suffix(close))
            .is_some_and(|t| !t.contains(close))
    };
    within('[', ']')
        || within('(', ')')
        || text.chars().all(|c| matches!(c, '♪' | '♫' | ' ' | '.' | '…' | '-' | '*'))
}

/// What was said so far.
struct Speech {
    labels: Labels,
    builder: Builder,
    last: Option<String>,
    sounds: Vec<usize>,
}

impl Speech {
    fn cue(&mut self, cue: &Shown) {
        let mut fresh = true;
        for line in &cue.lines {
            let (another, text) = dash(&line.text);
            let named = match &line.tag {
                Some(_) => None,
                None => {
                    prefix(text).and_then(|(l, _, rest)| self.labels.voice(l).map(|v| (v, rest)))
                }
            };
            if named.is_none() && sound(text) {
                if !text.is_empty() {
                    self.sounds.push(line.number);
                }
                continue;
            }
            let (voice, text) = match named {
                Some((voice, rest)) => (Some(voice), rest),
                None if line.tag.is_some() => (line.tag.clone(), text),
                None if another || self.labels.is_empty() => (None, text),
                None => (self.last.clone(), text),
            };
            self.builder.push(Piece {
                voice: voice.as_deref(),
                text,
                start: cue.start,
                end: cue.end,
                line: line.number,
                joins: !fresh && !another,
            });
            fresh = false;
            self.last = voice;
        }
    }
}
