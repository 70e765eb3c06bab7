"""Trial runs (试算): the case with one project in, out, or later, and the smallest amounts that are missing.

One matrix is built; a trial patches bounds and is solved to a certified proof by the same stage 1 as every plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.outcome import Outcome, Stop
from optimizer.domain.review import Change, Gap
from optimizer.errors import SolverTrouble
from optimizer.formulation.build import build
from optimizer.formulation.columns import columns_of
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import CARBON, ENERGY, Array, Facts
from optimizer.rules.policy import Policy
from optimizer.solver.infeasible.elastic import with_slack
from optimizer.solver.infeasible.repair import FURTHER
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import Solution, solve

HARD = 2
NOISE = 1e-7
"""Shares and relative amounts below this are the solver's, not the plan's."""
SETTLED = 1e-12
"""Within this the optimum as it stands already has the project in or out."""
NUDGE = 1e-6
"""Relative price in favour of what an earlier plan did, to settle ties."""
Bound = tuple[float, float]
UP, IN, OUT = (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Trial:
    """One plan in hand (试算方案): approvals P, uptakes M, overruns K × N × T (万t)."""

    objective: float
    x: Array
    approval: Array
    uptake: Array
    overrun: Array


class Trials:
    """The trial runs of one case; projects are named by their position in `facts.projects`."""

    def __init__(self, case: Case, policy: Policy) -> None:
        self.case, self.policy = case, policy
        self.facts = gather(case, policy)
        self._layout = columns_of(self.facts)
        self._matrix = read_matrix(build(self.facts, policy, RULES))
        self._plain = self._solve(self._matrix)

    @property
    def outcome(self) -> Outcome:
        """The outcome of the case as it stands."""
        return self._plain.outcome

    @property
    def more_than_intensity(self) -> bool:
        """Whether a project may be stopped by something else than intensity: a hard total, or a further rule."""
        hard = bool((self.facts.limits.mode == HARD).any())
        return hard or any(rule in (*FURTHER, "approvals") for rule, _ in self._matrix.rows)

    def run(self, position: int, bound: Bound) -> Trial | None:
        """Return the optimum with one project up for approval, in, or out; None: proved that there is none."""
        projects, plain = self.facts.projects, self._plain
        if (projects.lower[position], projects.upper[position]) == bound:
            return self._trial(plain)
        if plain.outcome.ok and bound != UP and abs(plain.x[position] - bound[0]) <= SETTLED:
            return self._trial(plain)
        return self._trial(self._solve(_bounded(self._matrix, position, bound)))

    def fits_later(self, position: int, years: int) -> bool:
        """Return whether a plan exists with the project in and its ramp moved back by that many years."""
        ramp = self.facts.projects.ramp.copy()
        ramp[position] = np.concatenate([np.zeros(years), ramp[position, :-years]])
        facts = replace(self.facts, projects=replace(self.facts.projects, ramp=ramp))
        matrix = _bounded(read_matrix(build(facts, self.policy, RULES)), position, IN)
        return self._solve(replace(matrix, cost=np.zeros_like(matrix.cost))).outcome.ok

    def deferred(self, position: int) -> int | None:
        """Return the later start year that the optimum of the case takes for a project; None: none, or not later."""
        best = self.run(position, UP)
        for choice in self.facts.further.choices if best else ():
            if choice.kind == "variants" and position in choice.projects:
                assert best is not None
                taken = int(choice.projects[np.argmax(best.approval[choice.projects])])
                start = [int(np.argmax(self.facts.projects.ramp[p] > 0)) for p in (position, taken)]
                return self.facts.years[start[1]] if best.approval[taken] >= 1 - NOISE and start[1] > start[0] else None
        return None

    def gaps(self, position: int | None = None) -> tuple[Gap, ...]:
        """Return the smallest amounts that hard limits miss with the project in (None: of the case as it stands).

        Least sum of relative amounts over hard targets and hard totals, all open projects and measures helping;
        where one limit is missed, it is the least that this limit can miss.
        """
        matrix = self._matrix if position is None else _bounded(self._matrix, position, IN)
        rows = [r for r, (rule, key) in enumerate(matrix.rows) if rule == "intensity" or self._hard(rule, key)]
        elastic, slack = with_slack(replace(matrix, cost=np.zeros_like(matrix.cost)), np.array(rows, dtype=np.int64))
        elastic.cost[slack] = [1.0 / _size(matrix, r) for r in rows]
        solution = self._solve(elastic)
        if not solution.outcome.ok:
            return ()
        missed = solution.x[slack]
        found = [(matrix.rows[r], float(s)) for r, s in zip(rows, missed, strict=True) if s > NOISE * _size(matrix, r)]
        return tuple(self._gap(rule, key, amount) for (rule, key), amount in found)

    def changes(self, before: Trial, after: Trial, position: int) -> tuple[Change, ...]:
        """Return what differs between two plans besides the project itself: measures, projects, overruns.

        Among measures that are worth the same, those of `before` are kept: no change without a reason.
        """
        near = self._near(before, after)
        return (*self._measures(before, near), *self._projects(before, near, position), *self._overruns(before, near))

    def _near(self, before: Trial, after: Trial) -> Trial:
        """Return the plan with the approvals of `after` and, where it costs nothing, the measures of `before`."""
        matrix, count = self._matrix, len(after.approval)
        lower, upper, cost = matrix.lower.copy(), matrix.upper.copy(), matrix.cost.copy()
        held = matrix.whole.copy()
        held[:count] = True
        lower[held] = upper[held] = np.where(matrix.whole, np.round(after.x), after.x)[held]
        measures = slice(count, count + len(after.uptake))
        cost[measures] *= 1.0 - NUDGE * (2.0 * before.uptake - 1.0)
        near = replace(matrix, lower=lower, upper=upper, cost=cost, whole=np.zeros_like(matrix.whole))
        return self._trial(solve(near)) or after

    def _solve(self, matrix: Matrix) -> Solution:
        solution = solve(matrix)
        if not solution.outcome.ok and solution.outcome.stop is not Stop.PROVED_IMPOSSIBLE:
            raise SolverTrouble(f"review: {solution.outcome.stop}")
        return solution

    def _trial(self, solution: Solution) -> Trial | None:
        if not solution.outcome.ok:
            return None
        cuts = np.cumsum(list(self._layout.blocks.values()))
        approval, uptake, _, overrun = np.split(solution.x, cuts[:-1])
        paid = np.zeros(self._layout.overruns.shape)
        paid[self._layout.overruns >= 0] = overrun
        return Trial(solution.outcome.objective, solution.x, approval, uptake, paid.sum(axis=-1))

    def _hard(self, rule: str, key: tuple[str, str, int]) -> bool:
        if rule in FURTHER:
            return True
        return rule == "total" and int(self.facts.limits.mode[self._place(*key)]) == HARD

    def _place(self, region: str, quantity: str, year: int) -> tuple[int, int, int]:
        facts = self.facts
        return [str(q) for q in QUANTITIES].index(quantity), facts.tree.names.index(region), facts.years.index(year)

    def _gap(self, rule: str, key: tuple[str, str, int], amount: float) -> Gap:
        target = float(self.facts.limits.intensity[self._place(*key)]) if rule == "intensity" else 0.0
        added = amount / target if target > 0 else float("nan")
        return Gap(rule, *key, amount, added)

    def _measures(self, before: Trial, after: Trial) -> list[Change]:
        measures, tree = self.facts.measures, self.facts.tree
        share = after.uptake - before.uptake
        return [
            Change(
                "measure", str(self.case.measures["measure"].iloc[measures.record[m]]), tree.names[measures.node[m]],
                self.facts.years[measures.year[m]], float(share[m]),
                *(float(share[m] * measures.saving[k, m]) for k in (ENERGY, CARBON)),
            )
            for m in np.flatnonzero(np.abs(share) > NOISE).tolist()
        ]  # fmt: skip

    def _projects(self, before: Trial, after: Trial, position: int) -> list[Change]:
        projects, table = self.facts.projects, self.case.projects
        share = after.approval - before.approval
        share[position] = 0.0
        return [
            Change(
                "admitted" if share[p] > 0 else "displaced", str(table["project"].iloc[projects.record[p]]),
                str(table["region"].iloc[projects.record[p]]), self.facts.years[-1], float(share[p]),
                *(float(share[p] * projects.use[k, p]) for k in (ENERGY, CARBON)),
            )
            for p in np.flatnonzero(np.abs(share) > NOISE).tolist()
        ]  # fmt: skip

    def _overruns(self, before: Trial, after: Trial) -> list[Change]:
        names, years, total = self.facts.tree.names, self.facts.years, self.facts.limits.total
        found = []
        change = after.overrun - before.overrun
        for k, n, t in zip(*(place.tolist() for place in change.nonzero()), strict=True):
            more = float(change[k, n, t])
            if abs(more) > NOISE * max(abs(float(total[k, n, t])), NOISE):
                amounts = (more, 0.0) if k == ENERGY else (0.0, more)
                found.append(Change("overrun", QUANTITIES[k], names[n], years[t], float("nan"), *amounts))
        return found


def position_of(facts: Facts) -> dict[int, int]:
    """Return the position in the facts by the row of the case."""
    return {int(record): position for position, record in enumerate(facts.projects.record)}


def _bounded(matrix: Matrix, column: int, bound: Bound) -> Matrix:
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[column], upper[column] = bound
    return replace(matrix, lower=lower, upper=upper)


def _size(matrix: Matrix, row: int) -> float:
    return abs(float(matrix.row_upper[row])) or 1.0
