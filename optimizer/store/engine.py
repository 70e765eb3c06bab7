"""The connection to the database (连接): what differs between SQLite and PostgreSQL stands here and nowhere else.

On both, writers come one after the other and each write is one transaction, so that no writer sees half of another's.
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from optimizer.store.trouble import locked, missing_driver, trouble_of, wrong_address

WAIT = 15.0
"""Seconds that a writer waits for another one."""
POSTGRESQL = "postgresql"
LOCK = 7_310_025_577
"""The advisory lock of our writers in PostgreSQL; any fixed number that nobody else uses."""
THREADS = 45
"""Connections that may be open at once beside the five that stay open."""
WRITES = "shuangkong_writes"


class Database:
    """One database: `read` and `write` give a connection inside a transaction.

    Errors of the database become StoreTrouble; whatever was written is then undone.
    """

    def __init__(self, url: sa.URL, wait: float = WAIT) -> None:
        self.place = url.database or "" if _embedded(url) else url.render_as_string(hide_password=True)
        self.engine = _engine(url, wait)
        self._before: Callable[[], None] = lambda: None

    def under(self, check: Callable[[], None]) -> Self:
        """Return the same database, but every write first asks `check`, which raises where it must not be."""
        other = copy.copy(self)
        other._before = check
        return other

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database, whatever others write meanwhile."""
        with self._translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give the only connection that may write now; all of it is kept at the end, or nothing."""
        self._before()
        with self._translated(), self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            trouble = trouble_of(error, self.place)
            if trouble is None:
                raise
            raise trouble from error
        except sa.exc.TimeoutError as error:
            raise locked(self.place) from error


def address(text: str) -> sa.URL:
    """Return the URL of a database: a URL as it is (PostgreSQL by psycopg), anything else as the path of a file."""
    if "://" not in text:
        return sa.URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError:
        raise wrong_address() from None
    if url.drivername in {"postgres", POSTGRESQL}:
        url = url.set(drivername=f"{POSTGRESQL}+psycopg")
    if url.get_backend_name() not in {"sqlite", POSTGRESQL} or not url.database:
        raise wrong_address()
    return url


def append_only(dialect: str, table: str, keys: Sequence[Sequence[str]], fixed: Sequence[str] = ()) -> list[str]:
    """Return the statements that make the database itself refuse to change or delete rows of a table.

    keys: the columns of its unique keys, so that a row cannot be replaced either; fixed: when given, only these
    columns may not change.
    """
    of = f" OF {_names(fixed)}" if fixed else ""
    if dialect == POSTGRESQL:
        refuse = f"EXECUTE FUNCTION shuangkong_refuse('{table}')"
        return [
            "CREATE OR REPLACE FUNCTION shuangkong_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = '23514'; END $$",
            f'CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON "{table}" FOR EACH ROW {refuse}',
            f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" FOR EACH ROW {refuse}',
            f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT {refuse}',
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    there = " OR ".join("(" + " AND ".join(f'"{key}" = NEW."{key}"' for key in unique) + ")" for unique in keys)
    return [
        f'CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON "{table}" {refuse}',
        f'CREATE TRIGGER {table}_no_delete BEFORE DELETE ON "{table}" {refuse}',
        f'CREATE TRIGGER {table}_no_replace BEFORE INSERT ON "{table}" '
        f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {there}) {refuse}',
    ]


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _embedded(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: sa.URL, wait: float) -> sa.Engine:
    connect = {"timeout": wait} if _embedded(url) else {"connect_timeout": max(2, int(wait))}
    try:
        engine = sa.create_engine(
            url, connect_args=connect, pool_pre_ping=not _embedded(url),
            max_overflow=THREADS, pool_timeout=wait,
            json_serializer=partial(json.dumps, allow_nan=False),
        )  # fmt: skip
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise missing_driver() from None
    if _embedded(url):
        sa.event.listen(engine, "connect", partial(_prepare, wait))
        sa.event.listen(engine, "begin", _begin)
    else:
        sa.event.listen(engine, "begin", partial(_take_turn, wait))
    return engine


def _prepare(wait: float, connection: Any, _record: object) -> None:
    """Set up a connection of SQLite; transactions are begun by us, for Python's driver begins them too late."""
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "recursive_triggers=ON", f"busy_timeout={int(wait * 1000)}"):
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + wait
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:  # another process may be switching it on at this moment, and SQLite does not wait for that by itself
            connection.execute("PRAGMA journal_mode=WAL")
        except Exception as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction of SQLite; a writer takes its turn at once and not at its first statement."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turn(wait: float, connection: sa.Connection) -> None:
    """Let a writer of PostgreSQL wait for its turn; the lock goes with the transaction."""
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
