"""L 25: targets of state-owned groups; the groups and the rest are the register."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.register.small import units


def test_row_25_the_sum_of_groups_ties_to_the_register(tmp_path: Path) -> None:
    found = units(tmp_path)
    reports = [r for r in found.register.years.values() if r.year == 2026]
    assert sum(g.carbon for g in found.registered.groups) == sum(r.carbon or 0 for r in reports)
    assert sum(g.energy for g in found.registered.groups) == sum(r.energy or 0 for r in reports)
    assert found.registered.groups[0].left("carbon") == Fraction("-0.6")
