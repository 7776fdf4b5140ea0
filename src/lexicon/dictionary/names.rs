//! Names that people give, made into ids that every table and program can hold.
//!
//! Must not know: what the names stand for.

/// An id for a name: letters, digits, `_`, `-` and `.`, everything else made `_`. Empty if the name
/// holds no letter and no digit.
pub(crate) fn id_of(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars() {
        let kept = if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' };
        if kept != '_' || !(id.is_empty() || id.ends_with('_')) {
            id.push(kept);
        }
    }
    let edge = ['_', '-', '.'];
    id.trim_matches(edge).to_string()
}

/// An id for the name of a file, without its folders and its ending, in lower case.
pub fn id_of_file(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    };
    let id = id_of(&stem.to_lowercase());
    if id.is_empty() { "dictionary".to_string() } else { id }
}

/// A name on one line, without white space around it.
pub(crate) fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `posemo (Positive emotion)` is a short name with a longer one; any other name is both.
pub(crate) fn short_and_long(name: &str) -> (String, String) {
    let name = tidy(name);
    if let Some(inside) = name.strip_suffix(')')
        && let Some((short, long)) = inside.split_once(" (")
        && !short.contains(' ')
        && !id_of(short).is_empty()
        && !long.trim().is_empty()
    {
        return (short.to_string(), long.trim().to_string());
    }
    (name.clone(), name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        assert_eq!(id_of("A CATEGORY (new)"), "A_CATEGORY_new");
        assert_eq!(id_of("+STATE+"), "STATE");
        assert_eq!(id_of("Gefühl.Ärger"), "Gefühl.Ärger");
        assert_eq!(id_of(" __ "), "");
        assert_eq!(id_of_file("some/Folder/My moods.v2.dic"), "my_moods.v2");
        assert_eq!(id_of_file("..."), "dictionary");
    }

    #[test]
    fn a_name_in_brackets_is_the_longer_one() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(
            short_and_long("posemo\t(Positive Emotion)"),
            pair("posemo", "Positive Emotion")
        );
        assert_eq!(short_and_long("Very good (so)"), pair("Very good (so)", "Very good (so)"));
        assert_eq!(short_and_long("a (b (c))"), pair("a", "b (c)"));
    }
}
