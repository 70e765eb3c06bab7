"""Whatever word, unit, encoding or row is put into a valid sample: an answer or issues, and no row is lost."""

from __future__ import annotations

import csv
import datetime
import io
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.errors import InputRejected
from optimizer.packs.load import load_pack
from optimizer.tables.actuals.actuals import read_actuals
from optimizer.tables.problems import Problems
from optimizer.tables.read import read_case, read_draft
from tests.monitor.small import CASE, write_actuals
from tests.small import write_case
from tests.tables.books import GOOD, LABELS, copy_good
from tests.tables.fuzzed import PACK, READERS, WORDS, content_of, exchanged, files_of, outcome, replace_content

LIMIT = datetime.timedelta(seconds=20)
"""A small sample is read in milliseconds; what takes so long hangs."""
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "15"))
"""Edits tried on each reader; thousands in a long run."""
EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(WORDS) | st.text(max_size=6)), min_size=1, max_size=3)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "latin-1")


@pytest.mark.parametrize("name", READERS)
def test_every_sample_is_well(name: str, tmp_path: Path) -> None:
    assert outcome(READERS[name], READERS[name].write(tmp_path)) is None


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=EXAMPLES, deadline=LIMIT)
@given(which=st.integers(0, 40), edits=EDITS, encoding=st.sampled_from(ENCODINGS))
def test_other_words_in_a_sample(name: str, which: int, edits: list[tuple[int, str]], encoding: str) -> None:
    """Cells, headers, units, keys and values exchanged, and the file in another encoding."""
    with tempfile.TemporaryDirectory() as folder:
        path = READERS[name].write(Path(folder))
        places = files_of(path)
        place = places[which % len(places)]
        data = content_of(path, place)
        for at, word in edits:
            data = exchanged(data, at, word)
        if not place[0].endswith((".xlsx", ".zip")):
            data = data.decode("utf-8").encode(encoding, "replace")
        replace_content(path, place, data)
        outcome(READERS[name], path)


def _rows(text: str) -> int:
    """Rows of a CSV below its heading that are neither blank nor sums nor notes."""
    body = list(csv.reader(io.StringIO(text)))[1:]
    return sum(any(cell.strip() for cell in row) and row[0] != "合计" and not row[0].startswith("注：") for row in body)


@settings(max_examples=60, deadline=LIMIT)
@given(
    name=st.sampled_from(sorted(LABELS)),
    edits=st.lists(st.tuples(st.integers(1, 30), st.integers(0, 20), st.sampled_from(["", "x", "-1", "1e999", "#REF!"]))),
    more=st.lists(st.sampled_from(["", ",,,", "合计,1", "注：见附表", "丁,2030", '"甲\n乙",1', "  ,"]), max_size=4),
)
def test_no_row_is_lost(name: str, edits: list[tuple[int, int, str]], more: list[str]) -> None:
    """Rows read = rows given − blank rows − sums − notes, right or wrong; right ones all stand in the case."""
    with tempfile.TemporaryDirectory() as folder:
        path = copy_good(Path(folder) / "case")
        rows = [line.split(",") for line in (path / f"{name}.csv").read_text(encoding="utf-8").splitlines()]
        for row, column, word in edits:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = word
        text = "\n".join([*map(",".join, rows), *more]) + "\n"
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
        given_rows = _rows(text)
        assert read_draft(path, Problems()).grids[name].count == given_rows
        try:
            case = read_case(path)
        except InputRejected as rejected:
            assert any(issue.severity == "error" for issue in rejected.issues)
        else:
            frame = case.table(name) if hasattr(case, "table") else getattr(case, name)
            assert (frame["original"].nunique() if name == "projects" else len(frame)) == given_rows


def test_a_version_of_many_digits_is_refused(tmp_path: Path) -> None:
    """5000 digits are more than Python turns into a number."""
    case = read_case(write_case(tmp_path / "case", **CASE))  # type: ignore[arg-type]
    path = write_actuals(tmp_path / "actuals", actuals=[f"甲,2026,1,{'9' * 5000},,45,90,,27,"])
    with pytest.raises(InputRejected) as rejected:
        read_actuals(path, case)
    assert [(i.code, i.where.cell) for i in rejected.value.issues] == [("actuals_bad_version", "D2")]


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000], ids=["digits", "nesting"])
def test_a_pack_that_python_cannot_parse_is_refused(value: str, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(PACK.replace("0.01", value), encoding="utf-8")
    with pytest.raises(InputRejected) as rejected:
        load_pack(str(tmp_path / "pack.toml"))
    assert [issue.code for issue in rejected.value.issues] == ["pack_bad_toml"]


def test_the_good_case_stands_whole() -> None:
    """The counting itself: the sample's rows are those of its files."""
    for name in LABELS:
        assert _rows((GOOD / f"{name}.csv").read_text(encoding="utf-8")) == read_draft(GOOD, Problems()).grids[name].count
