"""Peaking in turn (梯次达峰): once a region has peaked, its carbon emissions do not rise again.

Policy: regions peak one after the other (碳达峰实施方案, 梯次有序达峰); after the peak year emissions may not rise
from year to year (domain.md L row 22).

C_nt ≤ C_n,t−1 for t − 1 ≥ peak_n,   C_nt = C⁰_nt + Σ_p c_p·ramp·y − Σ_m r_mt·z

On the national book, where sinks do not count. The year before the first of the plan is the base year, where it is
one: its emissions are carbon_base. Over what is emitted, not over budgets. Binds in every year after the peak.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.domain.case import Case
from optimizer.domain.finding import Finding
from optimizer.domain.rows import rows_of
from optimizer.rules.account import Account
from optimizer.rules.block import Row, joined
from optimizer.rules.facts import CARBON
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class PeakSettings(Settings):
    """Peaking has no settings: the year stands in the table of regions."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a year after the peak of a region."""
    facts = frame.facts
    if not facts.further.peaks:
        return
    groups = Groups(facts.projects.charged[CARBON], len(facts.tree.names))
    existing = facts.tree.sums(facts.existing[CARBON])
    for peak in facts.further.peaks:
        n, t, before = peak.node, peak.year, peak.before
        below = facts.tree.subtree(n)
        taken = groups.at(below)
        ramp = facts.projects.ramp[taken]
        more = facts.projects.use[CARBON, taken] * (ramp[:, t] - (ramp[:, before] if before >= 0 else 0.0))
        now, then = (_reductions(frame, below, year) for year in (t, before))
        past = float(existing[n, before]) if before >= 0 else peak.base
        yield joined(
            frame.key(CARBON, n, t), past - float(existing[n, t]),
            (more[more != 0], frame.approval[taken[more != 0]]),
            (-facts.measures.saving[CARBON, now], frame.uptake[now]),
            (facts.measures.saving[CARBON, then], frame.uptake[then]),
        )  # fmt: skip


def _reductions(frame: Frame, below: list[int], t: int) -> np.ndarray:
    """Return the measure entries of a year that reduce carbon on the national book; none for the base year."""
    measures = frame.facts.measures
    found = [m for node in below for m in frame.measures_at.get((node, t), ())]
    counted = [m for m in found if not measures.excluded[m] and measures.saving[CARBON, m]]
    return np.array(counted, dtype=int)


def after_peak(case: Case) -> Iterator[tuple[str, int, int]]:
    """Yield every region with a year after its peak, and the year before that one: base year or year of the plan."""
    for record in rows_of(case.regions):
        peak = float(record["peak_year"])
        for before, year in zip((case.base_year, *case.years), case.years, strict=False):
            if before >= peak and (before in case.years or before == year - 1):
                yield str(record["region"]), before, year


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: no year after the peak emits more than the year before."""
    for region, before, year in after_peak(account.case):
        now = account.part((region, "carbon", year))
        past, largest = account.base(region, "carbon_base"), now.largest
        if before in account.case.years:
            then = account.part((region, "carbon", before))
            past, largest = then.national, max(largest, then.largest)
        if past == past:
            yield Finding("peak", region, year, "carbon", now.national, past, magnitude=largest)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("peak", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="peak", title="梯次达峰", kind="policy", document="内党发〔2022〕19号",
    formula="C_nt ≤ C_n,t−1（t − 1 ≥ 达峰年），C_nt = C⁰_nt + Σ_p c_p·ramp·y − Σ_m r_mt·z",
    symbols=(("C", "碳排放（国家口径，不扣碳汇）", "万吨CO2"), ("r", "措施减碳量（不含生态碳汇）", "万吨CO2")),
    settings=PeakSettings, rows=rows, check=check, say=say,
)  # fmt: skip
