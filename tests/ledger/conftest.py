"""Each test of the stored ledger runs on SQLite and on PostgreSQL, with the databases of the store's own tests."""

from __future__ import annotations

from tests.store.conftest import place, server, url

__all__ = ["place", "server", "url"]
