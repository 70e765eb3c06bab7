"""A live what-if (审批推演): approve, reject, free, change anything, undo; every answer exact and verified.

One HiGHS model stays alive: decisions and changed figures are patched into it and the next answer starts hot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np

from optimizer.app.check import Checked
from optimizer.app.projects import records_of
from optimizer.app.solve import Run, run_of
from optimizer.domain.case import Case
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather, redecided
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.live import Live
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.solve import Solved, solved_of
from optimizer.solver.stage import solve

Status = Literal["candidate", "must", "rejected"]


@dataclass(frozen=True, slots=True)
class Quick:
    """The quick answer (快速推演): a bound on the exact objective (亿元), not a plan; exact where `exact`."""

    objective: float
    exact: bool


class Session:
    """One officer's what-if over a checked case; every change can be undone and redone."""

    def __init__(self, checked: Checked) -> None:
        self._past: list[Checked] = []
        self._future: list[Checked] = []
        self.checked = checked
        self.facts, matrix = _program(checked)
        self._live = Live(matrix)

    def approve(self, projects: Sequence[str]) -> None:
        """Force projects in (批准)."""
        self._decide(projects, "must")

    def reject(self, projects: Sequence[str]) -> None:
        """Keep projects out (否决)."""
        self._decide(projects, "rejected")

    def free(self, projects: Sequence[str]) -> None:
        """Leave projects to the optimizer (待定)."""
        self._decide(projects, "candidate")

    def _decide(self, projects: Sequence[str], status: Status) -> None:
        frame = self.checked.case.projects
        asked = np.isin(np.arange(len(frame)), records_of(self.checked.case, projects) if projects else [])
        changed = np.where(asked, status, frame["status"].astype(object))
        case = replace(self.checked.case, projects=frame.assign(status=changed))
        self.change(replace(self.checked, case=case))

    def change(self, checked: Checked) -> bool:
        """Go over to a changed case (targets, totals, prices, measures, reserve, start years …).

        Returns True when the live model was patched, False when its rows are others and it was loaded anew.
        """
        self._past.append(self.checked)
        self._future.clear()
        return self._become(checked)

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Bring the last undone change again; False when there is none."""
        return self._step(self._future, self._past)

    def _step(self, source: list[Checked], target: list[Checked]) -> bool:
        if not source:
            return False
        target.append(self.checked)
        self._become(source.pop())
        return True

    def _become(self, checked: Checked) -> bool:
        facts = redecided(self.facts, checked.case) if _only_decided(self.checked, checked) else None
        self.checked = checked
        if facts is None:
            self.facts, matrix = _program(checked)
        else:
            self.facts, matrix = facts, _bounded(self._live.matrix, facts)
        return self._live.become(matrix)

    def quick(self) -> Quick:
        """Return the relaxation's answer, which the exact objective cannot exceed (NaN where no plan exists)."""
        outcome = self._live.relax().outcome
        return Quick(outcome.objective, not bool(self._live.matrix.whole.any()))

    def solve(self) -> Solved:
        """Return the exact answer before its verification (未复核): to show, never to hand in."""
        case, policy, live = self.checked.case, self.checked.policy, self._live
        solution = solve(live.matrix) if self._loose else live.solve()
        return solved_of(case, policy, self.facts, live.matrix, solution)

    @property
    def _loose(self) -> bool:
        """Whether flows may go several ways in plans equally good; then the fresh solve says which, as ever."""
        flows = self.facts.flows
        return (flows.trade or flows.grants or flows.bank) and not self._live.matrix.whole.any()

    def conclude(self, solved: Solved) -> Run:
        """Return the run of what `solve` returned last: verified and rounded, or with what stands in the way."""
        return run_of(self.checked, solved, {"time_limit": None})

    def answer(self) -> Run:
        """Return the exact answer, verified and rounded, as a cold solve of the changed case would give it."""
        return self.conclude(self.solve())


def _program(checked: Checked) -> tuple[Facts, Matrix]:
    facts = gather(checked.case, checked.policy)
    return facts, read_matrix(build(facts, checked.policy, RULES))


def _only_decided(one: Checked, other: Checked) -> bool:
    """Return whether two checked cases differ in the decisions on projects alone."""
    before, after = one.case, other.case
    rest = (field.name for field in fields(Case) if field.name != "projects")
    return (
        one.policy is other.policy
        and all(getattr(before, name) is getattr(after, name) for name in rest)
        and before.projects.drop(columns="status").equals(after.projects.drop(columns="status"))
    )


def _bounded(matrix: Matrix, facts: Facts) -> Matrix:
    """Return the program with the projects' bounds as decided; every other number is the same."""
    projects = facts.projects
    count = len(projects.record)
    return replace(
        matrix, lower=np.concatenate([projects.lower, matrix.lower[count:]]),
        upper=np.concatenate([projects.upper, matrix.upper[count:]]),
    )  # fmt: skip
