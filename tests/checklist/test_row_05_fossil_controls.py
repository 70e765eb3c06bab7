"""L 5: caps on coal and oil, a floor under the non-fossil share (A.6)."""

from __future__ import annotations

from pathlib import Path

from tests.rules.test_controls import BURNT, STOCK, P
from tests.small import ONE, approved, solve


def test_row_05_the_row_binds_when_the_cap_is_lowered(tmp_path: Path) -> None:
    """Coal 80 + 10: within 90 the burner comes in, within 89.99 it does not."""
    case = dict(regions=ONE, region_years=STOCK, projects=[BURNT, P])
    assert approved(solve(tmp_path / "1", controls=["甲,煤炭消费总量,2030,90,,"], **case)) == {"P"}
    assert approved(solve(tmp_path / "2", controls=["甲,煤炭消费总量,2030,89.99,,"], **case)) == set()


def test_row_05_the_share_of_non_fossil_energy(tmp_path: Path) -> None:
    """20 of 110 and of 120 with the project: 16.67 %."""
    case = dict(regions=ONE, region_years=STOCK, projects=[BURNT, P])
    assert approved(solve(tmp_path / "1", controls=["甲,非化石能源占比,2030,,16.6,刚性"], **case)) == {"P"}
    assert approved(solve(tmp_path / "2", controls=["甲,非化石能源占比,2030,,16.7,刚性"], **case)) == set()
