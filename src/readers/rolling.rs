//! Recovers each word once from captions that repeat the former line while the next one appears.
//!
//! Must not know: voices or markup.

use super::cues::Shown;

/// A file rolls if at least this share of cues, in percent, begins with what was just shown.
const SHARE: usize = 30;
/// Cues show few lines; comparing more would only cost time.
const MOST_LINES: usize = 8;
/// A repeat long after the first showing is somebody saying it again.
const NEAR_MS: i64 = 1500;

/// Takes out repeated lines if the whole file is of this kind; says whether it is.
pub(crate) fn unroll(cues: &mut [Shown]) -> bool {
    let mut repeats = 0;
    let mut pairs = 0;
    for pair in cues.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if before.lines.is_empty() || after.lines.is_empty() {
            continue;
        }
        pairs += 1;
        let grows = grown(&before.lines, &after.lines).is_some_and(|n| n > 0);
        repeats +=
            usize::from(near(before, after) && (shared(&before.lines, &after.lines) > 0 || grows));
    }
    if repeats < 3 || repeats * 100 < pairs * SHARE {
        return false;
    }
    let mut last: Option<Shown> = None;
    for cue in cues {
        let whole = cue.clone();
        if let Some(last) = last.filter(|l| near(l, cue)) {
            let known = shared(&last.lines, &cue.lines);
            cue.lines.drain(..known);
            if known == 0
                && let Some(n) = grown(&last.lines, &cue.lines)
                && let Some(line) = cue.lines.first_mut()
            {
                line.text = line.text.get(n..).unwrap_or("").trim_start().to_owned();
            }
        }
        last = Some(whole);
    }
    true
}

fn near(before: &Shown, after: &Shown) -> bool {
    match (before.end.or(before.start), after.start) {
        (Some(end), Some(start)) => start - end <= NEAR_MS,
        _ => true,
    }
}

/// How many lines at the end of one cue are those at the beginning of the next.
fn shared(before: &[super::cues::Line], after: &[super::cues::Line]) -> usize {
    let most = before.len().min(after.len()).min(MOST_LINES);
    (1..=most)
        .rev()
        .find(|&k| {
            before[before.len() - k..]
                .iter()
                .zip(after)
                .all(|(b, a)| b.text.trim() == a.text.trim())
        })
        .unwrap_or(0)
}

/// How many bytes of the next cue's first line are the former cue's last line, grown by words.
fn grown(before: &[super::cues::Line], after: &[super::cues::Line]) -> Option<usize> {
    let (old, new) = (before.last()?.text.trim(), after.first()?.text.as_str());
    let rest = new.strip_prefix(old)?;
    (rest.starts_with(' ') && !old.is_empty()).then_some(old.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::cues::Line;

    fn run(cues: &[&[&str]]) -> (bool, String) {
        let mut shown: Vec<Shown> = cues
            .iter()
            .enumerate()
            .map(|(i, lines)| Shown {
                start: Some(i as i64 * 1000),
                end: Some(i as i64 * 1000 + 1000),
                lines: lines
                    .iter()
                    .map(|t| Line { number: i, text: (*t).into(), ..Line::default() })
                    .collect(),
            })
            .collect();
        let rolled = unroll(&mut shown);
        let words: Vec<&str> = shown
            .iter()
            .flat_map(|s| s.lines.iter().map(|l| l.text.as_str()))
            .filter(|t| !t.is_empty())
            .collect();
        (rolled, words.join("/"))
    }

    #[test]
    fn rolling_lines() {
        let (rolled, words) = run(&[
            &["we never"],
            &["we never"],
            &["we never", "talk about"],
            &["talk about"],
            &["talk about", "money"],
        ]);
        assert!(rolled);
        assert_eq!(words, "we never/talk about/money");
    }

    #[test]
    fn growing_lines() {
        assert_eq!(
            run(&[&["we"], &["we never"], &["we never talk"], &["we never talk here"]]).1,
            "we/never/talk/here"
        );
    }

    #[test]
    fn repeating_oneself_is_no_rolling() {
        assert_eq!(
            run(&[&["no"], &["no"], &["what"], &["I said no"]]),
            (false, "no/no/what/I said no".into())
        );
    }
}
