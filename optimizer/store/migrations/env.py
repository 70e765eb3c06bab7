"""Runs the steps (Alembic's entry point) on the connection and in the transaction that the store hands over."""

from __future__ import annotations

from alembic import context

from optimizer.store.migrate import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
