"""Computes the figures that the tests compare ours with, by scipy and statsmodels.

Must not know our formulas: every figure comes from a published implementation, or from one of
its tests turned round numerically.
"""

import itertools
import json
import math
import pathlib
import warnings

import krippendorff
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats import inter_rater, rates
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.meta_analysis import effectsize_smd
from statsmodels.stats.proportion import proportion_confint

LEVELS = [0.8, 0.95, 0.99]


def finite(value):
    """A float that JSON can hold; null for infinity."""
    value = float(value)
    return value if math.isfinite(value) else None


def rate_cases():
    for hits, words, level in itertools.product(
        [0, 1, 2, 3, 5, 7, 16, 18, 43, 100, 500, 4321, 100_000],
        [200, 6_200, 1_000_000],
        LEVELS,
    ):
        low, high = rates.confint_poisson(hits, words / 1000, method="exact-c", alpha=1 - level)
        yield {
            "hits": hits,
            "words": words,
            "level": level,
            "low": float(low),
            "high": float(high),
        }


def proportion_cases():
    for (hits, total), level in itertools.product(
        [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1, 400), (250, 400), (399, 400), (7, 90_000)],
        LEVELS,
    ):
        low, high = proportion_confint(hits, total, alpha=1 - level, method="wilson")
        yield {"hits": hits, "total": total, "level": level, "low": low, "high": high}


PAIRS = [
    (7, 5900, 18, 6200),
    (18, 6200, 7, 5900),
    (1, 1000, 1, 1000),
    (1, 300, 40, 9000),
    (5, 2000, 5, 8000),
    (16, 8000, 43, 8100),
    (250, 120_000, 300, 90_000),
    (3000, 1_000_000, 2900, 1_000_000),
    (0, 1000, 1, 1000),
    (0, 4000, 12, 3000),
    (1, 1000, 0, 900),
    (30, 5000, 0, 5000),
]


def turned_round(y1, n1, y2, n2, alpha):
    """Limits of the ratio where statsmodels' score test reaches alpha, by root finding."""

    def excess(log_ratio):
        value = math.exp(log_ratio)
        return rates.test_poisson_2indep(y1, n1, y2, n2, value=value, method="score")[1] - alpha

    middle = math.log((y1 or 0.01) / (y2 or 0.01) * n2 / n1)
    reach = 60.0
    if y1 == 0:
        low = 0.0
        middle = -reach
    else:
        top = middle if y2 else reach
        low = math.exp(optimize.brentq(excess, middle - reach, top, xtol=1e-14, rtol=1e-14))
    if y2 == 0:
        return low, math.inf
    top = middle + 2 * reach
    return low, math.exp(optimize.brentq(excess, middle, top, xtol=1e-14, rtol=1e-14))


def score_cases():
    for (y1, n1, y2, n2), level in itertools.product(PAIRS, LEVELS):
        alpha = 1 - level
        low, high = turned_round(y1, n1, y2, n2, alpha)
        case = {
            "count": [y1, n1],
            "against": [y2, n2],
            "level": level,
            "ratio": finite(y1 / n1 / (y2 / n2)) if y2 else None,
            "p": float(rates.test_poisson_2indep(y1, n1, y2, n2, method="score").pvalue),
            "low": low,
            "high": finite(high),
        }
        # statsmodels' own search minimises a squared difference, good to about eight digits.
        if y1 and y2:
            searched = rates.confint_poisson_2indep(
                y1, n1, y2, n2, method="score", compare="ratio", alpha=alpha
            )
            case["searched"] = [float(limit) for limit in searched]
        yield case


