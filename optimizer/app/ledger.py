"""The ledger's use cases (台账): open from a plan, show, book, export; each command one voucher or nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from optimizer.app.ledger_typed import batches_of, check_place
from optimizer.app.solve import solve_case
from optimizer.domain.case import QUANTITIES
from optimizer.domain.ledger import Act, Booked, LedgerEntry, Line, Posted, Voucher
from optimizer.domain.ledger_balance import TOLERANCE
from optimizer.errors import ShuangkongError, WrongUsage
from optimizer.report.ledger.workbook import Statement, ledger_document, write_ledger
from optimizer.report.plan.result_json import write_json
from optimizer.store.ledger import Ledger, LedgerClash
from optimizer.store.store import Store
from optimizer.systems.ledger.ledger import balance, rectifications
from optimizer.systems.ledger.open import gaps, open_book
from optimizer.tables.ledger.source import read_entries
from optimizer.text import ledger as words
from optimizer.text.report import STOP
from optimizer.text.words import QUANTITY

TRIES = 20
ROUNDING = Decimal("1e-12")
"""Share of the largest amount that binary figures of the plan may miss; above 1e6 万t it is more than 1e-6."""
Make = Callable[[Booked], Voucher | None]


class NoPlan(ShuangkongError):
    """The case has no plan to open a ledger from (没有可行方案)."""

    exit_code = 4


class Unbalanced(ShuangkongError):
    """The identity of the ledger does not close (台账不平): nothing is booked; this is our bug."""


def post(ledger: Ledger, name: str, make: Make, who: str, expect: int | None = None) -> Posted | None:
    """Book the voucher that follows from the book as it stands; None when nothing follows.

    When somebody books in between, it is made anew from the new state, a few times; `expect`: only when the last
    entry has that number. Raises LedgerClash when others keep booking, WrongUsage when `expect` is another one.
    """
    for left in range(TRIES, 0, -1):
        booked = ledger.load(name)
        if expect is not None and booked.last != expect:
            raise WrongUsage(words.EXPECT.format(expected=expect, book=name, last=booked.last))
        voucher = make(booked)
        if voucher is None:
            return None
        try:
            return ledger.append(name, voucher, who, booked.last)
        except LedgerClash:
            if left == 1:
                raise
    return None


def ledger_of(url: str = "") -> Ledger:
    """Return the ledger of a store ("": the user's own); raise StoreTrouble when it cannot be used."""
    return Store.open(url or None).ledger


def open_ledger(ledger: Ledger, case: str, name: str, who: str, reason: str) -> Posted:
    """Solve a case and book its plan as a new book; the same run opens a book once, however often it is asked.

    Raises InputRejected, NoPlan, and WrongUsage when another run has opened a book of that name.
    """
    run = solve_case(case)
    if run.allocation is None:
        raise NoPlan(words.NO_PLAN.format(stop=STOP[run.outcome.stop]))
    checked = run.checked
    book, entries = open_book(name or checked.case.name, checked.case, checked.policy, run.allocation, run.stamp.run)
    for region, quantity, year, gap, size in gaps(book, entries, checked.case):
        if abs(gap) > max(TOLERANCE, size * ROUNDING):
            raise Unbalanced(words.IDENTITY.format(region=region, quantity=QUANTITY[quantity], year=year, gap=gap))
    basis = words.BASIS["open"].format(run=book.run)
    made = tuple(replace(entry, basis=basis) for entry in entries)
    return ledger.open(book, Voucher("open", reason, made, key_of("open", book.run)), who)


def statement_of(booked: Booked) -> Statement:
    """Return the balances, by year and for the whole plan, and the rectifications."""
    annual = {quantity: balance(booked, quantity) for quantity in QUANTITIES}
    whole = {quantity: balance(booked, quantity, whole=True) for quantity in QUANTITIES}
    return Statement(booked, annual, whole, rectifications(booked))


def write_statement(booked: Booked, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; return the paths written."""
    statement, written = statement_of(booked), []
    if json_file is not None:
        write_json(json_file, ledger_document(statement))
        written.append(json_file)
    if workbook is not None:
        write_ledger(workbook, statement)
        written.append(workbook)
    return written


def book_sheet(ledger: Ledger, name: str, path: Path, who: str, reason: str, key: str = "",
               expect: int | None = None) -> Posted | None:  # fmt: skip
    """Book every entry of a sheet as one voucher; the same sheet is booked once, unless another key is given."""

    def make(booked: Booked) -> Voucher:
        entries = read_entries(path, booked.book, batches_of(booked))
        return Voucher("book", reason, entries, key or key_of("sheet", *map(repr, entries)))

    return post(ledger, name, make, who, expect)


def book_entries(ledger: Ledger, name: str, entries: Sequence[LedgerEntry], who: str, reason: str, key: str = "",
                 expect: int | None = None) -> Posted | None:  # fmt: skip
    """Book entries that were typed; without a key each call is a booking of its own."""
    act: Act = "transfer" if any(e.line is Line.TRANSFER_OUT for e in entries) else "book"
    chosen = key or uuid.uuid4().hex

    def make(booked: Booked) -> Voucher:
        for entry in entries:
            check_place(booked, entry)
        return Voucher(act, reason, tuple(entries), chosen)

    return post(ledger, name, make, who, expect)


def key_of(*parts: str) -> str:
    """Return the key under which the same things are booked once."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
