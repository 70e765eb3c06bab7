"""The tree of regions (地区树): one root, known parents, no circles; and the references of other tables to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.tables.grid import Grid
from optimizer.tables.names import nearest, plain
from optimizer.tables.problems import Problems


@dataclass(frozen=True, eq=False)
class Tree:
    """The regions as a tree (地区树); `sound` is False when an issue was found in it.

    rows: record of each region by the name in the form in which names are compared.
    """

    names: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    parents: tuple[int, ...] = ()
    sound: bool = False

    @property
    def root(self) -> str:
        """The region without a parent ("" when the tree is not sound)."""
        return self.names[self.parents.index(-1)] if self.sound else ""

    def children(self, row: int) -> list[int]:
        """Return the rows of the regions right below a region."""
        return [k for k, parent in enumerate(self.parents) if parent == row]

    def leaves(self) -> list[int]:
        """Return the rows of the regions without children."""
        inner = set(self.parents)
        return [k for k in range(len(self.names)) if k not in inner]


def check_tree(regions: Grid, problems: Problems) -> Tree:
    """Return the tree of the regions table; parents are rewritten as the regions are spelt."""
    names = regions.texts["region"]
    rows: dict[str, int] = {}
    for record, name in enumerate(names):
        if not regions.bad["region"][record]:
            rows.setdefault(plain(name), record)
    sound = regions.usable and len(rows) == len(names) > 0 and not regions.bad["parent"].any()
    parents: list[int] = []
    for record, text in enumerate(regions.texts["parent"]):
        parent = rows.get(plain(text), -1) if text else -1
        if text and parent < 0 and not regions.bad["parent"][record]:
            sound = False
            near = nearest(text, names)
            problems.add("unknown_parent", regions.where(record, "parent"), read=text, nearest=near)
        elif parent == record:
            sound = False
            problems.add("parent_is_self", regions.where(record, "parent"), read=text)
        elif parent >= 0:
            regions.texts["parent"][record] = names[parent]
        parents.append(parent)
    if sound:
        sound = _one_root(regions, parents, problems) and _no_circle(regions, parents, problems)
    return Tree(tuple(names), rows, tuple(parents), sound)


def _one_root(regions: Grid, parents: list[int], problems: Problems) -> bool:
    roots = [record for record, parent in enumerate(parents) if parent < 0]
    names = regions.texts["region"]
    if not roots:
        problems.add("root_missing", regions.where(0, "parent"))
    for record in roots[1:]:
        where = regions.where(record, "parent")
        problems.add("root_many", where, read=names[record], other=names[roots[0]])
    return len(roots) == 1


def _no_circle(regions: Grid, parents: list[int], problems: Problems) -> bool:
    names, sound = regions.texts["region"], True
    told: set[int] = set()
    for record in range(len(parents)):
        seen = [record]
        while parents[seen[-1]] >= 0 and parents[seen[-1]] not in seen:
            seen.append(parents[seen[-1]])
        if parents[seen[-1]] == record and record not in told:
            told.update(seen)
            sound = False
            circle = " → ".join(names[k] for k in [*seen, record])
            problems.add("tree_cycle", regions.where(record, "parent"), read=names[record], wanted=circle)
    return sound


def check_references(grid: Grid, tree: Tree, problems: Problems) -> None:
    """Report unknown regions; known ones are rewritten as the regions table spells them."""
    spelt = {name: tree.names[row] for name, row in tree.rows.items()}
    texts, bad = grid.texts["region"], grid.bad["region"]
    typed = {text: spelt.get(plain(text), "") for text in set(texts)}
    if any(name != text for text, name in typed.items()):
        grid.texts["region"] = [text if wrong else typed[text] or text for text, wrong in zip(texts, bad, strict=True)]
    if not tree.rows or "" not in typed.values():
        return
    for record, text in enumerate(texts):
        if text and not typed[text] and not bad[record]:
            bad[record] = True
            near = nearest(text, tree.names)
            problems.add("unknown_region", grid.where(record, "region"), read=text, nearest=near)


def check_leaves(projects: Grid, tree: Tree, problems: Problems) -> None:
    """Report projects that stand in a region which has children."""
    if not tree.sound:
        return
    leaves = set(tree.leaves())
    rows = {name: tree.rows.get(plain(name), -1) for name in set(projects.texts["region"])}
    inner = {name: row for name, row in rows.items() if row >= 0 and row not in leaves}
    for record in np.flatnonzero(projects.good("region")).tolist() if inner else ():
        name = projects.texts["region"][record]
        if name in inner:
            row = inner[name]
            projects.bad["region"][record] = True
            wanted = "、".join(tree.names[k] for k in tree.children(row))
            problems.add("region_not_leaf", projects.where(record, "region"), read=name, wanted=wanted)
