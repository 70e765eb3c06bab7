"""Control indicators (控制指标): coal and oil stay under their caps, non-fossil energy keeps its share.

Policy: 重点控制化石能源消费 (先行先试方案 §二(一)); total coal, total oil and the non-fossil share are control
indicators of the nation's assessment, which a region may not miss (碳达峰碳中和综合评价考核办法; domain.md A.6, F.1).

coal, oil    K⁰_nt + Σ_p k_p·ramp·y − Σ_m Δk_mt·z ≤ cap_nt
non-fossil   φ_nt·(E⁰_nt + Σ_p e_p·ramp·y − Σ_m Δe_mt·z) ≤ F⁰_nt + Σ_p f_p·ramp·y + Σ_m Δf_mt·z

Over everything from the node down, projects where they stand (单列 moves no fuel). E is all energy, before feedstock
and non-fossil are deducted. Binds when projects burn more than the cap has room for, or crowd the share.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.account_controls import controlled
from optimizer.rules.block import Row, joined
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.further import FUELS, Control
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class ControlSettings(Settings):
    """Settings of the control indicators (控制指标)."""

    mode: Literal["hard", "report"] = "hard"
    """What a blank mode in the table means."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a hard control indicator: node, indicator, year."""
    facts, fuels = frame.facts, frame.facts.further.fuels
    if not facts.further.controls:
        return
    groups = Groups(fuels.site, len(facts.tree.names))
    for control in facts.further.controls:
        n, t, weight = control.node, control.year, weights_of(control)
        below = facts.tree.subtree(n)
        taken = groups.at(below)
        used = weight @ fuels.use[:, taken] * facts.projects.ramp[taken, t]
        entries = np.array([m for node in below for m in frame.measures_at.get((node, t), ())], dtype=int)
        saved = weight @ fuels.saving[:, entries]
        limit = 0.0 if control.control == "nonfossil" else control.limit
        yield joined(
            (facts.tree.names[n], control.control, facts.years[t]),
            limit - float(weight @ fuels.own[:, below, t].sum(axis=1)),
            (used[used != 0], frame.approval[taken[used != 0]]),
            (-saved[saved != 0], frame.uptake[entries[saved != 0]]),
        )


def weights_of(control: Control) -> np.ndarray:
    """Return what each fuel counts for in the row, in the order of FUELS."""
    share = {"nonfossil": -1.0, "gross": control.limit} if control.control == "nonfossil" else {control.control: 1.0}
    return np.array([share.get(fuel, 0.0) for fuel in FUELS])


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: each hard indicator within its limit."""
    for found in controlled(account):
        if found.mode == "hard":
            left, right = found.sides
            yield Finding(
                "controls", found.region, found.year, found.control, left, right, magnitude=found.largest
            )  # fmt: skip


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("controls", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="controls", title="化石能源与非化石占比控制", kind="policy", document="内政办发〔2023〕94号 §二(一)",
    formula="煤、油：K⁰_nt + Σ_p k_p·ramp·y − Σ_m Δk_mt·z ≤ cap_nt；"
    "非化石：φ_nt·(E⁰_nt + Σ_p e_p·ramp·y − Σ_m Δe_mt·z) ≤ F⁰_nt + Σ_p f_p·ramp·y + Σ_m Δf_mt·z",
    symbols=(
        ("K, k, Δk", "煤炭或石油消费：存量、项目、措施减量", "万吨标准煤"),
        ("cap", "消费总量上限", "万吨标准煤"),
        ("E, e, Δe", "能源消费总量（扣减前）：存量、项目、措施节能量", "万吨标准煤"),
        ("F, f, Δf", "非化石能源：存量、项目、措施新增", "万吨标准煤"),
        ("φ", "非化石能源占比下限", "%"),
    ),
    settings=ControlSettings, rows=rows, check=check, say=say,
)  # fmt: skip
