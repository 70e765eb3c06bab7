"""The redundancy gauge in plain arithmetic (冗余度): approved energy against the growth quota, league by league."""

from __future__ import annotations

import math
from dataclasses import dataclass

from optimizer.domain.rows import rows_of
from optimizer.rules.account import Account


@dataclass(frozen=True, slots=True)
class Gauge:
    """Approved energy and growth quota of a league at the end of the plan (万吨标准煤); expected: what will be used."""

    region: str
    year: int
    approved: float
    expected: float
    growth: float
    saved: float
    reclaimed: float
    largest: float

    @property
    def quota(self) -> float:
        """Growth quota, nothing where it is used up already, with what is saved and reclaimed."""
        return math.fsum([max(self.growth, 0.0), self.saved, self.reclaimed])

    @property
    def redundancy(self) -> float:
        """Approved over quota, less one (NaN where there is no quota)."""
        return self.approved / self.quota - 1.0 if self.quota > 0 else math.nan


def gauges(account: Account) -> list[Gauge]:
    """Return the gauge of every league with an energy target in the last year, in the order of the case."""
    year, found = account.case.years[-1], []
    approved: dict[str, list[float]] = {}
    for row in rows_of(account.case.projects):
        if row["listing"] == "none":
            use = row["energy"] - row["feedstock"] - row["nonfossil"]
            approved.setdefault(str(row["region"]), []).append(use * account.approval(str(row["project"])))
    reclaimed: dict[str, list[float]] = {}
    for row in rows_of(account.case.region_years):
        amount = 0.0 if math.isnan(row["reclaimed"]) else float(row["reclaimed"])
        reclaimed.setdefault(str(row["region"]), []).append(amount)
    for region in account.case.leaves:
        target = account.target((region, "energy", year))
        if target is None:
            continue
        part, taken = account.own((region, "energy", year)), approved.get(region, [])
        allowed = target.intensity * account.gdp_expected(region, year)
        found.append(Gauge(
            region, year, math.fsum(taken), part.projects, allowed - part.existing, math.fsum(part.reductions),
            math.fsum(reclaimed.get(region, [])), max([allowed, part.existing, *map(abs, taken)]),
        ))  # fmt: skip
    return found
