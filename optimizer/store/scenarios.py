"""Scenarios (方案): saved for good; an edited one is a new one that names the old one as its base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from optimizer.domain.record import SavedScenario
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import now, scenarios
from optimizer.text import store as text


class Scenarios:
    """The saved scenarios of a store."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def save(
        self, case_version: int, name: str, spec: Mapping[str, Any], who: str, reason: str = "", base: int | None = None
    ) -> SavedScenario:
        """Save a scenario of a case version; `spec` is its document in JSON's types."""
        row = {
            "case_version": case_version, "name": name, "spec": spec, "base": base, "who": who, "at": now(),
            "reason": reason,
        }  # fmt: skip
        with self.database.write() as connection:
            added = connection.execute(sa.insert(scenarios).values(row).returning(scenarios)).one()
            note(connection, who, text.SCENARIO, name, "" if base is None else str(base), str(added.id), reason)
            return SavedScenario(**added._mapping)

    def of_case(self, version_id: int) -> list[SavedScenario]:
        """Return the scenarios of a case version in the order of saving."""
        return self._found(scenarios.c.case_version == version_id)

    def get(self, scenario_id: int) -> SavedScenario:
        """Return one scenario; raise KeyError when there is none."""
        found = self._found(scenarios.c.id == scenario_id)
        if not found:
            raise KeyError(scenario_id)
        return found[0]

    def _found(self, condition: sa.ColumnElement[bool]) -> list[SavedScenario]:
        query = sa.select(scenarios).where(condition).order_by(scenarios.c.id)
        with self.database.read() as connection:
            return [SavedScenario(**row._mapping) for row in connection.execute(query)]
