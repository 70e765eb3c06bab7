"""Replacement in plain arithmetic (置换核算): what projects must replace, what is delivered, who serves whom."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES
from optimizer.domain.rows import rows_of
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place

_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class Need:
    """What a project must replace at full approval (应置换量, 万t), where, from which year on, and at which ratio."""

    project: str
    region: str
    quantity: str
    start: int
    volume: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a measure delivers in one year (交付量, 万t)."""

    measure: str
    amount: float


@dataclass(frozen=True, slots=True)
class Source:
    """What serves a project from a year on (指标来源, 万t).

    kind: replacement (a measure of its league), bought (what its league buys), reclaimed (盘活) or growth quota.
    """

    project: str
    region: str
    quantity: str
    year: int
    measure: str
    amount: float
    ratio: float
    kind: str


def needed(account: Account) -> list[Need]:
    """Return what projects must replace, in the order of the case; those with nothing to replace are left out."""
    settings, years, found = account.settings["replacement"], account.case.years, []
    quantities = ("energy",) if settings.form == "henan" else settings.quantities
    asked = np.flatnonzero(_asked(account.case.projects, settings.all_projects))
    projects, output = account.case.projects.iloc[asked], account.case.ramp[asked].tolist()
    for row, ramp in zip(rows_of(projects), output, strict=True):
        start = float(row["start_year"])
        if math.isnan(start):
            start = next((year for year, output in zip(years, ramp, strict=True) if output > 0), math.inf)
        for quantity in (q for q in QUANTITIES if q in quantities and start <= years[-1]):
            volume, ratio = _volume(account, settings, row, quantity)
            if volume > 0:
                found.append(Need(str(row["project"]), str(row["region"]), quantity, int(start), volume, ratio))
    return found


def _asked(projects: pd.DataFrame, everyone: bool) -> Any:
    """Return which projects are asked to replace anything (P): 两高 ones, and those with a ratio of their own."""
    found = np.full(len(projects), everyone)
    if "two_high" in projects:
        found |= projects["two_high"].to_numpy(bool)
    if "replacement_ratio" in projects:
        found |= projects["replacement_ratio"].notna().to_numpy()
    return found


def _volume(account: Account, settings: Any, row: Mapping[Any, Any], quantity: str) -> tuple[float, float]:
    """Return the volume (万t) and the ratio of one project and quantity (domain.md B.5, H.2)."""
    use = row["carbon"] if quantity == "carbon" else row["energy"] - row["feedstock"] - row["nonfossil"]
    typed, two_high = float(row["replacement_ratio"]), bool(row["two_high"])
    if settings.form == "ratio":
        asked = two_high or settings.all_projects
        ratio = typed if typed == typed else settings.two_high_ratio if asked else 0.0
        return ratio * use, ratio
    if typed != typed and not two_high and not settings.all_projects:
        return 0.0, 0.0
    added = float(row["value_added"])
    if settings.form == "henan":
        coal = 0.0 if math.isnan(row["coal"]) else float(row["coal"])
        factor = settings.henan_b * (use / added) / settings.henan_mean if added > 0 else 1.0
        factor = typed if typed == typed else factor
        return max(use - coal, 0.0) * factor, factor
    targets = [account.target((str(row["region"]), quantity, year)) for year in account.case.years]
    known = [target.intensity for target in targets if target is not None]
    if not known:
        return 0.0, 0.0
    band = sum(use > cut * known[-1] * added for cut in settings.band_cuts)
    ratio = typed if typed == typed else settings.band_ratios[band]
    return ratio * max(0.0, use - known[-1] * added), ratio


def delivered(account: Account) -> dict[Place, list[Delivery]]:
    """Return what measures that may be used for replacement deliver, by region, quantity and year."""
    found: dict[Place, list[Delivery]] = {}
    column = {"energy": "energy_saving", "carbon": "carbon_reduction"}
    for row in account.measure_rows:
        year = int(row["year"])
        for quantity in QUANTITIES if row["tradable"] else ():
            amount = float(row[column[quantity]]) * account.uptake(str(row["measure"]), year)
            found.setdefault((str(row["region"]), quantity, year), []).append(Delivery(str(row["measure"]), amount))
    return found


