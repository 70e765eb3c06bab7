"""Drafts (草稿): the live what-if of one user on one case version, so that no refresh or crash loses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from optimizer.store.engine import Database
from optimizer.store.schema import drafts, now


class Drafts:
    """The drafts of a store; each is replaced by its next state and is no part of the record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self, who: str, case_version: int) -> Mapping[str, Any] | None:
        """Return the last state that a user left, None when there is none."""
        query = sa.select(drafts.c.state).where(_of(who, case_version))
        with self.database.read() as connection:
            return connection.execute(query).scalar()

    def save(self, who: str, case_version: int, state: Mapping[str, Any]) -> None:
        """Keep the state of a user, in JSON's types, in the place of the one before."""
        new = {"state": state, "at": now()}
        with self.database.write() as connection:
            if not connection.execute(sa.update(drafts).where(_of(who, case_version)).values(new)).rowcount:
                connection.execute(sa.insert(drafts).values(who=who, case_version=case_version, **new))


def _of(who: str, case_version: int) -> sa.ColumnElement[bool]:
    return sa.and_(drafts.c.who == who, drafts.c.case_version == case_version)
