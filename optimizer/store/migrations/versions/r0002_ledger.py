"""The ledger: books, vouchers and entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from optimizer.store.engine import append_only

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; of a book only the number of its last entry may change, of the others nothing."""
    op.create_table(
        "ledger_books", sa.Column("name", sa.Text, primary_key=True), sa.Column("facts", sa.JSON, nullable=False),
        _number("last"), _text("who"), sa.Column("at", TIME, nullable=False),
    )  # fmt: skip
    op.create_table(
        "ledger_vouchers",
        sa.Column("book", sa.Text, sa.ForeignKey("ledger_books.name"), primary_key=True),
        _number("number", primary_key=True), _text("act"), _text("key"), _text("reason"),
        sa.Column("facts", sa.JSON, nullable=False), _text("who"), sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("book", "key"),
    )  # fmt: skip
    op.create_table(
        "ledger_entries",
        sa.Column("book", sa.Text, primary_key=True), _number("number", primary_key=True), _number("voucher"),
        _text("region"), _text("quantity"), _number("year"), _text("line"), _text("amount"), _text("category"),
        _text("subject"), _text("party"), sa.Column("date", sa.Date), _text("basis"), sa.Column("names", sa.Integer),
        sa.ForeignKeyConstraint(["book", "voucher"], ["ledger_vouchers.book", "ledger_vouchers.number"]),
    )  # fmt: skip
    op.create_index("ledger_entries_by_line", "ledger_entries", ["book", "region", "quantity", "year"])
    dialect = op.get_context().dialect.name
    for statement in (
        *append_only(dialect, "ledger_books", [["name"]], fixed=["name", "facts", "who", "at"]),
        *append_only(dialect, "ledger_vouchers", [["book", "number"], ["book", "key"]]),
        *append_only(dialect, "ledger_entries", [["book", "number"]]),
    ):
        op.execute(sa.text(statement))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=primary_key)
