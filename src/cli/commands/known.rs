//! The markers and constructs that names stand for; where there is none, those that are meant perhaps.
//!
//! Must not know: what is done with them.

use attunement::lexicon::Lexicon;
use attunement::model::Codebook;

/// Names less alike than this are not suggested.
const ALIKE: f64 = 0.7;

/// The markers that were named, by their codes or by those of their constructs.
///
/// # Errors
/// When there is no such marker or construct.
pub(crate) fn markers(lexicon: &Lexicon, names: &[String]) -> anyhow::Result<Vec<usize>> {
    let codebook = &lexicon.codebook;
    let mut found = Vec::new();
    for name in names {
        let wanted = name.trim().to_lowercase();
        let marker = codebook.markers.iter().position(|m| m.id.to_lowercase() == wanted);
        match (marker, position(codebook, &wanted)) {
            (Some(marker), _) => found.push(marker),
            (None, Some(construct)) => found.extend(codebook.members(construct)),
            (None, None) => anyhow::bail!("{}", unknown(codebook, name, true)),
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The construct that was named by its id or code.
///
/// # Errors
/// When there is none.
pub(crate) fn construct(codebook: &Codebook, name: &str) -> anyhow::Result<usize> {
    let wanted = name.trim().to_lowercase();
    position(codebook, &wanted).ok_or_else(|| anyhow::anyhow!("{}", unknown(codebook, name, false)))
}

fn position(codebook: &Codebook, wanted: &str) -> Option<usize> {
    codebook
        .constructs
        .iter()
        .position(|c| c.id.to_lowercase() == wanted || c.code.to_lowercase() == wanted)
}

/// What there is instead of a marker or construct that there is not.
fn unknown(codebook: &Codebook, name: &str, markers: bool) -> String {
    let wanted = name.trim().to_lowercase();
    let of_markers = codebook.markers.iter().filter(|_| markers);
    let of_markers = of_markers.map(|m| (m.id.as_str(), m.label.as_str()));
    let constructs = codebook
        .constructs
        .iter()
        .flat_map(|c| [(c.id.as_str(), c.label.as_str()), (c.code.as_str(), c.label.as_str())]);
    let mut near: Vec<(f64, &str)> = of_markers
        .chain(constructs)
        .map(|(id, label)| {
            let (id_lower, label) = (id.to_lowercase(), label.to_lowercase());
            let inside =
                wanted.len() > 2 && (id_lower.contains(&wanted) || label.contains(&wanted));
            let alike =
                strsim::jaro_winkler(&id_lower, &wanted).max(strsim::jaro_winkler(&label, &wanted));
            (if inside { 1.0 } else { alike }, id)
        })
        .filter(|n| n.0 >= ALIKE)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(3);
    let near: Vec<String> = near.iter().map(|n| n.1.to_string()).collect();
    let meant = match near.split_last() {
        None => ";".to_string(),
        Some((one, [])) => format!("; do you mean {one}?"),
        Some((last, front)) => format!("; do you mean {} or {last}?", front.join(", ")),
    };
    let what = if markers { "marker or construct" } else { "construct" };
    format!("there is no {what} {name}{meant} `attune lexicon list` names them all")
}
