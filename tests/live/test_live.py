"""The live program answers every change as a cold solve of the changed case would, with a certificate of its own."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optimizer.app.check import Checked, check_case
from optimizer.domain.case import Case
from optimizer.domain.outcome import Stop
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.live import Live
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.stage import Solution, solve
from tests.oracle.cases import make

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"


def matrix_of(checked: Checked, case: Case) -> Matrix:
    return read_matrix(build(gather(case, checked.policy), checked.policy, RULES))


def agree(hot: Solution, cold: Solution) -> None:
    """Same outcome, same objective, and where there is a plan the hot one is certified."""
    assert hot.outcome.stop == cold.outcome.stop
    if cold.outcome.ok:
        size = max(abs(cold.outcome.objective), cold.certificate.size if cold.certificate else 0.0)
        assert hot.outcome.objective == pytest.approx(cold.outcome.objective, rel=0, abs=1e-9 * size)
        assert hot.certificate is not None and hot.certificate.feasible


def changed(case: Case, pull: random.Random) -> Case:
    """One random change: a decision, a target, a total and its price, a measure, what exists, a start year."""
    kind = pull.choice(["status", "target", "total", "measure", "existing", "ramp"])
    if kind == "status" and len(case.projects):
        at = pull.randrange(len(case.projects))
        status = case.projects["status"].to_numpy(str).astype(object)
        status[at] = pull.choice(["candidate", "must", "rejected"])
        return replace(case, projects=case.projects.assign(status=status))
    if kind == "target" and len(case.targets):
        return replace(case, targets=scaled(case.targets, "reduction", pull, 0.7, 1.3))
    if kind == "total" and len(case.totals):
        return replace(case, totals=scaled(case.totals, "total", pull, 0.97, 1.03))
    if kind == "measure" and len(case.measures):
        return replace(case, measures=scaled(case.measures, "cost", pull, 0.5, 2.0))
    if kind == "ramp" and len(case.projects):
        ramp = case.ramp.copy()
        ramp[pull.randrange(len(ramp))] *= pull.choice([0.5, 0.9])
        return replace(case, ramp=ramp)
    return replace(case, region_years=scaled(case.region_years, "energy", pull, 0.99, 1.01))


def scaled(table, column: str, pull: random.Random, low: float, high: float):
    values = table[column].to_numpy(float).copy()
    values[pull.randrange(len(values))] *= pull.uniform(low, high)
    return table.assign(**{column: values})


@pytest.mark.parametrize("seed", range(25))
def test_hot_equals_cold(seed: int, tmp_path: Path) -> None:
    """Eight changes one after the other on one live program; each answer equals the cold solve of that case."""
    pull = random.Random(seed)
    checked = check_case(str(make(3000 + seed).write(tmp_path / "case")))
    case = checked.case
    live = Live(matrix_of(checked, case))
    for _ in range(8):
        agree(live.solve(), solve(live.matrix))
        case = changed(case, pull)
        live.become(matrix_of(checked, case))


def test_changes_are_patched_not_loaded() -> None:
    """A decision, a price and a total keep the rows and columns; a new elastic total does not."""
    checked = check_case(str(SAMPLE))
    case = checked.case
    live = Live(matrix_of(checked, case))
    assert live.solve().outcome.objective == pytest.approx(195.531)
    must = case.projects["status"].where(case.projects["project"] != "P2", "must")
    assert live.become(matrix_of(checked, replace(case, projects=case.projects.assign(status=must))))
    assert live.become(matrix_of(checked, replace(case, totals=case.totals.assign(price_1=0.12, price_2=0.12))))
    assert live.solve().outcome.objective == pytest.approx(193.3)
    hard = case.totals.assign(mode=["hard", "elastic", "elastic"])
    assert not live.become(matrix_of(checked, replace(case, totals=hard)))


def test_going_back_gives_the_first_answer() -> None:
    checked = check_case(str(SAMPLE))
    first = matrix_of(checked, checked.case)
    live = Live(first)
    before = live.solve()
    live.become(replace(first, upper=np.where(np.arange(len(first.upper)) == 0, 0.0, first.upper)))
    assert live.solve().outcome.objective < before.outcome.objective
    live.become(first)
    assert live.solve().outcome.objective == before.outcome.objective


def test_a_narrower_choice_that_still_allows_the_plan_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """P3 and P5 are not in the plan P1 P2 P4 P6: without them it is the best, as it is with P1 by force.

    Without P1 another plan is; freed again, the first one is known. A dearer overrun is another program.
    """
    searched: list[float] = []
    once = Live._searched

    def counted(live: Live, search: object) -> Solution:
        searched.append(0.0)
        return once(live, search)

    monkeypatch.setattr(Live, "_searched", counted)
    checked = check_case(str(SAMPLE))
    case = checked.case
    live, counts = Live(matrix_of(checked, case)), []
    for decided in ({}, {"P3": "rejected", "P5": "rejected"}, {"P1": "must"}, {"P1": "rejected"}, {}):
        status = [decided.get(project, "candidate") for project in case.projects["project"]]
        live.become(matrix_of(checked, replace(case, projects=case.projects.assign(status=status))))
        agree(live.solve(), solve(live.matrix))
        counts.append(len(searched))
    assert counts == [1, 1, 1, 2, 2]
    live.become(matrix_of(checked, replace(case, totals=case.totals.assign(price_1=0.12, price_2=0.12))))
    agree(live.solve(), solve(live.matrix))
    assert len(searched) == 3


def test_impossible_and_back() -> None:
    """P3 by force has no plan (gap 6.1); freed again the answer is the first one."""
    checked = check_case(str(SAMPLE))
    case = checked.case
    live = Live(matrix_of(checked, case))
    live.solve()
    must = case.projects["status"].where(case.projects["project"] != "P3", "must")
    live.become(matrix_of(checked, replace(case, projects=case.projects.assign(status=must))))
    assert live.solve().outcome.stop is Stop.PROVED_IMPOSSIBLE
    live.become(matrix_of(checked, case))
    assert live.solve().outcome.objective == pytest.approx(195.531)


def test_the_quick_answer_bounds_the_exact_one() -> None:
    """The relaxation is never below the whole optimum, and is certified."""
    checked = check_case(str(SAMPLE))
    live = Live(matrix_of(checked, checked.case))
    quick = live.relax()
    assert quick.certificate is not None and quick.certificate.ok
    assert quick.outcome.objective >= live.solve().outcome.objective - 1e-9
