"""L 46: who reviews a project: 1 000, 10 000 and 500 000 t of standard coal or of coal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.small import project, review

CASE = {"regions": ["R,,,,", "甲,R,2000,3000,6000"], "region_years": ["甲,2030,2400,3100,6200,"]}
LINES = [(999, 0), (1_000, 1), (9_999, 1), (10_000, 2), (499_999, 2), (500_000, 3)]


@pytest.mark.parametrize("column", ["energy_calorific", "coal"])
def test_row_46_the_boundaries(column: str, tmp_path: Path) -> None:
    """Amounts in t; energy of the coal rows is nothing."""
    rows = [project(f"P{t}", 1, 1, energy=t / 1e4 if column != "coal" else 0, **{column: t / 1e4}) for t, _ in LINES]
    found = review(tmp_path, rows, **CASE)
    assert [found[f"P{t}"].authority.level for t, _ in LINES] == [level for _, level in LINES]
