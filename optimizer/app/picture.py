"""What a screen shows of a plan (画面数据): one cell a quantity, region and year, and the approvals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from optimizer.app.check import Checked
from optimizer.domain.allocation import Allocation
from optimizer.domain.outcome import Outcome
from optimizer.domain.rounded import RoundedPlan
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.report.plan.balance import warn_share

Light = Literal["normal", "warn", "over", "none"]
Array = npt.NDArray[Any]
Place = tuple[str, str, int]
"""quantity, region, year"""

_MET = 1e-9
"""Relative slack with which an intensity counts as met: rounding noise of the quotient."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one quantity, region and year (万t, to 0.01); NaN where there is none.

    total: the soft total; overrun: used above it; met: intensity within its target, None without a target.
    """

    usage: float
    budget: float
    total: float
    overrun: float
    headroom: float
    light: Light
    met: bool | None

    @property
    def rate(self) -> float:
        """Usage as a share of the budget (使用率); NaN without a budget."""
        return self.usage / self.budget if self.budget > 0 else math.nan


@dataclass(frozen=True, eq=False)
class Picture:
    """A plan as the screen shows it (画面): `verified` only after the independent check and the rounding."""

    outcome: Outcome
    cells: Mapping[Place, Cell]
    approvals: Mapping[str, float]
    verified: bool

    @cached_property
    def shares(self) -> Array:
        """The approvals as an array, in the order of the case."""
        return np.fromiter(self.approvals.values(), float, len(self.approvals))

    def lights(self, light: Light) -> int:
        """Return how many cells show that light."""
        return sum(cell.light == light for cell in self.cells.values())

    def met(self) -> tuple[int, int]:
        """Return how many regions meet all their intensity targets, of how many that have one."""
        regions: dict[str, bool] = {}
        for (_, region, _), cell in self.cells.items():
            if cell.met is not None:
                regions[region] = regions.get(region, True) and cell.met
        return sum(regions.values()), len(regions)


def picture_of(checked: Checked, allocation: Allocation, rounded: RoundedPlan | None = None) -> Picture:
    """Return the picture of a plan: of the rounded one, or to 0.01 of one that is not verified yet."""
    warn = warn_share(checked.policy)
    exact = allocation.nodes
    names = ("region", "year", "quantity", "usage", "budget", "total", "overrun_1", "overrun_2", "headroom")
    table = (exact if rounded is None else rounded.nodes)[list(names)]
    targets = zip(exact["intensity"], exact["target_intensity"], strict=True)
    cells: dict[Place, Cell] = {}
    rows = zip(*(table[name].to_list() for name in names), strict=True)
    for (region, year, quantity, *figures), (intensity, target) in zip(rows, targets, strict=True):
        met = None if math.isnan(target) else intensity <= target * (1 + _MET)
        cells[str(quantity), str(region), int(year)] = _cell(figures, warn, met)
    approvals = allocation.approvals
    given = dict(zip(map(str, approvals["project"]), map(float, approvals["approval"]), strict=True))
    return Picture(allocation.outcome, cells, given, rounded is not None)


def _cell(figures: list[float], warn: float, met: bool | None) -> Cell:
    usage, budget, total, first, second, headroom = (spreadsheet_round(float(value), 2) for value in figures)
    overrun = sum(tier for tier in (first, second) if not math.isnan(tier))
    light: Light = "normal"
    if math.isnan(budget):
        light = "none"
    elif overrun > 0:
        light = "over"
    elif budget > 0 and spreadsheet_round(usage / budget, 4) >= warn:
        light = "warn"
    return Cell(usage, budget, total, overrun, headroom, light, met)
