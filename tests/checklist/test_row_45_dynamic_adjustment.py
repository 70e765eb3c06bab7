"""L 45: dynamic adjustment in mid-period: totals follow GDP beyond θ, what is committed stays (C.3)."""

from __future__ import annotations

import pytest

from optimizer.domain.ledger import Line
from optimizer.systems.ledger.adjust import adjustment, adjustment_entries
from tests.ledger.test_adjust import THETA, plan


@pytest.mark.parametrize(("reported", "moved"), [("123.6", False), ("123.7", True)])
def test_row_45_only_beyond_theta(reported: str, moved: bool) -> None:
    """120·1.03 = 123.6."""
    assert bool(adjustment(plan(reported), 2026, THETA).revisions) is moved


def test_row_45_committed_approvals_are_unchanged() -> None:
    before = plan("126")
    made = adjustment_entries(before, adjustment(before, 2026, THETA), "")
    assert made and {e.line for e in made} & {Line.OCCUPATION, Line.TARGET} == set()
