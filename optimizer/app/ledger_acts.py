"""What happens to a ledger after it is opened (台账业务): correct, reclaim, import actuals, close rectifications."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from optimizer.app.check import check_case
from optimizer.app.ledger import key_of, post
from optimizer.domain.issue import Issue
from optimizer.domain.ledger import MEMO, SIGN, Booked, LedgerEntry, Line, Posted, Voucher
from optimizer.domain.ledger_balance import ZERO, BalanceRow, Reclaim
from optimizer.domain.monitor import Actuals, Progress, Quarter
from optimizer.errors import WrongUsage
from optimizer.store.ledger import Ledger
from optimizer.systems.ledger.ledger import balance, rectifications
from optimizer.systems.ledger.reclaim import reclaim_entries, reclaims
from optimizer.systems.monitor.monitor import Monitor
from optimizer.tables.actuals.actuals import read_actuals
from optimizer.tables.ledger.source import read_progress
from optimizer.text import ledger as words


def correct_entry(
    ledger: Ledger, name: str, number: int, wanted: Decimal, who: str, reason: str, expect: int | None = None
) -> Posted | None:
    """Book the difference that brings an entry to its right amount; the other side of a transfer follows in proportion.

    Raises WrongUsage when there is no such entry, or it cannot be corrected, or already has that amount.
    """
    key = uuid.uuid4().hex

    def make(booked: Booked) -> Voucher:
        by_number = {entry.number: entry for entry in booked.entries}
        entry = by_number.get(number)
        if entry is None:
            raise WrongUsage(words.NO_ENTRY.format(book=name, number=number, last=booked.last))
        if entry.names is not None:
            raise WrongUsage(words.CORRECTED_SELF.format(number=number, names=entry.names))
        if entry.line not in SIGN and entry.line not in MEMO:
            raise WrongUsage(words.NOT_CORRECTABLE.format(line=words.LINE[entry.line]))
        now = _value(booked, entry)
        if now == wanted:
            raise WrongUsage(words.SAME_AMOUNT.format(number=number, amount=f"{wanted:f}"))
        made = [_correction(entry, wanted - now, reason)]
        step = {Line.TRANSFER_OUT: 1, Line.TRANSFER_IN: -1}.get(entry.line)
        if step is not None:
            twin = by_number[number + step]
            made.append(_correction(twin, twin.amount * wanted / entry.amount - _value(booked, twin), reason))
        return Voucher("correct", reason, tuple(made), key)

    return post(ledger, name, make, who, expect)


def _value(booked: Booked, entry: LedgerEntry) -> Decimal:
    """Return what an entry stands for after its corrections."""
    return sum((e.amount for e in booked.entries if e.names == entry.number), entry.amount)


def _correction(entry: LedgerEntry, amount: Decimal, reason: str) -> LedgerEntry:
    basis = words.BASIS["correct"].format(number=entry.number, reason=reason)
    return LedgerEntry(entry.region, entry.quantity, entry.year, entry.line, amount, entry.category, entry.subject,
                       entry.party, None, basis, entry.number)  # fmt: skip


def propose_reclaims(booked: Booked, path: Path, on: dt.date, rate: Decimal) -> tuple[Reclaim, ...]:
    """Return what may be reclaimed on a day, by a sheet of project progress; raise InputRejected."""
    projects = dict.fromkeys(e.subject for e in booked.entries if e.line is Line.OCCUPATION and e.subject)
    progress = read_progress(path, booked.book, projects)
    return reclaims(booked, progress, on, rate)


def book_reclaims(
    ledger: Ledger, name: str, path: Path, on: dt.date, rate: Decimal, who: str, reason: str, expect: int | None = None
) -> Posted | None:
    """Book what may be reclaimed, and a rectification for each project beyond its approval; None when nothing is."""

    def make(booked: Booked) -> Voucher | None:
        found = propose_reclaims(booked, path, on, rate)
        entries = tuple(reclaim_entries(booked, found, on, words.RECLAIM_BASIS))
        return Voucher("reclaim", reason, entries, key_of("reclaim", str(booked.last), *map(repr, entries))) \
            if entries else None  # fmt: skip

    return post(ledger, name, make, who, expect)


def close_rectification(ledger: Ledger, name: str, number: int, on: dt.date, who: str, reason: str) -> Posted | None:
    """Close a rectification on a day; raise WrongUsage when it is none, is closed, or was opened later."""
    key = uuid.uuid4().hex

    def make(booked: Booked) -> Voucher:
        waiting = {one.number: one for one in rectifications(booked) if one.closed is None}
        if number not in waiting:
            known = "、".join(map(str, waiting)) or words.NONE
            raise WrongUsage(words.NOT_OPEN.format(number=number, open=known))
        one = waiting[number]
        if one.opened is not None and on < one.opened:
            raise WrongUsage(words.CLOSED_BEFORE.format(date=on, opened=one.opened))
        basis = words.BASIS["close"].format(number=number, reason=reason)
        made = LedgerEntry(one.region, one.quantity, one.year, Line.RECTIFICATION, -one.amount, subject=one.subject,
                           date=on, basis=basis, names=number)  # fmt: skip
        return Voucher("rectify", reason, (made,), key)

    return post(ledger, name, make, who)


def import_actuals(
    ledger: Ledger, name: str, case: str, path: Path, on: dt.date, who: str, reason: str, expect: int | None = None
) -> tuple[Posted | None, tuple[Issue, ...]]:
    """Book the usage and GDP of every year whose four quarters are reported; a revision books the difference.

    A node over its target or total is listed for rectification. Returns None when there is nothing new, and the
    reader's warnings; raises InputRejected.
    """
    checked = check_case(case)
    actuals, warnings = read_actuals(path, checked.case)
    years = sorted({r.quarter.year for r in actuals.reports if r.quarter.year in checked.case.years})
    progress = [one for year in years
                for one in Monitor(checked.case, checked.policy, actuals, Quarter(year, 4)).run().progress]  # fmt: skip

    def make(booked: Booked) -> Voucher | None:
        entries = tuple(_reported(booked, progress, actuals))
        if not entries:
            return None
        after = Booked(booked.book, (*booked.vouchers, Voucher("actuals", "", entries, "")))
        made = (*entries, *_overruns(after, {e.year for e in entries}, on))
        return Voucher("actuals", reason, made, key_of("actuals", str(booked.last), *map(repr, made)))

    return post(ledger, name, make, who, expect), warnings


def _reported(booked: Booked, progress: list[Progress], actuals: Actuals) -> Iterator[LedgerEntry]:
    standing: dict[tuple[str, str, int, Line], tuple[Decimal, int | None]] = {}
    for e in booked.entries:
        if e.line in (Line.ACTUAL, Line.ACTUAL_GDP):
            place = e.region, e.quantity, e.year, e.line
            standing[place] = standing.get(place, (ZERO, None))[0] + e.amount, e.number
    for one in progress:
        if one.to_date is None or one.region not in booked.book.regions:
            continue
        sources = {r.source for r in actuals.reports if (r.region, r.quarter.year) == (one.region, one.quarter.year)}
        said = {"status": words.STATUS[one.status], "source": "、".join(sorted(sources))}
        basis = words.BASIS["actuals"].format(**said).strip()
        for line, figure in ((Line.ACTUAL, one.to_date.usage), (Line.ACTUAL_GDP, one.to_date.gdp)):
            before, names = standing.get((one.region, one.quantity, one.quarter.year, line), (ZERO, None))
            change = None if figure is None else _exact(figure) - before
            if change or (change is not None and names is None):
                yield LedgerEntry(one.region, one.quantity, one.quarter.year, line, change, basis=basis, names=names)


def _exact(value: Fraction) -> Decimal:
    """Return a reported figure as a decimal; quarters are typed decimals, so this is exact but for mixed estimates."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("1e-9")).normalize() + 0


def _overruns(booked: Booked, years: set[int], on: dt.date) -> Iterator[LedgerEntry]:
    known = {(one.region, one.quantity, one.year) for one in rectifications(booked) if not one.subject}
    for quantity in ("energy", "carbon"):
        for row in balance(booked, "energy" if quantity == "energy" else "carbon"):
            excess = _excess(row)
            if excess and row.year in years and (row.region, row.quantity, row.year) not in known:
                kind, amount = excess
                yield LedgerEntry(row.region, row.quantity, row.year, Line.RECTIFICATION, amount, date=on,
                                  basis=words.OVER[kind])  # fmt: skip


def _excess(row: BalanceRow) -> tuple[str, Decimal] | None:
    """Return which limit the reported usage is over and by how much (万t): the hard one, or the total unbacked."""
    if row.actual and row.intensity_room is not None and row.intensity_room < 0:
        return "intensity", -row.intensity_room
    if row.actual and row.unbacked:
        return "total", row.unbacked
    return None
