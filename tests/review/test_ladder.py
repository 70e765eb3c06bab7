"""The decision ladder: each step decides a case of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.review import review_case
from optimizer.domain.review import Review
from optimizer.systems.review.trials import Trials
from tests.review.small import SAMPLE, by_project, project, review, sample
from tests.small import write_case

ONE = ["R,,,,", "甲,R,100,200,400"]


def _steps(review: Review) -> list[tuple[int, str]]:
    return [(step.number, step.result) for step in review.decision.steps]


@pytest.mark.parametrize(
    ("name", "verdict", "gaps"),
    [
        ("P1", "approve", {}), ("P2", "approve", {}), ("P4", "approve", {}), ("P6", "approve", {}),
        ("P3", "refuse", {("乙", "carbon", 2030): 6.1}), ("P5", "refuse", {("丙", "carbon", 2030): 2.0}),
    ],
)  # fmt: skip
def test_the_worked_case(name: str, verdict: str, gaps: dict[tuple[str, str, int], float], tmp_path: Path) -> None:
    """K.3: P3 needs 146.8 of carbon; 49.6 of room, 70 of M3 and 21.1 that P6 brings leave 6.1 (with P4 16.3).

    P5 needs 93.0; 36.0 of room, 40 of M4 and 15 of M5 leave 2.0. One year: no later start.
    """
    found = sample(tmp_path)[name].decision
    assert found.verdict == verdict
    assert {(g.region, g.quantity, g.year): g.amount for g in found.gaps} == pytest.approx(gaps)


def test_the_value_added_that_would_close_the_gap(tmp_path: Path) -> None:
    """6.1/1.66 = 3.6747 亿元."""
    assert sample(tmp_path)["P3"].decision.gaps[0].value_added == pytest.approx(6.1 / 1.66)


def test_step_0_below_the_benchmark(tmp_path: Path) -> None:
    """A clean project is refused by its efficiency alone; nothing else is asked."""
    found = review(
        tmp_path, [project("P", 1, 10, benchmark="低于基准")], regions=ONE, region_years=["甲,2030,100,100,300,"],
        targets=["甲,碳排放,2030,10,"],
    )["P"]  # fmt: skip
    assert found.decision.verdict == "refuse"
    assert _steps(found) == [(0, "fail")]


def test_step_2_a_clean_project_is_approved_even_if_the_optimum_leaves_it_out(tmp_path: Path) -> None:
    """τ = 3.6: b = 18 − 3.6·10 = −18 ≤ 0. Its value −1 keeps it out of the optimum; without step 2: conditional."""
    found = review(
        tmp_path, [project("P", 18, 10, value=-1)], regions=ONE, region_years=["甲,2030,100,100,300,"],
        targets=["甲,碳排放,2030,10,"],
    )["P"]  # fmt: skip
    assert found.decision.verdict == "approve"
    assert _steps(found)[-1] == (2, "pass")
    assert found.decision.worth == pytest.approx(-1)


def test_step_2_does_not_decide_against_a_hard_total(tmp_path: Path) -> None:
    """b = 5 − 3.6·10 < 0, but 300 + 5 exceeds the hard total of 302 by 3: refused with that gap."""
    found = review(
        tmp_path, [project("P", 5, 10)], regions=ONE, region_years=["甲,2030,100,100,300,"],
        targets=["甲,碳排放,2030,10,"], totals=["甲,碳排放,2030,302,hard,,,"],
    )["P"]  # fmt: skip
    assert found.decision.verdict == "refuse"
    assert [(g.rule, g.amount) for g in found.decision.gaps] == [("total", pytest.approx(3.0))]


def test_step_3_an_elastic_total_is_a_source(tmp_path: Path) -> None:
    """Room 360 − 300 = 60, b = 30 − 18 = 12; the total of 310 slips by 300 + 30 − 310 = 20, at 0.02: 0.4 of 5."""
    found = review(
        tmp_path, [project("P", 30, 5)], regions=ONE, region_years=["甲,2030,100,100,300,"],
        targets=["甲,碳排放,2030,10,"], totals=["甲,碳排放,2030,310,elastic,,0.02,"],
    )["P"]  # fmt: skip
    assert (found.decision.verdict, _steps(found)[-1]) == ("approve", (3, "pass"))
    assert found.decision.worth == pytest.approx(4.6)
    assert [(c.kind, c.carbon) for c in found.decision.changes] == [("overrun", pytest.approx(20.0))]


def test_step_4_offset_by_another_project(tmp_path: Path) -> None:
    """Room 360 − 340 = 20; A and B each burden it with b = 22 − 3.6·2 = 14.8, so one fits. A is worth 10, B 5.

    B in: A is displaced, 5 − 10 = −5.
    """
    found = review(
        tmp_path, [project("A", 22, 2, value=10), project("B", 22, 2, value=5)], regions=ONE,
        region_years=["甲,2030,100,100,340,"], targets=["甲,碳排放,2030,10,"],
    )  # fmt: skip
    assert found["A"].decision.verdict == "approve"
    given = found["B"].decision
    assert given.verdict == "conditional"
    assert given.worth == pytest.approx(-5.0)
    assert [(c.kind, c.name, c.share, c.carbon) for c in given.changes] == [("displaced", "A", -1.0, -22.0)]


def test_step_4_offset_by_a_measure(tmp_path: Path) -> None:
    """b = 30 − 3.6·1 = 26.4 over a room of 20: M gives the other 6.4 of its 10, at 2/10 a ton: 1.28 against a value
    of 1: left out of the optimum, feasible by force for −0.28."""
    found = review(
        tmp_path, [project("P", 30, 1)], regions=ONE, region_years=["甲,2030,100,100,340,"],
        targets=["甲,碳排放,2030,10,"], measures=["M,甲,节能降碳,2030,0,10,2,,"],
    )["P"].decision  # fmt: skip
    assert found.verdict == "conditional"
    assert found.worth == pytest.approx(-0.28)
    assert [(c.kind, c.name, c.carbon) for c in found.changes] == [("measure", "M", pytest.approx(6.4))]


def test_step_5_a_later_start(tmp_path: Path) -> None:
    """τ = 3.6: room 360 − 355 = 5 in 2028 and 2029, 396 − 360 = 36 in 2030; b = 20 − 7.2 = 12.8 fits in 2030 only."""
    rows = ["甲,2028,100,100,355,", "甲,2029,100,100,355,", "甲,2030,110,100,360,"]
    found = review(
        tmp_path, [project("P", 20, 2, start_year=2028, ramp="1")], years="2028, 2029, 2030", regions=ONE,
        region_years=rows, targets=[f"甲,碳排放,{year},10," for year in (2028, 2029, 2030)],
    )["P"]  # fmt: skip
    assert (found.decision.verdict, found.decision.year) == ("defer", 2030)
    assert found.worst_year("甲", "carbon").headroom_after == pytest.approx(5 - 12.8)
    assert found.worst_year("甲", "carbon").year in (2028, 2029)
    assert found.target_year("甲", "carbon").headroom_after == pytest.approx(36 - 12.8)


def test_a_project_without_output_in_the_plan_is_not_judged_by_it(tmp_path: Path) -> None:
    """b = 30 − 18 > 0, but ramp 0: nothing is used within the plan, so no limit can say yes."""
    found = review(
        tmp_path, [project("P", 30, 5, ramp="0")], regions=ONE, region_years=["甲,2030,100,100,300,"],
        targets=["甲,碳排放,2030,10,"],
    )["P"]  # fmt: skip
    assert (found.decision.verdict, _steps(found)[-1]) == ("conditional", (3, "note"))


def test_status_is_set_aside(tmp_path: Path) -> None:
    """P3 as 必上 makes the sample impossible; reviewed as a candidate it is refused with the same 6.1, and the others
    are judged in a case that has no plan: a clean one passes, P1 does not."""
    head = "年增加值（亿元）\nP1,煤制烯烃,甲,95,260,45\nP2,新材料,甲,30,90,40\nP3,铁合金,乙,60,180,20"
    decided = "年增加值（亿元）,状态\nP1,煤制烯烃,甲,95,260,45,\nP2,新材料,甲,30,90,40,\nP3,铁合金,乙,60,180,20,必上"
    found = sample(tmp_path, projects=(head, decided))
    assert found["P3"].decision.gaps[0].amount == pytest.approx(6.1)
    assert found["P6"].decision.verdict == "approve"
    assert found["P1"].decision.verdict == "refuse"
    assert found["P1"].decision.worth is None


def test_the_gap_of_a_case_that_has_no_plan(tmp_path: Path) -> None:
    """K.3, D_甲 = 21 %: τ = 2.37, room 9243 − 9480 = −237, M1 and M2 give 180, P2 gives 4.8: 52.2 are missing."""
    checked = check_case(str(SAMPLE))
    targets = checked.case.targets.copy()
    at = (targets["region"] == "甲") & (targets["quantity"] == "carbon")
    targets.loc[at, "reduction"] = 0.21
    gaps = Trials(replace(checked.case, targets=targets), checked.policy).gaps()
    assert [(g.region, g.quantity, g.amount) for g in gaps] == [("甲", "carbon", pytest.approx(52.2))]


def test_the_optimum_defers(tmp_path: Path) -> None:
    """Room 5 in 2029, 20 in 2030; P uses 10: from 2029 it fits nowhere, from 2030 it does. Two starts, one review."""
    case = dict(
        years="2029, 2030", regions=ONE, region_years=["甲,2029,100,0,100,", "甲,2030,100,0,100,"],
        totals=["甲,碳排放,2029,105,刚性,,,", "甲,碳排放,2030,120,刚性,,,"],
        targets=["甲,碳排放,2030,10,"],
    )  # fmt: skip
    path = write_case(
        tmp_path / "c", projects=["#,latest_start", "P,甲,0,10,1,,,,,,2030", "Q,甲,0,3,1,,,,,,"], **case
    )  # fmt: skip
    found = by_project(review_case(str(path)))
    assert set(found) == {"P", "Q"}
    assert (found["P"].decision.verdict, found["P"].decision.year) == ("defer", 2030)
    assert found["P"].decision.steps[-1].number == 5


def test_the_replacement_ratio_is_shown(tmp_path: Path) -> None:
    """Typed 120 %; none where nothing is asked."""
    path = write_case(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,0,100,"], targets=["甲,碳排放,2030,10,"],
        projects=["#,replacement_ratio（%）", "P,甲,0,10,1,,,,,,120", "Q,甲,0,3,1,,,,,,"],
    )  # fmt: skip
    found = by_project(review_case(str(path)))
    assert (found["P"].ratio, found["Q"].ratio) == (1.2, 0.0)


def test_a_clean_project_that_a_coal_cap_stops(tmp_path: Path) -> None:
    """P uses nothing that a target counts and earns value added, but burns 10 where 5 of coal are left: not approved."""
    path = write_case(
        tmp_path / "c", regions=ONE, targets=["甲,碳排放,2030,10,"],
        region_years=["#,coal（万吨标准煤）", "甲,2030,100,100,100,,80"],
        projects=["#,coal（万吨标准煤）", "P,甲,10,0,1,,,,,,10"], controls=["甲,煤炭消费总量,2030,85,,"],
    )  # fmt: skip
    found = by_project(review_case(str(path)))["P"].decision
    assert found.verdict == "refuse"
    assert {(g.rule, g.quantity): g.amount for g in found.gaps} == {("controls", "coal"): pytest.approx(5)}
