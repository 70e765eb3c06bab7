"""Measures (减排措施): a share of each measure is carried out each year; it may be kept from falling.

Policy: reductions come from 节能降碳, 淘汰产能, 用能结构优化, 碳减排工程 and 生态系统碳汇 (先行先试方案 §四(四));
sinks offset in the assessment of leagues (§六(二)) and not on the national book (domain.md A.9).

0 ≤ z_mt ≤ 1; z_mt = 1 for 必上, 0 for 否决; z_mt ∈ {0, 1} when not divisible; irreversible: z_m,t−1 ≤ z_mt
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Block, block
from optimizer.rules.facts import Array
from optimizer.rules.frame import Frame
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class MeasureSettings(Settings):
    """Settings of measures (措施)."""

    irreversible: bool = False
    region_book_excludes: tuple[str, ...] = ("生态碳汇",)
    """Categories whose carbon reduction does not count on the national book."""


def rows(frame: Frame) -> Iterator[Block]:
    """Yield z_m,t−1 − z_mt ≤ 0 when measures are irreversible."""
    if not frame.settings.irreversible:
        return
    m = np.flatnonzero(frame.facts.measures.previous >= 0)
    before, at = frame.facts.measures.previous[m], np.arange(len(m))
    parts = (at, 1.0, frame.uptake[before]), (at, -1.0, frame.uptake[m])
    yield block(partial(_keys, frame, m), np.zeros(len(m)), parts)


def _keys(frame: Frame, entries: Array) -> list[tuple[str, int, int]]:
    """Return region, record and year of these entries."""
    facts, measures = frame.facts, frame.facts.measures
    places = (measures.node[entries], measures.record[entries], measures.year[entries])
    found = zip(*(place.tolist() for place in places), strict=True)
    return [(facts.tree.names[n], record, facts.years[t]) for n, record, t in found]


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: shares in range and, where asked, never falling."""
    irreversible = account.settings["measures"].irreversible
    before: dict[str, float] = {}
    for row in sorted(account.measure_rows, key=lambda row: int(row["year"])):
        measure, region, year = str(row["measure"]), str(row["region"]), int(row["year"])
        uptake = account.uptake(measure, year)
        least, most = float(row["status"] == "must"), float(row["status"] != "rejected")
        allowed = min(max(uptake, least), most)
        allowed = allowed if row["divisible"] else float(round(allowed))
        low, high = min(uptake, allowed), max(uptake, allowed)
        yield Finding("measures", region, year, "", high, low, project=measure, magnitude=1.0)
        if irreversible and measure in before:
            yield Finding("measures", region, year, "", before[measure], uptake, project=measure, magnitude=1.0)
        before[measure] = uptake


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    measure = finding.project
    return sentence("measures", finding.region, finding.year, "", finding.left, finding.right, measure)


RULE = Rule(
    id="measures", title="减排措施", kind="policy", document="内政办发〔2023〕94号 §四(四)、§六(二)",
    formula="0 ≤ z_mt ≤ 1；必上 z = 1；不可逆时 z_m,t−1 ≤ z_mt",
    symbols=(("z", "实施比例", "1"),),
    settings=MeasureSettings, rows=rows, check=check, say=say,
)  # fmt: skip
