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
from functools import partial

import numpy as np

from optimizer.domain.finding import Finding
from optimizer.rules.account import Account
from optimizer.rules.block import Block, Part, block
from optimizer.rules.facts import CARBON, Array, Facts
from optimizer.rules.frame import Frame, Groups
from optimizer.rules.rule import Rule, Settings
from optimizer.text.rules import sentence


class CoverageSettings(Settings):
    """Settings of coverage (预算覆盖)."""

    root_counts_sinks: bool = False
    """True: the region is held to the assessment book as well (domain.md M.2)."""


def rows(frame: Frame) -> Iterator[Block]:
    """Yield one row a quantity, node and year."""
    k, n, t = (place.ravel() for place in np.indices(frame.budget.shape))
    at = np.arange(len(n)).reshape(frame.budget.shape)
    upper = np.concatenate([-_constant(frame.facts, q).ravel() for q in range(2)])
    yield block(partial(frame.keys, k, n, t), upper, (part for q in range(2) for part in _parts(frame, q, at[q])))


def _parts(frame: Frame, k: int, at: Array) -> Iterator[Part]:
    """Yield the entries of one quantity; `at` numbers its rows (N × T)."""
    projects, tree = frame.facts.projects, frame.facts.tree
    taken = np.flatnonzero(projects.charged[k] >= 0)
    used = projects.use[k, taken, None] * projects.ramp.take(taken, axis=0)
    yield at.take(projects.charged[k, taken], axis=0), used, frame.approval[taken, None]
    yield from _savings(frame, k, at)
    children = np.flatnonzero(tree.parent >= 0)
    yield at[tree.parent[children]], 1.0, frame.budget[k, children]
    yield at, -1.0, frame.budget[k]
    yield from _moved(frame, k, at)


def _savings(frame: Frame, k: int, at: Array) -> Iterator[Part]:
    """Yield what full uptake takes off the rows, and what the children's book grants on the national book."""
    facts, measures, root = frame.facts, frame.facts.measures, frame.facts.tree.root
    national = k == CARBON and facts.national(root)
    left_out = measures.excluded & (measures.node == root) & national
    yield at[measures.node, measures.year], np.where(left_out, 0.0, -measures.saving[k]), frame.uptake
    if national:
        below = Groups(measures.node, len(facts.tree.names)).at(facts.tree.subtree(root)[1:])
        yield at[root, measures.year[below]], (measures.excluded * measures.saving[k])[below], frame.uptake[below]


def _moved(frame: Frame, k: int, at: Array) -> Iterator[Part]:
    """Yield what leaves sold and bought; the region is relieved of the sum."""
    leaves, root = list(frame.facts.flows.leaves), frame.facts.tree.root
    for name, sign in (("sold", 1.0), ("bought", -1.0)):
        if name in frame.flows:
            yield at[leaves], sign, frame.flows[name][k, leaves]
            yield at[root], -sign, frame.flows[name][k, leaves]


def _constant(facts: Facts, k: int) -> Array:
    """Return what exists on the book of each node (N × T)."""
    own: Array = facts.existing[k] - facts.sink * (k == CARBON)
    root = facts.tree.root
    if k == CARBON and facts.national(root):
        own[root] = facts.existing[k, root] + sum(facts.sink[below] for below in facts.tree.subtree(root)[1:])
    return own


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
