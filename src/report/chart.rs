//! Parts of the charts, as finished coordinates and labels for the templates to place.
//!
//! Must not know: what is charted. No colour here says good or bad: sides differ by shape.

use serde::Serialize;

use super::words;
use crate::stats::Rate;

/// Where the axis begins and ends, in units of the drawing.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 316.0;
/// Heights of the two lines of a chart.
const LINES: [f64; 2] = [18.0, 44.0];

/// One axis for all rows of a page, so that rows can be compared by eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    end: f64,
    step: f64,
}

/// A number along the axis.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tick {
    x: String,
    text: String,
}

/// One side of a row: a dot within the whiskers of its interval.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Dot {
    name: &'static str,
    filled: bool,
    y: String,
    text_y: String,
    x: String,
    from: String,
    to: String,
    /// Whether the whisker goes on beyond the drawing.
    cut: bool,
    value: String,
}

/// Two rates, before and after, on one axis.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RateChart {
    label: String,
    ticks: Vec<Tick>,
    dots: Vec<Dot>,
    zero: String,
}

impl Axis {
    /// An axis that holds every rate, and every interval unless it is several times wider.
    pub(super) fn covering<'a>(rates: impl Iterator<Item = &'a Rate>) -> Self {
        let (mut rate, mut limit) = (0.0_f64, 0.0_f64);
        for found in rates {
            rate = rate.max(found.per_1000);
            limit = limit.max(found.interval.high);
        }
        let reach = limit.min(2.0 * rate).max(1.0);
        let magnitude = 10_f64.powf((reach / 5.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|s| s * magnitude)
            .into_iter()
            .find(|s| reach / s <= 5.0)
            .unwrap_or(reach);
        Self { end: (reach / step).ceil() * step, step }
    }

    fn x(self, per_1000: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * (per_1000 / self.end).clamp(0.0, 1.0)
    }

    fn ticks(self) -> Vec<Tick> {
        let last = (self.end / self.step).round() as u32;
        (0..=last)
            .map(|i| {
                let value = f64::from(i) * self.step;
                let text = if self.step < 1.0 && i > 0 {
                    format!("{value:.1}")
                } else {
                    format!("{value:.0}")
                };
                Tick { x: place(self.x(value)), text }
            })
            .collect()
    }

    fn dot(self, name: &'static str, line: usize, rate: &Rate) -> Dot {
        Dot {
            name,
            filled: line == 1,
            y: place(LINES[line]),
            text_y: place(LINES[line] + 4.0),
            x: place(self.x(rate.per_1000)),
            from: place(self.x(rate.interval.low)),
            to: place(self.x(rate.interval.high)),
            cut: rate.interval.high > self.end,
            value: words::rate(rate.per_1000),
        }
    }

    /// The chart of one row.
    pub(super) fn chart(self, before: &Rate, after: &Rate) -> RateChart {
        RateChart {
            label: format!(
                "Per 1,000 words. Before {}; after {}.",
                with_interval(before),
                with_interval(after)
            ),
            ticks: self.ticks(),
            dots: vec![self.dot("before", 0, before), self.dot("after", 1, after)],
            zero: place(LEFT),
        }
    }
}

/// A rate and its interval: `9.1 (5.4 to 14.4)`.
pub(super) fn with_interval(rate: &Rate) -> String {
    format!("{} ({})", words::rate(rate.per_1000), interval(rate))
}

/// The interval of a rate: `5.4 to 14.4`.
pub(super) fn interval(rate: &Rate) -> String {
    format!("{:.1} to {:.1}", rate.interval.low, rate.interval.high)
}

/// How many turns stand beside one another.
const PER_LINE: u64 = 25;
/// Distance between turns in units of the drawing.
const PITCH: f64 = 12.0;
/// So many turns can be counted by eye; more are a crowd.
const COUNTABLE: u64 = 200;

/// One turn.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Cell {
    x: String,
    y: String,
    filled: bool,
}

/// One small square per turn, filled where the turn held what was looked for.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TurnChart {
    label: String,
    height: String,
    cells: Vec<Cell>,
}

/// A drawing of `held` turns out of `all`; none where there are no turns or too many to draw.
pub(super) fn turns(label: String, held: u64, all: u64) -> Option<TurnChart> {
    if all == 0 || all > COUNTABLE {
        return None;
    }
    let cells = (0..all)
        .map(|i| Cell {
            x: place((i % PER_LINE) as f64 * PITCH + 1.0),
            y: place((i / PER_LINE) as f64 * PITCH + 1.0),
            filled: i < held,
        })
        .collect();
    let lines = all.div_ceil(PER_LINE);
    Some(TurnChart { label, height: place(lines as f64 * PITCH), cells })
}

/// A coordinate; tenths are finer than any screen here.
fn place(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::rate;

    #[test]
    fn the_axis_ends_on_a_round_number_and_holds_every_rate() {
        let rates = [rate(18, 2_000, 0.95).unwrap(), rate(2, 2_000, 0.95).unwrap()];
        let axis = Axis::covering(rates.iter());
        assert_eq!((axis.end, axis.step), (15.0, 5.0));
        assert_eq!(axis.ticks().len(), 4);
    }

    #[test]
    fn a_whisker_far_beyond_all_rates_is_cut() {
        let rates = [rate(2, 2_000, 0.95).unwrap(), rate(0, 210, 0.95).unwrap()];
        let axis = Axis::covering(rates.iter());
        let chart = axis.chart(&rates[0], &rates[1]);
        assert!(chart.dots[1].cut);
        assert_eq!(chart.dots[1].to, "316");
        assert!(chart.label.contains("0 (0.0 to 17.6)"), "{}", chart.label);
    }

    #[test]
    fn no_rate_at_all_still_gives_an_axis() {
        let axis = Axis::covering(std::iter::empty());
        assert_eq!((axis.end, axis.step), (1.0, 0.2));
    }

    #[test]
    fn turns_are_filled_from_the_left() {
        let chart = turns("x".into(), 2, 27).unwrap();
        assert_eq!(chart.cells.len(), 27);
        assert_eq!(chart.cells.iter().filter(|c| c.filled).count(), 2);
        assert_eq!((chart.cells[26].x.as_str(), chart.cells[26].y.as_str()), ("13", "13"));
        assert!(turns("x".into(), 0, 0).is_none());
    }
}
