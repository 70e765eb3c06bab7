"""L 28: carbon budgets of two levels, five-year and annual: the annual path ends at the target (C.2–C.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.small import TWO_YEARS
from tests.small import figure, solve


def test_row_28_the_annual_path_ends_at_the_target(tmp_path: Path) -> None:
    """甲: base 400/100 = 4; 7 % by 2027, half of it by 2026: 3.86 and 3.72; what the leagues get is within the region."""
    run = solve(tmp_path, **TWO_YEARS)
    intensity = [figure(run, "甲", "carbon", "target_intensity", year) for year in (2026, 2027)]
    assert intensity == pytest.approx([4 * 0.965, 4 * 0.93])
    for year in (2026, 2027):
        leagues = sum(figure(run, region, "carbon", "budget", year) for region in ("甲", "乙"))
        assert leagues <= figure(run, "R", "carbon", "budget", year) + 1e-6
