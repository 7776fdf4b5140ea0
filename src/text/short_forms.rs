//! Short forms taken apart, so that *you're*, *youre* and *you are* are the same words.
//!
//! Must not know: whole sentences; it sees one word at a time.

use super::normalise::is_apostrophe;

/// A piece of a word: its normal form, and how many bytes of the written word it covers.
pub(crate) type Piece = (&'static str, usize);

/// Forms that no apostrophe marks, with the written length of each piece.
const WHOLE: &[(&str, &[Piece])] = &[
    ("aint", &[("ai", 2), ("n't", 2)]),
    ("alright", &[("all", 2), ("right", 5)]),
    ("arent", &[("are", 3), ("n't", 2)]),
    ("cannae", &[("can", 3), ("n't", 3)]),
    ("cannot", &[("can", 3), ("not", 3)]),
    ("cant", &[("can", 2), ("n't", 2)]),
    ("cos", &[("because", 3)]),
    ("coulda", &[("could", 5), ("have", 1)]),
    ("couldnt", &[("could", 5), ("n't", 2)]),
    ("coz", &[("because", 3)]),
    ("cuz", &[("because", 3)]),
    ("didnae", &[("did", 3), ("n't", 3)]),
    ("didnt", &[("did", 3), ("n't", 2)]),
    ("dinnae", &[("do", 3), ("n't", 3)]),
    ("doesnae", &[("does", 4), ("n't", 3)]),
    ("doesnt", &[("does", 4), ("n't", 2)]),
    ("dont", &[("do", 2), ("n't", 2)]),
    ("dunno", &[("do", 1), ("n't", 2), ("know", 2)]),
    ("finna", &[("going", 3), ("to", 2)]),
    ("gimme", &[("give", 3), ("me", 2)]),
    ("gonna", &[("going", 3), ("to", 2)]),
    ("gotta", &[("got", 3), ("to", 2)]),
    ("hadnt", &[("had", 3), ("n't", 2)]),
    ("hafta", &[("have", 3), ("to", 2)]),
    ("hasnt", &[("has", 3), ("n't", 2)]),
    ("havent", &[("have", 4), ("n't", 2)]),
    ("hes", &[("he", 2), ("'s", 1)]),
    ("im", &[("i", 1), ("'m", 1)]),
    ("isnae", &[("is", 2), ("n't", 3)]),
    ("isnt", &[("is", 2), ("n't", 2)]),
    ("its", &[("it", 2), ("'s", 1)]),
    ("ive", &[("i", 1), ("'ve", 2)]),
    ("kinda", &[("kind", 4), ("of", 1)]),
    ("lemme", &[("let", 3), ("me", 2)]),
    ("lets", &[("let", 3), ("us", 1)]),
    ("musta", &[("must", 4), ("have", 1)]),
    ("ok", &[("okay", 2)]),
    ("oughta", &[("ought", 5), ("to", 1)]),
    ("outta", &[("out", 3), ("of", 2)]),
    ("shes", &[("she", 3), ("'s", 1)]),
    ("shoulda", &[("should", 6), ("have", 1)]),
    ("shouldnt", &[("should", 6), ("n't", 2)]),
    ("sorta", &[("sort", 4), ("of", 1)]),
    ("thats", &[("that", 4), ("'s", 1)]),
    ("theres", &[("there", 5), ("'s", 1)]),
    ("theyre", &[("they", 4), ("'re", 2)]),
    ("theyve", &[("they", 4), ("'ve", 2)]),
    ("tryna", &[("trying", 3), ("to", 2)]),
    ("wanna", &[("want", 3), ("to", 2)]),
    ("wasnae", &[("was", 3), ("n't", 3)]),
    ("wasnt", &[("was", 3), ("n't", 2)]),
    ("werent", &[("were", 4), ("n't", 2)]),
    ("whats", &[("what", 4), ("'s", 1)]),
    ("wheres", &[("where", 5), ("'s", 1)]),
    ("whos", &[("who", 3), ("'s", 1)]),
    ("wont", &[("will", 2), ("n't", 2)]),
    ("woulda", &[("would", 5), ("have", 1)]),
    ("wouldnt", &[("would", 5), ("n't", 2)]),
    ("ya", &[("you", 2)]),
    ("youd", &[("you", 3), ("'d", 1)]),
    ("youll", &[("you", 3), ("'ll", 2)]),
    ("youre", &[("you", 3), ("'re", 2)]),
    ("youve", &[("you", 3), ("'ve", 2)]),
];

/// Endings behind an apostrophe that stand for a word of their own.
const ENDINGS: &[&str] = &["'s", "'m", "'re", "'ve", "'ll", "'d"];

/// Whether a folded word may be more than one word, or another; most are not, and need no closer look.
pub(crate) fn may_be(folded: &str) -> bool {
    folded.contains('\'')
        || (folded.len() <= LONGEST && WHOLE.binary_search_by(|(f, _)| (*f).cmp(folded)).is_ok())
}

/// The longest form in [`WHOLE`], in bytes.
const LONGEST: usize = 8;

/// Takes a folded word apart. `written` is the word as it stands in the text. Calls `emit` with the
/// normal form and the written length of each piece; the lengths add up to the written length.
pub(crate) fn split(folded: &str, written: &str, mut emit: impl FnMut(&str, usize)) {
    if let Ok(i) = WHOLE.binary_search_by(|(form, _)| (*form).cmp(folded))
        && folded.len() == written.len()
    {
        for (norm, length) in WHOLE[i].1 {
            emit(norm, *length);
        }
        return;
    }
    let Some(at) = folded.rfind('\'') else {
        emit(folded, written.len());
        return;
    };
    let Some((cut, _)) = written.char_indices().rfind(|(_, c)| is_apostrophe(*c)) else {
        emit(folded, written.len());
        return;
    };
    let (head, tail) = folded.split_at(at);
    match (head, tail) {
        ("let", "'s") => {
            emit("let", cut);
            emit("us", written.len() - cut);
        }
        ("y", "'all") => {
            emit("you", cut);
            emit("all", written.len() - cut);
        }
        ("c", "'mon") => {
            emit("come", cut);
            emit("on", written.len() - cut);
        }
        ("d", "'you" | "'ya") => {
            emit("do", cut);
            emit("you", written.len() - cut);
        }
        // The n of n't is one byte before the apostrophe whenever the folded head ends in it.
        (_, "'t")
            if head.ends_with('n') && head.len() > 1 && written[..cut].ends_with(['n', 'N']) =>
        {
            let stem = match &head[..head.len() - 1] {
                "ca" => "can",
                "wo" => "will",
                "sha" => "shall",
                other => other,
            };
            emit(stem, cut - 1);
            emit("n't", written.len() - cut + 1);
        }
        // couldn't've and its like are split once more at the earlier mark.
        (_, tail) if ENDINGS.contains(&tail) && !head.is_empty() => {
            split(head, &written[..cut], &mut emit as &mut dyn FnMut(&str, usize));
            emit(tail, written.len() - cut);
        }
        _ => emit(folded, written.len()),
    }
}

/// Written forms that no apostrophe marks, with the words that they stand for: *gonna*, `going to`.
pub(crate) fn unmarked() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    WHOLE.iter().map(|(form, pieces)| (*form, pieces.iter().map(|p| p.0).collect()))
}

