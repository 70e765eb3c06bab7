"""Each test of the store runs on SQLite and on PostgreSQL, each time on an empty database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer.store.store import Store
from tests.store.server import NoServer, cluster, fresh_database


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start one PostgreSQL for all tests of a process."""
    try:
        with cluster() as folder:
            yield folder
    except NoServer as why:
        pytest.skip(f"no PostgreSQL: {why}")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where fresh databases are made: a folder for SQLite, the folder of the socket for PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path}"
    return f"postgresql:{request.getfixturevalue('server')}"


@pytest.fixture
def url(place: str) -> str:
    """Name an empty database."""
    return fresh(place)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open a fresh store."""
    with Store.open(url) as opened:
        yield opened


def fresh(place: str) -> str:
    """Return a new, empty database at a place."""
    kind, folder = place.split(":", 1)
    if kind == "postgresql":
        return fresh_database(folder)
    taken = len(list(Path(folder).glob("*.db")))
    return str(Path(folder) / f"{taken}.db")
