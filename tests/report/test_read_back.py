"""Our own workbook read back: full precision; every kind of tampering has its name and its cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer.errors import InputRejected
from optimizer.report.plan.read_back import read_result
from tests.report.plan import Given


def test_what_was_written_is_read(workbook: Path, plan: Given) -> None:
    found = read_result(workbook, plan.case)
    assert found.approvals.equals(plan.allocation.approvals)
    assert found.uptake["share"].tolist() == plan.allocation.uptake["share"].tolist()
    given, again = (frame.set_index(["region", "year", "quantity"]) for frame in (plan.rounded.nodes, found.nodes))
    assert again.index.equals(given.index)
    for name in again:
        assert again[name].fillna(0.0).tolist() == given[name].fillna(0.0).tolist()
    assert found.nodes["budget"].isna().sum() == 4  # energy of 2029: no limit
    assert found.warnings == ()


def _edit(workbook: Path, tmp_path: Path, sheet: str, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(workbook, data_only=True)
    change(book[sheet])
    path = tmp_path / "edited.xlsx"
    book.save(path)
    return path


def _column(sheet: Any, label: str) -> int:
    return next(c.column for row in sheet["4:5"] for c in row if str(c.value).split("\n")[0] == label)


EDITS: dict[str, tuple[str, Callable[[Any], None], str]] = {
    "result_row_missing": ("项目清单", lambda s: s.delete_rows(7), ""),
    "result_row_unknown": ("项目清单", lambda s: s.cell(7, 2, "P9"), "B7"),
    "result_row_twice": ("项目清单", lambda s: s.cell(7, 2, "P1"), "B7"),
    "result_not_a_number": ("项目清单", lambda s: s.cell(7, _column(s, "批准比例"), "大约一半"), "T7"),
    "result_column_missing": ("碳排放预算平衡表", lambda s: s.cell(4, _column(s, "预算总量"), "预算"), ""),
}


@pytest.mark.parametrize("code", EDITS)
def test_tampering_is_named(code: str, workbook: Path, plan: Given, tmp_path: Path) -> None:
    sheet, change, cell = EDITS[code]
    path = _edit(workbook, tmp_path, sheet, change)
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    issue = next(issue for issue in caught.value.issues if issue.code == code)
    assert (issue.where.file, issue.where.sheet) == ("edited.xlsx", sheet)
    assert issue.where.cell == cell
    assert "{" not in issue.says + issue.hint


def test_other_data_is_a_warning(workbook: Path, plan: Given) -> None:
    found = read_result(workbook, replace(plan.case, checksum="cd" * 32))
    assert [(i.code, i.severity) for i in found.warnings] == [("result_other_case", "warning")]


def test_a_strangers_workbook(plan: Given, tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    assert [issue.code for issue in caught.value.issues] == ["result_not_ours"]


def test_the_mark_of_the_format_is_needed(workbook: Path, plan: Given, tmp_path: Path) -> None:
    path = _edit(workbook, tmp_path, "字典", lambda s: s.cell(1, 2, "other"))
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    assert [issue.code for issue in caught.value.issues] == ["result_not_ours"]


CONTENTS = {
    "result_not_found": None, "workbook_corrupt": b"PK\x03\x04 broken", "workbook_old_format": b"\xd0\xcf\x11\xe0" + bytes(9),
}  # fmt: skip


@pytest.mark.parametrize("code", CONTENTS)
def test_no_workbook_at_all(code: str, plan: Given, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    if (content := CONTENTS[code]) is not None:
        path.write_bytes(content)
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_a_name_longer_than_any_file_s_is_not_found(plan: Given, tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        read_result(tmp_path / ("9" * 400 + ".xlsx"), plan.case)
    assert [issue.code for issue in caught.value.issues] == ["result_not_found"]


def test_a_far_cell_is_refused_before_it_fills_the_memory(workbook: Path, plan: Given, tmp_path: Path) -> None:
    """XFD1048576 is the last cell of a sheet: 16,384 × 1,048,576 cells are some 17 thousand million."""
    path = _edit(workbook, tmp_path, "项目清单", lambda s: s.cell(1048576, 16384, "x"))
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    assert [(i.code, i.where.sheet) for i in caught.value.issues] == [("sheet_too_large", "项目清单")]


def test_an_error_in_a_cell_is_no_number(workbook: Path, plan: Given, tmp_path: Path) -> None:
    path = _edit(workbook, tmp_path, "项目清单", lambda s: s.cell(7, _column(s, "批准比例"), "#REF!"))
    with pytest.raises(InputRejected) as caught:
        read_result(path, plan.case)
    assert [(i.code, i.where.cell, i.read) for i in caught.value.issues] == [("result_not_a_number", "T7", "#REF!")]
