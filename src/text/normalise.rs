//! The one form in which words are compared: compatibility characters composed, curly apostrophes
//! straight, lower case.
//!
//! Must not know: where a word begins or ends.

use unicode_normalization::UnicodeNormalization;

/// Whether a character is one of the apostrophes that people and programs write.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' | '\u{00B4}' | '`')
}

/// Characters that nobody sees and that would split equal words: soft hyphen, zero-width marks,
/// joiners, directional marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Appends the normal form of a word to `out`.
pub(crate) fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase() as char));
        return;
    }
    for c in word.nfkc().filter(|c| !is_invisible(*c)) {
        if is_apostrophe(c) {
            out.push('\'');
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(word: &str) -> String {
        let mut out = String::new();
        fold(word, &mut out);
        out
    }

    #[test]
    fn folds_case_apostrophes_and_compatibility_forms() {
        assert_eq!(folded("Don\u{2019}t"), "don't");
        assert_eq!(folded("CAFE\u{301}"), "caf\u{e9}");
        assert_eq!(folded("ｗｅｌｌ"), "well");
        assert_eq!(folded("so\u{AD}rry"), "sorry");
    }
}
