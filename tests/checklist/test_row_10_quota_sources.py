"""L 10: where the quota of a project comes from: sources at least ρ times the need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.test_replacement import MORE, ONE_YEAR, measures
from tests.small import solve


@pytest.mark.parametrize(("ratio", "given"), [(100, 10), (120, 12), (150, 15)])
def test_row_10_the_sources_cover_the_need(ratio: int, given: float, tmp_path: Path) -> None:
    """P adds 10 of carbon."""
    project = [MORE, f"P,甲,0,10,5,5,,,,,,{ratio},,"]
    run = solve(tmp_path, projects=project, measures=measures(given), **ONE_YEAR)
    sources = [s["amount"] for s in run.document["sources"] if s["project"] == "P" and s["measure"]]
    assert sum(sources) >= ratio / 100 * 10 - 1e-9
