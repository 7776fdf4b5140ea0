//! One worker's place: everything that is remembered from utterance to utterance so that nothing
//! is looked up, or given memory, twice.
//!
//! Must not know: files, or what other workers do. What is remembered never changes a result.

use super::candidate::{Candidate, Notes};
use super::choose::choose;
use super::compile::{Compiled, Purpose};
use super::entries::Met;
use super::finder::{Found, Triggers};
use super::gates::Gates;
use super::line::Line;
use super::overlap::Stretch;
use super::plain::Plain;
use super::prepared::Prepared;
use super::previous::Past;
use super::scene::{KINDS, PROMPT_REACH, Scene};
use super::vocabulary::Classes;
use super::wholes::Wholes;
use super::words::PlainWords;
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Role, Status, Tag};
use crate::text::{Forms, TextId};

/// More distinct words than this are forgotten between two sessions, so that memory stays bounded.
const MOST_TEXTS: usize = 30_000;

/// Compiled lexicons, ready for any number of sessions.
pub struct Tagger {
    lexicon: Lexicon,
    compiled: Compiled,
    /// Where there is nothing but plain dictionaries.
    pub(super) plain: Option<Plain>,
}

impl Tagger {
    /// Compiles lexicons.
    pub fn new(lexicon: Lexicon) -> Self {
        let compiled = Compiled::new(&lexicon);
        let plain = Plain::new(&lexicon, &compiled);
        Self { lexicon, compiled, plain }
    }

    /// The lexicons as loaded.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(super) fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// A place for one worker, to be used for session after session.
    pub fn desk(&self) -> Desk<'_> {
        Desk {
            tagger: self,
            forms: Forms::default(),
            classes: Classes::new(&self.compiled.vocabulary),
            entry_classes: Classes::new(&self.compiled.entry_vocabulary),
            allowed: Vec::new(),
            answered: Vec::new(),
            now: 0,
            rule_triggers: Default::default(),
            triggers: Default::default(),
            met: Met::default(),
            words: Prepared::default(),
            wholes: Wholes::default(),
            found: Vec::new(),
            entry_found: Vec::new(),
            excluded: Vec::new(),
            hits: Vec::new(),
            opened: false,
            gates: Gates::default(),
            candidates: Vec::new(),
            stretches: Vec::new(),
            plain_words: PlainWords::default(),
        }
    }

    /// The marks in one session, by a desk of its own; see [`Desk::tag`].
    pub fn tag(&self, lines: &[Line<'_>]) -> Vec<Tag> {
        self.desk().tag(lines)
    }
}

/// One worker's place at the tagger.
pub struct Desk<'t> {
    pub(super) tagger: &'t Tagger,
    pub(super) forms: Forms,
    pub(super) classes: Classes,
    pub(super) entry_classes: Classes,
    /// Of the rules and of their exclusions, for each kind of scene, and of all rules.
    pub(super) rule_triggers: [[Triggers; 2]; KINDS + 1],
    /// Of the gates' cues, and the openers of questions.
    pub(super) triggers: [Triggers; 2],
    pub(super) met: Met,
    pub(super) words: Prepared,
    /// Whole words, for dictionaries.
    pub(super) wholes: Wholes,
    pub(super) found: Vec<Found>,
    pub(super) entry_found: Vec<Found>,
    /// The exclusions that stand in the utterance, once they were looked for.
    pub(super) excluded: Vec<Found>,
    /// Purpose, first word, word after the last.
    pub(super) hits: Vec<(Purpose, u32, u32)>,
    /// For each rule the utterance in which it was last asked about, and whether it may fire there.
    pub(super) allowed: Vec<(u64, bool)>,
    /// The same for what rules ask to have gone before, by the first rule that asks it.
    pub(super) answered: Vec<(u64, bool)>,
    /// The number of the utterance, of all that were ever read here.
    pub(super) now: u64,
    /// Whether the openers of questions were looked for.
    pub(super) opened: bool,
    pub(super) gates: Gates,
    pub(super) candidates: Vec<Candidate>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) plain_words: PlainWords,
}

/// An utterance as it was looked at.
pub(crate) struct Looked<'a> {
    pub(crate) words: &'a Prepared,
    pub(crate) forms: &'a Forms,
    pub(crate) candidates: &'a [Candidate],
    pub(crate) scene: &'a Scene<'a>,
    /// All marks so far; those of this utterance come last.
    pub(crate) tags: &'a [Tag],
    /// Empty unless somebody asked about this utterance.
    pub(crate) notes: &'a Notes,
}

