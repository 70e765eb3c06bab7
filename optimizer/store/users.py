"""Users (用户): names, roles and hashed passwords; a user is never deleted, for the log names him."""

from __future__ import annotations

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from optimizer.domain.record import Role, User
from optimizer.errors import WrongUsage
from optimizer.store.drafts import TAB
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import now, users
from optimizer.store.sessions import end_all
from optimizer.text import store as text

SHORTEST = 8
"""Characters that a password has at least."""
LONGEST = 40
"""Characters that a name has at most."""


ADMINS = sa.select(users.c.name).where(users.c.active, users.c.role == Role.ADMIN.value).limit(1)


class Users:
    """The users of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._hasher = PasswordHasher()
        self._nobody = ""

    def add(self, name: str, password: str, role: Role, who: str = "", reason: str = "") -> User:
        """Add a user; raise WrongUsage for a name that is blank or taken and for a password that is too short."""
        if not name.strip() or not name.isprintable() or len(name) > LONGEST or TAB in name:
            raise WrongUsage(text.NO_NAME.format(longest=LONGEST, tab=TAB))
        at = now()
        user = {"name": name, "password": self._hash(password), "role": Role(role).value, "active": True, "at": at}
        with self.database.write() as connection:
            if connection.execute(sa.select(users.c.name).where(users.c.name == name)).first() is not None:
                raise WrongUsage(text.NAME_TAKEN.format(name=name))
            connection.execute(sa.insert(users).values(user))
            note(connection, who, text.USER, name, "", str(role), reason)
        return User(name, Role(role), True, at)

    def check(self, name: str, password: str) -> User | None:
        """Return the user who may sign in with this password, None when there is none; both take the same time."""
        with self.database.read() as connection:
            row = connection.execute(sa.select(users).where(users.c.name == name)).first()
        try:
            self._hasher.verify(row.password if row else self._somebody(), password)
        except (VerificationError, InvalidHashError):
            return None
        return _user(row) if row is not None and row.active else None

    def set_password(self, name: str, password: str, who: str = "", reason: str = "") -> None:
        """Give a user a new password; every session of his ends."""
        self._change(name, {"password": self._hash(password)}, "password", who, reason)

    def set_role(self, name: str, role: Role, who: str = "", reason: str = "") -> None:
        """Give a user another role."""
        self._change(name, {"role": Role(role).value}, "role", who, reason)

    def set_active(self, name: str, active: bool, who: str = "", reason: str = "") -> None:
        """Close a user's account, which ends his sessions, or open it again."""
        self._change(name, {"active": active}, "active", who, reason)

    def list(self) -> list[User]:
        """Return every user by name."""
        with self.database.read() as connection:
            return [_user(row) for row in connection.execute(sa.select(users).order_by(users.c.name))]

    def _change(self, name: str, new: dict[str, object], what: str, who: str, reason: str) -> None:
        """Change a user and log it, but for the password itself."""
        with self.database.write() as connection:
            row = connection.execute(sa.select(users).where(users.c.name == name)).first()
            if row is None:
                raise WrongUsage(text.NO_USER.format(name=name))
            connection.execute(sa.update(users).where(users.c.name == name).values(new))
            if (row.active and row.role == Role.ADMIN) and connection.execute(ADMINS).first() is None:
                raise WrongUsage(text.LAST_ADMIN.format(name=name))
            if what != "role":
                end_all(connection, name)
            secret = what == "password"
            said = ("", "") if secret else (str(row._mapping[what]), str(new[what]))
            note(connection, who, text.CHANGED[what], name, *said, reason)

    def _hash(self, password: str) -> str:
        if len(password) < SHORTEST:
            raise WrongUsage(text.SHORT_PASSWORD.format(shortest=SHORTEST))
        return self._hasher.hash(password)

    def _somebody(self) -> str:
        """Return the hash that a name which does not exist is checked against."""
        self._nobody = self._nobody or self._hasher.hash("")
        return self._nobody


def _user(row: sa.Row[*tuple[object, ...]]) -> User:
    return User(row.name, Role(row.role), row.active, row.at)
