"""Regrets of random cases against a cold solve of the case with the project's status changed."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
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
cases = st.integers(0, 100_000).map(make)


def regrets(files: CaseFiles) -> tuple[Checked, Regretted, Regretted]:
    """The checked case, its exact regrets, and the intervals; no example without projects or without a plan."""
    assume(files.tables.get("projects"))
    with tempfile.TemporaryDirectory() as folder:
        path = str(files.write(Path(folder) / "case"))
        try:
            checked = check_case(path)
        except InputRejected:
            assume(False)
            raise
        exact = regret_case(path, exact=True, threads=2)
        assume(exact.regrets is not None)
        return checked, exact, regret_case(path, exact=False, threads=1)


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


def _compare(files: CaseFiles) -> None:
    checked, exact, intervals = regrets(files)
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
@given(cases)
def test_whole_and_mixed_cases(files: CaseFiles) -> None:
    _compare(files)


@few
@given(cases)
def test_shares(files: CaseFiles) -> None:
    for row in files.tables.get("projects", []):
        row["divisible"] = True
    for row in files.tables.get("measures", []):
        row["divisible"] = True
    _compare(files)


@settings(few, suppress_health_check=[HealthCheck.filter_too_much])
@given(cases)
def test_the_plan_behind_a_regret_is_what_it_says(files: CaseFiles) -> None:
    """The approvals of the plan (base plus shifts) fixed in the case: the same optimum, so nothing is made up."""
    for row in files.tables.get("projects", []):
        row["divisible"] = False
    checked, exact, _ = regrets(files)
    assert exact.regrets is not None
    base = {regret.project: regret.approval for regret in exact.regrets.regrets}
    changed = [one for one in effects(exact) if one[1].state is State.EXACT and one[1].shifts]
    assume(changed)
    regret, effect = changed[0]
    assert effect.approval is not None
    plan = base | {shift.project: base[shift.project] + shift.change for shift in effect.shifts}
    plan[regret.project] = effect.approval
    assert {round(share, 6) for share in plan.values()} <= {0.0, 1.0}
    status = ["must" if plan[str(name)] > 0.5 else "rejected" for name in checked.case.projects["project"]]
    fixed = replace(checked.case, projects=checked.case.projects.assign(status=status))
    run = solve_checked(replace(checked, case=fixed))
    assert abs(run.outcome.objective - exact.outcome.objective - effect.low) <= noise(checked)
