//! Coded data from disk: files of codes, maps, and lists of both.
//!
//! Must not know: what is compared with what.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use attunement::diagnostic::Diagnostic;
use attunement::evaluate::SeenConversation;
use attunement::gold::{self, Data, GoldFile, Target, coded_utterances};
use attunement::model::Codebook;
use attunement::pipeline::see;
use attunement::tagger::Tagger;

use crate::cli::terminal::tell;

/// A body of coded data, and what our markers see in it.
pub(crate) struct Body {
    pub(crate) data: Data,
    pub(crate) files: Vec<GoldFile>,
    pub(crate) targets: Vec<Target>,
    /// The conversations of all files, one after another.
    pub(crate) seen: Vec<SeenConversation>,
}

impl Body {
    /// The files that were read for it.
    pub(crate) fn inputs(&self, list: &Path) -> Vec<PathBuf> {
        let folder = list.parent().unwrap_or(Path::new(""));
        self.data.gold.iter().chain([&self.data.map]).map(|name| folder.join(name)).collect()
    }
}

/// All data of a list, looked at with the markers.
pub(crate) fn bodies(list: &Path, tagger: &Tagger) -> anyhow::Result<Vec<Body>> {
    let name = list.display().to_string();
    let all = gold::read_list(&name, &bytes(list)?).map_err(|problems| several(&problems))?;
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut bodies: Vec<Body> = Vec::new();
    for data in all {
        let files = data
            .gold
            .iter()
            .map(|g| read_gold(&folder.join(g), None))
            .collect::<anyhow::Result<Vec<GoldFile>>>()?;
        let mut targets = read_map(&folder.join(&data.map), &tagger.lexicon().codebook)?;
        for target in &mut targets {
            if !target.keep_to(&data.splits) {
                bail!(
                    "{name}: the map of {} keeps the target {} to other parts of the data than `splits`",
                    data.name,
                    target.name
                );
            }
        }
        let left = |t: &Target| coded_utterances(&files, t).next().is_some();
        if !targets.iter().any(left) {
            bail!(
                "{name}: no coded utterance of {} is left; look at `splits` and at the roles of its map",
                data.name
            );
        }
        let seen = see(tagger, &files);
        bodies.push(Body { data, files, targets, seen });
    }
    no_doubles(bodies.iter().flat_map(|b| &b.files))?;
    Ok(bodies)
}

/// A day as 2026-01-31, for what is written down.
pub(crate) fn day(text: &str) -> Result<String, String> {
    let number = |part: &str, digits: usize| -> Option<u32> {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let known = match parts[..] {
        [year, month, day] => number(year, 4).zip(number(month, 2)).zip(number(day, 2)),
        _ => None,
    };
    let exists = known.is_some_and(|((year, month), day)| {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let longest = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        (1..=longest).contains(&day)
    });
    match exists {
        true => Ok(text.to_string()),
        false => Err("write a day as 2026-01-31".to_string()),
    }
}

/// A file of codes.
pub(crate) fn read_gold(path: &Path, group: Option<&str>) -> anyhow::Result<GoldFile> {
    let name = path.display().to_string();
    gold::read(&name, &bytes(path)?, group).map_err(|problems| several(&problems))
}

/// A map of codes to markers.
pub(crate) fn read_map(path: &Path, codebook: &Codebook) -> anyhow::Result<Vec<Target>> {
    let name = path.display().to_string();
    gold::read_map(&name, &bytes(path)?, codebook).map_err(|problems| several(&problems))
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path)
        .map_err(|e| anyhow::anyhow!("{} cannot be read: {e}; check the spelling", path.display()))
}

/// Tells every problem, and ends.
fn several(problems: &[Diagnostic]) -> anyhow::Error {
    problems.iter().for_each(|p| tell(&p.to_string()));
    match problems.len() {
        1 => anyhow::anyhow!("there is 1 problem that needs mending; nothing was done"),
        n => anyhow::anyhow!("there are {n} problems that need mending; nothing was done"),
    }
}

/// Refuses to write over what is read.
pub(crate) fn not_an_input<'p>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'p PathBuf>,
) -> anyhow::Result<()> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    for input in inputs {
        if input.canonicalize().is_ok_and(|i| i == output) {
            bail!("{} is one of the files read; name another file", input.display());
        }
    }
    Ok(())
}

/// Refuses what would count twice: a conversation that stands in two files, whose halves would be taken for two
/// conversations, and the same words under the same number of a conversation.
pub(crate) fn no_doubles<'f>(files: impl IntoIterator<Item = &'f GoldFile>) -> anyhow::Result<()> {
    let mut conversations: HashMap<&str, (&GoldFile, usize)> = HashMap::new();
    for file in files {
        for conversation in &file.conversations {
            let line = conversation.utterances.first().map_or(1, |u| u.line);
            if let Some((other, at)) = conversations.insert(&conversation.id, (file, line)) {
                bail!(
                    "{}:{line}: this conversation begins in {}:{at} too, and would count as two; put all its lines into \
                     one file, name a file once, and give other conversations other names",
                    file.name,
                    other.name
                );
            }
            let mut known = HashMap::new();
            for utterance in conversation.utterances.iter().filter(|u| !u.turn.is_empty()) {
                let key = (&utterance.turn, &utterance.text);
                if let Some(other) = known.insert(key, utterance.line) {
                    bail!(
                        "{}:{}: this utterance stands in line {other} too, and would count twice; leave one out",
                        file.name,
                        utterance.line
                    );
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn only_days_that_exist_are_days() {
        for good in ["2026-01-31", "2024-02-29", "2000-02-29"] {
            assert_eq!(day(good).as_deref(), Ok(good));
        }
        for bad in [
            "2026-02-31",
            "2026-02-29",
            "1900-02-29",
            "2026-+1-+5",
            "26-01-01",
            "2026-13-01",
            "today",
            "",
        ] {
            assert!(day(bad).is_err(), "{bad}");
        }
    }
}
