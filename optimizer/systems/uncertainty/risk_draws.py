"""The draws of a Monte Carlo run (抽样): each asks two questions of the same deviation.

方案不变: the plan's approvals, measures and budgets are held; what does it use, and what would the targets allow?
重新优化: the program of the deviated case is solved to its proved optimum; where no plan meets every hard limit, the
limits give way by the least shortage (Σ shortage ÷ limit), and the rest is optimized again.

Every draw is solved from scratch: it depends on seed and number alone, not on the draws before it or on who draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from optimizer.domain.case import QUANTITIES
from optimizer.errors import SolverTrouble
from optimizer.formulation.shock import shocked
from optimizer.rules import RULES
from optimizer.rules.controls import weights_of
from optimizer.rules.facts import Array, Facts
from optimizer.rules.policy import Policy
from optimizer.solver.highs import LEAN
from optimizer.solver.infeasible.elastic import with_slack
from optimizer.solver.matrix import Matrix, matrix_of
from optimizer.solver.moved import Moved, moved_of
from optimizer.solver.share import Use, share, use_of
from optimizer.solver.stage import Solution, solve
from optimizer.systems.uncertainty.controls import room_of
from optimizer.systems.uncertainty.uncertain import Uncertain

MET, SHORT, OPEN = 0, 1, 2
HARD = 2
SPARE = 1e-7
"""What is added to a shortage, relative to its limit: room for the second search, well beyond the solver's tolerance
(1e-9), at which it would take the least shortage for none and lose the plans that have it."""


@dataclass(frozen=True, eq=False)
class Bench:
    """All that the draws of one case share (测算台)."""

    facts: Facts
    policy: Policy
    base_year: int
    uncertain: Uncertain
    approval: Array
    uptake: Array
    """The plan that is held, in the order of the facts."""
    moved: Moved
    """What it moves between leagues and years."""
    seed: int


@dataclass(frozen=True, eq=False)
class Draws:
    """What a run of draws gave, draws first; K × N × T after them, P for approval; NaN where there is nothing."""

    held_usage: Array
    held_limit: Array
    """Target intensity × GDP under the plan that is held."""
    held_room: Array
    """Room under every hard control indicator with the plan that is held, C."""
    state: Array
    objective: Array
    approval: Array
    usage: Array
    budget: Array
    shortage: Array


@dataclass(frozen=True, eq=False)
class Reoptimized:
    """An optimum (None: even giving way does not help) and by how much hard limits are missed (K × N × T, 万t).

    short: whether anything is missed, control indicators too, whose shortage is not listed.
    """

    solution: Solution | None
    shortage: Array
    short: bool = False


def draw(bench: Bench, part: Sequence[int]) -> Draws:
    """Return the draws of these numbers."""
    found = [_one(bench, number) for number in part]
    return Draws(*(np.stack([getattr(one, field.name) for one in found]) for field in fields(Draws)))


def joined(parts: Sequence[Draws]) -> Draws:
    """Return all draws in order."""
    return Draws(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Draws)))


def book(facts: Facts, use: Use, moved: Moved | None = None) -> Array:
    """Return what each node is held to: the national book at the root (unless it counts sinks), else assessment.

    With what was moved, after trade: what a node sold counts as used, what it bought does not; the region is held to
    what is physically used.
    """
    usage = use.assessment.copy()
    if moved is not None:
        usage += np.stack([facts.tree.sums(net) for net in moved.net])
    root = facts.tree.root
    usage[:, root] = (use.national if facts.national(root) else use.assessment)[:, root]
    return usage


def decisions(facts: Facts, x: Array) -> tuple[Array, Array]:
    """Return approvals (P) and uptakes (M) from a solution's columns, whole ones as whole numbers."""
    projects, measures = len(facts.projects.record), len(facts.measures.record)
    whole = np.concatenate([facts.projects.whole, facts.measures.whole])
    share = np.clip(x[: projects + measures], 0.0, 1.0)
    approval, uptake = np.split(np.where(whole, np.round(share), share), [projects])
    return approval, uptake


def _one(bench: Bench, number: int) -> Draws:
    facts = shocked(bench.facts, bench.uncertain.shock(bench.uncertain.draw(bench.seed, number)), bench.base_year)
    held = use_of(facts, bench.approval, bench.uptake)
    try:
        found = reoptimize(facts, bench.policy)
    except SolverTrouble:
        found = Reoptimized(None, np.zeros_like(held.national))
    return replace(
        _answer(facts, found), held_usage=book(facts, held, bench.moved),
        held_limit=facts.limits.intensity * held.gdp[None], held_room=room_of(facts, bench.approval, bench.uptake),
    )  # fmt: skip


