"""Priced regions (按价分区): each region chooses for itself at given prices of the rows that bind them all.

The sum of the regions' optima and of what the priced rows are worth is a bound on every plan (Lagrangian relaxation),
never below the linear one: every region whose best whole choice costs more than its share of the linear bound lifts
it. The regions' programs are small, independent, and searched side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.whole.part import cut_out
from optimizer.solver.whole.prices import Prices
from optimizer.solver.whole.regions import Regions

NODES = {"mip_max_nodes": 2000}
"""Nodes a region may take; a count, not seconds, so that the bound does not depend on the machine."""
MARGIN = TOLERANCE / 10
"""What is taken off a region's claim for the search's own arithmetic, relative to the size of its objective."""


@dataclass(frozen=True, eq=False)
class Priced:
    """What the regions chose at some prices: all columns, and by how much each region lifts the linear bound (≥ 0)."""

    prices: Prices
    x: Array
    lift: Array
    region: Array
    """The region of every column, −1: none."""

    @property
    def bound(self) -> float:
        """What every plan costs at the least."""
        return self.prices.bound + float(self.lift.sum())

    @property
    def moved(self) -> Array:
        """What a plan costs at the least in which a whole column stands elsewhere than its reduced cost asks for.

        Its region then costs at least its linear share and the reduced cost; the others lift the bound all the same.
        """
        own = np.where(self.region >= 0, self.lift[self.region], 0.0) if len(self.lift) else 0.0
        found: Array = self.bound - own + np.abs(self.prices.reduced)
        return found


def price(
    matrix: Matrix, prices: Prices, regions: Regions, stopped: Callable[[], bool], x: Array,
    threads: int | None = None,
) -> Priced:  # fmt: skip
    """Search every region at the prices; one without an answer, or after `stopped`, lifts nothing and stays at x."""
    inside = regions.row[matrix.row_of] >= 0
    local = matrix.value[inside] * prices.y[matrix.row_of[inside]]
    cost = prices.reduced + np.bincount(matrix.index[inside], local, matrix.shape[1])
    columns, rows = _members(regions.column, regions.count), _members(regions.row, regions.count)
    x, lift = np.where(matrix.whole, np.round(x), x), np.zeros(regions.count)
    work = partial(_one, matrix, prices, cost, stopped)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for n, found in enumerate(pool.map(work, rows, columns)):
            if found is not None:
                x[columns[n]], lift[n] = found
    return Priced(prices, x, lift, regions.column)


def _one(
    matrix: Matrix, prices: Prices, cost: Array, stopped: Callable[[], bool], rows: Array, columns: Array
) -> tuple[Array, float] | None:
    """Return the best choice of one region at the prices, and by how much it lifts the linear bound."""
    if stopped():
        return None
    part = cut_out(matrix, rows, columns, cost[columns])
    linear = float(prices.gains[columns].sum() + prices.row_gains[rows].sum())
    try:
        answer = run(load(part, NODES))
    except SolverTrouble:
        return None
    if answer.x is None or answer.stop is Stop.PROVED_IMPOSSIBLE:
        return None
    chosen = np.where(part.whole, np.round(answer.x), answer.x)
    return chosen, lift_of(part, chosen, linear, answer.bound)


def lift_of(part: Matrix, x: Array, linear: float, bound: float) -> float:
    """Return by how much a claimed bound exceeds the linear one; an error when the plan beside it refutes the claim."""
    proof = certify(part, x, np.zeros(part.shape[0]))
    margin = MARGIN * max(proof.size, abs(linear))
    if proof.feasible:
        if bound > proof.primal + TOLERANCE * max(proof.size, abs(linear)):
            raise SolverTrouble("a region's bound lies above a plan that stands")
        bound = min(bound, proof.primal)
    return max(bound - margin - linear, 0.0) if np.isfinite(bound) else 0.0


def _members(number: Array, count: int) -> list[Array]:
    """Return what belongs to each of `count` groups, in order."""
    order = np.argsort(number, kind="stable")
    cuts = np.searchsorted(number[order], np.arange(count + 1))
    return [order[cuts[n] : cuts[n + 1]] for n in range(count)]
