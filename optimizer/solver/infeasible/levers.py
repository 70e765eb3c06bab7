"""Levers (开关): the limits and decisions of a program that can be switched off one by one.

Switched off, a limit has no end, a decision on a project or measure is open again, and a reserve is zero: what is
left of the hand-down then holds in a row of its own. Everything else is background and always holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.conflict import Member
from optimizer.rules.facts import Array, Facts, Measures, Projects
from optimizer.solver.matrix import Matrix

BACKGROUND = ("coverage", "background", "market", "grants")
DECIDED = ("measures", "must", "group", "link", "two_high")
"""Rows of decisions: nothing to measure a gap by."""
HARD = 2


@dataclass(frozen=True, slots=True)
class Lever:
    """How a member is switched off: a row without limit, or a column freed from its decision."""

    member: Member
    row: int = -1
    column: int = -1


def with_background(matrix: Matrix) -> Matrix:
    """Return the program with one row more for every reserve: the same hand-down, nothing reserved."""
    added = matrix
    for r in _reserves(matrix):
        part = slice(matrix.start[r], matrix.start[r + 1])
        added = replace(
            added,
            start=np.append(added.start, added.start[-1] + part.stop - part.start),
            index=np.concatenate([added.index, matrix.index[part]]),
            value=np.concatenate([added.value, np.where(_kept_back(matrix.value[part]), -1.0, matrix.value[part])]),
            row_lower=np.append(added.row_lower, -np.inf),
            row_upper=np.append(added.row_upper, matrix.row_upper[r]),
            rows=(*added.rows, ("background", matrix.rows[r][1])),
        )
    return added


def levers_of(case: Case, facts: Facts, matrix: Matrix) -> list[Lever]:
    """Return everything that may be a member of a conflict, limits in the order of the rules, then decisions."""
    levers = limits_of(case, facts, matrix, range(matrix.shape[0]))
    levers += _decisions(case.projects, facts.projects, 0, "project")
    return levers + _decisions(case.measures, facts.measures, len(facts.projects.record), "measure")


def limits_of(case: Case, facts: Facts, matrix: Matrix, rows: Iterable[int]) -> list[Lever]:
    """Return the limits that stand in these rows, in their order; what is background is none."""
    levers = []
    for r in rows:
        rule, key = matrix.rows[r]
        if rule in BACKGROUND or (rule == "hand_down" and not _reserving(matrix, r)):
            continue
        if rule == "approvals":
            levers += _choice(case, r, *key)
        elif rule == "measures":
            levers.append(Lever(Member(rule, key[0], key[2], measure=_name(case.measures, key[1]), record=key[1]), r))
        elif rule != "total" or _hard(facts, key):
            region, quantity, year = key
            levers.append(Lever(Member(rule, region, year, quantity), r))
    return levers


def _choice(case: Case, row: int, kind: str, record: int, name: str) -> list[Lever]:
    """Return the lever of a group, a link or a 必上 with a choice of start years; start years themselves exclude."""
    if kind == "variants":
        return []
    if kind == "link":
        said = case.measures.iloc[record]
        member = Member("link", str(said["region"]), int(said["year"]), measure=str(said["measure"]), record=record)
        return [Lever(replace(member, group=name), row)]
    region = str(case.projects["region"].iloc[record])
    if kind == "barred":
        return [Lever(Member("two_high", region, record=record, group=name), row)]
    member = Member("group", region, group=name) if kind == "group" else Member("must", region, project=name)
    return [Lever(replace(member, record=record), row)]


def freed(matrix: Matrix, levers: Sequence[Lever], open_top: Array) -> Matrix:
    """Return the program with these levers off; `open_top` is the value of full approval of each column."""
    rows = np.array([lever.row for lever in levers if lever.row >= 0], dtype=int)
    columns = np.array([lever.column for lever in levers if lever.column >= 0], dtype=int)
    row_upper, lower, upper = matrix.row_upper.copy(), matrix.lower.copy(), matrix.upper.copy()
    row_upper[rows] = np.inf
    lower[columns], upper[columns] = 0.0, open_top[columns]
    return replace(matrix, row_upper=row_upper, lower=lower, upper=upper)


def _reserves(matrix: Matrix) -> list[int]:
    """Return the hand-down rows in which a reserve takes part: the region's budget counts for less than one."""
    return [r for r, (rule, _) in enumerate(matrix.rows) if rule == "hand_down" and _reserving(matrix, r)]


def _reserving(matrix: Matrix, row: int) -> bool:
    return bool(_kept_back(matrix.value[matrix.start[row] : matrix.start[row + 1]]).any())


def _kept_back(values: Array) -> Array:
    """Return which entry of a hand-down row is the region's own budget less its reserve: between −1 and 0."""
    found: Array = (values < 0) & (values > -1.0)
    return found


def _hard(facts: Facts, key: tuple[str, Quantity, int]) -> bool:
    """Return whether that total is hard; an elastic one never stands in the way."""
    region, quantity, year = key
    place = QUANTITIES.index(quantity), facts.tree.names.index(region), facts.years.index(year)
    return bool(facts.limits.mode[place] == HARD)


def _decisions(table: pd.DataFrame, part: Projects | Measures, first: int, name: str) -> list[Lever]:
    levers = []
    regions, names = table["region"].tolist(), table[name].tolist()
    years = table["year"].tolist() if name == "measure" else None
    decided = np.flatnonzero((part.lower == 1) | (part.upper == 0))
    for column in decided.tolist():
        record = int(part.record[column])
        rule = "must" if part.lower[column] == 1 else "rejected"
        year = int(years[record]) if years else 0
        member = Member(rule, str(regions[record]), year, **{name: str(names[record])}, record=record)
        levers.append(Lever(member, column=first + column))
    return levers


def _name(measures: pd.DataFrame, record: int) -> str:
    return str(measures["measure"].iloc[record])
