"""Regrets of random cases against a cold solve of the case with the project's status changed."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from optimizer.app.check import Checked, check_case
from optimizer.app.regret import Regretted, regret_case
from optimizer.app.solve import solve_checked
from optimizer.domain.regret import Effect, Regret, State
from optimizer.errors import InputRejected
from tests.oracle.cases import make
from tests.oracle.files import CaseFiles
from tests.properties.optimum import few

STATUS = {"in": "must", "out": "rejected", "free": "candidate"}
seeds = st.integers(0, 100_000)
Triple = tuple[Checked, Regretted, Regretted]


def regrets(seed: int, change: Callable[[CaseFiles], None], wanted: Callable[[Regretted], object] = lambda _: True) -> Triple:
    """The checked case, its exact regrets and the intervals, of the first case drawn from `seed` that has what is wanted.

    Cases without projects, refused ones and those without a plan are passed over, so that no example is thrown away.
    """
    numbers = Random(seed)
    while True:
        files = make(numbers.randrange(100_000))
        change(files)
        found = _regrets(files) if files.tables.get("projects") else None
        if found is not None and wanted(found[1]):
            return found


def _regrets(files: CaseFiles) -> Triple | None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(files.write(Path(folder) / "case"))
        try:
            checked = check_case(path)
        except InputRejected:
            return None
        exact = regret_case(path, exact=True)
        return None if exact.regrets is None else (checked, exact, regret_case(path, exact=False, threads=1))


def as_made(files: CaseFiles) -> None:
    """Leave the case as it is."""


def divisible(files: CaseFiles) -> None:
    for row in (*files.tables.get("projects", []), *files.tables.get("measures", [])):
        row["divisible"] = True


def whole(files: CaseFiles) -> None:
    for row in files.tables.get("projects", []):
        row["divisible"] = False


def effects(found: Regretted) -> Iterator[tuple[Regret, Effect]]:
    assert found.regrets is not None and found.regrets.complete
    return ((regret, effect) for regret in found.regrets.regrets for effect in regret.effects)


def cold(checked: Checked, project: str, status: str) -> float:
    """The proved optimum of the case with that status; minus infinity when there is no plan."""
    projects = checked.case.projects
    changed = projects.assign(status=projects["status"].where(projects["project"] != project, status))
    run = solve_checked(replace(checked, case=replace(checked.case, projects=changed)))
    assert run.outcome.proved or run.allocation is None
    return run.outcome.objective if run.allocation is not None else -math.inf


def noise(checked: Checked) -> float:
    """The part of all sums of money in the case that may get lost."""
    return 1e-9 * float(checked.case.projects["value"].abs().sum() + checked.case.measures["cost"].sum())


def shifted(exact: Regretted) -> list[tuple[Regret, Effect]]:
    """The effects that move other projects, with their exact values."""
    return [one for one in effects(exact) if one[1].state is State.EXACT and one[1].shifts]


def _compare(seed: int, change: Callable[[CaseFiles], None]) -> None:
    checked, exact, intervals = regrets(seed, change)
    near = noise(checked)
    for (regret, effect), (_, interval) in zip(effects(exact), effects(intervals), strict=True):
        true = cold(checked, regret.project, STATUS[effect.decision.value]) - exact.outcome.objective
        assert effect.state is (State.EXACT if math.isfinite(true) else State.IMPOSSIBLE)
        assert effect.low == effect.high
        assert effect.low == true or abs(effect.low - true) <= near
        assert interval.low - near <= true <= interval.high + near
        if effect.parts is not None:
            parts = effect.parts
            assert abs(parts.own + parts.others + parts.measures + parts.overrun + parts.trade - effect.low) <= near


@few
@given(seeds)
def test_whole_and_mixed_cases(seed: int) -> None:
    _compare(seed, as_made)


@few
@given(seeds)
def test_shares(seed: int) -> None:
    _compare(seed, divisible)


@few
@given(seeds)
def test_the_plan_behind_a_regret_is_what_it_says(seed: int) -> None:
    """The approvals of the plan (base plus shifts) fixed in the case: the same optimum, so nothing is made up."""
    checked, exact, _ = regrets(seed, whole, shifted)
    assert exact.regrets is not None
    base = {regret.project: regret.approval for regret in exact.regrets.regrets}
    regret, effect = shifted(exact)[0]
    assert effect.approval is not None
    plan = base | {shift.project: base[shift.project] + shift.change for shift in effect.shifts}
    plan[regret.project] = effect.approval
    assert {round(share, 6) for share in plan.values()} <= {0.0, 1.0}
    status = ["must" if plan[str(name)] > 0.5 else "rejected" for name in checked.case.projects["project"]]
    fixed = replace(checked.case, projects=checked.case.projects.assign(status=status))
    run = solve_checked(replace(checked, case=fixed))
    assert abs(run.outcome.objective - exact.outcome.objective - effect.low) <= noise(checked)
