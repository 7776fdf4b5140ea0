//! The answer for other programs. The contract: fields are added, never renamed; places are bytes of the
//! text, or of the pattern as written.

use attunement::model::{Span, Status, Tag};
use attunement::tagger::{
    Fired, Glance, Halted, Lack, Lacking, MarkerExplanation, Near, Remark, Retold, Stop,
};
use serde::Serialize;

use super::page::Page;

#[derive(Serialize)]
pub(super) struct Answer<'a> {
    version: u32,
    /// Missing for a bare text.
    source: Option<Source<'a>>,
    text: &'a str,
    role: Option<&'static str>,
    words: usize,
    markers: Vec<Marker<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    conversation: Option<&'a str>,
    turn: usize,
    line: usize,
    voice: &'a str,
}

#[derive(Serialize)]
struct Marker<'a> {
    marker: &'a str,
    construct: &'a str,
    label: &'a str,
    /// Whether it is counted here.
    seen: bool,
    score: f64,
    threshold: f64,
    marks: Vec<Found<'a>>,
    fired: Vec<FiredRule<'a>>,
    stopped: Vec<StoppedRule<'a>>,
    nearest: Vec<NearRule<'a>>,
}

/// Words, and where they stand.
#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    quote: &'a str,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    file: &'a str,
    line: usize,
    weight: f64,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    status: &'static str,
    score: f64,
    #[serde(flatten)]
    words: Words<'a>,
}

#[derive(Serialize)]
struct FiredRule<'a> {
    #[serde(flatten)]
    rule: Rule<'a>,
    #[serde(flatten)]
    words: Words<'a>,
    patterns: &'a [String],
    status: &'static str,
    shown: bool,
    remarks: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct StoppedRule<'a> {
    #[serde(flatten)]
    rule: Rule<'a>,
    #[serde(flatten)]
    words: Words<'a>,
    patterns: &'a [String],
    #[serde(flatten)]
    why: Told<'a>,
    /// Turns that were looked at, the nearest first.
    before: Vec<Before>,
}

/// A reason: its short name, the words that decided, and a plain sentence.
#[derive(Serialize)]
struct Told<'a> {
    reason: &'static str,
    cue: Option<Words<'a>>,
    /// The turn that decided.
    turn: Option<usize>,
    says: String,
}

#[derive(Serialize)]
struct Before {
    turn: usize,
    came_of_it: &'static str,
}

#[derive(Serialize)]
struct NearRule<'a> {
    #[serde(flatten)]
    rule: Rule<'a>,
    pattern: &'a str,
    closeness: f64,
    needed: usize,
    found: Vec<FoundWord<'a>>,
    lacks: Vec<Expected<'a>>,
    also_stopped: Option<&'static str>,
}

#[derive(Serialize)]
struct FoundWord<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    needed: bool,
    pattern_start: usize,
    pattern_end: usize,
}

#[derive(Serialize)]
struct Expected<'a> {
    reason: &'static str,
    pattern_start: usize,
    pattern_end: usize,
    /// Some of the words that would do.
    expected: &'a [String],
    /// The word that stands in its place.
    instead: Option<Words<'a>>,
    says: String,
}

/// The answer to what was asked.
pub(super) fn answer<'a>(page: &'a Page<'a>) -> Answer<'a> {
    let said = &page.subject.said[page.subject.at];
    Answer {
        version: 1,
        source: page.subject.place.as_ref().map(|p| Source {
            file: &p.file,
            conversation: p.conversation.as_deref(),
            turn: said.number,
            line: p.line,
            voice: &said.voice,
        }),
        text: page.subject.text(),
        role: page.explanation.role.map(|r| r.name()),
        words: page.explanation.words,
        markers: page.explanation.markers.iter().map(|m| page.marker(m)).collect(),
    }
}

