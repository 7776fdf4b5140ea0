//! Decides over a whole file which labels are voices, so that a colon in a sentence makes none.
//!
//! Must not know: the format; it sees labels, how they were set off, and how many lines there are.
//!
//! The rule. A label that is set off (bold, beside a time, in brackets) is a voice unless it is a
//! fact about the session. Where such labels are the rule, others count only if they occur set
//! off too. Otherwise a role, code or number is a voice where labels open a good part of the
//! lines or where it recurs; a capitalised name if it recurs, or once if half of all lines open
//! with a label, or if it opens a paragraph where others are voices; a name written small if it comes three times, or twice where labels are the rule;
//! words with which sentences begin only if they open a sixth of all labelled lines and at least
//! four. Voices that come only once in a file of some length are named in a `rare-voice` note.

use super::names::{self, Kind};
use super::problems::list_lines;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

/// A labelled file of fewer turns than this has no rare voices.
const RARE_FROM: usize = 10;

#[derive(Debug, Default, Clone)]
struct Seen {
    plain: usize,
    set_off: usize,
    tight: usize,
    stamped: usize,
    line: usize,
    opens: bool,
}

/// Counts labels while a file is looked through.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    seen: BTreeMap<String, Seen>,
    lines: usize,
    stamps: usize,
}

/// How a label stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// `Ana: text`.
    Plain,
    /// Bold, beside a time, in brackets or in a column of its own.
    SetOff,
    /// `[00:01] Ana: text`: set off if nearly all lines with a time have a label.
    Stamped,
    /// `Ana:text`, where a colon in a word would look alike.
    Tight,
}

impl Tally {
    /// Counts a line or a cue in which a label might have stood.
    pub(crate) fn line(&mut self) {
        self.lines += 1;
    }

    /// Counts a line that begins with a time.
    pub(crate) fn stamp(&mut self) {
        self.stamps += 1;
    }

    /// Counts a label; `opens` if a paragraph begins with it, or a cue after the end of a sentence.
    pub(crate) fn label(&mut self, label: &str, manner: Manner, line: usize, opens: bool) {
        if names::kind(label).is_none() {
            return;
        }
        let seen = self.seen.entry(names::clean(label)).or_default();
        match manner {
            Manner::Plain => seen.plain += 1,
            Manner::SetOff => seen.set_off += 1,
            Manner::Tight => seen.tight += 1,
            Manner::Stamped => seen.stamped += 1,
        }
        seen.opens |= opens;
        if seen.line == 0 {
            seen.line = line;
        }
    }

    /// Which labels are voices.
    pub(crate) fn decide(mut self) -> Labels {
        let stamped: usize = self.seen.values().map(|s| s.stamped).sum();
        for s in self.seen.values_mut() {
            let count = if stamped * 10 >= self.stamps * 8 { &mut s.set_off } else { &mut s.plain };
            *count += s.stamped;
        }
        let total: usize = self.seen.values().map(|s| s.plain + s.set_off).sum();
        let set_off: usize = self.seen.values().map(|s| s.set_off).sum();
        let lines = self.lines.max(1);
        let likely: usize = self
            .seen
            .iter()
            .filter(|(label, _)| names::kind(label).is_some_and(|k| k >= Kind::Small))
            .map(|(_, s)| s.plain + s.set_off)
            .sum();
        let by_shape = set_off >= 2 && set_off * 2 >= total || (set_off == total && total > 0);
        // First those that are certain, then, knowing how regular the file is, the others.
        let firm = |s: &Seen, kind: Kind| {
            let n = s.plain + s.set_off + s.tight;
            match kind {
                Kind::Sentence | Kind::Fact => n >= 4 && n * 6 >= total,
                Kind::Small => n >= 3,
                Kind::Name => n >= 2,
                Kind::Role => n >= 2 || likely * 5 >= lines,
            }
        };
        let mut covered = 0;
        for (label, s) in &self.seen {
            if let Some(kind) = names::kind(label)
                && firm(s, kind)
            {
                covered += s.plain + s.set_off;
            }
        }
        let half = covered * 2 >= lines || likely * 10 >= lines * 8;
        let mut labels = Labels { total: covered, ..Labels::default() };
        for (label, s) in self.seen {
            let Some(kind) = names::kind(&label) else { continue };
            let once = match kind {
                Kind::Sentence | Kind::Fact => false,
                Kind::Small => half && (s.plain >= 2 || likely * 10 >= lines * 9),
                Kind::Name | Kind::Role => s.plain > 0 && (half || (s.opens && covered > 0)),
            };
            let good = if by_shape {
                match kind {
                    Kind::Fact => s.set_off >= 3,
                    Kind::Sentence => s.set_off >= 2,
                    Kind::Role => s.set_off > 0 || s.plain >= 3,
                    Kind::Name | Kind::Small => s.set_off > 0,
                }
            } else {
                firm(&s, kind) || once || (s.set_off > 0 && kind >= Kind::Name)
            };
            if good {
                // A label that is set off is a voice beyond doubt, however seldom it speaks.
                labels.voices.insert(label, (s.plain == 1 && s.set_off + s.tight == 0, s.line));
            }
        }
        labels
    }
}

/// The labels that are voices.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    voices: BTreeMap<String, (bool, usize)>,
    total: usize,
}

impl Labels {
    /// The label as it is kept, if it is a voice.
    pub(crate) fn voice(&self, label: &str) -> Option<String> {
        let label = names::clean(label);
        self.voices.contains_key(&label).then_some(label)
    }

    /// Whether nobody is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.voices.is_empty()
    }

    /// The note about voices that come only once in a long file.
    pub(crate) fn rare(&self) -> Option<Diagnostic> {
        if self.total < RARE_FROM {
            return None;
        }
        let mut rare: Vec<(usize, &str)> =
            self.voices.iter().filter(|(_, v)| v.0).map(|(l, v)| (v.1, l.as_str())).collect();
        rare.sort_unstable();
        let lines: Vec<usize> = rare.iter().map(|r| r.0).collect();
        let shown: Vec<String> = rare.iter().take(8).map(|r| format!("“{}”", r.1)).collect();
        let more = if rare.len() > 8 { ", …" } else { "" };
        let message =
            format!("speaks only once: {}{more} ({})", shown.join(", "), list_lines(&lines));
        Some(Diagnostic::note("rare-voice", message).at(*lines.first()?).help(
            "if this is no person but part of a sentence, put the line into the turn before it",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(labels: &[(&str, usize)], lines: usize) -> Labels {
        let mut t = Tally::default();
        for (label, n) in labels {
            for _ in 0..*n {
                t.label(label, Manner::Plain, 1, false);
            }
        }
        t.lines = lines;
        t.decide()
    }

    #[test]
    fn sentences_are_no_voices() {
        let l = tally(&[("Ana", 9), ("Ben", 8), ("One thing", 1), ("Listen", 2), ("Date", 1)], 20);
        assert!(l.voice("Ana").is_some() && l.voice("Ben").is_some());
        assert!(l.voice("One thing").is_none() && l.voice("Listen").is_none());
        assert!(l.voice("Date").is_none());
    }

    #[test]
    fn one_name_in_much_prose_is_no_voice() {
        assert!(tally(&[("Berlin", 1)], 40).is_empty());
        assert!(tally(&[("Ana", 1)], 1).voice("Ana").is_some());
    }

    #[test]
    fn screen_names_recur() {
        let l = tally(&[("kingfisher", 5), ("Ana", 9), ("something", 1)], 15);
        assert!(l.voice("kingfisher").is_some());
    }
}
