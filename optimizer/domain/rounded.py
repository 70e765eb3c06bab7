"""The rounded plan (取整方案): the figures of the printed tables, exact multiples of 0.01 万t that add up."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

CATEGORIES: tuple[str, ...] = ("节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇")
"""The five reduction categories of the budget tables (domain.md C.1)."""

FLOWS: tuple[str, ...] = ("sold", "bought", "granted", "banked", "borrowed")
"""What moves between leaves and years (调出、调入、自治区统筹、结转、预借), in this order in every table."""


@dataclass(frozen=True, eq=False)
class RoundedPlan:
    """Figures to 0.01 万t (取整方案); in integer hundredths every identity below is exact.

    nodes: one row a region, year, quantity, in the order of Allocation.nodes, with
        existing        what exists without the candidates (root: sum of the children plus its own part)
        projects        new projects charged to the node (root: sum of the children plus 自治区单列)
        <category>      one column for each of CATEGORIES, reductions by measures (root: sums)
        sink            碳汇 (0 for energy; root: sums)
        usage_national  existing + projects − the categories that count on the national book (energy: all five)
        usage_assessment usage_national − the other categories − sink
        usage           the book that the node is held to (root: national, others: assessment)
        total, overrun_1, overrun_2, budget, headroom, reserve   NaN where there is none;
        headroom = budget − usage ≥ 0; reserve = budget − Σ children's budgets (root and inner nodes)
        sold, bought, granted, banked, borrowed   where their rules are on; above the leaves the sums. Then headroom
        is budget − usage − sold + bought ≥ 0 below the root, and the root's reserve counts budgets after trade.
    Each cell lies within 0.01 万t of its unrounded value (sums of n cells within 0.01·n; a budget that gives way to
    the reserve within 0.02), and every hard limit holds: usage ≤ budget ≤ τ·GDP, budget ≤ total + overruns,
    Σ children's budgets + agreed reserve ≤ budget. Where something moves, a usage lies within 0.01 a cell of it, and
    budgets, flows and a measure carried out in part may give way by 0.01 a league, so that these limits hold exactly.
    """

    nodes: pd.DataFrame
