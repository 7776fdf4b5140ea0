//! How far a marker was checked against codes that others gave.
//!
//! Must not know: how the figures were found.

/// What the checks of a marker amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Standing {
    /// It was compared with nobody's codes.
    #[default]
    NotValidated,
    /// It was compared only with codes given by a program, or by the speakers to their own words.
    MachineOnly,
    /// It was compared with people's codes, but over too few cases or hits to say anything.
    TooFew,
    /// It was compared with people's codes and does not reach [`PRECISE`] and [`AGREEING`].
    Experimental,
    /// It reaches both.
    Validated,
}

/// Least precision of a marker that counts as validated.
pub const PRECISE: f64 = 0.75;
/// Least Cohen's κ of a marker's target for the marker to count as validated.
pub const AGREEING: f64 = 0.60;
/// Fewer coded cases than this decide nothing (codebook, section 4).
pub const ENOUGH_POSITIVES: u64 = 50;
/// Fewer hits of a marker than this decide nothing.
pub const ENOUGH_HITS: u64 = 20;

/// A figure with the limits of its 95% interval, where there is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The figure.
    pub value: f64,
    /// Lower and upper limit.
    pub interval: Option<(f64, f64)>,
}

/// One comparison with coded data.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The data's name.
    pub data: String,
    /// Where they come from.
    pub source: String,
    /// Who coded: `experts`, `crowd`, `speakers` or `machine`.
    pub coders: String,
    /// Whether people coded others' words.
    pub human: bool,
    /// The codes together.
    pub target: String,
    /// Whether the target has no other marker.
    pub alone: bool,
    /// Coded utterances.
    pub utterances: u64,
    /// Those that carry a code of the target.
    pub positives: u64,
    /// Those in which this marker is seen.
    pub seen: u64,
    /// Share of those that carry a code of the target.
    pub precision: Option<Measured>,
    /// Of the target with all its markers: the share of coded utterances in which one is seen.
    pub recall: Option<Measured>,
    /// F1 of the target with all its markers.
    pub f1: Option<Measured>,
    /// Cohen's κ of the target with all its markers.
    pub kappa: Option<Measured>,
    /// F1 of coders among themselves.
    pub ceiling_f1: Option<f64>,
    /// Cohen's κ of coders among themselves.
    pub ceiling_kappa: Option<f64>,
}

/// How far a marker was checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Validity {
    /// What the checks amount to.
    pub standing: Standing,
    /// The checks, those by people first.
    pub checks: Vec<Check>,
    /// The day of the checks, as 2026-01-31; empty without any.
    pub date: String,
}

impl Validity {
    /// What checks amount to: of those by people with enough coded cases and hits, the one with most hits
    /// decides.
    pub fn of(mut checks: Vec<Check>, date: &str) -> Self {
        checks.sort_by_key(|c| (!c.human, u64::MAX - c.seen));
        let large =
            |c: &&Check| c.human && c.positives >= ENOUGH_POSITIVES && c.seen >= ENOUGH_HITS;
        let passes = |c: &Check| {
            let at_least = |m: Option<Measured>, least| m.is_some_and(|m| m.value >= least);
            at_least(c.precision, PRECISE) && at_least(c.kappa, AGREEING)
        };
        let standing = match checks.iter().find(large) {
            Some(check) if passes(check) => Standing::Validated,
            Some(_) => Standing::Experimental,
            None if checks.iter().any(|c| c.human) => Standing::TooFew,
            None if !checks.is_empty() => Standing::MachineOnly,
            None => Standing::NotValidated,
        };
        let date = if checks.is_empty() { String::new() } else { date.to_string() };
        Self { standing, checks, date }
    }
}

