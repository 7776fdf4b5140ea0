//! The files joined: markers in the order of the codebook, the names that rules use for one another
//! looked up, no name given twice.
//!
//! Must not know: how files are written.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::document::Document;
use super::marker_file::{MarkerFile, Reference};
use super::schema::{Cues, Example, Lexicon};
use crate::diagnostic::Diagnostic;
use crate::model::{Codebook, Construct, Role};

/// A marker file that was read.
pub(crate) struct Loaded {
    path: String,
    /// Line and column of its id.
    id: (usize, usize),
    /// Somebody's own, and none of ours.
    own: bool,
    pub(crate) file: MarkerFile,
}

impl Loaded {
    pub(crate) fn new(
        document: &Document<'_>,
        table: &DeTable<'_>,
        own: bool,
        file: MarkerFile,
    ) -> Self {
        let at = table.get("id").map_or(0, |v| v.span().start);
        Self { path: document.path.to_string(), id: document.line_column(at), own, file }
    }
}

/// Names that stand for nothing here, though they might.
pub(crate) struct Names {
    /// Our markers and constructs, where they are left out.
    pub(crate) left_out: Vec<String>,
}

/// Joins what was read. Of two markers with one name the first is kept.
pub(crate) fn link(
    constructs: Vec<Construct>,
    cues: Cues,
    loaded: Vec<Loaded>,
    names: &Names,
    problems: &mut Vec<Diagnostic>,
) -> Lexicon {
    let mut loaded = without_doubles(&constructs, loaded, problems);
    // Constructs in codebook order, of each our markers before others, by file name.
    loaded.sort_by(|a, b| {
        (a.file.marker.construct, a.own, &a.path).cmp(&(b.file.marker.construct, b.own, &b.path))
    });
    let markers = loaded.iter().map(|l| l.file.marker.clone()).collect();
    let codebook = Codebook { constructs, markers };
    let mut lexicon = Lexicon { cues, ..Lexicon::default() };
    for (marker, Loaded { path, file, .. }) in loaded.into_iter().enumerate() {
        let first_rule = lexicon.rules.len();
        lexicon.thresholds.push(file.threshold);
        lexicon.countings.push(file.counting);
        lexicon.origins.push(file.origin);
        lexicon.calibrations.push(file.calibration);
        let default_role = file.marker.roles.first().copied().unwrap_or(Role::Partner);
        let mut look = Look { codebook: &codebook, names, path: &path, problems };
        for raw in file.rules {
            let mut rule = raw.rule;
            rule.marker = marker;
            rule.void_by = look.markers(&raw.void_by);
            if let Some(previous) = &mut rule.previous {
                previous.any = look.markers(&raw.previous_any);
            }
            rule.opposite = raw.opposite.and_then(|r| look.one_marker(&r));
            lexicon.rules.push(rule);
        }
        for raw in file.examples {
            let rule = raw.rule.map(|r| first_rule + r);
            let role =
                rule.and_then(|r| lexicon.rules[r].roles.first().copied()).unwrap_or(default_role);
            lexicon.examples.push(Example {
                text: raw.text,
                role: raw.role.unwrap_or(role),
                reply_to: raw.reply_to,
                marker,
                rule,
                expected: raw.expected,
                place: (path.clone(), raw.line),
            });
        }
    }
    lexicon.codebook = codebook;
    lexicon
}

/// Tells of every marker whose name is taken, at its own place, and leaves it out.
fn without_doubles(
    constructs: &[Construct],
    loaded: Vec<Loaded>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Loaded> {
    let mut taken: BTreeMap<String, (String, bool)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(loaded.len());
    for one in loaded {
        let id = &one.file.marker.id;
        let name = id.to_lowercase();
        let construct = constructs
            .iter()
            .find(|c| c.id.eq_ignore_ascii_case(id) || c.code.eq_ignore_ascii_case(id));
        let clash = match (taken.get(&name), construct) {
            _ if id.is_empty() => None,
            (Some((path, own)), _) => {
                let remedy = match own {
                    true => "give one of them another id, and its file that name",
                    false => {
                        "give this one another id, and its file that name; or leave our markers out with --only-lexicon"
                    }
                };
                Some((format!("there already is a marker `{id}`, in {path}"), remedy))
            }
            (None, Some(construct)) => Some((
                format!("`{id}` is the name of a construct, {}", construct.label),
                "give the marker another id, and its file that name",
            )),
            (None, None) => None,
        };
        match clash {
            Some((message, remedy)) => problems.push(
                Diagnostic::error("clash", message)
                    .within(&one.path)
                    .at(one.id.0)
                    .column(one.id.1)
                    .help(remedy),
            ),
            None => {
                taken.insert(name, (one.path.clone(), one.own));
                kept.push(one);
            }
        }
    }
    kept
}

/// Looks up the names that one file uses.
struct Look<'a> {
    codebook: &'a Codebook,
    names: &'a Names,
    path: &'a str,
    problems: &'a mut Vec<Diagnostic>,
}

impl Look<'_> {
    fn unknown(&mut self, reference: &Reference, what: &str, remedy: String) {
        let name = &reference.name;
        let (message, remedy) = if self.names.left_out.contains(name) {
            (
                format!("`{name}` is one of ours, and ours are left out"),
                "leave out --only-lexicon, or name a marker of your own".to_string(),
            )
        } else {
            (format!("there is no {what} `{name}`"), remedy)
        };
        self.problems.push(
            Diagnostic::error("unknown-marker", message)
                .within(self.path)
                .at(reference.line)
                .column(reference.column)
                .help(remedy),
        );
    }

    /// The one marker that a name stands for.
    fn one_marker(&mut self, reference: &Reference) -> Option<usize> {
        let found = self.codebook.marker(&reference.name);
        if found.is_none() {
            let remedy = "write one marker's id, as `attune lexicon list` shows them";
            self.unknown(reference, "marker", remedy.to_string());
        }
        found
    }

    /// The markers that a list of marker and construct names stands for.
    fn markers(&mut self, names: &[Reference]) -> Vec<usize> {
        let mut found = Vec::new();
        for reference in names {
            if let Some(marker) = self.codebook.marker(&reference.name) {
                found.push(marker);
                continue;
            }
            // A construct without any marker would ask for nothing.
            let construct = self.codebook.construct(&reference.name);
            let members: Vec<usize> =
                construct.map(|c| self.codebook.members(c).collect()).unwrap_or_default();
            found.extend(&members);
            if members.is_empty() {
                let known: Vec<&str> =
                    self.codebook.constructs.iter().map(|c| c.code.as_str()).collect();
                let remedy = format!("write a marker's id, or one of {}", known.join(", "));
                self.unknown(reference, "marker or construct", remedy);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
