//! Rules that are regular expressions: run only where a piece of text stands that each of their
//! matches must hold.
//!
//! Must not know: gates, or what a match means.

use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use super::prepared::Prepared;

/// Shorter pieces stand everywhere.
const SHORTEST_PIECE: usize = 2;

/// All regular expressions, each with its rule.
#[derive(Debug, Default)]
pub(crate) struct Regexes {
    all: Vec<(usize, Regex)>,
    pieces: Option<AhoCorasick>,
    /// For each piece, the place in `all` of the expression that needs it.
    needed_by: Vec<usize>,
    /// Places in `all` of those that need nothing, and are always run.
    always: Vec<usize>,
}

impl Regexes {
    /// Compiles them; the loader has refused what cannot be compiled.
    pub(crate) fn new(written: &[(usize, &str)]) -> Self {
        let mut regexes = Self::default();
        let mut pieces: Vec<String> = Vec::new();
        for (rule, text) in written {
            let Ok(regex) = Regex::new(text) else { continue };
            let place = regexes.all.len();
            regexes.all.push((*rule, regex));
            match regex_syntax::parse(text).ok().and_then(|hir| needed(&hir)) {
                Some(any) => {
                    regexes.needed_by.extend(any.iter().map(|_| place));
                    pieces.extend(any);
                }
                None => regexes.always.push(place),
            }
        }
        match AhoCorasick::new(&pieces) {
            Ok(found) if !pieces.is_empty() => regexes.pieces = Some(found),
            _ => regexes.always = (0..regexes.all.len()).collect(),
        }
        regexes
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Every match of a wanted rule in a text: the rule, and the words `start..end` that it touches.
    pub(crate) fn find(
        &self,
        original: &str,
        words: &Prepared,
        mut wanted: impl FnMut(usize) -> bool,
    ) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        if words.len() == 0 || !self.all.iter().any(|(rule, _)| wanted(*rule)) {
            return found;
        }
        let (folded, origins) = fold_with_origins(original);
        let origin = |at: usize| origins.as_ref().map_or(at, |o| o[at]);
        let mut run = self.always.clone();
        if let Some(pieces) = &self.pieces {
            run.extend(
                pieces
                    .find_overlapping_iter(&folded)
                    .map(|m| self.needed_by[m.pattern().as_usize()]),
            );
        }
        run.sort_unstable();
        run.dedup();
        let tokens = &words.layout.tokens;
        for (rule, regex) in run.into_iter().map(|i| &self.all[i]).filter(|(r, _)| wanted(*r)) {
            for m in regex.find_iter(&folded).filter(|m| !m.is_empty()) {
                let (from, to) = (origin(m.start()), origin(m.end() - 1));
                let first = tokens.partition_point(|t| t.span.end <= from);
                let last = tokens.partition_point(|t| t.span.start <= to);
                if first < last {
                    found.push((*rule, first, last));
                }
            }
        }
        found
    }
}

/// Pieces of text of which each match holds at least one; `None` if there are none.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            // What is matched is in lower case, so a capital letter finds nothing there either.
            (text.len() >= SHORTEST_PIECE).then(|| vec![text.to_string()])
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        // The part whose shortest piece is longest stands in the fewest texts.
        HirKind::Concat(parts) => parts
            .iter()
            .filter_map(needed)
            .max_by_key(|any| any.iter().map(String::len).min().unwrap_or(0)),
        HirKind::Alternation(ways) => {
            let all: Option<Vec<Vec<String>>> = ways.iter().map(needed).collect();
            all.map(|pieces| pieces.concat())
        }
        _ => None,
    }
}

/// Lower case with plain apostrophes, and for each byte the byte of the original it came from; of
/// plain ASCII it is its own.
fn fold_with_origins(text: &str) -> (String, Option<Vec<usize>>) {
    if text.is_ascii() {
        return (text.to_ascii_lowercase(), None);
    }
    let mut folded = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = folded.len();
        match c {
            '\u{2019}' | '\u{2018}' => folded.push('\''),
            c => folded.extend(c.to_lowercase()),
        }
        origins.extend(std::iter::repeat_n(at, folded.len() - before));
    }
    (folded, Some(origins))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(regex: &str) -> Option<Vec<String>> {
        needed(&regex_syntax::parse(regex).unwrap())
    }

    #[test]
    fn what_each_match_must_hold() {
        assert_eq!(pieces(r"\blazy+\b"), Some(vec!["laz".to_string()]));
        assert_eq!(pieces(r"(did|have) i (get|got) it"), Some(vec![" it".to_string()]));
        assert_eq!(pieces("never|always").map(|p| p.len()), Some(2));
        assert_eq!(pieces(r"\w+ing?"), Some(vec!["in".to_string()]));
        assert_eq!(pieces(r"(lazy)?\w+"), None);
    }
}
