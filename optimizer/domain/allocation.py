"""The allocation (分配方案): the decisions and the tables that follow from them, labelled, canonical units."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from optimizer.domain.outcome import Outcome


@dataclass(frozen=True, eq=False)
class Allocation:
    """One solved plan (分配方案), unrounded.

    approvals: project, region, approval (0..1); order of the case.
    uptake:    measure, year, share (0..1); one row a row of the case's measures.
    nodes:     one row a region, year, quantity (order: regions of the case, years, energy then carbon) with
               usage, budget, total, overrun_1, overrun_2 (万t), gdp (亿元), intensity, target_intensity (t/万元),
               headroom (万t), reserve (万t, only where something is handed down). NaN = there is none:
               no total, no target, or no limit of any kind above the node (then budget and headroom are NaN).
               `usage` of a non-root node is on the assessment book (sinks count), of the root on the national
               book (they do not; domain.md A.9). `overrun_*` are the tiers of max(0, budget − total) paid for.
               Where their rules are on also sold, bought, granted, banked, borrowed (万t; above the leaves: sums);
               headroom is then what is left after trade, the total what it is before grants, banking and borrowing.
    binding:   rule, region, year, quantity, marginal_value (亿元 per +1 万t of the limit), says; the rows that
               stop the objective from rising, from duals with the approvals fixed.
    prices:    quantity, year, price (亿元 per 万t sold, the dual of the market's balance with the approvals fixed),
               paid (亿元, what trade costs); empty without a market.
    """

    outcome: Outcome
    approvals: pd.DataFrame
    uptake: pd.DataFrame
    nodes: pd.DataFrame
    binding: pd.DataFrame
    prices: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["quantity", "year", "price", "paid"]))
