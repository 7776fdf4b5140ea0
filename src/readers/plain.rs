//! Reads plain text in the shapes in which people and programs write down who says what.
//!
//! Must not know: subtitle formats, tables; what a single line's head looks like (see `heads`).

use super::blocks::{self, Dialect};
use super::heads::{self, Head};
use super::labels::{Labels, Manner, Tally};
use super::names::{self, Kind};
use super::problems::{Unplaced, count, list_lines, no_voices};
use super::reader::{Reader, Reading};
use super::time::Stamp;
use super::turns::{Builder, Piece};
use super::{cues, foreign, numbered, order, prose};
use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// What to do if nobody is named.
const NAME_THEM: &str =
    "write each person's name and a colon before their words, as in “Therapist: How are you?”";

/// The reader of plain text.
#[derive(Debug)]
pub(super) struct Plain;

impl Reader for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn looks_like(&self, source: &Source<'_>) -> bool {
        foreign::refuse_text(source).is_none()
    }

    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic> {
        if has_spans(source) {
            let (mut cues, unplaced, mut problems) = blocks::cues(source, Dialect::Loose);
            problems.extend(order::sort(&mut cues));
            return Ok(cues::read(&cues, self.name(), source.encoding(), unplaced, problems));
        }
        if let Some(turns) = numbered::turns(source) {
            return Ok(numbered_turns(source, &turns));
        }
        let mut from = after_facts(source);
        let mut labels = labels(source, from);
        if labels.is_empty() && from > 1 {
            (from, labels) = (1, self::labels(source, 1));
        }
        if labels.is_empty() {
            return Ok(paragraphs(source));
        }
        Ok(Script::new(source, labels, from).read())
    }
}

/// Whether lines of two times divide the file.
fn has_spans(source: &Source<'_>) -> bool {
    let (mut spans, mut lines) = (0usize, 0usize);
    for (_, line) in source.filled().take(1000) {
        lines += 1;
        spans += usize::from(blocks::times(line, Dialect::Loose).flatten().is_some());
    }
    spans > 0 && spans * 8 >= lines
}

/// The line after the facts about the session that stand above the words.
///
/// A block of short lines with one fact among them (`Date: …`, `Client: M, 34`) is no speech; in
/// a longer block only the lines up to the last fact are none.
fn after_facts(source: &Source<'_>) -> usize {
    let (mut from, mut n) = (1, 1);
    while n <= source.line_count().min(60) {
        let block: Vec<&str> =
            (n..).map(|k| source.line(k)).take_while(|l| !l.trim().is_empty()).take(60).collect();
        let heads: Vec<Option<Kind>> = block.iter().map(|l| plain_head(l)).collect();
        let end = n + block.len();
        // A fact below the first turn, such as `NOTE: tape changed`, belongs to the talk.
        let voice = heads.iter().position(|k| k.is_some_and(|k| k != Kind::Fact));
        let above = heads.get(..voice.unwrap_or(heads.len())).unwrap_or(&heads);
        let once = || {
            let mut labels: Vec<&str> =
                block.iter().filter_map(|l| heads::parse(l)).map(|h| h.label).collect();
            let all = labels.len();
            labels.sort_unstable();
            labels.dedup();
            labels.len() == all
        };
        let short = block.len() <= 8
            && block.iter().all(|l| l.split_whitespace().count() <= 8)
            && heads.contains(&Some(Kind::Fact))
            && once();
        match above.iter().rposition(|k| *k == Some(Kind::Fact)).or(short.then_some(0)) {
            Some(last) => {
                let over = source.line_count() <= end;
                from = if short && !over { end } else { n + last + 1 };
                if from < end {
                    return from;
                }
            }
            // The first turn ends the facts.
            None if heads.iter().any(Option::is_some) => return from,
            None => {}
        }
        n = end.max(n + 1);
    }
    from
}

/// What kind of label opens a line. What is set off (`**Break:**`) is no fact above the words.
fn plain_head(line: &str) -> Option<Kind> {
    let head = heads::parse(line)?;
    let kind = names::kind(head.label)?;
    Some(if head.manner == Manner::Plain { kind } else { kind.max(Kind::Small) })
}

