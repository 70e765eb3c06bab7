"""Access: sessions of users, attempts to sign in, and reviews of scenarios."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from optimizer.store.engine import append_only

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; a review can only be added."""
    op.create_table(
        "sessions",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("user", sa.Text, sa.ForeignKey("users.name"), nullable=False),
        sa.Column("ends", TIME, nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, index=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("scenario", sa.Integer, sa.ForeignKey("scenarios.id"), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    for statement in append_only(op.get_context().dialect.name, "reviews", [["id"]]):
        op.execute(sa.text(statement))
