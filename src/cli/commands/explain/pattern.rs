//! A pattern as written, its long brackets cut short so that it can be taken in at a glance.
//!
//! Must not know: what of it was found.

use std::ops::Range;

/// Brackets that hold no more characters are shown whole.
const LONGEST: usize = 36;
/// Of longer ones so many.
const KEPT: usize = 26;

/// A pattern to be shown.
pub(super) struct Abridged {
    pub(super) text: String,
    /// Bytes of the pattern as written that are left out, in order.
    cuts: Vec<Range<usize>>,
}

const DOTS: &str = "\u{2026}";

impl Abridged {
    /// Cuts long brackets, unless the `whole` is wanted.
    pub(super) fn new(written: &str, whole: bool) -> Self {
        let cuts: Vec<Range<usize>> = if whole {
            Vec::new()
        } else {
            groups(written).filter_map(|g| cut(written, g)).collect()
        };
        let mut text = String::new();
        let mut at = 0;
        for cut in &cuts {
            text.push_str(&written[at..cut.start]);
            text.push_str(DOTS);
            at = cut.end;
        }
        text.push_str(&written[at..]);
        Self { text, cuts }
    }

    /// Where bytes of the pattern as written stand now.
    pub(super) fn place(&self, written: &Range<usize>) -> Range<usize> {
        let moved = |at: usize| {
            let before = self.cuts.iter().take_while(|c| c.start < at);
            before.fold(at, |moved, cut| {
                let gone = cut.end.min(at) - cut.start;
                moved + DOTS.len() - gone
            })
        };
        moved(written.start)..moved(written.end)
    }
}

/// What the brackets outside others hold.
fn groups(written: &str) -> impl Iterator<Item = Range<usize>> {
    let mut depth = 0;
    let mut start = 0;
    let mut found = Vec::new();
    for (at, c) in written.char_indices() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at);
                }
            }
            _ => {}
        }
    }
    found.into_iter()
}

/// What is left out of a long bracket: from behind the last alternative that is kept.
fn cut(written: &str, group: Range<usize>) -> Option<Range<usize>> {
    let inside = &written[group.clone()];
    if inside.chars().count() <= LONGEST {
        return None;
    }
    let mut depth = 0;
    let mut from = None;
    for (count, (at, c)) in inside.char_indices().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 && (count <= KEPT || from.is_none()) => from = Some(at + 1),
            _ => {}
        }
    }
    from.map(|from| group.start + from..group.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_brackets_are_cut_behind_an_alternative() {
        let written =
            "^ you (so|really)? (bone idle|lazy|selfish|no help at all|(a|the) child) now";
        let short = Abridged::new(written, false);
        assert_eq!(short.text, "^ you (so|really)? (bone idle|lazy|selfish|\u{2026}) now");
        let now = written.len() - 3..written.len();
        assert_eq!(&short.text[short.place(&now)], "now");
        let group = written.find("(bone").unwrap()..written.find(" now").unwrap();
        assert_eq!(&short.text[short.place(&group)], "(bone idle|lazy|selfish|\u{2026})");
        assert_eq!(Abridged::new(written, true).text, written);
    }
}
