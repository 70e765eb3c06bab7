"""L 2: the energy-use ledger per node and year: opening + in − out = closing (B.3)."""

from __future__ import annotations

from decimal import Decimal

from optimizer.systems.ledger.ledger import balance
from tests.ledger.small import booked, row
from tests.ledger.test_balance import ONE_OF_EACH


def test_row_02_the_identity() -> None:
    """30 − 12 + 5 + 2 + 4 + 6 + 3 − 1.2 − 20 − 0.3 = 16.5, exactly; listed energy is memo."""
    assert row(balance(booked(*ONE_OF_EACH), "carbon"), "甲", 2027).closing == Decimal("16.5")
