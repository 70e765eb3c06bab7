"""From draws to chances (风险): how likely each region meets its limits, quantiles, and how often projects get in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.risk import QUANTILES, Risk
from optimizer.rules.facts import Array, Facts
from optimizer.systems.uncertainty.risk_draws import MET, OPEN, SHORT, Draws

TOLERANCE = 1e-9
PLACES = [
    "region", "quantity", "year", "intensity", "total", "covered",
    *(f"{name}_{quantile}" for name in ("margin", "budget", "headroom") for quantile in ("10", "50", "90")),
    "short", "shortage",
]  # fmt: skip
"""Columns of places, also where no region has a limit."""


def risk_of(case: Case, facts: Facts, found: Draws, plan: tuple[Array, Array], seed: int, nominal: float) -> Risk:
    """Return the record of a run; `plan`: approvals (P, order of the facts) and budgets (K × N × T) that are held."""
    approval, budget = plan
    state, limits = found.state, facts.limits
    solved = state != OPEN
    intensity = _within(found.held_usage, found.held_limit)
    controlled = np.where(limits.mode > 0, limits.total, np.nan)
    total = _within(found.held_usage, np.broadcast_to(controlled, found.held_usage.shape))
    covered = _within(found.held_usage, np.broadcast_to(budget, found.held_usage.shape))
    intensity[:, ~limits.hard] = np.nan
    return Risk(
        draws=len(state), seed=seed, met=int((state == MET).sum()), short=int((state == SHORT).sum()),
        open=int((state == OPEN).sum()), objective=_three(found.objective[solved]), nominal=nominal,
        regions=_regions(case, facts, intensity, total),
        places=_places(case, facts, found, (intensity, total, covered), solved),
        projects=_projects(case, facts, found.approval[solved], approval), controls=_controls(facts, found.held_room),
    )  # fmt: skip


def _within(usage: Array, limit: Array) -> Array:
    """Return 1 where usage stays within its limit, 0 where it does not, NaN where there is none."""
    kept = usage <= limit + TOLERANCE * np.maximum(np.abs(limit), 1.0)
    return np.where(np.isnan(limit), np.nan, kept.astype(float))


def _three(values: Array) -> tuple[float, float, float]:
    if not len(values):
        return float("nan"), float("nan"), float("nan")
    low, middle, high = np.quantile(values, QUANTILES)
    return float(low), float(middle), float(high)


def _all(kept: Array) -> float:
    """Return the share of draws in which nothing is missed (draws first; NaN: no limit)."""
    if np.isnan(kept).all():
        return float("nan")
    return float((np.where(np.isnan(kept), 1.0, kept).reshape(len(kept), -1).min(axis=1) > 0).mean())


def _regions(case: Case, facts: Facts, intensity: Array, total: Array) -> pd.DataFrame:
    """One row a region, and one without a name of all of them at once."""
    nodes = {str(region): [facts.tree.names.index(region)] for region in case.regions["region"]}
    rows = []
    for region, at in {**nodes, "": sum(nodes.values(), [])}.items():
        mine = intensity[:, :, at]
        rows.append({
            "region": region, "energy": _all(mine[:, 0]), "carbon": _all(mine[:, 1]), "both": _all(mine),
            **{f"y{year}": _all(mine[..., t]) for t, year in enumerate(facts.years)}, "total": _all(total[:, :, at]),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _places(
    case: Case, facts: Facts, found: Draws, kept: tuple[Array, Array, Array], solved: Array
) -> pd.DataFrame:
    """One row a region, quantity and year that has a limit, in the order of the case."""
    rows: list[dict[str, Any]] = []
    for region in case.regions["region"]:
        n = facts.tree.names.index(region)
        for k, quantity in enumerate(QUANTITIES):
            for t, year in enumerate(facts.years):
                at = (slice(None), k, n, t)
                chances = [float(one[at].mean()) for one in kept]
                if np.isnan(chances[:2]).all():
                    continue
                budget, usage, short = found.budget[at][solved], found.usage[at][solved], found.shortage[at][solved]
                rows.append({
                    "region": region, "quantity": quantity, "year": year,
                    **dict(zip(("intensity", "total", "covered"), chances, strict=True)),
                    **_named("margin", found.held_limit[at] - found.held_usage[at]),
                    **_named("budget", budget), **_named("headroom", budget - usage),
                    "short": float((short > 0).mean()) if len(short) else np.nan, "shortage": _three(short)[2],
                })  # fmt: skip
    return pd.DataFrame(rows, columns=PLACES)


def _controls(facts: Facts, room: Array) -> pd.DataFrame:
    """One row a hard control indicator, in the order of the facts."""
    rows = [
        {
            "region": facts.tree.names[control.node], "control": control.control, "year": facts.years[control.year],
            "limit": control.limit, "chance": float((room[:, c] >= -TOLERANCE * max(control.limit, 1.0)).mean()),
            **_named("room", room[:, c]),
        }
        for c, control in enumerate(facts.further.controls)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _named(name: str, values: Array) -> dict[str, float]:
    return dict(zip((f"{name}_10", f"{name}_50", f"{name}_90"), _three(values), strict=True))


def _projects(case: Case, facts: Facts, approvals: Array, plan: Array) -> pd.DataFrame:
    """One row a project in the order of the case: the plan's approval, the mean and how often it is approved at all."""
    record = facts.projects.record
    mean, often, held = (np.full(len(record), np.nan) for _ in range(3))
    held[record] = plan
    if len(approvals):
        mean[record], often[record] = approvals.mean(axis=0), (approvals > TOLERANCE).mean(axis=0)
    frame = case.projects[["project", "name", "region", "sector", "status"]].reset_index(drop=True)
    return frame.assign(plan=held, often=often, mean=mean)
