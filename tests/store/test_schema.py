"""The database keeps what must stay, whoever asks; old stores come up to date with all they hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

import optimizer.store.migrate as migrate
from optimizer.store.engine import Database, address
from optimizer.store.schema import METADATA
from optimizer.store.store import Store
from tests.store.sample import STEPS, dump

FOR_GOOD = ("blobs", "case_versions", "scenarios", "runs", "log", "ledger_vouchers", "ledger_entries", "ledger_books")
CHANGE = {"blobs": "checksum", "log": '"who"', "ledger_entries": "amount"}
"""A column to change, where it is not `who`."""


@pytest.mark.parametrize("table", FOR_GOOD)
def test_the_database_itself_refuses_to_change_what_is_kept_for_good(store: Store, table: str) -> None:
    for step in STEPS:
        step(store)
    before = dump(store)
    for statement in (f"UPDATE {table} SET {CHANGE.get(table, 'who')} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="append-only"), store.database.write() as connection:
            connection.exec_driver_sql(statement)
    assert before[table] and dump(store) == before


@pytest.mark.parametrize("table", FOR_GOOD)
def test_no_row_is_replaced_or_emptied_away(store: Store, table: str) -> None:
    """INSERT OR REPLACE (SQLite) and TRUNCATE (PostgreSQL) are refused too; each is a mistake in the other's language."""
    for step in STEPS:
        step(store)
    before = dump(store)
    own = store.database.engine.dialect.name == "sqlite"
    statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" if own else f"TRUNCATE {table} CASCADE"
    with pytest.raises(IntegrityError, match="append-only"), store.database.write() as connection:
        connection.exec_driver_sql(statement)
    assert dump(store) == before


def test_the_last_number_of_a_book_may_move(store: Store) -> None:
    for step in STEPS:
        step(store)
    with store.database.write() as connection:
        connection.exec_driver_sql("UPDATE ledger_books SET last = 9")
    assert dump(store)["ledger_books"][0]["last"] == 9


def test_a_store_of_the_first_step_comes_up_with_all_it_holds(url: str) -> None:
    """The first step knew no ledger; a store of that time is opened, keeps its rows and gets the tables."""
    database = Database(address(url))
    migrate.upgrade(database, "0001")
    with database.write() as connection:
        assert "ledger_books" not in sa.inspect(connection).get_table_names()
    old = Store(database)
    for step in STEPS[:9]:
        step(old)
    with database.read() as connection:
        known = set(sa.inspect(connection).get_table_names())
        names = [name for name in METADATA.tables if name in known]
        before = {name: connection.execute(sa.select(METADATA.tables[name])).all() for name in names}
    old.close()
    with Store.open(url) as store, store.database.read() as connection:
        assert {name: connection.execute(sa.select(METADATA.tables[name])).all() for name in names} == before
        assert sum(map(len, before.values())) > 15
    with Store.open(url) as store:
        STEPS[9](store)
        assert len(store.ledger.load("账").entries) == 2


def test_the_steps_lead_to_the_tables_that_the_code_expects(store: Store) -> None:
    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": migrate.VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_the_steps_are_listed() -> None:
    files = Path(migrate.__file__).with_name("migrations").glob("versions/r*.py")
    found = [re.findall(r'revision = "(\w+)"', file.read_text(encoding="utf-8")) for file in sorted(files)]
    assert [numbers[0] for numbers in found] == list(migrate.STEPS)
    assert [numbers[1:] for numbers in found] == [[], *([step] for step in migrate.STEPS[:-1])]
    assert migrate.STEPS[-1] == migrate.HEAD


def test_sqlite_writes_ahead_and_to_the_disk(tmp_path: Path) -> None:
    """journal_mode WAL, synchronous 2 = FULL, foreign keys on, and a wait for other writers."""
    with Store.open(str(tmp_path / "s.db")) as store, store.database.read() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}
