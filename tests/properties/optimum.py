"""The product's optimum of a case in memory, and how near two optima must be to count as the same."""

from __future__ import annotations

import csv
import math
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from tests.oracle.cases import make
from tests.oracle.files import CaseFiles
from tests.oracle.product import objective, solve

few = settings(max_examples=8, deadline=None, derandomize=True)
cases = st.integers(0, 100_000).map(make)
Units = dict[str, tuple[str, float]]


def optimum(case: CaseFiles, units: Units | None = None, shuffle: Random | None = None) -> float:
    """The proved optimum (亿元), minus infinity when there is no plan."""
    with tempfile.TemporaryDirectory() as folder:
        path = case.write(Path(folder) / "case", units)
        if shuffle:
            _shuffle(path, shuffle)
        found = objective(path)
    return -math.inf if found is None else found


def result(case: CaseFiles) -> dict[str, Any]:
    """The JSON result of the product."""
    with tempfile.TemporaryDirectory() as folder:
        return solve(case.write(Path(folder) / "case"))


def margin(case: CaseFiles, *optima: float) -> float:
    """A millionth of the objective, or of the largest sum of money in the case where that is more."""
    projects, measures = case.tables.get("projects", []), case.tables.get("measures", [])
    years = len(case.settings["years"])
    sums = [abs(p.get("value", p["value_added"] * years)) for p in projects] + [m["cost"] for m in measures]
    return 1e-6 * max([abs(z) for z in optima if math.isfinite(z)] + sums, default=0.0)


def same(case: CaseFiles, one: float, other: float) -> bool:
    """True when both optima are the same, or neither exists."""
    return one == other or abs(one - other) <= margin(case, one, other)


def _shuffle(path: Path, random: Random) -> None:
    """Put the rows and the columns of every table in another order."""
    for table in path.glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        order = random.sample(range(len(head)), len(head))
        random.shuffle(rows)
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row[j] for j in order] for row in (head, *rows)])
