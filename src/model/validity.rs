//! How far a marker was checked against codes that others gave.
//!
//! Must not know: how the figures were found.

use super::Coders;

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
/// Least Cohen's κ of a marker by itself for it to count as validated.
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
    /// Who coded.
    pub coders: Coders,
    /// The codes together.
    pub target: String,
    /// Whether the target has no other marker, so that its codes ask for just this one.
    pub alone: bool,
    /// Coded utterances.
    pub utterances: u64,
    /// Those that carry a code of the target.
    pub positives: u64,
    /// Those in which this marker is seen.
    pub seen: u64,
    /// Share of those that carry a code of the target.
    pub precision: Option<Measured>,
    /// Share of those with a code in which this marker, by itself, is seen.
    pub recall: Option<Measured>,
    /// Cohen's κ of this marker, by itself, with the codes.
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
    /// The checks; the first is the one that decides, or says most: people's before others', large ones before
    /// small ones.
    pub checks: Vec<Check>,
    /// The day of the checks, as 2026-01-31; empty without any.
    pub date: String,
}

impl Validity {
    /// What checks amount to: of those by people with enough coded cases and hits, the one with most hits
    /// decides.
    pub fn of(mut checks: Vec<Check>, date: &str) -> Self {
        // A program's codes of just this act say more of it than its codes of several.
        let joint = |c: &Check| !c.coders.independent() && !c.alone;
        checks.sort_by_key(|c| (!c.coders.independent(), !c.large(), joint(c), u64::MAX - c.seen));
        let standing = match checks.first() {
            None => Standing::NotValidated,
            Some(check) if !check.coders.independent() => Standing::MachineOnly,
            Some(check) if !check.large() => Standing::TooFew,
            Some(check) if check.passes() => Standing::Validated,
            Some(_) => Standing::Experimental,
        };
        let date = if checks.is_empty() { String::new() } else { date.to_string() };
        Self { standing, checks, date }
    }

