"""Whatever stands in the files, the reader answers with a case or with issues, never with another error."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.errors import InputRejected, WrongUsage
from optimizer.tables.locate import find_case
from optimizer.tables.numbers import Number, Wrong, parse_number
from optimizer.tables.read import read_case
from tests.tables.books import GOOD, LABELS, copy_good, edited, to_workbook

FILES = ["case.toml", "scenarios.toml", *(f"{name}.csv" for name in LABELS)]
ODD = st.sampled_from(
    ["", "-", "#REF!", "=1/0", "nan", "1e999", "-1", "9" * 400,
     "合计", "2030", "\x00", "\ud7ff", '"', ",", "18%", "甲市", "全区"]
)
CELLS = ODD | st.text(max_size=8) | st.floats(allow_nan=False).map(str)


def read_or_reject(path: Path) -> None:
    with contextlib.suppress(InputRejected):
        read_case(path)


@settings(max_examples=60, deadline=None)
@given(file=st.sampled_from(FILES), data=st.binary(max_size=300))
def test_random_bytes_in_a_file(file: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = copy_good(Path(folder) / "case")
        (case / file).write_bytes(data)
        read_or_reject(case)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(LABELS)), changes=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10), CELLS)))
def test_random_cells_in_a_table(name: str, changes: list[tuple[int, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = copy_good(Path(folder) / "case")
        rows = [line.split(",") for line in (case / f"{name}.csv").read_text().splitlines()]
        for row, column, text in changes:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        text = "\n".join(",".join(row) for row in rows)
        (case / f"{name}.csv").write_text(text, encoding="utf-8", errors="replace")
        read_or_reject(case)


@settings(max_examples=40, deadline=None)
@given(
    key=st.sampled_from(["name", "base_year", "years", "approval", "rules", "waive", "gdp_includes_candidates"]),
    value=st.sampled_from(["1", "-5", "true", '""', "[]", "[1, 'x']", "{ a = 1 }", "2025-01-01", "inf", "[[[[]]]]"]),
)
def test_settings_of_the_wrong_type(key: str, value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = copy_good(Path(folder) / "case")
        lines = (case / "case.toml").read_text().split("[rules]")[0].splitlines()
        kept = [line for line in lines if not line.startswith(key)]
        (case / "case.toml").write_text("\n".join([*kept, f"{key} = {value}"]))
        read_or_reject(case)


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, 10**6), data=st.binary(min_size=1, max_size=40))
def test_damaged_workbooks(at: int, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = to_workbook(GOOD, Path(folder) / "case.xlsx")
        content = bytearray(path.read_bytes())
        start = at % len(content)
        content[start : start + len(data)] = data
        path.write_bytes(bytes(content))
        read_or_reject(path)


@given(st.text(max_size=12) | ODD)
def test_every_text_is_a_finite_number_or_named_wrong(text: str) -> None:
    number = parse_number(text)
    assert isinstance(number, Wrong) or (isinstance(number, Number) and abs(number.value) < float("inf"))


def test_deep_nesting_and_null_paths(tmp_path: Path) -> None:
    case = copy_good(tmp_path / "case")
    (case / "scenarios.toml").write_text("a = " + "[" * 5000)
    with pytest.raises(InputRejected) as rejected:
        read_case(case)
    assert [issue.code for issue in rejected.value.issues] == ["toml_syntax"]
    with pytest.raises(InputRejected):
        read_case(Path("a\0b"))


def test_formulas_in_text_columns_stay_texts(tmp_path: Path) -> None:
    case = read_case(edited(tmp_path, lambda book: book["项目"].__setitem__("B2", "@SUM(1)")))
    assert case.projects["name"].iloc[0] == "@SUM(1)"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    case = copy_good(tmp_path / "case")
    (case / "totals.csv").chmod(0)
    with pytest.raises(InputRejected) as rejected:
        read_case(case)
    assert [issue.code for issue in rejected.value.issues] == ["file_unreadable"]


def test_case_is_found_by_path_or_refused(tmp_path: Path) -> None:
    assert find_case(str(GOOD)) == GOOD
    with pytest.raises(WrongUsage, match="没有这个路径"):
        find_case("no-such-case")
