//! The words of an entry, taken apart by the code that takes texts apart.
//!
//! Must not know: categories, files.

use crate::lexicon::item::Term;
use crate::lexicon::schema::{Entry, EntryWord};
use crate::text::{Forms, Layout};

/// An entry longer than this is no word or phrase.
const MOST_LETTERS: usize = 200;
const MOST_WORDS: usize = 20;

/// More distinct words than this are forgotten, so that memory stays bounded.
const MOST_TEXTS: usize = 200_000;

/// Why an entry can be found in no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// It holds no letter and no digit, as an emoticon.
    NoWord,
    /// It holds marks that no word holds, as `and/or` or `<3`.
    Marks,
    /// It would find every word.
    AnyWord,
    /// It is longer than any phrase.
    TooLong,
}

/// Reads entries one after another.
#[derive(Debug, Default)]
pub(crate) struct EntryReader {
    forms: Forms,
    layout: Layout,
}

/// Letters that stand for `*` and `?` while a text is taken apart.
#[derive(Debug, Clone, Copy)]
struct Wild {
    any: char,
    one: char,
}

impl EntryReader {
    /// Reads an entry; white space is made even.
    pub(crate) fn read(&mut self, written: &str) -> Result<Entry, Unusable> {
        if written.len() > 8 * MOST_LETTERS {
            return Err(Unusable::TooLong);
        }
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if !written.contains(char::is_alphanumeric) {
            let wild = written.contains('*') || written.contains('?');
            return Err(if wild { Unusable::AnyWord } else { Unusable::NoWord });
        }
        if written.chars().count() > MOST_LETTERS {
            return Err(Unusable::TooLong);
        }
        if self.forms.texts() > MOST_TEXTS {
            *self = Self::default();
        }
        let words = match plain_stem(&written) {
            Some(stem) => {
                let mut words = self.words(stem, None)?;
                if let Some(word) = words.last_mut() {
                    word.terms = word.terms.drain(..).map(stemmed).collect();
                }
                words
            }
            None if written.contains(['*', '?']) => {
                let wild = Wild::not_in(&written).ok_or(Unusable::Marks)?;
                let masked: String = written.chars().map(|c| wild.mask(c)).collect();
                self.words(&masked, Some(wild))?
            }
            None => self.words(&written, None)?,
        };
        if words.len() > MOST_WORDS {
            return Err(Unusable::TooLong);
        }
        if words.iter().flat_map(|w| &w.terms).all(finds_anything) {
            return Err(Unusable::AnyWord);
        }
        Ok(Entry { written, words })
    }

    fn words(&mut self, text: &str, wild: Option<Wild>) -> Result<Vec<EntryWord>, Unusable> {
        self.layout.read(text, &mut self.forms);
        let (tokens, wholes) = (&self.layout.tokens, &self.layout.wholes);
        let mut words = Vec::with_capacity(wholes.len());
        let mut end = 0;
        for (i, whole) in wholes.iter().enumerate() {
            let first = whole.first as usize;
            let gap = &text[end..tokens[first].span.start];
            let hyphened = match (i, gap.trim()) {
                (0, edge) if edge.chars().all(is_quote) => false,
                (1.., "") => false,
                (1.., "-" | "\u{2010}" | "\u{2011}") => true,
                _ => return Err(Unusable::Marks),
            };
            let next = wholes.get(i + 1).map_or(tokens.len(), |w| w.first as usize);
            end = tokens[next - 1].span.end;
            let terms = vec![term(self.forms.text(whole.text), wild)];
            words.push(EntryWord { hyphened, terms });
        }
        // A remark in brackets holds letters, and no word.
        let edge = text[end..].chars().all(|c| c == '.' || is_quote(c));
        if edge && !words.is_empty() { Ok(words) } else { Err(Unusable::Marks) }
    }
}

impl Wild {
    /// Letters of a script that nobody writes, which the entry does not hold.
    fn not_in(written: &str) -> Option<Self> {
        let mut free = ('\u{10330}'..='\u{10340}').filter(|c| !written.contains(*c));
        Some(Self { any: free.next()?, one: free.next()? })
    }

    fn mask(self, c: char) -> char {
        match c {
            '*' => self.any,
            '?' => self.one,
            other => other,
        }
    }

    fn unmask(self, c: char) -> char {
        match c {
            c if c == self.any => '*',
            c if c == self.one => '?',
            other => other,
        }
    }
}

