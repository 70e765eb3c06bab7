"""Hand-down (下达): the leagues' budgets and the reserve together stay within the region's budget.

Policy: 自治区、盟市 two-level budgets, with quota kept back at the region for major projects (先行先试方案 §四(四);
机动指标 by design, domain.md C.4).

Σ_i b_ikt + reserve_share · b_Rkt ≤ b_Rkt

Where leagues trade, Σ (sold − bought) is taken off the left, and where the reserve is granted, Σ g as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Row, joined
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class HandDownSettings(Settings):
    """Settings of the hand-down (下达)."""

    reserve_share: float = Field(default=0.0, ge=0, lt=1)
    """机动指标 kept at the region, share of its budget."""
    grants: bool = False
    """True: the reserve may be granted to leagues and lifts their totals (自治区统筹)."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a quantity and year for the region; between it and the leaves, coverage alone holds."""
    root, leaves = frame.facts.tree.root, frame.facts.flows.leaves
    below = frame.facts.tree.children[root]
    for k in range(2 if below else 0):
        for t in range(len(frame.facts.years)):
            granted = frame.flow("granted", k, leaves, t)
            yield joined(
                frame.key(k, root, t), 0.0,
                ([1.0] * len(below), frame.budget[k, list(below), t]),
                ([frame.settings.reserve_share - 1.0], frame.budget[k, root, t : t + 1]),
                *frame.moved(k, root, t), ([-1.0] * len(granted), granted),
            )  # fmt: skip


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: what is handed down plus the reserve within the budget."""
    share = account.settings["hand_down"].reserve_share
    for place in account.places():
        region, quantity, year = place
        budget, budgets = account.budget(place), account.handed_down(place)
        if region == account.root and budgets and not math.isnan(budget):
            granted = [account.flow((leaf, quantity, year), "granted") for leaf in account.case.leaves]
            left = math.fsum([*budgets, share * budget, account.moved(place), *(-amount for amount in granted)])
            yield Finding("hand_down", region, year, quantity, left, budget, magnitude=max(map(abs, budgets)))


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("hand_down", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="hand_down", title="预算下达", kind="law", document="内政办发〔2023〕94号 §四(四)",
    formula="Σ_i b_ikt + 机动比例·b_Rkt ≤ b_Rkt",
    symbols=(("b_i", "盟市预算", "万吨"), ("b_R", "自治区预算", "万吨"), ("机动比例", "自治区预留份额", "%")),
    settings=HandDownSettings, rows=rows, check=check, say=say,
)  # fmt: skip
