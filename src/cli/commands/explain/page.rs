//! An explanation on the terminal: the words with what was seen in them, then why, then what came near.
//!
//! Written for two readers at once: plain sentences for whoever doubts a mark, and dimmed beneath them
//! rules, files and lines for whoever writes the rules. Must not know: how anything was found.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use attunement::lexicon::Lexicon;
use attunement::model::{Span, Status, Tag};
use attunement::tagger::{Explanation, MarkerExplanation, Stop};

use super::cards::{Uncounted, uncounted};
use super::pattern::Abridged;
use super::sentences::Teller;
use super::subject::Subject;
use super::{head, near_card, seen_card};
use crate::cli::underline::{Folding, Mark, Sheet, drawn, paragraph};

/// Of what was stopped so many are shown unless all is asked for.
const MOST_STOPPED: usize = 8;
/// Of the nearest rules so many.
const MOST_NEAR: usize = 3;
/// Columns before the text of a card.
pub(super) const INDENT: usize = 4;

pub(super) const SEEN: Style = AnsiColor::Cyan.on_default().bold();
pub(super) const UNCOUNTED: Style = AnsiColor::BrightBlue.on_default();
pub(super) const CUE: Style = AnsiColor::Magenta.on_default();
pub(super) const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// What is shown, and how.
pub(super) struct Page<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) subject: &'a Subject,
    pub(super) explanation: &'a Explanation,
    /// The marks of all utterances.
    pub(super) tags: &'a [Tag],
    /// Markers that were asked about; none if all are of interest.
    pub(super) asked: &'a [usize],
    pub(super) all: bool,
    pub(super) width: usize,
}

impl<'a> Page<'a> {
    /// The whole answer.
    pub(super) fn shown(&self) -> String {
        let mut out = head::show(self);
        if self.explanation.words == 0 {
            out.push_str(&drawn(self.subject.text(), &[], self.sheet()));
            out.push_str("\nNo word is said here, so that nothing can be seen.\n");
            return out;
        }
        let cards = self.stopped_cards();
        let shown = if self.all { cards.len() } else { cards.len().min(MOST_STOPPED) };
        out.push_str(&self.drawing(&cards[..shown]));
        if self.explanation.role.is_none() {
            let known = self.subject.place.as_ref().is_some_and(|p| p.known);
            let why =
                if known { "study.csv leaves this voice out" } else { "nobody is named here" };
            out.push('\n');
            out.push_str(&self.text(
                &format!("Nothing is looked for in these words: {why}. --role tells who speaks."),
                0,
            ));
            return out;
        }
        let near = near_card::pick(self, if self.all { usize::MAX } else { MOST_NEAR });
        seen_card::show(self, &mut out, shown > 0);
        self.not_counted(&mut out, &cards[..shown]);
        self.nothing_there(&mut out);
        near_card::show(self, &mut out, &near);
        self.hidden(&mut out, cards.len() - shown);
        out
    }

