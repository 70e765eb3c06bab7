"""Reserve grants (自治区统筹): the region's reserve is given to leagues that need it, and lifts their totals.

Policy: quota is kept back at the region for major projects (先行先试方案 §四(四); domain.md B.3, J.3 RSV). Switched on
by the hand-down's own setting `grants`.

Σ_i g_ikt ≤ reserve_share · b_Rkt           (no more than what is kept back)
Σ_i b_ikt − Σ (sold − bought) ≤ b_Rkt       (what is handed down, grants included, stays in the region's budget)

The total of a league becomes b ≤ B + Σ s + g, and the hand-down counts its budget without g.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Row, joined
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class GrantSettings(Settings):
    """Grants have no settings of their own: the hand-down says whether there are any, and how large the reserve is."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield two rows a quantity and year for the region, when grants are on."""
    flows, root = frame.facts.flows, frame.facts.tree.root
    below = list(frame.facts.tree.children[root])
    for k in range(2 if flows.grants else 0):
        for t in range(len(frame.facts.years)):
            granted, above = frame.flow("granted", k, flows.leaves, t), frame.budget[k, root, t : t + 1]
            key = frame.key(k, root, t)
            yield joined(key, 0.0, ([1.0] * len(granted), granted), ([-flows.reserve_share], above))
            yield joined(
                (*key, "whole"), 0.0, ([1.0] * len(below), frame.budget[k, below, t]), ([-1.0], above),
                *frame.moved(k, root, t),
            )  # fmt: skip


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: grants are positive, within the reserve, and only where switched on."""
    settings = account.settings["hand_down"]
    for place in account.places():
        region, quantity, year = place
        granted = account.flow(place, "granted")
        if not account.children[region]:
            yield Finding("grants", region, year, quantity, 0.0, granted, magnitude=account.part(place).largest)
        elif region == account.root:
            budget = account.budget(place)
            amounts = [account.flow((leaf, quantity, year), "granted") for leaf in account.case.leaves]
            limited = settings.grants and not math.isnan(budget)
            kept = settings.reserve_share * budget if limited else 0.0
            yield Finding("grants", region, year, quantity, math.fsum(amounts), kept, magnitude=abs(kept))
            if limited:
                budgets = account.handed_down(place)
                left = math.fsum([*budgets, account.moved(place)])
                yield Finding("grants", region, year, quantity, left, budget, magnitude=max(map(abs, budgets)))


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("grants", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="grants", title="自治区统筹", kind="policy", document="内政办发〔2023〕94号 §四(四)",
    formula="Σ_i g_ikt ≤ 机动比例·b_Rkt；b_ikt ≤ B_ikt + Σs + g_ikt",
    symbols=(("g", "自治区从机动指标中统筹给盟市的数量", "万吨"), ("b_R", "自治区预算", "万吨")),
    settings=GrantSettings, rows=rows, check=check, say=say,
)  # fmt: skip
