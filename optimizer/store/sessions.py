"""Sessions (登录会话): which browser belongs to whom until when; the token itself is not kept, only its checksum."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

import sqlalchemy as sa

from optimizer.domain.record import Role, User
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import now, sessions, users
from optimizer.text import store as text


class Sessions:
    """The sessions of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def open(self, user: str, lasts: dt.timedelta, where: str = "") -> str:
        """Open a session for a user and return its token; `where` is the address that the log names."""
        token, at = secrets.token_urlsafe(32), now()
        with self.database.write() as connection:
            connection.execute(sa.delete(sessions).where(sessions.c.ends <= at))
            connection.execute(sa.insert(sessions).values(token=_kept(token), user=user, ends=at + lasts))
            note(connection, user, text.SIGNED_IN, where)
        return token

    def user(self, token: str) -> User | None:
        """Return the active user of a session that has not ended."""
        query = sa.select(users).join(sessions, sessions.c.user == users.c.name)
        query = query.where(sessions.c.token == _kept(token), sessions.c.ends > now(), users.c.active)
        with self.database.read() as connection:
            row = connection.execute(query).first()
        return User(row.name, Role(row.role), row.active, row.at) if row else None

    def end(self, token: str) -> None:
        """End a session; nothing happens when there is none."""
        with self.database.write() as connection:
            ended = sa.delete(sessions).where(sessions.c.token == _kept(token)).returning(sessions.c.user)
            for (user,) in connection.execute(ended).all():
                note(connection, user, text.SIGNED_OUT, "")


def end_all(connection: sa.Connection, user: str) -> None:
    """End every session of a user, in the transaction of what ends them."""
    connection.execute(sa.delete(sessions).where(sessions.c.user == user))


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
