"""K.3 of the domain document as scenarios of one case: no table is copied, every number is the document's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.builders import DEAR, approved, compare, k_case, scenario


def _tightened(percent: int) -> str:
    where = '{ region = "甲", quantity = "carbon", year = 2030 }'
    return (
        'base = "高价"\n'
        f'changes = [{{ table = "targets", where = {where}, set = {{ reduction = "{percent} %" }} }}]'
    )  # fmt: skip


TEXT = scenario("高价", DEAR) + "".join(scenario(f"{d}%", _tightened(d)) for d in (20, 21, 22))


def test_the_target_of_one_league(tmp_path: Path) -> None:
    """Price 0.12: 193.3 with P1, P2, P4, P6; D of 甲 20 %: 148.98 with P2, P4, P6; 21 % and 22 %: no plan.

    20 %: τ = 2.4, H = 9 360 − 9 480 = −120, P2 gives 6, so M1 cuts 114 at 0.03 = 3.42; 乙 as before 1.4 + 1.2:
    40 + 30 + 85 − 3.42 − 2.6 = 148.98.
    """
    base, dear, *tight = compare(k_case(tmp_path, TEXT)).sides
    assert base.outcome.objective == pytest.approx(195.5310, abs=1e-9)
    assert dear.outcome.objective == pytest.approx(193.3, abs=1e-9)
    assert approved(dear) == {"P1", "P2", "P4", "P6"}
    assert tight[0].outcome.objective == pytest.approx(148.98, abs=1e-9)
    assert approved(tight[0]) == {"P2", "P4", "P6"}
    for side in tight[1:]:
        assert side.outcome_word == "无可行方案"
        assert [(m["rule"], m["region"], m["quantity"]) for m in side.conflict] == [("intensity", "甲", "carbon")]
        assert side.conflict[0]["cells"] == [str(side.assumptions[0].place)]


@pytest.mark.parametrize(("project", "league", "cell"), [("P3", "乙", "D3"), ("P5", "丙", "D4")])
def test_a_forced_project_alone_has_no_plan(project: str, league: str, cell: str, tmp_path: Path) -> None:
    """P3 lacks 6.1 in 乙 and P5 lacks 2.0 in 丙: each clashes with its league's carbon intensity and nothing else."""
    base, forced = compare(k_case(tmp_path), approve=(project,)).sides
    assert base.outcome.ok
    assert {(m["rule"], m["region"], m["project"]) for m in forced.conflict} == {
        ("intensity", league, None), ("must", league, project)
    }  # fmt: skip
    assert f"targets.csv:{cell}" in forced.conflict[0]["cells"]


def test_the_gap_of_a_forced_project_closes_with_its_amount(tmp_path: Path) -> None:
    """P3 needs 6.1 less in 乙: existing carbon 4 193.9 makes a plan possible, 4 194.0 does not."""
    case = k_case(tmp_path)
    for amount, possible in (("4194.0", False), ("4193.9 万吨CO2", True)):
        changes = (f"region_years.乙.2030.carbon={amount}",)
        assert compare(case, approve=("P3",), changes=changes).sides[1].outcome.ok is possible
