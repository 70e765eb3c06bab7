"""Read a pack.toml (规则包文件) into records; every problem of its form is reported at once."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from optimizer.domain.issue import Issue, Where, make_issue
from optimizer.errors import InputRejected
from optimizer.packs.edition import Document, Record, Target, Value
from optimizer.text.packs import WANTED

Group = dict[str, Value]

DEPTH = 6
"""editions, number, section, group, key, field: what pydantic adds behind is its own trials."""

TARGET_DEPTH = 3
"""targets, number, field."""


class EditionFile(Record):
    """One [[editions]] table of a pack.toml, before merging."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    version: str = Field(pattern=r"^\d{4}-\d{2}$")
    valid_from: date | None = None
    valid_to: date | None = None
    rules: dict[str, Group] = {}
    display: dict[str, Group] = {}
    parameters: dict[str, Group] = {}


class PackFile(Record):
    """A pack.toml, before merging."""

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    extends: str = ""
    documents: dict[str, Document] = {}
    targets: tuple[Target, ...] = ()
    editions: tuple[EditionFile, ...] = ()


def read_pack(path: Path, name: str) -> PackFile:
    """Return the records of one pack.toml; raise InputRejected with every issue of its form.

    name: what messages call the file.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputRejected([make_issue("pack_bad_toml", Where(name), read=str(error))]) from error
    try:
        return PackFile.model_validate(raw)
    except ValidationError as error:
        raise InputRejected(_issues(error, raw, name)) from error


def unknown(name: str, known: Iterable[str], where: Where, code: str = "pack_unknown_key") -> Issue:
    """Return the issue of an unknown name, with what is known and the nearest of it."""
    names = list(known)
    close = next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.4)), "")
    return make_issue(code, where, read=name, wanted="、".join(names) or "—", nearest=close)


def _issues(error: ValidationError, raw: Mapping[str, Any], file: str) -> list[Issue]:
    found: dict[str, Issue] = {}
    for problem in error.errors():
        location = problem["loc"][: TARGET_DEPTH if problem["loc"][0] == "targets" else DEPTH]
        cell = _cell(location, raw)
        if problem["type"] == "extra_forbidden":
            issue = unknown(str(location[-1]), _model(location).model_fields, Where(file, "", cell))
        else:
            read = "" if problem["type"] == "missing" else str(problem["input"])
            wanted = WANTED.get(str(location[-1])) or WANTED.get(problem["type"], WANTED["form"])
            issue = make_issue("pack_bad_value", Where(file, "", cell), read=read, wanted=wanted)
        found.setdefault(cell, issue)
    return list(found.values())


def _cell(location: tuple[int | str, ...], raw: Mapping[str, Any]) -> str:
    """Return the dotted key; an edition is named by its id, a target by its number."""
    parts = [str(part) for part in location]
    if len(location) > 1 and location[0] == "targets" and isinstance(location[1], int):
        return ".".join([f"targets[{location[1] + 1}]", *parts[2:]])
    if len(location) > 1 and location[0] == "editions" and isinstance(location[1], int):
        table = raw["editions"][location[1]]
        own = table.get("id") if isinstance(table, Mapping) else None
        parts = [str(own or f"editions[{location[1] + 1}]"), *parts[2:]]
    return ".".join(parts)


def _model(location: tuple[int | str, ...]) -> type[BaseModel]:
    if location[0] == "documents":
        return Document
    if location[0] == "targets" and len(location) > 1:
        return Target
    if location[0] == "editions" and len(location) > 2:
        return Value if len(location) > 3 else EditionFile
    return PackFile
