//! The one form in which words are compared: compatibility characters composed, curly apostrophes
//! straight, lower case.
//!
//! Must not know: where a word begins or ends.

/// Whether a character is one of the apostrophes that people and programs write.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}' | '\u{00B4}' | '`')
}

/// Characters that nobody sees and that would split equal words: soft hyphen, zero-width marks,
/// joiners, directional marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
