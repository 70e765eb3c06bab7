"""L 14: league accounts of energy, processes and net fossil power close on the region (A.7)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.accounting.books import POWER, accounts_of


def test_row_14_closure(tmp_path: Path) -> None:
    found = accounts_of(tmp_path, regions=["全区,", "甲,全区", "乙,全区", "丙,全区"], power=[*POWER, "全区,2025,25,0"])
    assert sum(one.total for one in found.regions) == Fraction("206.825")
    assert found.closures[0].gap == 0
