"""The terminal: words instead of shapes, no markup from the case, any width, any console encoding."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType

from optimizer.domain.finding import Finding, Verification
from optimizer.domain.issue import Issue, Where
from optimizer.report.plan.terminal import failures_table, issues_table, summary
from tests.report.plan import Given, given


def _shown(what: RenderableType, width: int = 80, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace")
    Console(file=stream, width=width, highlight=False).print(what)
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_summary_in_words(plan: Given) -> None:
    text = _shown(summary(*plan.parts))
    for wanted in ("已证最优", plan.stamp.run, "9.2521", "0.4440", "115.05", "预警", "超限", "正常", "批准 1 个，部分批准 1 个",
                   "P2（部分批准 49.95%）", "乙 2030 年碳排放 5.20 万吨CO2", "通过：共复核 42 项"):  # fmt: skip
        assert wanted in text
    assert not {"●", "▲", "■"} & set(text)


def test_an_unproved_plan_says_so_first(unproved: Given) -> None:
    assert "未证最优" in _shown(summary(*unproved.parts)).splitlines()[0]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_console(plan: Given, width: int) -> None:
    from optimizer.report.parts.sheet import cells

    assert max(cells(line) for line in _shown(summary(*plan.parts), width).splitlines()) <= width


def test_a_gbk_console(plan: Given) -> None:
    assert "盟市" in _shown(summary(*plan.parts), encoding="gbk")


def test_names_are_not_markup() -> None:
    """A project called [red]P1[/] shows its brackets; an unbalanced [/x] must not stop the program."""
    base = given()
    plan = given(projects=base.case.projects.replace({"project": {"P1": "[/x][red]P1"}}))
    approvals = base.allocation.approvals.replace({"project": {"P1": "[/x][red]P1"}})
    plan.allocation.approvals["project"] = approvals["project"]
    assert "[/x][red]P1" in _shown(summary(*plan.parts))


def test_issues_with_place_and_fix() -> None:
    issues = [
        Issue("b", "warning", Where("a.xlsx", "年度", "C3"), "1", "2", "核对", "量级可疑"),
        Issue("a", "error", Where("a.xlsx", "项目", "F12"), "1,2OO", "1200", "是否应为 1200", "[bold]不是数字"),
    ]
    lines = _shown(issues_table(issues), 100)
    assert lines.index("a.xlsx:项目!F12") < lines.index("a.xlsx:年度!C3")
    assert "[bold]不是数字" in lines and "是否应为 1200" in lines


def test_a_flood_of_issues_is_cut_with_a_count() -> None:
    issue = Issue("a", "error", Where("a.csv", "", "A1"), "", "", "改", "错")
    assert "另有 50 条" in _shown(issues_table([issue] * 250))


def test_failures() -> None:
    finding = Finding("intensity", "甲", 2030, "carbon", 120.5, 120.0)
    text = _shown(failures_table(Verification(False, 0.004, 10, (finding,))))
    for wanted in ("强度刚性平衡", "甲", "2030", "碳排放", "120.5", "0.5"):
        assert wanted in text
