"""Scenarios (方案): named differences from a case, and what they turn out to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from optimizer.domain.case import Origin
from optimizer.domain.issue import Where

Decision = Literal["approve", "reject", "free"]
DECISIONS: Mapping[Decision, str] = {"approve": "must", "reject": "rejected", "free": "candidate"}
"""What a scenario may decide on a project, and the status that the project then has."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change (改动): the rows of `table` that agree with `where` get the values of `put`, all as typed.

    `where` and `put` map column names (English or Chinese) to cells; `place` is where the change was written.
    `table` "rules" changes a rule's settings: `where` then names the rule.
    """

    table: str
    where: Mapping[str, Any]
    put: Mapping[str, Any]
    place: Where


@dataclass(frozen=True, slots=True)
class Scenario:
    """One named scenario (方案): decisions on projects and changes, on top of `base` ("": the case itself)."""

    name: str
    base: str = ""
    decisions: tuple[tuple[Decision, str], ...] = ()
    changes: tuple[Change, ...] = ()
    case_checksum: str = ""
    note: str = ""
    place: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Assumption:
    """One figure that a scenario changes (假设差异), in canonical units.

    A number, or a canonical word; NaN or "" is a blank, for which the default of the data dictionary stands.
    `cell` is where the base's value stands, `place` where the scenario's was written.
    """

    table: str
    key: tuple[str, ...]
    column: str
    before: Any
    after: Any
    cell: Where
    place: Where


@dataclass(frozen=True, slots=True)
class EditedOrigin(Origin):
    """Where the figures of a scenario stand (出处): changed ones at the change, the others in the case."""

    edits: Mapping[tuple[int, str], Where] = field(default_factory=dict)

    def where(self, record: int, column: str) -> Where:
        """Return the address of one figure."""
        return self.edits.get((record, column)) or Origin.where(self, record, column)
