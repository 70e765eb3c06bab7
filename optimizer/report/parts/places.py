"""The nodes as they stand in tables (表中地区): children before their parent, the region itself last."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.domain.case import Case


@dataclass(frozen=True, slots=True)
class Place:
    """One node: `number` is its key in formulas (1, 2, …), `parent` the parent's number (0 for the region itself)."""

    number: int
    region: str
    parent: int
    depth: int
    has_children: bool


def places(case: Case) -> tuple[Place, ...]:
    """Return the nodes in table order; among siblings the order of the case."""
    children: dict[str, list[str]] = {}
    for region, parent in zip(case.regions["region"], case.regions["parent"], strict=True):
        children.setdefault(str(parent), []).append(str(region))
    ordered: list[tuple[str, str, int]] = []
    pending = [(case.root, "", 0)]
    while pending:
        node = pending.pop()
        ordered.append(node)
        pending += [(child, node[0], node[2] + 1) for child in children.get(node[0], [])]
    ordered.reverse()
    number = {region: n for n, (region, _, _) in enumerate(ordered, start=1)}
    return tuple(
        Place(number[region], region, number.get(parent, 0), depth, region in children)
        for region, parent, depth in ordered
    )


def children(nodes: tuple[Place, ...]) -> dict[str, list[str]]:
    """Return the direct children of every node (an empty list for a leaf)."""
    name = {place.number: place.region for place in nodes}
    below: dict[str, list[str]] = {place.region: [] for place in nodes}
    for place in nodes:
        if place.parent:
            below[name[place.parent]].append(place.region)
    return below
