//! An invented corpus: dialogue put together from the example sentences of our own lexicons, the
//! same at every run.
//!
//! One file in ten has curly apostrophes, as phones write them. In eight lines of a hundred a word
//! is replaced by one that nobody has ever said, so that the vocabulary grows as in real speech.

use attunement::lexicon::builtin;

use super::random::Random;

const VOICES: [&str; 3] = ["ROSA", "TOM", "THERAPIST"];
const LETTERS: &[u8] = b"bdfgklmnprstvaeiou";

/// The example sentences of our own lexicons, on one line each.
pub(crate) fn sentences() -> Vec<String> {
    let examples = builtin().0.examples;
    let each = examples.iter().flat_map(|e| [Some(&e.text), e.reply_to.as_ref()]).flatten();
    each.map(|s| s.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Makes session after session.
pub(crate) struct Invention {
    sentences: Vec<String>,
    random: Random,
}

impl Invention {
    /// From the beginning.
    pub(crate) fn new() -> Self {
        Self { sentences: sentences(), random: Random::new(20_261_122) }
    }

    /// The next session, with one utterance on each line.
    pub(crate) fn session(&mut self) -> String {
        let mut text = String::new();
        let turns = 60 + self.random.below(700);
        let mut voice = 0;
        for _ in 0..turns {
            voice = (voice + 1 + self.random.below(VOICES.len() - 1)) % VOICES.len();
            text.push_str(VOICES[voice]);
            text.push_str(": ");
            text.push_str(&self.utterance());
            text.push('\n');
        }
        if self.random.below(10) == 0 { text.replace('\'', "\u{2019}") } else { text }
    }

    /// Mostly one sentence, sometimes up to four: about as long as turns of real dialogue.
    fn utterance(&mut self) -> String {
        let count = [4, 2, 2].get(self.random.below(16)).copied().unwrap_or(1);
        let chosen: Vec<String> = (0..count)
            .map(|_| self.sentences[self.random.below(self.sentences.len())].clone())
            .collect();
        let line = chosen.join(" ");
        if self.random.below(100) >= 8 {
            return line;
        }
        let mut words: Vec<String> = line.split(' ').map(str::to_string).collect();
        let place = self.random.below(words.len());
        words[place] = self.word();
        words.join(" ")
    }

    /// A word that nobody has ever said.
    fn word(&mut self) -> String {
        let length = 4 + self.random.below(6);
        (0..length).map(|_| char::from(LETTERS[self.random.below(LETTERS.len())])).collect()
    }
}
