"""What chance does (风险): the records of a Monte Carlo run, of a robust plan and of near-best plans."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

QUANTILES = (0.1, 0.5, 0.9)
_Z = 1.959963984540054
"""Standard deviations that hold 95 % of a normal distribution."""


def interval(chance: float, draws: int) -> tuple[float, float]:
    """Return the 95 % interval of a chance counted in so many draws (Wilson 1927); NaN for none.

    It stays inside 0..1, and a chance of 0 or 1 in few draws is not taken for certain.
    """
    if not draws or math.isnan(chance):
        return math.nan, math.nan
    share = _Z * _Z / draws
    middle = chance + share / 2.0
    reach = _Z * math.sqrt(chance * (1.0 - chance) / draws + share / (4.0 * draws))
    return max((middle - reach) / (1.0 + share), 0.0), min((middle + reach) / (1.0 + share), 1.0)


@dataclass(frozen=True, eq=False)
class Risk:
    """A Monte Carlo run (风险测算) over a case with a plan.

    regions: one row a region: chance that the plan held fixed meets its energy, its carbon and all intensity targets
    in every year, all of a year (`y2030`), and its totals; the last row, without a name, is of all regions at once.
    places: one row a region, quantity and year (chances, P10/P50/P90 of usage, budget
    and headroom after re-optimizing, of the shortage). projects: the plan's approval and the share of draws in which
    it is approved. Chances and shares are fractions; amounts in 万t, money in 亿元.
    """

    draws: int
    seed: int
    met: int
    """Draws in which re-optimizing meets every hard limit."""
    short: int
    """Draws in which no plan does: re-optimized with the least shortage."""
    open: int
    """Draws without an answer: decisions that no shortage of a limit can heal, or solver trouble; counted nowhere."""
    objective: tuple[float, float, float]
    """P10, P50, P90 after re-optimizing (亿元)."""
    nominal: float
    """Objective of the plan in the case as it stands (亿元)."""
    regions: pd.DataFrame
    places: pd.DataFrame
    projects: pd.DataFrame
    controls: pd.DataFrame
    """One row a hard control indicator: region, control, year, `chance` that the plan held keeps it, P10/P50/P90 of the
    room left (万吨标准煤)."""

    @property
    def solved(self) -> int:
        """Draws with an answer after re-optimizing: what shares of projects and quantiles are counted in."""
        return self.met + self.short


@dataclass(frozen=True, eq=False)
class RobustPlan:
    """One robust plan (稳健方案): how much it withstands, what it costs, how often it holds.

    box: middle share of every distribution that it withstands. gamma: figures of a limit that may be at their worst
    at once (inf: all). objective NaN and approval None where no plan exists.
    """

    box: float
    gamma: float
    objective: float
    approval: np.ndarray | None
    """P, in the order of the case."""
    chance: float
    """Share of draws in which every hard limit of every region and year holds, the plan held."""
    excess: float
    """Largest relative excess over a hard limit in the corners of the box, by a check of its own; NaN unless Γ = ∞."""


@dataclass(frozen=True, eq=False)
class Robust:
    """The price of robustness (稳健代价): the plan of the case, then robust ones by box and Γ."""

    nominal: RobustPlan
    plans: tuple[RobustPlan, ...]
    widest: float
    """The widest box for which a plan exists that keeps all limits in all of it, to 1 % (0: none)."""
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one figure of a region moves among near-best plans (近优范围): least, in the plan, most; all attained."""

    region: str
    figure: str
    """value (亿元, of approved projects), count (projects), energy or carbon (万t used in the last year)."""
    low: float
    plan: float
    high: float


@dataclass(frozen=True, eq=False)
class NearBest:
    """Near-best plans (近优方案): plans whose objective is at least `floor`; and how far each region could go."""

    share: float
    objective: float
    floor: float
    reaches: tuple[Reach, ...]
    projects: pd.DataFrame
    """project, name, region, status, plan; `least` and `most` approval seen in the plans at the ends."""
