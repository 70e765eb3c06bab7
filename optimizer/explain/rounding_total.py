"""Rounding of totals (总量取整): the total down, what lifts it up only as far as the printed budget needs."""

from __future__ import annotations

import math
from fractions import Fraction

from optimizer.explain.rounding_grid import FINE, LIMIT, SOLVED, down, fine, up
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place

Cells = dict[str, int | None]
LIFTS = ("granted", "borrowed", "overrun_1", "overrun_2")
"""What lifts a total, in the order in which a missing hundredth is looked for among equal remainders."""
NONE: Cells = dict.fromkeys(("total", "overrun_1", "overrun_2"))


def round_total(account: Account, place: Place, budget: int | None, before: Cells) -> Cells:
    """Return total, overruns, grant, banked and borrowed of one node, hundredths (None: there is no total).

    budget: printed; before: the same cells of the year before, of which the banked ones serve this year.
    """
    moved = {name: fine(account.flow(place, name), SOLVED) for name in ("granted", "banked", "borrowed")}
    if account.children[place[0]]:
        moved = dict.fromkeys(moved, 0)
    terms = account.terms(place)
    if terms is None:
        return NONE | {name: down(amount) for name, amount in moved.items()}
    tiers = [fine(tier, SOLVED) if terms.mode == "elastic" else 0 for tier in account.overruns(place)]
    exact = {"granted": moved["granted"], "borrowed": moved["borrowed"], "overrun_1": tiers[0], "overrun_2": tiers[1]}
    cells = {name: down(amount) for name, amount in exact.items()}
    total = down(fine(terms.total, LIMIT))
    carried = math.floor(Fraction(str(account.settings["bank"].carry)) * (before.get("banked") or 0))
    limit = total + carried - (before.get("borrowed") or 0) + sum(cells.values())
    banked = down(moved["banked"])
    needed = (budget or 0) + banked - limit
    for name in sorted((name for name in LIFTS if exact[name]), key=lambda name: -(exact[name] % FINE)):
        if needed > 0:
            cells[name] += 1
            needed -= 1
    if needed > 0 and terms.mode == "elastic" and account.moved_total(place):
        cells["overrun_1"] += needed
    banked = min(up(moved["banked"]), banked + max(0, -needed))
    return {"total": total, **cells, "banked": banked}
