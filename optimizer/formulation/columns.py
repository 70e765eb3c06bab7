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
    overruns: Array
    """K × N × T × 2: the tiers of every elastic total, counted from the start of the block, −1 where there is none."""
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
            np.broadcast_to(use[..., None], overruns.shape)[overruns >= 0],
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
    own = np.ascontiguousarray(np.abs(facts.existing))
    own[CARBON] += np.abs(facts.sink)
    for k in range(2):
        taken = np.flatnonzero(projects.charged[k] >= 0)
        amount = np.abs(projects.use[k, taken, None] * projects.ramp.take(taken, axis=0))
        place = projects.charged[k, taken, None] * amount.shape[1] + np.arange(amount.shape[1])
        np.add.at(own[k].reshape(-1), place.ravel(), amount.ravel())
    return np.stack([tree.sums(quantity) for quantity in own])


def _tiers(facts: Facts) -> tuple[Array, Array, Array]:
    """Return the tiers of every elastic total (K × N × T × 2), their widths (万t) and prices (万元/吨)."""
    limits = facts.limits
    elastic = limits.mode == ELASTIC
    there = np.stack([elastic, elastic & np.isfinite(limits.width)], axis=-1)
    overruns = np.where(there, np.cumsum(there).reshape(there.shape) - 1, -1)
    width = np.stack([limits.width, np.full(limits.width.shape, np.inf)], axis=-1)
    return overruns, width[there], np.stack([limits.price_1, limits.price_2], axis=-1)[there]


def frame_of(facts: Facts, columns: Columns) -> Frame:
    """Return what the rules see: the facts and the numbers of the columns."""
    cuts = np.cumsum(list(columns.blocks.values()))
    approval, uptake, flat = np.split(np.arange(len(columns.worth)), cuts)[:3]
    overrun = np.where(columns.overruns >= 0, columns.overruns + cuts[2], -1)
    return Frame(facts, None, approval, uptake, flat.reshape(facts.limits.total.shape), overrun, columns.flows)
