"""Verify (复核): every rule re-checked from the tables in plain arithmetic that shares no code with the model."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.finding import Finding, Verification
from optimizer.explain.verdict import verdict
from optimizer.explain.verify_rounded import verify_rounded
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy

__all__ = ["complete", "verify", "verify_rounded"]


def verify(case: Case, policy: Policy, allocation: Allocation, account: Account | None = None) -> Verification:
    """Check an unrounded allocation: complete, obedient to every rule, its tables and objective re-added.

    A row may be missed by 1e-9 of its largest term; a case scaled down is checked as strictly. account: of this
    allocation, where it stands already, so that it is complete.
    """
    if account is None:
        missing = complete(case, allocation)
        if not missing.ok:
            return missing
        account = Account(case, policy.settings, allocation)
    return verdict(_findings(account, allocation))


def complete(case: Case, allocation: Allocation) -> Verification:
    """Check that every decision and node is there once, with a number; else there is no account of it."""
    return verdict(_complete(case, allocation))


def _findings(account: Account, allocation: Allocation) -> Iterator[Finding]:
    yield from limits_have_budgets(account)
    for rule in RULES:
        yield from rule.check(account)
    yield from _tables(account)
    yield _equal("objective", ("", "", 0), allocation.outcome.objective, account.objective.total,
                 account.objective.largest)  # fmt: skip


def _complete(case: Case, allocation: Allocation) -> Iterator[Finding]:
    """Yield one finding for every decision and node that is missing, doubled, unknown or without a number."""
    nodes = allocation.nodes
    places = [(r, y, q) for r in case.regions["region"] for y in case.years for q in QUANTITIES]
    given = _keys(nodes, "region", "year", "quantity")
    yield from _each("nodes", places, given, nodes[["usage", "gdp"]].sum(axis=1, skipna=False).tolist())
    approvals, uptake = allocation.approvals, allocation.uptake
    projects, given = _keys(case.projects, "project"), _keys(approvals, "project")
    yield from _each("approvals", projects, given, approvals["approval"].tolist())
    measures, taken = _keys(case.measures, "measure", "year"), _keys(uptake, "measure", "year")
    yield from _each("uptake", measures, taken, uptake["share"].tolist())


def _keys(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[column].tolist() for column in columns), strict=True)


def _each(
    table: str, wanted: Iterable[tuple[Any, ...]], given: Iterable[tuple[Any, ...]], values: list[float]
) -> Iterator[Finding]:
    keys, known = list(given), set(wanted)
    count = Counter(keys)
    for key in known | count.keys():
        yield _there(table, key, count[key] == (key in known))
    for key, value in zip(keys, values, strict=True):
        yield _there(table, key, math.isfinite(value))


THERE = Finding("decisions", "", 0, "", 0.0, 0.0)


def _there(table: str, key: tuple[Any, ...], right: bool) -> Finding:
    """Return the finding of one decision or node; what is right needs no name."""
    return THERE if right else THERE._replace(left=1.0, project=f"{table} {' '.join(map(str, key))}")


def limits_have_budgets(account: Account) -> Iterator[Finding]:
    """Yield one finding a place: a node with a limit at or above it has a budget."""
    for place in account.places():
        region, quantity, year = place
        lacking = account.limited(place) and not math.isfinite(account.budget(place))
        yield Finding("tables", region, year, quantity, float(lacking), 0.0, project="budget")


def _tables(account: Account) -> Iterator[Finding]:
    """The allocation's own table against the account."""
    for place in account.places():
        region, _, year = place
        usage, gdp, budget = account.usage(place), account.gdp(region, year), account.budget(place)
        target, terms, largest = account.target(place), account.terms(place), account.part(place).largest
        yield _same(account, place, "usage", usage, largest)
        yield _same(account, place, "gdp", gdp)
        yield _same(account, place, "target_intensity", target.intensity if target else math.nan)
        yield _same(account, place, "total", terms.total if terms else math.nan)
        if terms is None:
            yield _equal("tables", place, *_outermost(account.overruns(place)), 0.0, "overrun")
        if gdp > 0:
            yield _same(account, place, "intensity", usage / gdp, largest / gdp)
        yield _same(account, place, "headroom", account.headroom(place), max(largest, abs(budget)))


def _outermost(overruns: tuple[float, float]) -> tuple[float, float]:
    """Return the highest and the lowest of two overruns and nothing: without a total both are nothing."""
    return max(*overruns, 0.0), min(*overruns, 0.0)


def _same(account: Account, place: Place, column: str, right: float, magnitude: float = 0.0) -> Finding:
    left = account.reported(place, column)
    if math.isnan(left) and math.isnan(right):
        left = right = 0.0
    return _equal("tables", place, left, right, magnitude, column)


def _equal(rule: str, place: Place, left: float, right: float, magnitude: float, column: str = "") -> Finding:
    """Return a finding that fails unless both sides are the same figure (the larger goes left; NaN fails)."""
    region, quantity, year = place
    high, low = max(left, right), min(left, right)
    if math.isnan(left + right):
        high, low = left, right
    return Finding(rule, region, year, quantity, high, low, project=column, magnitude=magnitude)
