"""Every scenario issue has one malformed scenario, which gives this code at this place and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.text.issues import SCENARIOS
from tests.scenarios.builders import issues, k_case, k_workbook, scenario

BROKEN = Path(__file__).parent / "broken"
SHEET: dict[str, tuple[list[list[object]], str]] = {
    "scenario_disagrees": (
        [["方案", "基于", "批准"], ["甲", None, "P1"], ["乙", "甲", "P2"], ["乙", "基准", "P4"], [None, "甲", "P6"]], "B4"
    ),
    "scenario_incomplete": ([["方案", "表", "地区", "列", "改为"], ["甲", "总量", "甲", None, 9700]], "B2"),
    "scenario_without_name": ([["方案", "批准"], [None, "P1"]], "A2"),
    "scenario_unknown_project": ([["方案", "批准"], ["甲", "P1、Q1"]], "A2"),
    "unknown_column": ([["方案", "批准", "批准人"], ["甲", "P1", "某"]], "C1"),
    "formula_as_text": ([["方案", "表", "编号", "列", "改为"], ["甲", "项目", "P1", "年碳排放", "'=1+1"]], "E2"),
}  # fmt: skip
"""Sheets of scenarios that are wrong, by code, and the cell."""


def test_every_code_has_a_broken_scenario_and_every_one_a_code() -> None:
    assert {path.stem for path in BROKEN.iterdir()} | {"scenario_disagrees"} == set(SCENARIOS)


@pytest.mark.parametrize("file", sorted(BROKEN.iterdir()), ids=lambda path: path.stem)
def test_a_broken_file_gives_its_code_at_its_line_and_nothing_else(file: Path, tmp_path: Path) -> None:
    """The first line of each file says where: `# 第3行`, with the severity when it is a warning."""
    text = file.read_text(encoding="utf-8")
    place, _, severity = text.splitlines()[0].removeprefix("# ").partition(" ")
    tomllib.loads(text)
    found = issues(k_case(tmp_path, text))
    where = "scenarios.toml" if place == "-" else f"scenarios.toml:{place}"
    assert [(i.code, i.severity, str(i.where)) for i in found] == [(file.stem, severity or "error", where)]
    assert all(issue.says and issue.hint and "None" not in issue.says + issue.hint for issue in found)
    assert "{" not in found[0].says


@pytest.mark.parametrize("code", SHEET)
def test_a_broken_sheet(code: str, tmp_path: Path) -> None:
    rows, cell = SHEET[code]
    found = issues(k_workbook(tmp_path, [[_cell(c) for c in row] for row in rows]))
    assert [(i.code, str(i.where)) for i in found] == [(code, f"k.xlsx:方案!{cell}")]


def _cell(value: object) -> object:
    return value[1:].replace("=", "＝", 1) if isinstance(value, str) and value.startswith("'") else value


@pytest.mark.parametrize(
    ("table", "where", "put", "code", "read"),
    [
        ("targets", 'region = "假"', "reduction = 20", "unknown_region", "假"),
        ("targets", 'region = "甲", quantity = "炭"', "reduction = 20", "unknown_choice", "炭"),
        ("targets", 'region = "甲", year = 2035', "reduction = 20", "year_outside_plan", "2035"),
        ("targets", 'region = "甲", year = "明年"', "reduction = 20", "bad_year", "明年"),
        ("targets", 'region = "甲"', "reduktion = 20", "unknown_column", "reduktion"),
        ("targets", 'regoin = "甲"', "reduction = 20", "unknown_column", "regoin"),
        ("targets", 'region = "甲"', 'reduction = "20 吨"', "unit_wrong_kind", "吨"),
        ("totals", 'region = "甲"', 'total = "9700 万顿"', "unit_unknown", "万顿"),
        ("totals", 'region = "甲"', 'total = "9700 万吨标准煤"', "amount_unit_mismatch", "能耗"),
        ("totals", 'region = "甲"', 'total = "97OO"', "letter_in_number", "97OO"),
        ("totals", 'region = "甲"', 'total = "九千"', "not_a_number", "九千"),
        ("totals", 'region = "甲"', 'total = "20 %"', "unit_wrong_kind", "%"),
        ("totals", 'region = "甲"', 'total = ""', "required_blank", ""),
        ("totals", 'region = "甲"', "total = -1", "negative_quantity", "-1"),
        ("totals", 'region = "甲"', "price_1 = 0.12", "price_order", "0.12"),
        ("totals", 'region = "甲"', 'mode = "软"', "unknown_choice", "软"),
        ("projects", 'project = "P1"', 'region = "全区"', "region_not_leaf", "全区"),
        ("projects", 'project = "P1"', 'region = "丁"', "unknown_region", "丁"),
        ("projects", 'project = "P1"', 'name = "煤", "状态（%）" = "必上"', "unit_not_wanted", "%"),
        ("measures", 'measure = "M1"', 'region = "丁"', "unknown_region", "丁"),
        ("rules", 'rule = "hand_dwon"', "reserve_share = 0.1", "rule_unknown", "hand_dwon"),
        ("rules", 'rule = "hand_down"', "reserve = 0.1", "rule_unknown", "reserve"),
        ("rules", 'rule = "hand_down"', 'reserve_share = "多"', "rule_bad_value", "多"),
    ],
)
def test_scenarios_pass_the_checks_of_input(
    table: str, where: str, put: str, code: str, read: str, tmp_path: Path
) -> None:
    """Whatever is wrong stands at the line of the change, not at the cell of the case."""
    body = f'changes = [{{ table = "{table}", where = {{ {where} }}, set = {{ {put} }} }}]'
    found = issues(k_case(tmp_path, scenario("改", body)))
    assert [i.code for i in found if i.severity == "error"] == [code]
    assert [(i.read, str(i.where)) for i in found if i.code == code] == [(read, "scenarios.toml:第3行")]


def test_what_a_change_lacks_is_missed_in_the_case(tmp_path: Path) -> None:
    """Feedstock without a product: the change is well, the cell of the case is empty (no such column: the row)."""
    body = 'changes = [{ table = "projects", where = { project = "P1" }, set = { feedstock = 10 } }]'
    found = issues(k_case(tmp_path, scenario("改", body)))
    assert [(i.code, i.read, str(i.where)) for i in found] == [("feedstock_without_product", "10", "projects.csv:A2")]


def test_a_reduction_outside_its_range(tmp_path: Path) -> None:
    body = 'changes = [{ table = "targets", where = { region = "甲" }, set = { reduction = "120 %" } }]'
    found = issues(k_case(tmp_path, scenario("改", body)))
    assert {(i.code, i.read, str(i.where)) for i in found} == {
        ("reduction_out_of_range", "120 %", "scenarios.toml:第3行")
    }  # fmt: skip


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    body = 'approve = ["P33"]\nchanges = [{ table = "totls", where = { region = "甲" }, set = { total = 9 } }]'
    hints = {i.code: i.hint for i in issues(k_case(tmp_path, scenario("改", body)))}
    assert "是否为“P3”" in hints["scenario_unknown_project"]
    assert "是否为“totals”" in hints["scenario_unknown_table"]


def test_a_checksum_that_still_holds_is_quiet(tmp_path: Path) -> None:
    """The first 12 digits of the case's checksum are enough; a change of any figure makes the scenario stale."""
    case = k_case(tmp_path)
    checksum = check_case(str(case)).case.checksum[:12]
    text = scenario("批准P4", f'approve = ["P4"]\ncase_checksum = "{checksum}"')
    (case / "scenarios.toml").write_text(text, encoding="utf-8")
    assert issues(case) == []
    totals = case / "totals.csv"
    totals.write_text(totals.read_text(encoding="utf-8").replace("9700", "9701"), encoding="utf-8")
    assert [(i.code, i.severity) for i in issues(case)] == [("scenario_stale", "warning")]
