"""The workbook and JSON of a ledger (台账导出): balances, adjustments, rectifications and the log."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from optimizer.domain.case import QUANTITIES, Quantity
from optimizer.domain.ledger import Booked, Line
from optimizer.domain.ledger_balance import BalanceRow, Rectification
from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.report.ledger.records import adjust_table, day, entries_table, rectify_table
from optimizer.report.ledger.tables import ledger_table
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp, now, versions
from optimizer.report.parts.style import Style
from optimizer.text import ledger as words


@dataclass(frozen=True, slots=True)
class Statement:
    """A book with what follows from it (账面报告): balances by year and in one step, by quantity; rectifications."""

    booked: Booked
    annual: Mapping[Quantity, Sequence[BalanceRow]]
    whole: Mapping[Quantity, Sequence[BalanceRow]]
    rectifications: Sequence[Rectification]


def ledger_stamp(booked: Booked) -> Stamp:
    """Return the stamp of the book: the run, data and pack that it was opened from; nothing here is optimised."""
    book = booked.book
    return Stamp(book.run, book.name, "", book.checksum, book.pack, "", versions(), now(),
                 Outcome(Stop.PROVED_BEST, Hold.NONE))  # fmt: skip


def ledger_tables(statement: Statement) -> list[OutputTable]:
    """Return the tables in the order of the book; the five years only where there is more than one step."""
    booked = statement.booked
    tables = [ledger_table(booked.book, statement.annual[q], q) for q in QUANTITIES]
    if any(len(statement.annual[q]) > len(statement.whole[q]) for q in QUANTITIES):
        tables += [ledger_table(booked.book, statement.whole[q], q, whole=True) for q in QUANTITIES]
    if any(voucher.act == "adjust" for voucher in booked.vouchers):
        tables.append(adjust_table(booked.vouchers))
    if statement.rectifications:
        tables.append(rectify_table(statement.rectifications))
    return [*tables, entries_table(booked)]


def write_ledger(path: Path, statement: Statement) -> None:
    """Write the ledger; raise OutputRefused (the old file stays) when it cannot be."""
    memory, stamp = io.BytesIO(), ledger_stamp(statement.booked)
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties({"title": cell_text(stamp.case)[:200], "subject": words.SHEET["energy"], "comments": stamp.run})
    style = Style(book)
    for table in ledger_tables(statement):
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())


def ledger_document(statement: Statement) -> dict[str, Any]:
    """Return the ledger as JSON: figures of the balances as numbers, amounts of entries as exact decimal text."""
    booked, book = statement.booked, statement.booked.book
    return {
        "book": book.name, "run": book.run, "case": book.case, "checksum": book.checksum, "pack": book.pack,
        "base_year": book.base_year, "years": list(book.years), "carry": float(book.carry), "last": booked.last,
        "annual": {q: [_row(row) for row in statement.annual[q]] for q in QUANTITIES},
        "whole": {q: [_row(row) for row in statement.whole[q]] for q in QUANTITIES},
        "rectifications": [
            {"number": one.number, "region": one.region, "quantity": one.quantity, "year": one.year,
             "subject": one.subject, "amount": float(one.amount), "opened": day(one.opened) or None,
             "closed": day(one.closed) or None, "basis": one.basis}
            for one in statement.rectifications
        ],
        "vouchers": [
            {"number": v.number, "act": v.act, "who": v.who, "when": v.when.isoformat() if v.when else None,
             "reason": v.reason, "key": v.key, "facts": dict(v.facts), "entries": [
                {"number": e.number, "region": e.region, "quantity": e.quantity, "year": e.year, "line": e.line.value,
                 "amount": str(e.amount), "category": e.category, "subject": e.subject, "party": e.party,
                 "date": day(e.date) or None, "basis": e.basis, "names": e.names} for e in v.entries]}
            for v in booked.vouchers
        ],
    }  # fmt: skip


def _row(row: BalanceRow) -> dict[str, Any]:
    def plain(value: Decimal | None) -> float | None:
        return None if value is None else float(value)

    return {
        "region": row.region, "since": row.since, "year": row.year, "base": float(row.base),
        "opening": float(row.opening), "closing": float(row.closing),
        "flows": {line.value: float(row.flow(line)) for line in Line if line in row.flows},
        "reductions": {name: float(value) for name, value in row.reductions.items()},
        "figures": {line.value: float(value) for line, value in row.figures.items()},
        "actual": row.actual, "usage": plain(row.usage), "gdp": plain(row.gdp),
        "intensity_room": plain(row.intensity_room), "total_room": plain(row.total_room),
        "backed": plain(row.backed), "unbacked": plain(row.unbacked),
    }  # fmt: skip
