"""Bring a store to the present shape (升级库结构): all steps in one transaction, or none."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from optimizer.store.engine import Database
from optimizer.store.trouble import foreign, too_new

VERSION_TABLE = "shuangkong_schema"
HEAD = "0003"
"""The last step; a store that stands there is opened without loading Alembic."""
STEPS = ("0001", "0002", HEAD)


def upgrade(database: Database, target: str = HEAD) -> None:
    """Run the steps up to `target`; raise StoreForeign or StoreTooNew when the store is not one that we may touch."""
    with database.read() as connection:
        if _version(connection, database.place) == target:
            return
    with database.write() as connection:  # another program may have upgraded it while we waited
        if _version(connection, database.place) != target:
            _run(connection, target)


def _version(connection: sa.Connection, place: str) -> str:
    """Return the step at which the store stands, "" for an empty database."""
    tables = sa.inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise foreign(place)
        return ""
    found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one()
    if found not in STEPS:
        raise too_new(place, found)
    return str(found)


def _run(connection: sa.Connection, target: str) -> None:
    from alembic.command import upgrade as run_steps
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    run_steps(config, target)
