"""Cases, scenarios, runs, drafts, the change log and users."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from optimizer.store.engine import append_only

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)
KEYS: dict[str, list[list[str]]] = {
    "blobs": [["checksum"]],
    "case_versions": [["id"], ["name", "number"]],
    "scenarios": [["id"]],
    "runs": [["id"], ["run", "number"]],
    "log": [["id"]],
}
"""Tables whose rows stay as they are, and their unique keys."""


def upgrade() -> None:
    """Make the tables and forbid changes of what is kept for good."""
    op.create_table(
        "blobs", sa.Column("checksum", sa.Text, primary_key=True), sa.Column("content", sa.LargeBinary, nullable=False)
    )
    op.create_table(
        "case_versions",
        _id(), _text("name"), sa.Column("number", sa.Integer, nullable=False),
        _text("file"), _text("suffix"), _text("checksum"),
        sa.Column("blob", sa.Text, sa.ForeignKey("blobs.checksum"), nullable=False),
        sa.Column("size", sa.Integer, nullable=False), *_who(), _text("reason"), sa.UniqueConstraint("name", "number"),
    )  # fmt: skip
    op.create_table(
        "scenarios",
        _id(), _case_version(), _text("name"), _json("spec"),
        sa.Column("base", sa.Integer, sa.ForeignKey("scenarios.id")), *_who(), _text("reason"),
    )  # fmt: skip
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, primary_key=True), _text("run"), sa.Column("number", sa.Integer, nullable=False),
        _case_version(), sa.Column("scenario", sa.Integer, sa.ForeignKey("scenarios.id")), _text("case"),
        _text("model"), _text("checksum"), _text("pack"), _json("versions"), _json("options"), _text("stop"),
        _text("hold"), sa.Column("objective", sa.Double),
        sa.Column("result", sa.Text, sa.ForeignKey("blobs.checksum"), nullable=False), *_who(),
        sa.UniqueConstraint("run", "number"),
    )  # fmt: skip
    op.create_table(
        "drafts", sa.Column("who", sa.Text, primary_key=True), _case_version(primary_key=True), _json("state"),
        sa.Column("at", TIME, nullable=False),
    )  # fmt: skip
    op.create_table(
        "log", _id(), *_who(), _text("what"), _text("where"), _text("old"),
        _text("new"), _text("reason"),
    )  # fmt: skip
    op.create_table(
        "users", sa.Column("name", sa.Text, primary_key=True), _text("password"), _text("role"),
        sa.Column("active", sa.Boolean, nullable=False), sa.Column("at", TIME, nullable=False),
    )  # fmt: skip
    _forbid()


def _forbid() -> None:
    for table, keys in KEYS.items():
        for statement in append_only(op.get_context().dialect.name, table, keys):
            op.execute(sa.text(statement))


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False)


def _who() -> tuple[sa.Column[str], sa.Column[object]]:
    return _text("who"), sa.Column("at", TIME, nullable=False)


def _case_version(primary_key: bool = False) -> sa.Column[int]:
    known = sa.ForeignKey("case_versions.id")
    return sa.Column("case_version", sa.Integer, known, nullable=False, primary_key=primary_key)
