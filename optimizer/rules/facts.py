"""The facts of a case as arrays (模型数据): what the rules see when they write rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from optimizer.rules.further import Further

Array = npt.NDArray[Any]
ENERGY, CARBON = 0, 1


@dataclass(frozen=True, eq=False)
class Tree:
    """The nodes (地区树) in canonical order, which no reordering of the input changes."""

    names: tuple[str, ...]
    parent: Array
    children: tuple[tuple[int, ...], ...]
    root: int
    order: tuple[int, ...]
    """Every node after its children (leaves first, root last)."""

    def is_leaf(self, node: int) -> bool:
        """Return whether the node has no children."""
        return not self.children[node]

    def subtree(self, node: int) -> list[int]:
        """Return the node and all below it."""
        found = [node]
        for n in found:
            found.extend(self.children[n])
        return found

    def sums(self, own: Array) -> Array:
        """Return the sums over subtrees of an array (nodes first)."""
        total = own.copy()
        for n in self.order:
            if self.parent[n] >= 0:
                total[self.parent[n]] += total[n]
        return total


@dataclass(frozen=True, eq=False)
class Projects:
    """The projects (项目), sorted by id; index k is the quantity (0 energy, 1 carbon), t the plan year."""

    record: Array
    """P: row in the case's table."""
    use: Array
    """K × P: controlled energy (万吨标准煤) and carbon (万吨CO2) at full output."""
    charged: Array
    """K × P: node charged with it, −1 for nobody (单列, domain.md A.5)."""
    value_added: Array
    """P: 亿元 a year at full output."""
    credited: Array
    """P: node whose GDP holds the value added, −1 for nobody."""
    ramp: Array
    """P × T: share of full output."""
    value: Array
    """P: objective value of approval (亿元)."""
    lower: Array
    upper: Array
    whole: Array
    """P: bool, 0/1 only."""


@dataclass(frozen=True, eq=False)
class Measures:
    """The measures (措施), one entry a measure and year, sorted by (measure, year)."""

    record: Array
    node: Array
    year: Array
    """index of the plan year."""
    saving: Array
    """K × M: 万吨标准煤, 万吨CO2 at full uptake."""
    excluded: Array
    """M: bool, the carbon reduction does not count on the national book (生态碳汇, domain.md A.9)."""
    cost: Array
    loss: Array
    lower: Array
    upper: Array
    whole: Array
    previous: Array
    """M: entry of the same measure's year before, −1 for the first."""


@dataclass(frozen=True, eq=False)
class Limits:
    """Targets and totals (目标与总量), K × N × T; NaN where there is none."""

    intensity: Array
    """τ (t/万元), hard rows only where `hard`."""
    hard: Array
    total: Array
    mode: Array
    """0 none or report, 1 elastic, 2 hard."""
    width: Array
    """万t of the first tier, inf for one endless tier."""
    price_1: Array
    price_2: Array


@dataclass(frozen=True, eq=False)
class Flows:
    """What may move between leaves and years (流转), K × N × T; the rules that are off have no columns."""

    leaves: tuple[int, ...]
    """The leaves below the region, in canonical order."""
    trade: bool
    ratio: Array
    """Units sold for one unit that the node buys."""
    sellable: Array
    """K × M: what may be sold of an entry at full uptake (万t)."""
    sell_max: Array
    """The most that the node may sell (万t)."""
    cost: float
    """亿元 per 万t bought."""
    grants: bool
    reserve_share: float
    grant_max: Array
    """inf where the region's reserve has a size, else 0."""
    bank: bool
    carry: float
    bank_max: Array
    borrow_max: Array


@dataclass(frozen=True, eq=False)
class Facts:
    """All arrays of one case under one policy; canonical units."""

    tree: Tree
    years: tuple[int, ...]
    existing: Array
    """K × N × T: own part of each node, national book (万t)."""
    sink: Array
    """N × T: 碳汇 (万吨CO2)."""
    gdp: Array
    """N × T: own part (亿元, constant prices)."""
    limits: Limits
    projects: Projects
    measures: Measures
    flows: Flows
    root_counts_sinks: bool
    further: Further

    def national(self, node: int) -> bool:
        """Return whether the node is held to the national book, where sinks do not count."""
        return node == self.tree.root and not self.root_counts_sinks
