"""The market (减排量交易): leagues sell reductions that they carry out, others meet their limits with them.

Policy: reductions from 节能降碳、淘汰产能、用能结构优化 and 碳减排工程 may be allocated by a market to relieve new
projects, with a differential strategy and without trading twice what the national market covers (先行先试方案 §五(二);
domain.md A.9, H.2). Energy and carbon are two goods: a carbon transfer never relaxes an energy row.

sell       sold_nkt ≤ Σ_m saving_kmt · sellable_m · z_mt          (each reduction is sold once, by who carries it out)
balance    Σ_j ρ_jkt · bought_jkt ≤ Σ_i sold_ikt                  (what ρ > 1 asks for beyond is a real cut that stays)
limit      0 ≤ sold_nkt ≤ transfer_max · B_nkt, where there is a total B

A league's coverage becomes U + sold − bought ≤ b. The region is held to what is physically used, so what is handed
down counts for it after Σ (sold − bought). Binds when the buyers would take more than what is carried out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Row, joined
from optimizer.rules.facts import Array
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class MarketSettings(Settings):
    """Settings of the market (减排量交易)."""

    trade: bool = False
    cost: float = Field(default=0.001, ge=0)
    """万元/吨 bought."""
    ratio_by: Literal["fixed", "bands"] = "fixed"
    ratio: float = Field(default=1.0, ge=1)
    """Units sold for one unit bought (置换比例), when fixed."""
    thresholds: tuple[float, ...] = (2.0, 4.0)
    """Bands of the buyer's base-year intensity, multiples of the region's target intensity."""
    ratios: tuple[float, ...] = (1.0, 1.2, 1.5)
    """The ratio up to each threshold, and beyond the last."""
    transfer_max: float = Field(default=1.0, ge=0)
    """The most that a league may sell, share of its total."""
    ets: Literal["block", "prorate"] = "block"
    """Measures inside the national market: not sold here, or only what it does not cover."""
    ets_share: float = Field(default=1.0, ge=0, le=1)
    """The share of such a measure that the national market covers, when prorated."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if len(self.ratios) != len(self.thresholds) + 1 or any(a >= b for a, b in pairwise(self.thresholds)):
            raise ValueError("thresholds ascending, one ratio more than thresholds")
        if any(a > b for a, b in pairwise((1.0, *self.ratios))):
            raise ValueError("1 ≤ ratios, ascending")
        return self


def sellable(settings: MarketSettings, tradable: Array, in_ets: Array) -> Array:
    """Return the share of each measure's reduction that may be sold (M); tradable, in_ets: bool."""
    outside = 0.0 if settings.ets == "block" else 1.0 - settings.ets_share
    return np.where(tradable, np.where(in_ets, outside, 1.0), 0.0)


def rows(frame: Frame) -> Iterator[Row]:
    """Yield the sell row of every seller and one balance a quantity and year."""
    flows, root = frame.facts.flows, frame.facts.tree.root
    if not frame.settings.trade:
        return
    for k in range(2):
        for t in range(len(frame.facts.years)):
            sold, bought = (frame.flow(name, k, flows.leaves, t) for name in ("sold", "bought"))
            for n, column in zip(flows.leaves, sold.tolist(), strict=True):
                entries = [m for m in frame.measures_at.get((n, t), ()) if flows.sellable[k, m]]
                if entries:
                    most = flows.sellable[k, entries]
                    yield joined(frame.key(k, n, t), 0.0, ([1.0], [column]), (-most, frame.uptake[entries]))
            if len(sold):
                ratio = flows.ratio[k, list(flows.leaves), t]
                yield joined(frame.key(k, root, t), 0.0, (ratio, bought), ([-1.0] * len(sold), sold))


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: nobody sells what is not carried out, nothing is bought that is not sold."""
    settings, market = account.settings["market"], account.market
    for place in account.places():
        region, quantity, year = place
        if account.children[region]:
            continue
        sold, bought = account.flow(place, "sold"), account.flow(place, "bought")
        delivered, most = market.delivered(place), market.most(place)
        allowed = min(delivered, most) if settings.trade and region != account.root else 0.0
        yield Finding("market", region, year, quantity, sold, allowed, magnitude=min(account.part(place).largest, most))
        yield Finding("market", region, year, quantity, 0.0, min(sold, bought), magnitude=account.part(place).largest)
    for year, quantity in ((y, q) for y in account.case.years for q in ("energy", "carbon")):
        leaves = [(leaf, quantity, year) for leaf in account.case.leaves]
        needed = [market.ratio(place) * account.flow(place, "bought") for place in leaves]
        supply = math.fsum(account.flow(place, "sold") for place in leaves)
        yield Finding("market", account.root, year, quantity, math.fsum(needed), supply)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("market", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="market", title="减排量交易", kind="policy", document="内政办发〔2023〕94号 §五(二)",
    formula="调出_nkt ≤ Σ_m 可交易减排_kmt·z_mt；Σ_j ρ_j·调入_jkt ≤ Σ_i 调出_ikt；U + 调出 − 调入 ≤ b",
    symbols=(
        ("调出、调入", "盟市之间转让的减排量，能耗与碳排放各自平衡", "万吨"),
        ("ρ", "置换比例：调入一份须调出的份数", "1"),
        ("z", "实施比例", "1"),
    ),
    settings=MarketSettings, rows=rows, check=check, say=say,
)  # fmt: skip
