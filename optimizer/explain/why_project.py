"""One project's account (项目账): what it takes from the limits that bind, at their marginal values, and break-even.

The marginal values are those of the plan with its whole approvals fixed. What full approval takes adds up to the
project's column in the program times the rows' marginal values: usage where it is charged and in every node above,
less the room that its value added makes under the intensity caps.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.why import BreakEven, Take
from optimizer.rules.account import Account
from optimizer.rules.facts import Facts
from optimizer.solver.infeasible.repair import FURTHER
from optimizer.solver.matrix import Matrix
from optimizer.solver.stage import Solution

SMALL = 1e-9
LIMITS = ("intensity", "total")
Limit = tuple[str, str, str, int]
"""rule, region, quantity, year."""


def takes_of(facts: Facts, matrix: Matrix, solution: Solution, record: int) -> tuple[Take, ...]:
    """Return what full approval of a project takes from every limit with a marginal value, dearest first.

    hand_down: what the reserve adds to the price of usage below the region (amount: the usage).
    """
    p = int(np.flatnonzero(facts.projects.record == record)[0])
    largest = float(np.abs(solution.marginal).max(initial=0.0))
    price = {
        (rule, *key): float(value)
        for (rule, key), value in zip(matrix.rows, solution.marginal.tolist(), strict=True)
        if abs(value) > SMALL * largest
    }  # fmt: skip
    amounts: dict[Limit, list[float]] = defaultdict(list)
    for k, quantity in enumerate(QUANTITIES):
        for t, year in enumerate(facts.years):
            _add(facts, p, (k, t), quantity, year, amounts, price)
    for limit, amount in _further(matrix, p):
        if limit in price:
            amounts[limit].append(amount)
    found = [Take(*limit, math.fsum(terms), price[limit]) for limit, terms in amounts.items()]
    return tuple(sorted((take for take in found if take.amount), key=lambda take: -abs(take.charge)))


def _add(
    facts: Facts, p: int, at: tuple[int, int], quantity: str, year: int,
    amounts: dict[Limit, list[float]], price: dict[Any, float],
) -> None:  # fmt: skip
    """Add what one quantity and year takes: usage on the way up from the charged node, room from the credited one."""
    k, t = at
    projects, names = facts.projects, facts.tree.names
    use, added = projects.use[k, p] * projects.ramp[p, t], projects.value_added[p] * projects.ramp[p, t]
    charged, credited = _line(facts, int(projects.charged[k, p])), _line(facts, int(projects.credited[p]))
    above = [(rule, names[n], quantity, year) for n in charged for rule in LIMITS]
    for limit in above:
        if limit in price and use:
            amounts[limit].append(float(use))
    for n in credited:
        limit = "intensity", names[n], quantity, year
        if limit in price:
            amounts[limit].append(-float(facts.limits.intensity[k, n, t] * added))
    if charged and use:
        usage = price.get(("coverage", names[charged[0]], quantity, year), 0.0)
        rest = math.fsum([usage, *(-price.get(limit, 0.0) for limit in above)])
        if abs(rest) > SMALL * max(abs(usage), *(abs(price.get(limit, 0.0)) for limit in above)):
            reserve = "hand_down", names[facts.tree.root], quantity, year
            price[reserve] = rest
            amounts[reserve].append(float(use))


def _further(matrix: Matrix, column: int) -> Iterator[tuple[Limit, float]]:
    """Yield what a column takes from the rows of the further rules, as it stands there."""
    for at in np.flatnonzero(matrix.index == column).tolist():
        rule, key = matrix.rows[int(np.searchsorted(matrix.start, at, side="right")) - 1]
        if rule in FURTHER:
            yield (rule, *key), float(matrix.value[at])


def _line(facts: Facts, node: int) -> list[int]:
    """Return a node and all nodes above it; nothing for nobody (−1)."""
    found = []
    while node >= 0:
        found.append(node)
        node = int(facts.tree.parent[node])
    return found


def break_even(case: Case, account: Account, record: int) -> tuple[BreakEven, ...]:
    """Return burden and break-even of a project at full output, for its region and every node above with a target.

    Each target of the last year that has one; separate listing (单列) is left out of account, as in the review.
    """
    row = case.projects.iloc[record]
    use = {"energy": row["energy"] - row["feedstock"] - row["nonfossil"], "carbon": row["carbon"]}
    found = []
    region = str(row["region"])
    while region:
        for quantity in QUANTITIES:
            years = [year for year in case.years if account.target((region, quantity, year)) is not None]
            target = account.target((region, quantity, years[-1])) if years else None
            if target is not None:
                amount, added = float(use[quantity]), float(row["value_added"])
                found.append(BreakEven(region, quantity, years[-1], amount, added, target.intensity))
        region = account.parent[region]
    return tuple(found)


def moved(
    before: Mapping[str, float], after: Mapping[str, float], project: str
) -> tuple[tuple[str, float, float], ...]:
    """Return the other projects whose approval differs between two plans: project, before, after."""
    return tuple(
        (name, share, after[name])
        for name, share in before.items()
        if name != project and abs(after[name] - share) > SMALL
    )
