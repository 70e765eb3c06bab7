"""Printed figures: whole hundredths that keep every limit among themselves; only unrounded usage is met to 0.01."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_case
from optimizer.domain.rounded import CATEGORIES
from optimizer.explain.verify_printed import printed_plan, verify_printed
from tests.small import TWO, write_case

CELLS = ["region", "year", "quantity", "existing", "projects", *CATEGORIES, "sink", "total", "overrun_1", "overrun_2",
         "budget"]  # fmt: skip
CASE = {
    "regions": TWO, "region_years": ["甲,2030,100,60,90,0", "乙,2030,100,40,60,0"],
    "totals": ["R,能耗,2030,100,刚性,,,", "甲,能耗,2030,60,刚性,,,", "乙,能耗,2030,40,刚性,,,"],
}  # fmt: skip


def printed(folder: Path, column: str = "budget", **change: float) -> set[tuple[str, str]]:
    """The rules that fail, with what they are about, when energy figures (万吨) are printed so much larger."""
    path = str(write_case(folder, **CASE))  # type: ignore[arg-type]
    checked, run = check_case(path), solve_case(path)
    assert run.plan is not None
    nodes = run.plan.rounded.nodes[CELLS].copy()
    for region, more in change.items():
        nodes.loc[(nodes["quantity"] == "energy") & (nodes["region"] == region), column] += more
    allocation = run.plan.allocation
    plan = printed_plan(checked.case, checked.policy, allocation.approvals, allocation.uptake, nodes)
    found = verify_printed(checked.case, checked.policy, *plan)
    return {(finding.rule, finding.project) for finding in found.failures}


def test_the_plan_as_printed_passes(tmp_path: Path) -> None:
    assert printed(tmp_path) == set()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"甲": 0.01}, {"总量弹性平衡", "预算覆盖", "预算下达"}),  # 60.01 above its total; 100.01 handed down of 100
        ({"R": 0.01}, {"总量弹性平衡"}),  # 100.01 above the total of 100
        ({"R": -0.01}, {"预算覆盖", "预算下达"}),  # 99.99 cover neither usage nor what is handed down
    ],
)
def test_not_a_hundredth_is_let_off(change: dict[str, float], what: set[str], tmp_path: Path) -> None:
    assert printed(tmp_path, **change) == {("rounded", name) for name in what}


def test_existing_use_is_what_the_case_says(tmp_path: Path) -> None:
    """甲 uses 60 in the case: 60.02 more than the case says, in 甲 and in the sum, is not what it rounds to."""
    found = printed(tmp_path, "existing", 甲=0.02, R=0.02)
    assert ("closeness", "existing") in found


def test_a_figure_off_the_grid_is_found(tmp_path: Path) -> None:
    assert ("grid", "budget") in printed(tmp_path, 甲=-0.004)
