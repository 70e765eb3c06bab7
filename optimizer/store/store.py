"""The store (档案库): opened once, at the present shape, with one small part for each kind of record."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs

from optimizer.store.attempts import Attempts
from optimizer.store.cases import Cases
from optimizer.store.drafts import Drafts
from optimizer.store.engine import WAIT, Database, address
from optimizer.store.ledger import Ledger
from optimizer.store.log import Log
from optimizer.store.migrate import upgrade
from optimizer.store.runs import Runs
from optimizer.store.scenarios import Scenarios
from optimizer.store.sessions import Sessions
from optimizer.store.trouble import cannot_make
from optimizer.store.users import Users

PLACE = "SHUANGKONG_STORE"
"""The environment variable that names the store: a URL, or the path of a file."""


class Store:
    """The parts of a store; every part may be used from any thread."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.cases = Cases(database)
        self.scenarios = Scenarios(database)
        self.runs = Runs(database)
        self.drafts = Drafts(database)
        self.log = Log(database)
        self.users = Users(database)
        self.ledger = Ledger(database)
        self.sessions = Sessions(database)
        self.attempts = Attempts(database)

    def under(self, check: Callable[[], None]) -> Self:
        """Return the same store for a user: every write first asks `check`, which raises where it is not allowed."""
        return type(self)(self.database.under(check))

    @classmethod
    def open(cls, url: str | None = None, wait: float = WAIT) -> Self:
        """Open a store, made or upgraded where needed; without `url` the one of the environment or of the user.

        wait: seconds for another writer. Raises StoreTrouble; the store is then as it was.
        """
        found = address(url or os.environ.get(PLACE) or str(default_file()))
        if found.get_backend_name() == "sqlite":
            _make_folder(Path(found.database or ""))
        database = Database(found, wait)
        try:
            upgrade(database)
        except BaseException:
            database.engine.dispose()
            raise
        return cls(database)

    @property
    def place(self) -> str:
        """Where the store is: a path, or a URL without its password."""
        return self.database.place

    def close(self) -> None:
        """Give the connections back."""
        self.database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_file() -> Path:
    """Return the file in the user's data folder that is used when nothing else is asked for."""
    return platformdirs.user_data_path("shuangkong", appauthor=False) / "shuangkong.db"


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_make(str(file.parent), error.strerror or str(error)) from None
