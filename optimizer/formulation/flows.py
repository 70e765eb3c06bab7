"""What may move between leaves and years (流转): market, reserve grants, bank and borrow, as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain.case import QUANTITIES, Case
from optimizer.rules.facts import Array, Flows, Limits, Measures, Tree
from optimizer.rules.market import sellable
from optimizer.rules.policy import Policy


def flows_of(case: Case, policy: Policy, tree: Tree, limits: Limits, measures: Measures) -> Flows:
    """Return the flows of a case (shapes: see optimizer/rules/facts.py)."""
    market, bank, hand_down = (policy.of(rule) for rule in ("market", "bank", "hand_down"))
    leaves = tuple(n for n in range(len(tree.names)) if tree.is_leaf(n) and n != tree.root)
    marks = case.measures[["tradable", "in_ets"]].to_numpy(bool)[measures.record]
    share = sellable(market, marks[:, 0], marks[:, 1])
    held = (limits.mode[:, tree.root] > 0) | limits.hard[:, tree.root]
    granted = np.where(held & (hand_down.reserve_share > 0), np.inf, 0.0)[:, None, :]
    bank_max, borrow_max = _limits(limits, bank, leaves)
    return Flows(
        leaves=leaves,
        trade=market.trade,
        ratio=_ratio(case, market, tree, limits),
        sellable=measures.saving * share,
        sell_max=np.where(np.isnan(limits.total), np.inf, market.transfer_max * limits.total),
        cost=market.cost,
        grants=hand_down.grants,
        reserve_share=hand_down.reserve_share,
        grant_max=np.broadcast_to(granted, limits.total.shape),
        bank=bank.bank_max > 0 or bank.borrow_max > 0,
        carry=bank.carry,
        bank_max=bank_max,
        borrow_max=borrow_max,
    )


def _limits(limits: Limits, settings: Any, leaves: tuple[int, ...]) -> tuple[Array, Array]:
    """Return the most that may be banked and borrowed: only where this year and the next have a total (万t)."""
    total = np.where(limits.mode > 0, limits.total, 0.0)
    outside = np.setdiff1d(np.arange(total.shape[1]), leaves)
    total[:, outside] = 0.0
    following = np.concatenate([total[:, :, 1:], np.zeros_like(total[:, :, :1])], axis=2)
    both = (total > 0) & (following > 0)
    return np.where(both, settings.bank_max * total, 0.0), np.where(both, settings.borrow_max * following, 0.0)


def _ratio(case: Case, settings: Any, tree: Tree, limits: Limits) -> Array:
    """Return the ratio of every buyer: fixed, or by the band of its base-year intensity over the region's target.

    Without the figures to compare, the highest ratio.
    """
    shape = limits.total.shape
    if settings.ratio_by == "fixed":
        return np.full(shape, settings.ratio)
    base = case.regions.set_index("region").loc[list(tree.names)]
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.stack([(base[f"{q}_base"] / base["gdp_base"]).to_numpy(float) for q in QUANTITIES])
        multiple = own[:, :, None] / limits.intensity[:, tree.root][:, None, :]
    multiple = np.where(np.isfinite(multiple), multiple, np.inf)
    ratio: Array = np.asarray(settings.ratios)[np.searchsorted(settings.thresholds, multiple, side="left")]
    return ratio
