"""The hard limits in whose way a decision stands: named in every output, and they really leave no plan."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from optimizer.app.check import check_case
from optimizer.app.regret import Regretted, regret_case, write_regret
from optimizer.app.workbench import Workbench
from optimizer.domain.conflict import Member
from optimizer.domain.outcome import Stop
from optimizer.domain.regret import Decision, Effect, State
from optimizer.report.regret.terminal import change_text
from optimizer.solver import stage
from optimizer.solver.infeasible.impossible import refutation
from optimizer.solver.regret import relax as regret_relax
from optimizer.solver.regret.hot import Refuted
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import Reply
from optimizer.solver.regret.relax import HotStart, Relaxation
from optimizer.text import regret as words
from optimizer.web.desk import News
from optimizer.web.parts import review, status
from tests.architecture.sources import ROOT
from tests.regret.test_numbers import ask
from tests.regret.test_pieces import only, programs, questions_of
from tests.small import ONE, TWO, write_case
from tests.solver.test_stage import program

K = str(ROOT / "tests/samples/k-case")
CARBON = "甲 2030 年碳排放强度不得超过目标（刚性）"


def forced(found: Regretted, project: str) -> Effect:
    assert found.regrets is not None
    (regret,) = (regret for regret in found.regrets.regrets if regret.project == project)
    return next(effect for effect in regret.effects if effect.decision is Decision.IN)


@pytest.mark.parametrize("approval", ["whole", "share"])
def test_the_limit_is_named_and_is_the_one(tmp_path: Path, approval: str) -> None:
    """τ = 0.9·4 = 3.6 on a GDP of 100 leaves 60 of carbon: P1 (100) cannot be approved, with energy it could.

    Freed of the carbon target alone, the same decision has a plan; of the energy target alone, it has none.
    """

    def case(name: str, *targets: str) -> Regretted:
        return regret_case(str(write_case(
            tmp_path / name, regions=ONE, region_years=["甲,2030,100,100,300,0"], targets=list(targets),
            projects=["P1,甲,40,100,0,10,1,,,"], approval=approval,
        )))  # fmt: skip

    carbon, energy = "甲,carbon,2030,10,hard", "甲,energy,2030,10,hard"
    effect = forced(case("both", carbon, energy), "P1")
    assert effect.state is State.IMPOSSIBLE
    assert effect.blocked == (Member("intensity", "甲", 2030, "carbon"),)
    assert change_text(effect) == f"无可行方案：{CARBON}"
    assert forced(case("energy", energy), "P1").state is State.EXACT
    assert forced(case("carbon", carbon), "P1").blocked == effect.blocked


def test_a_limit_of_the_whole_region(tmp_path: Path) -> None:
    """The leagues have no target, the region's carbon is 600·0.9 = 540 of which 450 are taken: P1 (100) is too much."""
    found = regret_case(str(write_case(
        tmp_path / "case", regions=TWO, region_years=["甲,2030,100,100,300,0", "乙,2030,100,100,150,0"],
        targets=["R,carbon,2030,10,hard"], projects=["P1,甲,1,100,0,10,1,,,"],
    )))  # fmt: skip
    assert forced(found, "P1").blocked == (Member("intensity", "R", 2030, "carbon"),)


def test_a_hard_total_is_named(tmp_path: Path) -> None:
    """330 of carbon in all, 300 taken: P1 (100) does not fit."""
    found = regret_case(str(write_case(
        tmp_path / "case", regions=ONE, region_years=["甲,2030,100,100,300,0"],
        totals=["甲,carbon,2030,330,hard,,,"], projects=["P1,甲,1,100,0,10,1,,,"],
    )))  # fmt: skip
    assert forced(found, "P1").blocked == (Member("total", "甲", 2030, "carbon"),)


def test_every_output_says_it(tmp_path: Path) -> None:
    """Sheet, JSON with the cell, web: the worked case's P3, which only 乙's carbon intensity keeps out (domain.md K.3)."""
    found = regret_case(K)
    write_regret(found, tmp_path / "r.xlsx", tmp_path / "r.json")
    says = CARBON.replace("甲", "乙")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")[words.SHEET]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "P3")
    assert says in row
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    (member,) = next(
        d["blocked"] for r in document["regrets"] if r["project"] == "P3" for d in r["decisions"] if d["blocked"]
    )
    assert (member["says"], member["region"], member["year"], member["cells"]) == (says, "乙", 2030, ["targets.csv:D3"])
    assert found.regrets is not None
    assert says in review.regret(next(regret for regret in found.regrets.regrets if regret.project == "P3"))
    assert says not in review.regret(next(regret for regret in found.regrets.regrets if regret.project == "P1"))


def test_the_screen_says_it_when_the_decision_is_taken() -> None:
    """P3 forced in on the screen: the status line names the limit and keeps the earlier plan."""
    bench = Workbench(check_case(K))
    bench.solve()
    bench.decide(["P3"], "must")
    step = bench.solve()
    look, said = status.line(News("failed", step), bench)
    assert look and CARBON.replace("甲", "乙") in said


def test_only_whole_approvals_in_the_way() -> None:
    """2a + 2b = 3 − c with c whole: without c the relaxation has a plan, so no row is to blame."""
    (reply,) = ask(program([0, 0, 1], [[2, 2, 1], [-2, -2, -1]], [3, -3], whole=True), (2, 0, 0))
    assert isinstance(reply, Reply) and (reply.high, len(reply.blocked)) == (-np.inf, 0)


def test_named_rows_leave_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random programs, hot starts: the rows named, without all others, still leave none; fewer than all are named."""
    monkeypatch.setattr(regret_relax, "MANY", 10**6)
    seen: list[tuple[int, int]] = []
    for matrix in programs(12):
        questions = [question for question in questions_of(matrix) if question.lower == question.upper]
        for n, answer in HotStart(Relaxation(matrix)).answers(questions):
            if isinstance(answer, Refuted):
                seen.append((len(answer.rows), matrix.shape[0]))
                left = questions[n].of(only(matrix, answer.rows))
                assert stage.solve(left).outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert len(seen) > 10 and all(0 < named < rows for named, rows in seen)


def test_a_cold_proof_names_them_too() -> None:
    """Where a hot start proves nothing, the duals of the least breach do: 9 does not fit under 8, whatever the other row."""
    matrix = program([10, 1], [[9, 1], [1, 1]], [8, 5], whole=False)
    multipliers = refutation(Question(0, 1.0, 1.0).of(matrix))
    assert multipliers is not None and np.flatnonzero(multipliers).tolist() == [0]
    assert refutation(Question(1, 1.0, 1.0).of(matrix)) is None
