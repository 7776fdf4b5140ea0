//! Written words, each taken apart once however often it is said.
//!
//! Must not know: texts, or where in one a word stands.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::asides::opens_aside;
use super::masks::Key;
use super::normalise::is_apostrophe;
use super::short_forms;

/// Number of a text in [`Forms`]: a whole word, or a part of a short form, in its normal form.
pub(crate) type TextId = u32;

/// Sounds of hesitation that patterns step over.
const FILLERS: &[&str] = &["um", "umm", "uhm", "uh", "uhh", "er", "erm", "ehm"];

/// A part of a written word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) norm: TextId,
    /// Bytes of the written word that it covers.
    pub(crate) length: u32,
}

/// What is known of a written word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    parts: (u32, u32),
    /// The whole word in its normal form.
    pub(crate) whole: TextId,
    /// All its parts as one: equal for *you're* and *youre*.
    pub(crate) joined: TextId,
    /// Its normal form, where it has only one part.
    pub(crate) single: Option<TextId>,
    /// A sound of hesitation.
    pub(crate) filler: bool,
    /// *cause*, which behind an apostrophe is *because*.
    pub(crate) cause: bool,
    /// An aside such as *you know* may begin with it.
    pub(crate) aside: bool,
}

/// Frequent words are found by their packed bytes in a table that fits the processor's cache.
const MEMO_BITS: u32 = 13;

/// All written words seen so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forms {
    memo: Vec<(Key, u32)>,
    written: HashMap<Box<[u8]>, u32, FxBuildHasher>,
    forms: Vec<Form>,
    parts: Vec<Part>,
    ids: HashMap<Arc<str>, TextId, FxBuildHasher>,
    texts: Vec<Arc<str>>,
    lower: Vec<u8>,
}

impl Forms {
    /// How many texts there are; ids are below this number.
    pub(crate) fn texts(&self) -> usize {
        self.texts.len()
    }

    /// A text by its number.
    pub(crate) fn text(&self, id: TextId) -> &str {
        &self.texts[id as usize]
    }

    pub(crate) fn form(&self, form: u32) -> &Form {
        &self.forms[form as usize]
    }

    pub(crate) fn parts(&self, form: &Form) -> &[Part] {
        &self.parts[form.parts.0 as usize..form.parts.1 as usize]
    }

    /// The form of a word that the quick way found.
    #[inline]
    pub(crate) fn quick(&mut self, key: Key, written: &[u8]) -> u32 {
        if key[0] == 0 {
            return self.slow(written);
        }
        let mixed = (key[0] ^ key[1].rotate_left(25)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = (mixed >> (64 - MEMO_BITS)) as usize;
        if let Some(&(seen, form)) = self.memo.get(slot)
            && seen == key
        {
            return form;
        }
        let form = self.slow(written);
        if self.memo.is_empty() {
            self.memo.resize(1 << MEMO_BITS, (Key::default(), 0));
        }
        self.memo[slot] = (key, form);
        form
    }

    fn slow(&mut self, written: &[u8]) -> u32 {
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.extend(written.iter().map(u8::to_ascii_lowercase));
        let form = match self.written.get(lower.as_slice()) {
            Some(form) => *form,
            None => match std::str::from_utf8(&lower) {
                Ok(word) if word.contains(is_apostrophe) => {
                    self.add(&lower, &word.replace(is_apostrophe, "'"), word)
                }
                Ok(word) => self.add(&lower, word, word),
                // Cannot be: the quick way finds whole characters.
                Err(_) => self.add(&lower, "", ""),
            },
        };
        self.lower = lower;
        form
    }

    /// The form of any word, given its normal form.
    pub(crate) fn of(&mut self, written: &str, folded: &str) -> u32 {
        let plain = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '_' | '\'' | '`' | '.' | ',' | ';' | '\u{2018}' | '\u{2019}')
        };
        if written.chars().all(plain) {
            return self.slow(written.as_bytes());
        }
        self.named(written, folded)
    }

    /// The form of a word that stands for another, such as *'cause* for *because*.
    pub(crate) fn named(&mut self, written: &str, folded: &str) -> u32 {
        let key = [folded.as_bytes(), &[0], written.as_bytes()].concat();
        match self.written.get(key.as_slice()) {
            Some(form) => *form,
            None => self.add(&key, folded, written),
        }
    }

    fn add(&mut self, key: &[u8], folded: &str, written: &str) -> u32 {
        let first = self.parts.len() as u32;
        let whole = self.id(folded);
        let joined = if short_forms::may_be(folded) {
            let mut joined = String::new();
            short_forms::split(folded, written, |norm, length| {
                if !joined.is_empty() {
                    joined.push(' ');
                }
                joined.push_str(norm);
                let norm = self.id(norm);
                self.parts.push(Part { norm, length: length as u32 });
            });
            self.id(&joined)
        } else {
            self.parts.push(Part { norm: whole, length: written.len() as u32 });
            whole
        };
        let last = self.parts.len() as u32;
        let begin = self.parts[first as usize].norm;
        let form = Form {
            parts: (first, last),
            whole,
            joined,
            single: (last == first + 1).then_some(begin),
            filler: FILLERS.contains(&folded),
            cause: folded == "cause",
            aside: opens_aside(self.text(begin)),
        };
        let number = self.forms.len() as u32;
        self.forms.push(form);
        self.written.insert(key.into(), number);
        number
    }

    /// The number of a text.
    pub(crate) fn id(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.texts.len() as TextId;
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }
}
