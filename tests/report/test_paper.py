"""The annual budget plan before it has a look: sentences by hand, annexes from the workbook's tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain.issue import Where, make_issue
from optimizer.report.paper.paper import Paper
from optimizer.report.parts.printed import printed
from tests.report.plan import Given, given


@pytest.fixture(scope="module")
def paper(plan: Given) -> Paper:
    return plan.paper


def _text(paper: Paper) -> str:
    return "\n".join(text for section in paper.sections for text in section.paragraphs)


def test_the_seven_sections_of_the_plan(paper: Paper) -> None:
    assert [s.heading.split("、")[1][:2] for s in paper.sections] == ["总体", "目标", "收入", "支出", "平衡", "风险", "建议"]
    assert all(section.paragraphs for section in paper.sections)
    assert (paper.region, paper.title) == ("全区", "2029—2030年度双控预算方案")


@pytest.mark.parametrize("sentence", [
    "碳排放：基期180.00万吨CO2；不含新项目和减排措施的存量，2029年为188.00万吨CO2，2030年为191.60万吨CO2。",
    "2030年减排措施实施后，碳排放减少5.00万吨CO2，其中节能降碳5.00万吨CO2。另有存量碳汇0.10万吨CO2。",
    "共申报3个项目：批准1个，部分批准1个，不批1个。",
    "2030年新项目占用碳排放25.00万吨CO2，占用最多的依次为甲（20.00万吨CO2）、乙（5.00万吨CO2）。",
    "2030年全区碳排放预算230.25万吨CO2，其中盟市合计220.25万吨CO2、机动（含本级）10.00万吨CO2；"
    "预计用量211.60万吨CO2，预算余量18.65万吨CO2，使用率91.90%。预计用量按国家口径，未扣除生态碳汇0.10万吨CO2。"
    "规划期各年预算合计440.75万吨CO2。",
    "碳排放动用弹性超用1处（一个地区一年为一处），最大的为乙2030年5.20万吨CO2。",
    "批准项目目标价值9.9961亿元，减去措施成本0.3000亿元、弹性超用代价0.4440亿元，目标值为9.2521亿元",
    "所依据的数据中，估算4行、假设2行、",
    "未安排的项目1个：铁合金。",
])  # fmt: skip
def test_sentences_by_hand(paper: Paper, sentence: str) -> None:
    """base 95 + 55 + 30; stock 98 + 59 + 30 + 1 and 191.60; 211.60/230.25 = 91.90 %; 2 · budgets = 210.50 + 230.25;
    objective 9.99608 − 0.3 − 0.444; estimated: 丙, P3, two of M1; assumed: 乙 2030, P2."""
    assert sentence in _text(paper)


def test_every_figure_of_the_annexes_is_the_workbooks(plan: Given, paper: Paper) -> None:
    """The allocation annex prints the rounded plan, node by node and year by year."""
    annex = next(a for a in paper.annexes if a.label == "附表1")
    rows = annex.table.frame.set_index("region")
    for node in plan.rounded.nodes.query("quantity == 'carbon'").to_dict("records"):
        assert rows.loc[node["region"], f"y{node['year']}"] == node["budget"]
    assert [a.title for a in paper.annexes] == [
        "盟市年度碳排放预算分配表", "盟市年度用能预算分配表", "2030年盟市碳排放预算平衡情况表", "2030年盟市用能预算平衡情况表",
        "项目清单及影响评价表（一）项目清单", "项目清单及影响评价表（二）影响评价", "减排措施实施表", "约束说明表"]  # fmt: skip


def test_impact_indices_by_hand(paper: Paper) -> None:
    """P1 in 甲: controlled 2.5 − 0.3 − 0.2 = 2.0; a = 9, b = 50: n = (11/56)/(9/50) − 1 = 9.13 %; no energy target: no m."""
    frame = next(a for a in paper.annexes if a.label == "附表6").table.frame
    row = frame[frame["project"] == "P1"].iloc[0]
    assert printed(row["n"], "percent") == "9.13%"
    assert printed(row["m"], "percent") == printed(row["burden_energy"], "amount") == ""


def test_an_unproved_plan_says_so(unproved: Given) -> None:
    paper = unproved.paper
    assert "未证最优" in paper.mark and "未证最优" in _text(paper)
    assert paper.tiles[0].value == "未证最优"
    assert "取得最优性证明" in paper.sections[-1].paragraphs[-1]


def test_warnings_of_data_and_pack_are_counted_and_listed() -> None:
    stale = make_issue("pack_stale", Where("pack.toml"), read="2031", wanted="2026—2030", edition="十五五")
    paper = given(warnings=(stale,)).paper
    assert "数据和规则包提示1条" in _text(paper)
    assert ("数据提示", "pack.toml 2031 年不在规则包版本“十五五”的有效期（2026—2030）内") in paper.facts["三、数据"]


def test_a_case_without_projects_and_measures_has_no_empty_annex(plan: Given) -> None:
    case, none = plan.case, plan.case.projects.iloc[:0]
    bare = replace(case, projects=none, measures=case.measures.iloc[:0], ramp=case.ramp[:0])
    allocation = replace(
        plan.allocation, approvals=plan.allocation.approvals.iloc[:0], uptake=plan.allocation.uptake.iloc[:0],
        binding=plan.allocation.binding.iloc[:0],
    )  # fmt: skip
    paper = replace(plan, case=bare, allocation=allocation).paper
    assert len(paper.annexes) == 4
    assert "没有申报项目" in _text(paper) and "没有起约束作用的限额" in _text(paper)


@pytest.mark.parametrize(("value", "kind", "text"), [
    (1234.005, "amount", "1,234.01"), (-0.001, "amount", "0.00"), (float("nan"), "amount", ""), (0.99995, "percent", "100.00%"),
    (2030.0, "year", "2030"), (0.12345, "intensity", "0.1235"), ("a\x07\nb", "text", "a b"),
])  # fmt: skip
def test_printed_as_a_spreadsheet_prints(value: object, kind: str, text: str) -> None:
    assert printed(value, kind) == text  # type: ignore[arg-type]
