"""The workbook as an officer sees it: sheets, marks, print set-up, hostile text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from optimizer.domain.issue import Where, make_issue
from optimizer.report.plan.workbook import write_workbook
from tests.report.plan import Given, given, make_plan
from tests.report.recalculate import cells

SHEETS = ["封面与说明", "碳排放预算分配表", "用能预算分配表", "碳排放预算平衡表", "用能预算平衡表", "项目清单", "减排措施表",
          "约束与边际值", "校验", "字典"]  # fmt: skip
HOSTILE = ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "<r>富文本</r>", "换\n行\x07\u202e", "长" * 3000, "{=1}"]


def test_sheets_in_order_and_the_dictionary_hidden(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == SHEETS
    assert [s.title for s in book if s.sheet_state == "hidden"] == ["字典"]


def test_allocation_table_by_hand(workbook: Path) -> None:
    """2030: 115.05 + 65.20 + 40.00 = 220.25; 230.25 − 220.25 = 10.00; two years of 甲: 99.00 + 115.05 = 214.05."""
    rows = {row[1]: row[2:5] for row in cells(workbook, "碳排放预算分配表")[4:10]}
    assert rows["甲"] == [99.0, 115.05, 214.05]
    assert rows["盟市合计"] == [200.5, 220.25, 420.75]
    assert rows["机动（含本级）"] == [10.0, 10.0, 20.0]
    assert rows["全区"] == [210.5, 230.25, 440.75]


def test_headings_of_the_carbon_balance(workbook: Path) -> None:
    """Every heading of domain.md I stands in the sheet, in its order; those that no rule fills are named below it."""
    rows = cells(workbook, "碳排放预算平衡表")
    heads = [str(low or top).split("\n")[0] for top, low in zip(rows[3], rows[4], strict=True)]
    wanted = ["盟市", "年份", "基期排放", "增量指标", "节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇", "调入", "调出",
              "新项目占用", "预算总量", "国家口径", "考核口径", "强度目标", "预计强度", "强度余量", "总量余量", "增长支撑", "超额",
              "结转"]  # fmt: skip
    places = [heads.index(head) for head in wanted]
    assert places == sorted(places)
    assert any("未填列" in str(row[0]) and "调入、调出、结转" in str(row[0]) for row in rows)


def test_projects_and_advice(workbook: Path) -> None:
    rows = cells(workbook, "项目清单")
    head = [str(low or top).split("\n")[0] for top, low in zip(rows[3], rows[4], strict=True)]
    advice = {row[1]: (row[head.index("批准比例")], row[head.index("建议")]) for row in rows[5:8]}
    assert advice == {"P1": (1.0, "批准"), "P2": (0.49951, "部分批准 49.95%"), "P3": (0.0, "不批")}


def test_cover_says_what_was_run(workbook: Path, plan: Given) -> None:
    text = "\n".join("|".join(map(str, row)) for row in cells(workbook, "封面与说明"))
    for wanted in ("已证最优", "9.25208", plan.stamp.run, "ab" * 32, "negative_quantity：理论算例，非实际项目", "共复核 42 项",
                   "年度：公布 7 行，估算 0 行，假设 1 行，未注明 0 行", "total.derive）＝否", "制表：", "pyomo"):  # fmt: skip
        assert wanted in text


def test_warnings_of_data_and_pack_stand_on_the_cover(plan: Given, tmp_path: Path) -> None:
    """Thirteen warnings: twelve are named, the last line counts the rest."""
    stale = make_issue("pack_stale", Where("pack.toml"), read="2031", wanted="2026—2030", edition="十五五")
    path = tmp_path / "warned.xlsx"
    write_workbook(path, *plan.parts, [stale] * 13)
    rows = [row[:2] for row in cells(path, "封面与说明")]
    start = next(n for n, row in enumerate(rows) if row[0] == "数据提示")
    said = [str(row[1]) for row in rows[start : start + 13]]
    assert said[0] == "pack.toml 2031 年不在规则包版本“十五五”的有效期（2026—2030）内"
    assert said[11] == said[0] and "另有 1 条" in said[12]


def test_the_parts_of_the_objective_on_the_cover(workbook: Path) -> None:
    """9.99608 − 0.3 − 0.444 = 9.25208, with 0.02·1.80 + 0.12·3.40 = 0.444."""
    found = {row[0]: row[1] for row in cells(workbook, "封面与说明")}
    parts = [found[f"{name}（亿元）"] for name in ("其中：批准项目价值", "减：措施成本", "减：弹性超用代价", "目标值")]
    assert parts == pytest.approx([9.99608, 0.3, 0.444, 9.25208], abs=1e-12)


def test_an_unproved_plan_says_so_on_every_sheet(unproved: Given, tmp_path: Path) -> None:
    path = tmp_path / "unproved.xlsx"
    write_workbook(path, *unproved.exported)
    for sheet in SHEETS[:-1]:
        line = str(cells(path, sheet)[1][0])
        assert "未证最优" in line
        assert "0.2500 亿元" in line


def test_a_proved_plan_does_not(workbook: Path) -> None:
    assert not any("未证最优" in str(cells(workbook, sheet)[1][0]) for sheet in SHEETS[:-1])


def test_print_setup(workbook: Path, plan: Given) -> None:
    """Landscape, one page wide, header rows repeated, panes frozen, footer with run, page and static date."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets[1:-1]:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows.startswith("$4")
        assert sheet.freeze_panes is not None
        assert plan.stamp.run in sheet.oddFooter.left.text
        assert "2026年3月1日" in sheet.oddFooter.right.text
        assert sheet.oddFooter.right.size == 8
    assert {s.title: s.page_setup.paperSize for s in book.worksheets[1:6]} == {
        "碳排放预算分配表": 9, "用能预算分配表": 9, "碳排放预算平衡表": 8, "用能预算平衡表": 8, "项目清单": 8,
    }  # fmt: skip


