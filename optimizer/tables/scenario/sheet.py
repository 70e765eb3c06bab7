"""The sheet of scenarios (方案表): one row a change; rows of one name make one scenario."""

from __future__ import annotations

import re
from typing import Any

from optimizer.domain.scenario import DECISIONS, Change, Decision, Scenario
from optimizer.tables.body import read_body
from optimizer.tables.columns import read_columns
from optimizer.tables.grid import Grid
from optimizer.tables.header import read_header
from optimizer.tables.names import find_table, plain
from optimizer.tables.problems import Problems
from optimizer.tables.scenario.schema import SCENARIOS
from optimizer.tables.sheet import Cell, Sheet, is_blank
from optimizer.text.compare import BASE

_SEPARATORS = re.compile(r"\s*[,，、;；]\s*")
_WHERE = ("region", "quantity", "year")
_ONCE = ("base", "case_checksum", "note")


def read_scenario_sheet(sheet: Sheet, problems: Problems) -> list[Scenario]:
    """Return the scenarios of the sheet in its order; a blank name repeats the one above."""
    if all(is_blank(cell) for row in sheet.rows for cell in row):
        return []
    problems.enter(sheet.file, sheet.sheet)
    header = read_header(SCENARIOS, sheet, problems)
    if header is None:
        return []
    body = read_body(SCENARIOS, sheet, header, problems)
    grid = read_columns(SCENARIOS, sheet, header, body, problems)
    place = header.places.get("value", -1)
    cells = [sheet.rows[row][place] if 0 <= place < len(sheet.rows[row]) else "" for row in body.records]
    names = _names(grid, problems)
    scenarios = []
    for name in dict.fromkeys(name for name in names if name):
        records = [record for record, other in enumerate(names) if other == name]
        scenarios.append(_scenario(grid, cells, records, problems))
    return scenarios


def _names(grid: Grid, problems: Problems) -> list[str]:
    names: list[str] = []
    for record, text in enumerate(grid.texts["name"]):
        name = plain(text) or (names[-1] if names else "")
        if not name:
            problems.add("scenario_without_name", grid.where(record, "name"))
        names.append(name)
    return names


def _scenario(grid: Grid, cells: list[Cell], records: list[int], problems: Problems) -> Scenario:
    decisions: list[tuple[Decision, str]] = []
    changes: list[Change] = []
    for record in records:
        decided = [(d, p) for d in DECISIONS for p in _SEPARATORS.split(grid.texts[d][record]) if p]
        decisions += decided
        change = _change(grid, cells[record], record)
        if change is not None:
            changes.append(change)
        elif not decided or _begun(grid, cells[record], record):
            problems.add("scenario_incomplete", grid.where(record, "table"))
    once = {column: _once(grid, column, records, problems) for column in _ONCE}
    base = "" if plain(once["base"]) == BASE else once["base"]
    return Scenario(
        grid.texts["name"][records[0]], base, tuple(decisions), tuple(changes), once["case_checksum"], once["note"],
        grid.where(records[0], "name"),
    )  # fmt: skip


def _once(grid: Grid, column: str, records: list[int], problems: Problems) -> str:
    """Return what the rows of one scenario say in a column that holds for all of it (notes are joined)."""
    said = list(dict.fromkeys(grid.texts[column][r] for r in records if grid.texts[column][r]))
    if column == "note":
        return "；".join(said)
    if len(said) > 1:
        other = next(r for r in records if grid.texts[column][r] == said[1])
        label = grid.label(column)
        problems.add("scenario_disagrees", grid.where(other, column), read=said[1], wanted=said[0], column=label)
    return said[0] if said else ""


def _begun(grid: Grid, cell: Cell, record: int) -> bool:
    """Return whether a row names a table, a row of it, or a value."""
    texts = any(grid.texts[c][record] for c in ("table", "item", "column", "region", "quantity"))
    return texts or bool(grid.numbers["year"][record] > 0) or not is_blank(cell)


def _change(grid: Grid, cell: Cell, record: int) -> Change | None:
    """Return the change of one row (None when table, rows or column are not all named)."""
    table, column, item = (grid.texts[c][record] for c in ("table", "column", "item"))
    where: dict[str, Any] = {}
    for name in _WHERE:
        value = int(grid.numbers[name][record]) if name == "year" and grid.numbers[name][record] > 0 else ""
        value = grid.texts[name][record] if name != "year" else value
        if value:
            where[name] = value
    if item:
        where[_item(table)] = item
    if not (table and column and where):
        return None
    return Change(table, where, {column: cell}, grid.where(record, "value"))


def _item(table: str) -> str:
    """Return the column that an item names: the project, the measure, the rule."""
    found = find_table(table)
    if found is None:
        return "rule"
    return found.key[0] if found.name in ("projects", "measures") else SCENARIOS.column("item").label
