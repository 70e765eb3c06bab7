"""The same program written straight from numpy arrays (裸矩阵): what no modelling layer can beat.

Column by column (CSC), in the column and row order of the product, for a tree of one root with leaves. It exists to be
compared with, and refuses what it does not know: listed projects, sinks as measures, irreversible measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from optimizer.rules.facts import Facts
from optimizer.solver.highs import OPTIONS

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Columns:
    """The program, columns compressed; minimisation, rows ≤ upper."""

    cost: Array
    lower: Array
    upper: Array
    start: Array
    index: Array
    value: Array
    row_upper: Array


@dataclass(frozen=True, eq=False)
class _Rows:
    """Row numbers of each rule by quantity, node and year (K × N × T; −1: no such row)."""

    coverage: Array
    intensity: Array
    total: Array
    hand_down: Array
    count: int


def assemble(facts: Facts, reserve_share: float = 0.0) -> Columns:
    """Return the arrays of the program of these facts."""
    assert (facts.projects.charged >= 0).all() and not facts.measures.excluded.any()
    rows = _rows(facts)
    blocks = [_projects(facts, rows), _measures(facts, rows), _budgets(facts, rows, reserve_share),
              _overruns(facts, rows)]  # fmt: skip
    count, index, value = (np.concatenate(part) for part in zip(*blocks, strict=True))
    start = np.zeros(len(count) + 1, dtype=np.int32)
    np.cumsum(count, out=start[1:])
    return Columns(*_columns(facts), start, index.astype(np.int32), value, _upper(facts, rows))


def load(columns: Columns, options: Mapping[str, Any] = OPTIONS) -> highspy.Highs:
    """Return a live HiGHS that holds the program, with the product's own options unless others are given."""
    highs = highspy.Highs()
    for name, value in options.items():
        highs.setOptionValue(name, value)
    size = len(columns.cost)
    highs.passModel(
        size, len(columns.row_upper), len(columns.value), int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize), 0.0, columns.cost, columns.lower, columns.upper,
        np.full(len(columns.row_upper), -np.inf), columns.row_upper, columns.start, columns.index, columns.value,
        np.zeros(size, dtype=np.int32),
    )  # fmt: skip
    return highs


def _rows(facts: Facts) -> _Rows:
    shape = facts.limits.total.shape
    coverage = np.arange(np.prod(shape)).reshape(shape)
    at = coverage.size
    intensity, total, hand_down = (np.full(shape, -1) for _ in range(3))
    hard = facts.limits.hard.transpose(1, 2, 0)
    by_node = np.full(hard.shape, -1)
    by_node[hard] = at + np.arange(hard.sum())
    intensity[:] = by_node.transpose(2, 0, 1)
    at += int(hard.sum())
    kept = facts.limits.mode > 0
    total[kept] = at + np.arange(kept.sum())
    at += int(kept.sum())
    hand_down[:, facts.tree.root] = at + np.arange(shape[0] * shape[2]).reshape(shape[0], shape[2])
    return _Rows(coverage, intensity, total, hand_down, at + shape[0] * shape[2])


def _projects(facts: Facts, rows: _Rows) -> tuple[Array, Array, Array]:
    """Six entries a project and year: two coverage rows, two intensity rows of the leaf, two of the root."""
    p, tau, root = facts.projects, facts.limits.intensity, facts.tree.root
    added = p.value_added[:, None] * p.ramp
    index = np.empty((*p.ramp.shape, 6), dtype=np.int32)
    value = np.empty((*p.ramp.shape, 6))
    for k in range(2):
        index[:, :, k] = rows.coverage[k, p.charged[k]]
        value[:, :, k] = p.use[k][:, None] * p.ramp
        index[:, :, 2 + k] = rows.intensity[k, p.credited]
        value[:, :, 2 + k] = -tau[k, p.credited] * added
        index[:, :, 4 + k] = rows.intensity[k, root]
        value[:, :, 4 + k] = -tau[k, root] * added
    return _compress(index.reshape(len(p.ramp), -1), value.reshape(len(p.ramp), -1))


