"""Targets and totals as arrays (目标与总量): paths filled, totals derived, tiers resolved."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rows import rows_of
from optimizer.rules.facts import Array, Limits, Tree
from optimizer.rules.policy import Policy

MODES = {"report": 0, "elastic": 1, "hard": 2}


def limits_of(case: Case, policy: Policy, tree: Tree, gdp_expected: Array) -> Limits:
    """Return the limits of every node, quantity and year; `gdp_expected` is N × T over subtrees (亿元)."""
    shape = (2, len(tree.names), len(case.years))
    intensity, hard = _targets(case, policy.of("intensity").path, tree, shape)
    total = np.full(shape, np.nan)
    mode = np.zeros(shape, dtype=np.int8)
    width, price_1, price_2 = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    settings = policy.of("total")
    if settings.derive:
        found = np.isfinite(intensity)
        total[found] = (intensity * gdp_expected[None])[found]
        mode[found] = MODES[settings.mode]
        width[found] = settings.band * total[found]
        price_1[found], price_2[found] = settings.price_1, settings.price_2
    at = _places(case.totals, tree, case.years)
    for place, row in zip(at, rows_of(case.totals), strict=True):
        total[place] = row["total"]
        mode[place] = MODES[row["mode"] or settings.mode]
        band, price_1[place], price_2[place] = tiers(row["band"], row["price_1"], row["price_2"], settings)
        width[place] = band * row["total"] if np.isfinite(band) else np.inf
    return Limits(intensity, hard, total, mode, width, price_1, price_2)


def tiers(band: float, price_1: float, price_2: float, settings: Any) -> tuple[float, float, float]:
    """Fill the blanks of one row's tiers: width (share of the total, inf: one endless tier) and two prices.

    A row with its own single price and no band has one endless tier; other blanks come from the pack, and a
    second price is never below the first.
    """
    if np.isnan(price_1) and np.isnan(price_2):
        return settings.band if np.isnan(band) else band, settings.price_1, settings.price_2
    if np.isnan(price_2):
        return np.inf if np.isnan(band) else band, price_1, price_1
    first = min(settings.price_1, price_2) if np.isnan(price_1) else price_1
    return settings.band if np.isnan(band) else band, first, price_2


def _places(table: pd.DataFrame, tree: Tree, years: tuple[int, ...]) -> list[tuple[int, int, int]]:
    node = {name: n for n, name in enumerate(tree.names)}
    year = {y: t for t, y in enumerate(years)}
    return [
        (QUANTITIES.index(q), node[r], year[int(y)])
        for r, q, y in zip(table["region"], table["quantity"], table["year"], strict=True)
    ]


def _targets(case: Case, path: str, tree: Tree, shape: tuple[int, int, int]) -> tuple[Array, Array]:
    """Return τ and whether it is hard; years before a target row are filled by the path, later ones are not."""
    intensity, hard = np.full(shape, np.nan), np.zeros(shape, dtype=bool)
    columns = ("region", "quantity", "year", "reduction", "intensity", "mode")
    ordered = case.targets.sort_values("year")
    base, previous = _base(case), dict[tuple[int, int], tuple[int, float]]()
    for region, quantity, at, reduction, typed, mode in zip(*(ordered[c].tolist() for c in columns), strict=True):
        place = QUANTITIES.index(quantity), tree.names.index(region)
        start = typed if np.isfinite(typed) else base[place[0]][region]
        before, last = previous.get(place, (case.base_year, 0.0)), (int(at), float(reduction))
        for t, year in enumerate(case.years):
            if year == last[0] or (path != "none" and before[0] < year < last[0]):
                intensity[(*place, t)] = (1.0 - _reduction(path, year, before, last)) * start
                hard[(*place, t)] = mode == "hard"
        previous[place] = last
    return intensity, hard


def _base(case: Case) -> list[dict[str, float]]:
    """Return each region's base-year intensity (t/万元), by quantity."""
    names, gdp = case.regions["region"].tolist(), case.regions["gdp_base"]
    return [dict(zip(names, (case.regions[f"{q}_base"] / gdp).tolist(), strict=True)) for q in QUANTITIES]


def _reduction(path: str, year: int, first: tuple[int, float], last: tuple[int, float]) -> float:
    """Return the cumulative reduction D of one year between two given points (domain.md F.3)."""
    if year == last[0]:
        return last[1]
    share = (year - first[0]) / (last[0] - first[0])
    if path == "linear":
        return first[1] + share * (last[1] - first[1])
    kept: float = (1 - first[1]) ** (1 - share) * (1 - last[1]) ** share
    return 1 - kept
