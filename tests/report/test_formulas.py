"""Live formulas say what is stored beside them, and the figures are those of the hand arithmetic."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from optimizer.app.solve import solve_case
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.report.plan.balance import balance
from optimizer.report.plan.read_back import read_result
from optimizer.report.plan.workbook import write_workbook
from tests.report.plan import Given
from tests.report.recalculate import cells, differences, needs_office, recalculated
from tests.small import write_case

ROOT = Path(__file__).resolve().parents[2]


@needs_office
def test_every_stored_value_is_what_libreoffice_computes(workbook: Path, tmp_path: Path) -> None:
    """More than 200 formulas: allocation, balances, projects, measures, checks."""
    count, wrong = differences(workbook, recalculated(workbook, tmp_path))
    assert count > 200
    assert wrong == []


@needs_office
def test_a_wrong_stored_value_would_be_found(workbook: Path, tmp_path: Path) -> None:
    """The comparison can fail: a region sum that is tampered with differs after recalculation."""
    computed = recalculated(workbook, tmp_path)
    book = openpyxl.load_workbook(computed)
    sheet = book["碳排放预算分配表"]
    sheet["C5"] = 1234.0
    book.save(computed)
    assert differences(workbook, computed)[1] != []


@needs_office
def test_a_solved_case_recalculates(tmp_path: Path) -> None:
    """The acceptance case of 3 leagues, solved, rounded and written by the product itself."""
    run = solve_case(str(ROOT / "tests" / "samples" / "k-case"))
    assert run.plan is not None
    path = tmp_path / "k.xlsx"
    plan = run.plan
    parts = (run.checked.case, run.checked.policy, plan.allocation, plan.rounded, plan.verification, run.stamp)
    write_workbook(path, *parts, ())
    assert differences(path, recalculated(path, tmp_path))[1] == []
    assert {row[4] for row in cells(path, "校验")[4:-1]} == {"一致"}


def test_every_check_agrees(workbook: Path) -> None:
    rows = cells(workbook, "校验")[4:]
    verdicts = [row[4] for row in rows if row[4] != ""]
    assert len(verdicts) == 16
    assert set(verdicts) == {"一致"}


def test_growth_backed_part_of_the_overrun(plan: Given) -> None:
    """乙 2030: s = 1.80 + 3.40 = 5.20; τ·(G − G expected) = 1.6·(42 − 40) = 3.20 is backed, 2.00 is not (C.2)."""
    frame = balance(plan.case, plan.policy, plan.allocation, plan.rounded, "carbon").set_index(["region", "year"])
    row = frame.loc[("乙", 2030)]
    assert (row["growth_backed"], row["unbacked"]) == (3.2, 2.0)
    assert row["light"] == "■ 超限"


def test_balance_columns_by_hand(plan: Given) -> None:
    """甲 2030: increment 120.00 − 95 = 25.00; headroom of τG 2·60 − 115.00 = 5.00; of the budget 0.05; rate 0.9996."""
    frame = balance(plan.case, plan.policy, plan.allocation, plan.rounded, "carbon").set_index(["region", "year"])
    row = frame.loc[("甲", 2030)]
    names = ["increment", "intensity_headroom", "headroom", "total_headroom", "rate"]
    assert row[names].tolist() == [25.0, 5.0, 0.05, 5.0, 0.9996]
    assert row["light"] == "▲ 预警"


def test_the_region_shows_its_own_part_before_its_sum(plan: Given) -> None:
    """191.60 = 100.10 + 60.20 + 30.30 + own part 1.00."""
    frame = balance(plan.case, plan.policy, plan.allocation, plan.rounded, "carbon")
    stock = frame[frame["year"] == 2030].set_index("name")["existing"]
    assert stock.to_dict() == {"甲": 100.1, "乙": 60.2, "丙": 30.3, "全区本级": 1.0, "全区": 191.6}


def test_marks_follow_the_weakest_input(plan: Given) -> None:
    """乙's 2030 stock is assumed; 丙's base is an estimate; the region is as weak as its weakest league."""
    frame = balance(plan.case, plan.policy, plan.allocation, plan.rounded, "carbon").set_index(["name", "year"])
    assert frame["mark"].to_dict() == {
        ("甲", 2029): "", ("甲", 2030): "", ("乙", 2029): "", ("乙", 2030): "假", ("丙", 2029): "估", ("丙", 2030): "估",
        ("全区本级", 2029): "", ("全区本级", 2030): "", ("全区", 2029): "估", ("全区", 2030): "假",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "digits", "wanted"),
    [
        (2.675, 2, 2.68),
        (-2.675, 2, -2.68),
        (1.005, 2, 1.01),
        (0.1 + 0.2, 2, 0.3),
        (-0.001, 2, 0.0),
        (0.99955, 4, 0.9996),
    ],
)
def test_rounding_as_a_spreadsheet_does(value: float, digits: int, wanted: float) -> None:
    """2.675 is 2.67499… in binary; a spreadsheet shows and rounds 2.675, half away from zero."""
    assert str(spreadsheet_round(value, digits)) == str(wanted)


@needs_office
def test_a_tree_of_three_levels_adds_up_and_recalculates(tmp_path: Path) -> None:
    """R over 甲 and 乙, 甲 over 旗一 and 旗二: the column sum takes 甲 and 乙 only (旗一 and 旗二 are inside 甲)."""
    folder = write_case(
        tmp_path / "case", years="2029, 2030",
        regions=["R,,,,", "甲,R,,,", "旗一,甲,60,120,240", "旗二,甲,40,80,160", "乙,R,100,100,200"],
        region_years=[f"{r},{y},110,{e},{c},1" for r, e, c in (("旗一", 90, 200), ("旗二", 60, 130), ("乙", 80, 160),
                                                             ("甲", 2, 3), ("R", 1, 2)) for y in (2029, 2030)],
        targets=[f"R,carbon,{y},10,hard" for y in (2029, 2030)],
        projects=["P1,旗一,5,9,3,3,1,候选,none,", "P2,乙,4,8,2,2,1,候选,regional,"],
    )  # fmt: skip
    run = solve_case(str(folder))
    assert run.plan is not None
    plan, path = run.plan, tmp_path / "tree.xlsx"
    write_workbook(
        path, run.checked.case, run.checked.policy, plan.allocation, plan.rounded, plan.verification, run.stamp,
        (),
    )
    rows = {str(row[1]).strip(): row[2:4] for row in cells(path, "碳排放预算分配表")[4:11]}
    assert list(rows) == ["旗一", "旗二", "甲", "乙", "盟市合计", "机动（含本级）", "R"]
    for year in (0, 1):
        budgets = {name: float(str(row[year])) for name, row in rows.items()}
        assert budgets["盟市合计"] == pytest.approx(budgets["甲"] + budgets["乙"], abs=1e-9)
        assert budgets["R"] == pytest.approx(budgets["盟市合计"] + budgets["机动（含本级）"], abs=1e-9)
    assert differences(path, recalculated(path, tmp_path))[1] == []
    assert {row[4] for row in cells(path, "校验")[4:-1]} == {"一致"}
    assert (
        read_result(path, run.checked.case).approvals["approval"].tolist()
        == plan.allocation.approvals["approval"].tolist()
    )
