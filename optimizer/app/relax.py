"""Relaxations as scenarios (放宽方案): what a repair or an entry of the menu would change, as a document to save.

Nothing is relaxed here: the document is a scenario like any other, and only one that passes all checks is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from optimizer.app.office import Office
from optimizer.app.scenario import scenario_of
from optimizer.app.solving import Spec
from optimizer.domain.case import Case
from optimizer.errors import InputRejected
from optimizer.text.diagnosis import JOIN
from optimizer.text.web_solve import RELAXED

Entry = Mapping[str, Any]
_SAFE = 1e-9
"""Relative margin on an amount, so that its last digit does not matter."""


class _NotAChange(Exception):
    """A relaxation that no change of figures expresses."""


def relaxed(office: Office, version: int, spec: Spec, case: Case, entries: Sequence[Entry]) -> dict[str, Any] | None:
    """Return the scenario document with all entries applied, None when they cannot be put as one.

    case: the case under `spec`, which the entries speak of; entries: of a repair or of the menu.
    """
    try:
        changes = [change for entry in entries for change in _changes(case, entry)]
    except _NotAChange:
        return None
    freed = [str(change["free"]) for change in changes if "free" in change]
    given = office.desk(version).base.case.projects.set_index("project")["status"]
    document = {
        "name": str(spec.get("name") or "-"),
        **{key: [p for p in spec.get(key, ()) if p not in freed] for key in ("approve", "reject")},
        "free": [*spec.get("free", ()), *(p for p in freed if given[p] != "candidate")],
        "changes": _merged([*spec.get("changes", ()), *(change for change in changes if "table" in change)]),
        "note": RELAXED.format(says=JOIN.join(str(entry["says"]) for entry in entries)),
    }  # fmt: skip
    document = {key: value for key, value in document.items() if value}
    try:
        office.desk(version).under(scenario_of(document))
    except InputRejected:
        return None
    return document


def _merged(changes: Iterable[Entry]) -> list[Entry]:
    """Return the changes with a later one in the place of an earlier one of the same figures."""
    found: dict[str, Entry] = {}
    for change in changes:
        key = f"{change['table']}{sorted(change['where'].items())}{sorted(change['set'])}"
        found[key] = change
    return list(found.values())


def _changes(case: Case, entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield what one entry changes; raise _NotAChange for what is no change of figures."""
    action = entry.get("action")
    parts = entry.get("parts") or [entry]
    if action in ("reduce", "transfer"):
        for part in parts:
            yield _usage(case, part, str(part["region"]), -float(part["amount"]))
            if action == "transfer":
                yield _usage(case, part, str(entry["seller"]), float(part["amount"]))
    elif action in ("drop", "admit"):
        yield from _decision(case, parts[0])
    elif action == "later":
        yield _later(case, str(entry["project"]), int(entry["year"]))
    elif action == "value_added":
        frame = case.projects
        more = float(frame.loc[frame["project"] == entry["project"], "value_added"].iloc[0]) + float(entry["amount"])
        yield _set("projects", {"project": entry["project"]}, "value_added", more * (1 + _SAFE))
    else:
        for part in parts:
            yield from _limit(case, part)


def _limit(case: Case, part: Entry) -> Iterator[dict[str, Any]]:
    if part["rule"] == "hand_down":
        yield _set("rules", {"rule": "hand_down"}, "reserve_share", max(float(part["to"]) * (1 - _SAFE), 0.0))
    elif part["rule"] == "total":
        where = {name: part[name] for name in ("region", "quantity", "year")}
        if not np.logical_and.reduce([case.totals[name] == value for name, value in where.items()]).any():
            raise _NotAChange
        yield _set("totals", where, "total", float(part["to"]) * (1 + _SAFE))
    else:
        yield from _decision(case, part)


def _decision(case: Case, part: Entry) -> Iterator[dict[str, Any]]:
    if part["project"]:
        yield {"free": part["project"]}
    elif part["measure"] and part["rule"] in ("must", "rejected"):
        yield _set("measures", {"measure": part["measure"]}, "status", "candidate")
    else:
        raise _NotAChange


def _usage(case: Case, part: Entry, region: str, more: float) -> dict[str, Any]:
    """Return the change of what exists in one region and year."""
    table, quantity = case.region_years, str(part["quantity"])
    at = (table["region"] == region) & (table["year"] == part["year"])
    if not at.any():
        raise _NotAChange
    margin = _SAFE * abs(more) if more < 0 else 0.0
    value = float(table.loc[at, quantity].iloc[0]) + more - margin
    return _set("region_years", {"region": region, "year": part["year"]}, quantity, value)


def _later(case: Case, project: str, year: int) -> dict[str, Any]:
    record = int(np.flatnonzero(case.projects["project"] == project)[0])
    started = case.projects["start_year"].iloc[record]
    if np.isfinite(float(started)):
        return _set("projects", {"project": project}, "start_year", year)
    share = case.ramp[record]
    years = case.years.index(year) - int(np.flatnonzero(share)[0])
    later = [0.0] * years + share[: len(share) - years].tolist()
    return _set("projects", {"project": project}, "ramp", " ".join(f"{value:.12g}" for value in later))


def _set(table: str, where: Mapping[str, Any], column: str, value: object) -> dict[str, Any]:
    return {"table": table, "where": dict(where), "set": {column: value}}
