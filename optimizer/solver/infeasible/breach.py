"""Breaches (必破限额): the first answer where no plan exists: which limits give way and by how much, in one solve.

One linear program: each limit may be exceeded, and the sum of the excesses, each relative to its row's magnitude, is
least. Every conflict has at least one of its limits among those that give way. The same certificate that proves the
sum least proves, being above zero, that no plan exists. Minimal conflicts and the fair repair take many solves more.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.conflict import Change
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Facts
from optimizer.solver.certificate import certify
from optimizer.solver.highs import load, run
from optimizer.solver.infeasible.elastic import with_slack
from optimizer.solver.infeasible.fair import SMALL, clean
from optimizer.solver.infeasible.levers import levers_of, with_background
from optimizer.solver.infeasible.repair import DECIDED
from optimizer.solver.matrix import Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale


def find_breaches(case: Case, facts: Facts, matrix: Matrix) -> tuple[Change, ...]:
    """Return the limits that give way and by how much (万t), projects approved in part.

    Empty when limits are not what stands in the way: whole approvals or decisions are, or all is well.
    """
    board = with_background(matrix)
    limits = [lever for lever in levers_of(case, facts, board) if lever.row >= 0 and lever.member.rule not in DECIDED]
    rows = np.array([lever.row for lever in limits], dtype=np.int64)
    scaled = scale(replace(board, cost=np.zeros_like(board.cost), whole=np.zeros_like(board.whole)))
    elastic, slack = with_slack(scaled.matrix, rows)
    elastic.cost[slack] = 1.0
    highs = load(elastic)
    try:
        answer = run(highs)
    except SolverTrouble:
        return ()
    if answer.x is None:
        return ()
    x, y, _ = refine(highs, elastic, answer.x, answer.y)
    if not certify(elastic, x, y).ok:
        return ()
    size = 1.0 / scaled.row[rows]
    amount = clean(np.where(x[slack] > SMALL, x[slack] * size, 0.0), size)
    return tuple(Change(lever.member, a) for lever, a in zip(limits, amount.tolist(), strict=True) if a)
