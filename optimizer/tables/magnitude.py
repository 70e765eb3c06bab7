"""Slips of magnitude (量级疑误): a factor of a thousand between neighbours; warnings only, quiet on scaled tables."""

from __future__ import annotations

import numpy as np

from optimizer.tables.grid import FloatArray, Grid
from optimizer.tables.names import plain
from optimizer.tables.problems import Problems
from optimizer.tables.tree import Tree

_FACTOR = 3.0  # decades
_PAIRS = (("gdp", "gdp_base"), ("energy", "energy_base"), ("carbon", "carbon_base"))


def check_magnitudes(regions: Grid, region_years: Grid, projects: Grid, tree: Tree, problems: Problems) -> None:
    """Warn of figures a thousand times off: along a region's years and base, between regions, project to region."""
    if not (tree.sound and region_years.usable):
        return
    records: dict[str, list[int]] = {}
    good = region_years.good("region", "year")
    for record in np.flatnonzero(good):
        records.setdefault(region_years.texts["region"][record], []).append(int(record))
    for column, base in _PAIRS:
        for name, rows in records.items():
            _along_years(regions, region_years, tree.rows[plain(name)], rows, (column, base), problems)
    _between_regions(region_years, tree, records, problems)
    _projects(region_years, projects, records, problems)


def _along_years(
    regions: Grid, region_years: Grid, node: int, rows: list[int], columns: tuple[str, str], problems: Problems
) -> None:
    column, base = columns
    values = [(record, float(region_years.numbers[column][record])) for record in rows]
    usable = [(record, value) for record, value in values if value > 0]
    start = float(regions.numbers[base][node])
    based = start > 0 and regions.origin.columns.get(base) is not None
    logs = np.log10([start] * based + [value for _, value in usable])
    if len(logs) < 2:
        return
    middle = logs[0] if len(logs) == 2 else float(np.median(logs))
    wanted, name = f"{float(f'{10**middle:.3g}'):.10g}", regions.texts["region"][node]
    for (record, value), log in zip(usable, logs[based:], strict=True):
        if abs(log - middle) >= _FACTOR:
            where, label = region_years.where(record, column), region_years.label(column)
            problems.add("magnitude_years", where, read=f"{value:.10g}", wanted=wanted, region=name, column=label)
    if based and abs(logs[0] - middle) >= _FACTOR:
        where, label = regions.where(node, base), regions.label(base)
        problems.add("magnitude_base", where, read=f"{start:.10g}", wanted=wanted, region=name, column=label)


def _between_regions(region_years: Grid, tree: Tree, records: dict[str, list[int]], problems: Problems) -> None:
    leaves = [tree.names[k] for k in tree.leaves() if tree.names[k] in records]
    strange = {c: _strange(region_years, leaves, records, c) for c in ("energy", "carbon")}
    for name in leaves:
        off = [column for column, names in strange.items() if name in names]
        for column in ["gdp"] if len(off) == 2 else off:
            record = records[name][0]
            read, label = f"{region_years.numbers[column][record]:.10g}", region_years.label(column)
            where = region_years.where(record, column)
            problems.add("magnitude_regions", where, read=read, region=name, column=label)


def _strange(region_years: Grid, leaves: list[str], records: dict[str, list[int]], column: str) -> set[str]:
    gdp, usage = region_years.numbers["gdp"], region_years.numbers[column]
    logs: dict[str, float] = {}
    for name in leaves:
        rows = [r for r in records[name] if gdp[r] > 0 and usage[r] > 0]
        if rows:
            logs[name] = float(np.median(np.log10(usage[rows]) - np.log10(gdp[rows])))
    if len(logs) < 3:
        return set()
    middle = float(np.median(list(logs.values())))
    return {name for name, log in logs.items() if abs(log - middle) >= _FACTOR}


def _projects(region_years: Grid, projects: Grid, records: dict[str, list[int]], problems: Problems) -> None:
    for column in ("energy", "carbon"):
        usage = region_years.numbers[column]
        most = {name: _largest(usage[rows]) for name, rows in records.items()}
        limits = np.array([most.get(name, np.inf) for name in projects.texts["region"]])
        amount = projects.numbers[column]
        for record in np.flatnonzero((amount > limits) & projects.good("region")):
            problems.add(
                "project_exceeds_region", projects.where(int(record), column), read=f"{amount[record]:.10g}",
                wanted=f"{limits[record]:.10g}", project=projects.texts["project"][record],
                region=projects.texts["region"][record], column=projects.label(column),
            )  # fmt: skip


def _largest(values: FloatArray) -> float:
    known = values[values > 0]
    return float(known.max()) if len(known) else float("inf")
