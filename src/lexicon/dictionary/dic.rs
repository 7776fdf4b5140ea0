//! LIWC's `.dic`: categories with numbers between two lines of `%`, then terms with the numbers of
//! their categories.
//!
//! Must not know: how entries are read.

use std::collections::HashMap;

use super::Dictionary;
use super::dic_line::{header_line, term_line};
use super::draft::Draft;
use super::gather::Kind;
use super::names::{id_of, short_and_long, tidy};
use crate::decode::Source;
use crate::diagnostic::{Diagnostic, Severity};

/// What the header says.
#[derive(Default)]
struct Header {
    /// From the file's numbers to the draft's categories.
    places: HashMap<u64, usize>,
    /// For each category of the draft the one that it stands under.
    under: HashMap<usize, usize>,
    /// Indentation and category of the lines that the next one may stand under.
    open: Vec<(usize, usize)>,
}

/// Reads a dictionary.
pub(crate) fn read(
    source: &Source<'_>,
    given: Dictionary,
) -> (Dictionary, Vec<usize>, Vec<Diagnostic>) {
    let mut draft = Draft::default();
    let mut lines = source.filled().peekable();
    let mut marked = false;
    // Everything up to the first mark is a preface; without one, the header begins at once.
    if source.filled().any(|(_, l)| is_mark(l)) {
        for (number, line) in lines.by_ref() {
            if is_mark(line) {
                marked = true;
                break;
            }
            if !is_comment(line) {
                draft.gathered.add(&PREFACE, "", number);
            }
        }
    }
    let closed = lines.clone().any(|(_, l)| is_mark(l));
    let mut header = Header::default();
    while let Some(&(number, line)) = lines.peek() {
        if is_mark(line) {
            lines.next();
            break;
        }
        match header_line(line) {
            Some(_) if draft.full() => {}
            Some(read) => header.add(&mut draft, read.indent, read.number, read.name, number),
            None if is_comment(line) => {}
            None if closed => draft.gathered.add(&NO_HEADER_LINE, "", number),
            None => break,
        }
        lines.next();
    }
    if draft.categories.is_empty() {
        let problem = Diagnostic::error("no-header", "the file names no categories")
            .at(1)
            .help("write them with their numbers between two lines of `%`, before the terms");
        return (given, Vec::new(), vec![problem]);
    }
    if !(marked && closed) {
        let line = lines.peek().map_or(1, |l| l.0);
        draft.gathered.add(&OPEN_HEADER, "", line);
    }
    for (number, line) in lines {
        if draft.full() {
            break;
        }
        if !is_mark(line) {
            term(&mut draft, &header, number, line);
        }
    }
    header.link(&mut draft);
    draft.finish(given)
}

fn is_mark(line: &str) -> bool {
    line.trim_start().starts_with('%')
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';']) || line.trim_start().starts_with("//")
}

impl Header {
    fn add(&mut self, draft: &mut Draft, indent: usize, number: u64, name: &str, line: usize) {
        if let Some(&place) = self.places.get(&number) {
            let same = draft.categories[place].label == tidy(name);
            draft.gathered.add(if same { &TWICE } else { &TWO_NAMES }, &number.to_string(), line);
            return;
        }
        let (mut short, mut long) = short_and_long(name);
        if id_of(&short).is_empty() {
            draft.gathered.add(&NO_NAME, "", line);
            short = format!("category {number}");
            long.clone_from(&short);
        }
        let Some(place) = draft.category(&short, &long, line) else { return };
        self.places.insert(number, place);
        self.open.retain(|(open, _)| *open < indent);
        if let Some((_, parent)) = self.open.last().filter(|(_, p)| *p != place) {
            self.under.insert(place, *parent);
        }
        self.open.push((indent, place));
    }

    /// A category that stands under another names it as its parent, if the terms do so too: LIWC
    /// writes both numbers behind each term.
    fn link(&self, draft: &mut Draft) {
        for child in 0..draft.categories.len() {
            let Some(&parent) = self.under.get(&child) else { continue };
            let id = draft.categories[parent].id.clone();
            if draft.holds(parent, child) {
                draft.categories[child].parents.push(id);
                continue;
            }
            let lacks = draft.lacks(parent, child);
            let detail = format!("`{id}`, although {lacks} of its entries do not name it");
            draft.gathered.add(&NOT_IN_PARENT, &detail, draft.lines[child]);
        }
    }
}

