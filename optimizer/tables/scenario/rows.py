"""Which rows a change means (改哪些行): a condition on names, words and years, by label, never by position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizer.domain.issue import Where
from optimizer.tables.grid import BoolArray, Grid
from optimizer.tables.header import parse_heading
from optimizer.tables.names import choice_words, nearest, plain
from optimizer.tables.numbers import Wrong, parse_text, parse_year
from optimizer.tables.problems import Problems
from optimizer.tables.schema import FLAG, Column
from optimizer.tables.sheet import Cell, show
from optimizer.units import normal


def find_column(grid: Grid, name: str, where: Where, problems: Problems) -> tuple[Column, str] | None:
    """Return the column that a name means and the unit behind it (None, with an issue, when there is none)."""
    heading = parse_heading(grid.table, name)
    if heading is not None:
        return heading.column, heading.unit
    near = nearest(name, [word for c in grid.table.columns for word in (c.label, c.name)])
    problems.add("unknown_column", where, read=name, table=grid.table.label, nearest=near)
    return None


def rows_of(
    grid: Grid,
    condition: Mapping[str, Any],
    years: tuple[int, ...],
    regions: list[str],
    where: Where,
    problems: Problems,
) -> list[int]:
    """Return the records for which a condition holds; every unknown name gives an issue, and so does finding none."""
    held, clear = np.ones(grid.count, dtype=bool), True
    for name, value in condition.items():
        found = find_column(grid, name, where, problems)
        mask = None if found is None else _holds(grid, found[0], value, years, regions, where, problems)
        clear = clear and mask is not None
        held &= mask if mask is not None else True
    if clear and not held.any():
        read = "、".join(f"{name} = {show(value)}" for name, value in condition.items())
        problems.add("scenario_no_match", where, read=read, table=grid.table.label)
    return np.flatnonzero(held).tolist() if clear else []


def _holds(
    grid: Grid,
    column: Column,
    value: Cell,
    years: tuple[int, ...],
    regions: list[str],
    where: Where,
    problems: Problems,
) -> BoolArray | None:
    """Return the records where a column says `value` (None, with an issue, when it can say no such thing)."""
    if column.dimensioned:
        problems.add("scenario_where_amount", where, column=column.label)
        return None
    if column.kind == "year":
        return _in_year(grid, column, value, years, where, problems)
    text = parse_text(value)
    if column.choices or column.kind == "flag":
        choices = column.choices or FLAG
        word = choice_words(choices).get(normal(text))
        if word is None:
            wanted = "、".join(c.label for c in choices)
            near = nearest(text, [w for c in choices for w in (c.label, c.name)])
            problems.add("unknown_choice", where, read=text, wanted=wanted, nearest=near, column=column.label)
            return None
        return np.array([other == word for other in grid.texts[column.name]], dtype=bool)
    held = np.array([plain(other) == plain(text) for other in grid.texts[column.name]], dtype=bool)
    known = regions if column.kind in ("region", "parent") or column.name == "region" else grid.texts[column.name]
    if not held.any() and plain(text) not in map(plain, known):
        _unknown(column, text, known, where, problems)
        return None
    return held


def _in_year(
    grid: Grid, column: Column, value: Cell, years: tuple[int, ...], where: Where, problems: Problems
) -> BoolArray | None:
    year = parse_year(value)
    if isinstance(year, Wrong):
        problems.add(year.code, where, read=show(value), wanted=year.wanted, column=column.label)
        return None
    if year not in years:
        wanted = f"{years[0]}—{years[-1]}"
        problems.add("year_outside_plan", where, read=str(year), wanted=wanted, column=column.label)
        return None
    return np.asarray(grid.numbers[column.name] == year)


def _unknown(column: Column, text: str, known: list[str], where: Where, problems: Problems) -> None:
    near = nearest(text, known)
    if column.name in ("region", "parent"):
        problems.add("unknown_region", where, read=text, nearest=near)
    elif column.name == "project":
        problems.add("scenario_unknown_project", where, read=text, nearest=near)
    else:
        problems.add("scenario_unknown_value", where, read=text, nearest=near, column=column.label)
