//! Takes the marks out of the text of cues: tags, entities, stamps; and finds voices in tags.
//!
//! Must not know: cues or times.

/// Tags that WebVTT and SRT know. Others stay: `<NAME>` may stand for a name taken out.
const TAGS: [&str; 9] = ["c", "i", "b", "u", "ruby", "rt", "lang", "font", "v"];

/// A piece of a cue's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Words.
    Text(String),
    /// `<v Name>`: who speaks from here on.
    Voice(String),
    /// `</v>`.
    End,
}

/// Takes a line apart. Escaped tags (`&lt;i&gt;`) go as others do.
pub(crate) fn parse(line: &str) -> Vec<Mark> {
    let line = without_styles(&decode(line));
    let mut marks = Vec::new();
    let mut text = String::new();
    let mut rest = line.as_str();
    while let Some(at) = rest.find('<') {
        text.push_str(rest.get(..at).unwrap_or(""));
        let inner = rest.get(at + 1..).unwrap_or("");
        let close = inner.char_indices().take(200).find(|(_, c)| matches!(c, '>' | '<'));
        let found = match close {
            Some((end, '>')) => inner.get(..end).and_then(tag).map(|t| (t, end + 1)),
            _ => None,
        };
        let Some((mark, used)) = found else {
            text.push('<');
            rest = inner;
            continue;
        };
        if let Some(mark) = mark {
            marks.push(Mark::Text(std::mem::take(&mut text)));
            marks.push(mark);
        }
        rest = inner.get(used..).unwrap_or("");
    }
    text.push_str(rest);
    marks.push(Mark::Text(text));
    marks.retain(|m| !matches!(m, Mark::Text(t) if t.is_empty()));
    marks
}

/// `None`: no tag. `Some(None)`: a tag without a meaning for us.
fn tag(inner: &str) -> Option<Option<Mark>> {
    if super::time::loose(inner).is_some() {
        return Some(None);
    }
    let (closing, body) = match inner.strip_prefix('/') {
        Some(body) => (true, body),
        None => (false, inner),
    };
    let end = body.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(body.len());
    let (name, rest) = (body.get(..end)?, body.get(end..)?);
    let known = TAGS.iter().any(|t| t.eq_ignore_ascii_case(name)) && name.len() <= 4;
    // De-identified text may hold `<B>` for a person; tags are written small, except in old SRT,
    // where the closing tag tells; a lone `<V>` or `<C>` is kept.
    let capital = name.chars().all(|c| c.is_ascii_uppercase());
    if !known || (capital && matches!(name, "C" | "V")) {
        return None;
    }
    if !rest.is_empty() && !rest.starts_with(['.', ' ', '\t', '=', '/']) {
        return None;
    }
    if name != "v" {
        return Some(None);
    }
    if closing {
        return Some(Some(Mark::End));
    }
    // Classes stand between the tag's name and the first space: `<v.loud Ana>`.
    let who = rest.split_once([' ', '\t']).map_or("", |(_, who)| who.trim());
    Some(Some(if who.is_empty() { Mark::End } else { Mark::Voice(who.to_owned()) }))
}

/// Takes out `{\an8}`, which SRT has from SubStation.
fn without_styles(text: &str) -> String {
    if !text.contains("{\\") {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{\\") {
        out.push_str(before);
        match after.split_once('}') {
            Some((_, tail)) => rest = tail,
            None => {
                out.push_str("{\\");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Decodes entities once. Marks of direction say nothing and are dropped.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let after = rest.get(at + 1..).unwrap_or("");
        let end = after.bytes().take(10).position(|b| b == b';');
        let name = end.and_then(|e| after.get(..e));
        match (name.and_then(entity), end) {
            (Some(decoded), Some(end)) => {
                out.extend(decoded);
                rest = after.get(end + 1..).unwrap_or("");
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character for an entity; `Some(None)` for one that is dropped.
fn entity(name: &str) -> Option<Option<char>> {
    Some(Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "hellip" => '…',
        "lrm" | "rlm" => return Some(None),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        parse(line)
            .iter()
            .map(|m| match m {
                Mark::Text(t) => t.clone(),
                Mark::Voice(v) => format!("[{v}|"),
                Mark::End => "]".to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_and_entities() {
        assert_eq!(text("<v Ana Reyes>Hello.</v>"), "[Ana Reyes|Hello.]");
        assert_eq!(text("<v.loud.first Dr. Okafor>No!"), "[Dr. Okafor|No!");
        assert_eq!(text("the<00:00:04.799><c> first</c> <c.yellow>one</c>"), "the first one");
        assert_eq!(text("I &lt;3 you &amp; him&lrm;&#33;"), "I <3 you & him!");
        assert_eq!(text("ask <NAME> and <b>go</b> &c."), "ask <NAME> and go &c.");
        assert_eq!(text("&lt;i&gt;softly&lt;/i&gt; &amp;lt;"), "softly &lt;");
        assert_eq!(text("{\\an8}Up here <font color=\"red\">red</font>"), "Up here red");
        assert_eq!(text("a < b and <v unclosed"), "a < b and <v unclosed");
        assert_eq!(text("Ask <V> or <C>"), "Ask <V> or <C>");
    }
}
