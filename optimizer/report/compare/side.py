"""One side of a comparison (对比的一方): a scenario solved, and its key figures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.outcome import Outcome, Stop
from optimizer.domain.rounded import RoundedPlan
from optimizer.domain.scenario import Assumption
from optimizer.report.parts.safe import clean
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.verdict import outcome_text, worth
from optimizer.report.plan.project_table import by_project
from optimizer.rules.policy import Policy
from optimizer.text import compare as words
from optimizer.text import report as said

NAME = 40


@dataclass(frozen=True, eq=False)
class Side:
    """One scenario after its run (方案结果); without a plan there is no `allocation` and `conflict` says why."""

    name: str
    note: str
    case: Case
    policy: Policy
    outcome: Outcome
    stamp: Stamp
    assumptions: tuple[Assumption, ...] = ()
    allocation: Allocation | None = None
    rounded: RoundedPlan | None = None
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def title(self) -> str:
        """The name as tables print it."""
        return clean(self.name, NAME)

    @property
    def outcome_word(self) -> str:
        """已证最优, 未证最优 with its gap, or 无可行方案 (only where that is proved)."""
        return words.NO_PLAN if self.outcome.stop is Stop.PROVED_IMPOSSIBLE else outcome_text(self.outcome)


def key_figures(side: Side) -> dict[str, float]:
    """Return the key figures of a side, unrounded money (亿元) and amounts to 0.01 万t; NaN without a plan.

    objective = value − cost − overrun_cost − trade_cost; approved, partly (projects); over_*: Σ of all overruns;
    headroom_*: of the region itself in the last year; binding: limits that bind.
    """
    if side.allocation is None or side.rounded is None:
        return dict.fromkeys(FIGURES, float("nan"))
    parts = worth(side.case, side.allocation)
    _, advised = by_project(side.case, side.allocation)
    approved, refused = advised.count(said.APPROVED), advised.count(said.REFUSED_PROJECT)
    nodes = side.rounded.nodes
    figures = {
        "objective": side.outcome.objective, "value": parts.value, "cost": parts.cost, "overrun_cost": parts.overrun,
        "trade_cost": parts.trade,
        "approved": float(approved), "partly": float(len(advised) - approved - refused),
        "binding": float(len(side.allocation.binding)),
    }  # fmt: skip
    for quantity in QUANTITIES:
        rows = nodes[nodes["quantity"] == quantity]
        last = rows[(rows["region"] == side.case.root) & (rows["year"] == side.case.years[-1])]
        figures[f"over_{quantity}"] = round(float(overrun(rows).sum()), 2)
        figures[f"headroom_{quantity}"] = float(last["headroom"].iloc[0])
    return figures


FIGURES = (
    "objective", "value", "cost", "overrun_cost", "trade_cost", "approved", "partly", "over_carbon",
    "over_energy", "headroom_carbon", "headroom_energy", "binding",
)  # fmt: skip


def overrun(rows: pd.DataFrame) -> pd.Series:
    """Return the overrun of each row (万t): both tiers."""
    return rows["overrun_1"].fillna(0.0) + rows["overrun_2"].fillna(0.0)


def compare_stamp(sides: Sequence[Side]) -> Stamp:
    """Return the stamp of a comparison: its id follows from the runs; the outcome is the first unproved one, if any."""
    first = sides[0].stamp
    runs = "|".join(side.stamp.run for side in sides)
    run = f"SK-{hashlib.sha256(runs.encode()).hexdigest()[:12]}"
    unproved = [side.outcome for side in sides if side.outcome.ok and not side.outcome.proved]
    outcome = unproved[0] if unproved else replace(sides[0].outcome, stop=Stop.PROVED_BEST)
    return replace(first, run=run, outcome=outcome)
