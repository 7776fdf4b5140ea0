//! The tidy table: one number a row, so that any statistics program can take it.

use super::DANCES;
use super::session::SessionMeasures;
use crate::model::{Codebook, Session};

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureRow {
    /// Name of the participant who is measured.
    pub participant: String,
    /// Role.
    pub role: &'static str,
    /// What is measured, such as `words`, `marker:def_denial`, `answer:hurt_def:Ana`.
    pub measure: String,
    /// The number.
    pub value: f64,
}

/// All numbers of one session in tidy form, in a fixed order.
pub fn measure_rows(
    session: &Session,
    measures: &SessionMeasures,
    codebook: &Codebook,
) -> Vec<MeasureRow> {
    let mut rows = Vec::new();
    for (person, numbers) in session.participants.iter().zip(&measures.speakers) {
        let mut row = |measure: String, value: f64| {
            rows.push(MeasureRow {
                participant: person.name.clone(),
                role: person.role.name(),
                measure,
                value,
            });
        };
        row("words".into(), numbers.words as f64);
        row("turns".into(), numbers.turns as f64);
        if let Some(share) = numbers.talk_share {
            row("talk_share".into(), share);
        }
        for (construct, hits) in codebook.constructs.iter().zip(&numbers.constructs) {
            row(format!("construct:{}", construct.id), *hits as f64);
        }
        for (marker, hits) in codebook.markers.iter().zip(&numbers.markers) {
            if marker.roles.contains(&person.role) {
                row(format!("marker:{}", marker.id), *hits as f64);
            }
        }
    }
    for answers in &measures.answers {
        let to = &session.participants[answers.to];
        let from = &session.participants[answers.from].name;
        for (dance, table) in DANCES.iter().zip(&answers.tables) {
            for (name, value) in [
                ("both", table.both),
                ("antecedents", table.antecedents()),
                ("pairs", table.pairs()),
            ] {
                rows.push(MeasureRow {
                    participant: to.name.clone(),
                    role: to.role.name(),
                    measure: format!("answer:{}:{from}:{name}", dance.id),
                    value: value as f64,
                });
            }
        }
    }
    rows
}