fn term(draft: &mut Draft, header: &Header, number: usize, line: &str) {
    let read = term_line(line, |n| header.places.contains_key(&n));
    let known: Vec<usize> =
        read.numbers.iter().filter_map(|n| header.places.get(n)).copied().collect();
    if is_comment(line) && (known.is_empty() || known.len() < read.numbers.len()) {
        return;
    }
    for unknown in read.numbers.iter().filter(|n| !header.places.contains_key(n)) {
        draft.gathered.add(&UNDEFINED, &unknown.to_string(), number);
    }
    if read.odd {
        draft.gathered.add(&ODD, "", number);
    }
    match (read.conditional, known.is_empty()) {
        (true, true) => draft.gathered.add(&ONLY_CONDITIONS, "", number),
        (true, false) => draft.gathered.add(&CONDITION, "", number),
        (false, true) if read.numbers.is_empty() && !read.odd => {
            draft.gathered.add(&NO_CATEGORY, "", number);
        }
        _ => {}
    }
    if !known.is_empty() {
        let mut known = known;
        known.sort_unstable();
        known.dedup();
        draft.entry_or_note(&known, read.term, number);
    }
}

static PREFACE: Kind = Kind {
    severity: Severity::Warning,
    code: "preface",
    one: "line before the first `%` was left out",
    many: "lines before the first `%` were left out",
    help: "put `#` before lines that are only for people",
};

static NO_HEADER_LINE: Kind = Kind {
    severity: Severity::Warning,
    code: "header-line",
    one: "line between the two `%` names no category, and was left out",
    many: "lines between the two `%` name no category, and were left out",
    help: "write a number, a tab, and the category's name",
};

static OPEN_HEADER: Kind = Kind {
    severity: Severity::Warning,
    code: "open-header",
    one: "line was taken for the first term, since the categories do not stand between two `%`",
    many: "lines were taken for the first term",
    help: "put a line of `%` before the categories, and one behind them",
};

static TWICE: Kind = Kind {
    severity: Severity::Note,
    code: "same-number",
    one: "more line defines category {} in the same way",
    many: "more lines define category {} in the same way",
    help: "",
};

static TWO_NAMES: Kind = Kind {
    severity: Severity::Warning,
    code: "same-number",
    one: "more line gives category {} another name, which was left out",
    many: "more lines give category {} other names, which were left out",
    help: "give each category a number of its own",
};

static NO_NAME: Kind = Kind {
    severity: Severity::Warning,
    code: "no-name",
    one: "category has no name, and is called by its number",
    many: "categories have no name, and are called by their numbers",
    help: "write the name behind the number",
};

static UNDEFINED: Kind = Kind {
    severity: Severity::Warning,
    code: "undefined-category",
    one: "entry names category {}, which the header does not define; it does not count there",
    many: "entries name category {}, which the header does not define; they do not count there",
    help: "define the category between the two `%`, or take its number out",
};

static NO_CATEGORY: Kind = Kind {
    severity: Severity::Warning,
    code: "no-category",
    one: "entry names no category, and was left out",
    many: "entries name no category, and were left out",
    help: "write a tab and the category's number behind the word",
};

static ODD: Kind = Kind {
    severity: Severity::Warning,
    code: "number",
    one: "entry has something behind it that is no number, and was left out",
    many: "entries have something behind them that is no number, and was left out",
    help: "write the categories' numbers with tabs between",
};

static CONDITION: Kind = Kind {
    severity: Severity::Warning,
    code: "condition",
    one: "entry has a category with a condition, such as `(02 134)125/464`; it counts only for its others",
    many: "entries have categories with conditions, such as `(02 134)125/464`; they count only for their others",
    help: "write phrases for what is meant: `would like` under one category, `like` under the other",
};

static ONLY_CONDITIONS: Kind = Kind {
    severity: Severity::Warning,
    code: "condition",
    one: "entry has no category without a condition, such as `(02 134)125/464`, and was left out",
    many: "entries have no category without a condition, such as `(02 134)125/464`, and were left out",
    help: "write phrases for what is meant: `would like` under one category, `like` under the other",
};

static NOT_IN_PARENT: Kind = Kind {
    severity: Severity::Note,
    code: "not-in-parent",
    one: "category stands under {}; entries count only for the categories that they name",
    many: "categories stand under {}; entries count only for the categories that they name",
    help: "",
};