/// Looks through the file for labels and decides which are voices.
fn labels(source: &Source<'_>, from: usize) -> Labels {
    let mut tally = Tally::default();
    let filled = source.filled().count();
    let blank = source.line_count() - filled;
    // Where blank lines part the paragraphs, a label is expected once in each.
    let by_paragraph = blank * 4 >= filled;
    let mut opens = true;
    for (n, line) in source.lines().skip(from.saturating_sub(1)) {
        if line.trim().is_empty() {
            opens = true;
            continue;
        }
        let head = head(source, n, line);
        if (!by_paragraph || opens || head.is_some()) && !prose::remark(line) {
            tally.line();
        }
        let first = std::mem::take(&mut opens);
        let (stamp, _, words) = heads::stamp(line);
        if stamp.is_some() && !words.is_empty() && !prose::remark(words) {
            tally.stamp();
        }
        if let Some(h) = head {
            tally.label(h.label, h.manner, n, first || stamp.is_some());
        }
    }
    tally.decide()
}

/// The head of a line. A name behind a time without a colon must have its words on the next line.
fn head<'a>(source: &'a Source<'_>, n: usize, line: &'a str) -> Option<Head<'a>> {
    let Some(head) = heads::parse(line) else {
        return heads::above_time(line, source.line(n + 1));
    };
    if head.no_colon && head.rest.is_empty() {
        let next = (n + 1..=n + 2).map(|k| source.line(k)).find(|l| !l.trim().is_empty())?;
        if heads::stamp(line).0.is_some() && heads::stamp(next).0.is_some() {
            return None;
        }
    }
    Some(head)
}

/// A file that names its voices, while it is read.
struct Script<'a, 'b> {
    source: &'a Source<'b>,
    labels: Labels,
    from: usize,
    builder: Builder,
    unplaced: Unplaced,
    /// Who is speaking, and since when.
    voice: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    /// The first time of day, from which the others are counted.
    midnight: Option<i64>,
    reactions: Vec<usize>,
}

impl<'a, 'b> Script<'a, 'b> {
    fn new(source: &'a Source<'b>, labels: Labels, from: usize) -> Self {
        Self {
            source,
            labels,
            from,
            builder: Builder::default(),
            unplaced: Unplaced::default(),
            voice: None,
            start: None,
            end: None,
            midnight: None,
            reactions: Vec::new(),
        }
    }

    fn read(mut self) -> Reading {
        let source = self.source;
        for (n, line) in source.lines() {
            if line.trim().is_empty() {
                continue;
            }
            let head = if n < self.from { None } else { head(source, n, line) };
            // `**Break:**` between the turns is set off like a voice, but nobody speaks.
            let fact = head.as_ref().is_some_and(|h| {
                h.manner == Manner::SetOff && names::kind(h.label) == Some(Kind::Fact)
            });
            match head.and_then(|h| self.labels.voice(h.label).map(|v| (v, h))) {
                Some((voice, head)) => self.turn(voice, &head, n),
                None if fact => self.unplaced.expected(n),
                None => self.goes_on(n, line),
            }
        }
        let mut problems: Vec<Diagnostic> = self.labels.rare().into_iter().collect();
        if let Some(&first) = self.reactions.first() {
            let what = count(self.reactions.len(), "reaction", "reactions");
            let message = format!("{what} left out: {}", list_lines(&self.reactions));
            problems.push(Diagnostic::note("reactions", message).at(first));
        }
        problems.extend(self.unplaced.diagnostic());
        let transcript = self.builder.finish("plain", source.encoding());
        Reading { transcript, problems }
    }

    fn turn(&mut self, voice: String, head: &Head<'_>, n: usize) {
        self.voice = Some(voice);
        self.start = head.start.map(|s| self.since_start(s));
        self.end = head.end.map(|s| self.since_start(s));
        if prose::reaction(head.rest) {
            self.reactions.push(n);
            self.start = None;
        } else if !is_reply(head.rest) {
            self.say(head.rest, n);
        }
    }

