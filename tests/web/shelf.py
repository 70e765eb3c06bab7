"""A store in memory, for tests of the screen: what the office needs and nothing more."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    checksum: str
    blob: bytes = b""
    suffix: str = ""


@dataclass
class Cases:
    rows: list[Row] = field(default_factory=list)

    def add(self, name: str, blob: bytes, suffix: str, checksum: str, who: str, reason: str = "") -> Row:
        self.rows.append(Row(len(self.rows) + 1, name, checksum, blob, suffix))
        return self.rows[-1]

    def latest(self) -> Sequence[Row]:
        return list({row.name: row for row in self.rows}.values())

    def get(self, version_id: int) -> Row | None:
        return next((row for row in self.rows if row.id == version_id), None)

    def blob(self, version_id: int) -> tuple[bytes, str]:
        row = self.rows[version_id - 1]
        return row.blob, row.suffix


@dataclass
class Drafts:
    kept: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)

    def load(self, who: str, case_version: int) -> Mapping[str, Any] | None:
        return self.kept.get((who, case_version))

    def save(self, who: str, case_version: int, state: Mapping[str, Any]) -> None:
        self.kept[who, case_version] = copy.deepcopy(state)


@dataclass
class Scenarios:
    kept: list[tuple[int, str, Mapping[str, Any], str, str]] = field(default_factory=list)

    def save(self, case_version: int, name: str, spec: Mapping[str, Any], who: str, reason: str = "") -> object:
        self.kept.append((case_version, name, spec, who, reason))
        return len(self.kept)


@dataclass
class Shelf:
    cases: Cases = field(default_factory=Cases)
    drafts: Drafts = field(default_factory=Drafts)
    scenarios: Scenarios = field(default_factory=Scenarios)
