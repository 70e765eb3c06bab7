"""Reclaim idle quota (盘活沉淀指标, domain.md B.4): lapsed approvals whole, what is not used at the officer's rate.

Rec_p = e_approved when construction has not started within the years of the law; else max(0, e_approved − e_used)·σ.
What is booked is the change against what was reclaimed before, so proposing twice books nothing twice, and a project
that grows into its approval takes its quota back.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.domain.ledger import Book, Booked, LedgerEntry, Line
from optimizer.domain.ledger_balance import ZERO, ProjectProgress, Reclaim, ReclaimKind


def reclaims(
    booked: Booked, progress: Iterable[ProjectProgress], on: dt.date, rate: Decimal
) -> tuple[Reclaim, ...]:
    """Return what may be reclaimed or is used beyond approval, one record a project, quantity and year reported.

    rate: σ, share of the unused part that the officer reclaims. The book says after how many years an approval lapses
    and what is allowed above the approved value (exactly so much is not flagged).
    """
    found = []
    approved, done = held(booked, Line.OCCUPATION), held(booked, Line.RECLAIM)
    region = {(e.subject, e.quantity): e.region for e in booked.entries if e.line is Line.OCCUPATION}
    for one in sorted(progress, key=lambda p: p.year):
        for quantity in QUANTITIES:
            key = one.project, quantity
            if approved.get(key):
                before = done.get(key, ZERO)
                reclaim = _judge(one, quantity, (region[key], approved[key], before), on, rate, booked.book)
                done[key] = before + reclaim.amount
                found.append(reclaim)
    return tuple(found)


def _judge(
    one: ProjectProgress, quantity: Quantity, stand: tuple[str, Decimal, Decimal], on: dt.date, rate: Decimal,
    book: Book,
) -> Reclaim:  # fmt: skip
    region, approved, before = stand
    used, limit = one.used(quantity), lapse_day(one.approved_on, book.lapse_years)
    lapsed = limit is not None and on > limit and (one.started_on is None or one.started_on > limit)
    kind: ReclaimKind
    if lapsed:
        amount, kind = approved - before, "lapsed"
    elif used is None:
        amount, kind = ZERO, "none"
    elif used > approved * (1 + book.overrun):
        amount, kind = -before, "overrun"
    else:
        amount = max(ZERO, approved - used) * rate - before
        kind = "idle" if amount > 0 else "returned" if amount < 0 else "none"
    return Reclaim(one.project, region, quantity, one.year, kind, approved, used, before, amount,
                   limit if lapsed else None)  # fmt: skip


def lapse_day(approved_on: dt.date | None, years: int) -> dt.date | None:
    """Return the last day on which construction may start: the same day `years` later (29 February: the 28th)."""
    if approved_on is None:
        return None
    year = approved_on.year + years
    return approved_on.replace(year=year, day=min(approved_on.day, calendar.monthrange(year, approved_on.month)[1]))


def held(booked: Booked, *lines: Line) -> dict[tuple[str, Quantity], Decimal]:
    """Return what is booked on those lines of every project (万t)."""
    found: dict[tuple[str, Quantity], Decimal] = {}
    for entry in booked.entries:
        if entry.line in lines and entry.subject:
            key = entry.subject, entry.quantity
            found[key] = found.get(key, ZERO) + entry.amount
    return found


def reclaim_entries(
    booked: Booked, found: Iterable[Reclaim], on: dt.date, basis: dict[str, str]
) -> Iterator[LedgerEntry]:
    """Yield the entries of what was found: quota reclaimed or returned, and a rectification for each new overrun."""
    known = {(e.subject, e.quantity, e.year) for e in booked.entries if e.line is Line.RECTIFICATION}
    for one in found:
        said = basis[one.kind]
        if one.amount:
            yield LedgerEntry(one.region, one.quantity, one.year, Line.RECLAIM, one.amount, subject=one.project,
                              date=on, basis=said)  # fmt: skip
        if one.kind == "overrun" and one.used is not None and (one.project, one.quantity, one.year) not in known:
            yield LedgerEntry(one.region, one.quantity, one.year, Line.RECTIFICATION, one.used - one.approved,
                              subject=one.project, date=on, basis=said)  # fmt: skip