    /// A line without a name goes on with the turn before it.
    fn goes_on(&mut self, n: usize, line: &str) {
        let (stamp, _, words) = heads::stamp(line);
        if self.voice.is_none() || n < self.from || prose::remark(words) || line.starts_with('#') {
            return self.unplaced.expected(n);
        }
        if cues::sound(line) && stamp.is_none() {
            return self.unplaced.expected(n);
        }
        if stamp.is_some_and(|s| s.clock) || (stamp.is_some() && words.is_empty()) {
            self.start = stamp.map(|s| self.since_start(s));
        }
        if words.is_empty() {
            return;
        }
        self.say(if stamp.is_some_and(|s| s.clock) { words } else { line }, n);
    }

    fn say(&mut self, words: &str, line: usize) {
        let (stamp, text) = prose::clean(words);
        let start = self.start.take().or(stamp.map(|s| self.since_start(s)));
        if text.is_empty() {
            self.start = start;
            return;
        }
        let voice = self.voice.as_deref();
        self.builder.push(Piece {
            voice,
            text: &text,
            start,
            end: self.end.take(),
            line,
            joins: true,
        });
    }

    /// Times of day are counted from the first one; past midnight a day is added.
    fn since_start(&mut self, stamp: Stamp) -> i64 {
        if !stamp.clock {
            return stamp.ms;
        }
        let first = *self.midnight.get_or_insert(stamp.ms);
        if stamp.ms < first { stamp.ms - first + 86_400_000 } else { stamp.ms - first }
    }
}

/// Zoom's chat quotes what a message replies to; the reply itself comes on the next lines.
fn is_reply(text: &str) -> bool {
    text.starts_with("Replying to \"") || text.starts_with("Replying to “")
}

/// Turns with running numbers.
fn numbered_turns(source: &Source<'_>, turns: &[numbered::Turn<'_>]) -> Reading {
    let (mut builder, mut unplaced) = (Builder::default(), Unplaced::default());
    let mut voice: Option<&str> = None;
    for turn in turns {
        if !turn.label.is_empty() {
            voice = Some(turn.label);
        }
        if voice.is_none() || prose::remark(turn.text) {
            unplaced.expected(turn.line);
            continue;
        }
        let (_, text) = prose::clean(turn.text);
        builder.push(Piece { voice, text: &text, line: turn.line, ..Piece::default() });
    }
    let transcript = builder.finish("plain", source.encoding());
    Reading { transcript, problems: unplaced.diagnostic().into_iter().collect() }
}

/// A file that names nobody: one utterance for each paragraph, or for each line with a time.
fn paragraphs(source: &Source<'_>) -> Reading {
    let (mut builder, mut unplaced) = (Builder::default(), Unplaced::default());
    let blanks = source.lines().any(|(n, l)| l.trim().is_empty() && n < source.line_count());
    let (mut joins, mut pending) = (false, None);
    for (n, line) in source.lines() {
        if line.trim().is_empty() {
            joins = false;
            continue;
        }
        let (start, end, words) = heads::stamp(line);
        if prose::remark(words) || cues::sound(words) {
            if !words.is_empty() {
                unplaced.expected(n);
            }
            pending = start.or(pending);
            joins = false;
            continue;
        }
        let start = start.or(pending.take());
        let joins_now = joins && start.is_none();
        let (_, text) = prose::clean(words);
        builder.push(Piece {
            voice: None,
            text: &text,
            start: start.map(|s| s.ms),
            end: end.map(|s| s.ms),
            line: n,
            joins: joins_now,
        });
        // Without blank lines, a line that ends a sentence ends the paragraph.
        joins = blanks || !line.trim_end().ends_with(['.', '!', '?', '…', '”', '"']);
    }
    let empty = builder.is_empty();
    let transcript = builder.finish("plain", source.encoding());
    let mut problems: Vec<Diagnostic> = unplaced.diagnostic().into_iter().collect();
    if !empty {
        problems.push(no_voices(NAME_THEM));
    }
    Reading { transcript, problems }
}
