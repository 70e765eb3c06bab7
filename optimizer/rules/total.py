"""Totals (总量弹性平衡): the budget stays within the total, or the overrun is paid for, tier by tier.

Policy: 总量弹性平衡; the total follows from the intensity target and the expected growth and is not binding by itself
(先行先试方案 §二(一), §四(一), §四(四)).

b_nkt ≤ B_nkt + s_nkt1 + s_nkt2,   0 ≤ s_nkt1 ≤ band·B_nkt,   0 ≤ s_nkt2,   price_1 ≤ price_2

Banked, borrowed and granted amounts move the limit (rules bank and grants, off by default). Where no total is given
and the pack derives it: B = τ · expected GDP (domain.md C.2). Hard mode has no overrun, report mode has no row. Binds
when growth is worth less than its price.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Block, block
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class TotalSettings(Settings):
    """Settings of the total rule (总量)."""

    derive: bool = False
    mode: Literal["elastic", "hard", "report"] = "elastic"
    band: float = Field(default=0.03, ge=0)
    """Width of the first tier, share of the total."""
    price_1: float = Field(default=0.02, ge=0)
    """万元/吨 in the first tier."""
    price_2: float = Field(default=0.12, ge=0)
    """万元/吨 beyond it."""
    flag_root_overrun: bool = False
    """True: an overrun of the region's own carbon total is reported as a failed control indicator."""

    @model_validator(mode="after")
    def _dearer_beyond(self) -> Self:
        if self.price_1 > self.price_2:
            raise ValueError("price_1 ≤ price_2")
        return self


def rows(frame: Frame) -> Iterator[Block]:
    """Yield one row a node, quantity and year whose total is elastic or hard."""
    limits, carry = frame.facts.limits, frame.facts.flows.carry
    k, n, t = limits.mode.nonzero()
    at = np.arange(len(n))
    yield block(partial(frame.keys, k, n, t), limits.total[k, n, t], [
        (at, 1.0, frame.budget[k, n, t]),
        (at[:, None], -1.0, frame.overrun[k, n, t]),
        (at, 1.0, frame.flow_at("banked", k, n, t)), (at, -carry, frame.flow_at("banked", k, n, t - 1)),
        (at, -1.0, frame.flow_at("borrowed", k, n, t)), (at, 1.0, frame.flow_at("borrowed", k, n, t - 1)),
        (at, -1.0, frame.flow_at("granted", k, n, t)),
    ])  # fmt: skip


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: budget within total plus the overrun paid for, tiers within widths."""
    for place in account.places():
        region, quantity, year = place
        terms = account.terms(place)
        if terms is None or terms.mode == "report":
            continue
        first, second = account.overruns(place)
        allowed = math.fsum([terms.total, first, second, account.moved_total(place)])
        width = terms.width if terms.mode == "elastic" else 0.0
        beyond = math.inf if terms.mode == "elastic" else 0.0
        yield Finding("total", region, year, quantity, account.budget(place), allowed)
        yield Finding("total", region, year, quantity, first, width, magnitude=terms.total)
        yield Finding("total", region, year, quantity, second, beyond, magnitude=terms.total)
        yield Finding("total", region, year, quantity, 0.0, min(first, second), magnitude=terms.total)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("total", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="total", title="总量弹性平衡", kind="policy", document="内政办发〔2023〕94号 §四(一)、§四(四)",
    formula="b_nkt ≤ B_nkt + Σ_j s_nktj；未给定时 B_nkt = τ_nkt·G预期_nt",
    symbols=(
        ("B", "总量", "万吨"),
        ("s", "超用量（分档计价）", "万吨"),
        ("G预期", "预期地区生产总值", "亿元（可比价）"),
    ),
    settings=TotalSettings, rows=rows, check=check, say=say,
)  # fmt: skip
