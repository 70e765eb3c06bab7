"""Attempts to sign in (登录尝试), counted in the store so that a restart forgets none."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

import sqlalchemy as sa

from optimizer.store.engine import Database
from optimizer.store.schema import attempts, now


class Attempts:
    """The attempts of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def take(self, most: Mapping[str, int], window: dt.timedelta) -> int:
        """Count one attempt under every key and return 0, or count none and return the seconds to wait.

        most: attempts that each key has within the window. Counting and refusing are one transaction, so that
        attempts made at the same time cannot pass together.
        """
        at = now()
        with self.database.write() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c.at <= at - window))
            waits = [_free(connection, key, limit) + window - at for key, limit in most.items()]
            wait = max((w for w in waits if w > dt.timedelta()), default=dt.timedelta())
            if not wait:
                connection.execute(sa.insert(attempts), [{"key": key, "at": at} for key in most])
        return math.ceil(wait.total_seconds())

    def forget(self, key: str) -> None:
        """Forget the attempts of a key: one of them was right."""
        with self.database.write() as connection:
            connection.execute(sa.delete(attempts).where(attempts.c.key == key))


def _free(connection: sa.Connection, key: str, limit: int) -> dt.datetime:
    """Return when the attempt was made that must leave the window before another one is free."""
    query = sa.select(attempts.c.at).where(attempts.c.key == key).order_by(attempts.c.at.desc())
    found = connection.execute(query.offset(limit - 1).limit(1)).scalar()
    return found or dt.datetime.min.replace(tzinfo=dt.UTC) + dt.timedelta(days=1)
