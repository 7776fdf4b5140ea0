//! One line of a LIWC dictionary: a line of its header, or a term with its categories.
//!
//! Must not know: which categories there are, beyond what it is told.

/// A line of the header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct HeaderLine<'a> {
    /// How far the line is moved in, in spaces.
    pub(crate) indent: usize,
    pub(crate) number: u64,
    pub(crate) name: &'a str,
}

/// A term.
#[derive(Debug, PartialEq, Eq, Default)]
pub(crate) struct TermLine<'a> {
    pub(crate) term: &'a str,
    pub(crate) numbers: Vec<u64>,
    /// Some categories have a condition, as LIWC2007's `(02 134)125/464` and `<of>131/125`.
    pub(crate) conditional: bool,
    /// Something is neither number nor condition.
    pub(crate) odd: bool,
}

/// Reads `12<tab>name`; `None` for anything else.
pub(crate) fn header_line(line: &str) -> Option<HeaderLine<'_>> {
    let trimmed = line.trim_start();
    let width = |c: char| if c == '\t' { 4 } else { 1 };
    let indent = line[..line.len() - trimmed.len()].chars().map(width).sum();
    let (number, name) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    Some(HeaderLine { indent, number: whole_number(number.trim())?, name: name.trim() })
}

/// Reads `term<tab>12<tab>34`, with spaces for tabs as far as nothing else can be meant. `defined`
/// says whether the header has a number.
pub(crate) fn term_line(line: &str, defined: impl Fn(u64) -> bool) -> TermLine<'_> {
    let line = line.trim();
    let (term, rest) = line.split_at(end_of_term(line, &defined));
    let mut read = TermLine { term: term.trim(), ..TermLine::default() };
    numbers(rest, &mut read);
    read
}

fn whole_number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn end_of_term(line: &str, defined: &impl Fn(u64) -> bool) -> usize {
    let tab = line.find('\t').unwrap_or(line.len());
    let head = &line[..tab];
    if let Some(at) = condition(head) {
        return at;
    }
    if tab == line.len() {
        let end = before_numbers(head, 1, defined);
        // Where no number is known, those at the end are at least meant as numbers.
        return if end == line.len() { before_numbers(head, 1, &|_| true) } else { end };
    }
    // Before a tab a number belongs to the term, unless it stands well apart: `word   12<tab>13`.
    before_numbers(head, 2, defined)
}

/// Where a condition begins behind a term.
fn condition(head: &str) -> Option<usize> {
    head.match_indices(char::is_whitespace)
        .map(|(at, space)| at + space.len())
        .filter(|at| !head[..*at].trim().is_empty())
        .find(|at| match head[*at..].chars().next() {
            Some('(') => head[*at..].contains(')'),
            Some('<') => head[*at..].contains('>'),
            _ => false,
        })
}

/// Where the numbers at the end begin that have at least so many spaces before them; a first word
/// always stays the term.
fn before_numbers(head: &str, spaces: usize, defined: &impl Fn(u64) -> bool) -> usize {
    let mut end = head.len();
    loop {
        let rest = head[..end].trim_end();
        let Some((before, last)) = rest.rsplit_once(char::is_whitespace) else { return end };
        let before = before.trim_end();
        let apart = rest[before.len()..].chars().take_while(|c| c.is_whitespace()).count();
        if before.is_empty() || apart < spaces || !whole_number(last).is_some_and(defined) {
            return end;
        }
        end = before.len();
    }
}

fn numbers(rest: &str, read: &mut TermLine<'_>) {
    let mut left = rest.trim_start();
    while let Some(first) = left.chars().next() {
        let close = match first {
            '(' => left.find(')'),
            '<' => left.find('>'),
            _ => Some(0),
        };
        // A condition may hold spaces; what touches it belongs to it.
        let from = close.unwrap_or(0);
        let end = left[from..].find(char::is_whitespace).map_or(left.len(), |e| from + e);
        let field = &left[..end];
        let bare = field.trim_end_matches([',', ';']);
        match whole_number(bare) {
            Some(number) => read.numbers.push(number),
            None if first == '(' || first == '<' || is_choice(bare) => read.conditional = true,
            None => read.odd |= !bare.is_empty(),
        }
        left = left[end..].trim_start();
    }
}

/// `125/464`: one category or the other.
fn is_choice(field: &str) -> bool {
    field.contains('/') && field.split('/').all(|part| whole_number(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let read = term_line(line, |n| n < 500);
        let numbers: Vec<String> = read.numbers.iter().map(u64::to_string).collect();
        let mut text = format!("{}={}", read.term, numbers.join(","));
        if read.conditional {
            text.push_str(" if");
        }
        if read.odd {
            text.push_str(" odd");
        }
        text
    }

    #[test]
    fn terms_of_all_kinds() {
        for (line, read) in [
            ("love*\t125\t126", "love*=125,126"),
            ("love 125  126", "love=125,126"),
            ("  get along with\t12", "get along with=12"),
            ("get along with 12", "get along with=12"),
            ("catch 22\t12", "catch 22=12"),
            ("catch 922 12", "catch 922=12"),
            ("word   12\t13", "word=12,13"),
            ("word\t\t12 \t 13\t", "word=12,13"),
            ("word 999", "word=999"),
            ("24 12", "24=12"),
            ("word", "word="),
            ("word\t012, 13", "word=12,13"),
            ("like\t(02 134)125/464 253", "like=253 if"),
            ("like (02 134)125/464\t253", "like=253 if"),
            ("kind\t<of>131/125 126", "kind=126 if"),
            ("kind (of) 12", "kind=12 if"),
            ("kind\t131/125", "kind= if"),
            ("(: 12", "(:=12"),
            (":( 12", ":(=12"),
            ("word\tx12", "word= odd"),
            ("word\t99999999999999999999", "word= odd"),
            ("", "="),
        ] {
            assert_eq!(shown(line), read, "{line}");
        }
    }

    #[test]
    fn lines_of_the_header() {
        let read = |line| header_line(line).map(|h| (h.indent, h.number, h.name));
        assert_eq!(read("1\tfunct"), Some((0, 1, "funct")));
        assert_eq!(
            read("\t002  posemo (Positive Emotion) "),
            Some((4, 2, "posemo (Positive Emotion)"))
        );
        assert_eq!(read("7"), Some((0, 7, "")));
        assert_eq!(read("love\t1"), None);
        assert_eq!(read(""), None);
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "\\PC{0,40}|[a-c0-9 \t()<>/,%]{0,30}") {
            let read = term_line(&line, |n| n % 2 == 0);
            proptest::prop_assert!(line.contains(read.term));
            let _ = header_line(&line);
        }
    }
}
