"""From the solver's columns to the allocation (分配方案): labelled tables in the order of the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.outcome import Outcome
from optimizer.rules.facts import Array, Facts
from optimizer.rules.policy import Policy
from optimizer.solver.matrix import Matrix
from optimizer.solver.moved import Moved, moved_of
from optimizer.solver.share import Shares, Use, share, use_of
from optimizer.solver.stage import Solution

SNAP = 1e-9
BINDS = ("intensity", "total", "controls", "peak", "replacement", "redundancy")


def allocation_of(case: Case, policy: Policy, facts: Facts, matrix: Matrix, solution: Solution) -> Allocation:
    """Return the tables of one solved plan; `binding.says` is left for the explain floor to fill."""
    projects, measures = len(facts.projects.record), len(facts.measures.record)
    approval = _snap(solution.x[:projects], facts.projects.whole)
    uptake = _snap(solution.x[projects : projects + measures], facts.measures.whole)
    use, moved = use_of(facts, approval, uptake), moved_of(facts, solution.x)
    shares = share(facts, use, moved)
    moved = shares.moved
    return Allocation(
        outcome=_outcome(solution.outcome, facts, approval, uptake, shares, moved),
        approvals=_labelled(case.projects, ["project", "region"], facts.projects.record, "approval", approval),
        uptake=_labelled(case.measures, ["measure", "year"], facts.measures.record, "share", uptake),
        nodes=_nodes(case, facts, use, shares, moved),
        binding=_binding(matrix, solution.marginal),
        prices=_prices(facts, matrix, solution.marginal, moved),
    )


def _snap(values: Array, whole: Array) -> Array:
    values = np.where(whole, np.round(values), np.clip(values, 0.0, 1.0))
    values = np.where(values < SNAP, 0.0, values)
    return np.where(values > 1.0 - SNAP, 1.0, values)


def _outcome(
    outcome: Outcome, facts: Facts, approval: Array, uptake: Array, shares: Shares, moved: Moved
) -> Outcome:  # fmt: skip
    """Add the objective up again from the decisions as they will be printed (亿元)."""
    limits = facts.limits
    paid = np.where(shares.overrun_1 > 0, limits.price_1 * shares.overrun_1, 0.0)
    paid = paid + np.where(shares.overrun_2 > 0, limits.price_2 * shares.overrun_2, 0.0)
    traded = facts.flows.cost * moved.bought.sum()
    objective = float(facts.projects.value @ approval - facts.measures.cost @ uptake - paid.sum() - traded)
    bound = objective if outcome.proved else max(outcome.bound, objective)
    return replace(outcome, objective=objective, bound=bound)


def _labelled(table: pd.DataFrame, columns: list[str], record: Array, name: str, values: Array) -> pd.DataFrame:
    in_order = np.empty(len(values))
    in_order[record] = values
    return table[columns].assign(**{name: in_order}).reset_index(drop=True)


def _nodes(case: Case, facts: Facts, use: Use, shares: Shares, moved: Moved) -> pd.DataFrame:
    tree, limits = facts.tree, facts.limits
    reserve, flows = facts.flows.reserve_share, _flows(facts, moved)
    net = np.stack([tree.sums(amount) for amount in moved.net])
    net[:, tree.root] = 0.0
    rows: list[dict[str, Any]] = []
    for region in case.regions["region"]:
        n = tree.names.index(region)
        book = use.national if facts.national(n) else use.assessment
        for t, year in enumerate(case.years):
            for k, quantity in enumerate(QUANTITIES):
                place = k, n, t
                usage, budget, gdp = float(book[place]), float(shares.budget[place]), float(use.gdp[n, t])
                rows.append({
                    "region": region, "year": year, "quantity": quantity, "usage": usage, "budget": budget,
                    "total": float(limits.total[place]),
                    "overrun_1": float(shares.overrun_1[place]), "overrun_2": float(shares.overrun_2[place]),
                    "gdp": gdp, "intensity": usage / gdp if gdp > 0 else np.nan,
                    "target_intensity": float(limits.intensity[place]), "headroom": budget - usage - float(net[place]),
                    "reserve": reserve * budget if n == tree.root and tree.children[n] else np.nan,
                    **{name: float(amount[place]) for name, amount in flows.items()},
                })  # fmt: skip
    return pd.DataFrame(rows)


def _flows(facts: Facts, moved: Moved) -> dict[str, Array]:
    """Return the flows whose rules are on, summed over subtrees, K × N × T."""
    on = {"sold": facts.flows.trade, "bought": facts.flows.trade, "granted": facts.flows.grants,
          "banked": facts.flows.bank, "borrowed": facts.flows.bank}  # fmt: skip
    return {name: np.stack([facts.tree.sums(a) for a in getattr(moved, name)]) for name, used in on.items() if used}


def _prices(facts: Facts, matrix: Matrix, marginal: Array, moved: Moved) -> pd.DataFrame:
    """Return what one unit more for sale is worth and what trade costs, by quantity and year (亿元 per 万t, 亿元)."""
    columns = ["quantity", "year", "price", "paid"]
    paid = facts.flows.cost * moved.bought.sum(axis=1)
    found = {key: float(marginal[r]) for r, (rule, key) in enumerate(matrix.rows) if rule == "market"}
    root = facts.tree.names[facts.tree.root]
    keys = [((root, q, y), float(paid[k, t])) for k, q in enumerate(QUANTITIES) for t, y in enumerate(facts.years)]
    rows = [(*key[1:], max(found[key], 0.0), cost) for key, cost in keys if key in found]
    return pd.DataFrame(rows, columns=columns)


def _binding(matrix: Matrix, marginal: Array) -> pd.DataFrame:
    """Rows whose limit, moved by +1 万t, moves the objective: marginal value in 亿元 per 万t."""
    columns = ["rule", "region", "quantity", "year", "marginal_value", "says"]
    largest = np.abs(marginal).max(initial=0.0)
    found = [
        (rule, *key, float(marginal[r]), "")
        for r, (rule, key) in enumerate(matrix.rows)
        if rule in BINDS and marginal[r] > SNAP * largest
    ]
    return pd.DataFrame(found, columns=columns)
