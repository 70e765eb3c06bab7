"""Alerts (额度预警): every budget by how far it is used, why its light shows what it shows, and who uses it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.app.picture import Cell, Picture, Place
from optimizer.app.solve import Run
from optimizer.domain.case import QUANTITIES, Case
from optimizer.rules.facts import Facts

_NOTHING = 5e-3
"""万t: uses below half a hundredth are not shown."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One budget (一项额度): its place and its figures."""

    quantity: str
    region: str
    year: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Taker:
    """One project that uses a budget (占用项目): its use in the year (万t) and the officer's decision on it."""

    project: str
    name: str
    use: float
    status: str

    @property
    def movable(self) -> bool:
        """Whether the officer left it to the optimizer or may take it back: all but what must be."""
        return self.status != "must"


def alerts_of(picture: Picture) -> list[Alert]:
    """Return all budgets, the most used first; overrun ones before the rest."""
    found = [
        Alert(quantity, region, year, cell)
        for (quantity, region, year), cell in picture.cells.items()
        if not math.isnan(cell.budget)
    ]
    return sorted(found, key=_urgency)


def _urgency(alert: Alert) -> tuple[bool, float, float]:
    cell = alert.cell
    rate = cell.rate if math.isfinite(cell.rate) else -1.0
    over = cell.overrun / cell.total if cell.total > 0 else 0.0
    return cell.light != "over", -over, -rate


def binding_of(run: Run, place: Place) -> list[str]:
    """Return the sentences of the limits that bind at one place of a verified run."""
    assert run.allocation is not None
    rows = run.allocation.binding
    quantity, region, year = place
    at = (rows["quantity"] == quantity) & (rows["region"] == region) & (rows["year"] == year)
    return [str(says) for says in rows["says"][at]]


def takers_of(
    case: Case, facts: Facts, approvals: Mapping[str, float], statuses: Mapping[str, str], place: Place
) -> list[Taker]:
    """Return the approved projects charged to a budget, the largest use first; to the root all below it."""
    quantity, region, year = place
    k = [*QUANTITIES].index("energy" if quantity == "energy" else "carbon")
    t, projects = case.years.index(year), facts.projects
    below = set(facts.tree.subtree(facts.tree.names.index(region)))
    found = []
    for p, record in enumerate(projects.record):
        name = str(case.projects["project"].iloc[record])
        use = float(projects.use[k, p] * projects.ramp[p, t] * approvals[name])
        if int(projects.charged[k, p]) in below and use > _NOTHING:
            found.append(Taker(name, str(case.projects["name"].iloc[record]), use, statuses[name]))
    return sorted(found, key=lambda taker: -taker.use)
