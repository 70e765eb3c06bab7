"""Regret (影响值): what the objective loses or gains when one decision is forced or freed, for many projects at once.

Shares: exact, by walks from the base's basis or on pieces of the program, else by hot starts. Whole approvals: a
rigorous interval, exact on request. The questions are cut into the same parts whatever the number of workers, and each
part starts from the same basis, so the answers do not depend on it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Any

import numpy as np

from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.core import first_row
from optimizer.solver.regret.hot import Refuted
from optimizer.solver.regret.proof import SHARP, Found, Question
from optimizer.solver.regret.relax import Answered, HotStart, Known, Relaxation
from optimizer.solver.regret.whole import Choice, Range, Trial, settle_exactly
from optimizer.solver.stage import Solution

Tell = Callable[[int, int], None]
"""Called with the number of questions answered and asked; may come from any thread, one call at a time."""

PART, PARTS = 256, 16
SAME = 1e-9
"""A column this near the asked value is already there."""
MOVED = 1e-7
"""A column that differs by less than this share of its magnitude has not moved."""


@dataclass(frozen=True, eq=False)
class Reply:
    """The answer to one question (答复): objective change (亿元) between `low` and `high`, −∞ both: no plan.

    `columns` move by `changes` in the plan that attains `low` (none where there is no such plan); free columns, the
    budgets, are left out.
    """

    low: float
    high: float
    columns: Array
    changes: Array
    blocked: Array = field(default_factory=lambda: np.zeros(0, dtype=int))
    """Where no plan exists even in shares: the rows that prove it, the weightiest first."""


_NOTHING = np.zeros(0, dtype=int), np.zeros(0)
UNCHANGED, IMPOSSIBLE = Reply(0.0, 0.0, *_NOTHING), Reply(-np.inf, -np.inf, *_NOTHING)


class Inquiry:
    """A solved program and everything that its questions share."""

    def __init__(self, matrix: Matrix, base: Solution, exact: bool, known: Known | None = None) -> None:
        """known: of the relaxation, where another process has it."""
        assert base.certificate is not None
        self.matrix, self.base, self.exact = matrix, base, exact
        self.relaxation = Relaxation(matrix, known)
        self.choice = Choice(matrix, base.x) if matrix.whole.any() else None
        self._size = base.certificate.size
        self._told = np.isfinite(matrix.lower)
        self._least = MOVED * self.relaxation.scaled.column
        self._drift = np.flatnonzero(np.abs(self.relaxation.x - base.x) > self._least)

    def __reduce__(self) -> Any:
        """Another process starts from the same basis, so it gives the same answers."""
        return Inquiry, (self.matrix, self.base, self.exact, self.relaxation.known)

    def answer(self, questions: Sequence[Question], done: Callable[[], bool]) -> list[Reply | None]:
        """Answer one part of the questions; None where there was trouble, and after `done` says to stop."""
        trial = Trial(self.choice) if self.choice is not None else None
        replies: list[Reply | None] = [None] * len(questions)
        for n, found in HotStart(self.relaxation).answers(questions):
            replies[n] = self._judged(questions[n], found, trial)
            if done():
                break
        return replies

    def _judged(self, question: Question, found: Answered, trial: Trial | None) -> Reply | None:
        """Return the reply that the relaxation's optimum allows, or that the search for whole approvals gives."""
        if isinstance(found, SolverTrouble):
            return None
        if isinstance(found, Refuted):
            return replace(IMPOSSIBLE, blocked=found.rows) if question.lower == question.upper else None
        if trial is None:
            return self._reply(question, Range(-found.primal, -found.primal, None), found)
        known = trial.bracket(question, -found.dual, self.relaxation.plan(found))
        if self.exact and known.most - known.least > TOLERANCE * self._size:
            with suppress(SolverTrouble):
                known = settle_exactly(self.matrix, question, self.relaxation.reduced(found), found.size, known)
        return self._reply(question, known)

    def _reply(self, question: Question, known: Range, found: Found | None = None) -> Reply | None:
        """Return the change from the base, to the plan of `known` or `found`; None: more freedom leaves no plan."""
        if known.most == -np.inf:
            return IMPOSSIBLE if question.lower == question.upper else None
        objective = self.base.outcome.objective
        low, high = known.least - objective, known.most - objective
        if high - low <= TOLERANCE * self._size:
            high = low
        if self.base.outcome.proved and question.lower == question.upper:
            low, high = min(low, 0.0), min(high, 0.0)
        elif question.lower < question.upper:
            low, high = max(low, 0.0), max(high, 0.0)
        low, high = (0.0 if abs(value) <= SHARP * self._size else value for value in (low, high))
        columns, moved = self._moves(known, found)
        kept = self._told[columns] & (np.abs(moved) > self._least[columns])
        return Reply(low, high, columns[kept], moved[kept])

    def _moves(self, known: Range, found: Found | None) -> tuple[Array, Array]:
        """Return the columns that may differ from the base, in order, and by how much."""
        if found is None:
            moved = np.zeros(0) if known.x is None else known.x - self.base.x
            return np.arange(len(moved)), moved
        if not len(self._drift):
            order = np.argsort(found.columns)
            columns = found.columns[order]
            return columns, found.values[order] - self.base.x[columns]
        columns = np.union1d(found.columns, self._drift)
        moved = self.relaxation.x[columns] - self.base.x[columns]
        places = np.searchsorted(columns, found.columns)
        moved[places] = found.values - self.base.x[found.columns]
        return columns, moved


