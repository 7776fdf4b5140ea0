//! Why one sentence of a marker file did not do what it should, in one line.
//!
//! Must not know: how an explanation is laid out.

use attunement::lexicon::Example;
use attunement::model::Status;
use attunement::tagger::{Inquiry, MarkerExplanation, Tagger};

use super::near_card::missing;
use super::sentences::Teller;
use super::subject::Subject;

/// What stopped the rule, or what its pattern lacks; for a sentence in which nothing should be seen
/// there is nothing to add.
pub(in crate::cli::commands) fn nearest_reason(
    tagger: &Tagger,
    example: &Example,
) -> Option<String> {
    if !example.expected {
        return None;
    }
    // As many as there are rules: the one that is asked for must be among them.
    let rules = tagger.lexicon().rules.iter().filter(|r| r.marker == example.marker).count();
    let subject = Subject::said(&example.text, example.role, example.reply_to.as_deref());
    let inquiry = Inquiry { markers: vec![example.marker], nearest: rules };
    let explanation = tagger.desk().explain(&subject.lines(), subject.at, &inquiry);
    let marker = explanation.markers.iter().find(|m| m.marker == example.marker)?;
    let teller = Teller { lexicon: tagger.lexicon(), subject: &subject, words: explanation.words };
    reason(&teller, marker, |rule| example.rule.is_none_or(|own| own == rule))
}

fn reason(
    teller: &Teller<'_>,
    marker: &MarkerExplanation,
    asked: impl Fn(usize) -> bool,
) -> Option<String> {
    let kept = marker.fired.iter().find(|f| asked(f.rule) && f.status != Status::Counted);
    if let Some(remark) = kept.and_then(|f| f.remarks.first()) {
        return Some(teller.remark(remark));
    }
    if let Some(fired) = marker.fired.iter().find(|f| asked(f.rule))
        && marker.score < marker.threshold
    {
        return Some(format!(
            "{} is too weak a sign by itself: sure to {:.2}, and {:.2} is needed.",
            teller.quote(fired.span),
            marker.score,
            marker.threshold
        ));
    }
    if let Some(halted) = marker.stopped.iter().find(|h| asked(h.rule)) {
        return Some(format!(
            "{} was stopped. {}",
            teller.quote(halted.span),
            teller.stopped(halted)
        ));
    }
    let near = marker.nearest.iter().find(|n| asked(n.rule))?;
    Some(missing(teller, near))
}
