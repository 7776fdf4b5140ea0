//! Problems of one kind at many lines, said once with all their lines.
//!
//! Must not know: any format.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Severity, list_lines};

/// A kind of problem. `{}` in the wording stands for what it is about.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    /// What one entry, or line, does.
    pub(crate) one: &'static str,
    /// What several do.
    pub(crate) many: &'static str,
    pub(crate) help: &'static str,
}

/// Problems of a kind about more things than this are not told apart.
const MOST_DETAILS: usize = 20;

/// The problems of one file so far.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    found: Vec<(&'static Kind, String, Vec<usize>)>,
    places: HashMap<(&'static str, String), usize>,
    details: HashMap<&'static str, usize>,
}

impl Gathered {
    /// A problem at a line (from 1).
    pub(crate) fn add(&mut self, kind: &'static Kind, detail: &str, line: usize) {
        let mut key = (kind.one, detail.to_string());
        if !self.places.contains_key(&key) {
            let details = self.details.entry(kind.one).or_default();
            *details += 1;
            if *details > MOST_DETAILS {
                key.1 = "…".to_string();
            }
        }
        let found = &mut self.found;
        let place = *self.places.entry(key.clone()).or_insert_with(|| {
            found.push((kind, key.1, Vec::new()));
            found.len() - 1
        });
        self.found[place].2.push(line);
    }

    /// One diagnostic for each, in order of their first lines.
    pub(crate) fn diagnostics(self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.found.into_iter().map(diagnostic).collect();
        all.sort_by_key(|d| d.line);
        all
    }
}

fn diagnostic((kind, detail, mut lines): (&'static Kind, String, Vec<usize>)) -> Diagnostic {
    let count = lines.len();
    lines.sort_unstable();
    lines.dedup();
    let wording = if count == 1 { kind.one } else { kind.many }.replace("{}", &detail);
    let mut message = format!("{count} {wording}");
    if lines.len() > 1 {
        message = format!("{message}: {}", list_lines(&lines));
    }
    let first = lines.first().copied().unwrap_or(1);
    Diagnostic::new(kind.severity, kind.code, message).at(first).help(kind.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    static ODD: Kind = Kind {
        severity: Severity::Note,
        code: "odd",
        one: "entry is odd about {}",
        many: "entries are odd about {}",
        help: "",
    };

    #[test]
    fn lines_are_told_together() {
        let mut gathered = Gathered::default();
        for line in [4, 5, 9] {
            gathered.add(&ODD, "a", line);
        }
        gathered.add(&ODD, "b", 2);
        let shown: Vec<String> = gathered.diagnostics().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "line 2: note: 1 entry is odd about b [odd]",
                "line 4: note: 3 entries are odd about a: lines 4–5, 9 [odd]"
            ]
        );
    }

    #[test]
    fn there_are_never_more_than_a_page() {
        let mut gathered = Gathered::default();
        for line in 1..=1000 {
            gathered.add(&ODD, &line.to_string(), line);
        }
        assert_eq!(gathered.diagnostics().len(), MOST_DETAILS + 1);
    }
}
