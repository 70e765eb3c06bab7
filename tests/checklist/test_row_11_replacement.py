"""L 11: replacement by ratio and date: what is delivered after the start is no source (B.5)."""

from __future__ import annotations

from pathlib import Path

from tests.rules.test_replacement import MORE, YEARS, measures
from tests.small import approved, solve


def test_row_11_a_source_that_comes_too_late_is_rejected(tmp_path: Path) -> None:
    """M delivers nothing in 2029 and 20 in 2030; P needs 10 from its start."""
    for start, comes in ((2029, set()), (2030, {"P"})):
        project = [MORE, f"P,甲,0,10,5,5,,,,,,100,{start},"]
        run = solve(tmp_path / str(start), projects=project, measures=measures(0, 20), **YEARS)
        assert approved(run) == comes
