"""Hand-down: the leagues' budgets and the reserve stay within the region's budget; what is left is shared fairly."""

from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver.matrix import read_matrix
from tests.small import TWO, approved, figure, solve

CASE = dict(
    regions=TWO, region_years=["甲,2030,100,90,0,", "乙,2030,100,90,0,"], totals=["R,能耗,2030,200,刚性,,,"],
    projects=["P,甲,15,0,1,,,,,"],
)  # fmt: skip


def test_the_reserve_is_kept(tmp_path: Path) -> None:
    """Leagues use 180 of 200; P brings 195. With 5 % reserve only 190 may be handed down: P is refused."""
    assert approved(solve(tmp_path / "0", reserve=0.0, **CASE)) == {"P"}
    kept = solve(tmp_path / "5", reserve=0.05, **CASE)
    assert approved(kept) == set()
    assert figure(kept, "R", "energy", "reserve") == pytest.approx(10)
    assert figure(kept, "甲", "energy", "budget") == pytest.approx(95)
    assert figure(kept, "乙", "energy", "budget") == pytest.approx(95)


def test_what_is_left_is_shared_by_need(tmp_path: Path) -> None:
    """P approved: 105 and 90 of 200; the 5 left are shared 105 : 90."""
    run = solve(tmp_path, **CASE)
    assert figure(run, "甲", "energy", "budget") == pytest.approx(105 + 5 * 105 / 195)
    assert figure(run, "乙", "energy", "budget") == pytest.approx(90 + 5 * 90 / 195)


def test_a_region_without_limit_hands_down_what_the_leagues_may(tmp_path: Path) -> None:
    """Only 甲 has a total (120): its budget is 120; 乙 and R have no limit and so no budget."""
    run = solve(
        tmp_path, regions=TWO, region_years=["甲,2030,100,90,0,", "乙,2030,100,90,0,"],
        totals=["甲,能耗,2030,120,刚性,,,"],
    )  # fmt: skip
    assert figure(run, "甲", "energy", "budget") == pytest.approx(120)
    for region in ("乙", "R"):
        budget = figure(run, region, "energy", "budget")
        assert budget != budget


def test_a_level_between(tmp_path: Path) -> None:
    """R → 甲 → 子1, 子2: 甲's hard 100 is shared 45 : 45 as 50 : 50."""
    run = solve(
        tmp_path, regions=["R,,,,", "甲,R,,,", "子1,甲,,,", "子2,甲,,,"],
        region_years=["子1,2030,1,45,0,", "子2,2030,1,45,0,"], totals=["甲,能耗,2030,100,刚性,,,"],
    )  # fmt: skip
    assert figure(run, "甲", "energy", "usage") == pytest.approx(90)
    assert figure(run, "子1", "energy", "budget") == pytest.approx(50)


def test_a_region_without_leagues_is_solved_and_hands_nothing_down(tmp_path: Path) -> None:
    """R alone: 90 and P's 15 overrun a hard total of 100; at 106 P comes. No row of the hand-down."""
    case = dict(regions=["R,,100,200,400"], region_years=["R,2030,100,90,0,"], projects=["P,R,15,0,1,,,,,"])
    for total, names in ((100, set()), (106, {"P"})):
        run = solve(tmp_path / str(total), totals=[f"R,能耗,2030,{total},刚性,,,"], **case)
        assert approved(run) == names
        assert run.plan is not None and run.plan.verification.ok
    checked = check_case(str(tmp_path / "100"))
    matrix = read_matrix(build(gather(checked.case, checked.policy), checked.policy, RULES))
    assert [row for row in matrix.rows if row[0] == "hand_down"] == []
