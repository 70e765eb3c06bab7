"""Rounding of one quantity in one year (取整): integers that keep every limit, found leaves first.

Write N for a node's own usage on the national book, D for what its assessment book takes off (sinks, excluded
reductions), b for its budget; ⌊⌋ and ⌈⌉ are grid points. Coverage says Σ b_children + N − D ≤ b on the assessment
book and Σ b_children + D_below + N ≤ b on the national one. Choose N̂ = ⌊N⌋; D̂ = ⌊D⌋ where that keeps the row
under ⌊b⌋, else ⌈D⌉, which always does; b̂ = min(⌊b⌋, ⌊b + D_subtree⌋ − D̂_subtree). Then b̂ + D̂_subtree ≤ b + D_subtree
at every node, so the sums above it hold too, and every budget is at or below its limits. What slack is left moves D̂
and N̂ back towards the nearest sums. Where leagues trade, b stands for the budget after trade, b − sold + bought, its
limits likewise; it is only a beginning there, all is chosen together later (optimizer/explain/rounding_flows.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from optimizer.domain.rounded import CATEGORIES
from optimizer.explain.rounding_grid import FINE, LARGEST, LIMIT, SOLVED, TYPED, down, fine, fit, nearest, up
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Part, Place


@dataclass(eq=False)
class Node:
    """One node while it is rounded: its own part in fine units, and the integers (hundredths) chosen so far."""

    counted: dict[str, int]
    relieving: dict[str, int]
    national: bool
    children: list[Node]
    least: int = 0
    budget: int | None = None
    usage: int = 0
    relief: int = 0
    net: int = 0
    """Sold less bought of the node with everything below it, fine units; the region is held to physical use: 0."""
    moved: int = 0
    """The same, hundredths."""
    on_top: bool = False
    """The region itself."""

    @property
    def exact_usage(self) -> int:
        """N: own usage on the national book, fine units."""
        return sum(self.counted.values())

    @property
    def exact_relief(self) -> int:
        """D: own relief on the assessment book, fine units."""
        return sum(self.relieving.values())

    def subtree(self) -> list[Node]:
        """Return the node and all below it, parents first."""
        found = [self]
        for node in found:
            found.extend(node.children)
        return found

    def taken(self) -> int:
        """Return what the budget must cover: children's budgets and the own part, hundredths."""
        budgets = sum(child.budget or 0 for child in self.children)
        if self.national:
            return budgets + self.usage + sum(node.relief for node in self.subtree()[1:])
        return budgets + self.usage - self.relief

    def room(self) -> float:
        """Return by how much the budget exceeds what it must cover; infinite without a budget."""
        return math.inf if self.budget is None else self.budget - self.taken()

    def cells(self) -> dict[str, int]:
        """Return the own cells of the table, hundredths; reductions and sinks positive."""
        counted = dict(zip(self.counted, fit(list(self.counted.values()), self.usage), strict=True))
        relieving = dict(zip(self.relieving, fit(list(self.relieving.values()), self.relief), strict=True))
        return {name: (-cell if name in CATEGORIES else cell) for name, cell in counted.items()} | relieving


def round_slice(account: Account, quantity: str, year: int) -> dict[str, Node]:
    """Return the rounded nodes by region.

    Noise of solved figures is removed first; should a limit off the grid not allow even that, they stand as solved.
    """
    nodes = _chosen(account, quantity, year, SOLVED)
    if any(node.room() < 0 for node in nodes.values()):
        nodes = _chosen(account, quantity, year, TYPED)
    root = nodes[account.root]
    _raise_relief(root)
    _raise_usage(root)
    return nodes


def _chosen(account: Account, quantity: str, year: int, noise: float) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for region in reversed([account.root, *account.below(account.root)]):
        place = region, quantity, year
        children = [nodes[child] for child in account.children[region]]
        node = Node(*_fine_cells(account.own(place), noise), account.on_national_book(region), children)
        node.on_top = region == account.root
        if not node.on_top:
            node.net = fine(account.flow(place, "sold"), noise) - fine(account.flow(place, "bought"), noise)
            node.net = sum(child.net for child in children) if children else node.net
        _choose(account, place, node, _kept(account, place) if region == account.root and children else None, noise)
        nodes[region] = node
    return nodes


def _kept(account: Account, place: Place) -> Fraction:
    """Return the share of the region's budget that stays there: the reserve, less what is granted of it."""
    share, budget = Fraction(str(account.settings["hand_down"].reserve_share)), account.budget(place)
    granted = sum(account.flow((leaf, place[1], place[2]), "granted") for leaf in account.case.leaves)
    return max(share - Fraction(granted / budget), Fraction(0)) if granted and budget > 0 else share


