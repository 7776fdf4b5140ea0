//! `attune lexicon show`: all that is written about a marker, in words.
//!
//! Must not know: how rules are matched.

use std::fmt::Write as _;

use anstyle::Style;
use attunement::lexicon::{
    At, Example, Hypothetical, Irony, Lexicon, Matching, Negation, Origin, Pattern, Question,
    Quotation, Rule, Target,
};
use attunement::model::{Direction, Role};

use super::show_json::answer;
use crate::cli::Outcome;
use crate::cli::args::ShowArguments;
use crate::cli::commands::explain::{self, listed, someone, standing};
use crate::cli::commands::known;
use crate::cli::lexicons::{self, Ours};
use crate::cli::terminal::{print, width};
use crate::cli::underline::paragraph;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Columns before a pattern or a sentence.
const ITEM: usize = 6;

pub(super) fn run(arguments: &ShowArguments, quiet: bool) -> anyhow::Result<Outcome> {
    let mut lexicon = lexicons::open(&arguments.lexicons, Ours::Whole, quiet)?;
    let asked = &arguments.lexicons;
    lexicons::recall_checks(&mut lexicon, &asked.choice, asked.lexicons.as_deref())?;
    let markers = known::markers(&lexicon, &arguments.markers)?;
    if arguments.json {
        print(&serde_json::to_string_pretty(&answer(&lexicon, &markers))?)?;
        return Ok(Outcome::Done);
    }
    let sheet = Sheet { lexicon: &lexicon, width: width() };
    let shown: Vec<String> = markers.iter().map(|m| sheet.marker(*m)).collect();
    print(&shown.join("\n"))?;
    Ok(Outcome::Done)
}

/// What is expected of a marker: a hypothesis.
pub(super) fn expected(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "it becomes more frequent: a hypothesis, never a score",
        Direction::Down => "it becomes less frequent: a hypothesis, never a score",
        Direction::Open => "nothing in particular",
    }
}

/// Where weights come from.
fn origin(lexicon: &Lexicon, marker: usize) -> String {
    let Some(Some(learned)) = lexicon.calibrations.get(marker) else {
        return "set by hand".to_string();
    };
    let left_out = match (learned.precision, learned.recall) {
        (Some(p), Some(r)) => {
            format!("; on conversations left out, precision was {p:.2} and recall {r:.2}")
        }
        _ => String::new(),
    };
    format!(
        "learned on {} from {} coded utterances ({}){left_out}",
        learned.date,
        learned.utterances,
        learned.data.join(", ")
    )
}

fn people(roles: &[Role]) -> String {
    let people: Vec<String> = roles
        .iter()
        .map(|r| match r {
            // Who is no partner, client or therapist for the study.
            Role::Other => "somebody else".to_string(),
            role => someone(*role).to_string(),
        })
        .collect();
    listed(&people, "or")
}

/// What of a rule's conditions is not as usual, a sentence each; patterns stand apart.
pub(super) fn conditions(lexicon: &Lexicon, rule: &Rule) -> Vec<String> {
    let book = &lexicon.codebook;
    let mut says: Vec<String> = Vec::new();
    let mut say = |text: &str| says.push(text.to_string());
    match rule.negation {
        Negation::Cancel => {}
        Negation::Ignore => say("Counts even where it is negated."),
        Negation::Require => say("Counts only where a word such as “not” stands before it."),
    }
    match rule.quotation {
        Quotation::Reported => {}
        Quotation::Ignore => say("Counts quoted and retold words too."),
    }
    match rule.question {
        Question::Exclude => {}
        Question::Allow => say("Counts in questions too."),
        Question::Require => say("Counts only in questions."),
    }
    match rule.hypothetical {
        Hypothetical::Exclude => {}
        Hypothetical::Allow => say("Counts what is only imagined too."),
    }
    match rule.irony {
        Irony::Review => {}
        Irony::Ignore => say("Counts in full even beside words that are often meant otherwise."),
    }
    match rule.target {
        Target::Any => {}
        Target::You => say("Has to be said to the partner."),
        Target::PartnerThirdPerson => say("Has to be said about the partner, to a therapist."),
    }
    if rule.at != At::Anywhere {
        say(&format!("Counts only {}.", standing(rule.at)));
    }
    match (rule.min_words, rule.max_words) {
        (0 | 1, usize::MAX) => {}
        (0 | 1, most) => say(&format!("Counts only in turns of at most {most} words.")),
        (least, usize::MAX) => say(&format!("Counts only in turns of at least {least} words.")),
        (least, most) => say(&format!("Counts only in turns of {least} to {most} words.")),
    }
    if rule.roles != book.markers[rule.marker].roles {
        say(&format!("Looks only at the words of {}.", people(&rule.roles)));
    }
    if let Some(opposite) = rule.opposite {
        say(&format!("Negated, it shows the opposite: {}.", book.markers[opposite].label));
    }
    if rule.previous.is_some() {
        say(&explain::wanted(book, rule));
    }
    if !rule.void_by.is_empty() {
        let names = explain::markers(book, &rule.void_by);
        say(&format!("Does not count if one of these is seen later in the turn: {names}."));
    }
    says
}

/// The exclusions of a rule: where they must not stand, and the patterns.
pub(super) fn exclusions(rule: &Rule) -> [(&'static str, &'static str, &[Pattern]); 4] {
    [
        ("unless", "in the same sentence", &rule.unless),
        ("unless_before", "before it in the same sentence", &rule.unless_before),
        ("unless_after", "after it in the turn", &rule.unless_after),
        ("unless_turn", "anywhere in the turn", &rule.unless_turn),
    ]
}

struct Sheet<'a> {
    lexicon: &'a Lexicon,
    width: usize,
}

