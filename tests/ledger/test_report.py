"""The exported ledger: official headings, formulas that give the stored values, every entry in the change log."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.ledger import statement_of, write_statement
from optimizer.domain.ledger import Line
from tests.ledger.small import TWO_YEARS, booked, entry, opened
from tests.small import write_case

ENERGY = [
    "盟市", "年份", "期初余额", "能耗增量指标", "节能改造", "淘汰产能", "用能结构优化", "盘活沉淀", "自治区统筹", "调入", "调出",
    "新项目占用", "期末余额", "强度余量", "原料用能", "可再生能源", "单列", "刚性", "弹性",
]  # fmt: skip
CARBON = [
    "盟市", "年份", "基期排放", "排放增量指标", "节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇", "调入", "调出",
    "新项目占用", "预算总量", "强度目标", "强度", "强度余量", "总量余量", "增长支撑", "超额", "结转下年",
]  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    found = opened(write_case(folder / "case", **TWO_YEARS))  # type: ignore[arg-type]
    more = (entry(Line.GRANT, "3"), entry(Line.TRANSFER_OUT, "2.4", party="乙"), entry(Line.CORRECTION, "-0.5", 2027),
            entry(Line.RECTIFICATION, "1.5", 2027, subject="P1"))  # fmt: skip
    write_statement(booked(*found.entries, *more, of=found.book), folder / "a.xlsx", folder / "a.json")
    return folder


def _cells(folder: Path, sheet: str) -> list[list[object]]:
    book = openpyxl.load_workbook(folder / "a.xlsx")
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize(("sheet", "wanted"), [("用能预算台账", ENERGY), ("碳排放预算平衡表", CARBON)])
def test_the_headings_are_those_of_the_form(sheet: str, wanted: list[str], exported: Path) -> None:
    rows = _cells(exported, sheet)
    assert "建议格式" in str(rows[0][0])
    heads = [re.sub(r"\n.*", "", str(cell)) for row in rows[3:5] for cell in row if cell]
    assert [head for head in wanted if head not in heads] == []


def test_the_sheets_in_order(exported: Path) -> None:
    assert openpyxl.load_workbook(exported / "a.xlsx").sheetnames == [
        "用能预算台账", "碳排放预算平衡表", "用能预算台账（五年）", "碳排放预算平衡表（五年）", "整改清单", "变更记录",
    ]  # fmt: skip


def test_a_spreadsheet_computes_what_is_stored(exported: Path) -> None:
    """Every formula of every sheet, calculated anew, gives the value that was stored with it."""
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", exported / "again",
                    exported / "a.xlsx"], check=True, capture_output=True, timeout=180)  # fmt: skip
    stored = openpyxl.load_workbook(exported / "a.xlsx", data_only=True)
    again = openpyxl.load_workbook(exported / "again" / "a.xlsx", data_only=True)
    formulas = openpyxl.load_workbook(exported / "a.xlsx")
    count = 0
    for sheet in formulas:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            old, new = stored[sheet.title][cell.coordinate].value, again[sheet.title][cell.coordinate].value
            assert new == (pytest.approx(old, abs=1e-6) if isinstance(old, float | int) else old), cell.coordinate
            count += 1
    assert count > 100


def test_the_identity_is_a_formula(exported: Path) -> None:
    rows = _cells(exported, "用能预算台账")
    assert rows[5][15] == "=D6+E6-F6+G6+H6+I6+J6+K6+L6-M6-N6+O6"
    assert rows[7][3] == "=IF(P7>0,P7*1,P7)"


def test_every_entry_is_in_the_change_log(exported: Path) -> None:
    document = json.loads((exported / "a.json").read_text(encoding="utf-8"))
    entries = [e for v in document["vouchers"] for e in v["entries"]]
    numbers = [row[0] for row in _cells(exported, "变更记录")[4:] if isinstance(row[0], int)]
    assert numbers == [e["number"] for e in entries] == list(range(1, len(entries) + 1))


def test_the_json_says_what_the_balance_says(exported: Path) -> None:
    document = json.loads((exported / "a.json").read_text(encoding="utf-8"))
    row = next(r for r in document["annual"]["carbon"] if (r["region"], r["year"]) == ("甲", 2026))
    flows = row["flows"]
    signs = {"stock": -1, "transfer_out": -1, "occupation": -1, "listed": 0}
    assert row["closing"] == pytest.approx(row["opening"] + sum(signs.get(k, 1) * v for k, v in flows.items()))
    assert flows["reduction"] == pytest.approx(sum(row["reductions"].values()))
    assert (flows["grant"], flows["transfer_out"]) == (3, 2.4)
    assert [one["amount"] for one in document["rectifications"]] == [1.5]


def test_one_step_needs_no_second_table() -> None:
    from optimizer.report.ledger.workbook import ledger_tables

    found = booked(entry(Line.QUOTA, "3", 2027), entry(Line.TARGET, "4", 2027))
    assert [t.key for t in ledger_tables(statement_of(found))] == ["energy", "carbon", "entries"]
