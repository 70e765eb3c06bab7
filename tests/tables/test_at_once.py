"""Large columns are read at once, cell by cell only where it matters: both ways come to the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.case import Origin
from optimizer.errors import InputRejected
from optimizer.tables.grid import empty_grid
from optimizer.tables.numbers import Number, parse_number
from optimizer.tables.problems import Problems
from optimizer.tables.ramps import _ramp, read_ramps
from optimizer.tables.read import read_case
from optimizer.tables.schema import table
from optimizer.tables.starts import with_later_starts
from tests.small import ONE, write_case

REGION = ["甲,2030,100,50,200,"]
NUMBERS = (
    "1",
    "0.5",
    "+2.",
    ".25",
    "1e2",
    "1E-3",
    "007",
    "1e00002",
    "-",
    "1.2.3",
    "1,000",
    " 3",
    "inf",
    "1_0",
    "３",
    "",
)


def project(cell: str) -> list[str]:
    """Return two projects, the second with this energy."""
    return ["A,甲,1.5,0,1,1,,,,", f'B,甲,"{cell}",0,1,1,,,,']


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_cell_beside_plain_ones_is_read_as_by_itself(cell: str, tmp_path: Path) -> None:
    """Whatever stands beside a plain number: the number that the cell alone means, or an issue at C3 and nowhere else."""
    folder = write_case(tmp_path / "c", regions=ONE, region_years=REGION, projects=project(cell))
    alone = parse_number(cell) if cell else None
    if isinstance(alone, Number):
        assert read_case(folder).projects["energy"].tolist() == [1.5, alone.value]
        return
    with pytest.raises(InputRejected) as found:
        read_case(folder)
    assert [issue.where.cell for issue in found.value.issues] == ["C3"]


WORDS = st.sampled_from(["0", "0.25", "1", "1.0", "1.5", "-1", "50%", "x", "1e999", "1e-1", "０.5"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.lists(WORDS, max_size=4), st.sampled_from(["", "2027", "2030"])), min_size=1, max_size=6))
def test_ramps_at_once_are_those_one_by_one(rows: list[tuple[list[str], str]]) -> None:
    """Every row has the shares that `_ramp` gives it alone; rows with a fault are marked and reported."""
    grid, years, problems = empty_grid(table("projects")), (2026, 2027, 2028), Problems()
    grid.count = len(rows)
    grid.texts["ramp"] = [" ".join(words) for words, _ in rows]
    for column in ("utilization", "start_year"):
        grid.numbers[column] = np.full(len(rows), np.nan)
    starts = [float(start) if start and int(start) <= years[-1] else np.nan for _, start in rows]
    grid.numbers["start_year"] = np.array(starts)
    grid.bad |= {name: np.zeros(len(rows), dtype=bool) for name in ("ramp", "start_year", "utilization")}
    found = read_ramps(grid, years, problems)
    for record, (words, _) in enumerate(rows):
        shares, fault = _ramp(" ".join(words), np.nan_to_num(starts[record]), years)
        assert found[record].tolist() == shares.tolist()
        assert grid.bad["ramp"][record] == (fault is not None and fault.fatal)
    faults = [_ramp(t, np.nan_to_num(s), years)[1] for t, s in zip(grid.texts["ramp"], starts, strict=True)]
    assert sum(fault is not None for fault in faults) == len(problems.listed())


def test_without_output_there_is_no_later_start() -> None:
    """A ramp of nothing has no share of output that a later start could keep: no choice to make, never 0/0."""
    grid = empty_grid(table("projects"))
    grid.origin, grid.count = Origin("projects.csv", "", {}, (2,)), 1
    grid.bad = {name: np.zeros(1, dtype=bool) for name in grid.bad}
    grid.texts = {name: ["P"] for name in grid.texts}
    grid.numbers = {name: np.array([2026.0 if name == "start_year" else 2027.0]) for name in grid.numbers}
    grid.numbers["value"] = np.array([5.0])
    grown, ramp, originals = with_later_starts(grid, np.zeros((1, 2)), (2026, 2027), Problems())
    assert grown.numbers["value"].tolist() == [5.0]
    assert ramp.tolist() == [[0.0, 0.0]]
    assert originals == ["P"]
