"""Base values (基期数): blanks of inner nodes become sums of their children; regions with targets must have them."""

from __future__ import annotations

import numpy as np

from optimizer.tables.grid import Grid
from optimizer.tables.names import plain
from optimizer.tables.problems import Problems
from optimizer.tables.tree import Tree

_BASES = ("gdp_base", "energy_base", "carbon_base")


def fill_bases(regions: Grid, tree: Tree) -> None:
    """Fill the blank base values of nodes with children: the sum of the children, if all of them have one."""
    if not tree.sound:
        return
    for column in _BASES:
        values, bad = regions.numbers[column], regions.bad[column]
        for row in _bottom_up(tree):
            children = tree.children(row)
            if children and np.isnan(values[row]) and not bad[row]:
                values[row] = float(np.sum(values[children]))
                bad[row] = bool(bad[children].any())


def check_bases(regions: Grid, targets: Grid, tree: Tree, problems: Problems) -> None:
    """Report base values that a target needs and that are blank, and a base GDP of zero, once a region and column."""
    told: set[tuple[int, str]] = set()
    needs = np.isnan(targets.numbers["intensity"]) & targets.good("region", "quantity", "intensity")
    labels = {c.name: c.label for c in targets.table.column("quantity").choices}
    for record in np.flatnonzero(needs):
        quantity = targets.texts["quantity"][record]
        row = tree.rows.get(plain(targets.texts["region"][record]), -1)
        if row < 0 or not quantity or not tree.sound:
            continue
        for column in ("gdp_base", f"{quantity}_base"):
            if (row, column) in told or regions.bad[column][row]:
                continue
            told.add((row, column))
            value, where = regions.numbers[column][row], regions.where(row, column)
            if np.isnan(value):
                problems.add("base_missing", where, read=tree.names[row], wanted=_lacking(regions, tree, row, column),
                             quantity=labels[quantity])  # fmt: skip
            elif value == 0 and column == "gdp_base":
                problems.add("base_gdp_zero", where, read=tree.names[row])


def _lacking(regions: Grid, tree: Tree, row: int, column: str) -> str:
    label = regions.label(column)
    blank = [tree.names[k] for k in tree.children(row) if np.isnan(regions.numbers[column][k])]
    return f"{label}（{'、'.join(blank)}）" if blank else label


def _bottom_up(tree: Tree) -> list[int]:
    order = [tree.parents.index(-1)]
    for row in order:
        order.extend(tree.children(row))
    return order[::-1]
