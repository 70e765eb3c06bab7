"""The identity of the ledger: every line counts as it should, and it telescopes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain.ledger import LedgerEntry, Line
from optimizer.domain.ledger_balance import BalanceRow
from optimizer.systems.ledger.ledger import balance, carried
from tests.ledger.small import book, booked, entry, row

ONE_OF_EACH = (
    entry(Line.QUOTA, "30"), entry(Line.STOCK, "12"), entry(Line.REDUCTION, "5", category="节能降碳"),
    entry(Line.REDUCTION, "2", category="生态碳汇"), entry(Line.RECLAIM, "4"), entry(Line.GRANT, "6"),
    entry(Line.TRANSFER_IN, "3", party="乙"), entry(Line.TRANSFER_OUT, "1.2", party="乙"),
    entry(Line.OCCUPATION, "20", subject="P1"), entry(Line.CORRECTION, "-0.3"), entry(Line.LISTED, "99"),
)  # fmt: skip


def test_every_line_counts_once_and_memo_lines_do_not() -> None:
    """30 − 12 + 5 + 2 + 4 + 6 + 3 − 1.2 − 20 − 0.3 = 16.5; with the 99 listed it would be another number."""
    first = row(balance(booked(*ONE_OF_EACH), "carbon"), "甲", 2027)
    assert first.closing == Decimal("16.5")
    assert first.reductions == {"节能降碳": 5, "生态碳汇": 2}
    assert sum(first.reductions.values()) == first.flow(Line.REDUCTION)


def test_the_region_sums_flows_but_not_what_moves_between_its_leagues() -> None:
    """R without sinks (−2), grants and transfers (−6, −3, +1.2) and with its own quota 50 instead of 30:
    50 − 12 + 5 + 4 − 20 − 0.3 = 26.7."""
    rows = balance(booked(*ONE_OF_EACH, entry(Line.QUOTA, "50", region="R")), "carbon")
    assert row(rows, "R", 2027).closing == Decimal("26.7")


@pytest.mark.parametrize(("closing", "carry", "taken"), [("10", "1", "10"), ("10", "0.4", "4"), ("-10", "0.4", "-10")])
def test_a_surplus_is_carried_at_the_rate_and_a_deficit_whole(closing: str, carry: str, taken: str) -> None:
    assert carried(Decimal(closing), Decimal(carry)) == Decimal(taken)


def test_a_year_opens_with_what_was_carried() -> None:
    """2026: 10; carry 0.5: 2027 opens with 5 and closes with 5 + 1."""
    states = (entry(Line.TARGET, "4"), entry(Line.TARGET, "4", 2027))
    rows = balance(booked(*states, entry(Line.QUOTA, "10"), entry(Line.QUOTA, "1", 2027), of=book(carry="0.5")), "carbon")
    assert (row(rows, "甲", 2027).opening, row(rows, "甲", 2027).closing) == (5, 6)


def test_a_step_ends_where_there_is_a_target() -> None:
    """Only 2027 has a target: one row, the flows of 2026 in it."""
    rows = balance(booked(entry(Line.QUOTA, "10"), entry(Line.TARGET, "4", 2027)), "carbon")
    assert [(r.since, r.year, r.flow(Line.QUOTA)) for r in rows if r.region == "甲"] == [(2025, 2027, 10)]


def _states(**figures: str) -> BalanceRow:
    lines = {"target": Line.TARGET, "expected": Line.GDP_EXPECTED, "gdp": Line.GDP, "usage": Line.USAGE,
             "total": Line.TOTAL, "actual": Line.ACTUAL, "actual_gdp": Line.ACTUAL_GDP}  # fmt: skip
    entries = (entry(lines[name], value, 2027) for name, value in figures.items())
    return row(balance(booked(*entries), "carbon"), "甲", 2027)


def test_growth_backs_what_the_hard_balance_allows() -> None:
    """τ 2.46, G^exp 3900, G 3985, B 9700, E 9803.1: room 2.46·3985 − 9803.1 = 0; s = 103.1, growth backs up to
    2.46·85 = 209.1: all of it."""
    found = _states(target="2.46", expected="3900", gdp="3985", usage="9803.1", total="9700")
    assert (found.intensity_room, found.total_room) == (0, Decimal("-103.1"))
    assert (found.backed, found.unbacked) == (Decimal("103.1"), 0)


def test_quota_from_elsewhere_counts_in_both_balances() -> None:
    """τ 2, G 100, E 205, B 200: −5 in both; 3 granted, 4 in and 1.2 out leave 0.8 in both, and no overrun."""
    states = [entry(line, value, 2027) for line, value in (
        (Line.TARGET, "2"), (Line.GDP, "100"), (Line.USAGE, "205"), (Line.TOTAL, "200"), (Line.GRANT, "3"),
        (Line.TRANSFER_IN, "4"), (Line.TRANSFER_OUT, "1.2"))]  # fmt: skip
    found = row(balance(booked(*states), "carbon"), "甲", 2027)
    assert (found.intensity_room, found.total_room, found.unbacked) == (Decimal("0.8"), Decimal("0.8"), 0)


def test_what_growth_does_not_back_is_the_rest() -> None:
    """G 3910: growth backs 2.46·10 = 24.6 of 103.1, the rest 78.5 is not backed; below G^exp nothing is."""
    found = _states(target="2.46", expected="3900", gdp="3910", usage="9803.1", total="9700")
    assert (found.backed, found.unbacked) == (Decimal("24.6"), Decimal("78.5"))
    assert _states(target="2.46", expected="3900", gdp="3000", usage="9800", total="9700").backed == 0


def test_what_was_reported_stands_for_what_was_planned() -> None:
    found = _states(target="2", gdp="100", usage="150", total="180", actual="170", actual_gdp="80")
    assert (found.actual, found.intensity_room, found.total_room) == (True, -10, 10)
    assert not _states(target="2", gdp="100", usage="150", actual="170").actual


FIGURE = st.decimals(0, 5000, places=4)
SHARE = st.decimals(0, 1, places=3)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_it_telescopes(data: st.DataObject) -> None:
    """With carry = 1 and σ = 1: Bal_t = τ_t·G_t − E_t + net reserve and transfers, in every year, exactly.

    E_t = E⁰_t + Σ_p e_p·α_pt − Σ_m r_mt. The five-year ledger closes as the last year does.
    """
    years = tuple(range(2026, 2026 + data.draw(st.integers(1, 5))))
    stock, ceiling, moved = Decimal(400), Decimal(400), Decimal(0)
    used: dict[str, Decimal] = {}
    saved = Decimal(0)
    entries: list[LedgerEntry] = []
    expected: dict[int, Decimal] = {}
    projects = [(f"P{n}", data.draw(st.sampled_from(years)), data.draw(FIGURE)) for n in range(data.draw(st.integers(0, 3)))]
    for year in years:
        target, gdp, existing = data.draw(FIGURE), data.draw(FIGURE), data.draw(FIGURE)
        entries += [entry(Line.TARGET, target, year), entry(Line.QUOTA, target * gdp - ceiling, year),
                    entry(Line.STOCK, existing - stock, year)]  # fmt: skip
        ceiling, stock = target * gdp, existing
        cut = data.draw(FIGURE)
        entries.append(entry(Line.REDUCTION, cut - saved, year, category=data.draw(st.sampled_from(["节能降碳", "生态碳汇"]))))
        saved = cut
        for name, start, approved in projects:
            before = used.get(name, Decimal(0))
            now = approved * data.draw(SHARE) if year >= start else Decimal(0)
            if year == start:
                entries.append(entry(Line.OCCUPATION, approved, year, subject=name))
                entries.append(entry(Line.RECLAIM, approved - now, year, subject=name))
            elif year > start:
                entries.append(entry(Line.RECLAIM, before - now, year, subject=name))
            used[name] = now
        granted, given_away, ratio = data.draw(FIGURE), data.draw(FIGURE), data.draw(st.sampled_from(["1", "1.2", "1.5"]))
        entries += [entry(Line.GRANT, granted, year),
                    entry(Line.TRANSFER_OUT, given_away * Decimal(ratio), year, party="乙")]  # fmt: skip
        moved += granted - given_away * Decimal(ratio)
        expected[year] = ceiling - (stock + sum(used.values()) - saved) + moved
    found = booked(*entries, of=book(years))
    for year in years:
        assert row(balance(found, "carbon"), "甲", year).closing == expected[year]
    assert row(balance(found, "carbon", whole=True), "甲", years[-1]).closing == expected[years[-1]]


def test_the_figures_are_exact() -> None:
    """0.1 + 0.2 − 0.3 is nothing: decimals, not binary numbers."""
    found = booked(entry(Line.QUOTA, "0.1"), entry(Line.GRANT, "0.2"), entry(Line.OCCUPATION, "0.3"))
    assert Fraction(row(balance(found, "carbon"), "甲", 2027).closing) == 0
