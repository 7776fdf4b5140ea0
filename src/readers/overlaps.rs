//! Takes speech of a second voice out of the turn it was laid into, as noScribe writes it.
//!
//! Must not know: lines, times or other marks.

use super::names;

/// The host's words closed up, and what others said in between: `so //S02: yes // anyway`.
pub(crate) fn split(text: &str, known: &dyn Fn(&str) -> bool) -> (String, Vec<(String, String)>) {
    let mut host = String::new();
    let mut laid_in = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("//") {
        let (before, after) = (rest.get(..at).unwrap_or(""), rest.get(at + 2..).unwrap_or(""));
        let Some((voice, words)) = label(after, known) else {
            host.push_str(rest.get(..at + 2).unwrap_or(""));
            rest = after;
            continue;
        };
        host.push_str(before.trim_end());
        if !host.is_empty() && !host.ends_with(' ') {
            host.push(' ');
        }
        let end = words.find("//");
        let said = words.get(..end.unwrap_or(words.len())).unwrap_or(words);
        laid_in.push((voice, said.trim().to_owned()));
        // The marks that close one voice may at once open the next one.
        let tail = end.and_then(|e| words.get(e..)).unwrap_or("");
        let opens = tail.strip_prefix("//").is_some_and(|t| label(t, known).is_some());
        rest = if opens { tail } else { tail.strip_prefix("//").unwrap_or("").trim_start() };
    }
    host.push_str(rest);
    (host.trim().to_owned(), laid_in)
}

/// The voice behind the slashes; an address such as `http://` has none.
fn label<'a>(after: &'a str, known: &dyn Fn(&str) -> bool) -> Option<(String, &'a str)> {
    let end = after.char_indices().take(40).find(|(_, c)| *c == ':')?.0;
    let (label, words) = (after.get(..end)?, after.get(end + 1..)?);
    if label.trim() != label {
        return None;
    }
    let code = names::is_code(label) && label.chars().any(|c| c.is_ascii_digit());
    (code || known(label)).then(|| (label.to_owned(), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_laid_in_come_out() {
        let (host, laid) = split("I came home //S02: Late. // and you slept.", &|_| false);
        assert_eq!(host, "I came home and you slept.");
        assert_eq!(laid, [("S02".to_owned(), "Late.".to_owned())]);
        let (host, laid) = split("//S00: never.//Fine. //S01: and", &|_| false);
        assert_eq!((host.as_str(), laid.len()), ("Fine.", 2));
        let (host, laid) = split("so //S00: one. //S02: two.// end", &|_| false);
        assert_eq!((host.as_str(), laid.len()), ("so end", 2));
        let (host, laid) = split("see http://example.org //really//", &|_| false);
        assert_eq!((host.as_str(), laid.len()), ("see http://example.org //really//", 0));
    }
}
