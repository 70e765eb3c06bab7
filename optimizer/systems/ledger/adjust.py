"""Dynamic adjustment (动态调整, domain.md C.3): when GDP leaves its path by more than θ, totals follow; τ stays.

|G_actual/G^exp − 1| > θ: G^exp of that year and all later ones is scaled by G_actual/G^exp (growth rates kept), and
B = τ·G^exp with it; a total that was given is scaled alike, so that it stays as tight as it was. Parents follow the
sum of the leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.domain.ledger import Book, Booked, LedgerEntry, Line
from optimizer.domain.ledger_balance import ZERO, Adjustment, Revision
from optimizer.systems.ledger.ledger import ancestors, figures

Figures = dict[tuple[str, Quantity, int], dict[Line, Decimal]]


def adjustment(booked: Booked, year: int, theta: Decimal) -> Adjustment:
    """Return the adjustment that the reported GDP of a year calls for; exactly θ does not."""
    book, states = booked.book, states_of(booked)
    inner = {parent for _, parent in book.parents}
    deviations = []
    shift: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for region in (r for r in book.regions if r not in inner):
        now = states[region, "energy", year]
        if Line.ACTUAL_GDP not in now or not now.get(Line.GDP_EXPECTED):
            continue
        reported, expected = now[Line.ACTUAL_GDP], now[Line.GDP_EXPECTED]
        deviations.append((region, reported, expected, abs(reported / expected - 1)))
        if abs(reported - expected) > theta * expected:
            for later in (y for y in book.years if y >= year):
                before = states[region, "energy", later].get(Line.GDP_EXPECTED, ZERO)
                for node in (region, *ancestors(book, region)):
                    shift[node, later] += before * reported / expected - before
    revisions = tuple(_revisions(book, states, shift))
    return Adjustment(year, theta, tuple(deviations), revisions)


def states_of(booked: Booked) -> Figures:
    """Return the figures of every node, quantity and year."""
    mine: dict[tuple[str, Quantity, int], list[LedgerEntry]] = defaultdict(list)
    for entry in booked.entries:
        mine[entry.region, entry.quantity, entry.year].append(entry)
    return {
        (region, quantity, year): dict(figures(mine[region, quantity, year], year))
        for region in booked.book.regions for quantity in QUANTITIES for year in booked.book.years
    }  # fmt: skip


def _revisions(book: Book, states: Figures, shift: dict[tuple[str, int], Decimal]) -> Iterator[Revision]:
    for region in book.regions:
        for quantity in QUANTITIES:
            for year in book.years:
                now, change = states[region, quantity, year], shift.get((region, year), ZERO)
                if not change or Line.TARGET not in now:
                    continue
                gdp, target = now[Line.GDP_EXPECTED], now[Line.TARGET]
                total = now.get(Line.TOTAL, target * gdp)
                derived = total == target * gdp
                after = target * (gdp + change) if derived else total * (gdp + change) / gdp
                yield Revision(region, quantity, year, target, gdp, gdp + change, total, after)


def adjustment_entries(booked: Booked, found: Adjustment, basis: str) -> Iterator[LedgerEntry]:
    """Yield the entries: expected GDP and total to their new values, and the growth quota of each year with them."""
    told: dict[tuple[str, Quantity], Decimal] = {}
    for one in found.revisions:
        place = one.region, one.quantity
        change = one.target * (one.gdp_after - one.gdp_before)
        for line, amount in (
            (Line.GDP_EXPECTED, one.gdp_after - one.gdp_before), (Line.TOTAL, one.total_after - one.total_before),
            (Line.QUOTA, change - told.get(place, ZERO)),
        ):  # fmt: skip
            if amount:
                yield LedgerEntry(*place, one.year, line, amount, basis=basis)
        told[place] = change
    yield from _steps_without(booked, found, basis)


def _steps_without(booked: Booked, found: Adjustment, basis: str) -> Iterator[LedgerEntry]:
    """Yield the expected GDP of years without a target: they have no total, but growth-backing reads them."""
    revised = {(one.region, one.quantity, one.year) for one in found.revisions}
    ratios = {(one.region, one.year): one.gdp_after - one.gdp_before for one in found.revisions}
    for (region, quantity, year), now in states_of(booked).items():
        change = ratios.get((region, year), ZERO)
        if (region, quantity, year) not in revised and change and Line.GDP_EXPECTED in now:
            yield LedgerEntry(region, quantity, year, Line.GDP_EXPECTED, change, basis=basis)
