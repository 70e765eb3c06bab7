"""The comparison's workbook: sheets, live formulas that recalculate, colours that are not lights, a chart sheet."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.compare import write_comparison_files
from tests.report.recalculate import cells, differences, needs_office, recalculated
from tests.scenarios.builders import DEAR, compare, k_case, scenario
from tests.scenarios.test_compare import IMPOSSIBLE, TIGHT

SHEETS = ["情景对比表", "假设差异", "碳排放预算对比", "用能预算对比", "项目对比", "措施对比"]
HOSTILE = '=HYPERLINK("x")'


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = scenario("高价", DEAR) + scenario("收紧", TIGHT) + scenario("批准P3", IMPOSSIBLE)
    return k_case(tmp_path_factory.mktemp("book"), text + scenario(HOSTILE.replace('"', "'"), 'reject = ["P2"]'))


@pytest.fixture(scope="module")
def book(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "对比.xlsx"
    write_comparison_files(compare(case), path, None)
    return path


@pytest.fixture(scope="module")
def swept(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("swept") / "扫描.xlsx"
    wish = {"scenarios": ("高价",), "sweep": "targets.甲.carbon.2030=19:22:4"}
    write_comparison_files(compare(case, **wish), path, None)
    return path


@needs_office
def test_every_stored_value_is_what_libreoffice_computes(book: Path, tmp_path: Path) -> None:
    """Differences of figures, regions, projects, measures and assumptions: more than 100 formulas."""
    count, wrong = differences(book, recalculated(book, tmp_path))
    assert count > 100
    assert wrong == []


def test_sheets_and_the_overview(book: Path) -> None:
    assert openpyxl.load_workbook(book).sheetnames == SHEETS
    rows = {row[0]: row[2:] for row in cells(book, "情景对比表")[5:20]}
    assert rows["结论"][:6] == ["已证最优", "已证最优", "", "已证最优", "", "无可行方案"]
    assert rows["目标值"][3] == pytest.approx(148.98)
    assert rows["目标值"][4] == pytest.approx(-46.551)
    assert rows["目标值"][5:7] == ["", ""]
    notes = "\n".join(str(row[0]) for row in cells(book, "情景对比表")[19:])
    assert "“批准P3”无可行方案" in notes and "scenarios.toml" in notes


def test_a_side_without_a_plan_is_named_and_has_no_columns(book: Path) -> None:
    rows = cells(book, "碳排放预算对比")
    assert "批准P3" not in rows[3]
    assert any("没有方案可列的（无可行方案）：批准P3" in str(row[0]) for row in rows)


def test_names_are_text_never_formulas(book: Path) -> None:
    """The formulas are differences and words on them; a scenario's name is none, whatever it starts with."""
    for sheet in openpyxl.load_workbook(book):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or re.match(r"=(ROUND|IF)\(", str(cell.value))


def test_differences_are_blue_and_brown(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert "1F4E8C" in styles and "7F4A1E" in styles
    sheet = openpyxl.load_workbook(book)["情景对比表"]
    assert '"增 "' in sheet["E8"].number_format and '"减 "' in sheet["E8"].number_format


def test_the_sweep_has_a_table_and_a_chart_of_it(swept: Path) -> None:
    """19 % 192.4775, 20 % 148.98; from 21 % on no plan: the row says so, figures are blank.

    Without `dispBlanksAs` a blank is a gap in the line.
    """
    found = openpyxl.load_workbook(swept)
    assert found.sheetnames == [*SHEETS, "扫描", "扫描图"]
    assert [sheet.title for sheet in found.chartsheets] == ["扫描图"]
    rows = [row[:3] for row in cells(swept, "扫描")[4:8]]
    assert [row[:2] for row in rows] == [[19, "已证最优"], [20, "已证最优"], [21, "无可行方案"], [22, "无可行方案"]]
    assert [row[2] for row in rows] == [pytest.approx(192.4775), pytest.approx(148.98), "", ""]
    with zipfile.ZipFile(swept) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "<c:lineChart>" in chart and "dispBlanksAs" not in chart
    assert "'扫描'!$C$5:$C$8" in chart or "扫描!$C$5:$C$8" in chart


def test_a_sweep_of_the_base_alone_is_the_sweep_alone(tmp_path: Path) -> None:
    found = compare(k_case(tmp_path), sweep="targets.甲.carbon.2030=18:20:3")
    write_comparison_files(found, tmp_path / "s.xlsx", None)
    assert openpyxl.load_workbook(tmp_path / "s.xlsx").sheetnames == ["扫描", "扫描图"]
