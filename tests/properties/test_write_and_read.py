"""What is written is read again: a case as CSV and as a workbook, and a result workbook with its decisions."""

from __future__ import annotations

import csv
import tempfile
import tomllib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given

from optimizer.app.export import write_results
from optimizer.app.solve import solve_case
from optimizer.report.plan.flows import flows_on
from optimizer.report.plan.read_back import read_result
from optimizer.tables.read import read_case
from optimizer.tables.schema import TABLES
from tests.oracle.files import CaseFiles
from tests.properties.optimum import cases, few


def _as_workbook(folder: Path, path: Path) -> Path:
    """The same case as one workbook: settings as dotted keys, figures as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "测算设置"
    settings = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    for key, value in _dotted(settings).items():
        sheet.append([key, " ".join(map(str, value)) if key == "years" else str(value) if isinstance(value, list) else value])
    labels = {table.name: table.label for table in TABLES}
    for file in folder.glob("*.csv"):
        sheet = book.create_sheet(labels[file.stem])
        with file.open(encoding="utf-8", newline="") as text:
            for row in csv.reader(text):
                sheet.append([_value(cell) for cell in row])
    book.save(path)
    return path


def _dotted(values: dict, above: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in values.items():
        found |= _dotted(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return found


def _value(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell or None


@few
@given(cases)
def test_a_folder_and_a_workbook_are_the_same_case(files: CaseFiles) -> None:
    """The checksum covers the settings, every table in canonical units and the ramps."""
    with tempfile.TemporaryDirectory() as folder:
        path = files.write(Path(folder) / "case")
        first, second = read_case(path), read_case(_as_workbook(path, Path(folder) / "case.xlsx"))
    assert second.projects.equals(first.projects)
    assert second.region_years.equals(first.region_years)
    assert second.rules == first.rules
    assert second.checksum == first.checksum


@few
@given(cases)
def test_a_result_is_read_as_it_was_written(files: CaseFiles) -> None:
    """Decisions to the 16 digits of a workbook's numbers, the balance tables as printed."""
    with tempfile.TemporaryDirectory() as folder:
        run = solve_case(str(files.write(Path(folder) / "case")))
        assume(run.plan is not None)
        assert run.plan is not None
        write_results(run, Path(folder) / "result.xlsx")
        found = read_result(Path(folder) / "result.xlsx", run.checked.case, flows_on(run.checked.policy))
    allocation = run.plan.allocation
    assert found.approvals["approval"].tolist() == pytest.approx(allocation.approvals["approval"].tolist(), rel=1e-15, abs=0)
    assert found.uptake["share"].tolist() == pytest.approx(allocation.uptake["share"].tolist(), rel=1e-15, abs=0)
    keys = ["region", "year", "quantity"]
    printed, again = run.plan.rounded.nodes.set_index(keys), found.nodes.set_index(keys)
    assert again.fillna(0.0).equals(printed.loc[again.index, list(again)].fillna(0.0))
