"""Apply scenarios (方案应用): a new case from the same files with a few figures changed, after the same checks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from optimizer.domain.case import Case
from optimizer.domain.issue import Where
from optimizer.domain.scenario import DECISIONS, Assumption, Change, EditedOrigin, Scenario
from optimizer.errors import InputRejected
from optimizer.tables.columns import read_value
from optimizer.tables.grid import Grid, copies
from optimizer.tables.names import RULES_NAMES, find_table, nearest
from optimizer.tables.problems import Problems
from optimizer.tables.read import Draft, finish_edited
from optimizer.tables.resolve import default_word
from optimizer.tables.scenario.rows import find_column, rows_of
from optimizer.tables.schema import TABLES
from optimizer.tables.settings_sheet import setting_value
from optimizer.tables.shown import in_words, key_in_words
from optimizer.tables.typed import figure_and_unit
from optimizer.units import Unit, normal

Place = tuple[str, int, str]
"""Table, record, column."""


@dataclass(frozen=True, eq=False)
class Applied:
    """A case under a scenario (方案下的测算数据) and what differs; `rules` are the settings that it sets."""

    case: Case
    assumptions: tuple[Assumption, ...]
    rules: Mapping[tuple[str, str], Where]


def apply_scenario(draft: Draft, chain: Sequence[Scenario]) -> Applied:
    """Return the case with the scenarios of a chain applied in order; the draft must be one of a case without errors.

    Raises InputRejected with every issue of the scenarios and of the checks that input passes too.
    """
    problems = Problems()
    settings = draft.source.settings
    problems.waive = settings.waive
    editor = _Editor(draft, problems)
    for scenario in chain:
        editor.apply(scenario)
    if problems.rejected:
        raise InputRejected(problems.listed())
    rules = {name: dict(keys) for name, keys in settings.rules.items()}
    for (rule, key), (value, _) in editor.rules.items():
        rules.setdefault(rule, {})[key] = value
    assumptions = editor.assumptions()
    case = finish_edited(draft, editor.grids, replace(settings, rules=rules), problems)
    places = {key: place for key, (_, place) in editor.rules.items()}
    return Applied(case, assumptions, places)


@dataclass(eq=False)
class _Editor:
    """Writes the changes of scenarios into the tables of a draft."""

    draft: Draft
    problems: Problems
    grids: dict[str, Grid] = field(init=False)
    rules: dict[tuple[str, str], tuple[Any, Where]] = field(default_factory=dict)
    _edits: dict[str, dict[tuple[int, str], Where]] = field(default_factory=dict)
    _written: dict[object, tuple[Any, Where]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grids = copies(self.draft.settled)
        for name, grid in self.grids.items():
            origin, edits = grid.origin, self._edits.setdefault(name, {})
            grid.origin = EditedOrigin(origin.file, origin.sheet, origin.columns, origin.rows, edits)

    def apply(self, scenario: Scenario) -> None:
        """Write the decisions and the changes of one scenario."""
        self._written.clear()
        projects = self.grids["projects"]
        for decision, project in scenario.decisions:
            for record in self._rows(projects, {"project": project}, scenario.place):
                self._put(projects, record, "status", DECISIONS[decision], Unit(), scenario.place)
        for change in scenario.changes:
            if normal(change.table) in RULES_NAMES:
                self._change_rule(change)
            else:
                self._change_table(change)

    def assumptions(self) -> tuple[Assumption, ...]:
        """Return what differs from the draft, as typed, in the order of the tables."""
        found = []
        for name, edits in self._edits.items():
            before, after = self.draft.settled[name], self.grids[name]
            for (record, column), place in sorted(edits.items(), key=lambda edit: edit[0][0]):
                old, new = _value(before, record, column), _value(after, record, column)
                if not _same(old, new):
                    key = tuple(_key(before, record, part) for part in before.table.key)
                    cell = before.where(record, column)
                    found.append(Assumption(name, key, column, old, new, cell, place))
        return tuple(found)

    def _rows(self, grid: Grid, condition: Mapping[str, Any], place: Where) -> list[int]:
        years, regions = self.draft.source.settings.years, self.grids["regions"].texts["region"]
        return rows_of(grid, condition, years, regions, place, self.problems)

    def _change_table(self, change: Change) -> None:
        table = find_table(change.table)
        if table is None:
            known = [word for t in TABLES for word in (t.label, t.name)] + list(RULES_NAMES)
            wanted = "、".join([*(t.label for t in TABLES), RULES_NAMES[1]])
            near = nearest(change.table, known)
            self.problems.add("scenario_unknown_table", change.place, read=change.table, wanted=wanted, nearest=near)
            return
        grid = self.grids[table.name]
        records = self._rows(grid, change.where, change.place)
        for name, value in change.put.items():
            found = find_column(grid, name, change.place, self.problems)
            if found is None:
                continue
            column, word = found
            if column.name in table.key:
                self.problems.add("scenario_key_column", change.place, column=column.label, table=table.label)
                continue
            figure, unit = figure_and_unit(column, value, word, change.place, self.problems)
            if unit is not None:
                for record in records:
                    self._put(grid, record, column.name, figure, unit, change.place)

    def _put(self, grid: Grid, record: int, name: str, figure: Any, unit: Unit, place: Where) -> None:
        column, before = grid.table.column(name), _value(grid, record, name)
        self._edits[grid.table.name][record, name] = place
        read_value(grid, record, column, figure, unit, self.problems)
        if grid.bad[name][record]:
            return
        quantity = grid.texts["quantity"][record] if "quantity" in grid.texts else ""
        if unit.quantity and quantity and unit.quantity != quantity:
            labels = {c.name: c.label for c in grid.table.column("quantity").choices}
            read, wanted = labels[unit.quantity], labels[quantity]
            self.problems.add("amount_unit_mismatch", place, read=read, wanted=wanted, column=column.label)
            return
        after = _value(grid, record, name)
        key = tuple(_key(grid, record, part) for part in grid.table.key)
        says = " ".join((*key_in_words(grid.table.name, key), column.label))
        self._judge((grid.table.name, record, name), says, before, after, in_words(column, after), place)

    def _change_rule(self, change: Change) -> None:
        rule = change.where.get("rule", "")
        unknown = [key for key in change.where if key != "rule"]
        for key in unknown:
            self.problems.add("scenario_unknown_key", change.place, read=key, wanted="rule", nearest="rule")
        if unknown or not isinstance(rule, str):
            return
        for name, cell in change.put.items():
            value = setting_value(f"rules.{name}", cell) if isinstance(cell, str) else cell
            before = self.draft.source.settings.rules.get(rule, {}).get(name)
            self._judge((rule, name), f"{rule}.{name}", before, value, str(value), change.place)
            self.rules[rule, name] = (value, change.place)

    def _judge(self, key: object, says: str, before: Any, after: Any, shown: str, place: Where) -> None:
        """Report a second, different change of one figure in one scenario, and a change that changes nothing."""
        if key in self._written:
            value, other = self._written[key]
            if not _same(value, after):
                self.problems.add("scenario_contradiction", place, read=says, other=str(other))
        elif before is not None and _same(before, after):
            self.problems.add("scenario_same_value", place, read=says, wanted=shown)
        self._written[key] = (after, place)


def _value(grid: Grid, record: int, column: str) -> Any:
    if column in grid.numbers:
        return float(grid.numbers[column][record])
    return grid.texts[column][record] or default_word(grid.table.name, column)


def _key(grid: Grid, record: int, column: str) -> str:
    value = _value(grid, record, column)
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _same(one: Any, other: Any) -> bool:
    blank = isinstance(one, float) and isinstance(other, float) and math.isnan(one) and math.isnan(other)
    return blank or bool(one == other)
