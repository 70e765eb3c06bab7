"""Breaches (必破限额): the first answer where no plan exists: which limits give way and by how much, in one solve.

One linear program: each limit may be exceeded, and the sum of the excesses, each relative to its row's magnitude, is
least. Every conflict has at least one of its limits among those that give way. The same certificate that proves the
sum least proves, being above zero, that no plan exists. Minimal conflicts and the fair repair take many solves more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.conflict import Change
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Array, Facts
from optimizer.solver.certificate import Certificate, certify
from optimizer.solver.highs import load, run
from optimizer.solver.infeasible.elastic import with_slack
from optimizer.solver.infeasible.fair import SMALL, clean
from optimizer.solver.infeasible.levers import DECIDED, Lever, levers_of, with_background
from optimizer.solver.matrix import Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale
from optimizer.solver.sifting.sifting import sift


@dataclass(frozen=True, eq=False)
class Breach:
    """The least breach (最小突破): by how much each row is exceeded, and what the proof that it is least needs.

    size: the magnitude that an excess is measured by. row, column: the force of each of the proof's rows and columns,
    0 where the proof does without; all of the relaxation.
    """

    excess: Array
    size: Array
    row: Array
    column: Array


def find_breaches(case: Case, facts: Facts, matrix: Matrix) -> tuple[Change, ...]:
    """Return the limits that give way and by how much (万t), projects approved in part.

    Empty when limits are not what stands in the way: whole approvals or decisions are, or all is well.
    """
    board = with_background(matrix)
    limits = [lever for lever in levers_of(case, facts, board) if lever.row >= 0 and lever.member.rule not in DECIDED]
    found = least_breach(board, np.array([lever.row for lever in limits], dtype=np.int64))
    if found is None:
        return ()
    amount = clean(found.excess, found.size)
    return tuple(Change(lever.member, a) for lever, a in zip(limits, amount.tolist(), strict=True) if a)


def core(matrix: Matrix, levers: Sequence[Lever]) -> list[int] | None:
    """Return which of the levers, all on, the proof of impossibility needs: not a minimal conflict, but near to one.

    None when the relaxation has a plan, or when decisions alone clash.
    """
    rows = [lever.row for lever in levers if lever.row >= 0]
    found = least_breach(matrix, np.array(rows, dtype=np.int64))
    if found is None or not found.excess.any():
        return None
    force = [found.row[lever.row] if lever.row >= 0 else found.column[lever.column] for lever in levers]
    return [j for j, needed in enumerate(force) if needed > SMALL]


def least_breach(matrix: Matrix, rows: Array) -> Breach | None:
    """Return the least breach of these rows that a plan in shares needs, certified; None when nothing is certain."""
    scaled = scale(replace(matrix, cost=np.zeros_like(matrix.cost), whole=np.zeros_like(matrix.whole)))
    elastic, slack = with_slack(scaled.matrix, rows)
    elastic.cost[slack] = 1.0
    found = _solved(elastic)
    if found is None or not found[2].ok:
        return None
    x, y, _ = found
    size = 1.0 / scaled.row[rows]
    pull = np.bincount(elastic.index, weights=elastic.value * y[elastic.row_of], minlength=elastic.shape[1])
    return Breach(np.where(x[slack] > SMALL, x[slack] * size, 0.0), size, np.abs(y), np.abs(pull))


def _solved(elastic: Matrix) -> tuple[Array, Array, Certificate] | None:
    """Return columns, row duals and what they prove; large programs are sifted."""
    sifted = sift(elastic)
    if sifted is not None:
        return sifted.x, sifted.y, certify(elastic, sifted.x, sifted.y)
    highs = load(elastic)
    try:
        answer = run(highs)
    except SolverTrouble:
        return None
    return None if answer.x is None else refine(highs, elastic, answer.x, answer.y)
