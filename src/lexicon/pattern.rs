//! The pattern language, read with the column of every mistake. See `docs/lexicons.md`.
//!
//! Must not know: files, markers, how patterns are matched.

use super::item::{Item, Mistake, Pattern, Term, group};
use super::sets::Sets;
use crate::text::{Tokens, equivalents};

/// A gap longer than this finds anything.
const LONGEST_GAP: usize = 12;

/// Brackets nested deeper than this are a slip of the hand.
const DEEPEST: usize = 8;

/// Reads a pattern; sets must have been read before.
pub(crate) fn parse(written: &str, sets: &Sets) -> Result<Pattern, Mistake> {
    let chars = written.chars().collect();
    let mut parser = Parser { chars, at: 0, written: String::new(), sets, starts: Vec::new() };
    let items = parser.alternatives(0)?.1.swap_remove(0);
    check_edges(&items, written)?;
    let (written, starts) = (written.to_string(), parser.starts);
    Ok(Pattern { written, items, starts, place: (0, 0) })
}

fn mistake<T>(
    column: usize,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Result<T, Mistake> {
    Err(Mistake { column, message: message.into(), help: help.into() })
}

fn check_edges(items: &[Item], written: &str) -> Result<(), Mistake> {
    // A match begins with a word, so behind an edge a gap would never be crossed.
    let edge = |i: &&Item| matches!(i, Item::TurnStart | Item::SentenceEdge);
    let ends = [items.iter().find(|i| !edge(i)), items.last()];
    if ends.iter().any(|i| matches!(i, Some(Item::Gap { .. }))) {
        return mistake(
            0,
            "a pattern cannot begin or end with a gap, nor with a gap behind `^` or `.`",
            "put the word before or after the gap, or leave the gap out",
        );
    }
    if !items.iter().any(needs_word) {
        return mistake(
            0,
            if written.trim().is_empty() {
                "the pattern is empty"
            } else {
                "the pattern can match without any word"
            },
            "write at least one word that must stand there",
        );
    }
    Ok(())
}

fn needs_word(item: &Item) -> bool {
    match item {
        Item::Word(_) => true,
        Item::Group { alternatives, optional } => {
            !optional && alternatives.iter().all(|a| a.iter().any(needs_word))
        }
        Item::Gap { .. }
        | Item::TurnStart
        | Item::TurnEnd
        | Item::SentenceEdge
        | Item::QuestionEnd
        | Item::Not(_) => false,
    }
}

struct Parser<'a> {
    chars: Vec<char>,
    at: usize,
    /// The word that is being read.
    written: String,
    sets: &'a Sets,
    starts: Vec<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Reads sequences parted by `|`, up to a closing bracket (inside) or the end (outside). Where there
    /// are several, the words of those that are one word come by themselves.
    fn alternatives(&mut self, depth: usize) -> Result<(Vec<Term>, Vec<Vec<Item>>), Mistake> {
        let mut words = Vec::new();
        let mut all = vec![Vec::new()];
        // Column of a `|` outside brackets that waits for its right-hand word.
        let mut joining: Option<usize> = None;
        loop {
            let at = self.at;
            match self.peek() {
                None if depth > 0 => return mistake(at, "a bracket is never closed", "add `)`"),
                Some(')') if depth > 0 => {
                    self.at += 1;
                    let several = all.len() > 1 || !words.is_empty();
                    if all.iter().any(Vec::is_empty) {
                        return mistake(
                            at,
                            "an alternative is empty",
                            "write a word, or `(…)?` for something that may be left out",
                        );
                    }
                    if several {
                        take_word(&mut all, &mut words);
                        all.retain(|way| !way.is_empty());
                    }
                    return Ok((words, all));
                }
                None => {
                    return match joining {
                        Some(at) => mistake(
                            at,
                            "nothing follows `|`",
                            "write the other word right after it",
                        ),
                        None => Ok((words, all)),
                    };
                }
                Some('|') if depth > 0 => {
                    self.at += 1;
                    if !take_word(&mut all, &mut words) {
                        all.push(Vec::new());
                    }
                }
                Some('|') => {
                    let touches = at > 0
                        && !self.chars[at - 1].is_whitespace()
                        && self.chars.get(at + 1).is_some_and(|c| !c.is_whitespace());
                    if !touches || all[0].is_empty() || joining.is_some() {
                        return mistake(
                            at,
                            "`|` must touch a word on either side",
                            "write `it|that`, or put brackets around longer alternatives: `(not at all|never)`",
                        );
                    }
                    self.at += 1;
                    joining = Some(at);
                }
                Some(c) if c.is_whitespace() => self.at += 1,
                Some(c) => {
                    let sequence = all.last_mut().expect("there is always one");
                    let before = sequence.len();
                    self.unit(c, depth, sequence)?;
                    if joining.take().is_some() {
                        join(sequence, before);
                    } else if depth == 0 {
                        self.starts.resize(sequence.len(), at);
                    }
                }
            }
        }
    }

    /// Reads what a character begins, and appends it.
    fn unit(&mut self, c: char, depth: usize, out: &mut Vec<Item>) -> Result<(), Mistake> {
        let at = self.at;
        let item = match c {
            '(' if depth >= DEEPEST => {
                return mistake(
                    at,
                    "brackets are nested too deeply",
                    "split the pattern into several",
                );
            }
            '(' => {
                self.at += 1;
                let (words, alternatives) = self.alternatives(depth + 1)?;
                let optional = self.peek() == Some('?');
                if optional {
                    self.at += 1;
                }
                group(words, alternatives, optional)
            }
            '<' => self.gap()?,
            '@' => self.set()?,
            '!' => {
                self.at += 1;
                match self.peek() {
                    Some(next) if next == '(' || next == '@' || is_word_char(next) => {
                        let mut items = Vec::new();
                        self.unit(next, depth, &mut items)?;
                        Item::Not([items].into())
                    }
                    _ => {
                        return mistake(
                            at,
                            "`!` must stand right before a word or a bracket",
                            "write `!that` or `!(that|if)`",
                        );
                    }
                }
            }
            '^' | '$' | '.' => {
                self.at += 1;
                match c {
                    '^' => Item::TurnStart,
                    '$' => Item::TurnEnd,
                    _ => Item::SentenceEdge,
                }
            }
            '?' if self.alone(at) => {
                self.at += 1;
                Item::QuestionEnd
            }
            c if is_word_char(c) => return self.word(out),
            other => return misplaced(at, other),
        };
        out.push(item);
        Ok(())
    }

    /// Whether the mark at a column touches no word.
    fn alone(&self, at: usize) -> bool {
        let free = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace() || "()|".contains(*c));
        free(at.checked_sub(1).and_then(|i| self.chars.get(i))) && free(self.chars.get(at + 1))
    }

    fn gap(&mut self) -> Result<Item, Mistake> {
        let at = self.at;
        let Some(length) = self.chars[at..].iter().position(|c| *c == '>') else {
            return mistake(
                at,
                "the gap is never closed",
                "write `<0-3>`: at least 0, at most 3 words",
            );
        };
        let inside: String = self.chars[at + 1..at + length].iter().collect();
        self.at = at + length + 1;
        let (min, max) = inside.split_once('-').unwrap_or((&inside, &inside));
        match (min.trim().parse::<usize>(), max.trim().parse::<usize>()) {
            (Ok(min), Ok(max)) if min <= max && (1..=LONGEST_GAP).contains(&max) => {
                Ok(Item::Gap { min, max })
            }
            _ => mistake(
                at,
                format!("`<{inside}>` is no gap"),
                format!("write `<0-3>`: at least 0, at most 3 words; no more than {LONGEST_GAP}"),
            ),
        }
    }

    fn set(&mut self) -> Result<Item, Mistake> {
        let at = self.at;
        self.at += 1;
        let name: String = self.chars[self.at..]
            .iter()
            .take_while(|c| c.is_alphanumeric() || **c == '_')
            .collect();
        self.at += name.chars().count();
        match self.sets.get(&name) {
            Some(set) => Ok(set.clone()),
            None => mistake(
                at,
                format!("there is no set `@{name}`"),
                format!("write it under [sets], or use one of these: {}", self.sets.names()),
            ),
        }
    }

    fn word(&mut self, out: &mut Vec<Item>) -> Result<(), Mistake> {
        let at = self.at;
        while self.peek().is_some_and(is_word_char) {
            self.at += 1;
        }
        self.written.clear();
        self.written.extend(&self.chars[at..self.at]);
        let word = self.written.as_str();
        let stem = self.peek() == Some('*');
        if stem {
            self.at += 1;
        }
        if self.peek() == Some('?') {
            return mistake(
                self.at,
                "`?` must follow a bracket",
                format!(
                    "write `({word})?` for a word that may be left out, `{word} ?` for the end of a question"
                ),
            );
        }
        let items = self.sets.word(word, stem, items_of);
        if items.is_empty() {
            return mistake(at, format!("`{word}` holds no word"), "write letters");
        }
        out.extend_from_slice(&items);
        Ok(())
    }
}