impl Sheet<'_> {
    fn text(&self, out: &mut String, text: &str, indent: usize) {
        out.push_str(&paragraph(text, self.width, indent));
    }

    /// One of several, told apart by a sign before it.
    fn item(&self, out: &mut String, text: &str) {
        let lines = paragraph(text, self.width, ITEM + 2);
        let rest = lines.get(ITEM + 2..).unwrap_or_default();
        let _ = write!(out, "{:ITEM$}· {rest}", "");
    }

    /// A pattern, which may go on in the next line behind a space or `|`.
    fn pattern(&self, out: &mut String, written: &str) {
        let room = self.width.saturating_sub(ITEM + 2);
        let mut line = String::new();
        let mut sign = "·";
        for piece in written.split_inclusive([' ', '|']) {
            let end = piece.trim_end().chars().count();
            if !line.is_empty() && line.chars().count() + end > room {
                let _ = writeln!(out, "{:ITEM$}{sign} {}", "", line.trim_end());
                (line, sign) = (String::new(), " ");
            }
            line.push_str(piece);
        }
        let _ = writeln!(out, "{:ITEM$}{sign} {}", "", line.trim_end());
    }

    fn marker(&self, at: usize) -> String {
        let lexicon = self.lexicon;
        let marker = &lexicon.codebook.markers[at];
        let construct = &lexicon.codebook.constructs[marker.construct];
        let mut out = String::new();
        let _ = writeln!(out, "{BOLD}{}{BOLD:#}  {DIM}{}{DIM:#}", marker.label, marker.id);
        let threshold = lexicon.thresholds.get(at).copied().unwrap_or(0.5);
        let seen = format!(
            "where its rules together are sure to {threshold:.2} or more; their weights were {}",
            origin(lexicon, at)
        );
        let sources = match marker.references.is_empty() {
            true => "none is named".to_string(),
            false => marker.references.join("; "),
        };
        let mut facts = vec![
            ("Construct", format!("{} ({})", construct.label, construct.code)),
            ("What it is", marker.definition.clone()),
            ("What the rules cannot see", marker.misses.clone()),
            ("Sources", sources),
            ("Whose words", people(&marker.roles)),
        ];
        if !construct.dictionary {
            facts.push(("Seen", seen));
            facts.push(("Expected of good treatment", expected(marker.direction).to_string()));
        }
        facts.push(("How far it was checked", marker.validity.says()));
        for (name, fact) in facts {
            let end = if fact.ends_with('.') { "" } else { "." };
            self.text(&mut out, &format!("{name}: {fact}{end}"), 2);
        }
        for (i, rule) in lexicon.rules.iter().enumerate().filter(|r| r.1.marker == at) {
            out.push('\n');
            self.rule(&mut out, i, rule);
        }
        let whole: Vec<&Example> =
            lexicon.examples.iter().filter(|e| e.marker == at && e.rule.is_none()).collect();
        if !whole.is_empty() {
            let _ = writeln!(out, "\n  {BOLD}Of the whole marker{BOLD:#}");
            self.sentences(&mut out, &whole);
        }
        out
    }

    fn rule(&self, out: &mut String, at: usize, rule: &Rule) {
        let short = rule.id.split_once('.').map_or(rule.id.as_str(), |(_, short)| short);
        let (file, line) = &rule.place;
        let calibrated = self.lexicon.origins.get(rule.marker) == Some(&Origin::Calibrated);
        let learned = match rule.learned {
            Some(l) => format!(" from {} utterances (by hand {:.2})", l.fired, l.by_hand),
            None if calibrated => " by hand".to_string(),
            None => String::new(),
        };
        // The place goes into the next line where it finds no room.
        let long = short.len() + learned.len() + file.len() + line.to_string().len() + 20;
        let gap = if long > self.width { "\n    " } else { " " };
        let _ = writeln!(
            out,
            "  {BOLD}{short}{BOLD:#}  {DIM}weight {:.2}{learned},{gap}{file}:{line}{DIM:#}",
            rule.weight
        );
        match &rule.matching {
            Matching::Patterns(patterns) => {
                patterns.iter().for_each(|p| self.pattern(out, &p.written));
            }
            Matching::Regex(regex) => self.text(out, &format!("regex: {regex}"), 6),
            Matching::Entries(entries) => {
                let all: Vec<&str> = entries.iter().map(|e| e.written.as_str()).collect();
                self.text(out, &all.join(", "), 6);
                return;
            }
        }
        for says in conditions(self.lexicon, rule) {
            self.text(out, &says, 4);
        }
        for (_, place, patterns) in exclusions(rule).into_iter().filter(|e| !e.2.is_empty()) {
            self.text(out, &format!("Does not count if this stands {place}:"), 4);
            patterns.iter().for_each(|p| self.pattern(out, &p.written));
        }
        let own: Vec<&Example> =
            self.lexicon.examples.iter().filter(|e| e.rule == Some(at)).collect();
        self.sentences(out, &own);
    }

    fn sentences(&self, out: &mut String, examples: &[&Example]) {
        for (title, expected) in [("Counts:", true), ("Does not count:", false)] {
            let chosen: Vec<&&Example> =
                examples.iter().filter(|e| e.expected == expected).collect();
            if chosen.is_empty() {
                continue;
            }
            self.text(out, title, 4);
            for example in chosen {
                let first = &self.lexicon.codebook.markers[example.marker].roles;
                let who = match first.first() {
                    Some(role) if *role == example.role => String::new(),
                    _ => format!("({}) ", example.role.name()),
                };
                let before = match &example.reply_to {
                    Some(before) => format!(", after “{before}”"),
                    None => String::new(),
                };
                self.item(out, &format!("{who}“{}”{before}", example.text));
            }
        }
    }
}
