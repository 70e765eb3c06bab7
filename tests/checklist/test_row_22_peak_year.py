"""L 22: leagues peak in turn: after the peak year carbon does not rise."""

from __future__ import annotations

from pathlib import Path

from tests.rules.test_peak import STOCK, YEARS, regions
from tests.small import approved, solve


def test_row_22_the_row_is_active_after_the_peak(tmp_path: Path) -> None:
    """P lifts 2027 from 400 to 410: not after a peak in 2026, but in the peak year 2027 itself."""
    case = dict(years=YEARS, region_years=STOCK, projects=["P,甲,0,10,1,5,0 1 1,,,"])
    assert approved(solve(tmp_path / "1", regions=regions(2026), **case)) == set()
    assert approved(solve(tmp_path / "2", regions=regions(2027), **case)) == {"P"}
