"""Scenarios (方案): saved for good; an edited one is a new one that names the old one as its base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from optimizer.domain.record import Review, SavedScenario
from optimizer.errors import WrongUsage
from optimizer.store.engine import Database
from optimizer.store.log import note
from optimizer.store.schema import case_versions, now, reviews, scenarios
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

    def review(self, scenario_id: int, who: str, note_: str = "") -> None:
        """Mark a scenario as reviewed; raise WrongUsage when there is none or when `who` saved it."""
        with self.database.write() as connection:
            row = connection.execute(sa.select(scenarios).where(scenarios.c.id == scenario_id)).first()
            if row is None:
                raise WrongUsage(text.NO_SCENARIO.format(scenario=scenario_id))
            if row.who == who:
                raise WrongUsage(text.OWN_SCENARIO.format(name=row.name, who=who))
            connection.execute(sa.insert(reviews).values(scenario=scenario_id, who=who, at=now(), note=note_))
            note(connection, who, text.REVIEW, row.name, "", str(scenario_id), note_)

    def reviewed(self, limit: int = 200) -> list[Review]:
        """Return the last scenarios of all cases, newest first, each with its reviews or with a line of no reviewer."""
        query = (
            sa.select(scenarios.c.id, scenarios.c.name, case_versions.c.name.label("case"),
                      scenarios.c.who.label("author"), reviews.c.who,
                      sa.func.coalesce(reviews.c.at, scenarios.c.at, type_=scenarios.c.at.type).label("at"),
                      sa.func.coalesce(reviews.c.note, "").label("note"))
            .join(case_versions, case_versions.c.id == scenarios.c.case_version)
            .outerjoin(reviews, reviews.c.scenario == scenarios.c.id)
            .order_by(scenarios.c.id.desc(), reviews.c.id).limit(limit)
        )  # fmt: skip
        with self.database.read() as connection:
            return [Review(*row) for row in connection.execute(query)]

    def _found(self, condition: sa.ColumnElement[bool]) -> list[SavedScenario]:
        query = sa.select(scenarios).where(condition).order_by(scenarios.c.id)
        with self.database.read() as connection:
            return [SavedScenario(**row._mapping) for row in connection.execute(query)]
