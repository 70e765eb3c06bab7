"""Books made by hand and from small cases."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from optimizer.app.check import check_case
from optimizer.app.solve import solve_case
from optimizer.domain.ledger import Book, Booked, LedgerEntry, Line, Voucher
from optimizer.domain.ledger_balance import BalanceRow
from optimizer.store.ledger import Ledger
from optimizer.store.store import Store
from optimizer.systems.ledger.open import open_book

K_CASE = Path(__file__).parents[1] / "samples" / "k-case"
TWO_YEARS = {
    "years": "2026, 2027", "path": "linear",
    "regions": ["R,,,,", "甲,R,100,200,400", "乙,R,100,100,200"],
    "region_years": [
        "甲,2026,110,205,410,2", "乙,2026,110,102,204,0", "甲,2027,120,210,420,5", "乙,2027,120,105,210,0",
    ],
    "targets": ["甲,energy,2027,7,hard", "甲,carbon,2027,7,hard", "乙,carbon,2027,5,hard", "R,carbon,2027,6,hard"],
    "projects": [
        "P1,甲,10,20,10,5,0.5 1,must,,", "P2,甲,4,8,5,3,0 0.5,must,自治区单列,", "P3,乙,6,12,8,4,1 1,must,国家单列,",
    ],
    "measures": [
        "M1,甲,节能降碳,2026,6,12,0.1,必上,", "M1,甲,节能降碳,2027,6,12,0.1,必上,",
        "M2,甲,生态碳汇,2026,0,3,0.1,必上,", "M3,乙,淘汰产能,2027,2,4,0.1,必上,",
    ],
}  # fmt: skip
"""Two plan years with everything that an opening books: ramps, both listings, sinks, a measure that ends."""


def book(years: tuple[int, ...] = (2026, 2027), carry: str = "1") -> Book:
    """A region R with leagues 甲 and 乙, 400 and 200 万tCO2 in the base year."""
    base = (("R", "carbon", Decimal(600)), ("甲", "carbon", Decimal(400)), ("乙", "carbon", Decimal(200)))
    return Book(
        "账", 2025, years, (("R", ""), ("甲", "R"), ("乙", "R")), base, Decimal(carry), ("生态碳汇", "stock"), 2,
        Decimal("0.1"), "例", "0" * 64, "SK-0", "base",
    )  # fmt: skip


def entry(line: Line, amount: str | Decimal, year: int = 2026, region: str = "甲", **more: object) -> LedgerEntry:
    return LedgerEntry(region, "carbon", year, line, Decimal(amount), **more)  # type: ignore[arg-type]


def booked(*entries: LedgerEntry, of: Book | None = None) -> Booked:
    """A book with these entries in one voucher, numbered as the store numbers them."""
    import dataclasses

    numbered = tuple(dataclasses.replace(e, number=n, voucher=1) for n, e in enumerate(entries, start=1))
    return Booked(of or book(), (Voucher("open", "", numbered, "k"),))


def opened(case: Path) -> Booked:
    """The book that a solved case opens."""
    run = solve_case(str(case))
    assert run.allocation is not None
    checked = check_case(str(case))
    made, entries = open_book("账", checked.case, checked.policy, run.allocation, run.stamp.run)
    return booked(*entries, of=made)


def row(rows: tuple[BalanceRow, ...], region: str, year: int) -> BalanceRow:
    return next(r for r in rows if (r.region, r.year) == (region, year))


def ledger(folder: Path) -> Ledger:
    """An empty ledger in a file."""
    return Store.open(str(folder / "store.db")).ledger
