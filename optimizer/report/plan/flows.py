"""Flows in tables (流转列): which of them the policy has on, and what they make of a node's figures."""

from __future__ import annotations

import math

import pandas as pd

from optimizer.domain.rounded import FLOWS
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.rules.policy import Policy

COLUMN = {
    "sold": "transfer_out", "bought": "transfer_in", "granted": "granted", "banked": "carry_over",
    "borrowed": "borrowed",
}  # fmt: skip
"""Flow → the column of the balance tables that shows it."""


def flows_on(policy: Policy) -> tuple[str, ...]:
    """Return the flows whose rules are on."""
    bank = policy.of("bank")
    on = {
        "sold": policy.of("market").trade, "bought": policy.of("market").trade,
        "granted": policy.of("hand_down").grants,
    }  # fmt: skip
    banks = bank.bank_max > 0 or bank.borrow_max > 0
    return tuple(name for name in FLOWS if on.get(name, banks))


def with_flows(table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return a balance with `held` (what a node answers for after trade) and `lift` (what its total is raised by).

    The region is held to physical use; only leaves have a lift. Without flows held is the usage and lift 0.
    """
    sold, bought, granted, banked, borrowed = (_column(table, name) for name in FLOWS)
    net = (sold - bought).where(table["parent"] != 0, 0.0)
    keys = ["number", "year"]
    following = table.sort_values(keys, kind="stable").groupby("number", sort=False)
    before = {name: following[name].shift(1).fillna(0.0) for name in ("banked", "borrowed") if name in table}
    carried = _floored(policy.of("bank").carry * before["banked"]) if before else 0.0
    lift = granted + borrowed - banked + carried - (before["borrowed"] if before else 0.0)
    return table.assign(
        held=[spreadsheet_round(value, 2) for value in table["usage"] + net],
        lift=[spreadsheet_round(value, 2) for value in lift.where(table["role"] == "leaf", 0.0)],
    )


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name].fillna(0.0) if name in table else pd.Series(0.0, index=table.index)


def _floored(amount: pd.Series) -> pd.Series:
    """Return amounts at the hundredth at or below them."""
    return (amount * 100).round(6).map(math.floor) / 100
