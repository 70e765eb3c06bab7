"""Replacement (等量、减量置换): what new projects add is replaced by reductions delivered before they start.

Policy: 新（改、扩）建两高工业项目实施碳排放等量或减量置换 (国发〔2026〕22号; ratio not stated, Shandong 1.2 and 1.5 by
sector); 产能等量、减量置换 (domain.md B.5, H.2).

Σ_{p in league, start_p ≤ t} V_kp·y_p ≤ Σ_{m in league, tradable} r_kmt·z_mt        for every year t of the plan
ratio   V = ρ_p·c_p                bands   V = ρ(c_p/v_p : τ)·max(0, c_p − τ·v_p)
henan   V = A·B·C/C̄ (energy): A use without coal, C use over value added, C̄ the mean

ρ_p is typed, else that of 两高 projects. Each reduction is used once: those delivered by t carry all projects started
by t, so that every project's sources are there when it starts. Binds when reductions are late or few.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from optimizer.domain.case import QUANTITIES
from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.account_replacement import delivered, needed
from optimizer.rules.block import Row, joined
from optimizer.rules.facts import Array
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class ReplacementSettings(Settings):
    """Settings of replacement (置换)."""

    form: Literal["ratio", "bands", "henan"] = "ratio"
    all_projects: bool = False
    """True: every project is asked as a 两高 one is."""
    two_high_ratio: float = Field(default=0.0, ge=0)
    """ρ of 两高 projects without a ratio of their own; 0: none is asked for."""
    quantities: tuple[Literal["energy", "carbon"], ...] = ("carbon",)
    """What is replaced under `ratio` and `bands`; under `henan` energy alone."""
    band_cuts: tuple[float, ...] = (1.0, 2.0, 4.0)
    """Intensity over τ at which the next band begins; a cut belongs to the band below."""
    band_ratios: tuple[float, ...] = (0.0, 1.0, 1.2, 1.5)
    henan_b: float = Field(default=0.3, gt=0, le=1)
    henan_mean: float = Field(default=0.0, ge=0)
    """C̄ (吨标准煤/万元); must be given for the henan form."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.band_ratios) != len(self.band_cuts) + 1 or list(self.band_cuts) != sorted(self.band_cuts):
            raise ValueError("band_ratios = band_cuts + 1")
        if self.form == "henan" and self.henan_mean == 0:
            raise ValueError("henan_mean > 0")
        return self


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a league, quantity and year in which a project with something to replace has started."""
    facts, plan = frame.facts, frame.facts.further.replacement
    if not plan.volume.any():
        return
    groups = Groups(plan.site, len(facts.tree.names))
    for n in range(len(facts.tree.names)):
        taken = groups.at([n])
        for k in range(len(QUANTITIES)):
            for t in range(len(facts.years)):
                bound = taken[(plan.volume[k, taken] != 0) & (plan.start[taken] <= t)]
                if len(bound):
                    yield joined(
                        frame.key(k, n, t), 0.0,
                        (plan.volume[k, bound], frame.approval[bound]), *_sources(frame, k, n, t),
                    )  # fmt: skip


def _sources(frame: Frame, k: int, n: int, t: int) -> list[tuple[Array, Array]]:
    """Return what may serve a league's projects in a year: its own deliverable reductions, less sold, and bought."""
    source, saving = frame.facts.further.replacement.source, frame.facts.measures.saving
    entries = np.array([m for m in frame.measures_at.get((n, t), ()) if source[m] and saving[k, m]], dtype=int)
    sold, bought = frame.flow("sold", k, [n], t), frame.flow("bought", k, [n], t)
    return [
        (-saving[k, entries], frame.uptake[entries]), (np.ones(len(sold)), sold), (-np.ones(len(bought)), bought),
    ]  # fmt: skip


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: what has started is covered by what is delivered."""
    needs, sources = needed(account), delivered(account)
    for region, quantity in dict.fromkeys((need.region, need.quantity) for need in needs):
        here = [need for need in needs if (need.region, need.quantity) == (region, quantity)]
        for year in account.case.years:
            started = [need.volume * account.approval(need.project) for need in here if need.start <= year]
            place = region, quantity, year
            served = [*(s.amount for s in sources.get(place, ())), -account.moved(place)]
            if started:
                largest = max([*(need.volume for need in here), *served])
                yield Finding(
                    "replacement", region, year, quantity, math.fsum(started), math.fsum(served), magnitude=largest
                )  # fmt: skip


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("replacement", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="replacement", title="等量、减量置换", kind="policy", document="国发〔2026〕22号",
    formula="Σ_{start_p ≤ t} V_kp·y_p ≤ Σ_{m 可交易} r_kmt·z_mt；"
    "V = ρ·c（ratio），ρ·max(0, c − τ·v)（bands），A·B·C/C̄（henan）",
    symbols=(
        ("V", "应置换量", "万吨"), ("ρ", "置换比例", "%"), ("r", "可用于置换的措施减排量", "万吨"),
        ("A, C", "新增能耗（不含煤）、项目单位增加值能耗", "万吨标准煤、吨/万元"),
    ),
    settings=ReplacementSettings, rows=rows, check=check, say=say,
)  # fmt: skip
