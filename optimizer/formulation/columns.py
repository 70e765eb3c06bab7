"""The columns of the program (变量布局): approvals, uptakes, budgets, overruns, then flows, in this order, as arrays.

The rules write their rows over these column numbers; the Pyomo model names them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.formulation.flow_columns import flow_columns, numbered
from optimizer.rules.facts import CARBON, Array, Facts
from optimizer.rules.frame import Frame

ELASTIC = 1


@dataclass(frozen=True, eq=False)
class Columns:
    """Bounds, type and worth of every column; `worth` is its coefficient in the maximised objective (亿元)."""

    lower: Array
    upper: Array
    whole: Array
    worth: Array
    magnitude: Array
    """How large the column's values are by nature: shares 1, budgets and overruns what the node uses (万t)."""
    blocks: dict[str, int]
    """How many columns each block has, in order."""
    overruns: dict[tuple[int, int, int], list[int]]
    """Elastic (quantity, node, year) → its tiers, counted from the start of the block."""
    flows: dict[str, Array] = field(default_factory=dict)
    """Flow → K × N × T of column numbers, −1 where there is none."""


def columns_of(facts: Facts) -> Columns:
    """Return the layout of a case."""
    projects, measures, limits = facts.projects, facts.measures, facts.limits
    budgets = limits.total.size
    overruns, width, price = _tiers(facts)
    free = np.full(budgets, np.inf)
    use = _use(facts)
    flows = flow_columns(facts, use)
    count = sum(len(flow.upper) for flow in flows.values())
    first = len(projects.value) + len(measures.cost) + budgets + len(width)
    return Columns(
        lower=np.concatenate([projects.lower, measures.lower, -free, np.zeros(len(width) + count)]),
        upper=np.concatenate([projects.upper, measures.upper, free, width, *(f.upper for f in flows.values())]),
        whole=np.concatenate([projects.whole, measures.whole, np.zeros(budgets + len(width) + count, dtype=bool)]),
        worth=np.concatenate([
            projects.value, -measures.cost, np.zeros(budgets), -price, *(flow.worth for flow in flows.values()),
        ]),
        magnitude=np.concatenate([
            np.ones(len(projects.value) + len(measures.cost)), use.ravel(),
            *(np.full(len(tiers), use[place]) for place, tiers in overruns.items()),
            *(flow.magnitude for flow in flows.values()),
        ]),
        blocks={
            "approval": len(projects.value), "uptake": len(measures.cost), "budget": budgets, "overrun": len(width),
            **{name: len(flow.upper) for name, flow in flows.items()},
        },
        overruns=overruns,
        flows=numbered(flows, first, facts.limits.total.shape),
    )  # fmt: skip


def _use(facts: Facts) -> Array:
    """Return what each node uses at the most, K × N × T over subtrees: what exists, sinks, and every project (万t)."""
    projects, tree = facts.projects, facts.tree
    own = np.abs(facts.existing)
    own[CARBON] += np.abs(facts.sink)
    for k in range(2):
        charged = projects.charged[k] >= 0
        amount = np.abs(projects.use[k][:, None] * projects.ramp)
        np.add.at(own[k], projects.charged[k][charged], amount[charged])
    return np.stack([tree.sums(quantity) for quantity in own])


def _tiers(facts: Facts) -> tuple[dict[tuple[int, int, int], list[int]], Array, Array]:
    """Return the tiers of every elastic total, their widths (万t) and prices (万元/吨)."""
    limits = facts.limits
    overruns: dict[tuple[int, int, int], list[int]] = {}
    width: list[float] = []
    price: list[float] = []
    for k, n, t in zip(*(limits.mode == ELASTIC).nonzero(), strict=True):
        place = int(k), int(n), int(t)
        first = float(limits.width[place])
        tiers = [(first, limits.price_1[place])]
        if np.isfinite(first):
            tiers.append((np.inf, limits.price_2[place]))
        overruns[place] = list(range(len(width), len(width) + len(tiers)))
        width += [w for w, _ in tiers]
        price += [float(p) for _, p in tiers]
    return overruns, np.array(width), np.array(price)


def frame_of(facts: Facts, columns: Columns) -> Frame:
    """Return what the rules see: the facts and the numbers of the columns."""
    cuts = np.cumsum(list(columns.blocks.values()))
    approval, uptake, flat, tiers = np.split(np.arange(len(columns.worth)), cuts)[:4]
    overrun = {place: tiers[at] for place, at in columns.overruns.items()}
    return Frame(facts, None, approval, uptake, flat.reshape(facts.limits.total.shape), overrun, columns.flows)
