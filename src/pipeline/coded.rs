//! What our markers say of coded conversations.

use crate::evaluate::{SeenConversation, SeenRule, SeenUtterance};
use crate::gold::{GoldConversation, GoldFile};
use crate::model::Status;
use crate::tagger::{Desk, Firing, Line, Tagger};

/// What is seen in the conversations of all files, one after another, whatever the number of threads.
pub fn see(tagger: &Tagger, files: &[GoldFile]) -> Vec<SeenConversation> {
    let all: Vec<&GoldConversation> = files.iter().flat_map(|f| &f.conversations).collect();
    #[cfg(feature = "files")]
    {
        use rayon::prelude::*;
        all.par_iter().map_init(|| tagger.desk(), |desk, c| see_one(desk, c)).collect()
    }
    #[cfg(not(feature = "files"))]
    {
        let mut desk = tagger.desk();
        all.into_iter().map(|c| see_one(&mut desk, c)).collect()
    }
}

fn see_one(desk: &mut Desk<'_>, conversation: &GoldConversation) -> SeenConversation {
    let lines: Vec<Line<'_>> = conversation
        .utterances
        .iter()
        .map(|u| Line { text: &u.text, speaker: u.speaker, role: Some(u.role), conversation: 0 })
        .collect();
    let fired = desk.tag_and_fire(&lines);
    let mut utterances: Vec<SeenUtterance> = fired
        .rules
        .into_iter()
        .zip(fired.words)
        .map(|(rules, words)| {
            let rule = |Firing { marker, rule, doubtful }| SeenRule { marker, rule, doubtful };
            let rules = rules.into_iter().map(rule).collect();
            SeenUtterance { rules, words, markers: Vec::new() }
        })
        .collect();
    for tag in fired.tags.iter().filter(|t| t.status == Status::Counted) {
        let markers = &mut utterances[tag.utterance].markers;
        // Where every hit counts, one is enough here.
        if markers.last().is_none_or(|(m, _)| *m != tag.marker) {
            markers.push((tag.marker, tag.score));
        }
    }
    SeenConversation { utterances }
}
