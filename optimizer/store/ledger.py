"""The ledger in the store (台账库): books, vouchers and entries, appended and never changed.

A writer says up to which entry it has read the book; when somebody has booked since, nothing is written. One voucher
is one transaction: it stands whole in the book, or not at all, wherever the program is killed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from optimizer.domain.ledger import Book, Booked, LedgerEntry, Line, Posted, Voucher
from optimizer.errors import StoreTrouble, WrongUsage
from optimizer.store.engine import Database
from optimizer.store.schema import ledger_books, ledger_entries, ledger_vouchers, log, now
from optimizer.text import ledger as words

_PLAIN = ("region", "quantity", "year", "category", "subject", "party", "date", "basis", "names")


class LedgerClash(StoreTrouble):
    """Somebody booked in the meantime (账面已有更新); `last` is the last entry that now stands in the book."""

    def __init__(self, name: str, expected: int, last: int) -> None:
        super().__init__(words.CLASH.format(book=name, expected=expected, last=last))
        self.last = last


class NoBook(WrongUsage):
    """There is no such book (没有这本台账)."""


class Ledger:
    """The books of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def books(self) -> tuple[str, ...]:
        """Return the names of all books, in the order in which they were opened."""
        query = sa.select(ledger_books.c.name).order_by(ledger_books.c.at, ledger_books.c.name)
        with self._database.read() as connection:
            return tuple(connection.scalars(query))

    def load(self, name: str) -> Booked:
        """Return a book with everything in it, one state of it; raise NoBook when there is none of that name."""
        with self._database.read() as connection:
            facts = connection.scalar(sa.select(ledger_books.c.facts).where(ledger_books.c.name == name))
            if facts is None:
                known = "、".join(connection.scalars(sa.select(ledger_books.c.name))) or words.NONE
                raise NoBook(words.NO_BOOK.format(name=name, known=known))
            return Booked(_book(facts), _vouchers(connection, name))

    def open(self, book: Book, voucher: Voucher, who: str) -> Posted:
        """Open a book with its first voucher, both or neither.

        A book that was opened by the same key stays as it is; any other book of that name raises WrongUsage.
        """
        with self._database.write() as connection:
            if connection.scalar(sa.select(ledger_books.c.last).where(ledger_books.c.name == book.name)) is None:
                fresh = {"name": book.name, "facts": _facts(book), "last": 0, "who": who, "at": now()}
                connection.execute(sa.insert(ledger_books).values(fresh))
                return _post(connection, book.name, voucher, who, 0)
            return _again(connection, book.name, voucher, words.OPEN_ALREADY.format(name=book.name))

    def append(self, name: str, voucher: Voucher, who: str, expected: int) -> Posted:
        """Book a voucher, whole or not at all; a key that was booked before books nothing and gives that voucher.

        expected: number of the last entry that the writer knows. Raises LedgerClash when it is another one by now.
        """
        with self._database.write() as connection:
            last = connection.scalar(sa.select(ledger_books.c.last).where(ledger_books.c.name == name))
            if last is None:
                raise NoBook(words.NO_BOOK.format(name=name, known=words.NONE))
            if _number(connection, name, voucher.key) is not None:
                return _again(connection, name, voucher, "")
            if last != expected:
                raise LedgerClash(name, expected, last)
            return _post(connection, name, voucher, who, last)


def _post(connection: sa.Connection, name: str, voucher: Voucher, who: str, last: int) -> Posted:
    count = sa.select(sa.func.count()).select_from(ledger_vouchers).where(ledger_vouchers.c.book == name)
    number, when = connection.scalar(count) + 1, now()  # type: ignore[operator]
    entries = tuple(replace(e, number=last + n, voucher=number) for n, e in enumerate(voucher.entries, start=1))
    made = replace(voucher, entries=entries, number=number, who=who, when=when)
    connection.execute(sa.insert(ledger_vouchers).values(
        book=name, number=number, act=made.act, key=made.key, reason=made.reason, facts=dict(made.facts), who=who,
        at=when,
    ))  # fmt: skip
    if entries:
        connection.execute(sa.insert(ledger_entries), [_row(name, entry) for entry in entries])
    moved = sa.update(ledger_books).where(ledger_books.c.name == name, ledger_books.c.last == last)
    if connection.execute(moved.values(last=last + len(entries))).rowcount != 1:
        raise LedgerClash(name, last, last)
    said = words.LOGGED.format(number=number, count=len(entries))
    connection.execute(sa.insert(log).values(
        who=who, at=when, what=words.ACT[made.act], where=name, old="", new=said, reason=made.reason,
    ))  # fmt: skip
    return Posted(name, made, fresh=True)


def _again(connection: sa.Connection, name: str, voucher: Voucher, otherwise: str) -> Posted:
    number = _number(connection, name, voucher.key)
    if number is None:
        raise WrongUsage(otherwise)
    return Posted(name, _vouchers(connection, name)[number - 1], fresh=False)


def _number(connection: sa.Connection, name: str, key: str) -> int | None:
    query = sa.select(ledger_vouchers.c.number).where(ledger_vouchers.c.book == name, ledger_vouchers.c.key == key)
    return connection.scalar(query)


def _vouchers(connection: sa.Connection, name: str) -> tuple[Voucher, ...]:
    entries: dict[int, list[LedgerEntry]] = {}
    query = sa.select(ledger_entries).where(ledger_entries.c.book == name).order_by(ledger_entries.c.number)
    for row in connection.execute(query).mappings():
        entries.setdefault(row["voucher"], []).append(_entry(row))
    heads = sa.select(ledger_vouchers).where(ledger_vouchers.c.book == name).order_by(ledger_vouchers.c.number)
    return tuple(
        Voucher(row["act"], row["reason"], tuple(entries.get(row["number"], ())), row["key"], row["facts"],
                row["number"], row["who"], row["at"])
        for row in connection.execute(heads).mappings()
    )  # fmt: skip


def _row(name: str, entry: LedgerEntry) -> dict[str, Any]:
    plain = {column: getattr(entry, column) for column in _PLAIN}
    return {"book": name, "number": entry.number, "voucher": entry.voucher, "line": entry.line.value,
            "amount": str(entry.amount), **plain}  # fmt: skip


def _entry(row: Mapping[Any, Any]) -> LedgerEntry:
    date: dt.date | None = row["date"]
    return LedgerEntry(
        row["region"], row["quantity"], row["year"], Line(row["line"]), Decimal(row["amount"]), row["category"],
        row["subject"], row["party"], date, row["basis"], row["names"], row["number"], row["voucher"],
    )  # fmt: skip


def _facts(book: Book) -> dict[str, Any]:
    """Return a book as plain JSON; decimals as text."""
    plain = asdict(book)
    base = [[region, quantity, str(value)] for region, quantity, value in book.base]
    return plain | {"carry": str(book.carry), "overrun": str(book.overrun), "base": base}


def _book(facts: Mapping[str, Any]) -> Book:
    return Book(**{
        **facts, "years": tuple(facts["years"]), "parents": tuple((r, p) for r, p in facts["parents"]),
        "base": tuple((r, q, Decimal(v)) for r, q, v in facts["base"]), "carry": Decimal(facts["carry"]),
        "overrun": Decimal(facts["overrun"]), "excludes": tuple(facts["excludes"]),
    })  # fmt: skip
