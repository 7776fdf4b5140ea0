//! The decoded text of one file with its line numbers, so that every reader counts lines alike.
//!
//! Must not know: any format.

use std::borrow::Cow;

/// The text of a file, its encoding, and where its lines begin.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    text: Cow<'a, str>,
    encoding: &'static str,
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Takes decoded text and finds its lines. `\n`, `\r\n` and a lone `\r` all end a line.
    pub fn new(text: impl Into<Cow<'a, str>>, encoding: &'static str) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(i + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends && i + 1 < bytes.len() {
                starts.push(i + 1);
            }
        }
        Self { text, encoding, starts }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Name of the encoding it was decoded from.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line with this number (from 1) without its ending; empty past the end.
    pub fn line(&self, number: usize) -> &str {
        let Some(&start) = number.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return "";
        };
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\r', '\n'])
    }

    /// All lines with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        (1..=self.starts.len()).map(|n| (n, self.line(n)))
    }

    /// Lines that hold more than white space.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        self.lines().filter(|(_, l)| !l.trim().is_empty())
    }

    /// The number of the line in which a byte of the text stands.
    pub fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&s| s <= byte).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_endings_count() {
        let s = Source::new("a\r\nb\rc\n\nd\n", "UTF-8");
        let lines: Vec<_> = s.lines().map(|(_, l)| l).collect();
        assert_eq!(lines, ["a", "b", "c", "", "d"]);
        assert_eq!(s.line_of(3), 2);
        assert_eq!(s.line(99), "");
    }

    #[test]
    fn empty_text_has_one_empty_line() {
        assert_eq!(Source::new("", "UTF-8").lines().collect::<Vec<_>>(), [(1, "")]);
    }
}
