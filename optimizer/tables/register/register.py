"""Read the key-unit register (读取重点单位台账): a folder or workbook beside the case, or all its problems at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.issue import Issue, Where
from optimizer.domain.register import Benchmark, Capacity, Register, Unit, UnitTarget, UnitYear
from optimizer.errors import InputRejected
from optimizer.tables.actuals.actuals import read_grid
from optimizer.tables.actuals.rows import DIGITS, exact_of, maybe_of
from optimizer.tables.actuals.source import sheets_of
from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.numbers import Wrong, parse_number
from optimizer.tables.problems import Problems
from optimizer.tables.register.schema import REGISTER_TABLES, UNITS

COAL = ("coal_physical", "coal_standard", "coal_feedstock", "raw_coal", "washed_coal", "other_coal", "coke")


def read_register(path: Path, case: Case) -> tuple[Register, tuple[Issue, ...]]:
    """Return the register and its warnings; raise InputRejected with every issue found."""
    problems = Problems()
    sheets = sheets_of(path, REGISTER_TABLES, problems)
    missing = [t for t in REGISTER_TABLES if t.required and t.name not in sheets]
    for table in missing if not problems.rejected else ():
        problems.add("missing_table", Where(path.name), wanted=f"{table.label}（{table.name}）")
    grids = {table.name: read_grid(table, sheets.get(table.name), case, problems) for table in REGISTER_TABLES}
    _check_names(grids, problems)
    figures = {
        (name, column): [_figure(grids[name], column, n, problems) for n in range(grids[name].count)]
        for name, column in (("benchmarks", "advanced"), ("benchmarks", "baseline"), ("capacities", "specific"),
                             ("unit_targets", "measures"))
    }  # fmt: skip
    _check_order(grids["benchmarks"], figures, problems)
    if problems.rejected:
        raise InputRejected(problems.listed())
    return _register(grids, figures), problems.listed()


Figures = Mapping[tuple[str, str], list[Fraction | None]]


def _check_names(grids: Mapping[str, Grid], problems: Problems) -> None:
    """Put the names of units and products as the register has them; report those that it does not have."""
    units, products = grids[UNITS.name].texts["unit"], grids["benchmarks"].texts["product"]
    groups = [group for group in grids[UNITS.name].texts["group"] if group]
    for table, column, known, home in (
        *((name, "unit", units, UNITS.label) for name in ("unit_years", "unit_targets", "capacities")),
        ("groups", "group", groups, UNITS.label), ("capacities", "product", products, grids["benchmarks"].table.label),
    ):  # fmt: skip
        _check_column(grids[table], column, known, home, problems)


def _check_column(grid: Grid, column: str, known: Collection[str], home: str, problems: Problems) -> None:
    by_plain = {plain(name): name for name in known}
    for record, text in enumerate(grid.texts[column]):
        if plain(text) in by_plain:
            grid.texts[column][record] = by_plain[plain(text)]
        elif text and not grid.bad[column][record]:
            near = nearest(text, known)
            where = grid.where(record, column)
            problems.add("register_unknown", where, read=text, column=grid.label(column), table=home, nearest=near)


def _check_order(grid: Grid, figures: Figures, problems: Problems) -> None:
    pairs = zip(figures["benchmarks", "advanced"], figures["benchmarks", "baseline"], strict=True)
    for record, (advanced, baseline) in enumerate(pairs):
        if advanced is not None and baseline is not None and advanced > baseline:
            problems.add(
                "register_benchmark_order", grid.where(record, "advanced"), product=grid.texts["product"][record],
                read=grid.texts["advanced"][record], wanted=grid.texts["baseline"][record],
            )  # fmt: skip


def _figure(grid: Grid, column: str, record: int, problems: Problems) -> Fraction | None:
    """The figure of a column without a unit of its own; None where it is blank or wrong."""
    text = grid.texts[column][record]
    if not text or grid.bad[column][record]:
        return None
    number, where = parse_number(text), grid.where(record, column)
    if isinstance(number, Wrong):
        problems.add(number.code, where, read=text, wanted=number.wanted, column=grid.label(column))
        return None
    if number.percent:
        problems.add("percent_not_wanted", where, read=text, column=grid.label(column))
    elif number.value < 0:
        problems.add("negative_quantity", where, read=text, column=grid.label(column))
    return Fraction(f"{number.value:.{DIGITS}g}")


def _register(grids: Mapping[str, Grid], figures: Figures) -> Register:
    units, years, targets, groups = (grids[n] for n in ("units", "unit_years", "unit_targets", "groups"))
    sectors, marks, lines = (grids[n] for n in ("sectors", "benchmarks", "capacities"))
    year = {name: [int(y) for y in grid.numbers["year"]] for name, grid in grids.items()
            if name not in ("units", "benchmarks")}  # fmt: skip
    return Register(
        tuple(_unit({name: texts[n] for name, texts in units.texts.items()}) for n in range(units.count)),
        {(years.texts["unit"][n], year["unit_years"][n]): _report(years, n) for n in range(years.count)},
        {(targets.texts["unit"][n], year["unit_targets"][n]): UnitTarget(
            maybe_of(targets, "energy_total", n), maybe_of(targets, "carbon_total", n),
            maybe_of(targets, "reduction", n), figures["unit_targets", "measures"][n]) for n in range(targets.count)},
        {(groups.texts["group"][n], year["groups"][n]): UnitTarget(
            maybe_of(groups, "energy_total", n), maybe_of(groups, "carbon_total", n)) for n in range(groups.count)},
        {(sectors.texts["region"][n], sectors.texts["sector"][n], year["sectors"][n]): (
            exact_of(sectors, "carbon", n), maybe_of(sectors, "energy", n)) for n in range(sectors.count)},
        {marks.texts["product"][n]: _benchmark(marks, n, figures) for n in range(marks.count)},
        tuple(_capacity(lines, n, year["capacities"][n], figures) for n in range(lines.count)),
    )  # fmt: skip


def _unit(texts: Mapping[str, str]) -> Unit:
    names = ("code", "region", "county", "section", "sector", "subsector", "group", "phone")
    return Unit(name=texts["unit"], ets=texts["ets"] == "true", **{name: texts[name] for name in names})


def _report(grid: Grid, n: int) -> UnitYear:
    texts = grid.texts
    energy, calorific, fuel, added = (
        maybe_of(grid, c, n) for c in ("energy", "energy_calorific", "carbon_fuel", "value_added"))  # fmt: skip
    feedstock, process, power = (
        maybe_of(grid, c, n) or Fraction(0) for c in ("feedstock", "carbon_process", "carbon_power"))  # fmt: skip
    status = texts["status"][n]
    return UnitYear(
        texts["unit"][n], int(grid.numbers["year"][n]), status if status in ("missing", "verified") else "reported",  # type: ignore[arg-type]
        energy, calorific, feedstock, fuel, process, power, added, {c: maybe_of(grid, c, n) for c in COAL},
    )  # fmt: skip


def _benchmark(grid: Grid, n: int, figures: Figures) -> Benchmark:
    advanced, baseline = (figures["benchmarks", c][n] or Fraction(0) for c in ("advanced", "baseline"))
    published = grid.numbers["year"][n]
    return Benchmark(
        grid.texts["product"][n], advanced, baseline, grid.texts["measured"][n],
        int(published) if np.isfinite(published) else None, grid.texts["source"][n],
    )  # fmt: skip


def _capacity(grid: Grid, n: int, year: int, figures: Figures) -> Capacity:
    amount, specific = exact_of(grid, "capacity", n), figures["capacities", "specific"][n] or Fraction(0)
    return Capacity(grid.texts["unit"][n], grid.texts["line"][n], grid.texts["product"][n], year, amount, specific)
