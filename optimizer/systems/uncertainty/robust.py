"""Robust plans (稳健方案): rows that hold although up to Γ figures of each are at their worst (Bertsimas–Sim).

Γ = ∞ is the whole box; Γ = 0 the case itself. The objective, the budgets and the elastic totals stay those of the case:
a robust plan is a plan of the case that also survives, and its price is what the objective loses. What is traded,
granted, banked and borrowed is decided with the approvals, beforehand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.formulation.shock import shocked
from optimizer.rules.facts import Array, Facts
from optimizer.solver.infeasible.elastic import with_columns, with_rows
from optimizer.solver.matrix import Matrix
from optimizer.solver.moved import Moved
from optimizer.solver.share import use_of
from optimizer.systems.uncertainty.risk_draws import HARD, book
from optimizer.systems.uncertainty.robust_rows import Limit
from optimizer.systems.uncertainty.uncertain import Span, Uncertain

Plan = tuple[Array, Array, Moved]
"""Approvals (P), uptakes (M), and what is traded, granted, banked and borrowed."""
NOTHING = 1e-12
"""A figure whose rise is smaller than this share of its row's largest does not deviate."""


def protected(matrix: Matrix, limits: Sequence[Limit], gamma: float) -> Matrix:
    """Return the program whose plans keep every limit when any Γ of a row's figures are at their worst.

    Each figure with a rise d has p ≥ d·x − z, each row a z ≥ 0: Σ a·x + Γ·z + Σ p ≤ −Σ c; where Γ covers all of a
    row's figures they simply stand at their worst.
    """
    work, columns, values, upper = matrix, [], [], []
    for limit in limits:
        rise, moved = np.concatenate([limit.rise, limit.constant_rise]), np.array(limit.moved).reshape(-1, 2).T
        moves = np.flatnonzero(rise > NOTHING * max(np.abs(limit.nominal).max(initial=0.0), rise.max(initial=0.0)))
        if gamma <= 0 or gamma >= len(moves):
            share = 0.0 if gamma <= 0 else 1.0
            row = limit.nominal + share * limit.rise
            at = np.flatnonzero(row)
            columns.append(np.concatenate([at, moved[0].astype(int)]))
            values.append(np.concatenate([row[at], moved[1]]))
            upper.append(-math.fsum(limit.constant + share * limit.constant_rise))
            continue
        first = len(work.cost)
        work = with_columns(work, 1 + len(moves))
        z, p = first, first + 1 + np.arange(len(moves))
        at = np.flatnonzero(limit.nominal)
        columns.append(np.concatenate([at, moved[0].astype(int), [z], p]))
        values.append(np.concatenate([limit.nominal[at], moved[1], [gamma], np.ones(len(moves))]))
        upper.append(-math.fsum(limit.constant))
        for own, j in zip(p.tolist(), moves.tolist(), strict=True):
            bought = j < len(limit.rise)
            columns.append(np.array([j, own, z] if bought else [own, z]))
            values.append(np.array([rise[j], -1.0, -1.0] if bought else [-1.0, -1.0]))
            upper.append(0.0 if bought else -float(rise[j]))
    work = with_rows(work, columns, values, upper)
    magnitude = np.concatenate([matrix.magnitude, np.zeros(len(work.cost) - len(matrix.magnitude))])
    names = (*matrix.rows, *(("robust", (k,)) for k in range(len(upper))))
    return replace(work, magnitude=magnitude, rows=names)


def worst_excess(
    facts: Facts, uncertain: Uncertain, box: Span, plan: Plan, base_year: int, reserve: float, corners: int = 500,
) -> float:  # fmt: skip
    """Return the largest relative excess of a plan over a hard limit, in corners of the box.

    Independent of the rows: each corner is the deviated case itself, added up from its tables. Tried are, for every
    limit, the corner that takes of each parameter the end which alone is worse for that limit, and random corners.
    """
    low, high = np.minimum(box[0], 0.0), np.maximum(box[1], 0.0)

    def excess(values: Array) -> Array:
        moved = shocked(facts, uncertain.shock(values), base_year)
        return excesses(moved, plan, reserve)

    alone = np.empty((uncertain.size, 2, len(excess(np.zeros(uncertain.size)))))
    for d in range(uncertain.size):
        for side, end in enumerate((low, high)):
            values = np.zeros(uncertain.size)
            values[d] = end[d]
            alone[d, side] = excess(values)
    worse = np.where(alone[:, 1] >= alone[:, 0], high[:, None], low[:, None]) if uncertain.size else np.zeros((0, 1))
    random = np.random.default_rng(0)
    tried = [*worse.T, *(np.where(random.random(uncertain.size) < 0.5, low, high) for _ in range(corners))]
    return max(float(excess(values).max(initial=-np.inf)) for values in tried)


def excesses(facts: Facts, plan: Plan, reserve: float) -> Array:
    """Return (usage − limit) ÷ limit of every hard limit of a case under a plan; with hard limits on the reserve, and
    what is sold against what the measures save.
    """
    approval, uptake, moved = plan
    limits, root = facts.limits, facts.tree.root
    use = use_of(facts, approval, uptake)
    usage = book(facts, use, moved)
    allowed = limits.intensity * use.gdp[None]
    total = limits.total + moved.raised
    pairs = [(usage[limits.hard], allowed[limits.hard]), (usage[limits.mode == HARD], total[limits.mode == HARD])]
    if reserve > 0 and facts.tree.children[root]:
        below = use.assessment[:, list(facts.tree.children[root])].sum(axis=1)
        granted = moved.granted.sum(axis=1)
        for there, limit in ((limits.hard[:, root], allowed[:, root]), (limits.mode[:, root] == HARD, total[:, root])):
            pairs.append((below[there], ((1.0 - reserve) * limit + granted)[there]))
            if facts.flows.grants:
                pairs += [(granted[there], reserve * limit[there]), (below[there], limit[there])]
    if facts.flows.trade:
        pairs.append(_sales(facts, uptake, moved))
    used, most = (np.concatenate(part) for part in zip(*pairs, strict=True))
    over: Array = (used - most) / np.maximum(np.abs(most), 1.0)
    return over


def _sales(facts: Facts, uptake: Array, moved: Moved) -> tuple[Array, Array]:
    """Return what every league sold, and what its measures save that may be sold."""
    saved, leaves = np.zeros(facts.limits.total.shape), list(facts.flows.leaves)
    for k in range(2):
        np.add.at(saved[k], (facts.measures.node, facts.measures.year), facts.flows.sellable[k] * uptake)
    return moved.sold[:, leaves].ravel(), saved[:, leaves].ravel()
