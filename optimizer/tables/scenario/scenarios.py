"""Scenarios (方案): scenarios.toml or the sheet 方案 into named differences, with every wrong word reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from optimizer.domain.issue import Where
from optimizer.domain.scenario import DECISIONS, Change, Decision, Scenario
from optimizer.tables.names import RULES_NAMES, nearest, plain
from optimizer.tables.problems import Problems
from optimizer.tables.scenario.sheet import read_scenario_sheet
from optimizer.tables.source import ScenarioFile, Source
from optimizer.text.compare import AD_HOC, BASE
from optimizer.text.settings import EXPECTED
from optimizer.units import normal

KEYS = ("name", "base", *DECISIONS, "changes", "case_checksum", "note")
CHANGE_KEYS = ("table", "where", "set")
_CHANGE = re.compile(r"(?:^|[\s{,])[\"']?table[\"']?\s*=")


def read_scenarios(source: Source, problems: Problems) -> tuple[Scenario, ...]:
    """Return the scenarios of a case in the order of the file, with their names and bases checked."""
    found: list[Scenario] = []
    if source.scenario_file is not None:
        found = list(_from_file(source.scenario_file, problems))
    elif source.scenario_sheet is not None:
        found = read_scenario_sheet(source.scenario_sheet, problems)
    _check_names(found, problems)
    return tuple(found)


def lineage(scenarios: Sequence[Scenario], scenario: Scenario) -> tuple[Scenario, ...]:
    """Return a scenario after everything that it builds on, the first first; of checked scenarios."""
    named = {plain(one.name): one for one in scenarios}
    chain = [scenario]
    while chain[-1].base:
        chain.append(named[plain(chain[-1].base)])
    return tuple(reversed(chain))


def _check_names(scenarios: Sequence[Scenario], problems: Problems) -> None:
    named: dict[str, Scenario] = {}
    for one in scenarios:
        key = plain(one.name)
        if key in named or key in (BASE, AD_HOC):
            other = str(named[key].place) if key in named else ""
            problems.add("scenario_duplicate", one.place, read=one.name, other=other)
        named.setdefault(key, one)
    for one in scenarios:
        if one.base and plain(one.base) not in named:
            near = nearest(one.base, [other.name for other in scenarios])
            problems.add("scenario_unknown_base", one.place, read=one.base, scenario=one.name, nearest=near)
    for one in scenarios:
        seen = [plain(one.name)]
        while (base := named.get(seen[-1])) and base.base and plain(base.base) not in seen:
            seen.append(plain(base.base))
        last = named.get(seen[-1])
        if last is not None and last.base and plain(last.base) == seen[0]:
            circle = " → ".join(named[key].name for key in (*seen, seen[0]))
            problems.add("scenario_cycle", one.place, read=one.name, wanted=circle)


def _from_file(file: ScenarioFile, problems: Problems) -> Iterator[Scenario]:
    problems.enter(file.name, "")
    one = _Reader(file, problems)
    for key in file.content:
        if key != "scenario":
            one.unknown(key, ("scenario",), Where(file.name))
    entries = file.content.get("scenario", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        one.wrong("scenario", entries, "scenarios", Where(file.name))
        return
    for position, entry in enumerate(entries):
        yield one.scenario(entry, position)


class _Reader:
    """Reads the entries of one scenarios.toml."""

    def __init__(self, file: ScenarioFile, problems: Problems) -> None:
        self._file, self._problems = file, problems
        starts = [n for n, line in enumerate(file.lines) if line.replace(" ", "").startswith("[[scenario]]")]
        ends = [*starts[1:], len(file.lines)]
        self._lines = [
            [first, *(n for n in range(first + 1, last) if _CHANGE.search(file.lines[n]))]
            for first, last in zip(starts, ends, strict=False)
        ]

    def where(self, position: int, change: int = 0) -> Where:
        """Return the line of a scenario, or of one of its changes (from 1)."""
        lines = self._lines[position] if position < len(self._lines) else []
        if not lines:
            return Where(self._file.name)
        line = lines[change] if change < len(lines) else lines[0]
        return Where(self._file.name, "", EXPECTED["row"].format(line=line + 1))

    def wrong(self, key: str, value: object, expected: str, where: Where) -> None:
        self._problems.add("scenario_bad_value", where, read=str(value)[:60], wanted=EXPECTED[expected], key=key)

    def unknown(self, key: str, known: Sequence[str], where: Where) -> None:
        near = nearest(key, known)
        self._problems.add("scenario_unknown_key", where, read=key, wanted="、".join(known), nearest=near)

    def scenario(self, entry: Mapping[str, Any], position: int) -> Scenario:
        where = self.where(position)
        for key in entry:
            if key not in KEYS:
                self.unknown(key, KEYS, where)
        name = self._text(entry, "name", where)
        if not name:
            self._problems.add("scenario_without_name", where)
        base = self._text(entry, "base", where)
        return Scenario(
            name=name, base="" if plain(base) == BASE else base,
            decisions=tuple(self._decisions(entry, name, where)), changes=tuple(self._changes(entry, position)),
            case_checksum=self._text(entry, "case_checksum", where), note=self._text(entry, "note", where), place=where,
        )  # fmt: skip

    def _text(self, entry: Mapping[str, Any], key: str, where: Where) -> str:
        value = entry.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.wrong(key, value, "text", where)
        return ""

    def _decisions(self, entry: Mapping[str, Any], name: str, where: Where) -> Iterator[tuple[Decision, str]]:
        for decision in DECISIONS:
            projects = entry.get(decision, [])
            if not isinstance(projects, list) or not all(isinstance(p, str) and p.strip() for p in projects):
                self.wrong(decision, projects, "projects", where)
                continue
            yield from ((decision, project.strip()) for project in projects)

    def _changes(self, entry: Mapping[str, Any], position: int) -> Iterator[Change]:
        changes = entry.get("changes", [])
        if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
            self.wrong("changes", changes, "changes", self.where(position))
            return
        for number, change in enumerate(changes, start=1):
            where = self.where(position, number)
            for key in change:
                if key not in CHANGE_KEYS:
                    self.unknown(key, CHANGE_KEYS, where)
            table, rows, put = change.get("table"), change.get("where"), change.get("set")
            if not (isinstance(table, str) and isinstance(rows, dict) and isinstance(put, dict) and rows and put):
                self._problems.add("scenario_incomplete", where)
                continue
            free = list if normal(table) in RULES_NAMES else ()
            odd = {key: value for key, value in [*rows.items(), *put.items()]
                   if isinstance(value, dict | list) and not isinstance(value, free)}  # fmt: skip
            for key, value in odd.items():
                self.wrong(key, value, "cell", where)
            if not odd:
                yield Change(table, rows, put, where)
