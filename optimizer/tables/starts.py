"""Later starts (缓批): a project that may start later becomes one row a start year; at most one is approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from optimizer.domain.scenario import EditedOrigin
from optimizer.tables.grid import FloatArray, Grid
from optimizer.tables.problems import Problems
from optimizer.text.projects import LATER, VARIANT


def check_starts(projects: Grid, problems: Problems) -> None:
    """Report a latest start before the start."""
    start, latest = projects.numbers["start_year"], projects.numbers["latest_start"]
    for record in np.flatnonzero((latest < start) & projects.good("start_year", "latest_start")).tolist():
        read, wanted = f"{latest[record]:.0f}", f"{start[record]:.0f}"
        problems.add("latest_start_early", projects.where(record, "latest_start"), read=read, wanted=wanted)


def check_links(grids: Mapping[str, Grid], problems: Problems) -> None:
    """Report measures linked to a project that there is none of."""
    measures = grids["measures"]
    if not any(measures.texts["project"]):
        return
    known = set(grids["projects"].texts["project"])
    for record, project in enumerate(measures.texts["project"]):
        if project and project not in known and not measures.bad["project"][record]:
            problems.add("link_unknown_project", measures.where(record, "project"), read=project)


def with_later_starts(
    projects: Grid, ramp: FloatArray, years: tuple[int, ...], problems: Problems
) -> tuple[Grid, FloatArray, list[str]]:
    """Return the projects with one row more for every later start, their ramps, and the project each row stands for.

    A later start moves the ramp and keeps the value's share of output: value · Σ ramp later / Σ ramp. Rejected
    projects have no choice to make, nor have those without any output in the plan. Raises nothing; a name that is
    already taken is reported.
    """
    if np.isnan(projects.numbers["latest_start"]).all():
        return projects, ramp, list(projects.texts["project"])
    rows, starts, names = [], [], set(projects.texts["project"])
    for record in range(projects.count):
        first = _first(projects, ramp, record, years)
        rows.append(record)
        starts.append(-1)
        waits = projects.texts["status"][record] != "rejected" and ramp[record].any()
        for t in range(first + 1, len(years)) if waits else ():
            if years[t] <= projects.numbers["latest_start"][record]:
                rows.append(record)
                starts.append(t)
                name = VARIANT.format(project=projects.texts["project"][record], year=years[t])
                if name in names:
                    where = projects.where(record, "project")
                    problems.add("duplicate_key", where, read=name, other=projects.where(record, "latest_start").cell)
    originals = [projects.texts["project"][record] for record in rows]
    if len(rows) == projects.count:
        return projects, ramp, originals
    grown, moved = _repeated(projects, rows), ramp[rows].copy()
    for row, (record, t) in enumerate(zip(rows, starts, strict=True)):
        if t >= 0:
            later = t - _first(projects, ramp, record, years)
            moved[row] = np.concatenate([np.zeros(later), ramp[record][:-later]])
            _rename(grown, row, years[t], float(moved[row].sum() / ramp[record].sum()))
    return grown, moved, originals


def _first(projects: Grid, ramp: FloatArray, record: int, years: tuple[int, ...]) -> int:
    """Return the index of the year in which the project starts; without a start year the first with output."""
    start = projects.numbers["start_year"][record]
    if not np.isnan(start):
        return next((t for t, year in enumerate(years) if year >= start), len(years))
    return next((t for t, share in enumerate(ramp[record]) if share > 0), len(years))


def _rename(grid: Grid, row: int, year: int, share: float) -> None:
    name = grid.texts["name"][row] or grid.texts["project"][row]
    grid.texts["project"][row] = VARIANT.format(project=grid.texts["project"][row], year=year)
    grid.texts["name"][row] = LATER.format(name=name, year=year)
    grid.texts["ramp"][row] = ""
    grid.numbers["start_year"][row] = year
    grid.numbers["value"][row] *= share


def _repeated(grid: Grid, rows: list[int]) -> Grid:
    """Return the grid with these of its records, each at the address where it was typed."""
    origin = replace(grid.origin, rows=tuple(grid.origin.rows[r] for r in rows))
    if isinstance(grid.origin, EditedOrigin):
        edits = grid.origin.edits
        origin = replace(
            origin, edits={(n, c): place for n, r in enumerate(rows) for (e, c), place in edits.items() if e == r}
        )  # type: ignore[call-arg]
    return replace(
        grid, origin=origin, count=len(rows), texts={c: [v[r] for r in rows] for c, v in grid.texts.items()},
        numbers={c: v[rows] for c, v in grid.numbers.items()}, bad={c: v[rows] for c, v in grid.bad.items()},
    )  # fmt: skip
