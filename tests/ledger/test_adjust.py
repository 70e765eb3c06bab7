"""Dynamic adjustment: the line of θ, totals that follow GDP, targets and the identity that stay."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from optimizer.domain.ledger import Booked, LedgerEntry, Line
from optimizer.systems.ledger.adjust import adjustment, adjustment_entries
from optimizer.systems.ledger.ledger import balance
from tests.ledger.small import booked, entry, row

THETA = Decimal("0.03")


def plan(reported: str, total: str = "480") -> Booked:
    """τ 4 then 3.9, G^exp 120 then 130 in 甲 (quota 480 − 400, then 507 − 480), and the same GDP in R; τ_R 5."""
    both = ("energy", "carbon")
    made: list[LedgerEntry] = []
    for region, first, second in (("甲", "4", "3.9"), ("R", "5", "5")):
        made += [entry(Line.TARGET, first, 2026, region), entry(Line.TARGET, second, 2027, region)]
        made += [dataclasses.replace(entry(Line.GDP_EXPECTED, g, y, region), quantity=q)
                 for q in both for y, g in ((2026, "120"), (2027, "130"))]  # fmt: skip
    made += [entry(Line.TOTAL, total), entry(Line.TOTAL, "507", 2027), entry(Line.QUOTA, "80"), entry(Line.QUOTA, "27", 2027)]
    made += [dataclasses.replace(entry(Line.ACTUAL_GDP, reported), quantity=q) for q in both]
    return booked(*made)


@pytest.mark.parametrize(("reported", "moved"), [("123.6", False), ("123.7", True), ("116.4", False), ("116.3", True)])
def test_exactly_theta_does_not_trigger(reported: str, moved: bool) -> None:
    """120·1.03 = 123.6 and 120·0.97 = 116.4 lie on the line."""
    assert bool(adjustment(plan(reported), 2026, THETA).revisions) is moved


def test_totals_follow_and_targets_stay() -> None:
    """126/120 = 1.05: G^exp 126 and 136.5; B = 4·126 = 504 and 3.9·136.5 = 532.35; R's own: 5·126 and 5·136.5."""
    found = {(r.region, r.year): (r.gdp_after, r.total_before, r.total_after) for r in adjustment(plan("126"), 2026, THETA).revisions}
    assert found == {
        ("甲", 2026): (126, 480, 504), ("甲", 2027): (Decimal("136.5"), 507, Decimal("532.35")),
        ("R", 2026): (126, 600, 630), ("R", 2027): (Decimal("136.5"), 650, Decimal("682.5")),
    }  # fmt: skip


def test_a_total_that_was_given_stays_as_tight() -> None:
    """Given 470 instead of 480: 470·1.05 = 493.5."""
    first = adjustment(plan("126", "470"), 2026, THETA).revisions
    assert next(r.total_after for r in first if (r.region, r.year) == ("甲", 2026)) == Decimal("493.5")


def test_the_quota_follows_and_telescopes() -> None:
    """2026: +24 (104); 2027: 532.35 − 504 = 28.35; the balance is τ·G^exp − 400 again: 104, 132.35."""
    before = plan("126")
    made = adjustment_entries(before, adjustment(before, 2026, THETA), "")
    rows = balance(booked(*before.entries, *made), "carbon")
    assert [row(rows, "甲", y).flow(Line.QUOTA) for y in (2026, 2027)] == [104, Decimal("28.35")]
    assert [row(rows, "甲", y).closing for y in (2026, 2027)] == [104, Decimal("132.35")]
    assert row(rows, "甲", 2027).figures[Line.TOTAL] == Decimal("532.35")


def test_once_adjusted_nothing_is_left_to_adjust() -> None:
    before = plan("126")
    after = booked(*before.entries, *adjustment_entries(before, adjustment(before, 2026, THETA), ""))
    assert adjustment(after, 2026, THETA).revisions == ()
