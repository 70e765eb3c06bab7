"""The program of the decomposition (分解模型): as near the reference as support, 反加码, bounds and spread allow.

min Σ ω_i·u_i + κ·m,  u_i ≥ |d_i − d_i^ref|,  m ≥ u_i,  ω_i = w_i·γ_i / Σ w·γ
D_R ≤ Σ w_i·γ_i·d_i + composition effect ≤ D_R + ε,  d_lo ≤ d_i ≤ d_hi,  d_max − d_min ≤ spread
Classes: d_i = δ_k where i is in class k, δ_1 ≥ … ≥ δ_K, classes in the order of S, none empty.
The rows are in reductions (fractions), so all coefficients lie near 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.domain.decompose import Floats, Ground, Limits
from optimizer.solver.matrix import Matrix
from optimizer.solver.stage import Solution, solve

GRID = 1e-4
"""Targets are set in steps of 0.01 percentage points."""
_GUARD = 1e-9
Row = tuple[dict[int, float], float, float]
"""Coefficients by column, lower and upper limit."""


def fit(ground: Ground, limits: Limits, reference: Floats) -> tuple[Solution, Floats]:
    """Return the proof and the reductions (N, fractions) nearest the reference targets."""
    count = len(reference)
    rows = _rows(ground, limits, reference)
    found = solve(_matrix(ground, limits, rows, 0))
    return found, found.x[:count]


def fit_classes(
    ground: Ground, limits: Limits, reference: Floats, index: Floats, classes: int, fixed: Sequence[int] | None = None
) -> tuple[Solution, Floats, list[int]]:
    """Return the proof, the reductions (N) and the class of each member (from 0, highest target first).

    fixed: the class of each member where the case gives groups; otherwise the classes are runs of the ranking by S.
    """
    count = len(reference)
    rows = _rows(ground, limits, reference) + _class_rows(limits, index, classes, fixed)
    found = solve(_matrix(ground, limits, rows, classes))
    if not found.outcome.ok:
        return found, found.x, []
    start = _deltas(count) + classes
    chosen = found.x[start : start + count * classes].reshape(count, classes).argmax(axis=1)
    return found, found.x[:count], [int(k) for k in chosen]


def slack(ground: Ground, limits: Limits) -> float:
    """Return how far the node's reduction may exceed its target: ε, less what rounding up can add."""
    rounding = GRID * float(ground.shares[:, -1].sum())
    return limits.tolerance - rounding if limits.tolerance > rounding else limits.tolerance


def round_up(reduction: Floats) -> Floats:
    """Return the reductions on the grid, upwards: support, bounds, spread and order of the classes all stay."""
    found: Floats = np.round(np.ceil(reduction / GRID - 1e-6) * GRID, 6)
    return found


def _deltas(count: int) -> int:
    """The first column after d (N), u (N), the largest deviation, the lowest and the highest d."""
    return 2 * count + 3


def _rows(ground: Ground, limits: Limits, reference: Floats) -> list[Row]:
    count, share = len(reference), ground.shares[:, -1]
    largest, lowest, highest = 2 * count, 2 * count + 1, 2 * count + 2
    effect = float(ground.structure[-1])
    support = limits.target - effect, limits.target + slack(ground, limits) - effect
    rows: list[Row] = [({i: float(share[i]) for i in range(count)}, *support)]
    for i in range(count):
        rows += [
            ({count + i: 1.0, i: -1.0}, -float(reference[i]), np.inf),
            ({count + i: 1.0, i: 1.0}, float(reference[i]), np.inf),
            ({largest: 1.0, count + i: -1.0}, 0.0, np.inf),
            ({i: 1.0, lowest: -1.0}, 0.0, np.inf),
            ({highest: 1.0, i: -1.0}, 0.0, np.inf),
        ]
    return [*rows, ({highest: 1.0, lowest: -1.0}, -np.inf, limits.spread)]


def _class_rows(limits: Limits, index: Floats, classes: int, fixed: Sequence[int] | None) -> list[Row]:
    count, far = len(index), limits.upper - limits.lower
    delta = _deltas(count)
    member = np.arange(count * classes).reshape(count, classes) + delta + classes
    rows: list[Row] = [({delta + k: 1.0, delta + k + 1: -1.0}, 0.0, np.inf) for k in range(classes - 1)]
    for i in range(count):
        rows.append(({int(column): 1.0 for column in member[i]}, 1.0, 1.0))
        for k in range(classes):
            at = int(member[i, k])
            rows.append(({i: 1.0, delta + k: -1.0, at: far}, -np.inf, far))
            rows.append(({i: 1.0, delta + k: -1.0, at: -far}, -far, np.inf))
    if fixed is not None:
        return rows + [({int(member[i, k]): 1.0}, 1.0, 1.0) for i, k in enumerate(fixed)]
    rows += [({int(column): 1.0 for column in member[:, k]}, 1.0, np.inf) for k in range(classes)]
    order = np.argsort(-index, kind="stable")
    for higher, lower in zip(order, order[1:], strict=False):
        same = bool(index[higher] - index[lower] <= _GUARD)
        terms = {int(member[lower, k]): float(k) for k in range(1, classes)}
        terms |= {int(member[higher, k]): -float(k) for k in range(1, classes)}
        rows.append((terms, 0.0, 0.0 if same else np.inf))
    return rows


def _matrix(ground: Ground, limits: Limits, rows: list[Row], classes: int) -> Matrix:
    share = ground.shares[:, -1]
    count = len(share)
    width = _deltas(count) + classes + count * classes
    cost, lower, upper = np.zeros(width), np.zeros(width), np.ones(width)
    cost[count : 2 * count] = share / share.sum()
    cost[2 * count] = limits.kappa
    for span in (slice(0, count), slice(2 * count + 1, _deltas(count) + classes)):
        lower[span], upper[span] = limits.lower, limits.upper
    whole = np.zeros(width, dtype=bool)
    whole[_deltas(count) + classes :] = True
    return Matrix(
        cost, lower, upper, whole,
        start=np.cumsum([0, *(len(terms) for terms, _, _ in rows)]),
        index=np.array([column for terms, _, _ in rows for column in terms], dtype=np.int64),
        value=np.array([value for terms, _, _ in rows for value in terms.values()]),
        row_lower=np.array([low for _, low, _ in rows]), row_upper=np.array([high for _, _, high in rows]),
    )  # fmt: skip
