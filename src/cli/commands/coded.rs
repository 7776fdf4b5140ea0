//! Coded data from disk: files of codes, maps, and lists of both.
//!
//! Must not know: what is compared with what.

use std::path::Path;

use attunement::diagnostic::Diagnostic;
use attunement::evaluate::SeenConversation;
use attunement::gold::{self, Data, GoldFile, Target};
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
    pub(crate) fn inputs(&self, list: &Path) -> Vec<std::path::PathBuf> {
        let folder = list.parent().unwrap_or(Path::new(""));
        self.data.gold.iter().chain([&self.data.map]).map(|name| folder.join(name)).collect()
    }
}

/// All data of a list, looked at with the markers.
pub(crate) fn bodies(list: &Path, tagger: &Tagger) -> anyhow::Result<Vec<Body>> {
    let name = list.display().to_string();
    let all = gold::read_list(&name, &bytes(list)?).map_err(|problems| several(&problems))?;
    let folder = list.parent().unwrap_or(Path::new(""));
    let mut bodies = Vec::new();
    for data in all {
        let files = data
            .gold
            .iter()
            .map(|g| read_gold(&folder.join(g), None))
            .collect::<anyhow::Result<Vec<GoldFile>>>()?;
        no_doubles(&files)?;
        let mut targets = read_map(&folder.join(&data.map), &tagger.lexicon().codebook)?;
        if !data.splits.is_empty() {
            targets.iter_mut().for_each(|t| t.splits.clone_from(&data.splits));
        }
        let seen = see(tagger, &files);
        bodies.push(Body { data, files, targets, seen });
    }
    Ok(bodies)
}

/// A day as 2026-01-31, for what is written down.
pub(crate) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |i: usize, digits: usize, range: std::ops::RangeInclusive<u32>| {
        parts.get(i).is_some_and(|p: &&str| {
            p.len() == digits && p.parse().is_ok_and(|n| range.contains(&n))
        })
    };
    match parts.len() == 3
        && number(0, 4, 1900..=9999)
        && number(1, 2, 1..=12)
        && number(2, 2, 1..=31)
    {
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
    let count = problems.len();
    let them = if count == 1 { "1 problem that needs" } else { "problems that need" };
    let number = if count == 1 { String::new() } else { format!("{count} ") };
    anyhow::anyhow!(
        "there {} {number}{them} mending; nothing was compared",
        if count == 1 { "is" } else { "are" }
    )
}

/// Refuses to write over what is read.
pub(crate) fn not_an_input<'p>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'p std::path::PathBuf>,
) -> anyhow::Result<()> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    for input in inputs {
        if input.canonicalize().is_ok_and(|i| i == output) {
            anyhow::bail!("{} is one of the files read; name another file", input.display());
        }
    }
    Ok(())
}

/// Refuses what would count twice: the same words under the same number of the same conversation.
pub(crate) fn no_doubles(files: &[GoldFile]) -> anyhow::Result<()> {
    let mut known = std::collections::HashMap::new();
    for file in files {
        for conversation in &file.conversations {
            for utterance in conversation.utterances.iter().filter(|u| !u.turn.is_empty()) {
                let key = (&conversation.id, &utterance.turn, &utterance.text);
                if let Some((other, line)) = known.insert(key, (&file.name, utterance.line)) {
                    anyhow::bail!(
                        "{}:{}: this utterance stands in {other}:{line} too, and would count twice; leave one out",
                        file.name,
                        utterance.line
                    );
                }
            }
        }
    }
    Ok(())
}
