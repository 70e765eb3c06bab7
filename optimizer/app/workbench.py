"""An officer's desk (工作台): one case, its live session, the baseline, decisions with undo, and what is on screen."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from optimizer.app.check import Checked
from optimizer.app.picture import Picture, picture_of
from optimizer.app.session import Session
from optimizer.app.solve import Run
from optimizer.domain.outcome import Outcome
from optimizer.domain.scenario import DECISIONS
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Facts
from optimizer.solver.solve import Solved

Status = Literal["candidate", "must", "rejected"]
Statuses = Mapping[str, str]
Move = tuple[tuple[str, str, str], ...]
"""Decisions taken at one stroke (一步): project, status before, status after."""


@dataclass(frozen=True, eq=False)
class Step:
    """One solve (一次求解): its number, its time (s), the decisions, and its picture (None: there is no plan)."""

    number: int
    seconds: float
    statuses: Statuses
    checked: Checked
    solved: Solved
    picture: Picture | None

    @property
    def outcome(self) -> Outcome:
        """Why the solve stopped and what is in hand."""
        return self.solved.outcome


class Workbench:
    """One officer's what-if over a checked case (工作台).

    Decisions are taken at once (`decide`, `undo` …); `solve` and `verify` take time and belong in a thread: they are
    serialized, and `solve` answers for the decisions at its start.
    """

    def __init__(self, checked: Checked, draft: Mapping[str, Any] | None = None) -> None:
        """Open the desk with an earlier draft of the same case, or with none; nothing is solved yet."""
        draft = draft or {}
        frame = checked.case.projects
        self.checked = checked
        self.given: Statuses = dict(zip(map(str, frame["project"]), map(str, frame["status"]), strict=True))
        self.statuses: Statuses = {**self.given, **draft.get("statuses", {})}
        self.baseline_statuses: Statuses = {**self.given, **draft.get("baseline", {})}
        self.solves = int(draft.get("solves", 0))
        self._past = [_move(move) for move in draft.get("past", ())]
        self._future = [_move(move) for move in draft.get("future", ())]
        self._session: Session | None = None
        self._lock = threading.Lock()
        self.baseline: Picture | None = None
        self.picture: Picture | None = None
        self.run: Run | None = None
        self.failed: Checked | None = None
        self.step: Step | None = None

    @property
    def draft(self) -> dict[str, Any]:
        """What a later `Workbench` of the same case needs to go on from here: plain values."""
        return {
            "statuses": self._changed(self.statuses), "baseline": self._changed(self.baseline_statuses),
            "past": [list(move) for move in self._past], "future": [list(move) for move in self._future],
            "solves": self.solves,
        }  # fmt: skip

    @property
    def scenario(self) -> dict[str, Any]:
        """The decisions as a scenario document (方案): what differs from the case."""
        return self._document(self.statuses)

    @property
    def baseline_scenario(self) -> dict[str, Any]:
        """The baseline's decisions as a scenario document."""
        return self._document(self.baseline_statuses)

    def _document(self, statuses: Statuses) -> dict[str, Any]:
        changed = self._changed(statuses)
        found = {word: [p for p in changed if changed[p] == status] for word, status in DECISIONS.items()}
        return {word: projects for word, projects in found.items() if projects}

    def _changed(self, statuses: Statuses) -> dict[str, str]:
        return {project: status for project, status in statuses.items() if status != self.given[project]}

    @property
    def can_undo(self) -> bool:
        """Whether there is a move to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a move to bring again."""
        return bool(self._future)

    def decide(self, projects: Sequence[str], status: Status) -> bool:
        """Decide on projects at one stroke; False when they all stand so already. Raises KeyError for a stranger."""
        return self._go(tuple((p, self.statuses[p], status) for p in projects if self.statuses[p] != status))

    def restore(self) -> bool:
        """Go back to the baseline's decisions (恢复基准), which can be undone; False when nothing differs."""
        return self.take_over(self.baseline_statuses)

    def take_over(self, decided: Statuses) -> bool:
        """Take over the decisions of a scenario (载入方案), which can be undone; others stand as in the case."""
        wanted = {**self.given, **decided}
        return self._go(tuple((p, s, wanted[p]) for p, s in self.statuses.items() if s != wanted[p]))

    def adopt(self) -> bool:
        """Make the verified plan on screen the baseline (设为基准); False while it is not verified."""
        if self.picture is None or not self.picture.verified or self.failed is not None:
            return False
        self.baseline, self.baseline_statuses = self.picture, self.statuses
        return True

    def _go(self, move: Move) -> bool:
        if not move:
            return False
        self._past.append(move)
        self._future.clear()
        self.statuses = {**self.statuses, **{project: after for project, _, after in move}}
        return True

    def undo(self) -> bool:
        """Take the last move back (撤销); False when there is none."""
        if not self._past:
            return False
        move = self._past.pop()
        self._future.append(move)
        self.statuses = {**self.statuses, **{project: before for project, before, _ in move}}
        return True

    def redo(self) -> bool:
        """Bring the last undone move again (重做); False when there is none."""
        if not self._future:
            return False
        move = self._future.pop()
        self._past.append(move)
        self.statuses = {**self.statuses, **{project: after for project, _, after in move}}
        return True

    def solve(self) -> Step:
        """Solve for the decisions as they are; the picture is not verified. Raises SolverTrouble."""
        with self._lock:
            return self._solve(self.statuses)

    def _solve(self, statuses: Statuses) -> Step:
        started = time.perf_counter()
        session = self._brought(statuses)
        solved = session.solve()
        seconds = time.perf_counter() - started
        self.solves += 1
        picture = picture_of(session.checked, solved.allocation) if solved.allocation else None
        if picture is None:
            self.failed = session.checked
        else:
            self.failed, self.picture = None, picture
        self.step = Step(self.solves, seconds, statuses, session.checked, solved, picture)
        return self.step

    def _brought(self, statuses: Statuses) -> Session:
        """Return the live session with these decisions."""
        if self._session is None:
            self._session = Session(self._decided(statuses))
            return self._session
        frame = self._session.checked.case.projects
        if list(statuses.values()) != frame["status"].to_list():
            self._session.change(self._decided(statuses))
        return self._session

    def _decided(self, statuses: Statuses) -> Checked:
        case = self.checked.case
        column = np.array(list(statuses.values()), dtype=object)
        return replace(self.checked, case=replace(case, projects=case.projects.assign(status=column)))

    def verify(self, step: Step) -> Picture | None:
        """Verify and round the plan of a step; None when another was solved since. Raises NotVerified."""
        with self._lock:
            return self._verify(step)

    def _verify(self, step: Step) -> Picture | None:
        if step.number != self.solves or step.picture is None or self._session is None:
            return None
        run = self._session.conclude(step.solved)
        assert run.plan is not None, "a step with a picture has a plan"
        self.run = run
        self.picture = picture_of(run.checked, run.plan.allocation, run.plan.rounded)
        return self.picture

    def open(self) -> None:
        """Solve and verify the baseline, then the decisions at hand: what a screen first shows."""
        with self._lock:
            first = self._solve(self.baseline_statuses)
            self.baseline = self._verify(first)
            if dict(self.statuses) != dict(self.baseline_statuses):
                self._verify(self._solve(self.statuses))

    @property
    def facts(self) -> Facts:
        """The arrays of the case: its limits for charts. Raises SolverTrouble before the first solve."""
        if self._session is None:
            raise SolverTrouble("not solved yet")
        return self._session.facts


def _move(saved: Sequence[Sequence[str]]) -> Move:
    return tuple((project, before, after) for project, before, after in saved)