def log_wald_cases():
    for (y1, n1, y2, n2), level in itertools.product(PAIRS, LEVELS):
        method = "wald-log" if y1 and y2 else "waldcc"
        low, high = rates.confint_poisson_2indep(
            y1, n1, y2, n2, method=method, compare="ratio", alpha=1 - level
        )
        half = 0.0 if y1 and y2 else 0.5
        p = rates.test_poisson_2indep(y1 + half, n1, y2 + half, n2, method="wald-log").pvalue
        yield {
            "count": [y1, n1],
            "against": [y2, n2],
            "level": level,
            "ratio": (y1 + half) / n1 / ((y2 + half) / n2),
            "p": float(p),
            "low": float(low),
            "high": float(high),
        }


SESSIONS = [
    ([(18, 1000), (2, 1000)], [(1, 1000), (9, 1000)]),
    ([(9, 500), (3, 500)], [(2, 700), (6, 700)]),
    ([(4, 812), (11, 1930), (7, 1544)], [(2, 901), (0, 1210), (5, 2033), (3, 640)]),
    ([(30, 4100), (61, 3900), (12, 4400)], [(25, 4000), (3, 3800), (40, 4600)]),
    ([(10, 1000), (11, 1000)], [(5, 1000), (6, 1000)]),
    ([(6, 1500), (14, 1700), (3, 900)], [(8, 2100)]),
]


def session_cases():
    """Quasi-Poisson regression: log E(hits) = b0 + b1 after + log(words), scale Pearson / df."""
    for before, after in SESSIONS:
        hits, words = np.array(before + after, dtype=float).T
        design = sm.add_constant(np.r_[np.zeros(len(before)), np.ones(len(after))])
        model = sm.GLM(hits, design, family=sm.families.Poisson(), offset=np.log(words))
        fit = model.fit(scale="X2", tol=1e-14, maxiter=200)
        low, high = np.exp(fit.conf_int(alpha=0.05)[1])
        total = [np.sum(np.array(group), axis=0) for group in (before, after)]
        totals = [int(figure) for figure in (*total[1], *total[0])]
        score_p = rates.test_poisson_2indep(*totals, method="score").pvalue
        yield {
            "before": before,
            "after": after,
            "phi": float(fit.scale),
            "df": int(fit.df_resid),
            "ratio": float(np.exp(fit.params[1])),
            # Meaningful for us only where phi exceeds 1; the score method serves elsewhere.
            "quasi_low": float(low),
            "quasi_high": float(high),
            "quasi_p": float(fit.pvalues[1]),
            "score_p": float(score_p),
        }


def multiplicity_cases():
    lists = [
        [],
        [0.03],
        [0.04, 0.01, 0.03, 0.02],
        [0.2, 0.2, 0.2],
        [0.0, 1.0, 0.5],
        [0.9, 0.8, 0.001, 0.001, 0.05, 0.05],
        # Benjamini & Hochberg 1995, table of fifteen.
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262,
         0.5719, 0.6528, 0.759, 1.0],
        [((i * 37) % 52 + 1) ** 2 / 2809 for i in range(52)],
    ]
    for values in lists:
        adjusted = stats.false_discovery_control(values, method="bh") if values else np.array([])
        if values:
            again = multipletests(values, method="fdr_bh")[1]
            np.testing.assert_allclose(adjusted, again, rtol=1e-12)
        yield {"p": values, "adjusted": [float(value) for value in adjusted]}


TABLES = [
    (229, 28, 96, 24),
    (6, 4, 14, 76),
    (5, 0, 10, 25),
    (0, 6, 9, 40),
    (1, 2, 3, 4),
    (3, 7, 200, 1900),
    (12, 30, 25, 66),
    (400, 350, 500, 9000),
]


def table_cases():
    for cells in TABLES:
        a, b, c, d = cells
        raw = sm.stats.Table(np.array([[a, b], [c, d]]), shift_zeros=False)
        shifted = Table2x2(np.array([[a, b], [c, d]]) + 0.5, shift_zeros=False)
        low, high = shifted.oddsratio_confint(alpha=0.05)
        yield {
            "cells": cells,
            "expected": float(raw.fittedvalues[0, 0]),
            "adjusted_residual": float(raw.standardized_resids[0, 0]),
            "odds_ratio": float(shifted.oddsratio),
            "log_standard_error": float(shifted.log_oddsratio_se),
            "low": float(low),
            "high": float(high),
            "p": float(shifted.log_oddsratio_pvalue()),
        }