impl<'t> Desk<'t> {
    pub(super) fn tagger(&self) -> &'t Tagger {
        self.tagger
    }

    /// The marks in one session, in order of utterance, marker and place. Where a marker is counted
    /// once, there is at most one for each utterance. Spans lie on character boundaries of the line's own text.
    ///
    /// Speakers whose role is *other* are looked at with every rule that names no roles of its own, since
    /// nothing is known of them; their marks enter no couple's numbers.
    pub fn tag(&mut self, lines: &[Line<'_>]) -> Vec<Tag> {
        let mut tags = Vec::new();
        match &self.tagger.plain {
            Some(plain) => self.tag_plainly(plain, lines, &mut tags, |_| {}),
            None => self.walk(lines, &mut tags, None, |_, _| {}),
        }
        tags
    }

    /// The marks in one session as [`Desk::tag`] finds them, and for each line how many words it holds.
    pub fn tag_and_count(&mut self, lines: &[Line<'_>]) -> (Vec<Tag>, Vec<u32>) {
        let mut tags = Vec::new();
        let mut counts = Vec::with_capacity(lines.len());
        match &self.tagger.plain {
            Some(plain) => self.tag_plainly(plain, lines, &mut tags, |words| counts.push(words)),
            None => self.walk(lines, &mut tags, None, |_, looked: Looked<'_>| {
                counts.push(looked.words.layout.words() as u32);
            }),
        }
        (tags, counts)
    }

    /// How often each marker counts in each line: row after row, a number for each marker.
    pub fn count(&mut self, lines: &[Line<'_>]) -> Vec<u32> {
        let markers = self.tagger.lexicon.codebook.markers.len();
        let mut table = vec![0; lines.len() * markers];
        match &self.tagger.plain {
            Some(plain) => self.count_plainly(plain, lines, &mut table),
            None => {
                for tag in self.tag(lines).iter().filter(|t| t.status == Status::Counted) {
                    table[tag.utterance * markers + tag.marker] += 1;
                }
            }
        }
        table
    }

    /// Between two sessions, forgets words where there are too many.
    pub(super) fn forget(&mut self) {
        if self.forms.texts() > MOST_TEXTS {
            *self = self.tagger.desk();
        }
    }

    /// Goes through a session, and shows what was found in each utterance. What was stopped, and
    /// why, is noted only of the utterance of which somebody asks.
    pub(crate) fn walk(
        &mut self,
        lines: &[Line<'_>],
        tags: &mut Vec<Tag>,
        asked: Option<usize>,
        mut show: impl FnMut(usize, Looked<'_>),
    ) {
        self.forget();
        let lexicon = &self.tagger.lexicon;
        let compiled = &self.tagger.compiled;
        let watched = &compiled.watched;
        let therapist = lines.iter().any(|l| l.role == Some(Role::Therapist));
        let mut past: Vec<Past> = Vec::with_capacity(lines.len());
        let mut recent: Vec<(usize, Vec<TextId>)> = Vec::new();
        let none = Notes::default();
        for (i, line) in lines.iter().enumerate() {
            self.read(line.text);
            let scene = Scene { line, therapist, past: &past, recent: &recent, at: i };
            let mut notes = (asked == Some(i)).then(Notes::default);
            self.judge(line.text, &scene, notes.as_mut());
            let first = tags.len();
            choose(lexicon, &self.words.layout, &mut self.candidates, i, tags);
            let found = &tags[first..];
            let question = compiled.looks_for_questions && self.asks();
            let (words, forms, candidates) = (&self.words, &self.forms, &*self.candidates);
            let notes = notes.as_ref().unwrap_or(&none);
            show(i, Looked { words, forms, candidates, scene: &scene, tags, notes });
            // A dictionary that is loaded beside ours changes nothing of what ours finds.
            let own = |t: &&Tag| {
                t.status == Status::Counted && lexicon.countings[t.marker] == Counting::Once
            };
            past.push(Past {
                speaker: line.speaker,
                role: line.role,
                conversation: line.conversation,
                words: self.words.layout.words(),
                question,
                marked: found.iter().any(|t| own(&t)),
                markers: found
                    .iter()
                    .filter(|t| t.status == Status::Counted && watched[t.marker])
                    .map(|t| t.marker)
                    .collect(),
            });
            if line.role == Some(Role::Therapist) {
                recent.push((i, self.words.layout.tokens.iter().map(|t| t.norm).collect()));
                recent.retain(|(at, _)| i - at < PROMPT_REACH);
            }
        }
    }

    /// Whether one rule counts in one line, whatever else of its marker is found there.
    pub(super) fn rule_fires(&mut self, rule: usize, lines: &[Line<'_>], at: usize) -> bool {
        let mut fires = false;
        let count = |c: &Candidate| c.rule == rule && c.status == Status::Counted && !c.doubtful;
        let show = |i, looked: Looked<'_>| fires |= i == at && looked.candidates.iter().any(count);
        self.walk(lines, &mut Vec::new(), None, show);
        fires
    }
}
