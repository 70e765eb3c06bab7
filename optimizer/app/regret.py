"""Regret (影响值): force every project in and out, free what the officer has decided; tables and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.app.projects import records_of
from optimizer.app.workers import Workers, stream
from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.regret import Decision, Regrets
from optimizer.explain.conflict import conflict_in_words
from optimizer.explain.regret import Explainer, decisions_on, positions, question
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import failure_document, write_json
from optimizer.report.regret.json import regret_document
from optimizer.report.regret.table import write_regrets
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.highs import Progress
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import (
    UNCHANGED,
    Inquiry,
    Reply,
    Tell,
    answer_part,
    find_regrets,
    parts_of,
    trivial,
)  # fmt: skip
from optimizer.solver.solve import solved_of
from optimizer.solver.stage import Solution, solve

SMALL = 200
"""Whole approvals of up to so many projects are searched to a proof without being asked."""
STARTING = 10.0
"""Seconds of one core's work below which processes do not pay: each reads the program and makes its own tableau."""


@dataclass(frozen=True, eq=False)
class Regretted:
    """The regrets of a case (影响值测算); None where there is no plan, then with the conflict."""

    checked: Checked
    outcome: Outcome
    regrets: Regrets | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the regrets, or of the failure."""
        case = self.checked.case
        if self.regrets is None:
            return failure_document(
                case.name, case.model, self.outcome, self.checked.warnings, self.stamp, self.conflict
            )
        return regret_document(case, self.outcome, self.regrets, self.stamp)


def regret_case(
    case: str, projects: Sequence[str] = (), exact: bool | None = None, progress: Progress | None = None,
    tell: Tell | None = None, stop: Event | None = None, threads: int | None = None, scheduler: str = "",
) -> Regretted:  # fmt: skip
    """Return the regrets of these projects of a case (none named: all).

    exact: whole approvals to a proof (None: up to 200 projects). progress: of the plan's own search; tell: answers so
    far; stop: ends early with what is done; threads: cores at work, for shares processes (None: as many as are
    quickest); scheduler: address of a Dask cluster that answers instead.
    Raises InputRejected, WrongUsage for an unknown project, SolverTrouble.
    """
    return regret_checked(check_case(case), projects, exact, progress, tell, stop, threads, scheduler)


def regret_checked(
    checked: Checked, projects: Sequence[str] = (), exact: bool | None = None, progress: Progress | None = None,
    tell: Tell | None = None, stop: Event | None = None, threads: int | None = None, scheduler: str = "",
) -> Regretted:  # fmt: skip
    """Return the regrets of these projects of a checked case; the rest as of `regret_case`."""
    records = records_of(checked.case, projects)
    facts = gather(checked.case, checked.policy)
    matrix = read_matrix(build(facts, checked.policy, RULES))
    base = solve(matrix, None, progress)
    exact = (len(records) <= SMALL or not matrix.whole.any()) if exact is None else exact
    options = {"regret": [str(checked.case.projects["project"][record]) for record in records], "exact": exact}
    stamp = make_stamp(checked.case, checked.policy, base.outcome, options)
    if not base.outcome.ok:
        solved = solved_of(checked.case, checked.policy, facts, matrix, base)
        conflict = tuple(conflict_in_words(checked.case, solved.conflict))
        return Regretted(checked, base.outcome, None, stamp, conflict)

    def ask(questions: list[Question]) -> list[Reply | None]:
        if matrix.whole.any() and not scheduler:
            return find_regrets(matrix, base, questions, exact, threads, tell, stop)
        return answered(Inquiry(matrix, base, exact), questions, Workers(scheduler, threads or 0, STARTING), tell, stop)

    regrets = _regrets(checked.case, facts, matrix, base, records, exact, ask)
    return Regretted(checked, base.outcome, regrets, stamp)


def write_regret(found: Regretted, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.regrets is not None:
        write_regrets(workbook, found.checked.case, found.regrets, found.stamp)
        written.append(workbook)
    return written


def _regrets(
    case: Case, facts: Facts, matrix: Matrix, base: Solution, records: Sequence[int], exact: bool,
    ask: Callable[[list[Question]], list[Reply | None]],
) -> Regrets:  # fmt: skip
    asked = [(p, decision) for p in positions(facts, records) for decision in decisions_on(facts, p)]
    replies = ask([question(*one) for one in asked])
    by_project: dict[int, dict[Decision, Reply | None]] = {}
    for (project, decision), reply in zip(asked, replies, strict=True):
        by_project.setdefault(project, {})[decision] = reply
    explainer = Explainer(case, facts, matrix, base.x)
    found = tuple(explainer.regret(project, answered) for project, answered in by_project.items())
    return Regrets(found, all(reply is not None for reply in replies), exact)


def answered(
    inquiry: Inquiry, questions: Sequence[Question], workers: Workers, tell: Tell | None = None,
    stop: Event | None = None,
) -> list[Reply | None]:  # fmt: skip
    """Answer the questions part by part, here, in processes or on a cluster; `stop` or Ctrl-C keeps the parts done."""
    stop = stop or Event()
    replies: list[Reply | None] = [UNCHANGED if trivial(inquiry.base, question) else None for question in questions]
    parts = parts_of(inquiry.matrix, inquiry.base, questions)
    answers = stream(answer_part, inquiry, [[questions[n] for n in part] for part in parts], workers)
    count = len(questions) - sum(map(len, parts))
    with suppress(KeyboardInterrupt), closing(answers):
        while not stop.is_set() and (done := next(answers, None)) is not None:
            for n, reply in zip(parts[done[0]], done[1], strict=True):
                replies[n] = reply
            count += len(parts[done[0]])
            if tell is not None:
                tell(count, len(questions))
    return replies
