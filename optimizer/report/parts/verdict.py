"""The outcome in words (结论用语), and the parts of the objective."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.outcome import Outcome
from optimizer.report.parts.memo import approval_of
from optimizer.text import report as words


def outcome_text(outcome: Outcome) -> str:
    """Return 已证最优, or 未证最优 with its reason and the gap, or why there is no plan."""
    if outcome.proved or not outcome.ok:
        return words.STOP[outcome.stop]
    gap = words.GAP.format(gap=outcome.gap) if math.isfinite(outcome.gap) else words.GAP_UNKNOWN
    return words.UNPROVED.format(stop=words.STOP[outcome.stop], gap=gap)


def proof_text(outcome: Outcome) -> str:
    """Return what exact arithmetic proves of the plan, in one sentence; nothing where it was not asked."""
    if outcome.exact is None:
        return ""
    gap = float(outcome.exact.gap)
    return words.PROOF[outcome.exact.gap > 0].format(gap=words.GAP.format(gap=gap))


def unproved_text(outcome: Outcome) -> str:
    """Return the mark that every sheet of an unproved plan carries, or nothing."""
    return "" if outcome.proved else words.MARKED.format(mark=outcome_text(outcome))


def verification_text(verification: Verification) -> str:
    """Return what the independent check found, in one sentence."""
    worst = verification.worst_hard_violation
    return words.VERIFIED[verification.ok].format(
        checked=verification.checked, failures=len(verification.failures), worst=f"{worst:.1e}" if worst else "0"
    )


@dataclass(frozen=True, slots=True)
class Worth:
    """The parts of the objective (亿元): objective = value − cost − overrun − trade."""

    value: float
    cost: float
    overrun: float
    trade: float


def worth(case: Case, allocation: Allocation) -> Worth:
    """Return what approved projects are worth, what measures, overruns and trade cost (亿元).

    The overruns' charge is what is left of value − cost − trade − objective (contract: the optimum that is reported),
    and nothing where there is no overrun.
    """
    value = float((case.projects["value"] * approval_of(case, allocation.approvals)).sum())
    cost = float((case.measures["cost"].astype(float) * uptake_of(case, allocation)).sum())
    overruns = allocation.nodes[["overrun_1", "overrun_2"]].sum().sum()
    trade = float(allocation.prices["paid"].sum())
    charged = max(0.0, value - cost - trade - allocation.outcome.objective) if overruns > 0 else 0.0
    return Worth(value, cost, charged, trade)


def uptake_of(case: Case, allocation: Allocation) -> pd.Series:
    """Return the share of each measure-year in the order of the case, joined by name and year."""
    given = allocation.uptake.set_index(["measure", "year"])["share"].astype(float)
    keys = list(zip(case.measures["measure"], case.measures["year"], strict=True))
    return pd.Series([float(given[key]) for key in keys], dtype=float)
