"""A PostgreSQL server of the tests' own: started once, a fresh database for each test that asks."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = [Path(found).parent for found in [shutil.which("postgres")] if found]
PROGRAMS += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a server on a free port, without a database; skip where PostgreSQL is not installed."""
    programs = next((folder for folder in PROGRAMS if (folder / "initdb").exists()), None)
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    account = _account()
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if account:
        shutil.chown(home, account)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    run = {"check": True, "capture_output": True, "user": account, "cwd": home}
    subprocess.run([programs / "initdb", "-D", home / "data", "-U", "tests", "-A", "trust", "-E", "UTF8"], **run)  # type: ignore[call-overload]
    control = [programs / "pg_ctl", "-D", home / "data", "-w"]
    subprocess.run([*control, "-o", options, "-l", home / "log", "start"], **run)  # type: ignore[call-overload]
    try:
        yield f"postgresql://tests@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]
        shutil.rmtree(home)


def _account() -> str | None:
    """The server refuses to run as root: then it runs as the account that Debian's package makes."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no account postgres")


def new_database(address: str) -> str:
    """Make an empty database and return its URL."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{address}/{name}"
