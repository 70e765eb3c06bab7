"""The ledger (台账): a book, the vouchers booked in it one after the other, and the entries of each voucher.

Nothing is ever changed: a correction is a new entry that names the old one, and the value of a line of the balance is
the sum of its entries. Amounts are exact decimals in canonical units: 万吨标准煤, 万吨CO2, 亿元, t/万元.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from optimizer.domain.case import Quantity


class Line(StrEnum):
    """What an entry is (科目): lines of the balance (domain.md B.3), memo lines, and figures beside the balance."""

    QUOTA = "quota"
    STOCK = "stock"
    REDUCTION = "reduction"
    RECLAIM = "reclaim"
    GRANT = "grant"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    OCCUPATION = "occupation"
    CORRECTION = "correction"
    FEEDSTOCK = "feedstock"
    NONFOSSIL = "nonfossil"
    LISTED = "listed"
    TARGET = "target"
    GDP_EXPECTED = "gdp_expected"
    GDP = "gdp"
    USAGE = "usage"
    TOTAL = "total"
    ACTUAL_GDP = "actual_gdp"
    ACTUAL = "actual"
    RECTIFICATION = "rectification"


SIGN: Mapping[Line, int] = {
    Line.QUOTA: 1, Line.STOCK: -1, Line.REDUCTION: 1, Line.RECLAIM: 1, Line.GRANT: 1, Line.TRANSFER_IN: 1,
    Line.TRANSFER_OUT: -1, Line.OCCUPATION: -1, Line.CORRECTION: 1,
}  # fmt: skip
"""How the lines of the balance count in it; amounts are booked as the official table prints them."""
MEMO: tuple[Line, ...] = (Line.FEEDSTOCK, Line.NONFOSSIL, Line.LISTED)
"""Shown beside the balance, never in it."""
FIGURES: tuple[Line, ...] = (
    Line.TARGET, Line.GDP_EXPECTED, Line.GDP, Line.USAGE, Line.TOTAL, Line.ACTUAL_GDP, Line.ACTUAL,
)  # fmt: skip
"""States of a year, not flows: target intensity, expected and planned GDP, planned usage, expected total, actuals."""
Act = Literal["open", "book", "correct", "reclaim", "transfer", "actuals", "adjust", "rectify"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry (分录): an amount on one line of one node, quantity and year.

    category: of a reduction; subject: project, measure or batch; party: the other side of a transfer or grant;
    date: when it happened; names: number of the entry that this one corrects or closes; number and voucher: given by
    the store, 0 before (entries of a book are numbered 1, 2, 3 …).
    """

    region: str
    quantity: Quantity
    year: int
    line: Line
    amount: Decimal
    category: str = ""
    subject: str = ""
    party: str = ""
    date: dt.date | None = None
    basis: str = ""
    names: int | None = None
    number: int = 0
    voucher: int = 0


@dataclass(frozen=True, slots=True)
class Voucher:
    """What one command books, whole or not at all (凭证).

    key: booked once in a book however often it is sent; facts: JSON beside the entries (旧值, 新值 of an adjustment);
    number (1, 2, 3 …), who and when: given by the store.
    """

    act: Act
    reason: str
    entries: tuple[LedgerEntry, ...]
    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    who: str = ""
    when: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """One book (账簿): a plan's tree of regions and years, and the run that it was opened from.

    parents: (region, its parent) from the root down, "" for the root. base: (region, quantity, value of the base
    year). carry: share of a surplus taken into the next year of the plan. case, checksum, run, pack: what it rests on.
    """

    name: str
    base_year: int
    years: tuple[int, ...]
    parents: tuple[tuple[str, str], ...]
    base: tuple[tuple[str, Quantity, Decimal], ...]
    carry: Decimal
    excludes: tuple[str, ...]
    lapse_years: int
    overrun: Decimal
    case: str
    checksum: str
    run: str
    pack: str

    @property
    def root(self) -> str:
        """The region itself."""
        return next(region for region, parent in self.parents if not parent)

    @property
    def regions(self) -> tuple[str, ...]:
        """Every node, in the order of the case."""
        return tuple(region for region, _ in self.parents)


@dataclass(frozen=True, slots=True)
class Booked:
    """A book with everything that stands in it (账面), in the order of booking; `last` is the last entry's number."""

    book: Book
    vouchers: tuple[Voucher, ...]

    @property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """Every entry by its number."""
        return tuple(entry for voucher in self.vouchers for entry in voucher.entries)

    @property
    def last(self) -> int:
        """Number of the last entry, 0 in an empty book."""
        return max((entry.number for entry in self.entries), default=0)


@dataclass(frozen=True, slots=True)
class Posted:
    """A voucher as it stands in a book; `fresh` is False when its key had been booked before."""

    book: str
    voucher: Voucher
    fresh: bool
