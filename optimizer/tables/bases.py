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
    for record in np.flatnonzero(needs).tolist():
        quantity, name = targets.texts["quantity"][record], targets.texts["region"][record]
        node = tree.rows.get(plain(name), -1)
        if node < 0 or not quantity or not tree.sound:
            continue
        for column in ("gdp_base", f"{quantity}_base"):
            values = regions.numbers[column]
            for row in _lacking(regions, tree, node, column):
                if (row, column) not in told and not regions.bad[column][row]:
                    where, label = regions.where(row, column), regions.label(column)
                    wanted = label if row == node else f"{label}（{tree.names[row]}）"
                    problems.add("base_missing", where, read=name, wanted=wanted, quantity=labels[quantity])
                told.add((row, column))
            if column == "gdp_base" and values[node] == 0 and (node, column) not in told:
                told.add((node, column))
                problems.add("base_gdp_zero", regions.where(node, column), read=name)


def _lacking(regions: Grid, tree: Tree, row: int, column: str) -> list[int]:
    """Return the nodes whose blank leaves this one without a value: itself, or the lowest blanks below it."""
    values = regions.numbers[column]
    if not np.isnan(values[row]):
        return []
    below = [k for child in tree.children(row) for k in _lacking(regions, tree, child, column)]
    return below or [row]


def _bottom_up(tree: Tree) -> list[int]:
    order = [tree.parents.index(-1)]
    for row in order:
        order.extend(tree.children(row))
    return order[::-1]
