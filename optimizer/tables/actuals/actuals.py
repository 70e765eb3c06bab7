"""Read actuals (读取实绩): quarterly reports with versions, electricity, ticks and parks, or all problems at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.issue import Issue, Where
from optimizer.domain.monitor import Actual, Actuals, Operation, Park, Power, PowerBase, Quarter, Tick
from optimizer.errors import InputRejected
from optimizer.tables.actuals.rows import (
    exact_of,
    maybe_of,
    quarter_of,
    rectifications,
    reductions,
    region_of,
    year_of,
)
from optimizer.tables.actuals.schema import ACTUAL_TABLES, ACTUALS, QUARTER
from optimizer.tables.actuals.source import actuals_sheets
from optimizer.tables.body import read_body
from optimizer.tables.columns import read_columns
from optimizer.tables.grid import Grid, empty_grid
from optimizer.tables.header import read_header
from optimizer.tables.keys import check_keys
from optimizer.tables.limits import check_signs
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Table
from optimizer.tables.sheet import Sheet
from optimizer.tables.tree import Tree, check_references

_VERSION = re.compile(r"0*([1-9]\d{0,8})", re.ASCII)
_LABEL = {choice.name: choice.label for choice in QUARTER}


def read_actuals(path: Path, case: Case) -> tuple[Actuals, tuple[Issue, ...]]:
    """Return the actuals of a case and their warnings; raise InputRejected with every issue found."""
    problems = Problems()
    sheets = actuals_sheets(path, problems)
    if ACTUALS.name not in sheets and not problems.rejected:
        problems.add("missing_table", Where(path.name), wanted=f"{ACTUALS.label}（{ACTUALS.name}）")
    grids = {table.name: read_grid(table, sheets.get(table.name), case, problems) for table in ACTUAL_TABLES}
    if problems.rejected:
        raise InputRejected(problems.listed())
    actuals = _actuals(grids)
    _check_reports(actuals.reports, grids["actuals"], case, problems)
    _check_sectors(actuals, grids["electricity"], problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    return actuals, problems.listed()


def read_grid(table: Table, sheet: Sheet | None, case: Case, problems: Problems) -> Grid:
    """Return one table of a book beside the case: its regions, projects and years are those of the case."""
    if sheet is None:
        return empty_grid(table)
    header = read_header(table, sheet, problems)
    if header is None:
        return empty_grid(table, sheet.file, sheet.sheet, usable=False)
    grid = read_columns(table, sheet, header, read_body(table, sheet, header, problems), problems)
    if table.required and not grid.count:
        problems.add("table_empty", grid.where(-1, ""), table=table.label)
    if "region" in grid.texts:
        names = tuple(map(str, case.regions["region"]))
        tree = Tree(names, {plain(name): row for row, name in enumerate(names)}, sound=True)
        check_references(grid, tree, problems)
    elif "project" in grid.texts:
        _check_projects(grid, case, problems)
    years = grid.numbers.get("year", np.full(grid.count, np.nan))
    for record in np.flatnonzero(years > case.years[-1]).tolist():
        read = f"{years[record]:.0f}"
        problems.add("actuals_year", grid.where(record, "year"), read=read, wanted=str(case.years[-1]))
    if "version" in grid.texts:
        _check_versions(grid, problems)
    check_keys(grid, problems)
    check_signs(grid, problems)
    return grid


def _check_projects(grid: Grid, case: Case, problems: Problems) -> None:
    known = {plain(str(project)): str(project) for project in case.projects["project"]}
    for record, text in enumerate(grid.texts["project"]):
        if plain(text) in known:
            grid.texts["project"][record] = known[plain(text)]
        elif text:
            near = nearest(text, known)
            problems.add("scenario_unknown_project", grid.where(record, "project"), read=text, nearest=near)


def _check_versions(grid: Grid, problems: Problems) -> None:
    for record, text in enumerate(grid.texts["version"]):
        number = _VERSION.fullmatch(text.removesuffix(".0") or "1")
        if number:
            grid.texts["version"][record] = number[1]
        else:
            grid.bad["version"][record] = True
            problems.add("actuals_bad_version", grid.where(record, "version"), read=text)


def _reports(grid: Grid) -> Iterator[Actual]:
    for n in range(grid.count):
        figures = {name: maybe_of(grid, name, n) for name in ("energy", "carbon", "sink", "gdp", "process")}
        yield Actual(
            grid.texts["region"][n], quarter_of(grid, n), int(grid.texts["version"][n]),
            "final" if grid.texts["status"][n] == "final" else "preliminary", **figures,
            growth=maybe_of(grid, "gdp_growth", n), source=grid.texts["source"][n],
        )  # fmt: skip


def _actuals(grids: dict[str, Grid]) -> Actuals:
    actual, power, base, ticks, parks, works = (grids[table.name] for table in ACTUAL_TABLES[:6])
    return Actuals(
        tuple(_reports(actual)),
        tuple(
            Power(
                region_of(power, n), quarter_of(power, n), power.texts["sector"][n], exact_of(power, "electricity", n),
            )
            for n in range(power.count)
        ),
        tuple(
            PowerBase(
                region_of(base, n), base.texts["sector"][n], year_of(base, n), exact_of(base, "carbon", n),
                exact_of(base, "electricity", n),
            )
            for n in range(base.count)
        ),
        tuple(
            Tick(region_of(ticks, n), year_of(ticks, n), ticks.texts["indicator"][n], ticks.texts["met"][n] == "true")
            for n in range(ticks.count)
        ),
        tuple(
            Park(
                parks.texts["park"][n], region_of(parks, n), year_of(parks, n), exact_of(parks, "electricity", n),
                exact_of(parks, "renewable", n),
            )
            for n in range(parks.count)
        ),
        tuple(
            Operation(works.texts["project"][n], year_of(works, n), exact_of(works, "energy", n))
            for n in range(works.count)
        ),
        tuple(reductions(grids["works"])), tuple(rectifications(grids["rectifications"])),
    )  # fmt: skip


def _check_reports(reports: tuple[Actual, ...], grid: Grid, case: Case, problems: Problems) -> None:
    """Report quarters left out, growth without a year before, and a preliminary version after a final one."""
    first = {(r.region, r.quarter): n for n, r in reversed(list(enumerate(reports)))}
    for region, year in dict.fromkeys((r.region, r.quarter.year) for r in reports):
        have = {q.number for node, q in first if (node, q.year) == (region, year)}
        left_out = [f"Q{n}" for n in range(1, max(have)) if n not in have]
        if left_out:
            record = first[region, Quarter(year, max(have))]
            wanted = "、".join(_LABEL[name] for name in left_out)
            where = grid.where(record, "quarter")
            problems.add("actuals_quarter_missing", where, region=region, year=year, wanted=wanted)
    base = dict(zip(map(str, case.regions["region"]), case.regions["gdp_base"], strict=True))
    for record, report in enumerate(reports):
        before = report.region, Quarter(report.quarter.year - 1, report.quarter.number)
        based = before[1].year == case.base_year and not np.isnan(base[report.region])
        if report.gdp is None and report.growth is not None and not based and before not in first:
            problems.add(
                "actuals_growth_without_base", grid.where(record, "gdp_growth"), read=f"{float(report.growth):.2%}",
                region=report.region, year=report.quarter.year, quarter=_LABEL[f"Q{report.quarter.number}"],
            )  # fmt: skip
    for record, report in _fallen_back(reports):
        problems.add(
            "actuals_status_fell_back", grid.where(record, "status"), read=str(report.version), region=report.region,
            year=report.quarter.year, quarter=_LABEL[f"Q{report.quarter.number}"],
        )  # fmt: skip


def _check_sectors(actuals: Actuals, grid: Grid, problems: Problems) -> None:
    """Warn of electricity without a coefficient of an earlier year: that quarter has no electricity model."""
    for record, power in enumerate(actuals.power):
        bases = (b for b in actuals.power_base if (b.region, b.sector) == (power.region, power.sector) and b.amount)
        if not any(base.year < power.quarter.year for base in bases):
            problems.add(
                "actuals_sector_without_base", grid.where(record, "sector"), read=power.sector, region=power.region,
                year=power.quarter.year,
            )  # fmt: skip


def _fallen_back(reports: tuple[Actual, ...]) -> Iterator[tuple[int, Actual]]:
    for record, report in enumerate(reports):
        earlier = (r for r in reports if (r.region, r.quarter) == (report.region, report.quarter))
        if report.status == "preliminary" and any(r.status == "final" and r.version < report.version for r in earlier):
            yield record, report
