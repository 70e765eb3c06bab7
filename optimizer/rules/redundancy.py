"""Redundancy (合理冗余度): approvals may exceed the growth quota by a reasonable margin, and no more.

Policy: 新上项目用能弹性保障, 盘活沉淀的能耗指标, 保持合理冗余度 (先行先试方案 §二(二); domain.md B.4). Projects rarely
run at what was approved: their expected use (ramp × utilization) stands in the hard rows, the approved use here.

Σ_p e_p·y_p ≤ (1 + ζ)·(max(0, τ_iT·G预期_iT − E⁰_iT) + Σ_m Δe_mT·z_mT + Σ_t reclaimed_it)   T the last year

Energy; one row a league, e_p controlled at full request, of projects charged to it. No target in T: no row. The row
limits approvals and asks for nothing else: where what exists has used up the growth quota, approvals live on what is
saved and reclaimed, and approving nothing is always allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from pydantic import Field

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.account_redundancy import gauges
from optimizer.rules.block import Row, joined
from optimizer.rules.facts import ENERGY
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class RedundancySettings(Settings):
    """Settings of redundancy (合理冗余度)."""

    mode: Literal["off", "hard", "report"] = "off"
    margin: float = Field(default=0.10, ge=0)
    """ζ, share of the growth quota."""
    warn_margin: float = Field(default=0.20, ge=0)
    """A ζ above this is remarked on."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a league with an energy target in the last year."""
    if frame.settings.mode != "hard":
        return
    facts, last, room = frame.facts, len(frame.facts.years) - 1, 1.0 + frame.settings.margin
    groups = Groups(facts.projects.charged[ENERGY], len(facts.tree.names))
    for n in np.flatnonzero(np.isfinite(facts.further.quota)).tolist():
        taken = groups.at([n])
        amount = facts.projects.use[ENERGY, taken]
        entries = np.array(frame.measures_at.get((n, last), ()), dtype=int)
        saved = facts.measures.saving[ENERGY, entries]
        yield joined(
            frame.key(ENERGY, n, last), room * float(facts.further.quota[n]),
            (amount[amount != 0], frame.approval[taken[amount != 0]]),
            (-room * saved[saved != 0], frame.uptake[entries[saved != 0]]),
        )  # fmt: skip


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: approved energy within the quota and its margin."""
    settings = account.settings["redundancy"]
    for gauge in gauges(account) if settings.mode == "hard" else ():
        limit = (1.0 + settings.margin) * gauge.quota
        yield Finding(
            "redundancy", gauge.region, gauge.year, "energy", gauge.approved, limit, magnitude=gauge.largest
        )  # fmt: skip


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("redundancy", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="redundancy", title="合理冗余度", kind="policy", document="内政办发〔2023〕94号 §二(二)",
    formula="Σ_p e_p·y_p ≤ (1 + ζ)·(max(0, τ_iT·G预期_iT − E⁰_iT) + Σ_m Δe_mT·z_mT + Σ_t 盘活_it)",
    symbols=(
        ("e", "批复能耗（全额、受控）", "万吨标准煤"), ("ζ", "冗余度", "%"), ("E⁰", "末年存量能耗", "万吨标准煤"),
        ("盘活", "盘活沉淀指标，各年之和", "万吨标准煤"),
    ),
    settings=RedundancySettings, rows=rows, check=check, say=say,
)  # fmt: skip