def _measures(facts: Facts, rows: _Rows) -> tuple[Array, Array, Array]:
    m, tau, root = facts.measures, facts.limits.intensity, facts.tree.root
    index = np.empty((len(m.cost), 6), dtype=np.int32)
    value = np.empty((len(m.cost), 6))
    for k in range(2):
        index[:, k], value[:, k] = rows.coverage[k, m.node, m.year], -m.saving[k]
        index[:, 2 + k], value[:, 2 + k] = rows.intensity[k, m.node, m.year], tau[k, m.node, m.year] * m.loss
        index[:, 4 + k], value[:, 4 + k] = rows.intensity[k, root, m.year], tau[k, root, m.year] * m.loss
    return _compress(index, value)


def _budgets(facts: Facts, rows: _Rows, reserve_share: float) -> tuple[Array, Array, Array]:
    """Own coverage, the parent's coverage, intensity, total, and the hand-down row (as child or as parent)."""
    shape, root = rows.total.shape, facts.tree.root
    below = np.ones(shape, dtype=bool)
    below[:, root] = False
    parent = np.where(below, rows.coverage[:, [root]], -1)
    handed = np.broadcast_to(rows.hand_down[:, [root]], shape)
    index = np.stack([rows.coverage, parent, rows.intensity, rows.total, handed], axis=-1).reshape(-1, 5)
    value = np.ones((index.shape[0], 5))
    value[:, 0] = -1.0
    value[:, 4] = np.where(below, 1.0, reserve_share - 1.0).ravel()
    return _compress(index, np.where(index >= 0, value, 0.0))


def _overruns(facts: Facts, rows: _Rows) -> tuple[Array, Array, Array]:
    elastic = facts.limits.mode == 1
    tiers = 1 + np.isfinite(facts.limits.width[elastic])
    index = np.repeat(rows.total[elastic], tiers)
    return np.ones(len(index), dtype=int), index, np.full(len(index), -1.0)


def _compress(index: Array, value: Array) -> tuple[Array, Array, Array]:
    """Return entries a column, row numbers and values of what is not zero."""
    kept = (value != 0) & (index >= 0)
    return kept.sum(axis=1), index[kept], value[kept]


def _columns(facts: Facts) -> tuple[Array, Array, Array]:
    """Return cost, lower and upper bounds."""
    limits, p, m = facts.limits, facts.projects, facts.measures
    budgets, elastic = limits.total.size, limits.mode == 1
    width = limits.width[elastic]
    tiers = 1 + np.isfinite(width)
    first = np.concatenate([[0], np.cumsum(tiers)[:-1]]).astype(int) if len(tiers) else np.zeros(0, dtype=int)
    price = np.repeat(limits.price_2[elastic], tiers)
    price[first] = limits.price_1[elastic]
    top = np.full(len(price), np.inf)
    top[first] = width
    cost = np.concatenate([-p.value, m.cost, np.zeros(budgets), price])
    lower = np.concatenate([p.lower, m.lower, np.full(budgets, -np.inf), np.zeros(len(price))])
    return cost, lower, np.concatenate([p.upper, m.upper, np.full(budgets, np.inf), top])


def _upper(facts: Facts, rows: _Rows) -> Array:
    upper = np.zeros(rows.count)
    own = facts.existing.copy()
    root = facts.tree.root
    below = np.arange(own.shape[1]) != root
    own[1, below] -= facts.sink[below]
    own[1, root] += facts.sink[below].sum(axis=0) if facts.national(root) else -facts.sink[root]
    upper[rows.coverage] = -own
    gdp = facts.tree.sums(facts.gdp)[None]
    found = rows.intensity >= 0
    upper[rows.intensity[found]] = (facts.limits.intensity * gdp)[found]
    found = rows.total >= 0
    upper[rows.total[found]] = facts.limits.total[found]
    return upper
