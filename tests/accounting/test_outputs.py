"""The command, the workbook and the JSON of the accounts."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from optimizer.cli.main import cli
from tests.report.recalculate import differences, needs_office, recalculated

from .books import FEEDSTOCK, NONFOSSIL, POWER, PROVINCE, YEARS, write_book

BOOK = {
    "activity": ["甲,2025,烟煤,1000,万吨"], "process": ["甲,2025,水泥熟料,100", "甲,2025,合成氨,50"], "power": POWER,
    "nonfossil": NONFOSSIL, "province": PROVINCE, "years": YEARS, "feedstock": FEEDSTOCK,
    "enterprises": ["=厂一,甲,2025,10,500"], "green": ["乙,2025,10"],
}  # fmt: skip


def _run(tmp_path: Path, *options: str) -> tuple[dict[str, object], openpyxl.Workbook]:
    book = write_book(tmp_path / "台账", **BOOK)
    workbook, json_file = tmp_path / "核算.xlsx", tmp_path / "核算.json"
    arguments = ["account", str(book), "-o", str(workbook), "--json", str(json_file), *options]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert (result.exception, result.return_value) == (None, 0)
    return json.loads(json_file.read_text(encoding="utf-8")), openpyxl.load_workbook(workbook)


def test_json_and_workbook_say_the_same(tmp_path: Path) -> None:
    """甲: 1741.8 + 53.8 − 992.76 = 802.84; κ 0.364017; 18.10 %."""
    document, workbook = _run(tmp_path)
    regions = {one["region"]: one for one in document["regions"]}
    assert round(regions["甲"]["total"], 9) == 802.84
    assert document["closure"][0]["emission"] == 206.825
    assert round(document["nonfossil"][0]["kappa"], 6) == 0.364017
    assert round(document["reductions"][0]["deducted"], 4) == 0.1810
    assert workbook.sheetnames == [
        "碳核算汇总", "分品种排放", "电力净调入闭合", "外送抵扣影响", "企业汇总", "非化石电力", "能耗扣除与降低率",
        "绿电替代影响", "因子表", "提示",
    ]  # fmt: skip


def test_the_missing_factor_is_on_every_sheet_and_in_the_json(tmp_path: Path) -> None:
    document, workbook = _run(tmp_path)
    assert "account_no_factor" in [issue["code"] for issue in document["issues"]]
    for sheet in workbook:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert any("缺因子的品种没有计入合计" in text and "合成氨" in text for text in texts), sheet.title


def test_chi_reaches_the_accounts(tmp_path: Path) -> None:
    """χ = 0: 甲 has 1741.8 + 53.8 = 1795.6, nothing credited."""
    document, _ = _run(tmp_path, "--chi", "0")
    regions = {one["region"]: one for one in document["regions"]}
    assert regions["甲"]["total"] == 1795.6


@needs_office
def test_every_formula_gives_the_stored_value(tmp_path: Path) -> None:
    _run(tmp_path, "--chi", "0.5")
    path = tmp_path / "核算.xlsx"
    count, wrong = differences(path, recalculated(path, tmp_path))
    assert count > 15
    assert wrong == []


def test_a_workbook_is_read_like_a_folder(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "电力净调入"
    for row in [["地区", "年份", "化石电力调入（万千瓦时）", "化石电力调出（亿kWh）"], ["甲", 2025, 900000, 0]]:
        sheet.append(row)
    book.create_sheet("过程产物").append(["x"])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    refused = CliRunner().invoke(cli, ["account", str(path)], standalone_mode=False)
    assert [issue.code for issue in refused.exception.issues] == ["unknown_sheet"]
    del book["过程产物"]
    book.save(path)
    json_file = tmp_path / "核算.json"
    assert (
        CliRunner().invoke(cli, ["account", str(path), "--json", str(json_file)], standalone_mode=False).return_value
        == 0
    )
    assert json.loads(json_file.read_text(encoding="utf-8"))["regions"][0]["power"] == 744.57


def test_a_rejected_book_leaves_a_json_with_the_issues(tmp_path: Path) -> None:
    book = write_book(tmp_path / "台账", power=["甲,2025,1,", "甲,2025,1,1"])
    json_file = tmp_path / "核算.json"
    result = CliRunner().invoke(cli, ["account", str(book), "--json", str(json_file)], standalone_mode=False)
    assert result.exception.exit_code == 3
    issues = json.loads(json_file.read_text(encoding="utf-8"))["issues"]
    assert {issue["code"] for issue in issues} >= {"required_blank"}


def test_a_chi_outside_its_range_is_wrong_usage(tmp_path: Path) -> None:
    book = write_book(tmp_path / "台账", power=POWER)
    for chi in ("1.01", "-0.1", "half"):
        result = CliRunner().invoke(cli, ["account", str(book), "--chi", chi], standalone_mode=False)
        assert result.exception.exit_code == 2
