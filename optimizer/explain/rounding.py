"""Rounding (取整): from the unrounded allocation to printed figures that add up and keep every limit."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import CATEGORIES, RoundedPlan
from optimizer.explain.rounding_grid import FINE, LIMIT, SOLVED, down, fine
from optimizer.explain.rounding_slice import Node, round_slice
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy

CELLS = ("existing", "projects", *CATEGORIES, "sink")
COLUMNS = ("region", "year", "quantity", *CELLS, "usage_national", "usage_assessment", "usage", "total",
           "overrun_1", "overrun_2", "budget", "headroom", "reserve")  # fmt: skip


def round_plan(case: Case, policy: Policy, allocation: Allocation) -> RoundedPlan:
    """Return the rounded plan of a verified allocation (万t, exact hundredths; identities: domain/rounded.py)."""
    account = Account(case, policy.settings, allocation)
    slices: dict[tuple[str, int], dict[str, Node]] = {
        (q, y): round_slice(account, q, y) for y in case.years for q in QUANTITIES
    }
    rows = []
    for region, year, quantity in allocation.nodes[["region", "year", "quantity"]].itertuples(index=False):
        place = str(region), str(quantity), int(year)
        node = slices[place[1], place[2]][place[0]]
        amounts = {name: _printed(amount) for name, amount in _row(account, place, node).items()}
        rows.append({"region": region, "year": year, "quantity": quantity, **amounts})
    return RoundedPlan(pd.DataFrame(rows, columns=list(COLUMNS)))


def _printed(amount: int | None) -> float:
    return math.nan if amount is None else amount / 100


def _row(account: Account, place: Place, node: Node) -> dict[str, int | None]:
    """Return the figures of one node, hundredths; None where there is none."""
    below = node.subtree()
    own = [other.cells() for other in below]
    cells: dict[str, int | None] = {name: sum(part[name] for part in own) for name in CELLS}
    national = sum(other.usage for other in below)
    assessment = national - sum(other.relief for other in below)
    usage = national if node.national else assessment
    budget, budgets = node.budget, [child.budget for child in node.children]
    headroom = reserve = None
    if budget is not None:
        headroom = budget - usage
        reserve = budget - sum(given or 0 for given in budgets) if budgets else None
    return cells | {
        "usage_national": national, "usage_assessment": assessment, "usage": usage,
        **_total(account, place, budget), "budget": budget, "headroom": headroom, "reserve": reserve,
    }  # fmt: skip


def _total(account: Account, place: Place, budget: int | None) -> dict[str, Any]:
    """Return total and overruns: the total rounded down, the tiers up only as far as the budget needs them."""
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