impl<'a> Page<'a> {
    fn words(&self, span: Span) -> Words<'a> {
        Words { start: span.start, end: span.end, quote: span.of(self.subject.text()) }
    }

    fn rule_of(&self, rule: usize) -> Rule<'a> {
        let rule = &self.lexicon.rules[rule];
        Rule { rule: &rule.id, file: &rule.place.0, line: rule.place.1, weight: rule.weight }
    }

    fn turn_of(&self, at: usize) -> Option<usize> {
        self.subject.place.is_some().then(|| self.subject.said[at].number)
    }

    fn marker(&self, m: &'a MarkerExplanation) -> Marker<'a> {
        let codebook = &self.lexicon.codebook;
        let marker = &codebook.markers[m.marker];
        let mark = |t: &Tag| Found {
            rule: &self.lexicon.rules[t.rule].id,
            status: t.status.name(),
            score: t.score,
            words: self.words(t.span),
        };
        Marker {
            marker: &marker.id,
            construct: &codebook.constructs[marker.construct].id,
            label: &marker.label,
            seen: m.tags.iter().any(|t| t.status == Status::Counted),
            score: m.score,
            threshold: m.threshold,
            marks: m.tags.iter().map(mark).collect(),
            fired: m.fired.iter().map(|f| self.fired_rule(f)).collect(),
            stopped: m.stopped.iter().map(|s| self.stopped_rule(s)).collect(),
            nearest: m.nearest.iter().map(|n| self.near_rule(n)).collect(),
        }
    }

    fn fired_rule(&self, fired: &'a Fired) -> FiredRule<'a> {
        let teller = self.teller();
        let told = |r: &Remark| Told {
            reason: remark(r),
            cue: teller.remark_cue(r).map(|c| self.words(c.0)),
            turn: match r {
                Remark::Answers(at) | Remark::Prompted(at) => self.turn_of(*at),
                _ => None,
            },
            says: teller.remark(r),
        };
        FiredRule {
            rule: self.rule_of(fired.rule),
            words: self.words(fired.span),
            patterns: &fired.written,
            status: fired.status.name(),
            shown: fired.shown,
            remarks: fired.remarks.iter().map(told).collect(),
        }
    }

    fn stopped_rule(&self, halted: &'a Halted) -> StoppedRule<'a> {
        let teller = self.teller();
        let before = halted.before.iter().map(|(at, glance)| Before {
            turn: self.turn_of(*at).unwrap_or(0),
            came_of_it: glance_name(*glance),
        });
        StoppedRule {
            rule: self.rule_of(halted.rule),
            words: self.words(halted.span),
            patterns: &halted.written,
            why: Told {
                reason: stop(&halted.stop),
                cue: teller.cue(&halted.stop).map(|c| self.words(c.0)),
                turn: None,
                says: teller.stopped(halted),
            },
            before: before.collect(),
        }
    }

    fn near_rule(&self, near: &'a Near) -> NearRule<'a> {
        let teller = self.teller();
        let expected = |l: &'a Lack| {
            let (expected, instead): (&[String], _) = match &l.what {
                Lacking::Words { such_as, instead } => (such_as, *instead),
                _ => (&[], None),
            };
            Expected {
                reason: lacking(&l.what),
                pattern_start: l.place.start,
                pattern_end: l.place.end,
                expected,
                instead: instead.map(|span| self.words(span)),
                says: teller.lack(l, &near.written),
            }
        };
        NearRule {
            rule: self.rule_of(near.rule),
            pattern: &near.written,
            closeness: near.closeness,
            needed: near.needed,
            found: near
                .found
                .iter()
                .map(|f| FoundWord {
                    words: self.words(f.span),
                    needed: f.needed,
                    pattern_start: f.place.start,
                    pattern_end: f.place.end,
                })
                .collect(),
            lacks: near.lacks.iter().map(expected).collect(),
            also_stopped: near.also.as_ref().map(stop),
        }
    }
}

/// Short names of reasons, which stay the same.
fn stop(stop: &Stop) -> &'static str {
    match stop {
        Stop::Role => "role",
        Stop::Target => "target",
        Stop::Length => "length",
        Stop::Place => "place",
        Stop::Previous => "previous",
        Stop::Negated(_) => "negated",
        Stop::NotNegated => "not-negated",
        Stop::Question(_) => "question",
        Stop::NoQuestion => "no-question",
        Stop::Imagined(_) => "imagined",
        Stop::Excluded { .. } => "excluded",
        Stop::Void { .. } => "taken-back",
        Stop::Turned { .. } => "turned",
    }
}

fn remark(remark: &Remark) -> &'static str {
    match remark {
        Remark::Answers(_) => "answers",
        Remark::Retold(Retold::Quoted(_)) => "quoted",
        Remark::Retold(Retold::Said(_)) => "retold",
        Remark::Prompted(_) => "prompted",
        Remark::Doubtful(_) => "doubtful",
        Remark::Opposite { .. } => "opposite",
    }
}

fn glance_name(glance: Glance) -> &'static str {
    match glance {
        Glance::Own => "stepped-over-own",
        Glance::NotAsked => "stepped-over-other",
        Glance::Tiny => "stepped-over-tiny",
        Glance::Lacks => "lacks",
        Glance::Ending => "ending",
        Glance::Fits => "fits",
        Glance::TooFar => "too-far",
    }
}

fn lacking(what: &Lacking) -> &'static str {
    match what {
        Lacking::Words { .. } => "words",
        Lacking::NothingBetween(_) => "nothing-between",
        Lacking::MoreBetween => "more-between",
        Lacking::OneSentence(_) => "one-sentence",
        Lacking::AnythingBut(_) => "anything-but",
        Lacking::TurnStart(_) => "turn-start",
        Lacking::TurnEnd(_) => "turn-end",
        Lacking::SentenceEdge(_) => "sentence-edge",
        Lacking::QuestionEnd(_) => "question-end",
    }
}
