"""The search for whole approvals at scale (整批审批搜索): bound, incumbent, fixing, core.

1. The certified relaxation bounds every plan. Where a few rows hold regions together, each region searches for itself
   at prices of those rows, which lifts the bound; the plan in hand has prices of its own, and those lift it more.
2. Plans come from the regions' choices and from windows, searches in which only the columns near their margin move;
   each is settled exactly before it counts.
3. A column that could stand elsewhere only in plans dearer than the one in hand stays where it is. What is left, the
   core, is searched to a proof, or until time is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.highs import Answer, load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import Scaled
from optimizer.solver.settle import Found, best_of, fix
from optimizer.solver.whole.part import hold
from optimizer.solver.whole.priced import Priced, price
from optimizer.solver.whole.prices import Prices, prices_of, relax
from optimizer.solver.whole.regions import Regions, regions_of
from optimizer.solver.whole.watch import Watch

FEW = 1000
"""Programs with fewer whole columns that can move are searched directly."""
WINDOW, WIDEST = 360, 12_000
"""Columns near their margin that a window frees: at first, and at the most."""
CLOSE = 0.1
"""A window is searched until its own gap is this share of the whole gap."""
EACH = 4
"""Columns a region has in the first window at the least."""
NODES = 200
"""Nodes of the first window; each wider one may take twice as many."""
LONG = 0.9
"""A long step from the prices of the bound to those of the plan in hand."""
WORTH = 0.5
"""The share of a gap that a step must leave behind it; else the next window is wider."""


@dataclass(frozen=True, eq=False)
class Searched:
    """What a search ended with: why, the whole choice (None: nothing in hand), its plan once settled.

    bound: of the scaled minimisation.
    """

    stop: Stop
    whole: Array | None
    found: Found | None
    bound: float


def applies(matrix: Matrix) -> bool:
    """Return whether a program has enough whole columns that can move."""
    return int((matrix.whole & (matrix.lower < matrix.upper)).sum()) >= FEW


def search(matrix: Matrix, scaled: Scaled, watch: Watch, start: Array | None = None) -> Searched | None:
    """Search a program; None where this way leads to no plan. `start`: columns of a plan that may fit.

    Raises SolverTrouble where a bound and a plan contradict each other.
    """
    relaxed = relax(scaled.matrix, watch.left)
    if relaxed is None:
        return None
    work = _Search(matrix, scaled, *relaxed, watch)
    if start is not None:
        work.take(start[matrix.whole])
    work.approach()
    return work.finish()


class _Search:
    """One program with its bound and the best plan in hand; everything in the scaled minimisation."""

    def __init__(self, matrix: Matrix, scaled: Scaled, x: Array, prices: Prices, watch: Watch) -> None:
        self._given, self._scaled, self._watch, self._linear = matrix, scaled, watch, x
        self._matrix, self._found = scaled.matrix, None  # type: Matrix, Found | None
        self._mobile = self._matrix.whole & (self._matrix.lower < self._matrix.upper)
        self._regions: Regions | None = regions_of(self._matrix)
        none = np.full(len(x), -1)
        self._best = Priced(prices, np.where(self._matrix.whole, np.round(x), x), np.zeros(0), none)
        self._moved = self._best.moved
        self._step, self._tried = 0.5, None  # type: float, Found | None
        self._margin = TOLERANCE * max(prices.size, abs(prices.bound))
        watch.bound = prices.bound

    def take(self, whole: Array) -> bool:
        """Settle a whole choice exactly and keep it if it is better than the plan in hand; False: it does not fit."""
        try:
            _, found = best_of(fix(self._given, whole), None)
        except SolverTrouble:
            return False
        if found is None:
            return False
        value = found[2].primal * self._scaled.objective
        if value < self._watch.bound - self._margin:
            raise SolverTrouble("a plan that stands lies beyond a proved bound")
        if value < self._watch.best:
            self._watch.best, self._found = value, found
        return True

    @property
    def _done(self) -> bool:
        return self._closed or self._watch.gap <= self._watch.wanted or self._watch.stopped()

    @property
    def _closed(self) -> bool:
        return np.isfinite(self._watch.best) and self._watch.gap <= TOLERANCE * abs(self._watch.best)

    def approach(self) -> None:
        """Take turns at prices and windows until the gap closes or wider windows bring nothing more."""
        size = WINDOW if self._regions is None else max(WINDOW, EACH * self._regions.count)
        if size == WINDOW:
            self._window(size)
        while not self._done:
            before = self._watch.gap
            self._price()
            if self._done or self._helped(before):
                continue
            size *= 2
            if size > WIDEST or self._core().sum() <= size:
                return
            self._window(size)

    def _helped(self, before: float) -> bool:
        """Return whether the first plan was met, or much of a gap left behind."""
        return self._watch.gap <= WORTH * before if np.isfinite(before) else np.isfinite(self._watch.gap)

    def _price(self) -> None:
        """Let the regions choose at better prices: first the relaxation's, then a step from the best to the plan's own.

        A step that lifts the bound is followed by a longer one, one that does not by a shorter one.
        """
        regions = self._regions
        if regions is None:
            return
        prices: Prices | None = self._best.prices
        if len(self._best.lift):
            if self._found is None or self._found is self._tried:
                return
            own = self._found[1] / self._scaled.row * self._scaled.objective
            held = self._found[0] / self._scaled.column
            prices = prices_of(self._matrix, held, self._best.prices.y + self._step * (own - self._best.prices.y))
        if prices is None:
            return
        priced = price(self._matrix, prices, regions, self._watch.stopped, self._linear)
        self._moved = np.maximum(self._moved, priced.moved)
        first, better = not len(self._best.lift), priced.bound > self._best.bound
        if not first:
            self._step = LONG if better else self._step / 4
            self._tried = None if better else self._found
        if first or better:
            self._best = priced
        self._watch.bound = max(self._watch.bound, priced.bound)
        self.take(priced.x[self._matrix.whole])

    def _core(self) -> Array:
        """Return the columns that may stand elsewhere in a plan better than the one in hand."""
        core: Array = self._mobile & (self._moved <= self._watch.best + self._margin)
        return core

    def _window(self, size: int) -> None:
        """Search with some columns free: where plan, choice and prices differ, then those nearest to their margin.

        The others stay where the plan in hand has them, or the regions' choice while there is no plan.
        """
        chosen, linear = self._best.x, self._linear
        held = chosen if self._found is None else self._found[0] / self._scaled.column
        near = np.where(np.abs(held - chosen) + np.abs(linear - np.round(linear)) > TOLERANCE, -np.inf, self._moved)
        columns = np.flatnonzero(self._mobile)
        free = ~self._matrix.whole
        free[columns[np.argsort(near[columns], kind="stable")[:size]]] = True
        part = hold(self._matrix, free, held)
        start = None if self._found is None else held[part.columns]
        enough = {"mip_max_nodes": NODES, "mip_abs_gap": CLOSE * self._watch.gap if start is not None else 0.0}
        answer = self._run(part.matrix, enough, part.spent, False, start)
        if answer is not None and answer.x is not None:
            x = held.copy()
            x[part.columns] = answer.x
            self.take(np.round(x[self._matrix.whole]))

    def _run(
        self, program: Matrix, options: dict[str, Any], spent: float, proves: bool, start: Array | None
    ) -> Answer | None:
        options = {"mip_abs_gap": self._watch.wanted} | options
        try:
            return run(load(program, options), self._watch.left, self._watch.listener(spent, proves), start)
        except SolverTrouble:
            return None

    def finish(self) -> Searched | None:
        """Search the core, beginning with the plan in hand, and say what is proved."""
        if self._found is None:
            return None
        watch, whole = self._watch, np.round(self._found[0][self._matrix.whole])
        if self._done:
            return Searched(self._why(), whole, self._found, watch.bound)
        held = self._found[0] / self._scaled.column
        part = hold(self._matrix, self._core() | ~self._matrix.whole, held)
        answer = self._run(part.matrix, {}, part.spent, True, held[part.columns])
        if answer is None or answer.stop is Stop.PROVED_IMPOSSIBLE:
            return None if watch.left is None else Searched(Stop.UNPROVED, whole, self._found, watch.bound)
        stop = self._why() if answer.stop is Stop.INTERRUPTED else answer.stop
        if answer.x is None:
            return Searched(stop, whole, self._found, watch.bound)
        watch.bound = max(watch.bound, min(answer.bound + part.spent, watch.best))
        held[part.columns] = answer.x
        chosen = np.round(held[self._matrix.whole])
        if (chosen != whole).any() and not self.take(chosen) and answer.stop is Stop.PROVED_BEST:
            return Searched(answer.stop, chosen, None, watch.bound)
        return Searched(stop, np.round(self._found[0][self._matrix.whole]), self._found, watch.bound)

    def _why(self) -> Stop:
        if self._closed:
            return Stop.PROVED_BEST
        if self._watch.gap <= self._watch.wanted:
            return Stop.UNPROVED
        return Stop.INTERRUPTED if self._watch.told_to_stop else Stop.TIME_LIMIT
