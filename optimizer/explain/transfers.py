"""Transfers pair by pair (转让明细): the pool of sellers and buyers taken apart, always in the same way.

Sellers stand in the order of their region codes, each with its measures in their order, buyers likewise; the first
seller serves the first buyer until one of them is done (north-west corner). A league that sells does not buy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.transfer import Transfer
from optimizer.rules.account import Account
from optimizer.rules.account_market import COLUMN
from optimizer.rules.account_parts import Place
from optimizer.rules.policy import Policy

Batch = tuple[tuple[str, str], float]
"""Region and measure, and how much of it is sold."""
SMALL = 1e-9


def transfers_of(
    case: Case, policy: Policy, allocation: Allocation, printed: pd.DataFrame | None = None
) -> tuple[Transfer, ...]:
    """Return the transfers of a plan, by year and quantity; of its printed figures (to 0.01 万t) where given."""
    if not policy.of("market").trade:
        return ()
    account = Account(case, policy.settings, allocation)
    nodes = allocation.nodes if printed is None else printed
    keys = zip(nodes["region"], nodes["quantity"], nodes["year"], strict=True)
    moved = dict(zip(keys, zip(nodes["sold"], nodes["bought"], strict=True), strict=True))
    order = case.regions.sort_values(["code", "region"], kind="stable")["region"]
    leaves = [str(region) for region in order if region in case.leaves]
    found: list[Transfer] = []
    for year, quantity in ((y, q) for y in case.years for q in QUANTITIES):
        places = [(leaf, quantity, year) for leaf in leaves]
        sellers = [batch for p in places for batch in _batches(account, p, float(moved[p][0]), printed is not None)]
        buyers = [(p, float(moved[p][1])) for p in places if moved[p][1] > 0]
        found += _pairs(account, allocation, sellers, buyers, printed is not None)
    return tuple(found)


def _batches(account: Account, place: Place, sold: float, grid: bool) -> Iterator[Batch]:
    """Yield what a league sells of each of its measures, in their order; the last takes what rounding leaves."""
    region, quantity, year = place
    rows = []
    for row in account.case.measures.to_dict("records"):
        if (str(row["region"]), int(row["year"])) == (region, year):
            share = account.uptake(str(row["measure"]), year) * account.market.share(row)
            rows += [(str(row["measure"]), share * float(row[COLUMN[quantity]]))]
    rows = [(measure, amount) for measure, amount in rows if amount > 0]
    left = sold
    for n, (measure, amount) in enumerate(rows):
        most = round(amount, 2) if grid else amount
        taken = left if n == len(rows) - 1 else min(left, most)
        left = round(left - taken, 2) if grid else left - taken
        if taken > 0:
            yield (region, measure), taken


def _pairs(
    account: Account, allocation: Allocation, sellers: Sequence[Batch], buyers: Sequence[tuple[Place, float]],
    grid: bool,
) -> Iterator[Transfer]:  # fmt: skip
    """Yield the north-west corner of one quantity and year; the last buyer takes what rounding leaves."""
    supply, start = sum(amount for _, amount in sellers), 0.0
    for n, (place, bought) in enumerate(buyers):
        ratio = account.market.ratio(place)
        end = supply if n == len(buyers) - 1 else min(_rounded(start + ratio * bought, grid), supply)
        got = 0.0
        parts = [(batch, a, b) for batch, a, b in _overlaps(sellers, start, end) if b - a > SMALL * supply]
        for batch, a, b in parts:
            done = bought if (batch, a, b) == parts[-1] else _rounded(bought * (b - start) / (end - start), grid)
            yield Transfer(
                place[1], place[2], batch[0], batch[1], place[0], _rounded(b - a, grid), _rounded(done - got, grid),
                ratio, _price(allocation, place),
            )  # fmt: skip
            got = done
        start = end


def _overlaps(
    sellers: Sequence[Batch], start: float, end: float
) -> Iterator[tuple[tuple[str, str], float, float]]:  # fmt: skip
    """Yield which part of the supply between two points comes from which batch."""
    at = 0.0
    for batch, amount in sellers:
        a, b = max(at, start), min(at + amount, end)
        if a < b:
            yield batch, a, b
        at += amount


def _rounded(amount: float, grid: bool) -> float:
    return round(amount, 2) if grid else amount


def _price(allocation: Allocation, place: Place) -> float:
    """Return the dual of the market's balance of that quantity and year."""
    prices = allocation.prices
    at = (prices["quantity"] == place[1]) & (prices["year"] == place[2])
    return float(prices["price"][at].iloc[0])