def trivial(base: Solution, question: Question) -> bool:
    """Return whether the base plan already is what the question forces."""
    return question.lower == question.upper and bool(abs(base.x[question.column] - question.lower) <= SAME)


def find_regrets(
    matrix: Matrix, base: Solution, questions: Sequence[Question], exact: bool = False,
    threads: int | None = None, tell: Tell | None = None, stop: Event | None = None,
) -> list[Reply | None]:  # fmt: skip
    """Answer every question about a solved program; `stop` or Ctrl-C ends early and leaves None for the rest.

    exact: whole approvals to a proof instead of an interval. threads: default all cores for whole approvals, where the
    solver does the work; one for shares, whose many small array operations threads only keep waiting.
    """
    inquiry = Inquiry(matrix, base, exact)
    replies: list[Reply | None] = [UNCHANGED if trivial(base, question) else None for question in questions]
    parts = parts_of(matrix, base, questions)
    stop = stop or Event()
    count = _Count(len(questions), len(questions) - sum(map(len, parts)), tell, stop)

    def work(part: list[int]) -> None:
        if not stop.is_set():
            for n, reply in zip(part, inquiry.answer([questions[n] for n in part], count.done), strict=True):
                replies[n] = reply

    with ThreadPoolExecutor(threads or (os.cpu_count() if matrix.whole.any() else 1) or 1) as pool:
        _finish([pool.submit(work, part) for part in parts], stop)
    return replies


def parts_of(matrix: Matrix, base: Solution, questions: Sequence[Question]) -> list[list[int]]:
    """Return the numbers of the questions that must be answered, cut the same way whoever answers them.

    Columns that begin in the same row stand together: they are of one place.
    """
    place = first_row(matrix)
    waiting = [n for n, question in enumerate(questions) if not trivial(base, question)]
    waiting.sort(key=lambda n: int(place[questions[n].column]))
    size = min(PART, max(1, -(-len(waiting) // PARTS)))
    return [waiting[at : at + size] for at in range(0, len(waiting), size)]


def answer_part(inquiry: Inquiry, questions: Sequence[Question]) -> list[Reply | None]:
    """Answer one part of the questions as `find_regrets` does."""
    return inquiry.answer(questions, lambda: False)


class _Count:
    """Counts answers over all threads and says when to stop."""

    def __init__(self, total: int, answered: int, tell: Tell | None, stop: Event) -> None:
        self._total, self._answered, self._tell, self._stop = total, answered, tell, stop
        self._lock = Lock()

    def done(self) -> bool:
        with self._lock:
            self._answered += 1
            if self._tell is not None:
                self._tell(self._answered, self._total)
        return self._stop.is_set()


def _finish(futures: list[Future[None]], stop: Event) -> None:
    """Wait for all parts; after Ctrl-C only for the questions that are being answered."""
    pending = set(futures)
    while pending:
        try:
            pending = wait(pending, timeout=0.2).not_done
        except KeyboardInterrupt:
            stop.set()
    for future in futures:
        future.result()
