//! Reads SRT, the numbered subtitles that Whisper and most video programs write.
//!
//! Must not know: how voices are found in cues.

use super::blocks::{self, Dialect};
use super::reader::{Reader, Reading};
use super::{cues, order};
use crate::decode::Source;
use crate::diagnostic::Diagnostic;

/// How many filled lines are looked at.
const SAMPLE: usize = 400;

/// The SRT reader.
#[derive(Debug)]
pub(super) struct Srt;

impl Reader for Srt {
    fn name(&self) -> &'static str {
        "srt"
    }

    /// Lines of times with an arrow, at least half of them under a number. Times without numbers
    /// are left to the plain reader, since word processors write them too.
    fn looks_like(&self, source: &Source<'_>) -> bool {
        let (mut arrows, mut numbered) = (0usize, 0usize);
        let mut before = "";
        for (_, line) in source.filled().take(SAMPLE) {
            if blocks::times(line, Dialect::Srt).flatten().is_some() {
                arrows += 1;
                let id = before.trim();
                numbered += usize::from(!id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()));
            }
            before = line;
        }
        arrows > 0 && numbered * 2 >= arrows
    }

    fn read(&self, source: &Source<'_>) -> Result<Reading, Diagnostic> {
        let (mut cues, unplaced, mut problems) = blocks::cues(source, Dialect::Srt);
        problems.extend(order::sort(&mut cues));
        Ok(cues::read(&cues, self.name(), source.encoding(), unplaced, problems))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_wrapped_lines_and_overlaps() {
        let srt = "1\n00:00:01,000 --> 00:00:04,000\nTom: I only wanted\nto help you\n\n2\n00:00:03,000 --> 00:00:05,000\nand you know it.\nLena: Do I?\n3\n00:00:06,000 --> 00:00:07,000\nTom: Yes.\n";
        let source = Source::new(srt, "UTF-8");
        assert!(Srt.looks_like(&source));
        let t = Srt.read(&source).unwrap().transcript;
        let texts: Vec<_> = t.utterances.iter().map(|u| u.text.as_str()).collect();
        assert_eq!(t.voices, ["Tom", "Lena"]);
        assert_eq!(texts, ["I only wanted to help you and you know it.", "Do I?", "Yes."]);
        assert_eq!((t.utterances[0].start_ms, t.utterances[0].end_ms), (Some(1000), Some(5000)));
        assert_eq!(t.utterances[1].line, 9);
    }

    #[test]
    fn whisperx_labels_in_brackets() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Hello.\n\n2\n00:00:02,000 --> 00:00:03,000\n[SPEAKER_01]: Hello you.\n";
        let t = Srt.read(&Source::new(srt, "UTF-8")).unwrap().transcript;
        assert_eq!(t.voices, ["SPEAKER_00", "SPEAKER_01"]);
    }
}
