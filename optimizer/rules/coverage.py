"""Coverage (预算覆盖): what a node uses, and what it hands down, stays inside its budget.

Policy: 用能预算 and 碳排放预算 are kept for the region and for each league; new projects take from the budget and
reductions give back to it (先行先试方案 §二(一), §四(四)). Two books: ecological sinks count when the region assesses
its leagues, not when the nation assesses the region (domain.md A.9), so a league may pass where the region fails.

leaf       U_nkt + sold_nkt − bought_nkt ≤ b_nkt   (nothing is sold or bought unless the market is on)
above      Σ_children b_ikt + own part_nkt ≤ b_nkt: even when every league spends its whole budget, the region
           stays in its own; on the national book the own part holds the sinks that the leagues' budgets enjoy. The
           region is held to what is physically used: what its leaves sold less what they bought is taken off.

Binds when a league's budget is used up, or when the region has handed everything down.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.facts import CARBON, Facts
from optimizer.rules.frame import Frame, Groups, Row, joined
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class CoverageSettings(Settings):
    """Settings of coverage (预算覆盖)."""

    root_counts_sinks: bool = False
    """True: the region is held to the assessment book as well (domain.md M.2)."""


def rows(frame: Frame) -> Iterator[Row]:
    """Yield one row a node, quantity and year."""
    facts, tree = frame.facts, frame.facts.tree
    for k in range(2):
        groups = Groups(facts.projects.charged[k], len(tree.names))
        for n in range(len(tree.names)):
            taken, children = groups.at([n]), list(tree.children[n])
            amount = facts.projects.use[k, taken, None] * facts.projects.ramp[taken]
            columns = frame.approval[taken]
            for t in range(len(facts.years)):
                used = amount[:, t].nonzero()[0]
                saved = list(_savings(frame, k, n, t))
                yield joined(
                    frame.key(k, n, t), -_constant(facts, k, n, t),
                    (amount[used, t], columns[used]),
                    ([-saving for _, saving in saved], frame.uptake[[m for m, _ in saved]]),
                    ([1.0] * len(children), frame.budget[k, children, t]),
                    ([-1.0], frame.budget[k, n, t : t + 1]),
                    *frame.moved(k, n, t),
                )  # fmt: skip


def _savings(frame: Frame, k: int, n: int, t: int) -> Iterator[tuple[int, float]]:
    """Yield measure entries and what full uptake takes off the row (negative: what the children's book grants)."""
    facts, measures = frame.facts, frame.facts.measures
    national = k == CARBON and facts.national(n)
    for m in frame.measures_at.get((n, t), ()):
        if not (national and measures.excluded[m]) and measures.saving[k, m]:
            yield m, float(measures.saving[k, m])
    if national:
        for below in facts.tree.subtree(n)[1:]:
            for m in frame.measures_at.get((below, t), ()):
                if measures.excluded[m] and measures.saving[k, m]:
                    yield m, -float(measures.saving[k, m])


def _constant(facts: Facts, k: int, n: int, t: int) -> float:
    own = float(facts.existing[k, n, t])
    if k != CARBON:
        return own
    if facts.national(n):
        return own + sum(float(facts.sink[below, t]) for below in facts.tree.subtree(n)[1:])
    return own - float(facts.sink[n, t])


def check(account: Account) -> Iterator[Finding]:
    """Restate the law in plain arithmetic: usage, and the children's budgets, within each budget."""
    for place in account.places():
        region, quantity, year = place
        budget = account.budget(place)
        if math.isnan(budget):
            continue
        part, handed_down = account.own(place), account.handed_down(place)
        national = account.on_national_book(region)
        own = part.national if national else part.assessment
        relief = account.relief_below(place) if national else 0.0
        moved = account.moved(place)
        left = math.fsum([own, *handed_down, relief, moved])
        largest = max(part.largest, relief, abs(moved), *map(abs, handed_down))
        yield Finding("coverage", region, year, quantity, left, budget, magnitude=largest)


def say(finding: Finding) -> str:
    """Return the sentence for the officer."""
    return sentence("coverage", finding.region, finding.year, finding.quantity, finding.left, finding.right)


RULE = Rule(
    id="coverage", title="预算覆盖", kind="law", document="内政办发〔2023〕94号 §二(一)、§四(四)",
    formula="盟市：U_nkt ≤ b_nkt；上级：Σ_i b_ikt + 本级_nkt ≤ b_nkt",
    symbols=(
        ("U", "用量：存量 + 新项目 − 减排（考核口径再扣碳汇）", "万吨"),
        ("b", "下达预算", "万吨"),
        ("本级", "本级存量、自治区单列项目，减本级措施；国家口径加回盟市碳汇", "万吨"),
    ),
    settings=CoverageSettings, rows=rows, check=check, say=say,
)  # fmt: skip
