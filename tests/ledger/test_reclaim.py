"""Reclaiming idle quota: the lapse of two years, what is not used, and the line of 110 %."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from optimizer.domain.ledger import Line
from optimizer.domain.ledger_balance import ProjectProgress
from optimizer.systems.ledger.ledger import rectifications
from optimizer.systems.ledger.reclaim import lapse_day, reclaim_entries, reclaims
from optimizer.text.ledger import RECLAIM_BASIS
from tests.ledger.small import booked, entry

ON = dt.date(2028, 3, 16)
BOOKED = booked(entry(Line.OCCUPATION, "20", subject="P1"))


def progress(used: str | None = None, approved: dt.date | None = None, started: dt.date | None = None, year: int = 2027):
    return ProjectProgress("P1", year, approved, started, None, None if used is None else Decimal(used))


@pytest.mark.parametrize(
    ("on", "started", "amount"),
    [
        (dt.date(2028, 3, 16), None, 20), (dt.date(2028, 3, 15), None, 0),
        (dt.date(2028, 3, 16), dt.date(2028, 3, 15), 0), (dt.date(2028, 6, 1), dt.date(2028, 3, 16), 20),
    ],
)  # fmt: skip
def test_two_years_without_a_start_free_the_whole_quota(on: dt.date, started: dt.date | None, amount: int) -> None:
    """Approved 2026-03-15: the last day to start is 2028-03-15; the day after, all 20 come back."""
    found = reclaims(BOOKED, [progress(None, dt.date(2026, 3, 15), started)], on, Decimal(1))
    assert [(r.amount, r.kind) for r in found] == [(amount, "lapsed" if amount else "none")]


def test_a_leap_day_lapses_on_the_28th() -> None:
    assert lapse_day(dt.date(2028, 2, 29), 2) == dt.date(2030, 2, 28)


@pytest.mark.parametrize(("used", "rate", "amount", "kind"), [
    ("15", "1", "5", "idle"), ("15", "0.8", "4", "idle"), ("20", "1", "0", "none"), ("22", "1", "0", "none"),
    ("22.0000001", "1", "0", "overrun"), ("22.2", "1", "0", "overrun"),
])  # fmt: skip
def test_what_is_not_used_and_what_is_beyond(used: str, rate: str, amount: str, kind: str) -> None:
    """max(0, 20 − used)·σ; exactly 110 % (22) is not flagged, 111 % (22.2) is."""
    one = reclaims(BOOKED, [progress(used)], ON, Decimal(rate))[0]
    assert (one.amount, one.kind) == (Decimal(amount), kind)


def test_what_was_reclaimed_is_not_reclaimed_again_and_comes_back() -> None:
    """5 reclaimed at 15 used; again at 15: nothing; at 19: 4 go back, so that 1 stays reclaimed."""
    held = booked(entry(Line.OCCUPATION, "20", subject="P1"), entry(Line.RECLAIM, "5", subject="P1"))
    assert reclaims(held, [progress("15")], ON, Decimal(1))[0].amount == 0
    one = reclaims(held, [progress("19")], ON, Decimal(1))[0]
    assert (one.amount, one.kind) == (-4, "returned")


def test_years_follow_one_another() -> None:
    """One sheet with 2027 at 12 and 2028 at 16: 8 come back, then 4 return."""
    found = reclaims(BOOKED, [progress("16", year=2028), progress("12", year=2027)], ON, Decimal(1))
    assert [(r.year, r.amount) for r in found] == [(2027, 8), (2028, -4)]


def test_a_project_beyond_its_approval_is_listed_once() -> None:
    """111 % of 20: 2.2 over, opened on the day; the same sheet again opens nothing."""
    found = reclaims(BOOKED, [progress("22.2")], ON, Decimal(1))
    made = list(reclaim_entries(BOOKED, found, ON, RECLAIM_BASIS))
    assert [(e.line, e.amount, e.date) for e in made] == [(Line.RECTIFICATION, Decimal("2.2"), ON)]
    after = booked(*BOOKED.entries, *made)
    assert list(reclaim_entries(after, found, ON, RECLAIM_BASIS)) == []
    closing = entry(Line.RECTIFICATION, "-2.2", 2027, names=2, date=dt.date(2028, 9, 1))
    assert [r.closed for r in rectifications(booked(*after.entries, closing))] == [dt.date(2028, 9, 1)]