/// The text before a `*` that ends a word, where nothing else in it is wild: the usual entry, and
/// one that is read without masks.
fn plain_stem(written: &str) -> Option<&str> {
    let stem = written.strip_suffix('*')?;
    let plain = stem.ends_with(char::is_alphanumeric)
        && !stem.starts_with(is_quote)
        && !stem.contains(['*', '?']);
    plain.then_some(stem)
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{B4}')
}

fn stemmed(term: Term) -> Term {
    match term {
        Term::Exact(word) => Term::Stem(word),
        other => other,
    }
}

fn term(text: &str, wild: Option<Wild>) -> Term {
    let Some(wild) = wild.filter(|w| text.contains([w.any, w.one])) else {
        return Term::Exact(text.into());
    };
    let mut glob = String::new();
    for c in text.chars().map(|c| wild.unmask(c)) {
        if c != '*' || !glob.ends_with('*') {
            glob.push(c);
        }
    }
    match glob.strip_suffix('*') {
        Some(stem) if !stem.is_empty() && !stem.contains(['*', '?']) => Term::Stem(stem.into()),
        _ => Term::Glob(glob.into()),
    }
}

fn finds_anything(term: &Term) -> bool {
    matches!(term, Term::Glob(glob) if !glob.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words with `~` before those that a hyphen parts from the one before.
    fn shown(written: &str) -> Result<String, Unusable> {
        let words = EntryReader::default().read(written)?.words;
        let one = |w: &EntryWord| {
            let term = match &w.terms[0] {
                Term::Exact(word) => word.to_string(),
                Term::Stem(stem) => format!("{stem}*"),
                Term::Glob(glob) => format!("[{glob}]"),
            };
            format!("{}{term}", if w.hyphened { "~" } else { "" })
        };
        Ok(words.iter().map(one).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn entries_are_read_like_texts() {
        for (written, words) in [
            ("Love", "love"),
            ("don\u{2019}t", "don't"),
            ("well-being", "well ~being"),
            ("well - being", "well ~being"),
            ("U.S.", "u.s"),
            ("10,000", "10,000"),
            ("love*", "love*"),
            ("get  along\u{a0}with", "get along with"),
            ("don'*", "don'*"),
            ("self-*", "self [~*]"),
            ("*ing", "[*ing]"),
            ("un*able", "[un*able]"),
            ("l?ve", "[l?ve]"),
            ("love**", "love*"),
            ("not * good", "not [*] good"),
            ("dogs'", "dogs"),
            ("CAFÉ*", "café*"),
            ("ｗｅｌｌ", "well"),
            ("\u{10330}*x", "[\u{10330}*x]"),
        ] {
            let words = words.replace("[~*]", "~[*]");
            assert_eq!(shown(written), Ok(words), "{written}");
        }
    }

    #[test]
    fn what_cannot_be_found_is_told_apart() {
        for (written, why) in [
            (":-)", Unusable::NoWord),
            ("", Unusable::NoWord),
            ("<3", Unusable::Marks),
            (":D", Unusable::Marks),
            ("and/or", Unusable::Marks),
            ("U.S. Army", Unusable::Marks),
            ("[laughs]", Unusable::Marks),
            ("*", Unusable::AnyWord),
            ("? *", Unusable::AnyWord),
            (&"so ".repeat(30), Unusable::TooLong),
            (&"s".repeat(300), Unusable::TooLong),
        ] {
            assert_eq!(shown(written), Err(why), "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_stem_is_read_alike_with_and_without_masks(
            written in "[a-cA-C0-9'’.-]{0,8}( [a-c']{0,4})?[a-c0-9é]\\*"
        ) {
            let mut reader = EntryReader::default();
            let quick = reader.read(&written);
            let wild = Wild::not_in(&written).unwrap();
            let masked: String = written.chars().map(|c| wild.mask(c)).collect();
            let slow = reader.words(&masked, Some(wild));
            proptest::prop_assert_eq!(quick.map(|e| e.words), slow);
        }

        #[test]
        fn any_text_is_read_or_told_apart(written in "\\PC{0,40}|[a-c*?'’. -]{0,20}") {
            if let Ok(entry) = EntryReader::default().read(&written) {
                // What was read once is read alike again.
                proptest::prop_assert_eq!(EntryReader::default().read(&entry.written), Ok(entry));
            }
        }
    }
}