def test_assumed_rows_are_italic(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["碳排放预算平衡表"]
    italic = {(row[0].value, row[1].value): row[5].font.italic for row in sheet.iter_rows(min_row=6, max_row=11)}
    assert italic[("乙", 2030)] and not italic[("乙", 2029)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, tmp_path: Path) -> None:
    """A name that looks like a formula, markup or control codes is written as a plain string everywhere."""
    base = given()
    projects = base.case.projects.assign(name=text, sector=text, source=text)
    hostile = given(name=text, projects=projects, waive={"negative_quantity": text})
    allocation, rounded = make_plan(hostile.case, hostile.allocation.outcome)
    path = tmp_path / "hostile.xlsx"
    stamp = replace(hostile.stamp, case=text)
    write_workbook(path, hostile.case, hostile.policy, allocation, rounded, hostile.verification, stamp, ())
    sheet = openpyxl.load_workbook(path)["项目清单"]
    for column in (3, 5):
        cell = sheet.cell(6, column)
        assert cell.data_type == "s"
        assert len(str(cell.value)) <= 1000
        assert not {"\x07", "\u202e", "\n"} & set(str(cell.value))
    for title in SHEETS[:-1]:
        assert openpyxl.load_workbook(path)[title]["A2"].data_type == "s"
    with zipfile.ZipFile(path) as archive:
        assert b"http://x</f>" not in b"".join(archive.read(n) for n in archive.namelist() if "sheet" in n)


def test_region_names_that_are_wildcards_do_not_mix_figures(tmp_path: Path) -> None:
    """Sums go by node numbers, so a league called * or >0 gets its own budget and no other."""
    base = given()
    renamed = {"甲": "*", "乙": ">0", "丙": "?"}
    case = replace(
        base.case, regions=base.case.regions.replace({"region": renamed}),
        **{n: getattr(base.case, n).replace({"region": renamed}) for n in
           ("region_years", "targets", "totals", "projects", "measures")})  # fmt: skip
    allocation = replace(base.allocation, nodes=base.allocation.nodes.replace({"region": renamed}))
    rounded = replace(base.rounded, nodes=base.rounded.nodes.replace({"region": renamed}))
    path = tmp_path / "wild.xlsx"
    write_workbook(path, case, base.policy, allocation, rounded, base.verification, base.stamp, ())
    formulas = openpyxl.load_workbook(path)["碳排放预算分配表"]
    assert "SUMIFS" in formulas["C5"].value and "*" not in formulas["C5"].value
    assert cells(path, "碳排放预算分配表")[4][:3] == [1.0, "*", 99.0]
