"""What chance does (风险): the records of a Monte Carlo run, of a robust plan and of near-best plans."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, eq=False)
class Risk:
    """A Monte Carlo run (风险测算) over a case with a plan.

    regions: one row a region: chance that the plan held fixed meets its energy, its carbon and all intensity targets
    in every year, and its totals. places: one row a region, quantity and year (chances, P10/P50/P90 of usage, budget
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
