"""Read a case (读取): files → sheets → typed tables → every check → the frozen Case, or all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from optimizer.domain.case import Case
from optimizer.errors import InputRejected
from optimizer.tables.bases import check_bases, fill_bases
from optimizer.tables.body import Body, read_body
from optimizer.tables.candidates import candidates_gdp, check_gdp_flag, default_value, take_out_candidates
from optimizer.tables.checksum import case_checksum
from optimizer.tables.collector import collector_paused
from optimizer.tables.columns import read_columns
from optimizer.tables.controls import check_controls
from optimizer.tables.grid import FloatArray, Grid, copies, empty_grid
from optimizer.tables.header import Header, read_header
from optimizer.tables.keys import check_complete, check_keys, check_years
from optimizer.tables.limits import check_carbon_parts, check_deductions, check_signs, check_targets, check_totals
from optimizer.tables.magnitude import check_magnitudes
from optimizer.tables.measures import check_measures
from optimizer.tables.problems import Problems
from optimizer.tables.ramps import read_ramps
from optimizer.tables.resolve import fill_defaults, to_frame
from optimizer.tables.schema import TABLES, Table
from optimizer.tables.settings import Settings
from optimizer.tables.sheet import Sheet, is_blank
from optimizer.tables.source import Source, read_source
from optimizer.tables.starts import check_links, check_starts, with_later_starts
from optimizer.tables.sums import check_sums
from optimizer.tables.tree import Tree, check_leaves, check_references, check_tree
from optimizer.tables.uncertainty import check_uncertainty

_WITH_REGIONS = ("region_years", "targets", "totals", "projects", "measures", "controls")


@dataclass(frozen=True, eq=False)
class _Loaded:
    """A table with the sheet from which it was read, kept for its sum rows."""

    grid: Grid
    sheet: Sheet
    header: Header
    body: Body


@dataclass(frozen=True, eq=False)
class Draft:
    """A case as typed (草稿): its tables before anything is filled in, so that it can be finished more than once."""

    path: Path
    source: Source
    loaded: tuple[_Loaded, ...]
    grids: Mapping[str, Grid]

    @cached_property
    def settled(self) -> Mapping[str, Grid]:
        """The tables with names spelt and measures filled as the checks do; of a case without errors."""
        grids = copies(self.grids)
        _check_records(grids, self.source.settings, Problems())
        return grids

    @cached_property
    def added(self) -> Mapping[tuple[str, int], float]:
        """What the candidates, as typed, add to GDP (亿元) by leaf and year: no scenario changes what exists."""
        projects, years = self.settled["projects"], self.source.settings.years
        return candidates_gdp(projects, read_ramps(projects, years, Problems()), years)


def read_case(path: Path) -> Case:
    """Return the checked case of a folder or a workbook; its warnings stand in `Case.warnings`.

    Raises InputRejected with all issues (errors and warnings, in file, sheet and row order) when there is an error.
    """
    problems = Problems()
    with collector_paused():
        return finish(read_draft(path, problems), problems)


def read_draft(path: Path, problems: Problems) -> Draft:
    """Return the tables as typed; raise InputRejected when there is nothing to read at that path."""
    source = read_source(path, problems)
    if source is None:
        raise InputRejected(problems.listed())
    loaded: list[_Loaded] = []
    grids = {table.name: _load(table, source, loaded, problems) for table in TABLES}
    return Draft(path, source, tuple(loaded), grids)


def finish(draft: Draft, problems: Problems) -> Case:
    """Return the case of a draft; raise InputRejected with all issues when there is an error."""
    grids, settings = check_draft(draft, problems), draft.source.settings
    return _case(draft.path, settings, grids, _resolve(grids, settings, None, problems), problems)


def check_draft(draft: Draft, problems: Problems) -> dict[str, Grid]:
    """Return the tables of a draft as the checks leave them: names spelt, wrong cells marked; issues in `problems`."""
    grids = copies(draft.grids)
    tree = _check_records(grids, draft.source.settings, problems)
    _check_figures(grids, tree, problems)
    for one in draft.loaded:
        check_sums(grids[one.grid.table.name], one.sheet, one.header, one.body, tree.root, problems)
    return grids


def finish_edited(draft: Draft, grids: dict[str, Grid], settings: Settings, problems: Problems) -> Case:
    """Return the case of a draft with edited tables and settings, after the same checks (sum rows left out).

    What exists without the candidates is the draft's, whatever was edited in projects (domain.md E.4).
    """
    tree = _check_records(grids, settings, problems)
    _check_figures(grids, tree, problems)
    return _case(draft.path, settings, grids, _resolve(grids, settings, draft.added, problems), problems)


def _load(table: Table, source: Source, loaded: list[_Loaded], problems: Problems) -> Grid:
    sheet = source.sheets.get(table.name)
    if sheet is None:
        if table.required and table.name not in source.unreadable:
            where = source.places(table)
            problems.add("missing_table", where, wanted=f"{table.label}（{table.name}）")
        return empty_grid(table, usable=not table.required and table.name not in source.unreadable)
    if all(is_blank(cell) for row in sheet.rows for cell in row):
        return _without_rows(table, empty_grid(table, sheet.file, sheet.sheet), problems)
    header = read_header(table, sheet, problems)
    if header is None:
        return empty_grid(table, sheet.file, sheet.sheet, usable=False)
    body = read_body(table, sheet, header, problems)
    grid = read_columns(table, sheet, header, body, problems)
    if body.sums:
        loaded.append(_Loaded(grid, sheet, header, body))
    return _without_rows(table, grid, problems)


def _without_rows(table: Table, grid: Grid, problems: Problems) -> Grid:
    if table.required and grid.count == 0:
        grid.usable = False
        problems.add("table_empty", grid.where(-1, ""), table=table.label)
    return grid


def _check_records(grids: dict[str, Grid], settings: Settings, problems: Problems) -> Tree:
    regions, projects, measures = grids["regions"], grids["projects"], grids["measures"]
    check_keys(regions, problems)
    tree = check_tree(regions, problems)
    for name in _WITH_REGIONS:
        check_references(grids[name], tree, problems)
        check_years(grids[name], "start_year" if name == "projects" else "year", settings.years, problems)
    check_years(projects, "latest_start", settings.years, problems)
    check_complete(grids["region_years"], tree, settings.years, problems)
    for name in _WITH_REGIONS:
        check_keys(grids[name], problems)
    check_leaves(projects, tree, problems)
    check_measures(measures, problems)
    check_starts(projects, problems)
    check_links(grids, problems)
    check_references(grids["uncertainty"], tree, problems)
    check_keys(grids["uncertainty"], problems)
    check_uncertainty(grids["uncertainty"], projects, problems)
    return tree


def _check_figures(grids: dict[str, Grid], tree: Tree, problems: Problems) -> None:
    for grid in grids.values():
        check_signs(grid, problems)
    check_targets(grids["targets"], problems)
    check_totals(grids["totals"], problems)
    check_deductions(grids["projects"], problems)
    check_controls(grids, tree, problems)
    check_carbon_parts(grids["projects"], problems)
    fill_bases(grids["regions"], tree)
    check_bases(grids["regions"], grids["targets"], tree, problems)
    check_magnitudes(grids["regions"], grids["region_years"], grids["projects"], tree, problems)


def _resolve(
    grids: dict[str, Grid], settings: Settings, added: Mapping[tuple[str, int], float] | None, problems: Problems
) -> FloatArray:
    region_years, projects = grids["region_years"], grids["projects"]
    ramp = read_ramps(projects, settings.years, problems)
    check_gdp_flag(projects, settings, problems)
    for grid in grids.values():
        fill_defaults(grid, settings.approval)
    default_value(projects, ramp)
    expected = region_years.numbers["gdp_expected"]
    region_years.numbers["gdp_expected"] = np.where(np.isnan(expected), region_years.numbers["gdp"], expected)
    if settings.gdp_includes_candidates:
        if added is None:
            added = candidates_gdp(projects, ramp, settings.years)
        take_out_candidates(region_years, added, problems)
    return ramp


def _case(path: Path, settings: Settings, grids: dict[str, Grid], ramp: FloatArray, problems: Problems) -> Case:
    grids["projects"], ramp, originals = with_later_starts(grids["projects"], ramp, settings.years, problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    tables = {name: to_frame(grid) for name, grid in grids.items()}
    tables["projects"]["original"] = pd.Series(originals, dtype="str")
    return Case(
        name=settings.name, model=settings.model, base_year=settings.base_year, years=settings.years,
        approval=settings.approval, gdp_includes_candidates=bool(settings.gdp_includes_candidates),
        rules=settings.rules, waive=settings.waive, **tables, ramp=ramp,
        origins={name: grid.origin for name, grid in grids.items()}, warnings=problems.listed(),
        checksum=case_checksum(settings, tables, ramp), path=str(path),
    )  # fmt: skip