/// Whether the last alternative is one word; it is moved to the others, and its place is empty then.
fn take_word(all: &mut [Vec<Item>], words: &mut Vec<Term>) -> bool {
    let Some(last) = all.last_mut() else { return false };
    let [Item::Word(terms)] = last.as_slice() else { return false };
    words.extend(terms.iter().cloned());
    last.clear();
    true
}

/// The steps of one written word of a pattern; none if it holds no word.
fn items_of(word: &str, stem: bool, tokens: &mut Tokens) -> Vec<Item> {
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    if !stem && lower.starts_with('\'') && !equivalents(&lower).is_empty() {
        return vec![exact(&lower)];
    }
    tokens.read(word);
    let mut items: Vec<Item> = (0..tokens.len()).map(|i| exact(tokens.norm(i))).collect();
    if stem && let (Some(last), Some(i)) = (items.last_mut(), tokens.len().checked_sub(1)) {
        *last = Item::Word([Term::Stem(tokens.norm(i).into())].into());
    }
    items
}

/// A mark that stands where none of its kind may.
fn misplaced<T>(at: usize, mark: char) -> Result<T, Mistake> {
    match mark {
        ')' => mistake(at, "this bracket was never opened", "remove it, or add `(` before"),
        '?' => mistake(
            at,
            "`?` must follow a bracket, or stand by itself",
            "write `(word)?` for a word that may be left out, ` ?` for a question mark",
        ),
        '*' => mistake(at, "`*` must end the beginning of a word", "write `listen*`"),
        ',' | ';' | ':' => mistake(
            at,
            format!("`{mark}` is no part of a pattern"),
            "leave it out: commas are stepped over by themselves",
        ),
        '"' | '\u{201C}' | '\u{201D}' => {
            mistake(at, "quotation marks are no part of a pattern", "leave them out")
        }
        other => mistake(
            at,
            format!("`{other}` is no part of a pattern"),
            "allowed are words, `stem*`, `a|b`, `(…)`, `(…)?`, `<0-3>`, `@set`, `!word`, `^`, `$`, `.` and `?`",
        ),
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-')
}

fn exact(word: &str) -> Item {
    let forms = equivalents(word);
    let mut terms: Vec<Term> = if forms.is_empty() {
        vec![Term::Exact(word.into())]
    } else {
        forms.iter().map(|f| Term::Exact((*f).into())).collect()
    };
    terms.sort();
    Item::Word(terms.into())
}

/// `left|right` outside brackets: the step before, and those from `right` on, become one.
fn join(sequence: &mut Vec<Item>, right: usize) {
    let right = sequence.split_off(right);
    let left = sequence.pop().into_iter().collect();
    sequence.push(group(Vec::new(), vec![left, right], false));
}

#[cfg(test)]
#[path = "pattern_tests.rs"]
mod tests;
