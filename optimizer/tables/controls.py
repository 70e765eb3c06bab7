"""Control indicators (控制指标): the right limit in each row, and every figure that it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from optimizer.tables.grid import Grid
from optimizer.tables.names import plain
from optimizer.tables.problems import Problems
from optimizer.tables.tree import Tree

_FIGURES = {"coal": ("coal",), "oil": ("oil",), "nonfossil": ("energy_gross", "nonfossil")}
_LIMIT = {"coal": ("cap", "share"), "oil": ("cap", "share"), "nonfossil": ("share", "cap")}


def check_controls(grids: Mapping[str, Grid], tree: Tree, problems: Problems) -> None:
    """Report a missing or misplaced limit, a share beyond 0 to 1, and blanks in what exists: never taken for zero."""
    controls = grids["controls"]
    share = controls.numbers["share"]
    for record in np.flatnonzero((share < 0) | (share > 1)).tolist():
        read = f"{share[record] * 100:.10g} %"
        problems.add(
            "share_out_of_range", controls.where(record, "share"), read=read, column=controls.label("share")
        )  # fmt: skip
    labels = {choice.name: choice.label for choice in controls.table.column("control").choices}
    told: set[tuple[str, int, str]] = set()
    for record in np.flatnonzero(controls.good("region", "control", "year", "cap", "share")).tolist():
        control = controls.texts["control"][record]
        _limit(controls, record, labels[control], *_LIMIT[control], problems)
        for grid, row, column in _needed(grids, tree, record, control):
            place = grid.table.name, row, column
            if np.isnan(grid.numbers[column][row]) and not grid.bad[column][row] and place not in told:
                told.add(place)
                key = grid.texts["project"][row] if grid.table.name == "projects" else grid.texts["region"][row]
                problems.add(
                    "control_figure_missing", grid.where(row, column), name=key, column=grid.label(column),
                    region=controls.texts["region"][record], year=f"{controls.numbers['year'][record]:.0f}",
                    control=labels[control],
                )  # fmt: skip


def _limit(controls: Grid, record: int, control: str, wanted: str, other: str, problems: Problems) -> None:
    if np.isnan(controls.numbers[wanted][record]):
        problems.add(
            "control_without_limit", controls.where(record, wanted), region=controls.texts["region"][record],
            control=control, wanted=controls.label(wanted),
        )  # fmt: skip
    if not np.isnan(controls.numbers[other][record]):
        problems.add(
            "control_wrong_limit", controls.where(record, other), control=control, column=controls.label(other),
            read=f"{controls.numbers[other][record]:.10g}", wanted=controls.label(wanted),
        )  # fmt: skip


def _needed(
    grids: Mapping[str, Grid], tree: Tree, record: int, control: str
) -> Iterator[tuple[Grid, int, str]]:  # fmt: skip
    """Yield the cells that must be filled: what exists below the node in that year, and its projects' fuel."""
    controls = grids["controls"]
    if not tree.sound:
        return
    below, year = _subtree(tree, controls.texts["region"][record]), controls.numbers["year"][record]
    for name, columns in (("region_years", _FIGURES[control]), ("projects", _FIGURES[control][:1])):
        grid = grids[name]
        if name == "projects" and control == "nonfossil":
            continue
        for row in np.flatnonzero(grid.good("region")).tolist():
            here = name == "projects" or grid.numbers["year"][row] == year
            if here and plain(grid.texts["region"][row]) in below:
                for column in columns:
                    yield grid, row, column


def _subtree(tree: Tree, region: str) -> set[str]:
    rows = [tree.rows[plain(region)]]
    for row in rows:
        rows += tree.children(row)
    return {plain(tree.names[row]) for row in rows}
