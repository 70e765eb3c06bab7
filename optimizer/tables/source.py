"""Where a case stands (来源): a folder or a workbook into settings and one raw sheet a table; strangers reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from optimizer.domain.issue import Where
from optimizer.tables.csvfile import decode, read_bytes, read_csv
from optimizer.tables.header import known_columns
from optimizer.tables.names import NOTE_SHEETS, SCENARIO_NAMES, SETTINGS_SHEETS, find_table, nearest
from optimizer.tables.problems import Problems
from optimizer.tables.schema import TABLES, Table
from optimizer.tables.settings import Settings, parse_toml, read_case_toml
from optimizer.tables.settings_sheet import read_settings_sheet
from optimizer.tables.sheet import Cell, Sheet, is_blank
from optimizer.tables.workbook import read_workbook
from optimizer.text.settings import WANTED_FILE
from optimizer.units import normal

_TABLE_FILES = (".csv", ".xlsx", ".xls", ".xlsm", ".toml", ".et")


@dataclass(frozen=True, eq=False)
class ScenarioFile:
    """A scenarios.toml (方案文件): its content, and its lines for the addresses of problems."""

    name: str
    content: dict[str, Any]
    lines: list[str]


@dataclass(eq=False)
class Source:
    """What stands in the folder or workbook (来源); `unreadable` names tables that exist but could not be read."""

    settings: Settings = field(default_factory=Settings)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    places: Callable[[Table], Where] = lambda table: Where(f"{table.name}.csv")
    scenario_file: ScenarioFile | None = None
    scenario_sheet: Sheet | None = None


def read_source(path: Path, problems: Problems) -> Source | None:
    """Return the raw sheets of a case (None, with an issue, when there is nothing to read at that path)."""
    try:
        if path.is_dir():
            return _folder(path, problems)
        if not path.exists():
            problems.add("case_not_found", Where(path.name), read=str(path))
            return None
    except OSError as error:
        problems.add("file_unreadable", Where(path.name), read=path.name, reason=error.strerror or "")
        return None
    except ValueError:
        problems.add("case_not_found", Where(), read=repr(str(path)))
        return None
    if path.suffix.lower() != ".xlsx":
        problems.add("unsupported_file", Where(path.name), read=path.name, wanted=WANTED_FILE)
        return None
    return _workbook(path, problems)


def _folder(path: Path, problems: Problems) -> Source | None:
    if not (path / "case.toml").exists():
        problems.add("case_toml_missing", Where(path.name), read=path.name)
        return None
    source = Source(read_case_toml(path / "case.toml", problems))
    files: dict[str, Path] = {}
    for file in sorted(path.iterdir()):
        table = find_table(file.stem)
        if _ignored(file):
            continue
        if file.name == "scenarios.toml":
            source.scenario_file = _scenario_file(file, problems)
        elif table is None or file.suffix.lower() != ".csv":
            near = nearest(file.stem, [n for t in TABLES for n in (t.name, t.label)] + ["case", "scenarios"])
            ending = ".toml" if near in ("case", "scenarios") else ".csv"
            problems.add("unknown_file", Where(file.name), read=file.name, nearest=near and near + ending)
        elif table.name in files:
            problems.add("duplicate_table", Where(file.name), read=file.name, other=files[table.name].name)
        else:
            files[table.name] = file
    for table in TABLES:
        if table.name in files:
            problems.enter(files[table.name].name, "")
            _keep(source, table, read_csv(files[table.name], _counter(table), problems))
    return source


def _scenario_file(path: Path, problems: Problems) -> ScenarioFile | None:
    data = read_bytes(path, problems)
    content = None if data is None else parse_toml(data, path.name, problems)
    if data is None or content is None:
        return None
    return ScenarioFile(path.name, content, (decode(data, path.name, problems) or "").splitlines())


def _counter(table: Table) -> Callable[[list[Cell]], int]:
    return lambda row: known_columns(table, row)


def _ignored(file: Path) -> bool:
    name = file.name.casefold()
    if name == "case.toml" or name.startswith((".", "~$", "readme", "expected")):
        return True
    return file.suffix.lower() not in _TABLE_FILES


def _keep(source: Source, table: Table, sheet: Sheet | None) -> None:
    if sheet is None:
        source.unreadable.add(table.name)
    else:
        source.sheets[table.name] = sheet


def _workbook(path: Path, problems: Problems) -> Source | None:
    sheets = read_workbook(path, problems)
    if sheets is None:
        return None
    source = Source(places=lambda table: Where(path.name, table.label))
    known = [n for t in TABLES for n in (t.name, t.label)] + [SETTINGS_SHEETS[1], SCENARIO_NAMES[1]]
    settings: Sheet | None = None
    for sheet in sheets:
        word, table = normal(sheet.sheet), find_table(sheet.sheet)
        where = Where(path.name, sheet.sheet)
        if word in SETTINGS_SHEETS:
            if settings is not None:
                problems.add("duplicate_table", where, read=sheet.sheet, other=settings.sheet)
            settings = settings or sheet
        elif table is not None and table.name in source.sheets:
            other = source.sheets[table.name].sheet
            problems.add("duplicate_table", where, read=sheet.sheet, other=other)
        elif table is not None:
            source.sheets[table.name] = sheet
        elif word in SCENARIO_NAMES:
            if source.scenario_sheet is not None:
                problems.add("duplicate_table", where, read=sheet.sheet, other=source.scenario_sheet.sheet)
            source.scenario_sheet = source.scenario_sheet or sheet
        elif word not in NOTE_SHEETS and not _empty(sheet):
            problems.add("unknown_sheet", where, read=sheet.sheet, nearest=nearest(sheet.sheet, known))
    if settings is None:
        problems.add("settings_missing", Where(path.name))
    else:
        problems.enter(path.name, settings.sheet)
        source.settings = read_settings_sheet(settings, problems)
    for table in TABLES:
        if table.name in source.sheets:
            problems.enter(path.name, source.sheets[table.name].sheet)
    return source


def _empty(sheet: Sheet) -> bool:
    return all(is_blank(cell) for row in sheet.rows for cell in row)
