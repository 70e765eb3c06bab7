"""What is written: sheets, formulas that LibreOffice computes alike, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from optimizer.app.monitor import write_monitored
from optimizer.cli.main import cli
from optimizer.errors import InputRejected
from tests.monitor.small import watch
from tests.report.recalculate import differences, needs_office, recalculated

TABLES = {
    "actuals": [
        *(f"甲,2026,{q},,核定,49,98,,27.5," for q in (1, 2, 3, 4)), "甲,2027,1,1,,52,108,,27,", "甲,2027,1,2,,53,108,,27,",
        "乙,2027,1,,,25,,,27,",
    ],
    "electricity": ["甲,2027,1,工业,14"], "electricity_base": ["甲,工业,2025,400,50"],
    "parks": ["一园,甲,2027,100,79.9"], "indicators": ["R,2027,石油消费总量,是"],
    "rectifications": ["甲,补报用能,2027,1,", "甲,关停一号窑,2026,4,整改中", "乙,核对电量,2026,3,已完成"],
}  # fmt: skip


def test_the_workbook_has_the_published_headings_and_every_version(tmp_path: Path) -> None:
    watched = watch(tmp_path, **TABLES)
    assert write_monitored(watched, tmp_path / "m.xlsx") == [tmp_path / "m.xlsx"]
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == [
        "晴雨表", "进度与预计", "会商名单", "窗口指导", "快报序列", "电碳模型", "综合评价", "计分", "园区达标", "整改清单", "预计回测",
    ]  # fmt: skip
    heads = [cell.value for cell in book["晴雨表"][4]]
    assert heads[:3] == ["地区", "能耗强度降低进度预警等级", "能耗总量预警等级"]
    used = [row[10].value for row in book["快报序列"].iter_rows(min_row=6, max_row=12)]
    assert sorted(used) == ["已修订，留存", *["采用"] * 6]


def test_overdue_rectifications_stand_first(tmp_path: Path) -> None:
    """At 2027Q1 what was due in 2026Q4 and is not done is overdue; what is due in the quarter itself is not."""
    write_monitored(watch(tmp_path, **TABLES), tmp_path / "m.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "m.xlsx")["整改清单"].iter_rows(min_row=5, max_row=7, values_only=True)
    assert [(row[1], row[3], row[4]) for row in rows] == [
        ("关停一号窑", "▲ 整改中", "■ 逾期"), ("补报用能", "■ 未整改", None), ("核对电量", "● 已完成", None)]  # fmt: skip


@needs_office
def test_the_formulas_say_what_is_stored(tmp_path: Path) -> None:
    write_monitored(watch(tmp_path, **TABLES), tmp_path / "m.xlsx")
    count, wrong = differences(tmp_path / "m.xlsx", recalculated(tmp_path / "m.xlsx", tmp_path))
    assert wrong == []
    assert count >= 10


def test_the_command_writes_both_and_says_who_is_called_in(tmp_path: Path) -> None:
    watch(tmp_path, **TABLES)
    out = tmp_path / "m.json"
    args = ["monitor", str(tmp_path / "case"), str(tmp_path / "actuals"), "--json", str(out), "--quarter", "2027q1"]
    done = CliRunner().invoke(cli, [*args, "--method", "completion"], standalone_mode=False)
    assert done.return_value == 0
    assert "会商名单" in done.output
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["ok"], document["quarter"], document["method"]) == (True, "2027Q1", "completion")
    assert document["parks"][0]["zero_carbon"] is False
    assert {c["region"] for c in document["calls"]} >= {"甲", "乙"}


def test_rejected_actuals_are_written_as_a_failure(tmp_path: Path) -> None:
    watch(tmp_path, **TABLES)
    (tmp_path / "actuals" / "actuals.csv").write_text("region,year,quarter\n丁,2026,1\n", encoding="utf-8")
    out = tmp_path / "m.json"
    args = ["monitor", str(tmp_path / "case"), str(tmp_path / "actuals"), "--json", str(out)]
    done = CliRunner().invoke(cli, args, standalone_mode=False)
    assert isinstance(done.exception, InputRejected)
    assert json.loads(out.read_text(encoding="utf-8"))["ok"] is False
