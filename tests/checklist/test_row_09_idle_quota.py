"""L 9: quota that is not used lapses after two years and is reclaimed; the redundancy gauge."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from optimizer.systems.ledger.reclaim import reclaims
from tests.ledger.test_reclaim import BOOKED, progress
from tests.rules.test_redundancy import CASE, USED, rules
from tests.small import solve


@pytest.mark.parametrize(("day", "freed"), [(15, 0), (16, 20)])
def test_row_09_a_lapse_at_two_years_frees_the_quota(day: int, freed: int) -> None:
    found = reclaims(BOOKED, [progress(None, dt.date(2026, 3, 15))], dt.date(2028, 3, day), Decimal(1))
    assert [r.amount for r in found] == [freed]


def test_row_09_the_redundancy_gauge(tmp_path: Path) -> None:
    """24 approved on a quota of 20."""
    run = solve(tmp_path, rules=rules(0.3), projects=[USED, "P,甲,24,0,0,5,,,,,50"], **CASE)
    (gauge,) = run.document["redundancy"]
    assert gauge["redundancy"] == pytest.approx(0.2)
