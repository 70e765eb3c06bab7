"""The blank case: its own reader understands it, finds it empty and nothing else; nothing is ever overwritten."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from optimizer.errors import InputRejected, OutputRefused
from optimizer.tables.read import read_case
from optimizer.tables.scenario.schema import SCENARIOS
from optimizer.tables.schema import TABLES
from optimizer.tables.template import write_blank

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("name", "nameless"), [("空白.xlsx", "missing_setting"), ("空白", "bad_setting")])
def test_an_untouched_blank_says_only_what_is_empty(name: str, nameless: str, tmp_path: Path) -> None:
    target = tmp_path / name
    write_blank(target, "base")
    with pytest.raises(InputRejected) as caught:
        read_case(target)
    assert [issue.code for issue in caught.value.issues] == [nameless, "table_empty", "table_empty"]


def _fill(sheet: object, *rows: tuple[object, ...]) -> None:
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)  # type: ignore[attr-defined]


def test_a_filled_blank_is_a_case(tmp_path: Path) -> None:
    """The smallest case typed into the blank workbook: 甲 under 全区, one year; 18 in a % column is 0.18."""
    target = tmp_path / "填.xlsx"
    write_blank(target, "base")
    book = openpyxl.load_workbook(target)
    settings = {row[0].value: row[1] for row in book["测算设置"].iter_rows(min_row=2)}
    settings["name"].value, settings["years"].value = "小例", "2030"
    _fill(book["地区"], ("全区",), ("甲", "150000", "全区", 100, 200, 400))
    _fill(book["年度"], ("甲", 2030, 120, None, 210, 410))
    _fill(book["目标"], ("甲", "碳排放", 2030, 18))
    book.save(target)
    case = read_case(target)
    assert (case.name, case.model, case.base_year, case.years, case.approval) == (
        "小例",
        "base",
        2025,
        (2030,),
        "whole",
    )
    assert case.leaves == ("甲",) and case.root == "全区"
    assert case.targets["reduction"].tolist() == [pytest.approx(0.18)]
    assert case.regions["carbon_base"].iloc[1] == 400


def test_every_column_stands_with_unit_comment_and_choices(tmp_path: Path) -> None:
    target = tmp_path / "空白.xlsx"
    write_blank(target, "base")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["填写说明", "测算设置", *(table.label for table in (*TABLES, SCENARIOS))]
    for table in (*TABLES, SCENARIOS):
        sheet = book[table.label]
        assert [cell.value for cell in sheet[1]] == [column.header for column in table.columns]
        assert all(cell.comment is not None for cell in sheet[1])
        assert sheet.max_row == 1
        offered = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
        for column in table.columns:
            if column.choices:
                assert '"' + ",".join(choice.label for choice in column.choices) + '"' in offered


@pytest.mark.parametrize("name", ["有.xlsx", "有"])
def test_nothing_is_overwritten(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    write_blank(target, "base")
    before = {p: p.read_bytes() for p in [target, *tmp_path.rglob("*")] if p.is_file()}
    with pytest.raises(OutputRefused, match="已存在"):
        write_blank(target, "neimenggu")
    assert {p: p.read_bytes() for p in before} == before


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="xlsx"):
        write_blank(tmp_path / "a.csv", "base")
    assert list(tmp_path.iterdir()) == []


def _writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_dictionary", ROOT / "tools" / "write_dictionary.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_dictionary_page_is_fresh() -> None:
    """docs/数据字典.md is what the code says; run tools/write_dictionary.py after a change of the schema."""
    writer = _writer()
    assert writer.PAGE.read_text(encoding="utf-8") == writer.page()
