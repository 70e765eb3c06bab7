"""What a database complains of, in words (库故障): error codes of SQLite and PostgreSQL to our named exceptions."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from optimizer.errors import (
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreTrouble,
    StoreUnreachable,
)
from optimizer.text import store as text

CODES: dict[str, tuple[type[StoreTrouble], str]] = {
    "SQLITE_BUSY": (StoreLocked, text.LOCKED),
    "SQLITE_LOCKED": (StoreLocked, text.LOCKED),
    "SQLITE_FULL": (StoreFull, text.FULL),
    "SQLITE_IOERR": (StoreFull, text.DISK),
    "SQLITE_NOTADB": (StoreForeign, text.NOT_OURS),
    "SQLITE_CORRUPT": (StoreForeign, text.DAMAGED),
    "SQLITE_READONLY": (StoreReadOnly, text.READ_ONLY),
    "SQLITE_CANTOPEN": (StoreReadOnly, text.CANNOT_OPEN),
    "SQLITE_PERM": (StoreReadOnly, text.READ_ONLY),
    "55P03": (StoreLocked, text.LOCKED),
    "53100": (StoreFull, text.FULL),
    "25006": (StoreReadOnly, text.READ_ONLY),
    "42501": (StoreReadOnly, text.READ_ONLY),
}
"""By SQLite's primary result code and PostgreSQL's SQLSTATE."""
UNREACHABLE = ("08", "57P", "28", "3D", "53")
"""Classes of SQLSTATE: no connection, server going down, wrong name or password, no such database, no capacity."""


def trouble_of(error: DBAPIError, place: str) -> StoreTrouble | None:
    """Return what a user should hear of an error; None when it is not the database's state but our own bug."""
    original = error.orig
    state = getattr(original, "sqlstate", None) or ""
    name = "_".join(str(getattr(original, "sqlite_errorname", "")).split("_")[:2])
    found = CODES.get(state) or CODES.get(name)
    if found is not None:
        kind, sentence = found
        return kind(sentence.format(place=place))
    lost = hasattr(original, "sqlstate") and not state and type(original).__name__ == "OperationalError"
    if lost or error.connection_invalidated or (state and state.startswith(UNREACHABLE)):
        return StoreUnreachable(text.UNREACHABLE.format(place=place, why=" ".join(str(original).split())))
    return None


def locked(place: str) -> StoreLocked:
    """Return the complaint about a store that too many use at once."""
    return StoreLocked(text.LOCKED.format(place=place))


def too_new(place: str, found: str) -> StoreTooNew:
    """Return the complaint about a store that a newer program has written."""
    return StoreTooNew(text.TOO_NEW.format(place=place, found=found))


def foreign(place: str) -> StoreForeign:
    """Return the complaint about a database that holds somebody else's tables."""
    return StoreForeign(text.NOT_OURS.format(place=place))


def cannot_make(place: str, why: str) -> StoreReadOnly:
    """Return the complaint about a folder that cannot be made."""
    return StoreReadOnly(text.NO_FOLDER.format(place=place, why=why))


def missing_driver() -> StoreUnreachable:
    """Return the complaint about a missing driver of PostgreSQL."""
    return StoreUnreachable(text.NO_DRIVER)


def wrong_address() -> StoreUnreachable:
    """Return the complaint about an address that is neither a path nor a URL of ours."""
    return StoreUnreachable(text.WRONG_ADDRESS)
