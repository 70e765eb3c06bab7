"""The limits of a case in plain arithmetic (目标与总量): target intensities by path, totals with their tiers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.rows import rows_of
from optimizer.rules.account_parts import Place


@dataclass(frozen=True, slots=True)
class Target:
    """A target intensity (目标强度, t/万元) and whether it is hard (刚性) or only reported."""

    intensity: float
    mode: str


@dataclass(frozen=True, slots=True)
class TotalTerms:
    """A total (总量, 万t) and the terms of an overrun: mode, band of the first tier (share), prices (万元/吨)."""

    total: float
    mode: str
    band: float
    price_1: float
    price_2: float

    @property
    def width(self) -> float:
        """Width of the first tier (万t); infinite when there is one tier only."""
        return math.inf if math.isinf(self.band) else self.band * self.total


def targets_of(case: Case, path: str, base: Callable[[str, str], float]) -> dict[Place, Target]:
    """Return every target; `base(region, column)` gives base-year figures, `path` fills years between rows."""
    rows: dict[tuple[str, str], list[Any]] = {}
    for row in rows_of(case.targets):
        rows.setdefault((str(row["region"]), str(row["quantity"])), []).append(row)
    found = {}
    for (region, quantity), given in rows.items():
        given.sort(key=lambda row: int(row["year"]))
        for year in case.years:
            later = [row for row in given if row["year"] >= year]
            if not later or (later[0]["year"] > year and path == "none"):
                continue
            row = later[0]
            start = float(row["intensity"])
            if math.isnan(start):
                start = base(region, f"{quantity}_base") / base(region, "gdp_base")
            earlier = [(int(r["year"]), float(r["reduction"])) for r in given if r["year"] < year]
            first = earlier[-1] if earlier else (case.base_year, 0.0)
            kept = _kept(path, year, first, (int(row["year"]), float(row["reduction"])))
            found[region, quantity, year] = Target(kept * start, str(row["mode"]))
    return found


def _kept(path: str, year: int, first: tuple[int, float], last: tuple[int, float]) -> float:
    """Return 1 − D of a year after one given point (year, D), up to the next; source: domain.md F.3."""
    done = (year - first[0]) / (last[0] - first[0])
    if path == "geometric":
        return float((1.0 - first[1]) ** (1.0 - done) * (1.0 - last[1]) ** done)
    return 1.0 - (first[1] * (1.0 - done) + last[1] * done)


def totals_of(
    case: Case, settings: Any, targets: Mapping[Place, Target], gdp_expected: Callable[[str, int], float]
) -> dict[Place, TotalTerms]:
    """Return every total, typed or derived (τ × expected GDP, domain.md C.2), under the settings of the total rule."""
    found = {}
    if settings.derive:
        for (region, quantity, year), target in targets.items():
            total = target.intensity * gdp_expected(region, year)
            terms = TotalTerms(total, settings.mode, settings.band, settings.price_1, settings.price_2)
            found[region, quantity, year] = terms
    for row in rows_of(case.totals):
        mode = str(row["mode"]) or settings.mode
        tiers = _tiers(float(row["band"]), float(row["price_1"]), float(row["price_2"]), settings)
        place = str(row["region"]), str(row["quantity"]), int(row["year"])
        found[place] = TotalTerms(float(row["total"]), mode, *tiers)
    return found


def _tiers(band: float, price_1: float, price_2: float, settings: Any) -> tuple[float, float, float]:
    """Fill the blanks of one row: one typed price is an endless tier, or the price of both when a band is typed."""
    if not math.isnan(price_1) and math.isnan(price_2):
        return (math.inf if math.isnan(band) else band), price_1, price_1
    if math.isnan(price_1) and math.isnan(price_2):
        price_1, price_2 = settings.price_1, settings.price_2
    elif math.isnan(price_1):
        price_1 = min(settings.price_1, price_2)
    return (settings.band if math.isnan(band) else band), price_1, price_2
