//! Where in a file the characters of a text in quotation marks stand.
//!
//! Must not know: what the text says.

/// The byte of a text as TOML writes it, quotation marks and all, at which so many characters of what it
/// says have gone by; its last byte at most.
pub(crate) fn byte_of(source: &str, characters: usize) -> usize {
    let Some(quote @ ('"' | '\'')) = source.chars().next() else { return 0 };
    let escapes = quote == '"';
    let several_lines = source.starts_with(if escapes { "\"\"\"" } else { "'''" });
    let mut at = if several_lines { 3 } else { 1 };
    if several_lines {
        // A new line right behind the opening marks is no part of the text.
        let rest = source.get(at..).unwrap_or("");
        at += ["\r\n", "\n"].iter().find(|n| rest.starts_with(**n)).map_or(0, |n| n.len());
    }
    for passed in 0..=characters {
        let rest = source.get(at..).unwrap_or("");
        if escapes && several_lines {
            at += continuation(rest);
        }
        if passed < characters {
            at += length(source.get(at..).unwrap_or(""), escapes);
        }
    }
    at.min(source.len().saturating_sub(1))
}

/// The length of a backslash at the end of a line with all the white space behind it, which say nothing.
fn continuation(rest: &str) -> usize {
    let Some(behind) = rest.strip_prefix('\\') else { return 0 };
    let next = behind.trim_start();
    let skipped = &behind[..behind.len() - next.len()];
    if skipped.contains('\n') { 1 + skipped.len() } else { 0 }
}

/// The length of a character as it is written.
fn length(rest: &str, escapes: bool) -> usize {
    let mut characters = rest.chars();
    match (characters.next(), characters.next()) {
        (Some('\\'), Some(kind)) if escapes => match kind {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            other => 1 + other.len_utf8(),
        },
        (Some(character), _) => character.len_utf8(),
        (None, _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_every_kind_of_text() {
        let found = |source: &str, characters| source[byte_of(source, characters)..].to_string();
        assert_eq!(found("\"you, no\"", 3), ", no\"");
        assert_eq!(found("'you, no'", 3), ", no'");
        assert_eq!(found(r#""a\"\u00e9\U000000e9\x41, no""#, 5), ", no\"");
        assert_eq!(found("'''\nyou,\nno'''", 3), ",\nno'''");
        assert_eq!(found("'''\nyou\n, no'''", 4), ", no'''");
        assert_eq!(found("\"\"\"you \\\n   , no\"\"\"", 4), ", no\"\"\"");
        assert_eq!(found("\"é, no\"", 1), ", no\"");
    }

    #[test]
    fn no_place_lies_outside() {
        for source in ["\"", "'''", "\"\"\"\n", "\"a\\", "", "a", "\"\\u00\"", "\"a\""] {
            for characters in 0..12 {
                assert!(byte_of(source, characters) <= source.len().saturating_sub(1), "{source}");
            }
        }
    }
}
