//! The figures of evaluations as the record that goes with the lexicons.

use crate::evaluate::{Estimate, Evaluation};
use crate::gold::Data;
use crate::lexicon::{Figure, RecordedData, RecordedMarker, RecordedTarget, ValidityRecord};
use crate::model::Codebook;

/// Adds what was measured on one body of data. Figures are kept to six digits.
pub fn record(
    record: &mut ValidityRecord,
    data: &Data,
    evaluation: &Evaluation,
    codebook: &Codebook,
) {
    if evaluation.targets.iter().all(|t| t.conversations == 0) {
        return;
    }
    record.data.push(RecordedData {
        name: data.name.clone(),
        source: data.source.clone(),
        coders: data.coders,
        note: data.note.clone(),
    });
    for result in evaluation.targets.iter().filter(|t| t.conversations > 0) {
        let (target, all) = (&result.target, &result.agreement);
        record.target.push(RecordedTarget {
            data: data.name.clone(),
            name: target.name.clone(),
            role: target.role.map(|r| r.name().to_string()).unwrap_or_default(),
            labels: target.labels.clone(),
            conversations: result.conversations,
            utterances: all.confusion.units(),
            positives: all.confusion.positives(),
            seen: all.confusion.predicted(),
            precision: figure(&all.precision),
            recall: figure(&all.recall),
            f1: figure(&all.f1),
            kappa: figure(&all.kappa),
            alpha: figure(&all.alpha),
            ceiling_f1: target.ceiling_f1,
            ceiling_kappa: target.ceiling_kappa,
            marker: result
                .markers
                .iter()
                .map(|(marker, agreement)| RecordedMarker {
                    id: codebook.markers[*marker].id.clone(),
                    seen: agreement.confusion.predicted(),
                    precision: figure(&agreement.precision),
                    recall: figure(&agreement.recall),
                    kappa: figure(&agreement.kappa),
                })
                .collect(),
        });
    }
}

fn figure(estimate: &Estimate) -> Figure {
    let rounded = |v: f64| (v * 1e6).round() / 1e6;
    let limits = estimate.interval.map(|i| [i.low, i.high]).into_iter().flatten();
    estimate.value.into_iter().chain(limits).map(rounded).collect()
}
