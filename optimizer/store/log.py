"""The change log (变更日志): who did what where, the value before and after, and why; lines are only ever added."""

from __future__ import annotations

import sqlalchemy as sa

from optimizer.domain.record import LogEntry
from optimizer.store.engine import Database
from optimizer.store.schema import log, now


class Log:
    """The change log of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, who: str, what: str, where: str, old: str = "", new: str = "", reason: str = "") -> None:
        """Add a line of its own; parts of the store write theirs together with what they change."""
        with self.database.write() as connection:
            note(connection, who, what, where, old, new, reason)

    def list(self, limit: int = 100, who: str | None = None, what: str | None = None) -> list[LogEntry]:
        """Return the latest lines, newest first; of one user and of one kind where these are given."""
        query = sa.select(log).order_by(log.c.id.desc()).limit(limit)
        if who is not None:
            query = query.where(log.c.who == who)
        if what is not None:
            query = query.where(log.c.what == what)
        with self.database.read() as connection:
            return [LogEntry(**row._mapping) for row in connection.execute(query)]


def note(
    connection: sa.Connection, who: str, what: str, where: str, old: str = "", new: str = "", reason: str = ""
) -> None:
    """Write a line in the transaction of what it is about."""
    line = {"who": who, "at": now(), "what": what, "where": where, "old": old, "new": new, "reason": reason}
    connection.execute(sa.insert(log).values(line))