    pub(super) fn teller(&self) -> Teller<'a> {
        Teller { lexicon: self.lexicon, subject: self.subject, words: self.explanation.words }
    }

    /// A paragraph.
    pub(super) fn text(&self, text: &str, indent: usize) -> String {
        paragraph(text, self.width, indent)
    }

    /// A paragraph for whoever writes rules.
    pub(super) fn dimmed(&self, text: &str, indent: usize) -> String {
        let lines = self.text(text, indent);
        lines.lines().map(|l| format!("{DIM}{l}{DIM:#}\n")).collect()
    }

    pub(super) fn heading(&self, out: &mut String, text: &str) {
        let _ = writeln!(out, "\n{BOLD}{text}{BOLD:#}");
    }

    /// A marker's plain name, and its code for authors.
    pub(super) fn title(&self, out: &mut String, marker: usize) {
        let marker = &self.lexicon.codebook.markers[marker];
        let _ = writeln!(out, "  {BOLD}{}{BOLD:#}  {DIM}{}{DIM:#}", marker.label, marker.id);
    }

    /// Where a rule is written.
    pub(super) fn rule(&self, rule: usize, more: &str) -> String {
        let rule = &self.lexicon.rules[rule];
        let (file, line) = &rule.place;
        self.dimmed(&format!("{}, {file}:{line}, weight {:.2}{more}", rule.id, rule.weight), INDENT)
    }

    /// Whether a marker was asked about by name.
    pub(super) fn is_asked(&self, marker: usize) -> bool {
        self.asked.contains(&marker)
    }

    fn sheet(&self) -> Sheet {
        let folding = if self.all { Folding::Whole } else { Folding::Long };
        Sheet { width: self.width, indent: 2, folding }
    }

    /// The words with everything that was seen in them, and what was not counted.
    fn drawing(&self, cards: &[Uncounted<'_>]) -> String {
        let teller = self.teller();
        let mark = |span: Span, label: String, stroke, style| Mark {
            span: span.start..span.end,
            label,
            stroke,
            style,
        };
        let mut marks: Vec<Mark> = Vec::new();
        for marker in &self.explanation.markers {
            for tag in marker.tags.iter().filter(|t| t.status == Status::Counted) {
                marks.push(mark(tag.span, teller.label(tag.marker).to_string(), '\u{2501}', SEEN));
                let shown = marker.fired.iter().filter(|f| f.shown && f.span == tag.span);
                for cue in shown.flat_map(|f| &f.remarks).filter_map(|r| teller.remark_cue(r)) {
                    marks.push(mark(cue.0, cue.1.to_string(), '^', CUE));
                }
            }
        }
        for card in cards {
            let label = format!("not counted: {}", teller.label(card.marker));
            marks.push(mark(card.span, label, '\u{2504}', UNCOUNTED));
            for (span, what) in card.cues(&teller) {
                marks.push(mark(span, what, '^', CUE));
            }
        }
        let mut once: Vec<Mark> = Vec::new();
        for mark in marks {
            // What takes another mark back is itself marked as seen.
            let told = |m: &Mark| m.label == mark.label || (mark.stroke == '^' && m.style == SEEN);
            if !once.iter().any(|m| m.span == mark.span && told(m)) {
                once.push(mark);
            }
        }
        drawn(self.subject.text(), &once, self.sheet())
    }

    /// The patterns of a rule that found the words.
    pub(super) fn patterns<'w>(
        &self,
        out: &mut String,
        written: impl IntoIterator<Item = &'w String>,
    ) {
        let mut once: Vec<&String> = Vec::new();
        for pattern in written {
            if !once.contains(&pattern) {
                out.push_str(&self.dimmed(&Abridged::new(pattern, self.all).text, INDENT + 2));
                once.push(pattern);
            }
        }
    }

    /// What a marker is, where somebody asked about it by name.
    pub(super) fn about(&self, out: &mut String, marker: usize) {
        if self.is_asked(marker) {
            let marker = &self.lexicon.codebook.markers[marker];
            out.push_str(&self.text(&format!("What it is: {}", marker.definition), INDENT));
            out.push_str(
                &self.text(&format!("What the rules cannot see: {}", marker.misses), INDENT),
            );
        }
    }

    /// Words of which it is told what they were seen as, or what stopped them.
    pub(super) fn explained(&self) -> Vec<Span> {
        let spans = |m: &MarkerExplanation| -> Vec<Span> {
            let fired = m.fired.iter().map(|f| f.span);
            let stopped = m.stopped.iter().filter(|s| s.stop != Stop::Role);
            fired.chain(stopped.map(|s| s.span)).collect()
        };
        self.explanation.markers.iter().flat_map(spans).collect()
    }

    fn stopped_cards(&self) -> Vec<Uncounted<'a>> {
        let mut cards: Vec<Uncounted<'a>> = Vec::new();
        for marker in &self.explanation.markers {
            cards.extend(uncounted(marker, self.all || self.is_asked(marker.marker)));
        }
        cards.sort_by_key(|c| (c.span.start, c.marker));
        cards
    }

    fn not_counted(&self, out: &mut String, cards: &[Uncounted<'_>]) {
        if cards.is_empty() {
            return;
        }
        self.heading(out, "Found, but not counted");
        let mut about: Vec<usize> = Vec::new();
        for (i, card) in cards.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            self.title(out, card.marker);
            if !about.contains(&card.marker) {
                self.about(out, card.marker);
                about.push(card.marker);
            }
            card.show(self, out);
        }
    }

    /// Markers that were asked about and of which nothing was found.
    fn nothing_there(&self, out: &mut String) {
        let none = |m: &&MarkerExplanation| {
            self.is_asked(m.marker) && m.fired.is_empty() && m.stopped.is_empty()
        };
        let none: Vec<&MarkerExplanation> = self.explanation.markers.iter().filter(none).collect();
        if none.is_empty() {
            return;
        }
        self.heading(out, "Not seen");
        for (i, marker) in none.into_iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            self.title(out, marker.marker);
            self.about(out, marker.marker);
            let rules = self.lexicon.rules.iter().filter(|r| r.marker == marker.marker).count();
            let near = if marker.nearest.is_empty() { ", nor half of them" } else { "" };
            let none = match rules {
                1 => format!("Its only rule did not find its words here{near}."),
                n => format!("None of its {n} rules found its words here{near}."),
            };
            out.push_str(&self.text(&none, INDENT));
        }
    }

    fn hidden(&self, out: &mut String, cut: usize) {
        let seen_too = |m: &&MarkerExplanation| {
            !self.all
                && !self.is_asked(m.marker)
                && m.tags.iter().any(|t| t.status == Status::Counted)
        };
        let more: usize =
            self.explanation.markers.iter().filter(seen_too).map(|m| m.stopped.len()).sum();
        let mut hints = Vec::new();
        if cut + more > 0 {
            hints.push("--all also shows what was stopped of markers that were seen");
        }
        if self.asked.is_empty() {
            hints.push("--marker ID asks about one marker, and why it was not seen");
        }
        if !hints.is_empty() {
            out.push('\n');
            out.push_str(&self.dimmed(&hints.join("; "), 0));
        }
    }
}
