//! YAML as quanteda reads it: keys with a word or a list of words, or with keys of their own, which
//! are joined to theirs with a dot.
//!
//! Must not know: how entries are read.

use super::Dictionary;
use super::draft::Draft;
use super::gather::Kind;
use super::names::{id_of, tidy};
use super::yaml_tree::{NodeId, Tree, Value, parse};
use crate::decode::Source;
use crate::diagnostic::{Diagnostic, Severity};

/// Keys nested deeper than this are a slip of the hand, or meant to do harm.
const DEEPEST: usize = 64;

/// A joined key longer than this is no name.
const LONGEST_NAME: usize = 500;

/// Nodes that may be visited more than once, because aliases name them.
const MOST_REPEATED: usize = 200_000;

/// Reads a dictionary.
pub(crate) fn read(
    source: &Source<'_>,
    given: Dictionary,
) -> (Dictionary, Vec<usize>, Vec<Diagnostic>) {
    let mut tree = parse(source.text());
    let problems = std::mem::take(&mut tree.problems);
    let mut draft = Draft::default();
    let keys = tree.root.is_some_and(|r| matches!(tree.nodes[r as usize].value, Value::Map(_)));
    if !keys && problems.is_empty() {
        let problem = Diagnostic::error("unknown-format", "this is no dictionary of a known format")
            .at(1)
            .help("known are LIWC's .dic and .dicx, quanteda's YAML, and our own TOML; see docs/dictionaries.md");
        return (given, Vec::new(), vec![problem]);
    }
    let mut walk =
        Walk { tree: &tree, draft: &mut draft, left: 3 * tree.nodes.len() + MOST_REPEATED };
    if let Some(root) = tree.root {
        walk.map(root, "", 0);
    }
    let (dictionary, lines, more) = draft.finish(given);
    (dictionary, lines, problems.into_iter().chain(more).collect())
}

struct Walk<'a> {
    tree: &'a Tree,
    draft: &'a mut Draft,
    /// Nodes that may still be visited.
    left: usize,
}

impl<'a> Walk<'a> {
    /// A node, with aliases followed; `None` where enough was read.
    fn get(&mut self, mut node: NodeId) -> Option<(&'a Value, usize)> {
        let line = self.tree.nodes.get(node as usize)?.line;
        loop {
            if self.left == 0 {
                self.draft.gathered.add(&ALIASES, "", line);
                return None;
            }
            self.left -= 1;
            match &self.tree.nodes.get(node as usize)?.value {
                Value::Alias(to) => node = *to,
                value => return Some((value, line)),
            }
        }
    }

    fn map(&mut self, node: NodeId, name: &str, depth: usize) {
        let Some((Value::Map(pairs), line)) = self.get(node) else { return };
        if depth > DEEPEST {
            self.draft.gathered.add(&DEEP, "", line);
            return;
        }
        for (key, value) in pairs {
            if self.left == 0 || self.draft.full() {
                return;
            }
            let Some((key, line)) = self.get(*key) else { continue };
            let key = match key {
                Value::Text(key) => tidy(key),
                Value::Nothing => String::new(),
                _ => {
                    self.draft.gathered.add(&KEY, "", line);
                    continue;
                }
            };
            match key.as_str() {
                // Another map's keys, put in here.
                "<<" => self.map(*value, name, depth + 1),
                // quanteda writes the words of a key that has keys of its own under these.
                "" | "__" if !name.is_empty() => self.value(*value, name, line, depth + 1),
                key if id_of(key).is_empty() => self.draft.gathered.add(&NO_NAME, "", line),
                key => {
                    let whole =
                        if name.is_empty() { key.to_string() } else { format!("{name}.{key}") };
                    if whole.len() > LONGEST_NAME {
                        self.draft.gathered.add(&DEEP, "", line);
                    } else {
                        self.value(*value, &whole, line, depth + 1);
                    }
                }
            }
        }
    }

    fn value(&mut self, node: NodeId, name: &str, line: usize, depth: usize) {
        match self.get(node) {
            Some((Value::Map(_), _)) => self.map(node, name, depth),
            Some((Value::List(members), _)) if members.iter().all(|m| self.is_map(*m)) => {
                if members.is_empty() {
                    self.draft.category(name, name, line);
                }
                members.iter().for_each(|m| self.map(*m, name, depth));
            }
            Some(_) => {
                if let Some(category) = self.draft.category(name, name, line) {
                    self.entries(node, name, category, depth);
                }
            }
            None => {}
        }
    }

    fn is_map(&self, node: NodeId) -> bool {
        matches!(self.tree.nodes.get(node as usize).map(|n| &n.value), Some(Value::Map(_)))
    }

    fn entries(&mut self, node: NodeId, name: &str, category: usize, depth: usize) {
        if depth > DEEPEST || self.draft.full() {
            return;
        }
        match self.get(node) {
            Some((Value::Text(text), line)) => {
                self.draft.entry_or_note(&[category], text, line);
            }
            Some((Value::List(members), _)) => {
                for member in members {
                    self.entries(*member, name, category, depth + 1);
                }
            }
            Some((Value::Map(_), _)) => self.map(node, name, depth + 1),
            _ => {}
        }
    }
}

static KEY: Kind = Kind {
    severity: Severity::Warning,
    code: "key",
    one: "key is no name, and was left out with what stands under it",
    many: "keys are no names, and were left out with what stands under them",
    help: "write a name before the colon",
};

static NO_NAME: Kind = Kind {
    severity: Severity::Warning,
    code: "no-name",
    one: "key holds no letter or digit, and was left out with what stands under it",
    many: "keys hold no letter or digit, and were left out with what stands under them",
    help: "write a name before the colon",
};

static DEEP: Kind = Kind {
    severity: Severity::Error,
    code: "nested",
    one: "key is nested too deeply, and was left out",
    many: "keys are nested too deeply, and were left out",
    help: "write the keys side by side",
};

static ALIASES: Kind = Kind {
    severity: Severity::Error,
    code: "aliases",
    one: "line is where the file's aliases (*name) unfold to more than a dictionary can hold",
    many: "lines are where the file's aliases (*name) unfold to more than a dictionary can hold",
    help: "write the words themselves instead of aliases",
};
