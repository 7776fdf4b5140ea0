//! One worker's place: everything that is remembered from utterance to utterance so that nothing
//! is looked up, or given memory, twice.
//!
//! Must not know: files, or what other workers do. What is remembered never changes a result.

use super::candidate::{Candidate, Noted, Notes, Stopped};
use super::choose::choose;
use super::compile::{Compiled, Purpose, Set};
use super::entries::Met;
use super::finder::{Found, Triggers};
use super::gates::{Gates, excluded, opens_question};
use super::line::Line;
use super::overlap::Stretch;
use super::plain::Plain;
use super::prepared::{Prepared, Text};
use super::previous::Past;
use super::scene::{PROMPT_REACH, Scene};
use super::taken_back::take_back;
use super::vocabulary::Classes;
use super::wholes::Wholes;
use super::words::PlainWords;
use crate::lexicon::{Counting, Lexicon};
use crate::model::{Role, Status, Tag};
use crate::text::{Forms, TextId};

/// More distinct words than this are forgotten between two sessions, so that memory stays bounded.
const MOST_TEXTS: usize = 60_000;

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
            now: 0,
            triggers: Default::default(),
            met: Met::default(),
            words: Prepared::default(),
            wholes: Wholes::default(),
            found: Vec::new(),
            entry_found: Vec::new(),
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
    tagger: &'t Tagger,
    pub(super) forms: Forms,
    classes: Classes,
    pub(super) entry_classes: Classes,
    /// Of the rules, the gates' cues, and the openers of questions.
    triggers: [Triggers; 3],
    pub(super) met: Met,
    pub(super) words: Prepared,
    /// Whole words, for dictionaries.
    pub(super) wholes: Wholes,
    found: Vec<Found>,
    pub(super) entry_found: Vec<Found>,
    /// Purpose, first word, word after the last.
    hits: Vec<(Purpose, u32, u32)>,
    /// For each rule the utterance in which it was last asked about, and whether it may fire there.
    allowed: Vec<(u64, bool)>,
    /// The number of the utterance, of all that were ever read here.
    now: u64,
    /// Whether the openers of questions were looked for.
    opened: bool,
    gates: Gates,
    candidates: Vec<Candidate>,
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
    /// Speakers whose role is *other* are looked at with every rule, since nothing is known of
    /// them; their marks enter no couple's numbers.
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

    /// Takes a text apart.
    fn read(&mut self, text: &str) {
        let compiled = &self.tagger.compiled;
        self.words.read(text, &mut self.forms, &compiled.vocabulary, &mut self.classes);
        self.now += 1;
        self.hits.clear();
        self.opened = false;
        self.entry_found.clear();
        if !compiled.entry_finder.is_empty() {
            let (vocabulary, classes) = (&compiled.entry_vocabulary, &mut self.entry_classes);
            self.wholes.fill(&self.words.layout, &self.forms, vocabulary, classes);
        }
    }

    /// Finds the words of every rule that may fire here; of every rule, where somebody asks what
    /// was stopped.
    fn find_rules(&mut self, scene: &Scene<'_>, all: bool) {
        let (lexicon, compiled) = (&self.tagger.lexicon, &self.tagger.compiled);
        let words = &self.words;
        let (allowed, now) = (&mut self.allowed, self.now);
        allowed.resize(lexicon.rules.len(), (0, false));
        let mut allows = |rule: u32| {
            let known = &mut allowed[rule as usize];
            if known.0 != now {
                *known = (now, scene.allows(&lexicon.rules[rule as usize], words).is_ok());
            }
            all || known.1
        };
        self.found.clear();
        let text = Text { words, classes: &self.classes };
        let wanted = |program: u32| match compiled.rules.purposes[program as usize] {
            Purpose::Rule(rule) => allows(rule),
            _ => true,
        };
        let triggers = &mut self.triggers[0];
        compiled.rules.finder.find(text, triggers, wanted, &mut self.found);
        self.keep_hits(&compiled.rules);
        if !compiled.entry_finder.is_empty() {
            let (symbols, out) = (&self.wholes.symbols, &mut self.entry_found);
            let found = |program, start, end| out.push(Found { program, start, end });
            compiled.entry_finder.find(symbols, &self.entry_classes, &mut self.met, found);
            let out = &mut self.entry_found;
            out.sort_unstable();
            out.dedup();
        }
    }

    /// Finds the words of gates.
    fn find(&mut self, which: usize, set: &Set) {
        self.found.clear();
        let text = Text { words: &self.words, classes: &self.classes };
        let triggers = &mut self.triggers[which];
        set.finder.find(text, triggers, |_| true, &mut self.found);
        self.keep_hits(set);
    }

    fn keep_hits(&mut self, set: &Set) {
        let purpose = |f: &Found| set.purposes[f.program as usize];
        self.hits.extend(self.found.iter().map(|f| (purpose(f), f.start, f.end)));
        self.hits.sort_unstable();
        self.hits.dedup();
    }

    /// Finds the openers of questions, if they were not looked for yet.
    fn find_openers(&mut self) {
        if !self.opened {
            self.opened = true;
            self.find(2, &self.tagger.compiled.openers);
        }
    }

    /// Whether the utterance ends in a question: by its mark or, where there is none, by its opening.
    fn asks(&mut self) -> bool {
        let Some(last) = self.words.len().checked_sub(1) else { return false };
        let sentence = self.words.sentence(last).unwrap_or(0);
        self.words.layout.ends_in_question(sentence).unwrap_or_else(|| {
            self.find_openers();
            opens_question(&self.words, &self.hits, sentence)
        })
    }

    /// Holds every match against its gates.
    fn judge(&mut self, original: &str, scene: &Scene<'_>, mut notes: Option<&mut Notes>) {
        let tagger = self.tagger;
        let (lexicon, compiled) = (&tagger.lexicon, &tagger.compiled);
        self.candidates.clear();
        if scene.line.role.is_none() {
            return;
        }
        self.find_rules(scene, notes.is_some());
        if let Some(notes) = &mut notes {
            notes.found.clone_from(&self.found);
            notes.entries.clone_from(&self.entry_found);
        }
        // Rules come first in the order of purposes.
        let rules = self.hits.partition_point(|h| matches!(h.0, Purpose::Rule(_)));
        let regexes = compiled.regexes.find(original, &self.words);
        let gated = |f: &Found| !compiled.plain[compiled.entries[f.program as usize].0 as usize];
        if rules > 0 || !regexes.is_empty() || self.entry_found.iter().any(gated) {
            self.find(1, &compiled.cues);
            if compiled.asks {
                self.find_openers();
            }
            self.gates.fill(&self.words, &self.hits);
        }
        let of_rules = self.hits[..rules].iter().filter_map(|h| match h.0 {
            Purpose::Rule(rule) => Some((rule as usize, h.1 as usize, h.2 as usize)),
            _ => None,
        });
        let wholes = &self.words.layout.wholes;
        let token =
            |whole: u32| wholes.get(whole as usize).map_or(self.words.len(), |w| w.first as usize);
        let of_entries = self.entry_found.iter().map(|f| {
            let rule = compiled.entries[f.program as usize].0 as usize;
            (rule, token(f.start), token(f.end))
        });
        for (rule, start, end) in of_rules.chain(regexes).chain(of_entries) {
            let definition = &lexicon.rules[rule];
            let marker = definition.marker;
            if compiled.plain[rule] {
                let (status, doubtful) = (Status::Counted, false);
                self.candidates.push(Candidate { rule, marker, start, end, status, doubtful });
                continue;
            }
            let passed = scene.allows(definition, &self.words).and_then(|()| {
                let cues = &lexicon.cues;
                let passed = self.gates.judge(&self.words, cues, definition, start, end)?;
                let text = Text { words: &self.words, classes: &self.classes };
                let exclusions = &compiled.exclusions[rule];
                match excluded(text, exclusions, start, end) {
                    Some(stop) => Err(stop),
                    None => Ok(passed),
                }
            });
            match (passed, &mut notes) {
                (Ok(passed), notes) => {
                    let mut status = Status::Counted;
                    let mut prompted = None;
                    if passed.retold.is_some() {
                        status = Status::Reported;
                    } else {
                        prompted = scene.prompted(&self.words, start, end);
                        if prompted.is_some() {
                            status = Status::Prompted;
                        }
                    }
                    let opposite = definition.opposite.filter(|_| passed.opposite.is_some());
                    let (marker, doubtful) =
                        (opposite.unwrap_or(marker), passed.doubtful.is_some());
                    self.candidates.push(Candidate { rule, marker, start, end, status, doubtful });
                    if let Some(notes) = notes {
                        notes.passed.push(Noted { rule, start, end, passed, prompted });
                    }
                }
                (Err(why), Some(notes)) => notes.stopped.push(Stopped { rule, start, end, why }),
                (Err(_), None) => {}
            }
        }
        take_back(lexicon, &self.words, &mut self.candidates, notes);
    }
}
