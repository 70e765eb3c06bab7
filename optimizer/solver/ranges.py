"""Prices and ranges around the best plan (价格与范围): what would hold an elastic total; how far usage may move.

Both are asked of one live program by patched costs and bounds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain.case import QUANTITIES
from optimizer.domain.outcome import Stop
from optimizer.domain.why import Holding, Span
from optimizer.errors import SolverTrouble
from optimizer.formulation.columns import columns_of, frame_of
from optimizer.rules.facts import Array, Facts
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.infeasible.elastic import with_rows
from optimizer.solver.live import Live
from optimizer.solver.matrix import Matrix
from optimizer.solver.stage import Solution

STEPS = 100
NEAR = 0.01
"""Plans within this share of the best objective are near-best."""


class Around:
    """The neighbourhood of a solved program."""

    def __init__(self, facts: Facts, matrix: Matrix, best: Solution) -> None:
        self.facts, self.matrix, self.best = facts, matrix, best
        self._overruns = frame_of(facts, columns_of(facts)).overrun

    def holding_price(self, region: str, quantity: str, year: int) -> Holding | None:
        """Return the price from which the optimum keeps an elastic total by itself; None where it is not overrun.

        Both tiers get the same price; everything else stays. Exact, also with whole approvals: with V(s) the best
        objective at overrun s (without this penalty) the price is max (V(s) − V(0)) / s; each optimum at a lower
        price gives a better quotient, until none is left (Dinkelbach). inf: without an overrun there is no plan.
        """
        place = self._place(region, quantity, year)
        tiers = self._overruns[place][self._overruns[place] >= 0]
        overrun = float(self.best.x[tiers].sum())
        if not len(tiers) or overrun <= TOLERANCE * abs(float(self.facts.limits.total[place])):
            return None
        live = Live(self.matrix)
        kept = self._objective(live, tiers, None)
        price = np.inf if kept is None else self._dearest(live, tiers, kept[0])
        return Holding(region, quantity, year, overrun, float(price))

    def _dearest(self, live: Live, tiers: Array, kept: float) -> float:
        """Return the largest gain over the plan that keeps the total, per unit of overrun (亿元/万t = 万元/吨)."""
        before = float(self.matrix.cost[tiers] @ self.best.x[tiers])
        gross, overrun = self.best.outcome.objective + before, float(self.best.x[tiers].sum())
        assert self.best.certificate is not None
        size = self.best.certificate.size
        for _ in range(STEPS):
            price = max((gross - kept) / overrun, 0.0)
            found = self._objective(live, tiers, price)
            if found is None or found[0] - kept <= TOLERANCE * size:
                return price
            overrun = found[1]
            gross = found[0] + price * overrun
        raise SolverTrouble("the price of a total is not found")

    def _objective(self, live: Live, tiers: Array, price: float | None) -> tuple[float, float] | None:
        """Return the best objective at one price, or without the overrun (None), and the overrun; None: no plan."""
        cost, upper = self.matrix.cost.copy(), self.matrix.upper.copy()
        if price is None:
            upper[tiers] = 0.0
        else:
            cost[tiers] = price
        live.become(replace(self.matrix, cost=cost, upper=upper))
        solution = live.solve()
        if solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
            return None
        if not solution.outcome.proved:
            raise SolverTrouble(f"price of a total: {solution.outcome.stop}")
        return solution.outcome.objective, float(solution.x[tiers].sum())

    def floor(self, share: float = NEAR) -> float:
        """Return the least objective of a near-best plan (亿元): the best less a share of its size.

        Of a best of zero the size is the sum of its terms' absolute values.
        """
        objective = self.best.outcome.objective
        assert self.best.certificate is not None
        return objective - share * (abs(objective) or self.best.certificate.size)

    def spans(self, quantity: str, year: int, share: float = NEAR) -> list[Span]:
        """Return the least and most usage of every leaf among near-best plans, in canonical order.

        Usage is the least budget a leaf needs. Two linear programs a leaf, hot; with whole approvals their relaxation,
        so the interval is an outer one.
        """
        columns = np.flatnonzero(self.matrix.cost)
        near = with_rows(self.matrix, [columns], [self.matrix.cost[columns]], [-self.floor(share)])
        near = replace(near, rows=(*self.matrix.rows, ("near_best", ())))
        live: Live | None = None
        found = []
        for n, name in enumerate(self.facts.tree.names):
            if not self.facts.tree.is_leaf(n):
                continue
            cost, constant = self._usage(name, quantity, year)
            ends = []
            for sign in (1.0, -1.0):
                asked = replace(near, cost=sign * cost)
                if live is None:
                    live = Live(asked)
                else:
                    live.become(asked)
                ends.append(self._least(live, name) * sign + constant)
            usage = float(cost @ self.best.x) + constant
            low, high = min(ends[0], usage), max(ends[1], usage)
            found.append(Span(name, quantity, year, low, usage, high, not self.matrix.whole.any()))
        return found

    def _usage(self, region: str, quantity: str, year: int) -> tuple[Array, float]:
        """Return usage as coefficients of the columns and a constant: the leaf's coverage row without its budget."""
        row = self.matrix.rows.index(("coverage", (region, quantity, year)))
        at = slice(self.matrix.start[row], self.matrix.start[row + 1])
        cost = np.zeros(self.matrix.shape[1])
        cost[self.matrix.index[at]] = self.matrix.value[at]
        budgets = frame_of(self.facts, columns_of(self.facts)).budget
        cost[budgets] = 0.0
        return cost, -float(self.matrix.row_upper[row])

    def _least(self, live: Live, region: str) -> float:
        outcome = live.relax().outcome
        if not outcome.proved:
            raise SolverTrouble(f"range of {region}: {outcome.stop}")
        return -outcome.objective

    def _place(self, region: str, quantity: str, year: int) -> tuple[int, int, int]:
        k, n = QUANTITIES.index(quantity), self.facts.tree.names.index(region)
        return k, n, self.facts.years.index(year)