def _fine_cells(part: Part, noise: float) -> tuple[dict[str, int], dict[str, int]]:
    """Return the own part in fine units: what both books count (reductions negative), and what relieves one."""
    counted = {"existing": fine(part.existing, TYPED), "projects": fine(part.projects, noise)}
    relieving = {}
    for category, amount, excluded in zip(CATEGORIES, part.reductions, part.excluded, strict=True):
        if excluded:
            relieving[category] = fine(amount, noise)
        else:
            counted[category] = -fine(amount, noise)
    return counted, {**relieving, "sink": fine(part.sink, TYPED)}


def _choose(account: Account, place: Place, node: Node, kept: Fraction | None, noise: float) -> None:
    """Choose N̂, D̂ and b̂ of a node whose children are chosen; `kept` is the reserve share (None: no hand-down)."""
    node.usage, node.relief = down(node.exact_usage), down(node.exact_relief)
    budget, limits = account.budget(place), [limit for limit in limits_of(account, place) if limit is not None]
    if math.isnan(budget):
        return
    needs = _needs(node, kept)
    limits = [_after_trade(limit, node.net, max(needs)) for limit in limits]
    node.least = max(min([_after_trade(fine(budget, noise), node.net, max(needs)), *limits]), *needs)
    node.budget = min(map(down, [node.least, *limits]))
    if not node.national:
        if node.room() < 0:
            node.relief = up(node.exact_relief)
        below = node.subtree()
        whole = down(node.least + sum(other.exact_relief for other in below))
        node.budget = min(node.budget, whole - sum(other.relief for other in below))
    beyond = 0
    if kept is not None:
        beyond = sum(child.budget or 0 for child in node.children) - math.floor((1 - kept) * node.budget)
    _trim(node, max(-int(node.room()), beyond))


def _after_trade(limit: int, net: int, need: int) -> int:
    """Return a limit after trade, fine units; noise of the difference is removed: it meets the need or the grid."""
    after, noise = limit - net, LIMIT * max(abs(limit), abs(net))
    if net and 0 < need - after <= min(noise, LARGEST * FINE):
        return need
    grid = nearest(after) * FINE
    return grid if net and abs(after - grid) <= min(noise, LARGEST * FINE) else after


def limits_of(account: Account, place: Place) -> tuple[int | None, int | None]:
    """Return the node's own limits on its budget, by intensity and by total, fine units (None: there is none)."""
    region, _, year = place
    target, terms = account.target(place), account.terms(place)
    intensity = total = None
    if target is not None and target.mode == "hard":
        intensity = fine(target.intensity * account.gdp(region, year), LIMIT)
    if terms is not None and terms.mode != "report":
        over = sum(account.overruns(place)) if terms.mode == "elastic" else 0.0
        total = fine(math.fsum([terms.total, over, account.moved_total(place)]), LIMIT)
    return intensity, total


def _needs(node: Node, kept: Fraction | None) -> list[int]:
    """Return what the budget must cover exactly, fine units: heals noise between budgets."""
    budgets = sum(child.least for child in node.children)
    relief = -node.exact_relief
    if node.national:
        relief = sum(other.exact_relief for other in node.subtree()[1:])
    return [budgets + node.exact_usage + relief, *([] if kept is None else [math.ceil(budgets / (1 - kept))])]


def _trim(node: Node, excess: int) -> None:
    """Lower children's budgets that have room, those nearest to the grid first, until `excess` is gone."""
    for child in sorted(node.children, key=lambda other: other.least % FINE):
        if excess <= 0 or child.budget is None:
            return
        step = min(excess, max(0, int(child.room())))
        child.budget -= step
        excess -= step


def _raise_relief(root: Node) -> None:
    """Move reliefs up to their next grid point while their sum is short and the national row has room."""
    nodes = root.subtree()
    short = nearest(sum(node.exact_relief for node in nodes)) - sum(node.relief for node in nodes)
    for node in sorted(nodes, key=lambda other: -(other.exact_relief % FINE)):
        free = not root.national or node is root or root.room() >= 1
        if short > 0 and node.relief < up(node.exact_relief) and free:
            node.relief += 1
            short -= 1


def _raise_usage(root: Node) -> None:
    """Move usages up to their next grid point while their sum is short and their own row has room."""
    nodes = root.subtree()
    short = nearest(sum(node.exact_usage for node in nodes)) - sum(node.usage for node in nodes)
    for node in sorted(nodes, key=lambda other: -(other.exact_usage % FINE)):
        if short > 0 and node.usage < up(node.exact_usage) and node.room() >= 1:
            node.usage += 1
            short -= 1