/// The forms that stand for one word of a pattern: `are` is also *'re*, `not` also *n't*.
pub fn equivalents(word: &str) -> &'static [&'static str] {
    match word {
        "is" => &["is", "'s", "ai"],
        "has" => &["has", "'s", "ai"],
        "'s" => &["'s", "is", "has", "ai"],
        "am" | "'m" => &["am", "'m", "ai"],
        "are" | "'re" => &["are", "'re", "ai"],
        "have" | "'ve" => &["have", "'ve", "ai"],
        "do" => &["do", "ai"],
        "does" => &["does", "ai"],
        "did" => &["did", "ai"],
        "anything" => &["anything", "owt"],
        "nothing" => &["nothing", "nowt"],
        "something" => &["something", "summat"],
        "will" | "'ll" => &["will", "'ll"],
        "would" => &["would", "'d"],
        "had" => &["had", "'d"],
        "'d" => &["'d", "would", "had"],
        "not" | "n't" => &["not", "n't"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(word: &str) -> Vec<(String, usize)> {
        let folded = word.to_lowercase().replace('\u{2019}', "'");
        let mut out = Vec::new();
        split(&folded, word, |norm, length| out.push((norm.to_string(), length)));
        assert_eq!(out.iter().map(|p| p.1).sum::<usize>(), word.len());
        out
    }

    fn norms(word: &str) -> String {
        pieces(word).into_iter().map(|p| p.0).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_table_is_sorted_and_its_lengths_fit() {
        for pair in WHOLE.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{}", pair[1].0);
        }
        for (form, pieces) in WHOLE {
            assert!(form.len() <= LONGEST, "{form}");
            assert_eq!(form.len(), pieces.iter().map(|p| p.1).sum::<usize>(), "{form}");
        }
    }

    #[test]
    fn short_forms_are_taken_apart() {
        assert_eq!(norms("You're"), "you 're");
        assert_eq!(norms("you\u{2019}re"), "you 're");
        assert_eq!(norms("youre"), "you 're");
        assert_eq!(norms("don't"), "do n't");
        assert_eq!(norms("won\u{2019}t"), "will n't");
        assert_eq!(norms("couldn't've"), "could n't 've");
        assert_eq!(norms("let's"), "let us");
        assert_eq!(norms("gonna"), "going to");
        assert_eq!(norms("tryna"), "trying to");
        assert_eq!(norms("didnae"), "did n't");
        assert_eq!(norms("o'clock"), "o'clock");
        assert_eq!(norms("wife's"), "wife 's");
    }
}
