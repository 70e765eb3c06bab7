"""What the store keeps (档案): case versions, saved scenarios, runs, the change log and users.

`id`, `number`, `who` and `at` are given by the store; `at` is in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a user may do (角色): each role may do what the ones before it may."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """One version of a case (数据版本) as it was handed in; `number` counts the versions of `name` from 1.

    file: what it was called when it was handed in; suffix: ".xlsx", or ".zip" of a folder; checksum: of the case as
    read, in canonical units (Case.checksum); size: bytes.
    """

    id: int
    name: str
    number: int
    file: str
    suffix: str
    checksum: str
    size: int
    who: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """One saved scenario (已存方案): never changed; `base` is the scenario that it was edited from."""

    id: int
    case_version: int
    name: str
    spec: Mapping[str, Any]
    who: str
    at: dt.datetime
    reason: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run (测算记录): what went in, under which edition and versions, and how it ended.

    run: follows from the inputs alone (Stamp.run); id: `run`, with -2, -3 … when the same run was made again;
    objective: 亿元, None without a plan.
    """

    run: str
    case_version: int
    case: str
    model: str
    checksum: str
    pack: str
    versions: Mapping[str, str]
    options: Mapping[str, Any]
    stop: str
    hold: str
    objective: float | None
    scenario: int | None = None
    id: str = ""
    who: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the change log (变更日志): who did what where, the value before and after, and why."""

    id: int
    at: dt.datetime
    who: str
    what: str
    where: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class User:
    """One user (用户); a user who is not active may not sign in."""

    name: str
    role: Role
    active: bool
    at: dt.datetime
