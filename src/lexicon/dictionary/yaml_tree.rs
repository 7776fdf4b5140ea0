//! A YAML file as a tree whose every node knows its line. Words stay words: `no` is never *false*,
//! `1` never a number.
//!
//! Must not know: what the keys mean.

use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};

use crate::diagnostic::Diagnostic;

/// A tree of more nodes is no dictionary.
const MOST_NODES: usize = 3_000_000;

/// A node, by its number.
pub(crate) type NodeId = u32;

#[derive(Debug)]
pub(crate) struct Node {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    /// Nothing was written, or `~`.
    Nothing,
    List(Vec<NodeId>),
    /// Keys with their values.
    Map(Vec<(NodeId, NodeId)>),
    /// The same as another node.
    Alias(NodeId),
}

/// What was read, up to where the file ends or breaks off.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) root: Option<NodeId>,
    pub(crate) problems: Vec<Diagnostic>,
}

/// A list or map that is not closed yet, and the key that waits for its value.
struct Open {
    node: NodeId,
    key: Option<NodeId>,
}

/// Reads the first document of a file.
pub(crate) fn parse(text: &str) -> Tree {
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    let mut builder = Builder::default();
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                builder.tree.problems.push(syntax(&error));
                break;
            }
        };
        if !builder.take(event, span.start.line()) {
            break;
        }
    }
    builder.close_all();
    builder.tree
}

fn syntax(error: &ScanError) -> Diagnostic {
    let place = error.marker();
    Diagnostic::error("yaml", format!("this is not valid YAML: {}", error.info()))
        .at(place.line())
        .column(place.col() + 1)
        .help(
            "put values with marks such as * : # ' into quotation marks; what follows was not read",
        )
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
}

impl Builder {
    /// Takes an event; returns whether there is more to read.
    fn take(&mut self, event: Event<'_>, line: usize) -> bool {
        if self.tree.nodes.len() >= MOST_NODES {
            self.tree.problems.push(
                Diagnostic::error("too-large", "the file holds more than a dictionary can")
                    .at(line)
                    .help("split the dictionary into several files"),
            );
            return false;
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let value = match text.as_ref() {
                    "" | "~" if plain => Value::Nothing,
                    text => Value::Text(text.to_string()),
                };
                let node = self.node(line, value, anchor);
                self.place(node);
            }
            Event::SequenceStart(_, anchor, _) => self.begin(line, Value::List(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => self.begin(line, Value::Map(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).map_or(Value::Nothing, |n| Value::Alias(*n));
                let node = self.node(line, value, 0);
                self.place(node);
            }
            Event::UnresolvedAlias(name) => {
                let message =
                    format!("`*{name}` without quotation marks means something else in YAML");
                self.tree.problems.push(
                    Diagnostic::error("yaml-alias", message)
                        .at(line)
                        .help(format!("write it in quotation marks: '*{name}'")),
                );
                let node = self.node(line, Value::Nothing, 0);
                self.place(node);
            }
            Event::DocumentEnd => return false,
            _ => {}
        }
        true
    }

    fn node(&mut self, line: usize, value: Value, anchor: usize) -> NodeId {
        let node = self.tree.nodes.len() as NodeId;
        self.tree.nodes.push(Node { line, value });
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        node
    }

    fn begin(&mut self, line: usize, value: Value, anchor: usize) {
        let node = self.node(line, value, anchor);
        self.open.push(Open { node, key: None });
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.place(open.node);
        }
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: NodeId) {
        let Some(open) = self.open.last_mut() else {
            self.tree.root.get_or_insert(node);
            return;
        };
        match &mut self.tree.nodes[open.node as usize].value {
            Value::List(members) => members.push(node),
            Value::Map(pairs) => match open.key.take() {
                None => open.key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
            _ => {}
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.end();
        }
    }
}
