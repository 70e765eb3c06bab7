"""L 6: listed projects leave the league; 自治区单列 stays in the region (A.5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ONE, figure, solve


@pytest.mark.parametrize(("listing", "league", "region"), [("", 110, 110), ("自治区单列", 100, 110), ("国家单列", 100, 100)])
def test_row_06_who_is_charged(listing: str, league: float, region: float, tmp_path: Path) -> None:
    """甲 exists with 100 万tce, the project adds 10."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,50,100,200,"], projects=[f"P,甲,10,20,5,,,必上,{listing},"])
    assert figure(run, "甲", "energy", "usage") == pytest.approx(league)
    assert figure(run, "R", "energy", "usage") == pytest.approx(region)
