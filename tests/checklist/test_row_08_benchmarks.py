"""L 8: the ladder, the exit list, and shares by capacity (100 % at the baseline, 30 % at the advanced level)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.register.small import units


@pytest.mark.parametrize(("top", "met"), [(30, True), (29, False)])
def test_row_08_shares_go_by_capacity(top: int, met: bool, tmp_path: Path) -> None:
    """100 万t in three lines, one of them advanced: 30 of 100 is enough; by the number of lines it would be 1 of 3."""
    rows = [f"三厂,1号,水泥熟料,2026,{top},99", f"三厂,2号,水泥熟料,2026,{90 - top},110", "一厂,3号,水泥熟料,2026,10,117"]
    (shares,) = units(tmp_path, capacities=rows).registered.shares
    assert shares.advanced / shares.capacity == Fraction(top, 100)
    assert (shares.baseline_met, shares.advanced_met) == (True, met)


def test_row_08_below_the_baseline_is_on_the_exit_list(tmp_path: Path) -> None:
    found = units(tmp_path).registered
    assert [line.capacity.line for line in found.lines if line.rung == "below"] == ["3号"]
    assert found.shares[0].baseline_met is False
