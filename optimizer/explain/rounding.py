"""Rounding (取整): from the unrounded allocation to printed figures that add up and keep every limit."""

from __future__ import annotations

import math

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import CATEGORIES, FLOWS, RoundedPlan
from optimizer.explain.rounding_flows import round_flows
from optimizer.explain.rounding_slice import Node, round_slice
from optimizer.explain.rounding_total import Cells, round_total
from optimizer.rules.account import Account
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy

CELLS = ("existing", "projects", *CATEGORIES, "sink")
COLUMNS = ("region", "year", "quantity", *CELLS, "usage_national", "usage_assessment", "usage", "total",
           "overrun_1", "overrun_2", "budget", "headroom", "reserve")  # fmt: skip


def round_plan(
    case: Case, policy: Policy, allocation: Allocation, account: Account | None = None
) -> RoundedPlan:
    """Return the rounded plan of a verified allocation (万t, exact hundredths; identities: domain/rounded.py).

    account: of this allocation, where it stands already.
    """
    account = account or Account(case, policy.settings, allocation)
    slices: dict[tuple[str, int], dict[str, Node]] = {
        (q, y): round_slice(account, q, y) for y in case.years for q in QUANTITIES
    }
    totals: dict[Place, Cells] = {}
    for place in account.places():
        totals[place] = round_total(account, place, slices[place[1], place[2]][place[0]].budget)
    for quantity in QUANTITIES:
        round_flows(account, quantity, slices, totals)
    columns = [*COLUMNS, *(name for name in FLOWS if name in allocation.nodes)]
    rows = []
    for region, year, quantity in allocation.nodes[["region", "year", "quantity"]].itertuples(index=False):
        place = str(region), str(quantity), int(year)
        cells = _row(slices[place[1], place[2]][place[0]]) | totals[place] | _flows(account, place, slices, totals)
        amounts = {name: _printed(amount) for name, amount in cells.items()}
        rows.append({"region": region, "year": year, "quantity": quantity, **amounts})
    return RoundedPlan(pd.DataFrame(rows, columns=columns))


def _printed(amount: int | None) -> float:
    return math.nan if amount is None else amount / 100


def _budget(node: Node) -> int | None:
    """Return the printed budget: what is left after trade, and what was traded."""
    return None if node.budget is None else node.budget + (0 if node.on_top else node.moved)


def _row(node: Node) -> dict[str, int | None]:
    """Return the figures of one node, hundredths; None where there is none."""
    below = node.subtree()
    own = [other.cells() for other in below]
    cells: dict[str, int | None] = {name: sum(part[name] for part in own) for name in CELLS}
    national = sum(other.usage for other in below)
    assessment = national - sum(other.relief for other in below)
    usage = national if node.national else assessment
    headroom = reserve = None
    if node.budget is not None:
        headroom = node.budget - usage
        reserve = node.budget - sum(child.budget or 0 for child in node.children) if node.children else None
    return cells | {
        "usage_national": national, "usage_assessment": assessment, "usage": usage,
        "budget": _budget(node), "headroom": headroom, "reserve": reserve,
    }  # fmt: skip


def _flows(
    account: Account, place: Place, slices: dict[tuple[str, int], dict[str, Node]], totals: dict[Place, Cells]
) -> dict[str, int | None]:
    """Return what was sold, bought, granted, banked and borrowed, above the leaves the sums."""
    region, quantity, year = place
    leaves = [node for node in (region, *account.below(region)) if not account.children[node]]
    moved = [slices[quantity, year][leaf].moved for leaf in leaves]
    lifted = [totals[leaf, quantity, year] for leaf in leaves]
    return {
        "sold": sum(max(amount, 0) for amount in moved), "bought": sum(max(-amount, 0) for amount in moved),
        **{name: sum(cells.get(name) or 0 for cells in lifted) for name in ("granted", "banked", "borrowed")},
    }  # fmt: skip