impl Validity {
    /// What is to be said of it wherever the marker is shown, in plain words, without a full stop.
    pub fn says(&self) -> String {
        let Some(check) = self.checks.first() else {
            return "not validated against human coders".to_string();
        };
        if check.seen < ENOUGH_HITS && self.standing != Standing::TooFew {
            return format!(
                "compared only with codes that {} gave ({}), where it was seen {} times: too few to say how often \
                 it is right; not validated against human coders",
                if check.coders == "speakers" { "the speakers themselves" } else { "a program" },
                check.data,
                check.seen
            );
        }
        let figure = |name: &str, measured: Option<Measured>| {
            measured.map(|m| format!("{name} {:.2}", m.value))
        };
        let whole = if check.alone { "" } else { " with its target" };
        let figures = [
            figure("precision", check.precision),
            figure(&format!("recall{whole}"), check.recall),
            figure("kappa", check.kappa),
        ];
        let figures: Vec<String> = figures.into_iter().flatten().collect();
        let figures = match figures.is_empty() {
            true => "nothing was seen".to_string(),
            false => figures.join(", "),
        };
        let (data, positives) = (&check.data, check.positives);
        match self.standing {
            Standing::NotValidated => "not validated against human coders".to_string(),
            Standing::MachineOnly if check.coders == "speakers" => format!(
                "compared only with what speakers said of their own words ({data}, {positives} cases: {figures}), \
                 not validated against other coders"
            ),
            Standing::MachineOnly => format!(
                "compared only with codes that a program gave ({data}, {positives} cases: {figures}), \
                 not validated against human coders"
            ),
            Standing::TooFew => format!(
                "compared with human coders over too few cases to say ({data}: {positives} cases, seen {} times; \
                 {ENOUGH_POSITIVES} and {ENOUGH_HITS} are asked)",
                check.seen
            ),
            Standing::Experimental => format!(
                "experimental: against human coders ({data}, {positives} cases) {figures}; \
                 {PRECISE:.2} precision and {AGREEING:.2} kappa over {ENOUGH_POSITIVES} cases are asked"
            ),
            Standing::Validated => {
                let text = format!(
                    "validated against human coders ({data}, {positives} cases): {figures}"
                );
                match self.elsewhere() {
                    Some((other, precision)) => {
                        format!("{text}; but on other talk ({other}) precision is {precision:.2}")
                    }
                    None => text,
                }
            }
        }
    }
}

impl Validity {
    /// Other data of people's codes in which a validated marker is often wrong: the worst of them.
    fn elsewhere(&self) -> Option<(&str, f64)> {
        let others = self.checks.iter().skip(1).filter(|c| c.human && c.seen >= ENOUGH_HITS);
        let wrong = others.filter_map(|c| {
            let precision = c.precision?.value;
            (precision < PRECISE).then_some((c.data.as_str(), precision))
        });
        wrong.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

impl Standing {
    /// The name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::NotValidated => "not validated",
            Standing::MachineOnly => "machine-read only",
            Standing::TooFew => "too few to tell",
            Standing::Experimental => "experimental",
            Standing::Validated => "validated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(human: bool, positives: u64, seen: u64, precision: f64, kappa: f64) -> Check {
        let measured = |value| Some(Measured { value, interval: None });
        Check {
            data: "A".into(),
            source: String::new(),
            coders: String::new(),
            human,
            target: String::new(),
            alone: true,
            utterances: 1_000,
            positives,
            seen,
            precision: measured(precision),
            recall: None,
            f1: None,
            kappa: measured(kappa),
            ceiling_f1: None,
            ceiling_kappa: None,
        }
    }

    #[test]
    fn people_decide_and_the_larger_check_first() {
        let of = |checks| Validity::of(checks, "2026-01-31").standing;
        assert_eq!(of(vec![]), Standing::NotValidated);
        assert_eq!(of(vec![check(false, 500, 400, 0.9, 0.9)]), Standing::MachineOnly);
        assert_eq!(of(vec![check(true, 60, 40, 0.8, 0.7)]), Standing::Validated);
        assert_eq!(of(vec![check(true, 60, 40, 0.7, 0.7)]), Standing::Experimental);
        assert_eq!(of(vec![check(true, 60, 40, 0.8, 0.5)]), Standing::Experimental);
        assert_eq!(of(vec![check(true, 9, 8, 0.9, 0.9)]), Standing::TooFew);
        assert!(
            Validity::of(vec![check(true, 60, 40, 0.8, 0.7)], "x")
                .says()
                .contains("precision 0.80")
        );
        let two = vec![check(true, 60, 40, 0.9, 0.9), check(true, 300, 200, 0.6, 0.6)];
        assert_eq!(of(two), Standing::Experimental);
        let worse = Check { data: "B".into(), ..check(true, 40, 30, 0.4, 0.5) };
        let said = Validity::of(vec![check(true, 60, 40, 0.8, 0.7), worse], "x").says();
        assert!(said.contains("on other talk (B) precision is 0.40"), "{said}");
    }
}