    /// What is to be said of it wherever the marker is shown, in plain words, without a full stop.
    pub fn says(&self) -> String {
        let Some(check) = self.checks.first() else {
            return "not validated against human coders".to_string();
        };
        let (data, positives, seen) = (&check.data, check.positives, check.seen);
        match self.standing {
            Standing::NotValidated => "not validated against human coders".to_string(),
            Standing::MachineOnly => {
                let whose = match check.coders {
                    Coders::Speakers => "the speakers gave to their own words",
                    _ => "a program gave",
                };
                let found = match seen < ENOUGH_HITS {
                    true => format!("seen {seen} times, too few to say how often it is right"),
                    false => check.figures(),
                };
                format!(
                    "compared only with codes that {whose} ({data}, {positives} cases: {found}), not validated \
                     against human coders"
                )
            }
            Standing::TooFew => format!(
                "compared with human coders over too few cases to say ({data}: {positives} cases, seen {seen} times; \
                 {ENOUGH_POSITIVES} and {ENOUGH_HITS} are asked)"
            ),
            Standing::Experimental => format!(
                "experimental: against human coders ({data}, {positives} cases) {}; {PRECISE:.2} precision and \
                 {AGREEING:.2} kappa over {ENOUGH_POSITIVES} cases and {ENOUGH_HITS} hits are asked",
                check.figures()
            ),
            Standing::Validated => {
                let figures = check.figures();
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

    /// Other data of people's codes in which a validated marker is often wrong: the worst of them.
    fn elsewhere(&self) -> Option<(&str, f64)> {
        let decides = &self.checks.first()?.data;
        let others = self
            .checks
            .iter()
            .filter(|c| c.data != *decides && c.coders.independent() && c.seen >= ENOUGH_HITS);
        let wrong = others.filter_map(|c| {
            let precision = c.precision?.value;
            (precision < PRECISE).then_some((c.data.as_str(), precision))
        });
        wrong.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

impl Check {
    fn large(&self) -> bool {
        self.positives >= ENOUGH_POSITIVES && self.seen >= ENOUGH_HITS
    }

    fn passes(&self) -> bool {
        let at_least = |m: Option<Measured>, least| m.is_some_and(|m| m.value >= least);
        at_least(self.precision, PRECISE) && at_least(self.kappa, AGREEING)
    }

    fn figures(&self) -> String {
        let figure = |name: &str, measured: Option<Measured>| {
            measured.map(|m| format!("{name} {:.2}", m.value))
        };
        let figures = [
            figure("precision", self.precision),
            figure("recall", self.recall),
            figure("kappa", self.kappa),
        ];
        figures.into_iter().flatten().collect::<Vec<_>>().join(", ")
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

    fn check(coders: Coders, positives: u64, seen: u64, precision: f64, kappa: f64) -> Check {
        let measured = |value| Some(Measured { value, interval: None });
        Check {
            data: "A".into(),
            source: String::new(),
            coders,
            target: String::new(),
            alone: true,
            utterances: 1_000,
            positives,
            seen,
            precision: measured(precision),
            recall: None,
            kappa: measured(kappa),
            ceiling_f1: None,
            ceiling_kappa: None,
        }
    }

    fn experts(positives: u64, seen: u64, precision: f64, kappa: f64) -> Check {
        check(Coders::Experts, positives, seen, precision, kappa)
    }

    #[test]
    fn people_decide_and_the_larger_check_first() {
        let of = |checks| Validity::of(checks, "2026-01-31").standing;
        assert_eq!(of(vec![]), Standing::NotValidated);
        assert_eq!(of(vec![check(Coders::Machine, 500, 400, 0.9, 0.9)]), Standing::MachineOnly);
        assert_eq!(of(vec![check(Coders::Speakers, 500, 400, 0.9, 0.9)]), Standing::MachineOnly);
        assert_eq!(of(vec![experts(60, 40, 0.8, 0.7)]), Standing::Validated);
        assert_eq!(of(vec![experts(60, 40, 0.7, 0.7)]), Standing::Experimental);
        assert_eq!(of(vec![experts(60, 40, 0.8, 0.5)]), Standing::Experimental);
        assert_eq!(of(vec![experts(9, 8, 0.9, 0.9)]), Standing::TooFew);
        let two = vec![experts(60, 40, 0.9, 0.9), experts(300, 200, 0.6, 0.6)];
        assert_eq!(of(two), Standing::Experimental);
        let machine = check(Coders::Machine, 900, 900, 0.9, 0.9);
        assert_eq!(of(vec![machine, experts(60, 40, 0.7, 0.7)]), Standing::Experimental);
    }

    /// What is said is what decided, and not what merely has most hits.
    #[test]
    fn the_check_that_decides_is_the_one_that_is_told() {
        let few = Check { data: "Few".into(), ..experts(30, 400, 0.3, 0.2) };
        let validity = Validity::of(vec![few, experts(60, 40, 0.9, 0.9)], "x");
        assert_eq!(validity.standing, Standing::Validated);
        let said = validity.says();
        assert!(said.contains("(A, 60 cases): precision 0.90"), "{said}");
        assert!(said.contains("on other talk (Few) precision is 0.30"), "{said}");
        let same = Check { target: "other".into(), ..experts(60, 39, 0.4, 0.3) };
        let said = Validity::of(vec![same, experts(60, 40, 0.9, 0.9)], "x").says();
        assert!(!said.contains("other talk"), "{said}");
    }

    #[test]
    fn a_few_hits_of_a_programs_codes_are_no_figure() {
        let joint = Check { alone: false, ..check(Coders::Machine, 54, 12, 0.9, 0.9) };
        let own = Check { target: "own".into(), ..check(Coders::Machine, 9, 12, 0.4, 0.4) };
        let validity = Validity::of(vec![joint, own], "x");
        assert_eq!(validity.checks[0].target, "own");
        let said = validity.says();
        assert!(said.contains("seen 12 times, too few") && !said.contains("0.4"), "{said}");
    }
}
