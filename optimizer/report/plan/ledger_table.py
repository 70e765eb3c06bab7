"""The ledger of reductions and trade (减排量及交易台账): every batch once, what it is used for, who gets it."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.rounded import RoundedPlan
from optimizer.domain.transfer import Transfer
from optimizer.explain.transfers import transfers_of
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.verdict import uptake_of
from optimizer.rules.policy import Policy
from optimizer.text import report as words
from optimizer.text.words import QUANTITY

_FULL = {"energy": "energy_saving", "carbon": "carbon_reduction"}


def ledger_table(case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan) -> OutputTable:
    """Return one row a batch (measure, year and quantity) that is carried out; amounts to 0.01 万t."""
    deals: dict[tuple[str, int, str], list[Transfer]] = defaultdict(list)
    for deal in transfers_of(case, policy, allocation, rounded.nodes):
        deals[deal.measure, deal.year, deal.quantity].append(deal)
    market, rows = policy.of("market"), []
    covered = {False: 0.0, True: 1.0 if market.ets == "block" else market.ets_share}
    measures = case.measures.assign(carried=uptake_of(case, allocation))
    for quantity in reversed(QUANTITIES):
        for row in measures.to_dict("records"):
            amount = round(float(row["carried"]) * float(row[_FULL[quantity]]), 2)
            mine = deals[str(row["measure"]), int(row["year"]), quantity]
            sold = round(sum(deal.sold for deal in mine), 2)
            if amount or sold:
                ets = round(min(amount - sold, covered[bool(row["in_ets"])] * amount), 2)
                rows.append(_row(row, quantity, max(amount, sold), ets, sold, mine))
    fields = _fields()
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    notes = (words.NOTE["suggested"], words.NOTE["ledger"], words.NOTE["edit"])
    return OutputTable("ledger", words.SHEET["ledger"], words.TITLE["ledger"], "", fields, frame, notes, wide=True)


def _row(
    row: dict[object, object], quantity: str, amount: float, ets: float, sold: float, deals: list[Transfer]
) -> dict[str, object]:  # fmt: skip
    parts = [words.DEAL.format(buyer=deal.buyer, bought=deal.bought) for deal in deals]
    ratios = sorted({deal.ratio for deal in deals})
    return {
        **{name: row[name] for name in ("measure", "name", "region", "category")},
        "quantity": QUANTITY[quantity], "year": float(str(row["year"])),
        "tradable": words.YES if row["tradable"] else words.NO, "approved": amount, "ets": ets, "sold": sold,
        "own": round(amount - ets - sold, 2), "buyers": words.DEALS.join(parts),
        "ratio": words.DEALS.join(f"{ratio:g}" for ratio in ratios),
        "price": deals[0].price if deals else float("nan"),
    }  # fmt: skip


def _fields() -> tuple[Field, ...]:
    label, group = words.LABEL, words.GROUP["spent"]
    return (
        Field("measure", label["batch"], "text"), Field("name", label["measure_name"], "text"),
        Field("category", label["category_name"], "text"), Field("region", label["origin"], "text"),
        Field("quantity", label["quantity"], "text"), Field("year", label["year"], "year"),
        Field("tradable", label["tradable"], "light"), Field("approved", label["approved"], unit=words.AMOUNT_UNIT),
        Field("ets", label["ets"], group=group, unit=words.AMOUNT_UNIT),
        Field("sold", label["sold"], group=group, unit=words.AMOUNT_UNIT),
        Field("own", label["own_use"], group=group, unit=words.AMOUNT_UNIT,
              formulas={"": "ROUND({approved}-{ets}-{sold},2)"}),
        Field("buyers", label["buyers"], "long"), Field("ratio", label["ratio"], "text"),
        Field("price", label["price"], "intensity", unit=words.PRICE_UNIT),
    )  # fmt: skip
