"""A private PostgreSQL for the tests: its own folder, a socket in it and no port, gone when they end."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

NUMBERS = itertools.count()


class NoServer(Exception):
    """Why there is no PostgreSQL here."""


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server and give the folder of its socket; raise NoServer with the reason where none can be started."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _owner(folder)
    try:
        data = str(folder / "data")
        _run(user, str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c fsync=off -c unix_socket_directories='{folder}'"
        _run(user, str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield str(folder)
        finally:
            _run(user, str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(folder: str) -> str:
    """Make an empty schema, which is as good as a database and made in no time, and return its URL."""
    name = f"t{os.getpid()}_{next(NUMBERS)}"
    engine = sa.create_engine(f"postgresql+psycopg://postgres@/postgres?host={folder}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    return f"postgresql://postgres@/postgres?host={folder}&options=-csearch_path%3D{name}"


def _programs() -> Path:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise NoServer("psycopg is not installed") from error
    there = shutil.which("initdb")
    found = [Path(there)] if there else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NoServer("PostgreSQL is not installed")
    return found[-1].parent


def _owner(folder: Path) -> str | None:
    """Return the user that the server runs as: PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.getuid() != 0:
        return None
    try:
        shutil.chown(folder, "postgres")
    except LookupError as error:
        raise NoServer("root cannot run PostgreSQL, and there is no user postgres") from error
    return "postgres"


def _run(user: str | None, *command: str) -> None:
    quiet = subprocess.DEVNULL  # the server inherits these: a pipe would stay open as long as it runs
    done = subprocess.run(command, user=user, cwd="/", stdout=quiet, stderr=quiet, check=False)
    if done.returncode:
        raise NoServer(f"{Path(command[0]).name} ended with {done.returncode}")
