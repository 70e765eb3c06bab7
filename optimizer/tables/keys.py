"""Keys and years (主键与年份): no record twice, no year outside the plan, no league-year missing."""

from __future__ import annotations

import numpy as np

from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems
from optimizer.tables.tree import Tree


def check_keys(grid: Grid, problems: Problems) -> None:
    """Report records whose key stood before; the later one is marked bad."""
    columns = grid.table.key
    seen: dict[tuple[str, ...], int] = {}
    parts = [_key_part(grid, column) for column in columns]
    if len(set(parts[0] if len(parts) == 1 else zip(*parts, strict=True))) == grid.count:
        return
    for record in np.flatnonzero(grid.good(*columns)):
        key = tuple(part[record] for part in parts)
        if key not in seen:
            seen[key] = int(record)
            continue
        grid.bad[columns[0]][record] = True
        read = " ".join(_shown(grid, column, int(record)) for column in columns)
        other = grid.where(seen[key], columns[0]).cell
        problems.add("duplicate_key", grid.where(int(record), columns[0]), read=read, other=other)


def _key_part(grid: Grid, column: str) -> list[str]:
    if column in grid.texts:
        return [plain(text) for text in grid.texts[column]]
    return [str(value) for value in grid.numbers[column].tolist()]


def _shown(grid: Grid, column: str, record: int) -> str:
    if column in grid.numbers:
        return f"{grid.numbers[column][record]:.0f}"
    choices = {c.name: c.label for c in grid.table.column(column).choices}
    text = grid.texts[column][record]
    return choices.get(text, text)


def check_years(grid: Grid, column: str, years: tuple[int, ...], problems: Problems) -> None:
    """Report years outside the plan (a start year: outside its first and last year)."""
    if not years:
        return
    values = grid.numbers[column]
    inside = np.isin(values, years)
    if column in ("start_year", "latest_start"):
        inside = (values >= years[0]) & (values <= years[-1])
    wanted = f"{years[0]}—{years[-1]}" if len(years) > 1 else str(years[0])
    for record in np.flatnonzero(grid.given(column) & ~inside):
        read, label = f"{values[record]:.0f}", grid.label(column)
        problems.add("year_outside_plan", grid.where(int(record), column), read=read, wanted=wanted, column=label)
        grid.bad[column][record] = True


def check_complete(region_years: Grid, tree: Tree, years: tuple[int, ...], problems: Problems) -> None:
    """Report each leaf that lacks a row for a year of the plan, one issue a leaf.

    A leaf with a wrong region or year cell in this table is left alone: that cell has its own issue.
    """
    if not (tree.sound and years and region_years.usable) or region_years.count == 0:
        return
    if not region_years.good("region", "year").any():
        return
    have: dict[str, set[int]] = {}
    doubtful: set[str] = set()
    for record, name in enumerate(region_years.texts["region"]):
        if region_years.bad["region"][record] and plain(name) not in tree.rows:
            doubtful.add(nearest(name, tree.names))
        elif region_years.bad["year"][record]:
            doubtful.add(name)
        else:
            have.setdefault(name, set()).add(int(region_years.numbers["year"][record]))
    for row in tree.leaves():
        name = tree.names[row]
        missing = [str(year) for year in years if year not in have.get(name, set())]
        if missing and name not in doubtful:
            where = region_years.where(-1, "region")
            problems.add("region_year_missing", where, read=name, wanted="、".join(missing))