def supplied(account: Account) -> dict[Place, list[Delivery]]:
    """Return what is delivered less what is sold, the first measures first, and what is bought (measure "")."""
    found = delivered(account)
    for place in account.places():
        if account.children[place[0]]:
            continue
        sold, bought, kept = account.flow(place, "sold"), account.flow(place, "bought"), list[Delivery]()
        for one in found.get(place, ()):
            gone = min(sold, one.amount)
            sold -= gone
            kept.append(Delivery(one.measure, one.amount - gone))
        found[place] = [*kept, *([Delivery("", bought)] if bought > 0 else [])]
    return found


def sources(account: Account) -> list[Source]:
    """Return who serves whom: projects by start, each from the measures that deliver earliest, nothing used twice.

    A project keeps its sources while they deliver; where one falls off, the year's others take its place. What a
    project uses beyond what it replaces is on the reclaimed quota of its league, then on its growth quota.
    """
    needs = sorted(needed(account), key=lambda need: need.start)
    supply, found = supplied(account), list[Source]()
    first: dict[tuple[str, str, str], int] = {}
    for (region, quantity, year), given in sorted(supply.items(), key=lambda item: item[0][2]):
        for one in given:
            if one.amount > 0:
                first.setdefault((region, quantity, one.measure), year)
    for region, quantity in dict.fromkeys((need.region, need.quantity) for need in needs):
        here = [need for need in needs if (need.region, need.quantity) == (region, quantity)]
        held: dict[tuple[str, str], float] = {}
        for year in account.case.years:
            left = {d.measure: d.amount for d in supply.get((region, quantity, year), ())}
            order = sorted(left, key=lambda m: first.get((region, quantity, m), year))
            found += _year(account, [n for n in here if n.start <= year], left, order, held, year)
    return found + list(_growth(account, needs))


def _year(
    account: Account, needs: list[Need], left: dict[str, float], order: list[str],
    held: dict[tuple[str, str], float], year: int,
) -> Iterator[Source]:  # fmt: skip
    """Keep what still delivers, then serve what is open, earliest project from earliest measure."""
    for need in needs:
        for measure in order:
            kept = min(held.get((need.project, measure), 0.0), left[measure])
            held[need.project, measure] = kept
            left[measure] -= kept
    for need in needs:
        volume = need.volume * account.approval(need.project)
        open_ = volume - math.fsum(held[need.project, measure] for measure in order)
        for measure in order:
            taken = min(open_, left[measure])
            if taken > _SMALL * volume:
                held[need.project, measure] += taken
                left[measure] -= taken
                open_ -= taken
                kind = "replacement" if measure else "bought"
                yield Source(need.project, need.region, need.quantity, year, measure, taken, need.ratio, kind)


def _growth(account: Account, needs: list[Need]) -> Iterator[Source]:
    rows = {str(row["project"]): row for row in rows_of(account.case.projects)}
    idle: dict[str, float] = defaultdict(float)
    for row in rows_of(account.case.region_years):
        idle[str(row["region"])] += 0.0 if math.isnan(row["reclaimed"]) else float(row["reclaimed"])
    for need in needs:
        row, approval = rows[need.project], account.approval(need.project)
        use = row["carbon"] if need.quantity == "carbon" else row["energy"] - row["feedstock"] - row["nonfossil"]
        rest = (use - need.volume) * approval
        reclaimed = max(0.0, min(rest, idle[need.region])) if need.quantity == "energy" else 0.0
        idle[need.region] -= reclaimed
        for kind, amount in (("reclaimed", reclaimed), ("growth", rest - reclaimed)):
            if amount > _SMALL * abs(use):
                yield Source(need.project, need.region, need.quantity, need.start, "", amount, need.ratio, kind)
