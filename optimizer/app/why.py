"""Why this number (数据由来): any figure of the tables from its inputs; prices, ranges and one project's account."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.app.check import Checked, check_case
from optimizer.app.session import Session
from optimizer.app.solve import Run, run_of
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.outcome import Stop
from optimizer.domain.why import Forced, Holding, ProjectAccount, Span, Term
from optimizer.errors import SolverTrouble, WrongUsage
from optimizer.explain.why import binding_at, figures_of
from optimizer.explain.why_project import break_even, moved, takes_of
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.report.plan.result_json import write_json
from optimizer.report.why.json import why_document
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.solver.highs import Progress
from optimizer.solver.matrix import read_matrix
from optimizer.solver.ranges import Around
from optimizer.solver.solve import solved_of
from optimizer.solver.stage import solve
from optimizer.text import why as words


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked (提问): a region ("": none), its year and quantities, a project ("": none), near-best ranges."""

    region: str = ""
    year: int = 0
    quantities: tuple[str, ...] = ()
    project: str = ""
    ranges: bool = False


@dataclass(frozen=True, eq=False)
class Told:
    """Why one place's figures are what they are: their trees, the limits that bind there, what would hold its total."""

    place: Place
    figures: tuple[Term, ...]
    binding: pd.DataFrame
    holding: Holding | None


@dataclass(frozen=True, eq=False)
class Why:
    """The answers (由来); nothing but the run where there is no plan. floor: least objective of a near-best plan."""

    run: Run
    places: tuple[Told, ...] = ()
    project: ProjectAccount | None = None
    spans: tuple[Span, ...] = ()
    floor: float = math.nan

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the answers; the run's own where there is no plan."""
        if self.run.allocation is None:
            return self.run.document
        places = [(told.place, told.figures, told.binding, told.holding) for told in self.places]
        return why_document(
            self.run.checked.case, self.run.allocation.outcome, self.run.stamp, places, self.project, self.spans,
            self.floor,
        )  # fmt: skip


def ask_of(case: Case, said: Sequence[str], project: str = "", ranges: bool = False) -> Ask:
    """Return what words ask for: REGION [YEAR] [QUANTITY]; by default the last year and both quantities.

    Raises WrongUsage with the nearest known name.
    """
    if not said and not project and not ranges:
        raise WrongUsage(words.WRONG["nothing"])
    year, quantities = case.years[-1], QUANTITIES
    if said:
        _known("region", said[0], case.regions["region"])
    for word in said[1:]:
        if word in words.QUANTITIES:
            quantities = tuple(q for q in QUANTITIES if q == words.QUANTITIES[word])
        elif not word.isdecimal():
            raise WrongUsage(words.WRONG["word"].format(read=word))
        elif int(word) not in case.years:
            raise WrongUsage(words.WRONG["year"].format(read=word, years=words.AND.join(map(str, case.years))))
        else:
            year = int(word)
    if project:
        _known("project", project, case.projects["project"])
    return Ask(said[0] if said else "", year, tuple(quantities), project, ranges)


def _known(code: str, name: str, names: Iterable[str]) -> None:
    known = list(map(str, names))
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        nearest = words.NEAREST.format(name=near[0]) if near else ""
        raise WrongUsage(words.WRONG[code].format(read=name, nearest=nearest))


def why_case(
    case: str, said: Sequence[str], project: str = "", ranges: bool = False, progress: Progress | None = None
) -> Why:
    """Answer for the case of a path or a shipped name; raise InputRejected when it has errors."""
    checked = check_case(case)
    return why_checked(checked, ask_of(checked.case, said, project, ranges), progress)


def why_checked(checked: Checked, ask: Ask, progress: Progress | None = None) -> Why:
    """Answer for a checked case: solved once, every figure derived again from the tables."""
    case, policy = checked.case, checked.policy
    facts = gather(case, policy)
    matrix = read_matrix(build(facts, policy, RULES))
    solution = solve(matrix, None, progress)
    run = run_of(checked, solved_of(case, policy, facts, matrix, solution), {"why": True})
    if run.allocation is None:
        return Why(run)
    if not solution.outcome.proved:
        raise SolverTrouble(str(solution.outcome.stop))
    account, around = Account(case, policy.settings, run.allocation), Around(facts, matrix, solution)
    places = [(ask.region, quantity, ask.year) for quantity in ask.quantities] if ask.region else []
    told = tuple(_told(account, run.allocation.binding, around, place) for place in places)
    spans: list[Span] = []
    for quantity in ask.quantities if ask.ranges else ():
        spans += around.spans(quantity, ask.year)
    found = None
    if ask.project:
        record = list(map(str, case.projects["project"])).index(ask.project)
        row = case.projects.iloc[record]
        found = ProjectAccount(
            ask.project, str(row["region"]), account.approval(ask.project), str(row["status"]), float(row["value"]),
            takes_of(facts, matrix, solution, record), break_even(case, account, record), _forced(run, ask.project),
        )  # fmt: skip
    return Why(run, told, found, tuple(spans), around.floor() if ask.ranges else math.nan)


def _told(account: Account, binding: pd.DataFrame, around: Around, place: Place) -> Told:
    return Told(place, figures_of(account, place), binding_at(binding, account, place), around.holding_price(*place))


def _forced(run: Run, project: str) -> tuple[Forced, ...]:
    """Return what happens when the project is decided the other way, solved again (a part approval: both ways)."""
    approval = _approvals(run)[project]
    return tuple(_decided(run, project, approve) for approve in (True, False) if approval != float(approve))


def _decided(run: Run, project: str, approve: bool) -> Forced:
    session = Session(run.checked)
    (session.approve if approve else session.reject)([project])
    other = session.answer()
    if other.allocation is None:
        if other.outcome.stop is not Stop.PROVED_IMPOSSIBLE:
            raise SolverTrouble(str(other.outcome.stop))
        return Forced(approve, -math.inf, conflict=other.conflict)
    change = other.outcome.objective - run.outcome.objective
    return Forced(approve, change, moved(_approvals(run), _approvals(other), project))


def _approvals(run: Run) -> dict[str, float]:
    assert run.allocation is not None
    frame = run.allocation.approvals
    return dict(zip(map(str, frame["project"]), map(float, frame["approval"]), strict=True))


def write_why(found: Why, json_file: Path | None) -> list[Path]:
    """Write the JSON that was asked for; return the paths written."""
    if json_file is None:
        return []
    write_json(json_file, found.document)
    return [json_file]