def pooled_cases():
    sets = [
        [TABLES[0]],
        [(1, 9, 9, 81), (49, 21, 21, 9)],
        [(6, 4, 14, 76), (3, 5, 12, 60), (9, 2, 20, 55)],
        [(1, 0, 2, 9), (0, 1, 3, 8), (2, 1, 1, 12), (1, 2, 0, 15)],
        [(0, 6, 9, 40), (5, 0, 10, 25), (12, 30, 25, 66)],
        TABLES,
    ]
    for tables in sets:
        pooled = StratifiedTable([np.array(cells).reshape(2, 2) for cells in tables])
        low, high = pooled.oddsratio_pooled_confint(alpha=0.05)
        yield {
            "tables": tables,
            "odds_ratio": float(pooled.oddsratio_pooled),
            "log_standard_error": float(pooled.logodds_pooled_se),
            "low": float(low),
            "high": float(high),
        }


def agreement_cases():
    """Tables of true positive, false positive, false negative, true negative."""
    for tp, fp, fn, tn in [
        (40, 10, 20, 930),
        (7, 3, 5, 40),
        (1, 0, 2, 17),
        (0, 4, 6, 90),
        (50, 0, 0, 50),
        (312, 56, 477, 1650),
    ]:
        reference = [1] * (tp + fn) + [0] * (fp + tn)
        second = [1] * tp + [0] * fn + [1] * fp + [0] * tn
        yield {
            "cells": [tp, fp, fn, tn],
            "kappa": float(inter_rater.cohens_kappa([[tp, fn], [fp, tn]]).kappa),
            "alpha": float(
                krippendorff.alpha(
                    reliability_data=[reference, second], level_of_measurement="nominal"
                )
            ),
        }


def separation_cases():
    for high, low in [
        ([7.2, 5.1, 9.9, 3.0], [2.0, 4.4, 1.5]),
        ([1.0, 1.0, 2.0, 0.0, 3.0], [0.0, 0.0, 1.0, 1.0]),
        ([0.1, 0.2, 0.3], [0.4, 0.5, 0.6, 0.7]),
        ([14.0, 15.5, 11.2, 18.3, 12.4, 16.6], [10.1, 9.9, 13.0, 8.8, 14.2]),
    ]:
        u = stats.mannwhitneyu(high, low).statistic
        g, _ = effectsize_smd(
            np.mean(high), np.std(high, ddof=1), len(high),
            np.mean(low), np.std(low, ddof=1), len(low),
        )
        yield {
            "high": high,
            "low": low,
            "superiority": float(u) / (len(high) * len(low)),
            "hedges_g": float(g),
        }


def main():
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    figures = {
        "made_with": {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "rates": list(rate_cases()),
        "proportions": list(proportion_cases()),
        "score_ratios": list(score_cases()),
        "log_wald_ratios": list(log_wald_cases()),
        "sessions": list(session_cases()),
        "multiplicity": list(multiplicity_cases()),
        "tables": list(table_cases()),
        "pooled": list(pooled_cases()),
        "agreement": list(agreement_cases()),
        "separation": list(separation_cases()),
    }
    # One case a line, so that a change shows as the cases it touches.
    parts = []
    for name, cases in figures.items():
        if isinstance(cases, list):
            lines = ",\n".join("    " + json.dumps(case, allow_nan=False) for case in cases)
            parts.append(f'  "{name}": [\n{lines}\n  ]')
        else:
            parts.append(f'  "{name}": {json.dumps(cases)}')
    path = pathlib.Path(__file__).with_name("stats.json")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
