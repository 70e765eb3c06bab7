"""Drafts (草稿): the live what-if of one user on one case version, so that no refresh or crash loses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import drafts, now
from optimizer.text import store as text

TAB = "#"
"""Between the name of a user and the browser tab of a draft; no name holds it."""


class Drafts:
    """The drafts of a store; each is replaced by its next state and is no part of the record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self, who: str, case_version: int, tab: str = "") -> Mapping[str, Any] | None:
        """Return the last state that a user left in a browser tab, or else anywhere, None when there is none."""
        with self.database.read() as connection:
            for owner in dict.fromkeys(_owners(who, tab)):
                query = sa.select(drafts.c.state).where(_of(owner, case_version))
                state: Mapping[str, Any] | None = connection.execute(query).scalar()
                if state is not None:
                    return state
        return None

    def save(
        self, who: str, case_version: int, state: Mapping[str, Any], tab: str = "",
        decisions: Iterable[tuple[str, str, str]] = (),
    ) -> None:  # fmt: skip
        """Keep the state of a user and of his browser tab, in JSON's types, in the place of the ones before.

        decisions: what the change log should say of it: where, old, new.
        """
        new = {"state": state, "at": now()}
        with self.database.write() as connection:
            for owner in dict.fromkeys(_owners(who, tab)):
                if not connection.execute(sa.update(drafts).where(_of(owner, case_version)).values(new)).rowcount:
                    connection.execute(sa.insert(drafts).values(who=owner, case_version=case_version, **new))
            for where, old, after in decisions:
                note(connection, who, text.DECISION, where, old, after)

    def clean(self, older: dt.timedelta) -> int:
        """Remove the drafts of browser tabs that nobody touched for so long; return how many. Users keep their last."""
        stale = sa.and_(drafts.c.who.contains(TAB, autoescape=True), drafts.c.at < now() - older)
        with self.database.write() as connection:
            return connection.execute(sa.delete(drafts).where(stale)).rowcount


def _owners(who: str, tab: str) -> tuple[str, str]:
    return (f"{who}{TAB}{tab}" if tab else who), who


def _of(who: str, case_version: int) -> sa.ColumnElement[bool]:
    return sa.and_(drafts.c.who == who, drafts.c.case_version == case_version)
