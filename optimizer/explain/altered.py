"""A case altered in one respect (改动后的测算数据), and whether it then has a plan: how the menu tries its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.domain.conflict import Change
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.policy import Policy
from optimizer.solver.infeasible.probe import holds
from optimizer.solver.matrix import read_matrix


def has_plan(case: Case, policy: Policy) -> bool:
    """Return whether a case is proved to have a plan."""
    return holds(read_matrix(build(gather(case, policy), policy, RULES)))


def with_reductions(case: Case, reductions: Iterable[Change], sign: float = 1.0) -> Case:
    """Return the case with less usage of its own in these regions and years (more with sign −1)."""
    table = case.region_years.copy()
    for change in reductions:
        member = change.member
        at = (table["region"] == member.region) & (table["year"] == member.year)
        if not at.any():
            blank = {name: 0.0 if pd.api.types.is_numeric_dtype(table[name]) else "" for name in table.columns}
            row = pd.DataFrame([blank | {"region": member.region, "year": member.year}])
            table = pd.concat([table, row.astype(table.dtypes.to_dict())], ignore_index=True)
            at = (table["region"] == member.region) & (table["year"] == member.year)
        table[member.quantity] = table[member.quantity] - np.where(at, sign * change.amount, 0.0)
    return replace(case, region_years=table)


def with_open_project(case: Case, record: int) -> Case:
    """Return the case with the decision on one project left to the optimizer."""
    original = case.projects["original"]
    status = case.projects["status"].where(original != original[record], "candidate")
    return replace(case, projects=case.projects.assign(status=status))


def with_more_value_added(case: Case, record: int, more: float) -> Case:
    """Return the case with more value added of one project (亿元 a year at full output)."""
    value_added = case.projects["value_added"] + np.where(case.projects.index == record, more, 0.0)
    return replace(case, projects=case.projects.assign(value_added=value_added))


def with_later_start(case: Case, record: int, years: int) -> Case:
    """Return the case with one project starting some years later."""
    ramp = case.ramp.copy()
    ramp[record] = np.concatenate([np.zeros(years), case.ramp[record][:-years]])
    return replace(case, ramp=ramp)


def with_total(case: Case, change: Change) -> Case:
    """Return the case with another hard total; one that the pack derives becomes a row of its own."""
    member, table = change.member, case.totals.copy()
    at = (table["region"] == member.region) & (table["quantity"] == member.quantity) & (table["year"] == member.year)
    if at.any():
        table.loc[at, "total"] = change.to
        return replace(case, totals=table)
    row = {"region": member.region, "quantity": member.quantity, "year": member.year, "total": change.to}
    blank = {name: np.nan if pd.api.types.is_numeric_dtype(table[name]) else "" for name in table.columns}
    return replace(case, totals=pd.concat([table, pd.DataFrame([blank | row | {"mode": "hard"}])], ignore_index=True))


def with_reserve(policy: Policy, share: float) -> Policy:
    """Return the policy with another share of the reserve."""
    settings = policy.of("hand_down").model_copy(update={"reserve_share": share})
    return replace(policy, settings={**policy.settings, "hand_down": settings})
