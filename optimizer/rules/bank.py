"""Bank and borrow (结转与预借): what a league leaves of one year's total serves the next, or the next serves this one.

Policy: no document gives numbers; switches with cautious defaults, all off (domain.md C.3, reference limits H.3).
Within the plan only, on the total only: the intensity never banks.

b_t + β_t − carry·β_t−1 − o_t + o_t−1 ≤ B_t + Σ s_t
0 ≤ β_t ≤ bank_max·B_t,   0 ≤ o_t ≤ borrow_max·B_t+1,   β_T = o_T = 0

The row itself is the total's; this rule gives its columns their limits.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Row
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class BankSettings(Settings):
    """Settings of banking and borrowing (结转与预借)."""

    carry: float = Field(default=1.0, ge=0, le=1)
    """What is left in the next year of what is banked."""
    bank_max: float = Field(default=0.0, ge=0)
    """The most that may be banked, share of the year's total."""
    borrow_max: float = Field(default=0.0, ge=0)
    """The most that may be borrowed, share of the next year's total."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield nothing: the limits are bounds of the columns, the row is that of the total."""
    return iter(())


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: within the limits, nothing beyond the plan, only where totals hold."""
    settings = account.settings["bank"]
    for place in account.places():
        region, quantity, year = place
        if account.children[region]:
            continue
        here, following = account.bankable(place), account.bankable(account.later(place))
        both = here > 0 and following > 0
        for name, most in (("banked", settings.bank_max * here), ("borrowed", settings.borrow_max * following)):
            amount, allowed = account.flow(place, name), most if both else 0.0
            yield Finding("bank", region, year, quantity, amount, allowed, magnitude=here)
            yield Finding("bank", region, year, quantity, 0.0, amount, magnitude=here)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("bank", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="bank", title="结转与预借", kind="policy", document="内政办发〔2023〕94号 §四(四)",
    formula="b_t + β_t − 结转率·β_t−1 − o_t + o_t−1 ≤ B_t + Σs_t；β_t ≤ 结转上限·B_t；o_t ≤ 预借上限·B_t+1；末年均为零",
    symbols=(("β", "结转到下一年的总量", "万吨"), ("o", "从下一年预借的总量", "万吨"), ("B", "总量", "万吨")),
    settings=BankSettings, rows=rows, check=check, say=say,
)  # fmt: skip
