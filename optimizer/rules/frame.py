"""What a rule's `rows` gets (变量与数据): the facts, the numbers of the columns and the rule's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.domain.case import QUANTITIES
from optimizer.rules.facts import Array, Facts, Tree

Key = tuple[str, str, int]
"""region, quantity, year: the name of a row inside its rule."""


@dataclass(frozen=True, eq=False)
class Frame:
    """The columns of the program by number, beside the facts and one rule's settings.

    approval: P; uptake: M; budget: K × N × T; overrun: K × N × T × 2, the tiers, −1 where there is none.
    flows: sold, bought, granted, banked, borrowed, as far as their rules are on: K × N × T, −1 where there is none.
    """

    facts: Facts
    settings: Any
    approval: Array
    uptake: Array
    budget: Array
    overrun: Array
    flows: Mapping[str, Array] = field(default_factory=dict)

    def key(self, k: int, n: int, t: int) -> Key:
        """Return the name of a row: region, quantity, year."""
        return self.facts.tree.names[n], QUANTITIES[k], self.facts.years[t]

    def keys(self, k: Array, n: Array, t: Array) -> list[Key]:
        """Return the names of many rows."""
        return list(map(self.key, k.tolist(), n.tolist(), t.tolist()))

    def flow(self, name: str, k: int, nodes: Sequence[int], t: int) -> Array:
        """Return the columns of a flow at these nodes; empty when its rule is off or the year outside the plan."""
        if name not in self.flows or not 0 <= t < len(self.facts.years):
            return np.zeros(0, dtype=np.int64)
        columns: Array = self.flows[name][k, list(nodes), t]
        return columns[columns >= 0]

    def flow_at(self, name: str, k: Array, n: Array, t: Array) -> Array:
        """Return the column of a flow at each of these places, −1 where there is none."""
        if name not in self.flows:
            return np.full(len(t), -1)
        inside = (t >= 0) & (t < len(self.facts.years))
        columns: Array = np.where(inside, self.flows[name][k, n, np.where(inside, t, 0)], -1)
        return columns

    def moved(self, k: int, n: int, t: int) -> list[tuple[Array, Array]]:
        """Return, as parts of a row, what trade adds to the use that a node is held to.

        A leaf answers for what it sold less what it bought; the region, held to physical use, is relieved of the sum;
        a level between is assessed after trade.
        """
        leaves = self.facts.flows.leaves
        leaf = n in leaves
        if not leaf and n != self.facts.tree.root:
            return []
        sold, bought = (self.flow(name, k, [n] if leaf else leaves, t) for name in ("sold", "bought"))
        sign = 1.0 if leaf else -1.0
        return [(np.full(len(sold), sign), sold), (np.full(len(bought), -sign), bought)]

    @cached_property
    def measures_at(self) -> dict[tuple[int, int], list[int]]:
        """Measure entries by (node, year index)."""
        found: dict[tuple[int, int], list[int]] = {}
        pairs = zip(self.facts.measures.node.tolist(), self.facts.measures.year.tolist(), strict=True)
        for m, pair in enumerate(pairs):
            found.setdefault(pair, []).append(m)
        return found


class Groups:
    """Projects or measures by node (分组): positions of those that a node is charged or credited with."""

    def __init__(self, node: Array, nodes: int) -> None:
        order = np.argsort(node, kind="stable")
        cuts = np.searchsorted(node[order], np.arange(nodes + 1))
        self._parts = [order[cuts[n] : cuts[n + 1]] for n in range(nodes)]

    def at(self, nodes: list[int]) -> Array:
        """Return the positions of the projects of all these nodes, of none when there are none."""
        parts = [self._parts[n] for n in nodes]
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, dtype=np.int64), *parts])

    def under(self, tree: Tree, nodes: Array) -> tuple[Array, Array]:
        """Return pairs of one of these nodes and the position of what stands at it or below it."""
        found = [self.at(tree.subtree(n)) for n in nodes.tolist()]
        return np.repeat(nodes, [len(part) for part in found]), np.concatenate(found)
