"""Sheets of the further rules: there when a case asks for them, computed alike by LibreOffice, and verified again."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from optimizer.app.export import write_results
from optimizer.app.solve import Run, solve_case
from optimizer.app.verify import verify_result
from tests.report.recalculate import differences, needs_office, recalculated
from tests.small import write_case

YEARS = "#,coal（万吨标准煤）,energy_gross（万吨标准煤）,nonfossil（万吨标准煤）"
PROJECTS = "#,coal（万吨标准煤）,replacement_ratio（%）,latest_start,start_year"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """P waits until 2030 for the coal cap of 2029 and replaces 10 of carbon by M; N has only a total to keep."""
    return write_case(
        tmp_path / "case", years="2029, 2030", regions=["#,peak_year", "R,,,,,", "甲,R,100,200,400,2029"],
        region_years=[YEARS, *(f"甲,{y},200,100,{c},,80,120,20" for y, c in ((2029, 400), (2030, 380)))],
        targets=["甲,能耗,2030,10,"], projects=[PROJECTS, "P,甲,10,10,5,,,,,,10,100,2030,2029", "N,甲,1,0,1,,,,,,0,,,"],
        measures=["#,tradable", "M,甲,节能降碳,2030,0,12,0.1,,,是"], rules='redundancy = { mode = "report" }',
        controls=["甲,煤炭消费总量,2029,85,,", "甲,煤炭消费总量,2030,85,,仅报告", "R,非化石能源占比,2030,,10,"],
    )  # fmt: skip


@pytest.fixture
def book(case: Path, tmp_path: Path) -> tuple[Run, Path]:
    run = solve_case(str(case))
    path = tmp_path / "book.xlsx"
    write_results(run, path)
    return run, path


def _rows(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def test_the_sheets_say_what_the_rules_found(book: tuple[Run, Path]) -> None:
    run, path = book
    assert {p["project"]: p["approval"] for p in run.document["projects"]} == {"P": 0, "P@2030": 1, "N": 1}
    control = [row for row in _rows(path, "控制指标") if row[1] == "煤炭消费总量"]
    assert [(row[2], row[5], row[9]) for row in control] == [(2029, 80, "● 达到"), (2030, 90, "■ 未达")]
    source = next(row for row in _rows(path, "指标来源") if row[0] == "P@2030")
    assert source[5:10] == ["置换", "M", "", 2030, 10]
    assert any("甲 2029 年" in str(cell) for row in _rows(path, "碳排放预算分配表") for cell in row)
    assert any(row[0] == "甲" for row in _rows(path, "冗余度"))
    assert "缓批至 2030 年" in {cell for row in _rows(path, "项目清单") for cell in row}
    assert any("批准 2 个" in str(cell) for row in _rows(path, "封面与说明") for cell in row)


def test_the_workbook_is_verified_against_the_case(book: tuple[Run, Path], case: Path) -> None:
    """As written it holds; under a coal cap of 2030 that is hard the same workbook is refuted."""
    _, path = book
    assert verify_result(path, str(case)).verification.ok
    table = case / "controls.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("仅报告", "刚性"), encoding="utf-8")
    assert not verify_result(path, str(case)).verification.ok


@needs_office
def test_libreoffice_computes_the_same(book: tuple[Run, Path], tmp_path: Path) -> None:
    _, path = book
    count, wrong = differences(path, recalculated(path, tmp_path))
    assert count
    assert wrong == []
