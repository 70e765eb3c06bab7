"""Conflict (冲突): a minimal set of limits and decisions that no plan can meet together.

Found by dividing and conquering (QuickXplain, Junker 2004) what a proof of impossibility needs: first over the
relaxation on a live instance, where it is already impossible, then thinned out over certified runs with whole
approvals. What comes out is verified by ourselves: the set is impossible, and without any one member the rest can be
met. The solver's own word (its IIS) is not relied on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from optimizer.domain.case import Case
from optimizer.domain.conflict import Member
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Facts
from optimizer.solver.infeasible.levers import levers_of, with_background
from optimizer.solver.infeasible.probe import Prober
from optimizer.solver.matrix import Matrix

SOFTEST_FIRST = ("hand_down", "total", "measures", "rejected", "must", "intensity")
Probe = Callable[[Sequence[int]], bool]


def find_conflict(case: Case, facts: Facts, matrix: Matrix) -> tuple[Member, ...]:
    """Return a minimal conflict of an impossible case, in the order of the rules; empty if nothing named clashes."""
    return next(iter(find_conflicts(case, facts, matrix, most=1)), ())


def find_conflicts(
    case: Case, facts: Facts, matrix: Matrix, relaxed: Collection[Member] = (), most: int = 10
) -> list[tuple[Member, ...]]:
    """Return minimal conflicts one after the other, each without what resolved those before it; at most `most`.

    A conflict is resolved by its members in `relaxed` (what a repair moves), else by its softest member.
    """
    board = with_background(matrix)
    levers = levers_of(case, facts, board)
    members = [lever.member for lever in levers]
    prober = Prober(board, levers)
    found: list[tuple[Member, ...]] = []
    held = list(range(len(levers)))
    near: list[int] = []
    while len(found) < most and not (found and prober.quickly(held)):
        near = [j for j in near if j in held]
        if not near or prober.in_shares(near):
            near = prober.core(held)
        conflict = _minimal(prober, near)
        if not conflict:
            break
        found.append(tuple(members[j] for j in conflict))
        off = [j for j in conflict if members[j] in relaxed] or [min(conflict, key=lambda j: _softness(members[j]))]
        held = [j for j in held if j not in off]
    return found


def _softness(member: Member) -> int:
    """Return the place of a member from preference over policy to law; a further rule stands before decisions."""
    return SOFTEST_FIRST.index(member.rule if member.rule in SOFTEST_FIRST else "measures")


def _minimal(prober: Prober, levers: list[int]) -> list[int]:
    """Return a minimal conflict among levers that clash; empty when the background alone is impossible."""
    if not levers or not prober.surely(()):
        return []
    quick = prober.quickly if prober.in_shares(levers) else prober.in_shares
    found = _explain(quick, [], False, levers)
    if prober.surely(found):
        found = _explain(prober.surely, [], False, levers)
    return _thin(prober.surely, found)


def _thin(possible: Probe, found: list[int]) -> list[int]:
    """Drop every member that the others clash without; those that stay were each seen to be needed."""
    if possible(found):
        raise SolverTrouble("the conflict can be met")
    kept = sorted(found)
    for j in sorted(found):
        rest = [k for k in kept if k != j]
        if not possible(rest):
            kept = rest
    return kept


def _explain(possible: Probe, background: list[int], new: bool, levers: list[int]) -> list[int]:
    """Return a minimal part of `levers` that clashes with the background (which holds)."""
    if new and not possible(background):
        return []
    if len(levers) == 1:
        return levers
    first, second = levers[: len(levers) // 2], levers[len(levers) // 2 :]
    part = _explain(possible, background + first, True, second)
    return _explain(possible, background + part, bool(part), first) + part