def _answer(facts: Facts, found: Reoptimized) -> Draws:
    nothing, solution = np.full(found.shortage.shape, np.nan), found.solution
    if solution is None or not solution.outcome.proved:
        missing = np.full(len(facts.projects.record), np.nan)
        return Draws(nothing, nothing, nothing, np.array(OPEN), np.array(np.nan), missing, nothing, nothing, nothing)
    approval, uptake = decisions(facts, solution.x)
    use = use_of(facts, approval, uptake)
    shares = share(eased(facts, use, found.shortage), use, moved_of(facts, solution.x))
    return Draws(
        nothing, nothing, nothing, np.array(SHORT if found.short else MET), np.array(solution.outcome.objective),
        approval, book(facts, use, shares.moved), shares.budget, found.shortage,
    )  # fmt: skip


def eased(facts: Facts, use: Use, shortage: Array) -> Facts:
    """Return the facts whose hard limits give way by a shortage (K × N × T, 万t)."""
    limits = facts.limits
    gdp = np.where(use.gdp > 0, use.gdp, np.inf)
    total = np.where(limits.mode == HARD, limits.total + shortage, limits.total)
    return replace(
        facts, limits=replace(limits, intensity=limits.intensity + shortage / gdp[None], total=total)
    )  # fmt: skip


def reoptimize(facts: Facts, policy: Policy) -> Reoptimized:
    """Return the optimum; where no plan meets every hard limit, that of the least shortage. Raises SolverTrouble."""
    matrix = matrix_of(facts, policy, RULES)
    shortage = np.zeros(facts.limits.total.shape)
    found = solve(matrix, options=LEAN)
    if found.outcome.ok:
        return Reoptimized(found, shortage)
    rows = np.array([r for r, (rule, key) in enumerate(matrix.rows) if _hard(facts, rule, key)], dtype=int)
    size = np.maximum(np.abs(matrix.row_upper[rows]), _sizes(facts, matrix, rows))
    short = _least_shortage(matrix, rows, size)
    if short is None:
        return Reoptimized(None, shortage)
    missed = short > SPARE * size
    limit = matrix.row_upper.copy()
    limit[rows] += np.where(short > 0, short + SPARE * size, 0.0)
    for r, amount in zip(rows[missed], short[missed], strict=True):
        rule, key = matrix.rows[r]
        if rule != "controls":
            place = _place(facts, key)
            shortage[place] = max(shortage[place], amount)
    return Reoptimized(solve(replace(matrix, row_upper=limit), options=LEAN), shortage, bool(missed.any()))


def _sizes(facts: Facts, matrix: Matrix, rows: Array) -> Array:
    """Return what a shortage of a row is measured against where its limit is not the row's own: of a control."""
    fuels, keys = facts.further.fuels, {}
    for control in facts.further.controls:
        own = np.abs(weights_of(control)) @ fuels.own[:, facts.tree.subtree(control.node), control.year].sum(axis=1)
        keys[facts.tree.names[control.node], control.control, facts.years[control.year]] = float(own)
    names = (matrix.rows[r] for r in rows)
    return np.array([keys[key] if rule == "controls" else 0.0 for rule, key in names])


def _least_shortage(matrix: Matrix, rows: Array, size: Array) -> Array | None:
    """Return by how much each of these rows is exceeded when Σ excess ÷ size is smallest."""
    elastic, columns = with_slack(matrix, rows)
    cost = np.zeros(len(elastic.cost))
    cost[columns] = 1.0 / np.maximum(size, 1e-6)
    found = solve(replace(elastic, cost=1e3 * cost), options=LEAN)
    return np.maximum(found.x[columns], 0.0) if found.outcome.ok else None


def _hard(facts: Facts, rule: str, key: tuple[str, str, int]) -> bool:
    return rule in ("intensity", "controls") or (rule == "total" and facts.limits.mode[_place(facts, key)] == HARD)


def _place(facts: Facts, key: tuple[str, str, int]) -> tuple[int, int, int]:
    region, quantity, year = key
    return QUANTITIES.index(quantity), facts.tree.names.index(region), facts.years.index(year)
