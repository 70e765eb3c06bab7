"""L 42: 两高 projects on a list: forbidden or gated, with the reason printed."""

from __future__ import annotations

from pathlib import Path

from optimizer.report.plan.project_table import project_table
from tests.small import ONE, approved, solve

PROJECTS = ["#,two_high,benchmark", "P,甲,1,0,0,5,,,,,是,标杆", "Q,甲,1,0,0,4,,,,,是,基准", "S,甲,1,0,0,3,,,,,否,"]


def test_row_42_forbidden_is_not_approved_and_says_why(tmp_path: Path) -> None:
    run = solve(
        tmp_path, rules='approvals = { two_high = "forbid" }', projects=PROJECTS, regions=ONE,
        region_years=["甲,2030,100,100,400,"],
    )  # fmt: skip
    assert approved(run) == {"S"}
    assert run.allocation is not None
    table = project_table(run.checked.case, run.checked.policy, run.allocation)
    assert table.frame["barred"].tolist() == ["两高项目，按清单管理不准入"] * 2 + [""]
