"""Rounding of trade (调剂取整): what is bought and sold in hundredths, so that everything bought is sold.

Budgets after trade are chosen already. A buyer then buys at least what its limit leaves open, a seller sells no more
than its limit allows: within one hundredth of the unrounded figures that always works for each alone. Where the
buyers' hundredths add up to more than the sellers', a seller with a measure not yet carried out in full does a
hundredth more of it, which its usage shows. Where nobody can, what is sold stays short by a few hundredths, and the
check says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from optimizer.explain.rounding_grid import FINE, SOLVED, down, fine, up
from optimizer.rules.account import Account
from optimizer.rules.account_market import COLUMN
from optimizer.rules.account_parts import Place

if TYPE_CHECKING:
    from optimizer.explain.rounding_slice import Node


def round_trade(account: Account, quantity: str, year: int, nodes: dict[str, Node]) -> None:
    """Set what every node sold less what it bought, hundredths (`moved`)."""
    leaves = [(leaf, quantity, year) for leaf in account.case.leaves if leaf != account.root]
    sold = {p: fine(account.flow(p, "sold"), SOLVED) for p in leaves if account.flow(p, "sold") > 0}
    bought = {p: fine(account.flow(p, "bought"), SOLVED) for p in leaves if account.flow(p, "bought") > 0}
    if not bought:
        return
    ratio = {p: Fraction(str(account.market.ratio(p))) for p in bought}
    gained = {p: max(down(amount), -_room(nodes[p[0]])) for p, amount in bought.items()}
    given = {p: min(down(amount), _room(nodes[p[0]])) for p, amount in sold.items()}
    _more_bought(gained, given, ratio, bought)
    short = math.ceil(sum(ratio[p] * amount for p, amount in gained.items())) - sum(given.values())
    for p in _sellers(account, nodes, sold, given, short):
        given[p] += 1
    for p in leaves:
        nodes[p[0]].moved = given.get(p, 0) - gained.get(p, 0)
    for region in reversed(account.below(account.root)):
        if account.children[region]:
            nodes[region].moved = sum(child.moved for child in nodes[region].children)
            _lowered(nodes[region])


def _room(node: Node) -> int:
    """Return by how much the limit before trade exceeds the budget after it, hundredths."""
    limit = min(node.limit, 10**15)
    return int(limit) - (node.budget or 0)


def _more_bought(
    gained: dict[Place, int], given: dict[Place, int], ratio: dict[Place, Fraction], bought: dict[Place, int]
) -> None:
    """Round purchases up, the largest remainder first, while what is sold pays for it."""
    left = sum(given.values()) - sum(ratio[p] * amount for p, amount in gained.items())
    for p in sorted(bought, key=lambda p: -(bought[p] % FINE)):
        if gained[p] < up(bought[p]) and ratio[p] <= left:
            gained[p] += 1
            left -= ratio[p]


def _sellers(
    account: Account, nodes: dict[str, Node], sold: dict[Place, int], given: dict[Place, int], short: int
) -> Iterator[Place]:
    """Yield who sells a hundredth more: those with room, then those that can do more of a measure."""
    for p in sorted(sold, key=lambda p: -(sold[p] % FINE)):
        if short > 0 and given[p] < min(up(sold[p]), _room(nodes[p[0]])):
            short -= 1
            yield p
    for p in sold:
        more = min(_room(nodes[p[0]]), down(fine(min(account.market.delivered(p), account.market.most(p)), SOLVED)))
        for _ in range(given[p], more if short > 0 else 0):
            if short > 0:
                short -= 1
                yield p
    spare = [(p, category) for p in sold for category in _unfinished(account, p)]
    while short > 0 and spare:
        for p, category in spare[:short]:
            node = nodes[p[0]]
            if given[p] >= _room(node):
                _do_more(node, category)
            short -= 1
            yield p


def _unfinished(account: Account, place: Place) -> Iterator[str]:
    """Yield the category of a measure of the seller that may be sold and is not yet carried out in full."""
    region, quantity, year = place
    excluded = account.settings["measures"].region_book_excludes if quantity == "carbon" else ()
    for row in account.case.measures.to_dict("records"):
        here = str(row["region"]) == region and int(row["year"]) == year and row["category"] not in excluded
        sells = here and row["divisible"] and row[COLUMN[quantity]] > 0 and account.market.share(row) > 0
        if sells and account.uptake(str(row["measure"]), year) < 1:
            yield str(row["category"])
            return


def _do_more(node: Node, category: str) -> None:
    """Let a node save one hundredth more and hand it to the market."""
    node.counted[category] -= FINE
    node.usage -= 1
    node.budget = (node.budget or 0) - 1


def _lowered(node: Node) -> None:
    """Keep a level between within its limit before trade, as far as what it hands down leaves room."""
    if node.budget is not None:
        over = node.budget + node.moved - min(node.limit, 10**15)
        node.budget -= max(0, min(int(over), int(node.room())))
