"""Regret explained (影响值说明): from the solver's columns to projects that give way, headroom eaten and break-even."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.conflict import Member
from optimizer.domain.regret import Decision, Effect, Parts, Regret, Room, Shift, State
from optimizer.formulation.columns import columns_of
from optimizer.rules.facts import CARBON, Array, Facts
from optimizer.solver.infeasible.levers import limits_of
from optimizer.solver.matrix import Matrix
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import SAME, Reply

BOUNDS = {Decision.IN: (1.0, 1.0), Decision.OUT: (0.0, 0.0), Decision.FREE: (0.0, 1.0)}


def decisions_on(facts: Facts, project: int) -> tuple[Decision, ...]:
    """Return what can be tried with a project (position in the facts): 必上 and 否决 are only freed."""
    decided = facts.projects.lower[project] == facts.projects.upper[project]
    return (Decision.FREE,) if decided else (Decision.IN, Decision.OUT)


def question(project: int, decision: Decision) -> Question:
    """Return the changed bounds of the project's column (the projects are the first columns)."""
    return Question(project, *BOUNDS[decision])


class Explainer:
    """Turns replies into regrets; `x` are the columns of the plan in hand, `matrix` the program."""

    def __init__(self, case: Case, facts: Facts, matrix: Matrix, x: Array) -> None:
        self._case, self._facts, self._matrix, self._x = case, facts, matrix, x
        columns = columns_of(facts)
        bought = columns.flows.get("bought", np.full(1, -1))
        self._paid = np.zeros(len(columns.worth))
        self._paid[bought[bought >= 0]] = -columns.worth[bought[bought >= 0]]
        years = np.isfinite(facts.limits.intensity)
        last = years.shape[2] - 1 - np.argmax(years[:, :, ::-1], axis=2)
        self._last = np.where(years.any(axis=2), last, -1)
        self._names = [str(case.projects["project"][record]) for record in facts.projects.record]
        self._regions = [str(case.projects["region"][record]) for record in facts.projects.record]

    def regret(self, project: int, replies: Mapping[Decision, Reply | None]) -> Regret:
        """Return the regret of one project from the replies about it (None: not answered)."""
        projects, names = self._facts.projects, self._facts.tree.names
        record = self._case.projects.iloc[projects.record[project]]
        leaf = names.index(self._regions[project])
        even = [self._break_even(k, project) for k in range(2)]
        return Regret(
            project=self._names[project], name=str(record["name"]) if "name" in record else "",
            region=self._regions[project], status=str(record["status"]), approval=self._approval(project, 0.0),
            value_added=float(projects.value_added[project]),
            break_even_energy=even[0], break_even_carbon=even[1],
            burden=self._room(leaf, np.array([project]), np.ones(1)),
            effects=tuple(self._effect(project, leaf, decision, reply) for decision, reply in replies.items()),
        )  # fmt: skip

    def _effect(self, project: int, leaf: int, decision: Decision, reply: Reply | None) -> Effect:
        if reply is None:
            return Effect(decision, State.OPEN, -np.inf, np.inf)
        if not np.isfinite(reply.low):
            state = State.INTERVAL if np.isfinite(reply.high) else State.IMPOSSIBLE
            return Effect(decision, state, reply.low, reply.high, blocked=self._blocked(reply))
        moved = dict(zip(reply.columns.tolist(), reply.changes.tolist(), strict=True))
        own = moved.get(project, 0.0)
        others = [j for j in moved if j < len(self._names) and j != project]
        worth = self._facts.projects.value
        shifts = sorted(others, key=lambda j: (-abs(moved[j] * worth[j]), self._names[j]))
        return Effect(
            decision, State.EXACT if reply.low == reply.high else State.INTERVAL, reply.low, reply.high,
            self._approval(project, own), tuple(Shift(self._names[j], self._regions[j], moved[j]) for j in shifts),
            self._parts(project, reply), self._room(leaf, reply.columns, reply.changes),
        )  # fmt: skip

    def _blocked(self, reply: Reply) -> tuple[Member, ...]:
        """Return the hard limits among the rows that leave no plan."""
        limits = limits_of(self._case, self._facts, self._matrix, reply.blocked.tolist())
        return tuple(dict.fromkeys(limit.member for limit in limits))

    def _approval(self, project: int, change: float) -> float:
        approval = min(max(float(self._x[project]) + change, 0.0), 1.0)
        nearest = float(round(approval))
        return nearest if abs(approval - nearest) <= SAME else approval

    def _parts(self, project: int, reply: Reply) -> Parts:
        """Return the parts of the change that the plan of `low` makes; what is left beside trade is overruns."""
        values, costs = self._facts.projects.value, self._facts.measures.cost
        kind = self._kinds(reply.columns)
        own = kind[0] & (reply.columns == project)
        gains = [float(values[reply.columns[at]] @ reply.changes[at]) for at in (own, kind[0] & ~own)]
        cost = float(costs[reply.columns[kind[1]] - len(values)] @ reply.changes[kind[1]])
        trade = float(self._paid[reply.columns] @ reply.changes)
        rest = reply.low - sum(gains) + cost + trade if kind[2].any() else 0.0
        return Parts(gains[0], gains[1], -cost, rest, -trade)

    def _kinds(self, columns: Array) -> tuple[Array, Array, Array]:
        """Return which columns are projects, measures, overruns."""
        projects, measures = len(self._facts.projects.value), len(self._facts.measures.cost)
        first, second = columns < projects, columns < projects + measures
        return first, second & ~first, ~second

    def _room(self, leaf: int, columns: Array, changes: Array) -> Room:
        nodes = (leaf, self._facts.tree.root)
        return Room(*(self._eaten(k, node, columns, changes) for node in nodes for k in range(2)))

    def _eaten(self, k: int, node: int, columns: Array, changes: Array) -> float:
        """Return by how much usage less target intensity × GDP of a node rises in its last target year (万t)."""
        facts, t = self._facts, int(self._last[k, node])
        if t < 0:
            return float("nan")
        tau, within = facts.limits.intensity[k, node, t], _within(facts, node)
        projects, measures, kind = facts.projects, facts.measures, self._kinds(columns)
        j, m = columns[kind[0]], columns[kind[1]] - len(projects.value)
        output = projects.ramp[j, t] * changes[kind[0]]
        used = projects.use[k, j] * within[projects.charged[k, j]]
        added = projects.value_added[j] * within[projects.credited[j]]
        here = within[measures.node[m]] & (measures.year[m] == t)
        counted = ~(measures.excluded[m] & (k == CARBON) & facts.national(node))
        saved = measures.saving[k, m] * counted - tau * measures.loss[m]
        return float((used - tau * added) @ output - (saved * here) @ changes[kind[1]])

    def _break_even(self, k: int, project: int) -> float:
        """Return c/τ (亿元 a year) at the node that is charged."""
        node = int(self._facts.projects.charged[k, project])
        t = int(self._last[k, node])
        if node < 0 or t < 0:
            return float("nan")
        return float(self._facts.projects.use[k, project] / self._facts.limits.intensity[k, node, t])


def _within(facts: Facts, node: int) -> Array:
    """Return which nodes lie in the subtree; the last entry, for "nobody" (−1), does not."""
    within = np.zeros(len(facts.tree.names) + 1, dtype=bool)
    within[facts.tree.subtree(node)] = True
    return within


def positions(facts: Facts, records: Sequence[int]) -> list[int]:
    """Return the positions in the facts of these rows of the project table, in their order."""
    place = {int(record): n for n, record in enumerate(facts.projects.record)}
    return [place[record] for record in records]
