//! The map: a TOML file that says which markers answer which codes.
//!
//! Must not know: the coded utterances.

use serde::Deserialize;
use toml::Spanned;

use super::Target;
use super::place::place;
use super::target::markers_of;
use crate::decode::decode;
use crate::diagnostic::Diagnostic;
use crate::model::Codebook;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MapFile {
    #[serde(default)]
    target: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    markers: Vec<Spanned<String>>,
    labels: Spanned<Vec<String>>,
    role: Option<Spanned<String>>,
    #[serde(default)]
    splits: Vec<String>,
    ceiling_f1: Option<Spanned<f64>>,
    ceiling_kappa: Option<Spanned<f64>>,
}

/// Reads a map.
///
/// # Errors
/// Every marker, role or figure in it that is not known, at its place.
pub fn read_map(
    name: &str,
    bytes: &[u8],
    codebook: &Codebook,
) -> Result<Vec<Target>, Vec<Diagnostic>> {
    let (source, _) = decode(bytes).map_err(|p| vec![p.within(name)])?;
    let place = |problem: Diagnostic, byte: usize| place(&source, problem, byte).within(name);
    let map: MapFile = toml::from_str(source.text()).map_err(|error| {
        let problem = Diagnostic::error("map-syntax", error.message().to_string())
            .help("compare the line with the example in docs/evaluation.md");
        vec![place(problem, error.span().map_or(0, |s| s.start))]
    })?;
    let mut problems = Vec::new();
    let mut targets: Vec<Target> = Vec::new();
    for entry in map.target {
        let mut target = Target {
            name: entry.name.get_ref().clone(),
            labels: entry.labels.get_ref().clone(),
            splits: entry.splits,
            ..Target::default()
        };
        for marker in &entry.markers {
            match markers_of(codebook, marker.get_ref()) {
                Some(markers) => target.markers.extend(markers),
                None => problems.push(place(
                    Diagnostic::error(
                        "map-marker",
                        format!("there is no marker or construct {}", marker.get_ref()),
                    )
                    .help("`attune lexicon list` names them all"),
                    marker.span().start,
                )),
            }
        }
        target.markers.sort_unstable();
        target.markers.dedup();
        if target.labels.is_empty() || target.markers.is_empty() {
            problems.push(place(
                Diagnostic::error("map-empty", "this target has no markers, or no labels")
                    .help("name at least one of each"),
                entry.name.span().start,
            ));
        }
        if let Some(role) = &entry.role {
            match role.get_ref().parse() {
                Ok(role) => target.role = Some(role),
                Err(()) => problems.push(place(
                    Diagnostic::error("map-role", "this role is not known")
                        .help("write partner, client, therapist or other"),
                    role.span().start,
                )),
            }
        }
        let mut figure = |value: &Option<Spanned<f64>>| {
            let value = value.as_ref()?;
            if !(-1.0..=1.0).contains(value.get_ref()) {
                problems.push(place(
                    Diagnostic::error("map-ceiling", "agreement lies between -1 and 1")
                        .help("write it as 0.75"),
                    value.span().start,
                ));
            }
            Some(*value.get_ref())
        };
        target.ceiling_f1 = figure(&entry.ceiling_f1);
        target.ceiling_kappa = figure(&entry.ceiling_kappa);
        if targets.iter().any(|t| t.name == target.name) {
            problems.push(place(
                Diagnostic::error("map-name", "there are two targets of this name")
                    .help("give each its own"),
                entry.name.span().start,
            ));
        }
        targets.push(target);
    }
    if targets.is_empty() {
        problems.push(
            Diagnostic::error("map-empty", "there is no target in it")
                .within(name)
                .help("add [[target]] with name, markers and labels"),
        );
    }
    if problems.is_empty() { Ok(targets) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Construct, Direction, Marker, Validity};

    fn codebook() -> Codebook {
        let marker = |id: &str, construct| Marker {
            id: id.into(),
            construct,
            label: String::new(),
            definition: String::new(),
            references: Vec::new(),
            misses: String::new(),
            roles: Vec::new(),
            direction: Direction::Open,
            validity: Validity::default(),
        };
        let construct = |id: &str, code: &str| Construct {
            id: id.into(),
            code: code.into(),
            label: String::new(),
            definition: String::new(),
            order: 1,
            dictionary: false,
        };
        Codebook {
            constructs: vec![construct("defensiveness", "DEF"), construct("openness", "VUL")],
            markers: vec![marker("def_denial", 0), marker("def_excuse", 0), marker("vul_hurt", 1)],
        }
    }

    #[test]
    fn a_map_names_markers_and_constructs() {
        let codebook = codebook();
        let text = "[[target]]\nname = \"d\"\nmarkers = [\"DEF\", \"vul_hurt\"]\nlabels = [\"x\"]\nrole = \"therapist\"\nceiling_f1 = 0.8\n";
        let targets = read_map("m.toml", text.as_bytes(), &codebook).unwrap();
        assert_eq!(targets[0].markers, [0, 1, 2]);
        assert_eq!(targets[0].ceiling_f1, Some(0.8));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_its_place() {
        let codebook = codebook();
        let text = "[[target]]\nname = \"d\"\nmarkers = [\"nobody\"]\nlabels = []\nrole = \"boss\"\nceiling_kappa = 75.0\n";
        let problems = read_map("m.toml", text.as_bytes(), &codebook).unwrap_err();
        let told: Vec<_> = problems.iter().map(|p| (p.code, p.line, p.column)).collect();
        assert_eq!(
            told,
            [
                ("map-marker", Some(3), Some(12)),
                ("map-empty", Some(2), Some(8)),
                ("map-role", Some(5), Some(8)),
                ("map-ceiling", Some(6), Some(17)),
            ]
        );
        let problems = read_map("m.toml", b"[[target]]\nname = 3\n", &codebook).unwrap_err();
        assert_eq!((problems[0].code, problems[0].line), ("map-syntax", Some(2)));
        assert_eq!(read_map("m.toml", b"", &codebook).unwrap_err()[0].code, "map-empty");
    }
}
