"""A little of everything that the store keeps, one transaction a step, and a dump that tells states apart."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from optimizer.domain.ledger import Book, LedgerEntry, Line, Voucher
from optimizer.domain.record import Role, RunRecord
from optimizer.store.schema import METADATA
from optimizer.store.store import Store

RUN = RunRecord(
    run="SK-0123456789ab", case_version=1, case="甲", model="base", checksum="c1", pack="base 1 #0", versions={"p": "1"},
    options={"time_limit": None}, stop="proved_best", hold="best", objective=0.1 + 0.2,
)  # fmt: skip
RESULT = {"objective": 0.1 + 0.2, "projects": [{"project": "P1", "approval": 1.0}], "case": "甲\ud800"}
BOOK = Book(
    name="账", base_year=2025, years=(2026,), parents=(("R", ""),), base=(("R", "energy", Decimal("1.10")),),
    carry=Decimal(1), excludes=(), lapse_years=2, overrun=Decimal("0.1"), case="甲", checksum="c1", run=RUN.run, pack=RUN.pack,
)  # fmt: skip


def _voucher(key: str, *amounts: str) -> Voucher:
    entries = tuple(LedgerEntry("R", "energy", 2026, Line.QUOTA, Decimal(amount)) for amount in amounts)
    return Voucher("book", "because", entries, key)


STEPS: tuple[Callable[[Store], object], ...] = (
    lambda store: store.cases.add("甲", b"one", ".xlsx", "c1", "王"),
    lambda store: store.cases.add("甲", b"two", ".xlsx", "c2", "王", "更正"),
    lambda store: store.scenarios.save(1, "收紧", {"approve": ["P1"]}, "王"),
    lambda store: store.runs.record(RUN, RESULT, "王"),
    lambda store: store.runs.record(RUN, RESULT, "李"),
    lambda store: store.drafts.save("王", 1, {"approve": []}),
    lambda store: store.drafts.save("王", 1, {"approve": ["P1"]}),
    lambda store: store.log.add("王", "导出", "甲", "", "分配方案.xlsx"),
    lambda store: store.users.add("李", "secret-secret", Role.ANALYST, "王"),
    lambda store: store.ledger.open(BOOK, _voucher("k1", "1.10", "2.20"), "王"),
    lambda store: store.ledger.append("账", _voucher("k2", "-0.30"), "王", 2),
)
"""Each is one transaction."""
LOOSE = {"at", "password"}
"""Columns that differ from one time to the next."""


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, without moments and hashes; waits until no other writer is at work."""
    with store.database.write() as connection:
        return {
            table.name: [
                {key: value for key, value in row.items() if key not in LOOSE}
                for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in METADATA.sorted_tables
        }
