"""Runs (测算): what was solved, from what and with what result; never changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from optimizer.domain.record import RunRecord
from optimizer.store.blobs import content, keep
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import now, runs
from optimizer.text import store as text

COLUMNS = [runs.c[field.name] for field in fields(RunRecord)]
FAST = 1
"""The level of compression: results shrink to a tenth, and higher levels cost more than they save."""


class Runs:
    """The runs of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def record(self, record: RunRecord, result: Mapping[str, Any], who: str) -> str:
        """Keep a run with its JSON result and return its id: `record.run`, from the second time with -2, -3 …"""
        packed = zlib.compress(json.dumps(result, allow_nan=False).encode(), FAST)
        with self.database.write() as connection:
            last = sa.select(sa.func.max(runs.c.number)).where(runs.c.run == record.run)
            number = (connection.execute(last).scalar_one() or 0) + 1
            row = {column.name: getattr(record, column.name) for column in COLUMNS}
            row |= {
                "id": record.run if number == 1 else f"{record.run}-{number}", "number": number,
                "result": keep(connection, packed), "who": who, "at": now(),
            }  # fmt: skip
            connection.execute(sa.insert(runs).values(row))
            note(connection, who, text.RUN, record.case, "", row["id"])
            return str(row["id"])

    def list(self, limit: int = 100) -> list[RunRecord]:
        """Return the latest runs, the newest first."""
        query = sa.select(*COLUMNS).order_by(runs.c.at.desc(), runs.c.number.desc()).limit(limit)
        with self.database.read() as connection:
            return [RunRecord(**row._mapping) for row in connection.execute(query)]

    def get(self, run_id: str) -> RunRecord:
        """Return one run; raise KeyError when there is none."""
        with self.database.read() as connection:
            row = connection.execute(sa.select(*COLUMNS).where(runs.c.id == run_id)).first()
        if row is None:
            raise KeyError(run_id)
        return RunRecord(**row._mapping)

    def result(self, run_id: str) -> dict[str, Any]:
        """Return the result of a run as it was recorded; raise KeyError when there is no such run."""
        with self.database.read() as connection:
            kept = connection.execute(sa.select(runs.c.result).where(runs.c.id == run_id)).scalar()
            if kept is None:
                raise KeyError(run_id)
            packed = content(connection, kept)
        document: dict[str, Any] = json.loads(zlib.decompress(packed))
        return document
