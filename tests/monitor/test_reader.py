"""Every problem of the actuals is said with its cell, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from optimizer.app.monitor import monitor_case
from optimizer.errors import InputRejected
from optimizer.text.issues import ACTUALS
from tests.monitor.small import CASE, HEADERS, watch, write_actuals
from tests.small import write_case

GOOD = "甲,2026,1,,,45,90,,27,"
BROKEN: dict[str, tuple[list[str], str]] = {
    "actuals_bad_version": (["甲,2026,1,一,,45,90,,27,"], "D2"),
    "actuals_year": (["甲,2028,1,,,45,90,,27,"], "B2"),
    "actuals_quarter_missing": ([GOOD, "甲,2026,3,,,45,90,,27,"], "C3"),
    "actuals_growth_without_base": ([GOOD, "乙,2027,1,,,45,90,,,5"], "J3"),
    "duplicate_key": ([GOOD, "甲,2026,一季度,1,,45,90,,27,"], "A3"),
    "unknown_region": ([GOOD, "丁,2026,1,,,45,90,,27,"], "A3"),
    "unknown_choice": (["甲,2026,5,,,45,90,,27,"], "C2"),
    "negative_quantity": (["甲,2026,1,,,-45,90,,27,"], "F2"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_it_is_found_at_its_cell(code: str, tmp_path: Path) -> None:
    rows, cell = BROKEN[code]
    with pytest.raises(InputRejected) as rejected:
        watch(tmp_path, actuals=rows)
    assert [(i.code, i.where.file, i.where.cell) for i in rejected.value.issues] == [(code, "actuals.csv", cell)]


def test_a_preliminary_version_after_a_final_one_is_a_warning(tmp_path: Path) -> None:
    watched = watch(tmp_path, actuals=["甲,2026,1,1,核定,45,90,,27,", "甲,2026,1,2,初步,46,90,,27,"])
    assert [(i.code, i.where.cell) for i in watched.warnings] == [("actuals_status_fell_back", "E3")]


def test_a_sector_without_a_coefficient_is_a_warning(tmp_path: Path) -> None:
    """A base of the same year does not count: k is that of the last full year before."""
    rows = {"electricity": ["甲,2026,1,工业,10"], "electricity_base": ["甲,工业,2026,400,50"]}
    watched = watch(tmp_path, actuals=[GOOD], **rows)
    assert [(i.code, i.where.cell) for i in watched.warnings] == [("actuals_sector_without_base", "D2")]
    assert watched.monitored.estimates[0].basis == "statistics"


def test_strangers_and_absent_files_are_told(tmp_path: Path) -> None:
    case = str(write_case(tmp_path / "case", **CASE))  # type: ignore[arg-type]
    folder = write_actuals(tmp_path / "actuals", actuals=[GOOD])
    (folder / "acutals.csv").write_text("x", encoding="utf-8")
    for path, codes in ((folder, ["unknown_file"]), (tmp_path / "none", ["actuals_not_found"])):
        with pytest.raises(InputRejected) as rejected:
            monitor_case(case, path)
        assert [i.code for i in rejected.value.issues] == codes


def test_every_code_of_the_actuals_is_tested() -> None:
    assert set(ACTUALS) - set(BROKEN) == {
        "actuals_status_fell_back", "actuals_not_found", "actuals_sector_without_base",
    }  # fmt: skip


def test_a_workbook_reads_as_the_folder_does(tmp_path: Path) -> None:
    folder = watch(tmp_path, actuals=[GOOD])
    book = openpyxl.Workbook()
    book.active.title = "实绩"
    for line in (HEADERS["actuals"], GOOD):
        book.active.append([float(c) if c.replace(".", "").isdigit() else c or None for c in line.split(",")])
    book.save(tmp_path / "a.xlsx")
    assert monitor_case(str(tmp_path / "case"), tmp_path / "a.xlsx").actuals == folder.actuals
