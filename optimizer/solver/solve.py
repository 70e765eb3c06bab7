"""Solve a case (求解): facts, program, stage 1, stage 2; one allocation or the word that there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.conflict import Member
from optimizer.domain.outcome import Outcome, Stop
from optimizer.errors import SolverTrouble
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.solver.certificate import Certificate
from optimizer.solver.exact.exact import prove_exactly
from optimizer.solver.highs import Progress
from optimizer.solver.infeasible.conflict import find_conflict
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.plan import allocation_of
from optimizer.solver.stage import Solution, solve

Refuted = Callable[[Facts, Matrix], None]
"""Called once it is proved that there is no plan, before anything is sought that would explain it."""


@dataclass(frozen=True, eq=False)
class Solved:
    """Outcome of one run (求解结果); no allocation when nothing is in hand."""

    outcome: Outcome
    allocation: Allocation | None
    certificate: Certificate | None
    conflict: tuple[Member, ...] = ()
    """A minimal conflict where no plan exists."""


def solve_program(
    case: Case, policy: Policy, time_limit: float | None = None, progress: Progress | None = None,
    refuted: Refuted | None = None, gap: float = 0.0,
) -> Solved:  # fmt: skip
    """Solve a checked case under a policy; `time_limit` in seconds (None: until proved), `gap` relative."""
    facts = gather(case, policy)
    matrix = read_matrix(build(facts, policy, RULES))
    solution = solve(matrix, time_limit, progress, gap)
    if refuted is not None and solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
        refuted(facts, matrix)
    if solution.outcome.proved:
        exact = prove_exactly(matrix, solution.x)
        solution = replace(solution, outcome=replace(solution.outcome, exact=exact))
    return solved_of(case, policy, facts, matrix, solution)


def solved_of(case: Case, policy: Policy, facts: Facts, matrix: Matrix, solution: Solution) -> Solved:
    """Return what a solution means for its case: the allocation, or a conflict where no plan exists."""
    if not solution.outcome.ok:
        impossible = solution.outcome.stop is Stop.PROVED_IMPOSSIBLE
        return Solved(solution.outcome, None, None, _conflict(case, facts, matrix) if impossible else ())
    allocation = allocation_of(case, policy, facts, matrix, solution)
    return Solved(allocation.outcome, allocation, solution.certificate)


def _conflict(case: Case, facts: Facts, matrix: Matrix) -> tuple[Member, ...]:
    """Return a minimal conflict; none when the search founders: the proof that no plan exists stands without it."""
    try:
        return find_conflict(case, facts, matrix)
    except SolverTrouble:
        return ()
