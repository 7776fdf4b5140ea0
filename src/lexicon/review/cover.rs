//! Whether one pattern finds everything that another finds.
//!
//! The answer errs on one side: what is not sure is taken as no. Must not know: rules.

use super::expand::{Place, expand};
use crate::lexicon::item::{Item, Term};

/// Whether, wherever `narrow` matches, `wide` matches the very same words.
pub(super) fn covers(wide: &[Item], narrow: &[Item]) -> bool {
    match expand(narrow) {
        Some(all) => !all.is_empty() && all.iter().all(|way| whole(wide, way)),
        None => false,
    }
}

/// Whether, wherever `narrow` matches, `wide` matches somewhere inside.
pub(super) fn stands_in(wide: &[Item], narrow: &[Item]) -> bool {
    let inside = |way: &Vec<Place>| {
        (0..way.len()).any(|from| {
            matches!(way[from], Place::Word(_))
                && ends(wide, way, from).into_iter().any(|e| e > from)
        })
    };
    match expand(narrow) {
        Some(all) => !all.is_empty() && all.iter().all(inside),
        None => false,
    }
}

fn whole(wide: &[Item], way: &[Place]) -> bool {
    // Edges and what must not follow only narrow a sequence: at its ends they may be passed over.
    ends(wide, way, 0).into_iter().any(|end| way[end..].iter().all(|p| !takes_word(p)))
}

fn takes_word(place: &Place) -> bool {
    matches!(place, Place::Word(_) | Place::Any)
}

/// The places that `wide` can reach in a sequence from `from`.
fn ends(wide: &[Item], way: &[Place], from: usize) -> Vec<usize> {
    let mut reached = vec![from];
    for item in wide {
        let mut next: Vec<usize> = Vec::new();
        for at in reached {
            one(item, way, at, &mut next);
        }
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return next;
        }
        reached = next;
    }
    reached
}

fn one(item: &Item, way: &[Place], at: usize, next: &mut Vec<usize>) {
    match item {
        Item::Word(terms) => {
            let mut at = at;
            // A restriction of the other may be passed over; the end of a sentence may not, except
            // before the first word.
            while let Some(place) = way.get(at) {
                match place {
                    Place::Word(other) => {
                        if other.iter().all(|o| accepted(terms, o)) {
                            next.push(at + 1);
                        }
                        return;
                    }
                    Place::TurnStart | Place::TurnEnd | Place::Not(_) => at += 1,
                    Place::SentenceEdge | Place::QuestionEnd if no_word_before(way, at) => at += 1,
                    _ => return,
                }
            }
        }
        Item::Gap { min, max } => {
            let mut at = at;
            let mut taken = 0;
            if *min == 0 {
                next.push(at);
            }
            while let Some(place) = way.get(at) {
                match place {
                    Place::Word(_) | Place::Any => taken += 1,
                    Place::Not(_) => {}
                    _ => return,
                }
                at += 1;
                if taken > *max {
                    return;
                }
                if taken >= *min {
                    next.push(at);
                }
            }
        }
        Item::Group { alternatives, optional } => {
            if *optional {
                next.push(at);
            }
            for alternative in alternatives.iter() {
                next.extend(ends(alternative, way, at));
            }
        }
        Item::TurnStart => edge(&Place::TurnStart, way, at, next),
        Item::TurnEnd => edge(&Place::TurnEnd, way, at, next),
        Item::SentenceEdge => edge(&Place::SentenceEdge, way, at, next),
        Item::QuestionEnd => edge(&Place::QuestionEnd, way, at, next),
        Item::Not(alternatives) => edge(&Place::Not(alternatives.clone()), way, at, next),
    }
}

/// An edge is there only if the other asks for the same.
fn edge(wanted: &Place, way: &[Place], at: usize, next: &mut Vec<usize>) {
    let here = way[at..].iter().take_while(|p| !takes_word(p));
    if let Some(i) = here.clone().position(|p| p == wanted) {
        next.push(at + i + 1);
        next.push(at);
    }
}

fn no_word_before(way: &[Place], at: usize) -> bool {
    way[..at].iter().all(|p| !takes_word(p))
}

/// Whether some of the terms accepts every word that `other` accepts.
pub(super) fn accepted(terms: &[Term], other: &Term) -> bool {
    terms.iter().any(|term| match (term, other) {
        (Term::Exact(a), Term::Exact(b)) => a == b,
        (Term::Stem(a), Term::Exact(b) | Term::Stem(b)) => b.starts_with(&**a),
        (Term::Glob(a), Term::Glob(b)) => a == b,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{pattern::parse, sets::Sets};

    fn items(text: &str) -> Vec<Item> {
        parse(text, &Sets::default()).unwrap().items
    }

    #[test]
    fn a_wider_pattern_covers_a_narrower_one() {
        for (wide, narrow) in [
            ("you never|always listen*", "you never listen"),
            ("you (just)? never listen", "you never listen"),
            ("you <0-2> listen", "you never listen"),
            ("sorry", "^ sorry $"),
            ("sorry (.)? but", "sorry . but"),
            ("sorry <0-3> that", "sorry <1-2> that"),
            ("i know !that", "i know !that"),
            ("i know", "i know !that"),
        ] {
            assert!(covers(&items(wide), &items(narrow)), "{wide} covers {narrow}");
        }
        for (wide, narrow) in [
            ("you never listen", "you never listen*"),
            ("^ sorry", "sorry"),
            ("sorry but", "sorry . but"),
            ("sorry <1-2> that", "sorry <0-3> that"),
            ("i know !that", "i know"),
            ("never listen", "you never listen"),
            ("sorry . but", "sorry but"),
        ] {
            assert!(!covers(&items(wide), &items(narrow)), "{wide} does not cover {narrow}");
        }
        assert!(stands_in(&items("never"), &items("you never|always listen")).eq(&false));
        assert!(stands_in(&items("never"), &items("you never listen")));
    }
}
