"""The tables of the store (库表); how they came about is in `migrations`, and a test holds the two together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text, UniqueConstraint


class Moment(sa.TypeDecorator[dt.datetime]):
    """A point in time, kept and returned in UTC by every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        """Return the time in UTC."""
        return value if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> dt.datetime | None:
        """Return the time in UTC; a database without time zones gives it back without one."""
        if value is None:
            return None
        known: dt.datetime = value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
        return known


class Words(sa.TypeDecorator[str]):
    """A text; what no database takes (a zero byte, half a character of a broken file name) becomes a mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return the text with marks."""
        if value is None:
            return None
        return value.replace("\x00", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def now() -> dt.datetime:
    """Return the present moment."""
    return dt.datetime.now(dt.UTC)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Words, nullable=False, **more)


def _number(name: str, *more: Any, **options: Any) -> Column[int]:
    return Column(name, Integer, *more, nullable=False, **options)


def _id(table: str) -> Column[int]:
    """Return a key that counts 1, 2, 3 … without gaps: writers take turns, and one that is undone leaves none."""
    following = sa.text(f"(SELECT coalesce(max(id), 0) + 1 FROM {table})")
    return _number("id", primary_key=True, autoincrement=False, default=following)


def _who() -> tuple[Column[Any], ...]:
    return _text("who"), Column("at", Moment, nullable=False)


METADATA = sa.MetaData()

blobs = Table(
    "blobs", METADATA,
    _text("checksum", primary_key=True), Column("content", sa.LargeBinary, nullable=False),
)  # fmt: skip
case_versions = Table(
    "case_versions", METADATA,
    _id("case_versions"), _text("name"), _number("number"), _text("file"), _text("suffix"),
    _text("checksum"), Column("blob", Text, ForeignKey("blobs.checksum"), nullable=False), _number("size"), *_who(),
    _text("reason"),
    UniqueConstraint("name", "number"),
)  # fmt: skip
scenarios = Table(
    "scenarios", METADATA,
    _id("scenarios"), _number("case_version", ForeignKey("case_versions.id")), _text("name"),
    Column("spec", sa.JSON, nullable=False), Column("base", Integer, ForeignKey("scenarios.id")), *_who(),
    _text("reason"),
)  # fmt: skip
runs = Table(
    "runs", METADATA,
    _text("id", primary_key=True), _text("run"), _number("number"),
    _number("case_version", ForeignKey("case_versions.id")),
    Column("scenario", Integer, ForeignKey("scenarios.id")), _text("case"), _text("model"), _text("checksum"),
    _text("pack"), Column("versions", sa.JSON, nullable=False), Column("options", sa.JSON, nullable=False),
    _text("stop"), _text("hold"), Column("objective", sa.Double),
    Column("result", Text, ForeignKey("blobs.checksum"), nullable=False), *_who(),
    UniqueConstraint("run", "number"),
)  # fmt: skip
drafts = Table(
    "drafts", METADATA,
    _text("who", primary_key=True), _number("case_version", ForeignKey("case_versions.id"), primary_key=True),
    Column("state", sa.JSON, nullable=False), Column("at", Moment, nullable=False),
)  # fmt: skip
log = Table(
    "log", METADATA,
    _id("log"), *_who(), _text("what"), _text("where"), _text("old"), _text("new"),
    _text("reason"),
)  # fmt: skip
users = Table(
    "users", METADATA,
    _text("name", primary_key=True), _text("password"), _text("role"), Column("active", sa.Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)  # fmt: skip
sessions = Table(
    "sessions", METADATA,
    _text("token", primary_key=True), Column("user", Text, ForeignKey("users.name"), nullable=False),
    Column("ends", Moment, nullable=False),
)  # fmt: skip
"""`token` is the SHA-256 of what the browser holds."""
attempts = Table(
    "attempts", METADATA,
    _number("id", primary_key=True), _text("key", index=True), Column("at", Moment, nullable=False),
)  # fmt: skip
ledger_books = Table(
    "ledger_books", METADATA,
    _text("name", primary_key=True), Column("facts", sa.JSON, nullable=False), _number("last"), *_who(),
)  # fmt: skip
ledger_vouchers = Table(
    "ledger_vouchers", METADATA,
    Column("book", Text, ForeignKey("ledger_books.name"), primary_key=True), _number("number", primary_key=True),
    _text("act"), _text("key"), _text("reason"), Column("facts", sa.JSON, nullable=False), *_who(),
    UniqueConstraint("book", "key"),
)  # fmt: skip
ledger_entries = Table(
    "ledger_entries", METADATA,
    _text("book", primary_key=True), _number("number", primary_key=True), _number("voucher"), _text("region"),
    _text("quantity"), _number("year"), _text("line"), _text("amount"), _text("category"), _text("subject"),
    _text("party"), Column("date", sa.Date), _text("basis"), Column("names", Integer),
    ForeignKeyConstraint(["book", "voucher"], ["ledger_vouchers.book", "ledger_vouchers.number"]),
    sa.Index("ledger_entries_by_line", "book", "region", "quantity", "year"),
)  # fmt: skip
"""`amount` is an exact decimal as text, never a binary number."""
