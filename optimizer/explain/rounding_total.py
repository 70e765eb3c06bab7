"""Rounding of totals (总量取整): the total down, its overruns up only as far as the printed budget needs."""

from __future__ import annotations

from optimizer.explain.rounding_grid import FINE, LIMIT, SOLVED, down, fine
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place

Cells = dict[str, int | None]


def round_total(account: Account, place: Place, budget: int | None) -> Cells:
    """Return total and overruns of one node, hundredths (None: there is no total); budget: printed."""
    terms = account.terms(place)
    if terms is None:
        return dict.fromkeys(("total", "overrun_1", "overrun_2"))
    total = down(fine(terms.total, LIMIT))
    tiers = [fine(tier, SOLVED) if terms.mode == "elastic" else 0 for tier in account.overruns(place)]
    cells = [down(tier) for tier in tiers]
    needed = (budget or 0) - total - sum(cells)
    used = [i for i in (0, 1) if tiers[i]]
    for i in sorted(used, key=lambda i: -(tiers[i] % FINE))[: max(0, needed)]:
        cells[i] += 1
    return {"total": total, "overrun_1": cells[0], "overrun_2": cells[1]}
