//! Which of the leaves that patterns ask for stand in a text, or beside a word: a bit for each.
//!
//! Must not know: patterns.

use super::prepared::{Text, bits};
use super::vocabulary::Leaf;

/// Leaves and their numbers, from 1.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// For each leaf its number; [`ANYTHING`] for those that have none.
    pub(super) numbers: Vec<u16>,
    pub(super) last: u16,
}

/// The number of what is always there.
pub(super) const ANYTHING: u16 = 0;

impl Numbered {
    /// The number of a leaf; past the last that there is room for, that of anything.
    pub(super) fn number(&mut self, leaf: Leaf) -> u16 {
        if self.numbers.len() <= leaf as usize {
            self.numbers.resize(leaf as usize + 1, ANYTHING);
        }
        let number = &mut self.numbers[leaf as usize];
        if *number == ANYTHING && self.last < u16::MAX {
            self.last += 1;
            *number = self.last;
        }
        *number
    }

    /// How many words of 64 bits hold one bit for each number.
    pub(super) fn width(&self) -> usize {
        usize::from(self.last) / 64 + 1
    }
}

/// For each class one bit for each numbered leaf that accepts its words. The first row, of the words
/// of no pattern, holds nothing.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) bits: Vec<u64>,
    pub(super) width: usize,
    /// A row that holds all.
    pub(super) all: Vec<u64>,
}

/// As [`Rows`], but of each row only the places that hold something, since all of them are asked for.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<(u32, u64)>,
    /// For each class where its parts lie.
    pub(super) of_class: Vec<(u32, u32)>,
}

impl Parts {
    pub(super) fn learn(&mut self, class: usize, leaves: &[Leaf], numbered: &Numbered) {
        if self.of_class.len() <= class {
            self.of_class.resize(class + 1, (0, 0));
        }
        let known = |l: &Leaf| numbered.numbers.get(*l as usize).copied();
        let mut numbers: Vec<u16> =
            leaves.iter().filter_map(known).filter(|n| *n != ANYTHING).collect();
        numbers.sort_unstable();
        let first = self.parts.len();
        for number in numbers {
            let (place, bit) = (u32::from(number >> 6), 1 << (number & 63));
            match self.parts[first..].last_mut() {
                Some(last) if last.0 == place => last.1 |= bit,
                _ => self.parts.push((place, bit)),
            }
        }
        self.of_class[class] = (first as u32, self.parts.len() as u32);
    }

    #[inline]
    pub(super) fn of(&self, class: usize) -> &[(u32, u64)] {
        let (first, last) = self.of_class[class];
        &self.parts[first as usize..last as usize]
    }
}

/// Whether a row holds a number.
#[inline]
pub(super) fn has(row: &[u64], number: u16) -> bool {
    row.get(usize::from(number >> 6)).is_some_and(|bits| bits >> (number & 63) & 1 != 0)
}

impl Rows {
    pub(super) fn learn(&mut self, class: usize, leaves: &[Leaf], numbered: &Numbered) {
        if self.width == 0 {
            self.width = numbered.width();
            self.all = vec![u64::MAX; self.width];
        }
        for row in self.bits.len() / self.width..=class {
            self.bits.resize((row + 1) * self.width, 0);
            self.bits[row * self.width] = 1 << ANYTHING;
        }
        let row = &mut self.bits[class * self.width..];
        for number in leaves.iter().filter_map(|l| numbered.numbers.get(*l as usize)) {
            row[usize::from(number >> 6)] |= 1 << (number & 63);
        }
    }

    pub(super) fn of(&self, class: usize) -> &[u64] {
        &self.bits[class * self.width..(class + 1) * self.width]
    }

    /// The row of a place beside a key: of nothing, where the text ends there; of all, where hesitation
    /// may be stepped over.
    #[inline]
    pub(super) fn row(&self, at: Option<usize>, text: Text<'_>) -> &[u64] {
        match at {
            Some(at) if at < text.words.len() => match text.words.has(at, bits::SKIPPABLE) {
                true => &self.all,
                false => self.of(text.words.class(at) as usize),
            },
            _ => self.of(0),
        }
    }
}
